"""A statutory table arranged for the screen: bands of rows and columns, straight from the schema."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from assistant.standard import Block, Cell, Header, Leaf, TableSchema, join

_NARROW = str.maketrans({"“": '"', "”": '"', "（": "(", "）": ")"})


@dataclass(frozen=True)
class GridRow:
    """One row of numbers: the group above it ("" at the top level), its short label, its cells."""

    group: str
    label: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class GridColumn:
    """One column of numbers: the group over it ("" where there is none), its short label."""

    group: str
    label: str


@dataclass(frozen=True)
class Band:
    """Rows under the same column headers; ``heading`` is printed over them ("" where there is none)."""

    heading: str
    columns: tuple[GridColumn, ...]
    rows: tuple[GridRow, ...]


@cache
def bands(table: TableSchema) -> tuple[Band, ...]:
    """The bands of ``table``, one for each of its blocks.

    A block that is one long row (T4) is folded: the groups of its columns become rows.
    """
    return tuple(_folded(table, block) if _is_one_row(block) else _plain(table, block) for block in table.blocks)


def _plain(table: TableSchema, block: Block) -> Band:
    rows = tuple(
        GridRow(
            _group(row),
            _short(row.header),
            tuple(table.cells[join(row.path, column.path)] for column in block.column_leaves),
        )
        for row in block.row_leaves
    )
    columns = tuple(GridColumn(_column_group(block, column), _short(column.header)) for column in block.column_leaves)
    return Band(block.heading, columns, rows)


def _is_one_row(block: Block) -> bool:
    return len(block.row_leaves) == 1 and not block.row_leaves[0].header.label


def _folded(table: TableSchema, block: Block) -> Band:
    parents: dict[tuple[Header, ...], list[Leaf]] = {}
    for column in block.column_leaves:
        parents.setdefault(column.headers[:-1], []).append(column)
    rows = tuple(
        GridRow(
            _short(above[-2]) if len(above) > 1 else "",
            _short(above[-1]),
            tuple(table.cells[column.path] for column in columns),
        )
        for above, columns in parents.items()
    )
    first = next(iter(parents.values()))
    return Band(block.heading, tuple(GridColumn("", _short(column.header)) for column in first), rows)


def _group(leaf: Leaf) -> str:
    return _short(leaf.headers[-2]) if len(leaf.headers) > 1 else ""


def _column_group(block: Block, leaf: Leaf) -> str:
    """The header over a column, left out where it stands over the whole block."""
    above = leaf.headers[-2] if len(leaf.headers) > 1 else None
    return "" if above is None or above.span == len(block.column_leaves) else _short(above)


def _short(header: Header) -> str:
    """The short label, without characters that some terminals draw one cell wide and others two."""
    return header.short.translate(_NARROW)
