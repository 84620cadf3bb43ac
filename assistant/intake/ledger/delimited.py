"""The rows of a .csv file: UTF-8, UTF-16 with its mark, GBK or GB18030; comma, semicolon or tab."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator

from assistant.intake.ledger.bounds import MAX_APPLICATIONS, MAX_COLUMNS, MAX_HEADING_ROWS
from assistant.intake.ledger.sheet import Sheet, Value
from assistant.intake.ledger.wording import refused

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
            if filled > MAX_APPLICATIONS + MAX_HEADING_ROWS:
                raise refused("too_many_rows", name, limit=MAX_APPLICATIONS)
            yield line, tuple(cell.strip() or None for cell in cells[:MAX_COLUMNS])
    except csv.Error:
        raise refused("not_text", name) from None
