"""Dates as registers write them."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, timedelta

from assistant.intake.ledger.sheet import FIRST_SERIAL_DAY, Value

_EARLIEST, _LATEST = date(2000, 1, 1), date(2099, 12, 31)
"""The regulation is of 2007; a day outside is a slip of the pen or no date at all."""

_SEPARATED = re.compile(
    r"(?P<year>\d{4})\s*(?:[-/.,]|年)\s*(?P<month>\d{1,2})\s*(?:[-/.,]|月)\s*(?P<day>\d{1,2})\s*[日号]?"
    # What may follow a day: a weekday in brackets, half of the day, a time.
    r"\s*(?:\([^()]*\)|星期.|周.)?\s*(?:上午|下午)?"
    r"(?:\s*T?\s*\d{1,2}\s*[:时]\s*\d{1,2}\s*分?(?::\d{1,2}(?:\.\d+)?)?\s*秒?)?(?:Z|[+-]\d\d:?\d\d)?\s*"
)
_COMPACT = re.compile(r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})")
_SERIAL = re.compile(r"(?P<days>\d{5})(?:\.\d+)?")


def read_day(value: Value, serial_start: date = FIRST_SERIAL_DAY) -> date | None:
    """The calendar day that a cell holds, None when it holds anything else or a day outside 2000–2099.

    Read are date cells, serial day numbers, and texts such as 2024-1-9, 2024.01.09, 2024年1月9日, 20240109,
    with or without a time. A day without a year, or with two digits of it, is not guessed.
    """
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return _usual(value)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    flat = unicodedata.normalize("NFKC", str(value)).strip().replace("。", ".")
    if isinstance(value, float):
        flat = flat.removesuffix(".0")
    if found := _SEPARATED.fullmatch(flat) or _COMPACT.fullmatch(flat):
        return _calendar(found)
    if found := _SERIAL.fullmatch(flat):
        return _usual(serial_start + timedelta(days=int(found["days"])))
    return None


def _calendar(found: re.Match[str]) -> date | None:
    try:
        return _usual(date(int(found["year"]), int(found["month"]), int(found["day"])))
    except ValueError:
        return None


def _usual(day: date) -> date | None:
    return day if _EARLIEST <= day <= _LATEST else None
