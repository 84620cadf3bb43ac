"""Where the cells of a Word table stand: spans across (gridSpan) and down (vMerge), rows that start late.

Source: ECMA-376 part 1 §17.4.
"""

from __future__ import annotations

from lxml import etree

from assistant.intake.bounds import MAX_SPAN
from assistant.intake.docx.names import Names
from assistant.intake.stream import Cell, Table

_CONTINUES = ("", "continue")


class Grid:
    """A table in the making, cell by cell in file order."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._rows: list[list[Cell]] = []
        self._column = 0
        self._reaching: dict[int, tuple[int, int]] = {}
        """By column: row and place of the cell that may reach further down."""

    def start_row(self, properties: etree._Element | None) -> None:
        """Begins a row; ``properties`` is its ``w:trPr``."""
        before = None if properties is None else properties.find(self._names("gridBefore"))
        self._column = min(self._names.number(before, 0), MAX_SPAN)
        self._rows.append([])

    def add(self, properties: etree._Element | None, cell: Cell) -> None:
        """Puts the next cell into the row; ``properties`` is its ``w:tcPr``."""
        names = self._names
        across, down, merged = 1, None, None
        if properties is not None:
            across = min(max(names.number(properties.find(names("gridSpan")), 1), 1), MAX_SPAN)
            down = properties.find(names("vMerge"))
            merged = properties.find(names("hMerge"))
        column = self._column
        self._column += across
        row = self._rows[-1]
        if merged is not None and names.value(merged) in _CONTINUES and row:
            row[-1] = row[-1]._replace(column_span=row[-1].column_span + across)
        elif down is not None and names.value(down) in _CONTINUES and column in self._reaching:
            above, place = self._reaching[column]
            reaching = self._rows[above][place]
            self._rows[above][place] = reaching._replace(row_span=len(self._rows) - above)
        else:
            row.append(cell._replace(column=column, column_span=across))
            if down is not None:
                self._reaching[column] = (len(self._rows) - 1, len(row) - 1)
            else:
                self._reaching.pop(column, None)

    def table(self) -> Table:
        """The finished table."""
        return Table(tuple(tuple(row) for row in self._rows))
