"""Tables that lost their rows: cells one after the other, as text copied from a page comes out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from assistant.intake.recognise.tables.grid import Grid
from assistant.intake.recognise.tables.labels import is_figure, is_number, labels_of
from assistant.intake.stream import Cell, Table
from assistant.standard import standard


def rows_of_texts(texts: Sequence[str]) -> Table:
    """Loose cells put into rows: a row ends where words follow a number."""
    rows: list[list[str]] = [[]]
    counted = False
    for text in texts:
        if counted and text and not is_figure(text):
            rows.append([])
            counted = False
        rows[-1].append(text)
        counted = counted or is_number(text)
    return Table(tuple(tuple(Cell(text, column) for column, text in enumerate(row)) for row in rows if row))


def runs_together(grid: Grid, schema_key: str) -> bool:
    """Whether the grid's rows are not the table's: several named rows in one, or every cell a row."""
    labels = labels_of(schema_key)
    if grid.aligned and grid.rows and len(grid.rows[0]) > 1:
        return False
    if not standard().tables[schema_key].label_columns:
        return all(len(row) <= 1 for row in grid.rows)
    single = sum(len(row) == 1 for row in grid.rows)
    several = sum(_named_with_figures(grid.texts(row), labels.row) > 1 for row in range(len(grid.rows)))
    return several > 0 or single > len(grid.rows) / 2 + len(labels.blocks)


def _named_with_figures(texts: Sequence[str], row: Callable[[str], str]) -> int:
    """How many row names in one row have a number right behind them."""
    return sum(bool(row(text)) and is_number(behind) for text, behind in pairwise(texts))
