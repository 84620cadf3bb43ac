"""Where the cells of a Word table stand: spans across (gridSpan) and down (vMerge), rows that start late.

Source: ECMA-376 part 1 §17.4.
"""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from assistant.intake.bounds import MAX_SPAN
from assistant.intake.docx.names import Names
from assistant.intake.stream import Block, Cell, Table

_CONTINUES = ("", "continue")


@dataclass(slots=True)
class Span:
    """What a cell says of its size. ``down`` and ``merged``: "" not said, else "restart" or "continue"."""

    across: int = 1
    down: str = ""
    merged: str = ""


_ONE = Span()


def spans_of(root: etree._Element, names: Names) -> dict[etree._Element, Span | int]:
    """The cells that span or are merged, and the rows that start late (by how many columns).

    One pass over the tree: most cells say nothing of the kind and need not be looked into.
    """
    across, before = names("gridSpan"), names("gridBefore")
    down, merged = names("vMerge"), names("hMerge")
    spans: dict[etree._Element, Span | int] = {}
    for mark in root.iter(across, down, merged, before):
        properties = mark.getparent()
        holder = None if properties is None else properties.getparent()
        if holder is None:
            continue
        if mark.tag == before:
            spans[holder] = min(names.number(mark, 0), MAX_SPAN)
            continue
        span = spans.setdefault(holder, Span())
        if not isinstance(span, Span):
            continue
        if mark.tag == across:
            span.across = min(max(names.number(mark, 1), 1), MAX_SPAN)
        elif mark.tag == down:
            span.down = "continue" if names.value(mark) in _CONTINUES else "restart"
        else:
            span.merged = "continue" if names.value(mark) in _CONTINUES else "restart"
    return spans


class Grid:
    """A table in the making, cell by cell in file order."""

    def __init__(self, names: Names, spans: dict[etree._Element, Span | int]) -> None:
        self._names = names
        self._spans = spans
        self._rows: list[list[Cell]] = []
        self._column = 0
        self._reaching: dict[int, tuple[int, int]] = {}
        """By column: row and place of the cell that may reach further down."""

    def start_row(self, element: etree._Element) -> None:
        """Begins a row; ``element`` is its ``w:tr``."""
        late = self._spans.get(element, 0)
        self._column = late if isinstance(late, int) else 0
        self._rows.append([])

    def add(self, element: etree._Element, content: tuple[str, tuple[Block, ...]]) -> None:
        """Puts the next cell into the row; ``element`` is its ``w:tc``."""
        span = self._spans.get(element, _ONE)
        if not isinstance(span, Span):
            span = _ONE
        column, row = self._column, self._rows[-1]
        self._column += span.across
        if span.merged == "continue" and row:
            row[-1] = row[-1]._replace(column_span=row[-1].column_span + span.across)
        elif span.down == "continue" and column in self._reaching:
            above, place = self._reaching[column]
            reaching = self._rows[above][place]
            self._rows[above][place] = reaching._replace(row_span=len(self._rows) - above)
        else:
            text, blocks = content
            row.append(Cell(text, column, 1, span.across, blocks))
            if span.down:
                self._reaching[column] = (len(self._rows) - 1, len(row) - 1)
            elif self._reaching:
                self._reaching.pop(column, None)

    def table(self) -> Table:
        """The finished table."""
        return Table(tuple(map(tuple, self._rows)))
