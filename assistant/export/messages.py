"""The words of this room."""

from __future__ import annotations

import unicodedata

from assistant.errors import NianbaoError
from assistant.texts import EXPORT


def mark(name: str) -> str:
    """A word or line that exporters print, from the ``[marks]`` table."""
    return str(EXPORT.entry(f"marks.{name}"))


def failure(name: str, /, **slots: object) -> NianbaoError:
    """The error called ``name``: its sentence from ``[failures]``, its hint from ``[hints]`` if it has one."""
    sentence = EXPORT.say(f"failures.{name}", **slots)
    return NianbaoError(sentence, EXPORT.entry("hints").get(name, "").format(**slots))


def difference(name: str, /, **slots: object) -> str:
    """A phrase on what a file that was read again says otherwise, from the ``[differences]`` table."""
    return EXPORT.say(f"differences.{name}", **slots)


def figure(name: str, /, **slots: object) -> str:
    """A title or a phrase of the summary pictures, from the ``[figures]`` table."""
    return EXPORT.say(f"figures.{name}", **slots)


def sheet_words() -> dict[str, str]:
    """The names, headings and kinds of lines of a workbook, from the ``[sheets]`` table."""
    found: dict[str, str] = EXPORT.entry("sheets")
    return found


def channel_patterns() -> tuple[str, str, dict[str, str]]:
    """Regular expressions with one group, the number: any of items, all items, and each channel by its name."""
    return EXPORT.entry("channels_total.number"), EXPORT.entry("channels_total.total"), EXPORT.entry("channels")


_LINE_ENDS = str.maketrans({"\v": "\n", "\f": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n"})


def printable(text: str) -> str:
    """``text`` without what XML 1.0 and HTML forbid; line ends of any kind become ``\\n``.

    Control characters but tab and newline, lone surrogates and noncharacters are dropped. Nothing
    else changes, so text that a clerk can type comes out word for word.
    Source: XML 1.0 §2.2, WHATWG HTML §13.2.3.5.
    """
    if text.isprintable():
        return text
    lines = text.replace("\r\n", "\n").replace("\r", "\n").translate(_LINE_ENDS)
    return "".join(character for character in lines if _carried(character))


def width(text: str) -> float:
    """How wide ``text`` prints, in full-width characters: ideographs count 1, Latin and digits ½."""
    if text.isascii():
        return len(text) / 2
    return sum(1.0 if unicodedata.east_asian_width(character) in "WFA" else 0.5 for character in text)


def _carried(character: str) -> bool:
    point = ord(character)
    if point & 0xFFFE == 0xFFFE or 0xFDD0 <= point <= 0xFDEF:
        return False
    return character in "\n\t" or unicodedata.category(character) not in {"Cc", "Cs"}
