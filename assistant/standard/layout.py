"""A table schema laid out as printed: which label or number stands where, over how many rows and columns.

Exporters, the grid on the screen and the readers all take the printed shape from here.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Literal, NamedTuple

from assistant.standard.schema import Block, Header, TableSchema, join, leaves

Role = Literal["block", "corner", "column", "row", "number"]


class PrintedCell(NamedTuple):
    """One printed cell. ``path`` is set for numbers, ``text`` for labels.

    ``row`` and ``column`` count from 0 within the whole table; spans are at least 1.
    ``role``: "block" a line over a part of T2, "corner", "column" and "row" labels, "number".
    """

    row: int
    column: int
    row_span: int
    column_span: int
    role: Role
    text: str = ""
    path: str = ""


@cache
def layout(table: TableSchema) -> tuple[PrintedCell, ...]:
    """All printed cells of ``table``, by row, then by column."""
    cells: list[PrintedCell] = []
    top = 0
    for block in table.blocks:
        part = list(_block(block, table, top))
        cells += part
        top = max(cell.row + cell.row_span for cell in part)
    return tuple(sorted(cells, key=lambda cell: (cell.row, cell.column)))


def header_rows(table: TableSchema) -> int:
    """How many rows at the top are headers of the first block (repeated where the table breaks)."""
    return min(cell.row for cell in layout(table) if cell.role == "number")


def _block(block: Block, table: TableSchema, top: int) -> Iterator[PrintedCell]:
    labels, width = table.label_columns, table.width
    if block.heading:
        yield PrintedCell(top, 0, 1, width, "block", block.heading)
        top += 1
    depth = max(header.depth for header in block.columns)
    columns = block.column_leaves
    # A block with fewer columns than the widest one spreads them evenly over the width.
    share = (width - labels) // len(columns)
    if labels:
        yield PrintedCell(top, 0, depth, labels, "corner", block.corner)
    yield from _columns(block.columns, top, labels, depth, share)
    first = top + depth
    if labels:
        yield from _rows(block.rows, first, 0, labels)
    for down, row in enumerate(block.row_leaves):
        for across, column in enumerate(columns):
            yield PrintedCell(
                first + down, labels + across * share, 1, share, "number", path=join(row.path, column.path)
            )


def _columns(headers: tuple[Header, ...], row: int, column: int, depth: int, share: int) -> Iterator[PrintedCell]:
    """Column labels; a leaf reaches down over all rows that are left of ``depth``.

    Where siblings differ in depth the shallow one stretches its last level only, as the format
    prints it: in T4 the outcomes of 行政复议 span two rows while its own label takes one.
    """
    for header in headers:
        width = header.span * share
        if header.children:
            yield PrintedCell(row, column, 1, width, "column", header.label)
            yield from _columns(header.children, row + 1, column, depth - 1, share)
        else:
            yield PrintedCell(row, column, depth, width, "column", header.label)
        column += width


def _rows(headers: tuple[Header, ...], row: int, column: int, width: int) -> Iterator[PrintedCell]:
    """Row labels; a leaf reaches right over all label columns that are left of ``width``."""
    for header in headers:
        height = sum(1 for _ in leaves((header,)))
        if header.children:
            yield PrintedCell(row, column, height, 1, "row", header.label)
            yield from _rows(header.children, row, column + 1, width - 1)
        else:
            yield PrintedCell(row, column, 1, width, "row", header.label)
        row += height
