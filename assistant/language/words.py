"""The words the checks look for: patterns and lists from ``words.toml``, compiled once when first asked for."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

_FILE = Path(__file__).with_name("words.toml")
_NAME = re.compile(r"%([a-z_.]+)%")


@cache
def pattern(name: str, year: int | None = None) -> re.Pattern[str]:
    """The pattern called ``name`` ("requests.received").

    In the file ``%name%`` stands for another pattern, ``%year%``, ``%previous%`` and ``%next%`` for
    the report year and the years around it; without a ``year`` these match no text.
    """
    return re.compile(_expanded(name, year))


@cache
def words(name: str) -> tuple[str, ...]:
    """The list of words called ``name``."""
    return tuple(_entry(name))


@cache
def table(name: str) -> dict[str, str]:
    """The mapping called ``name``, in the order of the file."""
    return dict(_entry(name))


def _expanded(name: str, year: int | None) -> str:
    years = {"year": 0, "previous": -1, "next": 1}

    def put(match: re.Match[str]) -> str:
        inner = match.group(1)
        if inner in years:
            return "(?!)" if year is None else str(year + years[inner])
        return f"(?:{_expanded(inner, year)})"

    return _NAME.sub(put, _source(name))


def _source(name: str) -> str:
    entry = _entry(name)
    return entry if isinstance(entry, str) else "|".join(sorted(entry, key=len, reverse=True))


def _entry(name: str) -> Any:
    """The entry at a dotted name; a key may hold dots itself (``requests.rows.denied.third_party``)."""
    place: Any = _data()
    while name not in place:
        part, _, name = name.partition(".")
        place = place[part]
    return place[name]


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
