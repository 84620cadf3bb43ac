"""Last year's tables for the tests of the inputs, and a harness that hears of reasons."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from input_harness import Harness, shipped

from assistant.report import DisclosureFigures, Figures, ProceedingFigures, RequestFigures
from assistant.session.sheet import LastYearCells
from assistant.tui.inputs.table.unlocking import Unlocking

T2, T3, T4 = (shipped(key) for key in ("disclosure", "requests", "proceedings"))

CARRIED = {"natural_person": 2, "business": 1}


def printed(figures: type[Figures], cells: Mapping[str, Any]) -> Mapping[str, str]:
    """A table of last year as it was printed."""
    return figures.model_validate(cells).printed().cells


def carried_over(left_open: Mapping[str, int] = CARRIED, reasons: Mapping[str, str] | None = None) -> LastYearCells:
    """Last year's T3 with so many open at its end, by applicant."""
    cells = {f"carried_out.{kind}": number for kind, number in left_open.items()}
    table = printed(RequestFigures, {"received.natural_person": 12, "granted.natural_person": 12, **cells})
    columns = ("natural_person", "business", "research", "social", "legal_service", "other")
    settled = {f"carried_in.{kind}": left_open.get(kind, 0) for kind in columns}
    return LastYearCells(table, settled, reasons=reasons or {})


IN_FORCE = LastYearCells(
    printed(DisclosureFigures, {"normative.issued": 2, "normative.in_force": 3, "permits": 7}),
    in_force={"rules.in_force": 0, "normative.in_force": 3},
)
PENDING = LastYearCells(printed(ProceedingFigures, {"review.pending": 1, "review.upheld": 4}))


class LastYearHarness(Harness):
    """The input for a table of which last year's is known. ``told`` holds the reasons that it told, in order."""

    def __init__(self, last: LastYearCells, question: Any = T3, **context: Any) -> None:
        super().__init__(question, year=2025, last_year=last, **context)
        self.reasons: list[Mapping[str, str]] = []

    def on_unlocking_reasoned(self, event: Unlocking.Reasoned) -> None:
        assert event.question is self.question
        self.reasons.append(event.reasons)
