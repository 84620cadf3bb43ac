"""One sheet of a register, whatever file it came from."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from assistant.intake.ledger.bounds import MAX_TEXT

Value = str | int | float | bool | date | datetime | time | timedelta | None
"""What a cell holds; a formula stands for its stored result."""

FIRST_SERIAL_DAY = date(1899, 12, 30)
"""Day 0 of the usual spreadsheet calendar (ECMA-376 part 1 §18.17.4.1; right from 1900-03-01 on)."""


class Merge(NamedTuple):
    """A merged area: its first and last row and column, counted from 1. Only its first cell holds a value."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Sheet:
    """Filled rows by their number in the file (from 1); column 1 is the first item of a row.

    ``uncomputed``: cells (row, column) with a formula whose result the file does not hold.
    """

    name: str
    rows: Mapping[int, tuple[Value, ...]]
    hidden: bool = False
    merges: tuple[Merge, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    uncomputed: frozenset[tuple[int, int]] = frozenset()
    serial_start: date = field(default=FIRST_SERIAL_DAY)

    def value(self, row: int, column: int) -> Value:
        """The cell's own value, None where the sheet has none."""
        cells = self.rows.get(row, ())
        return cells[column - 1] if column <= len(cells) else None

    def text(self, row: int, column: int) -> str:
        """The cell's own text, "" where the sheet has none."""
        return text_of(self.value(row, column))


def text_of(value: Value) -> str:
    """A cell's value as text on one line, without unprintable characters, cut where it is very long."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, datetime):
        value = value.date() if value.time() == time() else value
    flat = " ".join(str(value).split())
    if not flat.isprintable():
        flat = "".join(character for character in flat if unicodedata.category(character)[0] != "C")
    return flat if len(flat) <= MAX_TEXT else f"{flat[:MAX_TEXT]}…"
