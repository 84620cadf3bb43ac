"""How far a long command is, on one line of the terminal that goes when something else is to be printed."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import Self, TextIO

from assistant.commands.words import say

_WIDTH = 24
_WAIT = 0.1
"""Seconds between two drawings of a line that stands."""


class Progress:
    """A bar on stderr; a context manager that leaves no trace.

    ``printed`` tells whether results are printed on the same terminal: the bar then makes room for
    each and comes back under it. It is erased by blanks, which every terminal understands.
    """

    def __init__(self, total: int, *, shown: bool, printed: bool, stream: TextIO | None = None) -> None:
        self._total = total
        self._shown = shown
        self._printed = printed
        self._stream = stream or sys.stderr
        self._done = 0
        self._drawn = ""
        self._drawn_at = 0.0

    def __enter__(self) -> Self:
        self._draw()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.clear()

    def clear(self) -> None:
        """Takes the bar away, so that something else can be printed."""
        if self._drawn:
            # Chinese characters are two columns wide.
            self._write(f"\r{' ' * sum(1 + (character > '⺀') for character in self._drawn)}\r")
            self._drawn = ""

    def make_room(self) -> None:
        """Takes the bar away where the next result is printed on its terminal."""
        if self._printed:
            self.clear()

    def advance(self) -> None:
        """One more is done."""
        self._done += 1
        if not self._drawn or time.monotonic() - self._drawn_at >= _WAIT:
            self._draw()

    def _draw(self) -> None:
        if not self._shown:
            return
        full = _WIDTH * self._done // max(self._total, 1)
        bar = "#" * full + "-" * (_WIDTH - full)
        self._drawn = say("progress", bar=bar, done=self._done, total=self._total)
        self._drawn_at = time.monotonic()
        self._write(f"\r{self._drawn}")

    def _write(self, text: str) -> None:
        self._stream.write(text)
        self._stream.flush()
