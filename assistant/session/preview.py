"""What a preview of one moment of the conversation is made from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from assistant.composing import ClerkText, FormerSentence, Phrasing, SaidSentence, compose, phrasing
from assistant.document import Block, Document, FigureTable, Heading, Paragraph
from assistant.errors import AnswerRefused
from assistant.interview import Choice, Interview, Question, Raw, Script, answered
from assistant.report import Report, read, with_answer
from assistant.texts import SCREENS

if TYPE_CHECKING:
    from assistant.last_year.sentences import Remembered


@dataclass(frozen=True)
class PreviewInput:
    """All that a preview is made from, safe to hand to another thread.

    ``typed`` is what stands in the input of ``question``; while it could be an answer the preview shows it as one.
    ``remembered`` are the sentences of last year's report that may be said again, by planned paragraph.
    """

    script: Script
    report: Report
    applicable: Mapping[str, str]
    clerk: ClerkText
    today: date
    question: Question | None = None
    choices: tuple[Choice, ...] = ()
    typed: Raw | None = None
    remembered: Mapping[str, Sequence[Remembered]] = field(default_factory=dict)

    def document(self) -> Document:
        """The report as it stands, what is being typed included. :raises DataFileError: a template does not fit."""
        return compose(*self.answers(), self.clerk)

    @property
    def short(self) -> bool:
        """Whether the question is about the agency itself, which is said in title, preface and signature only."""
        question = self.question
        return question is not None and all(
            section.key != question.section for section in self.report.standard.sections
        )

    def beside(self) -> tuple[Document, Document]:
        """Of the report what is shown beside the question, as it stands and as if the question had no answer.

        The marks in the second tell what the answer fills. Where it is ``short`` the sections are left
        out. Raises as :meth:`document`.
        """
        question, sections = self.question, () if self.short else None
        report, applicable = self.answers()
        document = compose(report, applicable, self.clerk, sections=sections)
        if question is None or read(report, question.key) is None:
            return document, document
        waiting = self.report
        if read(waiting, question.key) is not None:
            waiting = with_answer(waiting, question.key, None)
        return document, compose(waiting, self.applicable, self.clerk, sections=sections)

    def answers(self) -> tuple[Report, Mapping[str, str]]:
        """The report with what is being typed, where that could be an answer, and the questions that then apply."""
        if self.question is None or self.typed is None:
            return self.report, self.applicable
        try:
            report = answered(self.report, self.question, self.typed, self.choices)
        except AnswerRefused:
            return self.report, self.applicable
        return report, Interview(self.script, report, self.question.key, self.today).applicable


@dataclass(frozen=True)
class Rewording:
    """How else a paragraph can be put: by another plan, or one of its sentences in another wording.

    ``sentence`` is the one in question, None where there is none to change; ``former`` is last year's sentence in
    its place, None where none is offered.
    """

    phrasing: Phrasing
    sentence: SaidSentence | None = None
    former: FormerSentence | None = None

    @property
    def has_plans(self) -> bool:
        """Whether there is another plan to take."""
        return len(self.phrasing.fitting) > 1

    @property
    def has_wordings(self) -> bool:
        """Whether there is another wording of the sentence to take."""
        sentence = self.sentence
        return sentence is not None and (sentence.choice.count > 1 or sentence.former or self.former is not None)

    @property
    def has_choice(self) -> bool:
        """Whether there is anything else to take."""
        return self.has_wordings or self.has_plans

    def taken(self, clerk: ClerkText) -> ClerkText:
        """The clerk's text with the next wording of the sentence; with the next plan once all wordings were seen."""
        if not self.has_wordings:
            return self.plan_taken(clerk)
        seen = self._is_last
        clerk = self.wording_taken(clerk)
        return self.plan_taken(clerk) if seen else clerk

    def wording_taken(self, clerk: ClerkText) -> ClerkText:
        """The clerk's text with the next wording of the sentence: the book's in turn, then last year's."""
        sentence = self.sentence
        if sentence is None:
            return clerk
        wording, slot = f"{self.phrasing.key}/{sentence.key}", f"{self.phrasing.key}/{sentence.slot}"
        if sentence.former:
            return clerk.without_former(slot).with_wording(wording, 0)
        if sentence.choice.next == 0 and self.former is not None:
            return clerk.with_wording(wording, sentence.choice.number).with_former(slot, self.former)
        return clerk.without_former(slot).with_wording(wording, sentence.choice.next)

    def plan_taken(self, clerk: ClerkText) -> ClerkText:
        """The clerk's text with the next plan of the paragraph."""
        return clerk.with_wording(self.phrasing.key, self.phrasing.next_plan) if self.has_plans else clerk

    @property
    def _is_last(self) -> bool:
        """Whether the wording that prints is the last one of the round."""
        sentence = self.sentence
        if sentence is None or sentence.former:
            return True
        return sentence.choice.next == 0 and self.former is None

    @property
    def described(self) -> str:
        """``编排2/5：总数在前；这一句写法3/5（F3 换一种）``; "" where there is no choice."""
        if not self.has_choice:
            return ""
        return self._said(self._named if self.has_wordings else "plan")

    @property
    def described_apart(self) -> str:
        """The same where a key of its own changes the plan, and another one chooses a sentence."""
        if self.sentence is None:
            return self._said("plan_apart" if self.has_plans else "plan_only")
        return self._said(f"{self._named}_apart" if self.has_wordings else "wording_only")

    @property
    def _named(self) -> str:
        return "wording_last" if self.sentence is not None and self.sentence.former else "wording"

    def _said(self, name: str) -> str:
        phrasing, sentence = self.phrasing, self.sentence
        number = phrasing.fitting.index(phrasing.plan) + 1 if phrasing.plan in phrasing.fitting else 0
        slots = {"number": number, "count": len(phrasing.fitting), "name": phrasing.names[phrasing.plan], "key": "F3"}
        if sentence is not None:
            last = sentence.former or self.former is not None
            count = sentence.choice.count + last
            slots |= {"wording": count if sentence.former else sentence.choice.number + 1, "wordings": count}
        return SCREENS.say(f"preview.{name}", **slots)


def rewording(preview_input: PreviewInput, paragraph: Paragraph | None, slot: str | None = None) -> Rewording | None:
    """How else a paragraph can be put; None where nothing can be changed, as in the clerk's own text.

    :param slot: that of the sentence in question, "" for none; where it is None the sentence is the one that the
        question's answer stands in, if it can be worded otherwise.
    :raises DataFileError: a template does not fit.
    """
    if paragraph is None or paragraph.state not in ("written", "pending"):
        return None
    report, applicable = preview_input.answers()
    found = phrasing(report, applicable, preview_input.clerk, paragraph.key)
    offers = _offers(preview_input, report, applicable, found.key)
    made = [Rewording(found, each, offers.get(each.slot)) for each in found.sentences]
    if slot is not None:
        return next((each for each in made if each.sentence and each.sentence.slot == slot), Rewording(found))
    key = preview_input.question.key if preview_input.question is not None else ""
    told = (each for each in made if each.has_wordings and each.sentence and key in each.sentence.sources)
    one = next(told, Rewording(found))
    return one if one.has_choice else None


def printed_sentences(found: Phrasing) -> Sequence[SaidSentence]:
    """The sentences that stand in the first printed paragraph, in its order."""
    return sorted((each for each in found.sentences if each.end), key=lambda each: each.start)


def _offers(
    preview_input: PreviewInput, report: Report, applicable: Mapping[str, str], key: str
) -> Mapping[str, FormerSentence]:
    """The sentences of last year that may stand in the paragraph at ``key``, by slot."""
    known = preview_input.remembered.get(key)
    if not known:
        return {}
    # The readers are slow to load; they are loaded already where last year's report is known.
    from assistant.last_year.offered_sentences import offered

    return offered(known, report, applicable, preview_input.clerk, key, preview_input.script)


_SIGNED = "agency.signed_on"
_FAR, _NEAR = 50, 12
"""Characters before the waiting place from which a sentence is cut, and that are kept at least."""
SENTENCE = re.compile("[^。；]*[。；]?")
"""A sentence of a paragraph, or the part of one up to a semicolon."""


@dataclass(frozen=True)
class View:
    """The blocks to show, with a title above and the signature below where the question is about those.

    ``spots`` holds, by paragraph key, which sentence (from 0) the answer stands in; ``brief`` is
    what to show where there is room for a line or two only.
    """

    blocks: tuple[Block, ...] = ()
    title: str = ""
    ending: str = ""
    spots: Mapping[str, int] = field(default_factory=dict)
    brief: str = ""

    @property
    def switchable(self) -> tuple[Paragraph, ...]:
        """The paragraphs that the wording key may change: the one with the spot first."""
        paragraphs = [block for block in self.blocks if isinstance(block, Paragraph)]
        return tuple(sorted(paragraphs, key=lambda one: one.key not in self.spots))

    def spot(self, paragraph: Paragraph) -> tuple[int, int] | None:
        """Where in the paragraph's text the sentence stands that the answer makes, or None."""
        wanted = self.spots.get(paragraph.key)
        if wanted is None:
            return None
        sentences = [match.span() for match in SENTENCE.finditer(paragraph.text) if match.group()]
        return sentences[min(wanted, len(sentences) - 1)] if sentences else None


def view_of(document: Document, waiting: Document, question: Question | None) -> View:
    """What of ``document`` the question makes: paragraphs made from its answer, else those of its section.

    A question about the agency itself shows the beginning and the end of the report, no question the whole.
    ``waiting`` is the report without the answer: its mark tells which sentence the answer stands in.
    """
    if question is None:
        return View(tuple(_whole(document)), document.title, _ending(document))
    spots = _spots(waiting, _mark(question))
    section = document.section(question.section)
    if section is None:
        signed = (document.signature.agency, document.signature.date_text)
        brief = " ".join(signed) if question.key == _SIGNED else document.title
        return _brief(View(document.preface, document.title, _ending(document), spots, brief), question)
    made = [paragraph for paragraph in document.paragraphs() if question.key in paragraph.sources]
    own = [block for block in section.blocks if isinstance(block, FigureTable) and section.key == question.key]
    if not made and not own:
        return _brief(View(section.blocks, section.heading, spots=spots), question)
    return _brief(View((*own, *_with_headings(document, made)), section.heading, spots=spots), question)


def _ending(document: Document) -> str:
    return f"{document.signature.agency}\n{document.signature.date_text}"


def _whole(document: Document) -> Iterator[Block]:
    """The report from beginning to end."""
    yield from document.preface
    for section in document.sections:
        yield Heading(section.key, section.heading)
        yield from section.blocks


def _brief(view: View, question: Question) -> View:
    """The view with the sentence that the answer makes, from the clause on that waits for it, as its brief."""
    paragraphs = [block for block in view.blocks if isinstance(block, Paragraph)]
    for paragraph in paragraphs:
        spot = view.spot(paragraph)
        if spot is not None:
            return replace(view, brief=_from_clause(paragraph.text[slice(*spot)], _mark(question)))
    return view if view.brief or not paragraphs else replace(view, brief=paragraphs[0].text)


def _from_clause(sentence: str, mark: str) -> str:
    """A sentence without the clauses that come well before the place that waits."""
    place = sentence.find(mark)
    start = sentence.rfind("，", 0, max(place - _NEAR, 0)) + 1
    return sentence if place < _FAR or not start else ".." + sentence[start:]


def _mark(question: Question) -> str:
    """How the text says that it waits for the question's answer."""
    return f"：{question.title}〕"


def _spots(waiting: Document, mark: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for paragraph in waiting.paragraphs():
        sentences = [sentence for sentence in SENTENCE.findall(paragraph.text) if sentence]
        places = [place for place, sentence in enumerate(sentences) if mark in sentence]
        if places:
            found[paragraph.key] = places[0]
    return found


def _with_headings(document: Document, paragraphs: list[Paragraph]) -> list[Block]:
    """Paragraphs with the heading that stands directly above each."""
    found: list[Block] = []
    for section in document.sections:
        heading: Heading | None = None
        for block in section.blocks:
            if isinstance(block, Heading):
                heading = block
            elif block in paragraphs:
                found += [heading, block] if heading is not None else [block]
                heading = None
    return found
