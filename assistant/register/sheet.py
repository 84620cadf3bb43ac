"""One sheet of a register, whatever file it came from."""

from __future__ import annotations

import codecs
import csv
import io
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from assistant.register.bounds import MAX_COLUMNS, MAX_HEADING_ROWS, MAX_ROWS, MAX_TEXT
from assistant.register.messages import refused

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


_DELIMITERS = (",", "\t", ";", "，", "；")
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


def read_delimited(data: bytes, name: str) -> list[Sheet]:
    """The file as a sheet, once for each delimiter that occurs in it; the headings tell which one is meant.

    A row that spans several lines of text, because a cell in quotation marks does, is one row.

    :raises UnreadableLedger: no text, or out of bounds.
    """
    text = _decoded(data)
    if text is None or "\0" in text:
        raise refused("not_text", name)
    found = [delimiter for delimiter in _DELIMITERS if delimiter in text] or [_DELIMITERS[0]]
    return [Sheet(name="", rows=dict(_rows(text, delimiter, name))) for delimiter in found]


def _decoded(data: bytes) -> str | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], encoding)
    text = _strict(data, "utf-8")
    return _strict(data, "gb18030") if text is None else text


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _rows(text: str, delimiter: str, name: str) -> Iterator[tuple[int, tuple[Value, ...]]]:
    filled = 0
    try:
        for line, cells in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), start=1):
            if not any(cell.strip() for cell in cells):
                continue
            filled += 1
            if filled > MAX_ROWS + MAX_HEADING_ROWS:
                raise refused("too_many_rows", name, limit=MAX_ROWS)
            yield line, tuple(cell.strip() or None for cell in cells[:MAX_COLUMNS])
    except csv.Error:
        raise refused("not_text", name) from None
