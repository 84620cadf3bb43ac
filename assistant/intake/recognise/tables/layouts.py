"""Tables of one build are read once: of the next one only the figures are new.

Most reports print the statutory tables in the same few layouts, and which cell is which follows from
labels and places alone. So the layout is read with stand-ins for the figures, and remembered.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, islice

from assistant.intake.bounds import MAX_REMEMBERED_CELLS
from assistant.intake.recognise.tables.reading import Reading
from assistant.intake.stream import Cell, Table

TableReader = Callable[[str, Sequence[Table], Sequence[str], Reading], None]

_STAND_INS = tuple("٠١٢٣٤٥٦٧٨٩")
"""Digits that no report prints, so that a figure which got into a phrase is noticed."""

_LONGEST = 12
"""Digits of a figure that a stand-in may stand for."""


@dataclass(frozen=True, slots=True)
class _Layout:
    """All of a table but its figures, flat so that it is quickly made and compared.

    ``texts``: of the cells in reading order, "0" for any figure; ``places``: column, rows and columns
    spanned, three numbers a cell; ``rows``: cells in each row; ``pieces``: rows in each piece.
    """

    texts: tuple[str, ...]
    places: tuple[int, ...]
    rows: tuple[int, ...]
    pieces: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Plan:
    """Where the figures of a layout stand: by path, the number of the cell in reading order; else the text itself."""

    figures: Mapping[str, int]
    texts: Mapping[str, str]
    departures: tuple[str, ...]


def read_by_layout(
    read: TableReader, schema_key: str, pieces: Sequence[Table], beside: Sequence[str], reading: Reading
) -> None:
    """As ``read``, quicker where a table of the same layout was read before."""
    cells = [cell for piece in pieces for row in piece.rows for cell in row]
    plan = None
    if len(cells) <= MAX_REMEMBERED_CELLS:
        plan = _plan(read, schema_key, _layout(pieces, cells), tuple(beside))
    if plan is None:
        read(schema_key, pieces, beside, reading)
        return
    reading.cells.update({path: cells[place].text for path, place in plan.figures.items()})
    reading.cells.update(plan.texts)
    reading.departures += [phrase for phrase in plan.departures if phrase not in reading.departures]


def _layout(pieces: Sequence[Table], cells: Sequence[Cell]) -> _Layout:
    return _Layout(
        tuple([_shown(cell.text) for cell in cells]),
        tuple(chain.from_iterable(cell[1:4] for cell in cells)),
        tuple([len(row) for piece in pieces for row in piece.rows]),
        tuple([len(piece.rows) for piece in pieces]),
    )


def _shown(text: str) -> str:
    return "0" if text.isdigit() and len(text) <= _LONGEST else text


@lru_cache(maxsize=24)
def _plan(read: TableReader, schema_key: str, layout: _Layout, beside: tuple[str, ...]) -> _Plan | None:
    """What comes of reading a layout, None where that may depend on the figures."""
    if any(map(_touched, layout.texts)):
        return None
    reading = Reading("", "")
    read(schema_key, _with_stand_ins(layout), beside, reading)
    texts = {path: text for path, text in reading.cells.items() if not text.startswith(_STAND_INS)}
    if reading.unread or reading.old_format or any(map(_touched, (*reading.departures, *texts.values()))):
        return None
    figures = {path: int(text) for path, text in reading.cells.items() if path not in texts}
    return _Plan(figures, texts, tuple(reading.departures))


def _with_stand_ins(layout: _Layout) -> list[Table]:
    """The table with the number of each cell in the place of its figure."""
    numbered = enumerate(zip(layout.texts, *(layout.places[start::3] for start in range(3)), strict=True))
    cells = (
        Cell(_stand_in(number) if text == "0" else text, column, down, across)
        for number, (text, column, down, across) in numbered
    )
    rows = iter([tuple(islice(cells, length)) for length in layout.rows])
    return [Table(tuple(islice(rows, length))) for length in layout.pieces]


def _touched(text: str) -> bool:
    """Whether a stand-in got into a text."""
    return not set(_STAND_INS).isdisjoint(text)


def _stand_in(number: int) -> str:
    return "".join(_STAND_INS[int(digit)] for digit in str(number))
