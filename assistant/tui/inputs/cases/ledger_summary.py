"""What a register gives, before it is taken over: how many applications, and what was left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.interview.messages import shorten
from assistant.tui.inputs.cases.case_list import balance_of
from assistant.tui.inputs.cases.wording import say
from assistant.tui.inputs.rows import Row
from assistant.tui.inputs.table.explain import arithmetic

if TYPE_CHECKING:
    from assistant.intake.ledger import Ledger, LedgerCases


def summary_title(ledger: Ledger, found: LedgerCases, year: int) -> str:
    """How many rows were read, how many applications they are, and how these balance."""
    slots = {"name": shorten(ledger.file), "rows": len(ledger.rows), "year": year, "count": len(found.cases)}
    if not found.cases:
        return say("ledger.summary_none", **slots)
    return say("ledger.summary", **slots) + "\n" + arithmetic(balance_of(found.cases))


def summary_rows(ledger: Ledger, found: LedgerCases, replaced: str) -> list[Row]:
    """A row for each sentence: what is given up, what was left out or decided, which columns were read."""
    rows = [Row(replaced, mark=say("ledger.warning"))] if replaced else []
    rows += [Row(sentence, mark=say("ledger.mark")) for sentence in (*found.left_out, *ledger.skipped)]
    headings = say("choose.listed").join(say("ledger.heading", heading=text) for text in ledger.columns.values())
    return [*rows, Row(say("ledger.columns", headings=headings), mark=say("ledger.mark"))]
