"""Text that stands raised, lowered or struck out, as plain characters.

A raised digit marks a note or a power and is none of the number before it; what is struck out was taken back.
"""

from __future__ import annotations

import re
import unicodedata

_PLAIN, _RAISED, _LOWERED = "0123456789+-=()（）", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾⁽⁾", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎₍₎"
_RAISING, _LOWERING = str.maketrans(_PLAIN, _RAISED), str.maketrans(_PLAIN, _LOWERED)

_MOVED = frozenset(f"{_RAISED}{_LOWERED} ")

TAKEN_BACK = "\u2063"
"""Stands for struck-out text until a line is complete (invisible separator, which no report prints)."""

_BETWEEN_DIGITS = re.compile(rf"(?<=[0-9０-９.,，])(\s*){TAKEN_BACK}[{TAKEN_BACK}\s]*(?=[0-9０-９.,，])")


def raised(text: str, direction: int) -> str:
    """``text`` with raised digits (``direction`` above 0), lowered ones (below 0), or as it is."""
    return text.translate(_RAISING if direction > 0 else _LOWERING) if direction else text


def as_printed(text: str) -> str:
    """A complete line or cell as it is printed.

    Digits with something struck out between them stay apart. What is raised or lowered as a whole stands beside
    nothing, so it is plain.
    """
    if TAKEN_BACK in text:
        text = _BETWEEN_DIGITS.sub(" ", text).replace(TAKEN_BACK, "").strip()
    if text[:1] in _MOVED and _MOVED.issuperset(text):
        return unicodedata.normalize("NFKC", text)
    return text
