"""Any file or draft held against the rules."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from assistant.document import Document
from assistant.drafting import compose
from assistant.drafts.beginning import DRAFT_SUFFIX, interview_of
from assistant.drafts.model import Draft
from assistant.drafts.readiness import reasons_given
from assistant.drafts.store import DraftStore, read_draft
from assistant.intake import read_file
from assistant.intake.inspection import Inspection, inspect_file, inspected, is_report_file
from assistant.intake.last_year_reports import LastYearReports

__all__ = ["Inspection", "document_of", "inspect"]


def inspect(file: str, last: Document | LastYearReports | None = None) -> Inspection:
    """Check a draft (a ``.toml`` file or the name of a stored one) or a report file.

    What the clerk has given a reason for in a draft is counted, and not told again.

    :param last: last year's report, or those of many agencies, for the rules that compare with it; a
        draft's own when None.
    :raises NianbaoError: there is no such file or draft, or it cannot be read.
    """
    if is_report_file(file):
        return inspect_file(file, last)
    draft = _draft(file)
    found = inspected(file, _composed(draft), last or draft.last_year)
    reasons = reasons_given(draft, found.findings)
    left = [finding for finding in found.findings if id(finding) not in reasons]
    return replace(found, findings=left, answered=len(reasons))


def document_of(file: str) -> Document:
    """The report in a draft (a ``.toml`` file or the name of a stored one) or a report file.

    :raises NianbaoError: there is no such file or draft, or it cannot be read.
    """
    return read_file(Path(file)) if is_report_file(file) else _composed(_draft(file))


def _draft(file: str) -> Draft:
    path = Path(file)
    return read_draft(path) if path.suffix == DRAFT_SUFFIX else DraftStore().find(file)


def _composed(draft: Draft) -> Document:
    return compose(draft.report, interview_of(draft).applicable, draft.clerk)
