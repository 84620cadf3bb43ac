"""Whole reports for the tests of what is read back: every applicable question answered, any wording."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from assistant.composing import ClerkText, compose, paragraph_keys
from assistant.document import Document
from assistant.interview import Interview, load_script
from assistant.report import Report
from tests.composing.drafting_reports import reports

SCRIPT = load_script()
_WHERE_NO_DEFAULT: dict[str, Any] = {
    "integer": "3",
    "money": "12.5",
    "list": [{"problem": "部分栏目更新不够及时", "measure": "每月核对一次目录"}],
}


def completed(report: Report) -> Report:
    """``report`` with what is still asked answered by the default, or by something plain."""
    interview = Interview(SCRIPT, report)
    while (question := interview.current) is not None:
        default = interview.default(question)
        interview.answer(_WHERE_NO_DEFAULT[question.kind] if default is None else default)
    return interview.report


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
