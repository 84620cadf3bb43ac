"""What the assistant says back to an answer, in one short line: what follows from it, the change from last year."""

from __future__ import annotations

import re
from decimal import Decimal

from assistant.document import print_number
from assistant.interview import Interview, Question
from assistant.interview.expressions import Unanswered
from assistant.report import Figures, Origin, read
from assistant.session.sheet import Sheet, arithmetic
from assistant.texts import TALK

_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def remark(interview: Interview, question: Question) -> str:
    """What there is to say to the answer of ``question`` as it stands, "" where there is nothing."""
    value = read(interview.report, question.key)
    said = _said(interview, question, "sentence")
    parts = [
        TALK.say("remark.said", sentence=said) if said else made_of(interview, question),
        _follows(interview, question),
        _balance(value, interview.report.agency.year)
        if isinstance(value, Figures)
        else _change(interview, question, value),
    ]
    return TALK.say("remark.joined").join(filter(None, parts))


def made_of(interview: Interview, question: Question) -> str:
    """What the answer of ``question`` is summed up from, "" where it is no sum of many reports."""
    return _said(interview, question, "rollup")


def _said(interview: Interview, question: Question, origin: Origin) -> str:
    """What stands beside an answer of that origin, "" where there is none."""
    own = interview.origins.of(question.key) == origin
    return interview.origins.said.get(question.key, "") if own else ""


def _follows(interview: Interview, question: Question) -> str:
    """What the question declares to follow from its answer and those before it."""
    if question.remark is None:
        return ""
    try:
        return question.remark.value(interview.seen).strip()
    except Unanswered:
        return ""


def _balance(figures: Figures, year: int | None) -> str:
    """The relation that the whole table must meet, where it has one and is not empty."""
    if not figures.cells:
        return ""
    sheet = Sheet(type(figures), "", year=year)
    sheet.load({path: print_number(number) for path, number in figures.cells.items()})
    total = next((path for path, cell in sheet.schema.cells.items() if cell.derived), "")
    balance = sheet.balance(total) if sheet.relation is not None else None
    return arithmetic(balance) if balance is not None else ""


def _change(interview: Interview, question: Question, value: object) -> str:
    """More or less than last year, where both are known."""
    before = _NUMBER.match(interview.last_shown(question))
    if before is None or isinstance(value, bool) or not isinstance(value, int | Decimal):
        return ""
    difference = value - Decimal(before.group())
    name = "same" if not difference else "more" if difference > 0 else "less"
    return TALK.say(f"remark.{name}", number=print_number(abs(difference)), unit=question.unit, before=before.group())
