"""The current question as its card and its input take it."""

from __future__ import annotations

from contextlib import suppress

from assistant.errors import AnswerRefused
from assistant.interview import Question
from assistant.tui.inputs import InputContext
from assistant.tui.inputs.last_year import NOTHING_KNOWN, LastYearCells
from assistant.tui.session import Session
from assistant.tui.widgets.question_card import Asked
from assistant.tui.words import say


def asked(session: Session, question: Question) -> Asked:
    """What the card says: the question, its place on the path, its unit."""
    interview = session.interview
    number = [step.key for step in interview.path].index(question.key) + 1
    where = say("talk.where", number=number, total=len(interview.path), title=question.title)
    unit = say("talk.unit", unit=question.unit) if question.unit else ""
    return Asked(
        ask=interview.ask(question), where=where + unit, above=interview.progress.answered > 0,
        last_year=interview.last_shown(question), reopened=session.reopened,
        offers=session.has_offers,
    )  # fmt: skip


def input_context(session: Session, question: Question) -> InputContext:
    """What the input starts from: choices, default, the present answer, what was typed before."""
    interview = session.interview
    default, shown = interview.default(question), ""
    if default is not None:
        # Last year's problems stand in the box before their outcome is told: no answer yet.
        with suppress(AnswerRefused):
            shown = interview.show_raw(question, default)
    return InputContext(
        choices=interview.choices(question), default=default, default_shown=shown,
        present=interview.raw(question), typed=session.typed, year=interview.report.agency.year,
        notes=interview.notes(question), last_year=last_year_cells(session, question),
    )  # fmt: skip


def last_year_cells(session: Session, question: Question) -> LastYearCells:
    """What last year's report says on a table; nothing when this year's report is not on the year after."""
    given, interview, key = session.given, session.interview, question.key
    if given is None or not interview.follows_last:
        return NOTHING_KNOWN
    reasons = {one.cell: one.reason for one in session.unlocked if one.question == key}
    return LastYearCells(given.cells.get(key, {}), interview.fixed(question), given.expected.get(key, {}), reasons)


def steps(session: Session) -> list[str]:
    """The steps of the transcript: ``section:<id>`` for each section under way, and the keys of its answers."""
    interview = session.interview
    found: list[str] = []
    for question in interview.path:
        if interview.is_answered(question) or question.key == interview.at:
            opening = f"section:{question.section}"
            found += [opening] if opening not in found else []
            found += [question.key] if interview.is_answered(question) else []
    return found
