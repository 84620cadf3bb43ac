"""Applications entered one by one; T3 counts itself from them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from pydantic import BaseModel, ConfigDict, field_validator
from pydantic_core import PydanticCustomError

from assistant.report.types import Line, OptionalLine
from assistant.standard import Leaf, join, standard

MAX_CASES = 20_000

_TABLE = "T3"
_RECEIVED, _CARRIED_IN, _TOTAL = "received", "carried_in", "total"


@cache
def applicant_kinds() -> dict[str, Leaf]:
    """The kinds of applicants that a case may have, by column key, in printed order."""
    return {leaf.path: leaf for leaf in standard().tables[_TABLE].blocks[0].column_leaves if leaf.path != _TOTAL}


@cache
def case_outcomes() -> dict[str, Leaf]:
    """How a case may stand at the year's end, by row key, in printed order; ``carried_out`` is still open."""
    rows = standard().tables[_TABLE].blocks[0].row_leaves
    return {leaf.path: leaf for leaf in rows if leaf.path not in (_RECEIVED, _CARRIED_IN, _TOTAL)}


class RequestCase(BaseModel):
    """One application: who asked (a column key of T3), how it stands at the year's end (a row key).

    ``carried_in`` says that it was already open when the year began; ``note`` is the clerk's own
    reminder and is printed nowhere.

    :raises ValidationError: type ``unknown_applicant`` or ``unknown_outcome``.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    applicant: Line
    outcome: Line
    carried_in: bool = False
    note: OptionalLine = ""

    @field_validator("applicant")
    @classmethod
    def _known_applicant(cls, key: str) -> str:
        if key not in applicant_kinds():
            raise PydanticCustomError("unknown_applicant", "no applicant {key}", {"key": key})
        return key

    @field_validator("outcome")
    @classmethod
    def _known_outcome(cls, key: str) -> str:
        if key not in case_outcomes():
            raise PydanticCustomError("unknown_outcome", "no outcome {key}", {"key": key})
        return key


def tally(cases: Iterable[RequestCase]) -> dict[str, int]:
    """The cells of T3 that the cases fill, by path; every column balances by construction."""
    cells: dict[str, int] = {}
    for case in cases:
        for row in (_CARRIED_IN if case.carried_in else _RECEIVED, case.outcome):
            path = join(row, case.applicant)
            cells[path] = cells.get(path, 0) + 1
    return cells
