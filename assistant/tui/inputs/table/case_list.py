"""Applications entered one by one, while they are put together. Knows no screen."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from assistant.report.cases import RequestCase, applicant_kinds, case_outcomes, tally
from assistant.tui.inputs.rows import Row
from assistant.tui.inputs.wording import say

Case = dict[str, Any]
"""One application as the interview takes it: applicant, outcome, carried_in, note."""


CARRIED_IN_KEY = "T"


class CaseList:
    """The applications of one year in the order in which they were entered."""

    def __init__(self) -> None:
        self._cases: list[RequestCase] = []
        self._removed: list[tuple[int, RequestCase]] = []

    def __len__(self) -> int:
        return len(self._cases)

    def __getitem__(self, index: int) -> RequestCase:
        return self._cases[index]

    def load(self, raw: Iterable[Case]) -> None:
        """Take over a whole answer. :raises pydantic.ValidationError: it holds something that is no case."""
        self._cases = [RequestCase.model_validate(item) for item in raw]
        self._removed = []

    @property
    def raw(self) -> list[Case]:
        return [case.model_dump() for case in self._cases]

    @property
    def cells(self) -> dict[str, str]:
        """The cells of the table that the applications fill."""
        return {path: str(number) for path, number in tally(self._cases).items()}

    def put(self, index: int | None, case: RequestCase) -> int:
        """Replace the one at ``index`` or add one (None); where it stands."""
        if index is None:
            self._cases.append(case)
            return len(self._cases) - 1
        self._cases[index] = case
        return index

    def remove(self, index: int) -> None:
        """Take one out; :meth:`bring_back` undoes it."""
        self._removed.append((index, self._cases.pop(index)))

    def bring_back(self) -> int | None:
        """Put the last one that was removed back; where it stands, None when there is none."""
        if not self._removed:
            return None
        index, case = self._removed.pop()
        self._cases.insert(min(index, len(self._cases)), case)
        return min(index, len(self._cases) - 1)

    def shown(self, index: int) -> str:
        """One application in words: who asked and how it stands."""
        case = self._cases[index]
        who, how = applicant_kinds()[case.applicant], case_outcomes()[case.outcome]
        origin = say("cases.carried_in") if case.carried_in else ""
        return say("cases.shown", who=who.header.short, how=how.header.short, origin=origin)


def applicant_rows(carried_in: bool) -> list[Row]:
    """Who asked, by number, and the mark for an application that was carried in."""
    rows = [
        Row(leaf.header.short, str(number), note=leaf.header.meaning)
        for number, leaf in enumerate(applicant_kinds().values(), 1)
    ]
    mark = say("label.checked" if carried_in else "label.unchecked")
    return [*rows, Row(say("cases.carried_in_row"), CARRIED_IN_KEY, mark)]


def outcome_rows() -> tuple[list[Row], list[str]]:
    """How it ended, by number or letter under the names of the groups; and the outcome of each row ("" a name)."""
    rows: list[Row] = []
    keys: list[str] = []
    group = ""
    for number, (path, leaf) in enumerate(case_outcomes().items()):
        above = leaf.headers[-2].short if len(leaf.headers) > 2 else ""
        if above and above != group:
            rows.append(Row(say("cases.group", name=above), heading=True))
            keys.append("")
        group = above
        rows.append(Row(leaf.header.short, "123456789abcdefghijklmnopqrstuvwxyz"[number], detail=leaf.header.meaning))
        keys.append(path)
    return rows, keys
