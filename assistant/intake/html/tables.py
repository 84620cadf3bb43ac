"""Where the cells of an HTML table stand. Source: WHATWG HTML §4.9.12 (forming a table)."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from assistant.intake.bounds import MAX_SPAN
from assistant.intake.stream import Cell, Table

_GROUPS = ("thead", "tbody", "tfoot")


def rows_of(table: etree._Element) -> Iterator[etree._Element]:
    """The rows of a table in printed order, nested tables' rows left to themselves."""
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in _GROUPS:
            yield from child.iterchildren("tr")


class Grid:
    """A table in the making: each cell takes the first free column of its row."""

    def __init__(self) -> None:
        self._rows: list[list[Cell]] = []
        self._until: dict[int, int] = {}
        """By column: the first row that is free again below a cell that reaches down."""

    def start_row(self) -> None:
        self._rows.append([])

    def add(self, element: etree._Element, cell: Cell) -> None:
        """Puts the next cell into the row; ``element`` is its ``td`` or ``th``."""
        number, row = len(self._rows) - 1, self._rows[-1]
        across, down = _span(element, "colspan"), _span(element, "rowspan")
        column = row[-1].column + row[-1].column_span if row else 0
        while self._until.get(column, 0) > number:
            column += 1
        for covered in range(column, column + across):
            self._until[covered] = number + down
        row.append(cell._replace(column=column, row_span=down, column_span=across))

    def table(self) -> Table:
        """The finished table; spans that reach below the last row are cut."""
        height = len(self._rows)
        return Table(
            tuple(
                tuple(cell._replace(row_span=min(cell.row_span, height - number)) for cell in row)
                for number, row in enumerate(self._rows)
            )
        )


def _span(element: etree._Element, name: str) -> int:
    text = (element.get(name) or "").strip()
    return min(max(int(text), 1), MAX_SPAN) if text.isascii() and text.isdigit() and len(text) < 6 else 1
