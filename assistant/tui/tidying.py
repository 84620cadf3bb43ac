"""Python's full garbage collections, which stop the screen for a tenth of a second, run while the clerk thinks."""

from __future__ import annotations

import gc
from collections.abc import Callable
from time import monotonic

LOOK_EVERY = 1.0
"""Seconds between two looks whether there is time to tidy."""
_QUIET = 1.5
"""Seconds without a key after which the clerk is thinking."""
_YOUNG, _MIDDLE, _NEVER = 10_000, 10, 1_000_000
"""The thresholds of the generations: one short collection or none for an answer, and never the full one."""
_USUAL = (700, 10, 10)
"""Python's own."""


class Tidying:
    """When the full collection runs: never by itself, once in every pause that follows keys.

    What the program has loaded by :meth:`begin` and by the first pause stays to its end and is not
    looked through again; nothing later is set aside so, or it could never be freed.

    :param collect: runs a full collection.
    """

    def __init__(self, collect: Callable[[], object] = gc.collect, clock: Callable[[], float] = monotonic) -> None:
        self._collect = collect
        self._clock = clock
        self._last_key = clock()
        self._due = False
        self._settled = False

    def begin(self) -> None:
        """Take the full collection over from Python, and leave out of it what has been loaded.

        Collections may have been off before: little that is loaded ever goes, and looking for it makes the start slow.
        """
        gc.collect()
        gc.freeze()
        gc.set_threshold(_YOUNG, _MIDDLE, _NEVER)
        gc.enable()

    def end(self) -> None:
        """Leave it to Python again."""
        gc.unfreeze()
        gc.set_threshold(*_USUAL)

    def busy(self) -> None:
        """A key was pressed."""
        self._last_key = self._clock()
        self._due = True

    def look(self) -> None:
        """Collect if the clerk has paused since the last time."""
        if self._due and self._clock() - self._last_key >= _QUIET:
            self._due = False
            self._collect()
            if not self._settled:
                self._settled = True
                gc.freeze()
