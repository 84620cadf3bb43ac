"""The applications of one year while they are put together: add, change, remove, undo. Knows no screen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any

from assistant.report.cases import RequestCase, tally
from assistant.standard import TableSchema, standard
from assistant.tui.inputs.table.sheet import Balance

Case = dict[str, Any]
"""One application as the interview takes it: applicant, outcome, carried_in, note."""

_MAX_STEPS = 200


class CaseList:
    """The applications in the order in which they were entered. Every change is one step of undo."""

    def __init__(self) -> None:
        self._cases: tuple[RequestCase, ...] = ()
        self._done: list[tuple[RequestCase, ...]] = []
        self._undone: list[tuple[RequestCase, ...]] = []

    def __len__(self) -> int:
        return len(self._cases)

    def __iter__(self) -> Iterator[RequestCase]:
        return iter(self._cases)

    def __getitem__(self, index: int) -> RequestCase:
        return self._cases[index]

    # -- reading -------------------------------------------------------------------------------
    @property
    def raw(self) -> list[Case]:
        """The applications as the interview takes them."""
        return [case.model_dump() for case in self._cases]

    @property
    def cells(self) -> dict[str, str]:
        """The cells of the table that the applications fill, by path."""
        return {path: str(number) for path, number in tally(self._cases).items()}

    # -- writing -------------------------------------------------------------------------------
    def load(self, raw: Iterable[Case]) -> None:
        """Take over a whole answer; undo begins anew. :raises pydantic.ValidationError: something is no case."""
        self._cases = tuple(RequestCase.model_validate(item) for item in raw)
        self._done, self._undone = [], []

    def replace_all(self, cases: Sequence[RequestCase]) -> None:
        """Put other applications in place of all."""
        self._put(tuple(cases))

    def put(self, index: int | None, case: RequestCase) -> int:
        """Replace the one at ``index`` or add one at the end (None); where it stands."""
        at = len(self) if index is None else index
        self._put((*self._cases[:at], case, *self._cases[at + 1 :]))
        return at

    def repeat(self, index: int, carried_in: bool) -> int:
        """Add one like that at ``index``, without its note, right behind it; where it stands."""
        case = self._cases[index].model_copy(update={"note": "", "carried_in": carried_in})
        self._put((*self._cases[: index + 1], case, *self._cases[index + 1 :]))
        return index + 1

    def remove(self, index: int) -> RequestCase:
        """Take one out."""
        removed = self._cases[index]
        self._put((*self._cases[:index], *self._cases[index + 1 :]))
        return removed

    def undo(self) -> int | None:
        """Take the last step back; the first place that changed, None when there was no step."""
        return self._turn(self._done, self._undone)

    def redo(self) -> int | None:
        """Do again what was taken back; as :meth:`undo`."""
        return self._turn(self._undone, self._done)

    # -- inside --------------------------------------------------------------------------------
    def _put(self, cases: tuple[RequestCase, ...]) -> None:
        if cases != self._cases:
            self._done = [*self._done, self._cases][-_MAX_STEPS:]
            self._undone = []
            self._cases = cases

    def _turn(self, source: list[tuple[RequestCase, ...]], target: list[tuple[RequestCase, ...]]) -> int | None:
        if not source:
            return None
        before, self._cases = self._cases, source.pop()
        target.append(before)
        pairs = enumerate(zip(before, self._cases, strict=False))
        return next((place for place, (old, new) in pairs if old != new), min(len(before), len(self._cases)))


def balance_of(cases: Iterable[RequestCase]) -> Balance:
    """Applications by the rows of the relation that must hold; it does by construction."""
    cases = tuple(cases)
    carried_in = sum(case.carried_in for case in cases)
    carried_out = sum(case.outcome == "carried_out" for case in cases)
    new, done = len(cases) - carried_in, len(cases) - carried_out
    names = row_names()
    return Balance(
        ((names["received"], new), (names["carried_in"], carried_in)),
        ((names["total"], done), (names["carried_out"], carried_out)),
    )


@cache
def row_names() -> dict[str, str]:
    """The rows of T3 by key, as sentences name them."""
    table: TableSchema = standard().tables["T3"]
    return {leaf.path: leaf.header.short for leaf in table.blocks[0].row_leaves}
