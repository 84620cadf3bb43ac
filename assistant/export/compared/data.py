"""A comparison as JSON, under the names that ``check --format json`` uses; described by docs/data.md."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from assistant.checks.inspection import finding_data
from assistant.comparison import Carry, CellPair, Comparison, Line, RulePair, Side, TextPair
from assistant.export.compared.words import carry_key
from assistant.files import json_text

COMPARISON_SCHEMA = 1
"""The version of the format; it grows when a name is taken away or comes to mean something else."""


def comparison_json(comparison: Comparison) -> bytes:
    """The whole comparison as JSON in UTF-8."""
    return f"{json_text(comparison_data(comparison), indent=2)}\n".encode()


def comparison_data(comparison: Comparison) -> dict[str, Any]:
    """The whole comparison as plain data; what is not known is null."""
    return {
        "schema": COMPARISON_SCHEMA,
        "comparison": comparison.kind,
        "swapped": comparison.swapped,
        "same": comparison.same,
        "notes": list(comparison.notes),
        "older": _side(comparison.older),
        "newer": _side(comparison.newer),
        "tables": {table.schema.key: [_cell(cell) for cell in table.cells.values()] for table in comparison.tables},
        "sections": [
            {
                "section": section.key,
                "heading": section.heading,
                "repeated": None if section.repeated is None else round(section.repeated, 3),
                "texts": [_text(text) for text in section.texts],
            }
            for section in comparison.sections
        ],
        "findings": [_finding(pair) for pair in comparison.rules],
        "carried": [_carry(carry) for carry in comparison.carried],
    }


def _side(side: Side) -> dict[str, Any]:
    document = side.document
    names = ("kind", "agency", "year", "title")
    return {"file": side.file, **{name: getattr(document, name) for name in names}, "unread": list(document.unread)}


def _cell(cell: CellPair) -> dict[str, Any]:
    return {
        "where": cell.where,
        "name": cell.name,
        "before": cell.before,
        "after": cell.after,
        "difference": _number(cell.difference),
        "percent": _number(cell.percent),
    }


def _text(text: TextPair) -> dict[str, Any]:
    return {
        "state": text.state,
        "moved": text.moved,
        "only_figures": text.only_figures,
        "before": _line(text.before),
        "after": _line(text.after),
        "changes_before": [[*piece] for piece in text.pieces_before] if text.state == "changed" else [],
        "changes_after": [[*piece] for piece in text.pieces_after] if text.state == "changed" else [],
    }


def _line(line: Line | None) -> dict[str, Any] | None:
    return None if line is None else {"section": line.section, "key": line.key, "text": line.text}


def _finding(pair: RulePair) -> dict[str, Any]:
    state, finding = pair
    return {"state": state, **finding_data(finding)}


def _carry(carry: Carry) -> dict[str, Any]:
    return {
        "carried": carry.rule,
        "name": carry.name,
        "where": list(carry.where),
        "expected": _number(carry.expected),
        "found": _number(carry.found),
        "state": carry_key(carry),
    }


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
