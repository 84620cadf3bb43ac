"""From the start of the process to the first question on a terminal, and the most memory it took.

``nianbao new`` and a bare Textual application (a line of text over an input) are started turn by
turn in the same pseudo-terminal, both with warm files and compiled bytecode. Measured is the moment
at which the bytes of the question's words could be read (ours shows it before the rest is loaded and
keeps the keys pressed meanwhile), and the moment at which a key pressed then was shown, which tells
the whole loading time; not measured is what a terminal emulator takes to draw them. Memory is VmHWM when all has
come to rest.

    python -m benchmarks startup
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks.figures import Figure
from benchmarks.terminal import Terminal

_BARE = """
from textual.app import App
from textual.widgets import Input, Static

class Bare(App):
    def compose(self):
        yield Static("The first question of all")
        yield Input()

Bare().run()
"""
_PEER = "a bare Textual app (Static, Input)"
BARE = ([sys.executable, "-c", _BARE], "The first question of all")
OURS = ([sys.executable, "-m", "assistant", "new"], "贵单位的全称是什么？")
TYPED = "ж"
"""A letter that nothing else on either screen has."""


@dataclass(frozen=True)
class Start:
    """One cold start: milliseconds to the question and to the first key's letter, MB at most."""

    painted: float
    echoed: float
    memory: float


def start(command: list[str], words: str) -> Start:
    """Start a program in a new data folder, wait for its question, press a key."""
    with tempfile.TemporaryDirectory() as home, Terminal(command, {"NIANBAO_HOME": home}) as terminal:
        painted = terminal.wait_for(words)
        terminal.press(TYPED)
        echoed = terminal.wait_for(TYPED)
        terminal.rest()
        return Start((painted - terminal.started) * 1000, (echoed - terminal.started) * 1000, terminal.peak_memory)


def figures(quick: bool = False) -> Iterator[Figure]:
    """The least of the runs is what the program takes; the median is what it took beside other work."""
    for program in (BARE, OURS):
        start(*program)
    pairs = [(start(*OURS), start(*BARE)) for _ in range(1 if quick else 7)]
    ours, bare = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    for name, take, goal in (("least", min, 1.3), ("median", statistics.median, 1.3)):
        first = take([run.painted for run in ours]), take([run.painted for run in bare])
        yield Figure(f"cold start to the first question, {name}", first[0], "ms", _PEER, first[1], goal)
    echo = statistics.median(run.echoed for run in ours), statistics.median(run.echoed for run in bare)
    yield Figure("cold start to the first key's letter, median", echo[0], "ms", _PEER, echo[1])
    memory = statistics.median(run.memory for run in ours), statistics.median(run.memory for run in bare)
    yield Figure("peak memory at the first question, median", memory[0], "MB", _PEER, memory[1], 1.6)
