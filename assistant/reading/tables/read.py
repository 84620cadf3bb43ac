"""One statutory table read from its pieces."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain, count, pairwise
from typing import NamedTuple

from assistant.reading.bounds import MAX_REMEMBERED_CELLS, MAX_TABLE_ROWS
from assistant.reading.stream import Cell, Layout, Table
from assistant.reading.tables.by_columns import read_by_columns
from assistant.reading.tables.by_rows import read_by_blocks, read_by_rows
from assistant.reading.tables.grid import Grid, Reading, grid_of
from assistant.reading.tables.labels import is_figure, is_number, labels_of
from assistant.standard import TableSchema

_PIECES = 3
"""Lines that a label of a narrow column may be broken into."""


def rows_of_texts(texts: Sequence[str], schema: TableSchema) -> Table:
    """Loose cells put into rows: a row ends where words follow its name and figures.

    Labels that came out in pieces are whole again: without cells a piece is only a line break.
    """
    labels = labels_of(schema)
    due = max(len(block.column_leaves) for block in schema.blocks)
    rows: list[list[str]] = [[]]
    named = ended = False
    figures = 0
    for text in _whole_labels(texts, schema):
        # A word that is no label among the figures of a row stands in the place of one.
        if is_figure(text) or (named and ended and figures < due and not labels.knows(text)):
            ended = ended or named or is_number(text)
            figures += 1
        elif ended:
            rows.append([])
            named = ended = False
            figures = 0
        named = named or bool(labels.row(text))
        rows[-1].append(text)
    return Table(tuple(tuple(Cell(text, column) for column, text in enumerate(row)) for row in rows if row))


def runs_together(grid: Grid, schema: TableSchema) -> bool:
    """Whether the grid's rows are not the table's: several named rows in one, or every cell a row."""
    labels = labels_of(schema)
    if grid.aligned and grid.rows and len(grid.rows[0]) > 1:
        return False
    if not schema.label_columns:
        return all(len(row) <= 1 for row in grid.rows)
    single = sum(len(row) == 1 for row in grid.rows)
    several = sum(_named_with_figures(grid.texts(row), labels.row) > 1 for row in range(len(grid.rows)))
    return several > 0 or single > len(grid.rows) / 2 + len(labels.blocks)


def _named_with_figures(texts: Sequence[str], row: Callable[[str], str]) -> int:
    """How many row names in one row have a number right behind them."""
    return sum(bool(row(text)) and is_number(behind) for text, behind in pairwise(texts))


def _whole_labels(texts: Sequence[str], schema: TableSchema) -> Iterator[str]:
    knows = labels_of(schema).knows
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


TableReader = Callable[[TableSchema, Sequence[Table], Sequence[str], Reading], None]

_STAND_INS = tuple("٠١٢٣٤٥٦٧٨٩")
"""Digits that no report prints, so that a figure which got into a phrase is noticed."""


class _Plan(NamedTuple):
    """Where the figures of a layout stand: by path, the number of the cell in reading order; else the text itself."""

    figures: Mapping[str, int]
    texts: Mapping[str, str]
    departures: tuple[str, ...]


def read_by_layout(
    read: TableReader, schema: TableSchema, pieces: Sequence[Table], beside: Sequence[str], reading: Reading
) -> None:
    """As ``read``, quicker where a table of the same layout was read before."""
    layouts = tuple(piece.layout for piece in pieces)
    plan = _plan(read, schema, layouts, tuple(beside)) if may_be_remembered(*layouts) else None
    if plan is None:
        read(schema, pieces, beside, reading)
        return
    texts = list(chain.from_iterable(piece.texts for piece in pieces))
    reading.cells.update({path: texts[place] for path, place in plan.figures.items()})
    reading.cells.update(plan.texts)
    reading.departures += [phrase for phrase in plan.departures if phrase not in reading.departures]


def may_be_remembered(*layouts: Layout) -> bool:
    """Whether a table in one or more pieces is small enough to be kept in mind."""
    return sum(len(layout.texts) for layout in layouts) <= MAX_REMEMBERED_CELLS


@lru_cache(maxsize=24)
def _plan(read: TableReader, schema: TableSchema, layouts: tuple[Layout, ...], beside: tuple[str, ...]) -> _Plan | None:
    """What comes of reading the pieces of a table by their layouts, None where that may depend on the figures."""
    if any(_touched(text) for layout in layouts for text in layout.texts):
        return None
    reading = Reading("", "")
    numbers = count()
    read(schema, [layout.table(_with_stand_ins(layout, numbers)) for layout in layouts], beside, reading)
    texts = {path: text for path, text in reading.cells.items() if not text.startswith(_STAND_INS)}
    if reading.unread or reading.old_format or any(map(_touched, (*reading.departures, *texts.values()))):
        return None
    figures = {path: int(text) for path, text in reading.cells.items() if path not in texts}
    return _Plan(figures, texts, tuple(reading.departures))


def _with_stand_ins(layout: Layout, numbers: Iterator[int]) -> list[str]:
    """The texts of the cells, the number of each in the place of its figure."""
    return [_stand_in(number) if text == "0" else text for text, number in zip(layout.texts, numbers, strict=False)]


def _touched(text: str) -> bool:
    """Whether a stand-in got into a text."""
    return not set(_STAND_INS).isdisjoint(text)


def _stand_in(number: int) -> str:
    return "".join(_STAND_INS[int(digit)] for digit in str(number))


_Reader = Callable[[TableSchema, Grid, Sequence[str], Reading], None]


def read_table(schema: TableSchema, pieces: Sequence[Table], beside: Sequence[str], reading: Reading) -> None:
    """Reads the cells of one statutory table into ``reading``.

    ``pieces`` are parts of it in reading order (cut by a page, or one block each); ``beside`` are
    label lines that were printed outside of them.
    """
    read_by_layout(_read, schema, pieces, beside, reading)


def _read(schema: TableSchema, pieces: Sequence[Table], beside: Sequence[str], reading: Reading) -> None:
    """Reads the cells as the table's grid places them; where that leaves some out, as if no cell reached down."""
    found = _read_once(schema, pieces, beside, reading)
    reaching = any(cell.row_span > 1 for piece in pieces for row in piece.rows for cell in row)
    if reaching and len(found.cells) < len(schema.cells):
        flat = _read_once(schema, [_without_reach(piece) for piece in pieces], beside, reading)
        found = flat if len(flat.cells) > len(found.cells) else found
    reading.add(found)


def _without_reach(table: Table) -> Table:
    return Table(tuple(tuple(cell._replace(row_span=1) for cell in row) for row in table.rows))


def _read_once(schema: TableSchema, pieces: Sequence[Table], beside: Sequence[str], about: Reading) -> Reading:
    reading = Reading(about.place, about.name)
    grid = grid_of(pieces)
    if runs_together(grid, schema):
        texts = [cell.text for piece in pieces for row in piece.rows for cell in row]
        grid = grid_of([rows_of_texts(texts, schema)])
    if len(grid.rows) > MAX_TABLE_ROWS:
        reading.leave("long_table", rows=MAX_TABLE_ROWS)
        grid = grid.cut(MAX_TABLE_ROWS)
    _reader(schema)(schema, grid, beside, reading)
    return reading


def _reader(schema: TableSchema) -> _Reader:
    """How a table is read follows from its shape."""
    if not schema.label_columns:
        return read_by_columns
    return read_by_blocks if len(schema.blocks) > 1 else read_by_rows
