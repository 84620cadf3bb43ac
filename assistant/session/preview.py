"""What a preview of one moment of the conversation is made from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from assistant.composing import ClerkText, Phrasing, SaidSentence, compose, phrasing
from assistant.document import Block, Document, FigureTable, Heading, Paragraph
from assistant.errors import AnswerRefused
from assistant.interview import Choice, Interview, Question, Raw, Script, answered
from assistant.report import Report, read, with_answer
from assistant.texts import SCREENS


@dataclass(frozen=True)
class PreviewInput:
    """All that a preview is made from, safe to hand to another thread.

    ``typed`` is what stands in the input of ``question``; while it could be an answer the preview shows it as one.
    """

    script: Script
    report: Report
    applicable: Mapping[str, str]
    clerk: ClerkText
    today: date
    question: Question | None = None
    choices: tuple[Choice, ...] = ()
    typed: Raw | None = None

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
    """How else a paragraph can be put: by another plan, or the sentence in question in another wording.

    ``sentence`` is the one that the question's answer stands in, None where there is none to change.
    """

    phrasing: Phrasing
    sentence: SaidSentence | None = None

    @property
    def has_choice(self) -> bool:
        """Whether there is anything else to take."""
        return self.sentence is not None or len(self.phrasing.fitting) > 1

    def taken(self, clerk: ClerkText) -> ClerkText:
        """The clerk's text with the next wording of the sentence; with the next plan once all wordings were seen."""
        phrasing, sentence = self.phrasing, self.sentence
        if sentence is not None:
            clerk = clerk.with_wording(f"{phrasing.key}/{sentence.key}", sentence.choice.next)
        if len(phrasing.fitting) > 1 and (sentence is None or sentence.choice.next == 0):
            clerk = clerk.with_wording(phrasing.key, phrasing.next_plan)
        return clerk

    @property
    def described(self) -> str:
        """``编排2/5：总数在前；这一句写法3/5（F3 换一种）``; "" where there is no choice."""
        if not self.has_choice:
            return ""
        phrasing, sentence = self.phrasing, self.sentence
        fitting = phrasing.fitting
        number = fitting.index(phrasing.plan) + 1 if phrasing.plan in fitting else 0
        name = phrasing.names[phrasing.plan]
        if sentence is None:
            return SCREENS.say("preview.plan", number=number, count=len(fitting), name=name, key="F3")
        choice = sentence.choice
        return SCREENS.say(
            "preview.wording", number=number, count=len(fitting), name=name,
            wording=choice.number + 1, wordings=choice.count, key="F3",
        )  # fmt: skip


def rewording(preview_input: PreviewInput, paragraph: Paragraph | None) -> Rewording | None:
    """How else a paragraph can be put; None where nothing can be changed, as in the clerk's own text.

    :raises DataFileError: a template does not fit.
    """
    if paragraph is None or paragraph.state not in ("written", "pending"):
        return None
    report, applicable = preview_input.answers()
    found = phrasing(report, applicable, preview_input.clerk, paragraph.key)
    question = preview_input.question
    made = (
        sentence
        for sentence in found.sentences
        if question is not None and question.key in sentence.sources and sentence.choice.count > 1
    )
    changed = Rewording(found, next(made, None))
    return changed if changed.has_choice else None


_SIGNED = "agency.signed_on"
_FAR, _NEAR = 50, 12
"""Characters before the waiting place from which a sentence is cut, and that are kept at least."""
_SENTENCE = re.compile("[^。；]*[。；]?")


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
        sentences = [match.span() for match in _SENTENCE.finditer(paragraph.text) if match.group()]
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
        sentences = [sentence for sentence in _SENTENCE.findall(paragraph.text) if sentence]
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
