"""Tables of one build are read once: of the next one only the figures are new.

Most reports print the statutory tables in the same few layouts, and which cell is which follows from
labels and places alone. So the layout is read with stand-ins for the figures, and remembered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, count

from assistant.intake.bounds import MAX_REMEMBERED_CELLS
from assistant.intake.recognise.tables.reading import Reading
from assistant.intake.stream import Layout, Table

TableReader = Callable[[str, Sequence[Table], Sequence[str], Reading], None]

_STAND_INS = tuple("٠١٢٣٤٥٦٧٨٩")
"""Digits that no report prints, so that a figure which got into a phrase is noticed."""


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
    layouts = tuple(piece.layout for piece in pieces)
    plan = _plan(read, schema_key, layouts, tuple(beside)) if may_be_remembered(*layouts) else None
    if plan is None:
        read(schema_key, pieces, beside, reading)
        return
    texts = list(chain.from_iterable(piece.texts for piece in pieces))
    reading.cells.update({path: texts[place] for path, place in plan.figures.items()})
    reading.cells.update(plan.texts)
    reading.departures += [phrase for phrase in plan.departures if phrase not in reading.departures]


def may_be_remembered(*layouts: Layout) -> bool:
    """Whether a table in one or more pieces is small enough to be kept in mind."""
    return sum(len(layout.texts) for layout in layouts) <= MAX_REMEMBERED_CELLS


@lru_cache(maxsize=24)
def _plan(read: TableReader, schema_key: str, layouts: tuple[Layout, ...], beside: tuple[str, ...]) -> _Plan | None:
    """What comes of reading the pieces of a table by their layouts, None where that may depend on the figures."""
    if any(_touched(text) for layout in layouts for text in layout.texts):
        return None
    reading = Reading("", "")
    numbers = count()
    read(schema_key, [layout.table(_with_stand_ins(layout, numbers)) for layout in layouts], beside, reading)
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
