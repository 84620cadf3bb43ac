"""A list of published items, as a website exports it: how many of the year, by channel, kind and month."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from assistant.register.bounds import MAX_ROWS
from assistant.register.messages import UnreadableLedger
from assistant.register.reading import in_bounds, sheets_in
from assistant.register.rows import read_day
from assistant.register.sheet import Sheet

_FILE = Path(__file__).with_suffix(".toml")
_HEADING_ROWS = 10
_NEEDED = ("title", "day")


@dataclass(frozen=True)
class Published:
    """The items of one year. ``channels`` and ``kinds`` are () where the list has no such column.

    ``notes`` are Chinese sentences on rows that were left out, and the counts by month.
    """

    total: int
    channels: Mapping[str, int] = field(default_factory=dict)
    kinds: Mapping[str, int] = field(default_factory=dict)
    months: Mapping[int, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def read_published(data: bytes, name: str, year: int) -> Published:
    """The list in ``data``, recognised by its content; of several sheets the one with the most items.

    :raises UnreadableLedger: the file cannot be read, or no sheet of it has the columns.
    """
    return in_bounds(None, _published, data, name, year)


def _published(data: bytes, name: str, year: int) -> Published:
    found = [_counted(sheet, columns, year) for sheet in sheets_in(data, name) if (columns := _columns(sheet))]
    if not found:
        message, hint = _data()["texts"]["no_list"]
        raise UnreadableLedger(message.format(name=name), hint)
    return max(found, key=lambda each: each.total)


@dataclass(frozen=True)
class _Columns:
    row: int
    by_role: Mapping[str, int]


def _columns(sheet: Sheet) -> _Columns | None:
    """The row of headings with the columns by role, None where title or day is missing."""
    for number in sorted(sheet.rows)[:_HEADING_ROWS]:
        texts = ["".join(sheet.text(number, column).split()) for column in range(1, len(sheet.rows[number]) + 1)]
        roles = {
            role: texts.index(heading) + 1
            for role, headings in _data()["columns"].items()
            for heading in reversed(headings)
            if heading in texts
        }
        if all(role in roles for role in _NEEDED):
            return _Columns(number, roles)
    return None


def _counted(sheet: Sheet, columns: _Columns, year: int) -> Published:
    channels, kinds, months, left = Counter[str](), Counter[str](), Counter[int](), Counter[str]()
    seen: set[tuple[str, object]] = set()
    for number in sorted(each for each in sheet.rows if each > columns.row)[:MAX_ROWS]:
        title = sheet.text(number, columns.by_role["title"])
        day = read_day(sheet.value(number, columns.by_role["day"]), sheet.serial_start)
        if not title:
            continue
        if day is None or day.year != year:
            left["no_day" if day is None else "other_year"] += 1
            continue
        left["twice"] += (title, day) in seen
        seen.add((title, day))
        months[day.month] += 1
        for role, counter in (("channel", channels), ("kind", kinds)):
            if role in columns.by_role and (text := sheet.text(number, columns.by_role[role])):
                counter[text] += 1
    notes = tuple(_notes(left, months, year))
    return Published(months.total(), dict(channels.most_common()), dict(kinds.most_common()), dict(months), notes)


def _notes(left: Mapping[str, int], months: Mapping[int, int], year: int) -> Iterator[str]:
    texts = _data()["texts"]
    if months:
        told = "、".join(texts["month"].format(month=month, count=months[month]) for month in sorted(months))
        yield texts["months"].format(months=told)
    for why, count in left.items():
        if count:
            yield texts[why].format(count=count, year=year)


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
