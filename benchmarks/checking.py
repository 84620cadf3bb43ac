"""``nianbao check``: one cold .docx as a whole process, and a thousand in one command.

The peer of the cold check is a process that imports pydantic and lxml and does nothing. The thousand
are copies of three reports, different in words and figures. Their time by the clock is held against
the time in which their processes ran or stood ready to run, shared by the cores: were a core left
idle, the clock would be ahead, whatever else the machine does. Their memory, the program's own and
its largest worker's, is held against that for a tenth of the files: it must not grow with their number.

    python -m benchmarks checking
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

from benchmarks.copies import REPORTS, docx_copies, own_export
from benchmarks.figures import Figure

CHECK = [sys.executable, "-m", "assistant", "check"]
COLD = REPORTS / "01-town-libreoffice.docx"
PEERS = ("import pydantic, lxml.etree", "from pydantic import BaseModel; import lxml.etree")
SOURCES = ("01-town-libreoffice.docx", "02-street-opendocument.docx")
GOAL_COLD, GOAL_CORES, GOAL_MEMORY = 2.5, 1.25, 1.2
LIMIT = 8.0
"""Milliseconds by the clock for each of many files, on two cores."""
_SAMPLED = 0.02
"""Seconds between two looks at the memory of the processes."""


@dataclass(frozen=True)
class Run:
    """One command: seconds by the clock, seconds of all its processes running or ready to run, and
    megabytes at most of itself and of a worker."""

    clock: float
    busy: float
    own: float
    worker: float


def figures(quick: bool) -> Iterator[Figure]:
    """The cold check beside its peers; many files: time, cores, memory."""
    many, runs = (60, 2) if quick else (1000, 12)
    with tempfile.TemporaryDirectory(prefix="nianbao-bench-") as folder:
        environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(Path(folder) / "compiled")}
        # An installed program has its bytecode compiled; a tree that may not be written to has not.
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        commands = [[*CHECK, str(COLD)], *([sys.executable, "-c", statement] for statement in PEERS)]
        cold, *peers = _in_turn(commands, environment, runs)
        for statement, peer, goal in zip(PEERS, peers, (GOAL_COLD, None), strict=True):
            yield Figure("check of one .docx, cold", cold, "ms", statement, peer, goal)
        names = _written(Path(folder), many)
        few, all_ = (_run([*CHECK, *names[:count]], environment) for count in (many // 10, many))
    cores = os.cpu_count() or 1
    each = all_.clock * 1000 / many
    yield Figure(f"each of {many} .docx", each, "ms", "limit", LIMIT, 1.0)
    yield Figure(f"each of {many} .docx", each, "ms", "one cold", cold)
    name, peer_name = f"check of {many} .docx", f"its processes at work / {cores} cores"
    yield Figure(name, all_.clock, "s", peer_name, all_.busy / cores, GOAL_CORES)
    for what, ours, theirs in (("program", all_.own, few.own), ("largest worker", all_.worker, few.worker)):
        yield Figure(f"memory of the {what}, {many} .docx", ours, "MB", f"{many // 10} .docx", theirs, GOAL_MEMORY)


def _in_turn(commands: Sequence[Sequence[str]], environment: Mapping[str, str], runs: int) -> list[float]:
    """The milliseconds of the quickest run of each command, taken in turn, after one to warm up."""
    times: list[list[float]] = [[] for _ in commands]
    for run in range(runs + 1):
        for command, taken in zip(commands, times, strict=True):
            start = time.perf_counter()
            subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=True)
            if run:
                taken.append((time.perf_counter() - start) * 1000)
    return [min(taken) for taken in times]


def _written(folder: Path, number: int) -> list[str]:
    """The names of that many reports, newly written."""
    sources = [own_export(), *((REPORTS / name).read_bytes() for name in SOURCES)]
    copies = zip(*(docx_copies(source, number // len(sources) + 1) for source in sources), strict=True)
    names = []
    for place, data in enumerate(islice(chain.from_iterable(copies), number)):
        path = folder / f"{place:04d}.docx"
        path.write_bytes(data)
        names.append(str(path))
    return names


def _run(command: Sequence[str], environment: Mapping[str, str]) -> Run:
    start = time.perf_counter()
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    peaks: dict[int, float] = {}
    busy: dict[int, float] = {}
    while process.poll() is None:
        for pid in (process.pid, *_children(process.pid)):
            peaks[pid] = max(peaks.get(pid, 0.0), _peak(pid))
            busy[pid] = max(busy.get(pid, 0.0), _busy(pid))
        time.sleep(_SAMPLED)
    clock = time.perf_counter() - start
    if process.returncode not in (0, 1):
        raise RuntimeError(f"check ended with {process.returncode}")
    own = peaks.pop(process.pid)
    return Run(clock, sum(busy.values()), own, max(peaks.values(), default=own))


def _children(pid: int) -> list[int]:
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def _peak(pid: int) -> float:
    """The most memory that a process has had so far, in MB; 0 when it has gone."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0.0
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    return int(found[1]) / 1024 if found else 0.0


def _busy(pid: int) -> float:
    """The seconds that a process has run or stood ready to run so far; 0 when it has gone."""
    try:
        running, waiting, _ = Path(f"/proc/{pid}/schedstat").read_text().split()
    except (OSError, ValueError):
        return 0.0
    return (int(running) + int(waiting)) / 1e9
