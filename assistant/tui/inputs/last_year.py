"""What last year's report says beside a table, and which of the cells that it settles are locked. Knows no screen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class LastYearCells:
    """Last year's report on one table; everything by cell path.

    ``printed``: its cells as printed, totals included. ``settled``: the numbers that it settles for
    this year (上年结转). ``in_force``: last year's documents in force, from which this year's follow.
    ``reasons``: why a settled cell need not be as it says, in the clerk's words.
    """

    printed: Mapping[str, str] = field(default_factory=dict)
    settled: Mapping[str, int] = field(default_factory=dict)
    in_force: Mapping[str, int] = field(default_factory=dict)
    reasons: Mapping[str, str] = field(default_factory=dict)

    @property
    def prefilled(self) -> dict[str, str]:
        """The settled cells that are not 0, as a table takes them."""
        return {path: str(number) for path, number in self.settled.items() if number}


NOTHING_KNOWN = LastYearCells()


class Locks:
    """The settled cells: each is locked until the clerk gives a reason, and may be locked again.

    A reason that was taken back is remembered, so that undoing what followed can bring it back.
    """

    def __init__(self, last: LastYearCells) -> None:
        self.settled = last.settled
        self._reasons = {path: reason for path, reason in last.reasons.items() if path in last.settled}
        self._given = dict(self._reasons)

    @property
    def reasons(self) -> dict[str, str]:
        """The reasons by the cells that they unlock."""
        return dict(self._reasons)

    def is_locked(self, path: str) -> bool:
        """Whether the cell is settled and not unlocked."""
        return path in self.settled and path not in self._reasons

    def reason(self, path: str) -> str:
        """Why a cell is unlocked, "" when it is not."""
        return self._reasons.get(path, "")

    def unlock(self, path: str, reason: str) -> None:
        """Unlock a settled cell."""
        self._reasons[path] = self._given[path] = reason

    def lock(self, path: str) -> None:
        """Lock a settled cell again."""
        self._reasons.pop(path, None)

    def unlock_again(self, path: str) -> None:
        """Unlock a cell for the reason that it had once, if it had one."""
        if self.is_locked(path) and path in self._given:
            self._reasons[path] = self._given[path]
