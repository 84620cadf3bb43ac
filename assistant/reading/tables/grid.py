"""A table's rows with everything that covers them: a cell that reaches down stands in each row it covers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from assistant.reading.bounds import MAX_SPAN, MAX_TABLE_ROWS
from assistant.reading.messages import message, quote
from assistant.reading.stream import Cell, Table


class Place(NamedTuple):
    """A cell as one row sees it. ``own`` is false where the cell only reaches down into this row."""

    text: str
    column: int
    end: int
    own: bool


@dataclass(frozen=True)
class Grid:
    """``rows`` as printed, by column. ``aligned``: all rows fill the same columns, so columns can be trusted."""

    rows: tuple[tuple[Place, ...], ...]
    aligned: bool
    _covers: tuple[tuple[Place, ...], ...] = ()

    def cut(self, rows: int) -> Grid:
        """The first ``rows`` rows."""
        return Grid(self.rows[:rows], self.aligned, self._covers[:rows])

    def texts(self, row: int) -> list[str]:
        """The texts of the row's own cells."""
        return [place.text for place in self.rows[row] if place.own]

    def at(self, row: int, column: int) -> Place | None:
        """The cell that covers a column of a row."""
        if self._covers:
            cover = self._covers[row]
            return cover[column] if column < len(cover) else None
        return next((place for place in self.rows[row] if place.column <= column < place.end), None)


def grid_of(tables: Sequence[Table]) -> Grid:
    """The pieces of one table, put under each other; no more rows than the bound."""
    rows: list[tuple[Place, ...]] = []
    for table in tables:
        if len(rows) <= MAX_TABLE_ROWS:
            rows += _rows(table)
    widths = {row[-1].end if row else 0 for row in rows}
    if len(widths) != 1 or not all(map(_filled, rows)):
        return Grid(tuple(rows), False)
    return Grid(tuple(rows), True, tuple(tuple(_cover(row)) for row in rows))


def _cover(row: tuple[Place, ...]) -> Iterator[Place]:
    """The cell over each column."""
    for place in row:
        for _ in range(place.end - place.column):
            yield place


def _rows(table: Table) -> list[tuple[Place, ...]]:
    rows: list[tuple[Place, ...]] = []
    reaching: list[tuple[int, Cell]] = []
    for number, cells in enumerate(table.rows[: MAX_TABLE_ROWS + 1]):
        reaching = [(last, cell) for last, cell in reaching if last >= number]
        places = [Place(cell.text, cell.column, cell.column + cell.column_span, False) for _, cell in reaching]
        places += [Place(cell.text, cell.column, cell.column + cell.column_span, True) for cell in cells]
        reaching += [(number + min(cell.row_span, MAX_SPAN) - 1, cell) for cell in cells if cell.row_span > 1]
        rows.append(tuple(sorted(places, key=_column) if len(places) > len(cells) else places))
    return rows


def _column(place: Place) -> int:
    return place.column


def _filled(row: tuple[Place, ...]) -> bool:
    """Whether the row's cells follow each other without a gap or an overlap."""
    return all(left.end == right.column for left, right in pairwise(row)) and (not row or row[0].column == 0)


@dataclass
class Reading:
    """``cells`` by path as printed; ``departures`` from the format and what stayed ``unread``, in Chinese.

    ``place`` is where the table stands and ``name`` what it is called there; both open each
    passage of ``unread``.
    """

    place: str
    name: str
    cells: dict[str, str] = field(default_factory=dict)
    departures: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    old_format: list[str] = field(default_factory=list)

    def depart(self, key: str, **slots: object) -> None:
        """Notes one departure from the format, once."""
        quoted = {name: quote(value) if isinstance(value, str) else value for name, value in slots.items()}
        phrase = message("departure", key, **quoted)
        if phrase not in self.departures:
            self.departures.append(phrase)

    def add(self, other: Reading) -> None:
        """Takes in all that another reading of the same table found."""
        self.cells.update(other.cells)
        self.departures += [phrase for phrase in other.departures if phrase not in self.departures]
        self.unread += other.unread
        self.old_format += other.old_format

    def leave(self, key: str, **slots: object) -> None:
        """Notes one passage that was not read."""
        quoted = {name: quote(value) if isinstance(value, str) else value for name, value in slots.items()}
        self.unread.append(message("unread", key, place=self.place, table=self.name, **quoted))
