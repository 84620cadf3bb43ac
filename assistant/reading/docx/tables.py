"""Where the cells of a Word table stand: spans across (gridSpan) and down (vMerge), rows that start late.

Source: ECMA-376 part 1 §17.4.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from lxml import etree

from assistant.reading.bounds import MAX_SPAN
from assistant.reading.docx.names import Names, whole
from assistant.reading.stream import Block, Cell, Table, cell_of

_CONTINUES = ("", "continue")


@dataclass(slots=True)
class Span:
    """What a cell says of its size. ``down`` and ``merged``: "" not said, else "restart" or "continue"."""

    across: int = 1
    down: str = ""
    merged: str = ""


class Spans(NamedTuple):
    """The cells that span or are merged, and the rows that start late (by how many columns); the others say nothing."""

    cells: dict[etree._Element, Span]
    late: dict[etree._Element, int]


def spans_of(root: etree._Element, names: Names) -> Spans:
    """What the tables of a file say of their cells: one pass over the tree, for most cells say nothing."""
    across, before = names("gridSpan"), names("gridBefore")
    down, merged = names("vMerge"), names("hMerge")
    spans = Spans({}, {})
    for mark in root.iter(across, down, merged, before):
        properties = mark.getparent()
        holder = None if properties is None else properties.getparent()
        if holder is None:
            continue
        tag, value = mark.tag, names.value(mark)
        if tag == before:
            spans.late[holder] = min(whole(value, 0), MAX_SPAN)
            continue
        span = spans.cells.get(holder)
        if span is None:
            span = spans.cells[holder] = Span()
        if tag == across:
            span.across = min(max(whole(value, 1), 1), MAX_SPAN)
        elif tag == down:
            span.down = "continue" if value in _CONTINUES else "restart"
        else:
            span.merged = "continue" if value in _CONTINUES else "restart"
    return spans


@dataclass(slots=True)
class _Reach:
    """A merged cell: its row, its place in that row, and the last row that it was seen to reach into."""

    row: int
    place: int
    last: int


class Grid:
    """A table in the making, row by row in file order."""

    def __init__(self, spans: Spans) -> None:
        self._spans = spans
        self._rows: list[list[Cell]] = []
        self._merged: list[_Reach] = []
        self._reaching: dict[int, _Reach] = {}
        """By column: the cell that may reach further down."""

    def add_row(self, element: etree._Element, cells: Iterable[tuple[etree._Element, str, tuple[Block, ...]]]) -> None:
        """Puts the next row (a ``w:tr``) under the others: its cells (``w:tc``) with their text and blocks."""
        spanning, reaching = self._spans.cells, self._reaching
        column = self._spans.late.get(element, 0)
        row: list[Cell] = []
        self._rows.append(row)
        for cell, text, blocks in cells:
            span = spanning.get(cell)
            if span is None:
                row.append(cell_of((text, column, 1, 1, blocks)))
                if column in reaching:
                    del reaching[column]
                column += 1
            else:
                self._add_spanning(row, column, span, text, blocks)
                column += span.across

    def _add_spanning(self, row: list[Cell], column: int, span: Span, text: str, blocks: tuple[Block, ...]) -> None:
        number = len(self._rows) - 1
        if span.merged == "continue" and row:
            row[-1] = row[-1]._replace(column_span=row[-1].column_span + span.across)
        elif span.down == "continue" and column in self._reaching:
            self._reaching[column].last = number
        else:
            row.append(Cell(text, column, 1, span.across, blocks))
            if span.down:
                self._reaching[column] = _Reach(number, len(row) - 1, number)
                self._merged.append(self._reaching[column])
            else:
                self._reaching.pop(column, None)

    def table(self) -> Table:
        """The finished table."""
        for reach in self._merged:
            if reach.last > reach.row:
                row = self._rows[reach.row]
                row[reach.place] = row[reach.place]._replace(row_span=reach.last - reach.row + 1)
        return Table(tuple(map(tuple, self._rows)))
