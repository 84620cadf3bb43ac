"""The Chinese sentences on registers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from assistant.errors import NianbaoError
from assistant.reading.messages import quote
from assistant.register.bounds import MAX_RANGES
from assistant.texts import ERRORS, REGISTER


class UnreadableLedger(NianbaoError):
    """A file that cannot be taken as a register of applications, or a choice that does not exist."""

    title = ERRORS.say("title.unreadable_register")


class NotWritten(NianbaoError):
    """The empty register could not be put where it was wanted; nothing was changed."""

    title = ERRORS.say("title.register_not_written")


def sentence(group: str, key: str, /, **slots: object) -> str:
    """The sentence ``key`` of a group with its slots filled."""
    return REGISTER.say(f"{group}.{key}", **slots)


def word(key: str, /, **slots: object) -> str:
    """An entry of the ``[words]`` table with its slots filled."""
    return sentence("words", key, **slots)


def refused(key: str, name: str = "", /, **slots: object) -> UnreadableLedger:
    """The refusal ``key`` for the file called ``name``, with what to do next."""
    return UnreadableLedger(sentence("refused", key, name=quote(name), **slots), REGISTER.say(f"hint.{key}"))


def not_written(key: str, path: Path) -> NotWritten:
    """The failure ``key`` for a file to be written, with what to do next."""
    return NotWritten(sentence("not_written", key, path=path, folder=path.parent), REGISTER.say(f"hint.{key}"))


def enumerated(items: Iterable[str]) -> str:
    """Phrases one after the other: ``甲、乙``; a long list is cut."""
    listed = list(items)
    joined = word("separator").join(listed[:MAX_RANGES])
    return word("and_more", items=joined) if len(listed) > MAX_RANGES else joined


def quoted(items: Iterable[str]) -> str:
    """Words of the file, each in quotation marks and short enough for a message."""
    return enumerated(word("quoted", text=quote(item)) for item in items)


def rows_in_words(lines: Iterable[int], sheet: str = "") -> str:
    """Rows by number, runs drawn together: ``第3、5—9行``; a long list is cut and counted."""
    if sheet:
        return word("of_sheet", sheet=quote(sheet), rows=rows_in_words(lines))
    ordered = sorted(set(lines))
    ranges = [str(first) if first == last else word("range", first=first, last=last) for first, last in _runs(ordered)]
    if len(ranges) > MAX_RANGES:
        return word("rows_counted", rows=enumerated(ranges[:MAX_RANGES]), count=len(ordered))
    return word("row", rows=enumerated(ranges))


def _runs(ordered: list[int]) -> Iterator[tuple[int, int]]:
    # Neighbouring numbers differ from their place in the list by the same amount.
    for _, run in groupby(enumerate(ordered), key=lambda pair: pair[1] - pair[0]):
        lines = [line for _, line in run]
        yield lines[0], lines[-1]
