"""A report that was read, made a draft and printed again says nothing that the original did not say."""

from __future__ import annotations

from dataclasses import replace

from assistant.checks import check
from assistant.composing import compose
from assistant.document import Document
from assistant.interview import Interview, load_script
from assistant.last_year.recovery import recover
from assistant.reading import read_bytes
from tests.corpus.cases import Case, cases
from tests.examples import examples

_SCRIPT = load_script()
_UNSIGNED = "placeholder"
"""What a draft says of a report that has no date: it cannot be signed like that."""


def _again(case: Case) -> tuple[Document, Document]:
    """The report as read, and as its draft prints it."""
    read = read_bytes(case.data, f"报告{case.name[case.name.index('.') :]}")
    recovered = recover(read, _SCRIPT)
    printed = compose(recovered.report, Interview(_SCRIPT, recovered.report).applicable, recovered.clerk)
    return read, replace(printed, unread=read.unread)


def _gravest(document: Document, case: Case) -> set[str]:
    return {finding.rule for finding in check(document, case.last, "") if finding.severity != "advice"}


def test_a_draft_of_a_right_report_makes_no_finding_of_its_own() -> None:
    right = [case for case in cases(examples(100)) if case.clean]
    assert right
    for case in right:
        read, printed = _again(case)
        new = _gravest(printed, case) - _gravest(read, case)
        assert new <= ({_UNSIGNED} if not case.draft.day else set()), (case.number, new)
        assert printed.agency == case.office.name
        for key, cells in case.draft.cells.items():
            table = printed.table(key)
            assert table is not None and dict(table.cells) == cells, case.number
