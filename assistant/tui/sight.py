"""What a preview of one moment of the conversation is made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from assistant.document import Document
from assistant.drafting import ClerkText, compose
from assistant.errors import AnswerRefused
from assistant.interview import KINDS, Choice, Interview, Question, Raw, Script
from assistant.report import Report, read, with_answer
from assistant.standard import standard


@dataclass(frozen=True)
class Sight:
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
        return compose(*self._answers(), self.clerk)

    @property
    def short(self) -> bool:
        """Whether the question is about the agency itself, which is said in title, preface and signature only."""
        question = self.question
        return question is not None and all(section.key != question.section for section in standard().sections)

    def beside(self) -> tuple[Document, Document]:
        """Of the report what is shown beside the question, as it stands and as if the question had no answer.

        The marks in the second tell what the answer fills. Where it is ``short`` the sections are left
        out. Raises as :meth:`document`.
        """
        question, sections = self.question, () if self.short else None
        report, applicable = self._answers()
        document = compose(report, applicable, self.clerk, sections=sections)
        if question is None or read(report, question.key) is None:
            return document, document
        waiting = self.report
        if read(waiting, question.key) is not None:
            waiting = with_answer(waiting, question.key, None)
        return document, compose(waiting, self.applicable, self.clerk, sections=sections)

    def _answers(self) -> tuple[Report, Mapping[str, str]]:
        """The report with what is being typed, where that could be an answer, and the questions that then apply."""
        if self.question is None or self.typed is None:
            return self.report, self.applicable
        try:
            value = KINDS[self.question.kind].read(self.typed, self.question, self.choices)
        except AnswerRefused:
            return self.report, self.applicable
        report = with_answer(self.report, self.question.key, value)
        return report, Interview(self.script, report, self.question.key, self.today).applicable
