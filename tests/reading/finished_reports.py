"""Whole reports for the tests of what is read back: every applicable question answered, any wording."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from assistant.composing import ClerkText, compose, paragraph_keys
from assistant.document import Document
from assistant.interview import Interview, Question, Raw, load_script
from assistant.interview.more import with_ticks
from assistant.report import Report
from tests.composing.drafting_reports import reports

SCRIPT = load_script()
_WHERE_NO_DEFAULT: dict[str, Any] = {
    "integer": "3",
    "money": "12.5",
    "yesno": "是",
    "text": "平常的一句话",
}


def completed(report: Report) -> Report:
    """``report`` with what is still asked answered by the default, or by something plain."""
    interview = Interview(SCRIPT, with_ticks(SCRIPT, report))
    while (question := interview.current) is not None:
        default = interview.default(question)
        interview.answer(_plain(interview, question) if default is None else default)
    return interview.report


def _plain(interview: Interview, question: Question) -> Raw:
    """An ordinary answer to a question that proposes none."""
    if question.kind == "list":
        return [{each.key: "3" if each.unit else each.example for each in question.fields}] if question.fields else []
    if question.kind in ("choice", "choices"):
        first = interview.choices(question)[0].value
        return first if question.kind == "choice" else [first]
    return _WHERE_NO_DEFAULT[question.kind]


def printed(report: Report, clerk: ClerkText | None = None) -> Document:
    """The report as the house prints it."""
    return compose(report, Interview(SCRIPT, report).applicable, clerk or ClerkText())


@st.composite
def finished(draw: st.DrawFn) -> tuple[Report, Document]:
    """A complete report and its Document, each paragraph in any wording."""
    report = completed(draw(reports()))
    clerk = ClerkText()
    for key in paragraph_keys():
        clerk = clerk.with_wording(key, draw(st.integers(0, 1)))
    return report, printed(report, clerk)
