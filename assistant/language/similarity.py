"""How alike two pieces of prose are."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from assistant.language.words import pattern


def likeness(one: str, other: str) -> float:
    """The share of character pairs that two texts have in common, 0 to 1 (Dice).

    Punctuation does not count. Linear in the length, unlike an edit distance.
    """
    first, second = _pairs(one), _pairs(other)
    total = sum(first.values()) + sum(second.values())
    return 2 * sum((first & second).values()) / total if total else 0.0


def without_years(text: str) -> str:
    """``text`` with every year replaced by one sign, so that last year's wording can be recognised."""
    return pattern("similarity.year").sub("〇", text)


def figures(text: str) -> list[str]:
    """All figures of a text but its years, as printed."""
    return re.findall(r"\d+(?:\.\d+)?", without_years(text))


def _pairs(text: str) -> Counter[str]:
    letters = [character for character in text if character.isalnum()]
    return Counter(one + two for one, two in pairwise(letters))
