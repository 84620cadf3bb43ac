"""Any file or draft held against the rules, and what came of it as ``nianbao check`` reports it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from assistant.checks import Finding, check
from assistant.document import Document, read_number
from assistant.drafting import compose
from assistant.drafts.beginning import interview_of
from assistant.drafts.model import Draft
from assistant.drafts.store import DraftStore, read_draft
from assistant.standard import nest


@dataclass(frozen=True)
class Inspection:
    """One inspected report: the name it was given by, its Document and what the rules say."""

    file: str
    document: Document
    findings: Sequence[Finding]

    @property
    def has_errors(self) -> bool:
        return any(finding.severity == "error" for finding in self.findings)


def inspect(file: str, last: Document | None = None) -> Inspection:
    """Check a draft (a ``.toml`` file or the name of a stored one) or a report file.

    :param last: last year's report, for the rules that compare with it; a draft's own when None.
    :raises NianbaoError: there is no such file or draft, or it cannot be read.
    """
    draft = _draft(file)
    if draft is not None:
        document = _composed(draft)
        return Inspection(file, document, check(document, last or draft.last_year))
    document = document_of(file)
    return Inspection(file, document, check(document, last, Path(file).name))


def document_of(file: str) -> Document:
    """The report in a draft (a ``.toml`` file or the name of a stored one) or a report file.

    :raises NianbaoError: there is no such file or draft, or it cannot be read.
    """
    draft = _draft(file)
    if draft is not None:
        return _composed(draft)
    from assistant.intake import read_file

    return read_file(Path(file))


def _draft(file: str) -> Draft | None:
    """The draft that ``file`` means, None for a file of another kind."""
    path = Path(file)
    if path.suffix == ".toml":
        return read_draft(path)
    return None if path.exists() else DraftStore().find(file)


def _composed(draft: Draft) -> Document:
    return compose(draft.report, interview_of(draft).applicable, draft.clerk)


def to_json(report: Inspection) -> dict[str, Any]:
    """The inspection as ``check --format json`` prints it; a cell printed blank is null."""
    document = report.document
    return {
        "file": report.file,
        "kind": document.kind,
        "agency": document.agency,
        "year": document.year,
        "tables": {
            table.schema_key: nest({path: _number(text) for path, text in table.cells.items()})
            for table in document.tables()
        },
        "unread": list(document.unread),
        "findings": [
            {
                "rule": finding.rule,
                "severity": finding.severity,
                "section": finding.section,
                "where": list(finding.where),
                "message": finding.message,
                "basis": finding.basis,
            }
            for finding in report.findings
        ],
    }


def _number(text: str) -> int | float | str | None:
    """A printed cell as a JSON number; null when blank, the text itself when it is no number."""
    value: Decimal | None = read_number(text)
    if value is None:
        return text.strip() or None
    return int(value) if value == value.to_integral_value() else float(value)
