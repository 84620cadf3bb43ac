"""The patterns of ``words.toml``, compiled once when first asked for."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from assistant.texts import LAST_YEAR

_FILE = Path(__file__).with_name("words.toml")
_NUMBER = re.compile(r"#([^#]+)#")


@cache
def pattern(name: str) -> re.Pattern[str]:
    """The single pattern at a dotted name ("parts.measures")."""
    return re.compile(str(_entry(name)))


@cache
def patterns(group: str, key: str) -> tuple[re.Pattern[str], ...]:
    """The patterns of ``key`` in a group ("counts", "overview.zones"), () when it has none."""
    found = _entry(group).get(key, [])
    return tuple(re.compile(_NUMBER.sub(_number, text)) for text in ([found] if isinstance(found, str) else found))


@cache
def turns(key: str, kind: str) -> tuple[re.Pattern[str], ...]:
    """The "own" or "said" patterns of a text answer, () when it has none."""
    entry = _entry("texts").get(key, {})
    return tuple(re.compile(text) for text in entry.get(kind, []))


@cache
def entries_hold(key: str) -> re.Pattern[str] | None:
    """What every entry of the list ``key`` must hold, None when anything may."""
    text = _entry("texts").get(key, {}).get("items")
    return re.compile(text) if text else None


@cache
def may_link(key: str) -> bool:
    """Whether a 和 may join the last two entries of the list ``key``."""
    return bool(_entry("texts").get(key, {}).get("linked", True))


@cache
def keys(group: str) -> tuple[str, ...]:
    """The answer keys that a group has patterns for."""
    return tuple(_entry(group))


def word(name: str) -> str:
    """A plain word at a dotted name ("numerals")."""
    return str(_entry(name))


def message(group: str, key: str, **slots: object) -> str:
    """The sentence ``key`` of a group with its slots filled."""
    return LAST_YEAR.say(f"{group}.{key}", **slots)


def _number(match: re.Match[str]) -> str:
    """``#条|篇#``: a number that :func:`~assistant.last_year.figures.counted` has made a sign of."""
    return rf"⟦(?P<n>\d+):(?:{match[1]})⟧"


def _entry(name: str) -> Any:
    place: Any = _data()
    for part in name.split("."):
        place = place[part]
    return place


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
