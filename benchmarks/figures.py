"""What every bench yields: one figure of ours beside its peer, and the goal that the ratio is held to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """One line of the table. A module of this package that has ``figures(quick)``, yielding these, is a bench.

    ``ours`` and ``theirs`` are in ``unit``; ``peer`` names what was measured in the same run, or
    the limit where the goal is an absolute one. ``goal`` is the most that ``ours / theirs`` may be,
    None for a figure that is told for information.
    """

    what: str
    ours: float
    unit: str
    peer: str
    theirs: float
    goal: float | None = None

    @property
    def ratio(self) -> float:
        return self.ours / self.theirs

    @property
    def missed(self) -> bool:
        """Whether the goal is not reached in this run; noise included, so never a reason to fail a build."""
        return self.goal is not None and self.ratio > self.goal


def at_95(values: Sequence[float]) -> float:
    """The value that 95 % do not exceed. :raises IndexError: there are none."""
    ordered = sorted(values)
    return ordered[min(int(len(ordered) * 0.95), len(ordered) - 1)]
