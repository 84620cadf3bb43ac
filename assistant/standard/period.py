"""The reporting period and the calendar around it (条例第四十九条)."""

from __future__ import annotations

from datetime import date

from assistant.standard.agencies import agency_kinds
from assistant.standard.loader import standard

_BEFOREHAND = 10
"""The month from which the coming January's report is prepared; that on the year before was due by 31 March at the
latest (条例第四十九条)."""


def reporting_year(today: date) -> int:
    """The year that a report begun today is about: the one before, in the last quarter the one that is ending."""
    return today.year if today.month >= _BEFOREHAND else today.year - 1


def period(year: int) -> tuple[date, date]:
    """The first and the last day of the reporting period: 1 January to 31 December of ``year``."""
    return date(year, 1, 1), date(year, 12, 31)


def deadline(year: int, kind: str) -> date:
    """The last day on which an agency of that kind may sign and publish its report on ``year``.

    :raises KeyError: ``kind`` is no key of :func:`agency_kinds`.
    """
    month, day = standard().deadlines[agency_kinds()[kind].deadline]
    return date(year + 1, month, day)


def chinese_date(day: date) -> str:
    """A date as official documents print it, Arabic digits without leading zeros: 2025年1月9日."""
    return f"{day.year}年{day.month}月{day.day}日"
