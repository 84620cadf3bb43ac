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
        and interview.give(offer.question, offer.raw)
    ]
    open_ones = (each.key for each in interview.path if each.section == section and not interview.is_answered(each))
    interview.go_on(next(open_ones, None), accepted[-1] if accepted else interview.at)
    return accepted


def _settled(interview: Interview, section: str, defaults: bool) -> list[Offer]:
    found = []
    for question in _open(interview, section):
        last = interview.suggested(question)
        usual = interview.usual(question) if defaults and question.kind != "table" else None
        raw = last if last is not None else usual
        if raw is not None and interview.last_text(question) is None:
            source: Source = "last_year" if last is not None else "script"
            found.append(Offer(question, raw, interview.show_raw(question, raw), source))
    return found


def _texts(interview: Interview, section: str) -> list[Offer]:
    told = ((question, interview.last_text(question)) for question in _open(interview, section))
    return [
        Offer(question, raw, interview.show_raw(question, raw), "text") for question, raw in told if raw is not None
    ]


def _open(interview: Interview, section: str) -> list[Question]:
    return [each for each in interview.path if each.section == section and not interview.is_answered(each)]
