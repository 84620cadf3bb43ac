"""Applications entered one by one; T3 counts itself from them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from pydantic import BaseModel, ConfigDict, StrictBool, field_validator
from pydantic_core import PydanticCustomError

from assistant.report.types import Line, OptionalLine
from assistant.standard import Leaf, Standard, in_any_format, join, standard

MAX_CASES = 20_000

_TABLE = "T3"
_RECEIVED, _CARRIED_IN, _TOTAL = "received", "carried_in", "total"


def applicant_kinds(year: int | None = None) -> dict[str, Leaf]:
    """The kinds of applicants that a case of the report year may have, by column key, in printed order."""
    return _applicant_kinds(standard(year))


@cache
def _applicant_kinds(known: Standard) -> dict[str, Leaf]:
    return {leaf.path: leaf for leaf in known.tables[_TABLE].blocks[0].column_leaves if leaf.path != _TOTAL}


def case_outcomes(year: int | None = None) -> dict[str, Leaf]:
    """How a case may stand at the end of the report year, by row key, in printed order.

    ``carried_out`` is still open.
    """
    return _case_outcomes(standard(year))


@cache
def _case_outcomes(known: Standard) -> dict[str, Leaf]:
    rows = known.tables[_TABLE].blocks[0].row_leaves
    return {leaf.path: leaf for leaf in rows if leaf.path not in (_RECEIVED, _CARRIED_IN, _TOTAL)}


class RequestCase(BaseModel):
    """One application: who asked (a column key of T3), how it stands at the year's end (a row key).

    ``carried_in`` says that it was already open when the year began; ``note`` is the clerk's own
    reminder and is printed nowhere.

    Any key of a known format will do; whether the format of the report year has it, the table decides.

    :raises ValidationError: type ``unknown_applicant`` or ``unknown_outcome``.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    applicant: Line
    outcome: Line
    carried_in: StrictBool = False
    note: OptionalLine = ""

    @field_validator("applicant")
    @classmethod
    def _known_applicant(cls, key: str) -> str:
        if not in_any_format(lambda known: key in _applicant_kinds(known)):
            raise PydanticCustomError("unknown_applicant", "no applicant {key}", {"key": key})
        return key

    @field_validator("outcome")
    @classmethod
    def _known_outcome(cls, key: str) -> str:
        if not in_any_format(lambda known: key in _case_outcomes(known)):
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
