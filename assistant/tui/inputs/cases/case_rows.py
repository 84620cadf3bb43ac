"""How the list of applications reads: a line for each, then what can be done next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from rich.cells import cell_len, set_cell_size

from assistant.report.cases import RequestCase, applicant_kinds, case_outcomes
from assistant.tui.inputs.cases.carried_in import CarriedIn
from assistant.tui.inputs.cases.case_list import CaseList, balance_of, row_names
from assistant.tui.inputs.cases.offers import CARRIED_IN, NEW
from assistant.tui.inputs.cases.wording import say
from assistant.tui.inputs.rows import Row
from assistant.tui.inputs.table.explain import arithmetic

ADD_KEY, DONE_KEY = "A", "Ctrl+S"
_GAP = "  "


def case_rows(cases: CaseList, to_tell: Sequence[str], ending: bool) -> list[Row]:
    """A row for each application, then for each carried in whose outcome is ``to_tell`` (who asked);

    behind them (``ending``) the one that adds and the one that ends.
    """
    digits = max(2, len(str(len(cases) + len(to_tell))))
    texts = [(_columns(case), case.note) for case in cases]
    texts += [(_in_columns(_short(kind), row_names()[CARRIED_IN], say("list.to_tell")), "") for kind in to_tell]
    rows = [
        Row(text, mark=say("list.number", number=place, digits=digits), note=note)
        for place, (text, note) in enumerate(texts, 1)
    ]
    if ending:
        rows += [Row(say("list.add"), ADD_KEY), Row(say("list.done", count=len(texts)), DONE_KEY)]
    return rows


def standing(cases: CaseList, carried_in: CarriedIn, last: Mapping[str, str]) -> str:
    """How many there are and what they count up to, how that stands to last year's report, its own totals.

    :param last: last year's cells as printed, by path.
    """
    to_tell = len(carried_in.to_tell(cases))
    lines = [say("list.standing", count=len(cases), arithmetic=arithmetic(balance_of(cases)))]
    for kind, (told, settled) in carried_in.too_many(cases).items():
        lines.append(say("list.too_many", who=_short(kind), told=told, settled=settled))
    printed = {name: last.get(f"{name}.total", "") for name in ("received", "total", "carried_out")}
    beside = say("list.standing_to_tell", count=to_tell) if to_tell else ""
    if all(printed.values()):
        beside += say("list.last_year", **printed)
    if beside:
        lines.append(beside)
    return "\n".join(lines)


def who(case: RequestCase) -> str:
    """Who asked, in short."""
    return _short(case.applicant)


def how(case: RequestCase) -> str:
    """How it stands, in short."""
    return case_outcomes()[case.outcome].header.short


def _short(applicant: str) -> str:
    return applicant_kinds()[applicant].header.short


def _columns(case: RequestCase) -> str:
    origin = row_names()[CARRIED_IN if case.carried_in else NEW]
    return _in_columns(who(case), origin, how(case))


def _in_columns(*texts: str) -> str:
    parts = zip(texts, _widths(), strict=True)
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
