"""Tables that lost their rows: cells one after the other, as text copied from a page comes out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from assistant.intake.recognise.tables.grid import Grid
from assistant.intake.recognise.tables.labels import is_figure, is_number, labels_of
from assistant.intake.stream import Cell, Table
from assistant.standard import standard

_PIECES = 3
"""Lines that a label of a narrow column may be broken into."""


def rows_of_texts(texts: Sequence[str], schema_key: str) -> Table:
    """Loose cells put into rows: a row ends where words follow its name and figures.

    Labels that came out in pieces are whole again: without cells a piece is only a line break.
    """
    row_of = labels_of(schema_key).row
    rows: list[list[str]] = [[]]
    named = ended = False
    for text in _whole_labels(texts, schema_key):
        if is_figure(text):
            ended = ended or named or is_number(text)
        elif ended:
            rows.append([])
            named = ended = False
        named = named or bool(row_of(text))
        rows[-1].append(text)
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


def _whole_labels(texts: Sequence[str], schema_key: str) -> Iterator[str]:
    knows = labels_of(schema_key).knows
    place = 0
    while place < len(texts):
        end = place + 1
        for last in range(min(place + _PIECES, len(texts)), place + 1, -1):
            pieces = texts[place:last]
            if (
                all(pieces)
                and not any(map(is_figure, pieces))
                and not all(map(knows, pieces))
                and knows("".join(pieces))
            ):
                end = last
                break
        yield "".join(texts[place:end])
        place = end
