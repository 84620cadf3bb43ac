"""A long year in one run: answers and their undos, thousands of them, in a real terminal.

Told are the memory of the program, the files on disk and the latency of an answer, at the beginning and at the end.

    python -m benchmarks soak            300 steps
    NIANBAO_SOAK=3000 python -m benchmarks soak
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from assistant.drafts import Draft, DraftStore
from benchmarks.answering import answered, heading
from benchmarks.figures import Figure, at_95
from benchmarks.terminal import Terminal

STEPS = int(os.environ.get("NIANBAO_SOAK", "300"))
_SAMPLES = 100
_GROWTH = 15.0
"""Megabytes by which the memory may grow."""
_FILES = 210
"""Two hundred versions, the draft, its lock and what marks the present version."""
_PAUSE = 0.05


def figures(quick: bool = False) -> Iterator[Figure]:
    """Memory, files and latency after all steps, each against what it was after the first hundred."""
    steps, samples = (6, 3) if quick else (STEPS, _SAMPLES)
    interview, times = answered(10), []
    here, following = heading(interview), heading(interview, 1)
    with tempfile.TemporaryDirectory() as home:
        name = DraftStore(Path(home)).save(Draft(interview.report, at=interview.at)).name
        with Terminal([sys.executable, "-m", "assistant", "resume", name], {"NIANBAO_HOME": home}) as terminal:
            terminal.wait_for(here)
            early = 0.0
            for step in range(steps):
                terminal.rest(_PAUSE)
                pressed = terminal.press("\r")
                times.append((terminal.wait_for(following) - pressed) * 1000)
                terminal.rest(_PAUSE)
                terminal.press("\x1a")
                terminal.wait_for(here)
                if step + 1 == min(samples, steps):
                    early = terminal.memory
            late = terminal.memory
        files = sum(path.is_file() for path in Path(home).rglob("*"))
    yield Figure(f"memory grown in {steps} steps", max(late - early, 0.0), "MB", "limit", _GROWTH, 1.0)
    yield Figure("memory at the end", late, "MB", f"after {min(samples, steps)} steps", early)
    yield Figure("files on disk", files, "", "limit", _FILES, 1.0)
    first, last = at_95(times[:samples]), at_95(times[-samples:])
    yield Figure(f"the last {samples} answers, 95 % under", last, "ms", f"the first {samples}", first, 1.2)
