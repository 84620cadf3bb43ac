"""What an invented report says, from ``facts/``; and what a reader must find in it, as JSON."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from assistant.standard import PrintedCell, join, layout, standard

FOLDER = Path(__file__).resolve().parent.parent
_LEVELS = {"h": 2}


def load(name: str) -> dict[str, Any]:
    """The facts of one report."""
    return tomllib.loads((FOLDER / "facts" / f"{name}.toml").read_text(encoding="utf-8"))


def cells(facts: Mapping[str, Any], key: str) -> dict[str, str]:
    """All printed numbers of a table by path; what the facts do not name is 0, what they call missing is not there."""
    given = dict(facts["tables"].get(key, {}))
    missing = given.pop("missing", [])
    printed: dict[str, str] = {}
    for block in standard().tables[key].blocks:
        columns = [leaf.path for leaf in block.column_leaves]
        for row in block.row_leaves:
            if row.path in missing:
                continue
            for column in columns:
                path = join(row.path, column)
                values = given.get(row.path) if row.path else given.get(path)
                printed[path] = values[columns.index(column) if row.path else 0] if values else "0"
    return printed


def expected(facts: Mapping[str, Any]) -> dict[str, Any]:
    """What a reader must find."""
    departures = facts.get("departures", {})
    agency, date_text, day = facts["signature"]
    return {
        "title": "".join(facts["title"]),
        "agency": facts["agency"],
        "kind": facts["kind"],
        "year": facts["year"],
        "self_word": facts["self_word"],
        "preface": [[f"preface.{key}", text] for key, text in facts["preface"]],
        "sections": [_section(section) for section in facts["section"]],
        "tables": {key: cells(facts, key) for key in facts["tables"]},
        "departures": {key: departures.get(key, []) for key in facts["tables"]},
        "signature": {"agency": agency, "date": date_text, "day": day},
        "unread": facts.get("unread", []),
        "old_format": facts.get("old", {}).get("labels", []),
    }


def _section(section: Mapping[str, Any]) -> dict[str, Any]:
    blocks: list[Any] = []
    for kind, key, text, *level in section.get("blocks", ()):
        blocks.append([key, text] if kind == "p" else [key, text, level[0] if level else 2])
    if section.get("table"):
        blocks.append(section["table"])
    return {"key": section["key"], "heading": section["heading"], "blocks": blocks}


def printed(facts: Mapping[str, Any], key: str, labels: Mapping[str, str] | None = None) -> list[list[PrintedCell]]:
    """The rows of a table with the numbers filled in; ``labels``, or those of the facts, are other words for some."""
    numbers, renamed = cells(facts, key), labels or facts.get("labels", {})
    rows: list[list[PrintedCell]] = []
    for cell in layout(standard().tables[key]):
        text = numbers.get(cell.path, "") if cell.role == "number" else renamed.get(cell.text, cell.text)
        while len(rows) <= cell.row:
            rows.append([])
        filled = PrintedCell(cell.row, cell.column, cell.row_span, cell.column_span, cell.role, text, cell.path)
        rows[cell.row].append(filled)
    return rows


def covered(rows: list[list[PrintedCell]], width: int) -> list[list[PrintedCell]]:
    """For each row and column the cell that covers it."""
    grid: dict[tuple[int, int], PrintedCell] = {}
    for row in rows:
        for cell in row:
            for down in range(cell.row_span):
                for across in range(cell.column_span):
                    grid[cell.row + down, cell.column + across] = cell
    return [[grid[number, column] for column in range(width)] for number in range(len(rows))]
