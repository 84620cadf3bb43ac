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

    def waiting(self) -> Document:
        """The report as if the question had no answer: its marks tell what the answer fills. Raises as the other."""
        if self.question is None or read(self.report, self.question.key) is None:
            return compose(self.report, self.applicable, self.clerk)
        return compose(with_answer(self.report, self.question.key, None), self.applicable, self.clerk)

    def document(self) -> Document:
        """The report as it stands, what is being typed included. :raises DataFileError: a template does not fit."""
        report, applicable = self.report, self.applicable
        if self.question is not None and self.typed is not None:
            try:
                value = KINDS[self.question.kind].read(self.typed, self.question, self.choices)
            except AnswerRefused:
                return compose(report, applicable, self.clerk)
            report = with_answer(report, self.question.key, value)
            applicable = Interview(self.script, report, self.question.key, self.today).applicable
        return compose(report, applicable, self.clerk)
