"""What the clerk is asked about a register: every text in it that no word list knows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.interview.messages import shorten
from assistant.tui.inputs.cases.offers import Offer, applicants, outcomes
from assistant.tui.inputs.cases.wording import say

if TYPE_CHECKING:
    from assistant.intake.ledger import Ledger

LEAVE_OUT = ""
"""Chosen for a text whose rows are not wanted."""

_LEAVE_OUT_KEY = "0"


@dataclass(frozen=True)
class LedgerQuestion:
    """One unknown text of a register, on ``count`` of its rows, and what it may mean."""

    text: str
    title: str
    offers: tuple[Offer, ...]


def ledger_questions(ledger: Ledger, year: int) -> tuple[LedgerQuestion, ...]:
    """The unknown texts that bear on ``year``: applicants first, then outcomes, the most frequent ones first."""
    kinds = (
        ("ledger.applicant", ledger.unknown_applicants(year), applicants()),
        ("ledger.outcome", ledger.unknown_outcomes(year), outcomes()),
    )
    total = sum(len(texts) for _, texts, _ in kinds)
    leave_out = Offer(LEAVE_OUT, say("ledger.leave_out"), key=_LEAVE_OUT_KEY)
    found: list[LedgerQuestion] = []
    for name, texts, offers in kinds:
        for text, count in texts.items():
            place = say("ledger.place", number=len(found) + 1, total=total) if total > 1 else ""
            title = say(name, text=shorten(text), count=count, place=place)
            found.append(LedgerQuestion(text, title, (*offers, leave_out)))
    return tuple(found)
