"""A report as JSON: what ``check --format json`` prints of it, under the same names, and its whole text.

The format is described by ``docs/schema/report-1.json``.
"""

from __future__ import annotations

from datetime import date
from typing import Any, BinaryIO

from assistant.document import Document, from_data, to_data
from assistant.export.grounds import NO_GROUNDS, Grounds
from assistant.files import json_text

REPORT_SCHEMA = 1
"""The version of the format; it grows when a name is taken away or comes to mean something else."""

_OWN = ("self_word", "format", "old_format", "title", "signature", "preface", "sections")
"""What a record of a Document has beyond what ``check`` prints."""


def report_data(document: Document, *, draft: bool = False, grounds: Grounds = NO_GROUNDS) -> dict[str, Any]:
    """One report as plain data."""
    from assistant.checks.inspection import Inspection, to_json  # who writes a page or a Word file does without

    head = to_json(Inspection(document.title, document, tuple(grounds.findings), origins=grounds.origins))
    record = to_data(document)
    facts = [fact._asdict() for fact in grounds.facts]
    return {
        **head,
        "draft": draft,
        **{name: record[name] for name in _OWN if name in record},
        "signature": _with_day(record["signature"]),
        **({"facts": facts} if facts else {}),
    }


def _with_day(signature: dict[str, Any]) -> dict[str, Any]:
    day = signature.get("day")
    return {**signature, "day": day.isoformat() if isinstance(day, date) else None}


def write_json(document: Document, target: BinaryIO, *, draft: bool = False, grounds: Grounds = NO_GROUNDS) -> None:
    """Writes ``document`` as JSON in UTF-8; the same document gives the same bytes. ``draft`` says whether it is one.

    :raises OSError: ``target`` cannot be written.
    """
    data = {"schema": REPORT_SCHEMA, "reports": [report_data(document, draft=draft, grounds=grounds)]}
    target.write(f"{json_text(data, indent=2)}\n".encode())


def read_json(data: bytes) -> Document:
    """The report in a file of :func:`write_json`, exactly.

    :raises ValueError: it is no such file.
    """
    import json

    report = json.loads(data)["reports"][0]
    record = {name: report[name] for name in ("agency", "kind", "year", "unread", *_OWN) if name in report}
    signature = {name: value for name, value in record["signature"].items() if value is not None}
    if "day" in signature:
        signature["day"] = date.fromisoformat(signature["day"])
    return from_data({**{key: value for key, value in record.items() if value is not None}, "signature": signature})
