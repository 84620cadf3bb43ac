"""The gate of a draft's file: text and data are judged within bounds before anything is made of them.

What passes has no more parts than a draft can have, is not nested deeper, holds numbers that a machine holds, and
``session`` is of the types that an input takes. Whether an answer can be right is for the report's model.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from assistant.errors import NianbaoError
from assistant.report.cases import MAX_CASES
from assistant.texts import DRAFTS

MAX_MARKS = 600_000
"""Brackets, commas, signs of equality and backslashes in a text: nine for each of the applications that a draft can
have, twice, and two thirds as many in texts. What reading costs goes by them."""

MAX_DEPTH = 24
"""Tables within tables; a draft has ten with last year's report."""

MAX_KEY_PARTS = 12
"""Parts of one dotted key; a draft has five."""

MAX_KEY_COST = 2_000_000
"""The parts of each dotted key squared, all together: the time that tomllib takes for them goes by it. A draft with
the longest report of last year comes to 400,000."""

MAX_BITS = 64
MAX_DIGITS = 60
MAX_EXPONENT = 30
"""Of numbers: TOML knows whole numbers of 64 bits; amounts have at most twelve digits."""

_MARKS = "[{,=\\"
_KEY = r"""(?:[A-Za-z0-9_-]++|"(?:[^"\\\n]|\\.)*+"|'[^'\n]*+')"""
_DOTTED_KEY = re.compile(
    rf"(?:^[ \t]*+\[{{0,2}}|[{{,])[ \t]*+({_KEY}(?:[ \t]*+\.[ \t]*+{_KEY})++)[ \t]*+[=\]]", re.MULTILINE
)
_HEAD = re.compile(rf"[ \t]*(\[\[?)[ \t]*({_KEY}(?:[ \t]*+\.[ \t]*+{_KEY})*+)[ \t]*\]")
_ENTRY = re.compile(rf"[ \t]*({_KEY}(?:[ \t]*+\.[ \t]*+{_KEY})*+)[ \t]*=[ \t]*")
_PART = re.compile(_KEY)

Place = tuple[str | int, ...]


class OutOfBounds(NianbaoError):
    """Text or data that no draft has."""

    @classmethod
    def of(cls, why: str, **slots: object) -> OutOfBounds:
        message, hint = DRAFTS.entry(f"refused.{why}")
        return cls(message.format(**slots), hint)


def loads(text: str, name: str) -> dict[str, Any]:
    """The data of a draft's TOML.

    :raises OutOfBounds: no draft is like that. :raises tomllib.TOMLDecodeError, ValueError, RecursionError: as tomllib.
    """
    count = sum(text.count(mark) for mark in _MARKS)
    if count > MAX_MARKS:
        raise OutOfBounds.of("too_many", name=name, count=count)
    _check_keys(text, name)
    data = tomllib.loads(text, parse_float=Decimal)
    for place, value in _values(data):
        if len(place) > MAX_DEPTH:
            raise OutOfBounds.of("too_deep", name=name, place=where(text, place), most=MAX_DEPTH)
        if _too_long(value):
            raise OutOfBounds.of("too_long_number", name=name, place=where(text, place), key=dotted(place))
    _check_session(data.get("session", {}), text, name)
    return data


def _check_keys(text: str, name: str) -> None:
    cost = 0
    for key in _DOTTED_KEY.finditer(text):
        parts = len(_PART.findall(key[1]))
        cost += parts * parts
        if parts > MAX_KEY_PARTS or cost > MAX_KEY_COST:
            line = text.count("\n", 0, key.start(1)) + 1
            raise OutOfBounds.of("too_deep", name=name, place=said_line(line), most=MAX_KEY_PARTS)


def _values(data: Mapping[str, Any]) -> Iterator[tuple[Place, Any]]:
    """All values by their places, tables and lists included, but none below the greatest depth."""
    waiting: list[tuple[Place, Any]] = [((), data)]
    while waiting:
        place, value = waiting.pop()
        yield place, value
        if isinstance(value, dict):
            waiting += [((*place, key), inner) for key, inner in value.items()]
        elif isinstance(value, list):
            waiting += [((*place, number), inner) for number, inner in enumerate(value)]


def _too_long(value: object) -> bool:
    if isinstance(value, int):
        return value.bit_length() > MAX_BITS
    if isinstance(value, Decimal) and value.is_finite():
        return abs(value.adjusted()) > MAX_EXPONENT or len(value.as_tuple().digits) > MAX_DIGITS
    return False


def _check_session(session: object, text: str, name: str) -> None:
    """Where the clerk stands is recognised by a text, and what is typed there is what an input can hold."""
    if not isinstance(session, dict):
        raise OutOfBounds.of("session", name=name, place=where(text, ("session",)), key="session")
    if not isinstance(session.get("at", ""), str):
        raise OutOfBounds.of("session", name=name, place=where(text, ("session", "at")), key="session.at")
    if not _is_raw(session.get("typed", "")):
        raise OutOfBounds.of("typed", name=name, place=where(text, ("session", "typed")), key="session.typed")


def _is_raw(typed: object) -> bool:
    """Whether it is what a screen hands in (:data:`assistant.interview.Raw`)."""
    if isinstance(typed, list):
        return len(typed) <= MAX_CASES and all(isinstance(item, str) or _is_entry(item, (str, bool)) for item in typed)
    return isinstance(typed, str) or _is_entry(typed, (str,))


def _is_entry(value: object, types: tuple[type, ...]) -> bool:
    return isinstance(value, dict) and all(isinstance(item, types) for item in value.values())


# -- places ------------------------------------------------------------------------------------
def said_line(line: int) -> str:
    """The line as sentences name it, the first one is 1."""
    return DRAFTS.say("refused.line", line=line)


def dotted(place: Sequence[str | int]) -> str:
    """``agency.year``."""
    return ".".join(str(part) for part in place)[:200]


def parted(place: str) -> Place:
    """The place that a dotted text names; numbers in it are places in lists."""
    return tuple(int(part) if part.isdecimal() and part.isascii() else part for part in place.split(".") if part)


def where(text: str, place: Sequence[str | int]) -> str:
    """The line of a draft's TOML in which ``place`` stands, or the nearest part above it; "" when none does."""
    line = line_of(text, tuple(place))
    return said_line(line) if line else ""


def line_of(text: str, place: Place) -> int:
    """The number of the line in which the entry at ``place`` begins, or the nearest part above it; 0 for none."""
    best, found = 0, 0
    table: Place = ()
    counted: dict[Place, int] = {}
    listed: Place | None = None
    item = 0
    for number, (line, within) in enumerate(_lines(text), 1):
        if within:
            continue
        head, entry = _HEAD.match(line), _ENTRY.match(line)
        if head is not None:
            table, listed = _table(head, counted), None
            here: Place = table
        elif entry is not None:
            here = (*table, *_parts(entry[1]))
            listed, item = (here, 0) if line.rstrip().endswith("[") else (None, 0)
        elif listed is not None and line.strip() and not line.lstrip().startswith(("]", "#")):
            here, item = (*listed, item), item + 1
        else:
            continue
        common = here if place[: len(here)] == here else ()
        if len(common) > best:
            best, found = len(common), number
    return found


def _lines(text: str) -> Iterator[tuple[str, bool]]:
    """The lines, and whether each begins within a text of several lines."""
    end = ""
    for line in text.split("\n"):
        yield line, bool(end)
        for mark in re.findall(r'"""|\'\'\'', line):
            end = mark if not end else "" if mark == end else end


def _table(head: re.Match[str], counted: dict[Place, int]) -> Place:
    """The place of a table by its head; tables of a list are counted from 0."""
    place: Place = ()
    parts = _parts(head[2])
    for depth, part in enumerate(parts, 1):
        place = (*place, part)
        if head[1] == "[[" and depth == len(parts):
            counted[place] = counted.get(place, -1) + 1
        if place in counted:
            place = (*place, counted[place])
    return place


def _parts(key: str) -> Place:
    return tuple(part[1:-1] if part[0] in "\"'" else part for part in _PART.findall(key))
