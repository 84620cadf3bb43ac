"""One statutory table read from its pieces."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from assistant.intake.bounds import MAX_TABLE_ROWS
from assistant.intake.recognise.tables.by_blocks import read_by_blocks
from assistant.intake.recognise.tables.by_columns import read_by_columns
from assistant.intake.recognise.tables.by_rows import read_by_rows
from assistant.intake.recognise.tables.grid import Grid, grid_of
from assistant.intake.recognise.tables.layouts import read_by_layout
from assistant.intake.recognise.tables.loose import rows_of_texts, runs_together
from assistant.intake.recognise.tables.reading import Reading
from assistant.intake.stream import Table
from assistant.standard import TableSchema, standard

_Reader = Callable[[str, Grid, Sequence[str], Reading], None]


def read_table(schema_key: str, pieces: Sequence[Table], beside: Sequence[str], reading: Reading) -> None:
    """Reads the cells of one statutory table into ``reading``.

    ``pieces`` are parts of it in reading order (cut by a page, or one block each); ``beside`` are
    label lines that were printed outside of them.
    """
    read_by_layout(_read, schema_key, pieces, beside, reading)


def _read(schema_key: str, pieces: Sequence[Table], beside: Sequence[str], reading: Reading) -> None:
    """Reads the cells as the table's grid places them; where that leaves some out, as if no cell reached down."""
    found = _read_once(schema_key, pieces, beside, reading)
    reaching = any(cell.row_span > 1 for piece in pieces for row in piece.rows for cell in row)
    if reaching and len(found.cells) < len(standard().tables[schema_key].cells):
        flat = _read_once(schema_key, [_without_reach(piece) for piece in pieces], beside, reading)
        found = flat if len(flat.cells) > len(found.cells) else found
    reading.add(found)


def _without_reach(table: Table) -> Table:
    return Table(tuple(tuple(cell._replace(row_span=1) for cell in row) for row in table.rows))


def _read_once(schema_key: str, pieces: Sequence[Table], beside: Sequence[str], about: Reading) -> Reading:
    reading = Reading(about.place, about.name)
    grid = grid_of(pieces)
    if runs_together(grid, schema_key):
        texts = [cell.text for piece in pieces for row in piece.rows for cell in row]
        grid = grid_of([rows_of_texts(texts, schema_key)])
    if len(grid.rows) > MAX_TABLE_ROWS:
        reading.leave("long_table", rows=MAX_TABLE_ROWS)
        grid = grid.cut(MAX_TABLE_ROWS)
    _reader(standard().tables[schema_key])(schema_key, grid, beside, reading)
    return reading


def _reader(schema: TableSchema) -> _Reader:
    """How a table is read follows from its shape."""
    if not schema.label_columns:
        return read_by_columns
    return read_by_blocks if len(schema.blocks) > 1 else read_by_rows
