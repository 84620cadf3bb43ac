"""A statutory table painted for the screen: merged cells, wrapped labels, shades instead of lines.

Lines would be drawn with characters whose width terminals disagree on, so the cells are distinguished by shade.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from textual.content import Content

from assistant.document import FigureTable
from assistant.files import visible
from assistant.standard import PrintedCell, TableSchema, layout
from assistant.tui.widgets.cells import balance, cut, pad, wrap

_STYLES = {
    "block": "bold on $panel",
    "corner": "on $panel",
    "column": "on $panel",
    "row": "on $surface",
    "number": "",
    "filled": "bold",
}
_STRIPE = "on $panel 35%"
_NARROWEST_NUMBER = 3
_NARROWEST_LABEL = 14
_WIDEST_NUMBER = 13
_GAP = 1


@dataclass(frozen=True)
class _Frame:
    """Widths of the columns and heights of the rows, in cells and lines."""

    widths: tuple[int, ...]
    heights: tuple[int, ...]

    def width(self, cell: PrintedCell) -> int:
        """The width for a cell's text, its gap left out."""
        return sum(self.widths[cell.column : cell.column + cell.column_span]) - _GAP

    def top(self, row: int) -> int:
        return sum(self.heights[:row])


def paint(table: FigureTable, width: int) -> Content:
    """The table as printed, ``width`` cells wide; where that is too narrow, each row with its total only."""
    widths = _widths(table, width)
    if widths is None:
        return _folded(table, width)
    frame = _Frame(widths, _heights(table, widths))
    lines: list[list[tuple[int, Content]]] = [[] for _ in range(sum(frame.heights))]
    for cell in layout(table.schema):
        top = frame.top(cell.row)
        for line, content in enumerate(_painted(cell, table, frame)):
            lines[top + line].append((cell.column, content))
    ordered = ((content for _, content in sorted(line, key=lambda item: item[0])) for line in lines)
    return Content("\n").join(Content("").join(line) for line in ordered)


def _widths(table: FigureTable, width: int) -> tuple[int, ...] | None:
    schema = table.schema
    numbers = schema.width - schema.label_columns
    digits = max((len(text) for text in table.cells.values()), default=1) + _GAP
    if not schema.label_columns:
        share = width // numbers
        return (min(share, _WIDEST_NUMBER),) * numbers if share >= max(_NARROWEST_NUMBER, digits) else None
    groups = [_group_width(schema, column) + _GAP for column in range(schema.label_columns - 1)]
    for share in (_WIDEST_NUMBER, 8, 6, 5, 4):
        label = width - sum(groups) - share * numbers
        if share >= digits and label >= _NARROWEST_LABEL + (8 if share > 4 else 0):
            return (*groups, label, *(share,) * numbers)
    return None


def _group_width(schema: TableSchema, column: int) -> int:
    """The least width in which the labels over several rows of one column fit beside their rows."""
    labels = [cell for cell in layout(schema) if cell.role == "row" and cell.column == column and cell.column_span == 1]
    for width in range(4, 40, 2):
        if all(len(wrap(cell.text, width)) <= cell.row_span for cell in labels):
            return width
    return 40


def _heights(table: FigureTable, widths: tuple[int, ...]) -> tuple[int, ...]:
    cells = layout(table.schema)
    heights = [1] * max(cell.row + cell.row_span for cell in cells)
    for cell in sorted(cells, key=lambda cell: cell.row_span):
        lines = len(_lines(cell, table, _Frame(widths, ()).width(cell)))
        rows = slice(cell.row, cell.row + cell.row_span)
        missing = lines - sum(heights[rows])
        if missing > 0:
            heights[cell.row + cell.row_span - 1] += missing
    return tuple(heights)


def _lines(cell: PrintedCell, table: FigureTable, width: int) -> list[str]:
    broken = wrap if cell.role == "row" else balance
    return broken(_text(cell, table), max(width, 2))


def _text(cell: PrintedCell, table: FigureTable) -> str:
    return visible(table.cells.get(cell.path, "")) if cell.role == "number" else cell.text


def _painted(cell: PrintedCell, table: FigureTable, frame: _Frame) -> Iterator[Content]:
    """The lines of one cell, filled to its size."""
    width = frame.width(cell)
    height = sum(frame.heights[cell.row : cell.row + cell.row_span])
    lines = _lines(cell, table, width)
    style = _style(cell, table)
    align = "left" if cell.role == "row" else "center"
    for line in range(height):
        text = lines[line] if line < len(lines) else ""
        yield Content.styled(pad(text, width, align) + " " * _GAP, style)


def _style(cell: PrintedCell, table: FigureTable) -> str:
    if cell.role != "number":
        return _STYLES[cell.role]
    filled = _STYLES["filled"] if _text(cell, table) not in ("", "0") else ""
    return f"{filled} {_STRIPE}".strip() if cell.row % 2 else filled


def _folded(table: FigureTable, width: int) -> Content:
    """Each row's label with its last number; used where the columns do not fit beside each other."""
    lines: list[Content] = []
    for block in table.schema.blocks:
        shown: tuple[str, ...] = ()
        for row in block.row_leaves:
            labels = tuple(header.label for header in row.headers if header.label)
            for depth, label in enumerate(labels[:-1]):
                if shown[: depth + 1] != labels[: depth + 1]:
                    lines.append(Content.styled(cut("  " * depth + label, width), "bold"))
            shown = labels
            for column in block.column_leaves if not labels else block.column_leaves[-1:]:
                path = ".".join(part for part in (row.path, column.path) if part)
                name = labels[-1] if labels else " ".join(header.short for header in column.headers)
                lines += _folded_line("  " * max(len(labels) - 1, 0), name, table.cells.get(path, ""), width)
    return Content("\n").join(lines)


def _folded_line(indent: str, name: str, number: str, width: int) -> Iterator[Content]:
    room = max(width - len(indent) - len(number) - 2, 4)
    wrapped = wrap(name, room)
    style = _STYLES["filled"] if number not in ("", "0") else ""
    for line in wrapped[:-1]:
        yield Content(indent + line)
    yield Content.styled(indent + pad(wrapped[-1], room) + "  " + visible(number), style)
