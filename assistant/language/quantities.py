"""Numbers in running text, in any of the usual shapes: 37件, 三十七件, 37余条, 52.3万元, 66.7%."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from functools import cache
from typing import Literal, NamedTuple

from assistant.language.words import pattern, table, words

_CLOSE = Decimal("0.1")


class Quantity(NamedTuple):
    """A number with its measure word.

    ``value`` is in the unit, scales multiplied out (1.2万条 is 12000 条), money always in 元;
    ``unit`` is "" when none is printed and "%" for percentages. ``vague``: "" exact, "over" printed
    with 余, 多, 超过 …, "about" with 约, 近, 左右 ….
    ``start`` and ``end`` are positions in the sentence.
    """

    value: Decimal
    unit: str
    vague: Literal["", "over", "about"]
    start: int
    end: int
    text: str

    def agrees(self, actual: Decimal) -> bool:
        """Whether the number may stand for ``actual``.

        50余件 are 50 to 59, 约50件 45 to 55: a vague number may be off by its last digit or a tenth.
        """
        if not self.vague:
            return self.value == actual
        digits = str(int(self.value))
        step = max(Decimal(10) ** (len(digits) - len(digits.rstrip("0"))), self.value * _CLOSE)
        if self.vague == "over":
            return self.value <= actual < self.value + step
        return abs(actual - self.value) <= step / 2


def quantities(sentence: str) -> tuple[Quantity, ...]:
    """The numbers of a sentence that count or measure something, in order.

    Dates, document numbers, ordinals, telephone numbers and bare figures inside words are left out.
    """
    found = (_quantity(match) for match in _shape().finditer(sentence))
    return tuple(quantity for quantity in found if quantity is not None)


@cache
def _shape() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<before>{pattern('numbers.about').pattern})?"
        rf"(?:(?<![\dA-Za-z.\-—–/〔\[第@~])(?P<arabic>\d+(?:\.\d+)?)(?P<scale>[十百千万亿]{{1,2}})?"
        rf"|(?<!{pattern('numbers.not_before').pattern})(?P<chinese>[零〇一二两三四五六七八九十百千万亿廿]+))"
        rf"(?P<more>[余多来])?(?P<unit>{pattern('numbers.measures').pattern})?(?P<after>左右|上下|以上)?"
    )


def _quantity(match: re.Match[str]) -> Quantity | None:
    unit = match["unit"] or ""
    if not _counts(match):
        return None
    if match["chinese"] is not None:
        number = _from_chinese(match["chinese"])
        if number is None:
            return None
        value = number
    else:
        value = Decimal(match["arabic"])
        for character in match["scale"] or "":
            value *= Decimal(table("numbers.scales")[character])
    money = table("numbers.money")
    if unit in money:
        value, unit = value * Decimal(money[unit]), "元"
    return Quantity(value, unit, _vagueness(match), match.start(), match.end(), match.group())


def _vagueness(match: re.Match[str]) -> Literal["", "over", "about"]:
    words_met = [match[part] for part in ("before", "more", "after") if match[part]]
    if not words_met:
        return ""
    return "over" if any(pattern("numbers.over").fullmatch(word) for word in words_met) else "about"


def _counts(match: re.Match[str]) -> bool:
    rest = match.string[match.end() :]
    if match["unit"]:
        return not any(rest.startswith(follower) for follower in words("numbers.not_after"))
    if rest and rest[0] not in "，。；、）：":
        return False
    # Of numerals without a measure word only that of 数量为零 counts.
    return match["chinese"] is None or bool(
        pattern("numbers.bare_zero").fullmatch(match.string, match.start("chinese"), match.end())
    )


def _from_chinese(text: str) -> Decimal | None:
    """三十七 → 37, by the library; a single sign by the character table, which spares loading it."""
    single = unicodedata.numeric(text, None) if len(text) == 1 else None
    if single is not None:
        return Decimal(int(single))
    from cn2an import cn2an  # type: ignore[import-untyped]

    try:
        return Decimal(cn2an(text, "normal"))
    except (ValueError, KeyError):
        # The library has no error of its own for some that it cannot read, such as 二十〇.
        return None
