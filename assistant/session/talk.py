"""What is said in the place of an answer: whether it may be an answer after all, and what is said back to it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import TYPE_CHECKING

from assistant.composing import compose
from assistant.interview import Question, Raw
from assistant.interview.utterances import Utterance, understood
from assistant.texts import TALK

if TYPE_CHECKING:
    from assistant.session.session import Session

_PROSE = ("text", "paragraph")
"""Kinds of answers that take any text."""
_TITLES = 6
_YEAR = "agency.year"
_ENDS = " 　。，！,.!"
_BEGIN = 12


def heard(session: Session, raw: Raw) -> Utterance | None:
    """What a typed text wants as a whole, None when it is no utterance."""
    if not isinstance(raw, str) or year_by_today(session, raw) is not None:
        return None
    interview = session.interview
    return understood(raw, interview.path, session.script.sections)


def year_by_today(session: Session, text: str) -> int | None:
    """The year that a text names from today on (去年) where the report year is asked for, else None."""
    if session.question is None or session.question.key != _YEAR:
        return None
    years: dict[str, int] = TALK.entry("years")
    away = years.get(text.strip(_ENDS).removesuffix("的"))
    return None if away is None else session.today.year + away


def may_be_meant(question: Question) -> bool:
    """Whether a text that is an utterance could be meant as the answer as well: any text is one."""
    return question.kind in _PROSE or question.own_words


def wants(session: Session, utterance: Utterance) -> str:
    """What an utterance wants, in words."""
    title = session.script.question(utterance.target).title if utterance.target else ""
    return TALK.say(f"wants.{utterance.intent}", title=title)


def reply(session: Session, utterance: Utterance) -> str:
    """The sentence that answers an utterance which asks for words, "" when it asks for something to be done."""
    question = session.question
    if utterance.intent == "missing":
        return _missing(session)
    if utterance.intent == "save":
        return TALK.say("reply.not_saved" if session.save_error is not None else "reply.saved")
    if question is None:
        return ""
    if utterance.intent == "why":
        return _why(session, question)
    about = {"help": _help, "example": _example, "basis": _basis}.get(utterance.intent)
    return about(session, question) if about is not None else ""


def told_words(session: Session, taken: Sequence[str], pending: Sequence[str]) -> str:
    """What is said after answers were taken from a sentence: which questions have one now, which wait."""
    named = (("told.taken", taken), ("told.taken_pending", pending))
    titles = ((name, [session.script.question(key).title for key in keys]) for name, keys in named)
    return "".join(_titles_in(name, of) for name, of in titles if of)


def follow_words(titles: Sequence[str]) -> str:
    """What is said after something was changed along with an answer."""
    return _titles_in("follow.taken", titles)


def _titles_in(name: str, titles: Sequence[str]) -> str:
    more = TALK.say("told.titles_more") if len(titles) > _TITLES else ""
    return TALK.say(name, count=len(titles), titles=TALK.say("told.titles_separator").join(titles[:_TITLES]) + more)


def _help(session: Session, question: Question) -> str:
    if not question.help:
        return TALK.say("reply.no_help")
    basis = TALK.say("reply.help_basis", basis=question.basis) if question.basis else ""
    example = TALK.say("reply.help_example", example=question.example) if question.example else ""
    return TALK.say("reply.help", help=question.help, basis=basis, example=example)


def _example(session: Session, question: Question) -> str:
    if question.example:
        return TALK.say("reply.example", example=question.example)
    shown = [choice.shown for choice in islice(session.interview.choices(question), _TITLES)]
    if shown:
        return TALK.say("reply.example_choices", choices=TALK.say("reply.missing_separator").join(shown))
    return TALK.say("reply.no_example", help=question.help)


def _basis(session: Session, question: Question) -> str:
    return TALK.say("reply.basis", basis=question.basis) if question.basis else TALK.say("reply.no_basis")


def _missing(session: Session) -> str:
    open_titles = [each.title for each in session.interview.path if not session.interview.is_answered(each)]
    if not open_titles:
        return TALK.say("reply.missing_none")
    more = TALK.say("reply.missing_more") if len(open_titles) > _TITLES else ""
    titles = TALK.say("reply.missing_separator").join(open_titles[:_TITLES])
    return TALK.say("reply.missing", count=len(open_titles), titles=titles, more=more)


def _why(session: Session, question: Question) -> str:
    """On which answers the paragraph rests that the question's answer, or the last one before it, stands in."""
    interview = session.interview
    document = compose(interview.report, interview.applicable, session.clerk)
    path = [each.key for each in interview.path]
    for key in reversed(path[: path.index(question.key) + 1]):
        for paragraph in document.paragraphs():
            if key in paragraph.sources and paragraph.text:
                titles = [session.script.question(each).title for each in path if each in paragraph.sources]
                joined = TALK.say("reply.missing_separator").join(titles)
                return TALK.say("reply.why", begin=paragraph.text[:_BEGIN], titles=joined)
    return TALK.say("reply.why_none")
