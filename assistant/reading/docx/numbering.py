"""Automatic numbering counted as it prints: ``（一）``, ``1.``, ``三、``.

Source: ECMA-376 part 1 §17.9 (numbering), §17.18.59 (ST_NumberFormat).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from lxml import etree

from assistant.reading.bounds import MAX_NUMBERING
from assistant.reading.docx.names import Names

_DIGITS = "〇一二三四五六七八九"
_ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_SLOTS = tuple(f"%{number}" for number in range(1, 10))
"""Where the number of each level stands in a level's text."""


def chinese(number: int) -> str:
    """1 to 99 as headings print them (十, 十一, 二十); beyond that Arabic digits."""
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    head = "" if not tens else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[ones] if ones else "")


def _digits(number: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(number))


def _circled(number: int) -> str:
    return chr(0x2460 + number - 1) if 0 < number <= 20 else str(number)


def _full_width(number: int) -> str:
    return "".join(chr(0xFF10 + int(digit)) for digit in str(number))


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        while number >= value and len(text) < 20:
            text, number = text + letters, number - value
    return text


def _letter(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26) * min((number - 1) // 26 + 1, 8) if number > 0 else ""


FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02d}",
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "chineseCounting": chinese,
    "chineseCountingThousand": chinese,
    "japaneseCounting": chinese,
    "taiwaneseCounting": chinese,
    "taiwaneseCountingThousand": chinese,
    "ideographDigital": _digits,
    "japaneseDigitalTenThousand": _digits,
    "taiwaneseDigital": _digits,
    "lowerLetter": _letter,
    "upperLetter": lambda number: _letter(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "none": lambda number: "",
    "bullet": lambda number: "",
}
"""How a number prints, by the name the file gives the format; unknown names print Arabic digits."""


class Level(NamedTuple):
    """One level of a list: its first number, its format and the text around it (``（%1）``).

    ``legal``: all numbers in it print in Arabic digits, those of the levels above too.
    """

    start: int
    format: str
    text: str
    paragraph_style: str
    legal: bool


class Counter:
    """All lists of one document, counting while the paragraphs pass."""

    def __init__(self, root: etree._Element | None) -> None:
        self._lists: dict[str, dict[int, Level]] = {}
        self._counted_with: dict[str, str] = {}
        self._starts: dict[tuple[str, int], int] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._restarted: set[tuple[str, int]] = set()
        if root is not None:
            self._load(root, Names(root))

    def _load(self, root: etree._Element, names: Names) -> None:
        abstract = {}
        for element in root.iterchildren(names("abstractNum")):
            abstract[element.get(names("abstractNumId"), "")] = _levels(element, names)
        for element in root.iterchildren(names("num")):
            number = element.get(names("numId"), "")
            source = names.value(element.find(names("abstractNumId")))
            self._lists[number] = dict(abstract.get(source, {}))
            self._counted_with[number] = source
            for override in element.iterchildren(names("lvlOverride")):
                self._override(number, override, names)

    def _override(self, number: str, override: etree._Element, names: Names) -> None:
        depth = _depth(override.get(names("ilvl"), "0"))
        level = override.find(names("lvl"))
        if level is not None:
            self._lists[number][depth] = _level(level, names)
        start = override.find(names("startOverride"))
        if start is not None:
            self._starts[number, depth] = names.number(start, 1)

    def style_level(self, number: str, style: str) -> int:
        """The level of a list that a paragraph style is tied to, 0 when it is tied to none."""
        levels = self._lists.get(number, {})
        return next((depth for depth, level in levels.items() if level.paragraph_style == style), 0)

    def label(self, number: str, depth: int) -> str:
        """What prints before the next paragraph of a list; "" for bullets and unknown lists."""
        levels = self._lists.get(number)
        if not levels or depth not in levels:
            return ""
        counts = self._counts.setdefault(self._counted_with[number], {})
        if (number, depth) in self._starts and (number, depth) not in self._restarted:
            self._restarted.add((number, depth))
            counts[depth] = self._starts[number, depth]
        else:
            counts[depth] = counts[depth] + 1 if depth in counts else levels[depth].start
        for deeper in [other for other in counts if other > depth]:
            del counts[deeper]
        return self._print(levels, counts, depth)

    def _print(self, levels: dict[int, Level], counts: dict[int, int], depth: int) -> str:
        if levels[depth].format == "bullet":
            return ""
        text = levels[depth].text
        for other, slot in enumerate(_SLOTS):
            if slot in text and other in levels:
                number = counts.get(other, levels[other].start)
                form = str if levels[depth].legal else FORMATS.get(levels[other].format, str)
                text = text.replace(slot, form(number))
        return text


def _levels(element: etree._Element, names: Names) -> dict[int, Level]:
    return {_depth(level.get(names("ilvl"), "0")): _level(level, names) for level in element.iterchildren(names("lvl"))}


def _level(element: etree._Element, names: Names) -> Level:
    return Level(
        start=names.number(element.find(names("start")), 1),
        format=names.value(element.find(names("numFmt"))) or "decimal",
        text=names.value(element.find(names("lvlText")))[:MAX_NUMBERING],
        paragraph_style=names.value(element.find(names("pStyle"))),
        legal=names.is_on(element.find(names("isLgl"))),
    )


def _depth(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) == 1 else 0
