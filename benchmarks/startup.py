"""From the start of the process to the first question on a terminal, and the most memory it took.

``nianbao new`` and a bare Textual application (a line of text over an input) are started turn by
turn in the same pseudo-terminal, both with warm files and compiled bytecode. Measured is the moment
at which the bytes of the question's words could be read (ours shows it before the rest is loaded and
keeps the keys pressed meanwhile), the moment at which a letter pressed then was shown, and the moment at
which the answer, accepted at once, was taken and the second question shown, which tells the whole loading
time (the bare application has no second question: its peer is the letter). Not measured is what a terminal
emulator takes to draw them. Memory is VmHWM when all has come to rest.

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
_SECOND = "贵单位属于哪一类机关？"
_LOADED = "帮助"
"""A word of the line of keys, which is empty until all is loaded."""
TYPED = "ж"
"""A letter that nothing else on either screen has."""
_NAME_END = "镇人民政府"
"""Makes a name of the letter that is not asked back."""


@dataclass(frozen=True)
class Start:
    """One cold start: milliseconds to the question, the first letter and the second question; MB at most."""

    painted: float
    echoed: float
    answered: float
    memory: float


def start(command: list[str], words: str, then: str = "") -> Start:
    """Start a program in a new data folder, wait for its question, press a key; accept and wait for ``then``."""
    with tempfile.TemporaryDirectory() as home, Terminal(command, {"NIANBAO_HOME": home}) as terminal:
        painted = terminal.wait_for(words)
        terminal.press(TYPED)
        echoed = answered = terminal.wait_for(TYPED)
        if then:
            terminal.press(f"{_NAME_END}\r")
            answered = terminal.wait_for(then)
        elif command is OURS[0]:
            terminal.wait_for(_LOADED)
        terminal.rest()
        moments = ((moment - terminal.started) * 1000 for moment in (painted, echoed, answered))
        return Start(*moments, terminal.peak_memory)


def figures(quick: bool = False) -> Iterator[Figure]:
    """The least of the runs is what the program takes; the median is what it took beside other work."""
    for program in (BARE, OURS):
        start(*program)
    pairs = [(start(*OURS), start(*BARE)) for _ in range(1 if quick else 7)]
    ours, bare = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    for name, take, goal in (("least", min, 1.1), ("median", statistics.median, 1.1)):
        first = take([run.painted for run in ours]), take([run.painted for run in bare])
        yield Figure(f"cold start to the first question, {name}", first[0], "ms", _PEER, first[1], goal)
    echo = statistics.median(run.echoed for run in ours), statistics.median(run.echoed for run in bare)
    yield Figure("cold start to the first letter typed, median", echo[0], "ms", _PEER, echo[1], 1.3)
    taken = statistics.median(start(*OURS, _SECOND).answered for _ in pairs)
    yield Figure("cold start to the first answer taken, median", taken, "ms", f"{_PEER}, letter", echo[1])
    memory = statistics.median(run.memory for run in ours), statistics.median(run.memory for run in bare)
    yield Figure("peak memory at the first question, median", memory[0], "MB", _PEER, memory[1], 1.5)
