"""A Document as the plain data that stands beside the reports of ``tests/reports``."""

from __future__ import annotations

from typing import Any

from assistant.document import Block, Document, FigureTable, Heading


def as_data(report: Document) -> dict[str, Any]:
    """All that a reader found, but for what it cannot know."""
    day = report.signature.day
    return {
        "title": report.title,
        "agency": report.agency,
        "kind": report.kind,
        "year": report.year,
        "self_word": report.self_word,
        "preface": [[paragraph.key, paragraph.text] for paragraph in report.preface],
        "sections": [
            {"key": section.key, "heading": section.heading, "blocks": [_block(block) for block in section.blocks]}
            for section in report.sections
        ],
        "tables": {table.schema_key: dict(table.cells) for table in report.tables()},
        "departures": {table.schema_key: list(table.departures) for table in report.tables()},
        "signature": {
            "agency": report.signature.agency,
            "date": report.signature.date_text,
            "day": day.isoformat() if day else "",
        },
        "unread": list(report.unread),
        "old_format": list(report.old_format),
    }


def _block(block: Block) -> Any:
    if isinstance(block, FigureTable):
        return block.schema_key
    return [block.key, block.text, block.level] if isinstance(block, Heading) else [block.key, block.text]
