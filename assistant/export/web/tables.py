"""A statutory table as HTML: real header cells with their scope, parts of the table as row groups."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from assistant.document import FigureTable
from assistant.export.web.elements import content, element, opening
from assistant.standard import PrintedCell, TableSchema, header_rows, layout

_SCOPES = {"row": ("row", "rowgroup"), "column": ("col", "colgroup"), "corner": ("col", "colgroup")}


def table(figures: FigureTable, caption: str) -> str:
    """The table in the shape of its schema, filled with the printed cells."""
    schema = figures.schema
    rows = _rows(figures)
    parts = [element("caption", content(caption)), _columns(schema)]
    for tag, first, last in _groups(schema, len(rows)):
        inner = "".join(f"{element('tr', ''.join(cells))}\n" for cells in rows[first:last])
        parts.append(element(tag, f"\n{inner}"))
    inner = "\n".join(parts)
    whole = element("table", f"\n{inner}\n", class_=f"figures {schema.key}")
    return element("div", f"\n{whole}\n", class_="wide", role="region", tabindex=0, aria_label=caption)


def _rows(figures: FigureTable) -> list[list[str]]:
    cells = layout(figures.schema)
    rows: list[list[str]] = [[] for _ in range(max(cell.row + cell.row_span for cell in cells))]
    for cell in cells:
        rows[cell.row].append(_cell(cell, figures))
    return rows


def _cell(cell: PrintedCell, figures: FigureTable) -> str:
    attributes: dict[str, str | int] = {}
    if cell.row_span > 1:
        attributes["rowspan"] = cell.row_span
    if cell.column_span > 1:
        attributes["colspan"] = cell.column_span
    if cell.role == "number":
        return element("td", content(figures.cells.get(cell.path, "")), **attributes)
    if cell.role == "corner":
        attributes["class_"] = "corner"
    label = _in_pairs(cell.text) if cell.role == "column" else content(cell.text)
    return element("th", label, scope=_scope(cell), **attributes)


def _columns(schema: TableSchema) -> str:
    labels = "".join(opening("col", class_=f"label{place}") for place in range(1, schema.label_columns + 1))
    return labels + opening("col", span=schema.width - schema.label_columns)


def _in_pairs(label: str) -> str:
    """A column label that breaks, where it must, between words: in the statutory labels of an even
    number of characters every word has two."""
    if len(label) % 2:
        return content(label)
    return "<wbr>".join(content(label[place : place + 2]) for place in range(0, len(label), 2))


def _scope(cell: PrintedCell) -> str:
    """What a label speaks for: its row or column, or the group of them that it spans."""
    if cell.role == "block":
        return "rowgroup"
    single, group = _SCOPES[cell.role]
    spans = cell.row_span if cell.role == "row" else cell.column_span
    return group if spans > 1 else single


def _groups(schema: TableSchema, height: int) -> Iterator[tuple[str, int, int]]:
    """The row groups as (tag, first row, row behind the last).

    The head is what repeats when a table of one block breaks over pages; every block, and every
    outermost label that stands over several rows, is a body of its own.
    """
    head = header_rows(schema) if len(schema.blocks) == 1 else 0
    starts = {head}
    for cell in layout(schema):
        outer = cell.role == "row" and cell.column == 0 and cell.row_span > 1
        if cell.role == "block" or outer:
            starts |= {cell.row} if cell.role == "block" else {cell.row, cell.row + cell.row_span}
    bounds = [*sorted(start for start in starts if start < height), height]
    if head:
        yield "thead", 0, head
    for first, last in itertools.pairwise(bounds):
        yield "tbody", first, last
