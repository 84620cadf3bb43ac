"""The task of reading a workbook with python-calamine, run by :mod:`assistant.apart`.

That reader is native code which ends the whole process where a damaged file names a length that no memory holds.
Nothing of the project is imported here, or starting would take longer than reading.

Arguments: how many columns, how many filled rows of a sheet and how many sheets at most.
Answered is a list of sheets (name, whether hidden, rows as pairs of number and values), or "encrypted" or "damaged".
A day or a time is an object with its class and its ISO text, a duration one with its seconds.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from python_calamine import CalamineError, CalamineSheet, PasswordError, SheetTypeEnum, SheetVisibleEnum, load_workbook


def answer(data: bytes, columns: str, rows: str, sheets: str) -> str:
    """The sheets of the workbook in ``data`` as JSON."""
    try:
        book = load_workbook(io.BytesIO(data))
        found: object = [
            (
                told.name,
                told.visible != SheetVisibleEnum.Visible,
                list(_rows(book.get_sheet_by_index(place), int(columns), int(rows))),
            )
            if told.typ == SheetTypeEnum.WorkSheet
            else None
            for place, told in enumerate(book.sheets_metadata[: int(sheets)])
        ]
    except PasswordError:
        found = "encrypted"
    except CalamineError:
        found = "damaged"
    return json.dumps(found, default=_tagged)


def _rows(sheet: CalamineSheet, columns: int, most: int) -> Iterator[tuple[int, list[object]]]:
    filled = 0
    for line, values in enumerate(sheet.to_python(skip_empty_area=False), start=1):
        kept = values[:columns]
        if any(value != "" for value in kept):
            yield line, [None if value == "" else value for value in kept]
            filled += 1
            if filled > most:
                return


def _tagged(value: object) -> tuple[str, object]:
    if isinstance(value, timedelta):
        return "timedelta", value.total_seconds()
    if isinstance(value, datetime | date | time):
        return type(value).__name__, value.isoformat()
    raise TypeError(type(value))
