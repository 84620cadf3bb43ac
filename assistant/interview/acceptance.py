"""A whole section answered at once from last year's report, after the clerk has looked it over."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from typing import Literal

from assistant.interview.engine import Interview
from assistant.interview.kinds import Raw
from assistant.interview.script import Question

Source = Literal["last_year", "script", "text"]


@dataclass(frozen=True)
class Offer:
    """An answer that can be taken over: last year's, the script's usual one, or a sentence of last year's report.

    A sentence (``text``) is taken over only when the clerk has looked at it.
    """

    question: Question
    raw: Raw
    shown: str
    source: Source


def offers(interview: Interview, section: str, *, defaults: bool = False) -> tuple[Offer, ...]:
    """What can be taken over for the open questions of ``section``, those that this opens included, in script order.

    :param defaults: the script's defaults too, except over an answer of last year that says
        otherwise, and never for a table.
    """
    trial = interview.over(interview.report, interview.at)
    found = {offer.question.key: offer for offer in _texts(trial, section)}
    while fresh := [offer for offer in _settled(trial, section, defaults) if offer.question.key not in found]:
        for offer in fresh:
            found[offer.question.key] = offer
            trial.give(offer.question, offer.raw)
        found |= {offer.question.key: offer for offer in _texts(trial, section)}
    order = [question.key for question in interview.script.questions]
    return tuple(sorted(found.values(), key=lambda offer: order.index(offer.question.key)))


def has_offers(interview: Interview, section: str) -> bool:
    """Whether :func:`offers`, defaults included, would give an answer to another question than the current one."""
    return any(
        interview.last_text(each) is not None or _settled_answer(interview, each, True) is not None
        for each in _open(interview, section)
        if each.key != interview.at
    )


def accept_section(
    interview: Interview,
    section: str,
    *,
    defaults: bool = False,
    texts: Container[str] = (),
    left: Container[str] = (),
) -> list[str]:
    """Take over what :func:`offers` gives for ``section``, and stand at the first question that is still open.

    :param texts: the questions whose sentence of last year the clerk has looked at and takes over.
    :param left: the questions that are to be asked all the same.
    :returns: the keys of the answered questions in script order.
    """
    accepted = [
        offer.question.key
        for offer in offers(interview, section, defaults=defaults)
        if (offer.question.key in texts if offer.source == "text" else offer.question.key not in left)
        and interview.give(offer.question, offer.raw, "accepted" if offer.source == "script" else "last_year")
    ]
    open_ones = (each.key for each in interview.path if each.section == section and not interview.is_answered(each))
    interview.go_on(next(open_ones, None), accepted[-1] if accepted else interview.at)
    return accepted


def _settled(interview: Interview, section: str, defaults: bool) -> list[Offer]:
    found = ((question, _settled_answer(interview, question, defaults)) for question in _open(interview, section))
    return [
        Offer(question, answer[0], interview.show_raw(question, answer[0]), answer[1])
        for question, answer in found
        if answer is not None
    ]


def _settled_answer(interview: Interview, question: Question, defaults: bool) -> tuple[Raw, Source] | None:
    """The answer that need not be looked at by itself, and where it comes from."""
    if interview.last_text(question) is not None:
        return None
    last = interview.suggested(question)
    if last is not None:
        return last, "last_year"
    usual = interview.usual(question) if defaults and question.kind != "table" else None
    return None if usual is None else (usual, "script")


def _texts(interview: Interview, section: str) -> list[Offer]:
    told = ((question, interview.last_text(question)) for question in _open(interview, section))
    return [
        Offer(question, raw, interview.show_raw(question, raw), "text") for question, raw in told if raw is not None
    ]


def _open(interview: Interview, section: str) -> list[Question]:
    return [each for each in interview.path if each.section == section and not interview.is_answered(each)]
