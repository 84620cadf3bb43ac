"""A statutory table as rows of texts, for formats that know no merged cells."""

from __future__ import annotations

from assistant.document import FigureTable
from assistant.export.characters import printable
from assistant.standard import PrintedCell, layout

_STEP = "　"


def grid_rows(figures: FigureTable) -> list[list[str]]:
    """The printed grid: a merged cell stands in its first place, the other places are blank."""
    cells = layout(figures.schema)
    height = max(cell.row + cell.row_span for cell in cells)
    rows = [[""] * figures.schema.width for _ in range(height)]
    for cell in cells:
        rows[cell.row][cell.column] = _text(cell, figures)
    return rows


def outline_rows(figures: FigureTable) -> list[list[str]]:
    """The printed grid with all row labels in one column: each group has a row of its own, its members are indented.

    A table without row labels is its plain grid.
    """
    labels = figures.schema.label_columns
    if labels < 2:
        return grid_rows(figures)
    rows = []
    groups = {(cell.row, cell.column) for cell in layout(figures.schema) if cell.role == "row" and cell.row_span > 1}
    for number, row in enumerate(grid_rows(figures)):
        for column, label in enumerate(row[:labels]):
            if (number, column) in groups:
                rows.append([_STEP * column + label, *[""] * (len(row) - labels)])
        leaf = next((column for column in range(labels) if row[column] and (number, column) not in groups), None)
        rows.append([_STEP * leaf + row[leaf] if leaf is not None else "", *row[labels:]])
    return rows


def _text(cell: PrintedCell, figures: FigureTable) -> str:
    text = figures.cells.get(cell.path, "") if cell.role == "number" else cell.text
    return " ".join(printable(text).split())
