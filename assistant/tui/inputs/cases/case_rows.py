"""How the list of applications reads: a line for each, then what can be done next."""

from __future__ import annotations

from functools import cache

from rich.cells import cell_len, set_cell_size

from assistant.report.cases import RequestCase, applicant_kinds, case_outcomes
from assistant.tui.inputs.cases.case_list import CaseList, row_names
from assistant.tui.inputs.cases.offers import CARRIED_IN, NEW
from assistant.tui.inputs.cases.wording import say
from assistant.tui.inputs.rows import Row

ADD_KEY, DONE_KEY = "A", "Ctrl+S"
_GAP = "  "


def case_rows(cases: CaseList, ending: bool) -> list[Row]:
    """A row for each application; behind them (``ending``) the one that adds and the one that ends."""
    digits = max(2, len(str(len(cases))))
    rows = [
        Row(_columns(case), mark=say("list.number", number=place, digits=digits), note=case.note)
        for place, case in enumerate(cases, 1)
    ]
    if ending:
        rows += [Row(say("list.add"), ADD_KEY), Row(say("list.done", count=len(cases)), DONE_KEY)]
    return rows


def who(case: RequestCase) -> str:
    """Who asked, in short."""
    return applicant_kinds()[case.applicant].header.short


def how(case: RequestCase) -> str:
    """How it stands, in short."""
    return case_outcomes()[case.outcome].header.short


def _columns(case: RequestCase) -> str:
    origin = row_names()[CARRIED_IN if case.carried_in else NEW]
    parts = zip((who(case), origin, how(case)), _widths(), strict=True)
    return _GAP.join(set_cell_size(text, width) for text, width in parts)


@cache
def _widths() -> tuple[int, int, int]:
    """The cells that the columns take: as many as their longest text."""
    kinds, outcomes = applicant_kinds().values(), case_outcomes().values()
    texts = (
        [leaf.header.short for leaf in kinds],
        [row_names()[NEW], row_names()[CARRIED_IN]],
        [leaf.header.short for leaf in outcomes],
    )
    first, second, third = (max(map(cell_len, column)) for column in texts)
    return first, second, third
