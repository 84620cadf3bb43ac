"""Any file or draft held against the rules, and what came of it as ``nianbao check`` reports it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from assistant.checks import Finding, check
from assistant.document import Document, read_number
from assistant.drafts.readiness import readiness
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

    :param last: last year's report, for the rules that compare with it.
    :raises NianbaoError: there is no such file or draft, or it cannot be read.
    """
    path = Path(file)
    if path.suffix == ".toml" or not path.exists():
        draft = read_draft(path) if path.suffix == ".toml" else DraftStore().find(file)
        document = readiness(draft).document
        return Inspection(file, document, check(document, last))
    from assistant.intake import read_file

    document = read_file(path)
    return Inspection(file, document, check(document, last, path.name))


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
