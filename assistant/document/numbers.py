"""Numbers as printed in table cells, and back."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal, InvalidOperation

_SEPARATORS = re.compile(r"(?<=\d)[,，](?=\d{3}(?!\d))")
_PLAIN = re.compile(r"-?\d+(?:\.\d+)?")
_BLANK = {"", "/", "-", "—", "——", "无"}


def normalise(text: str) -> str:
    """A cell's text with half-width digits, without spaces, thousands separators and what nobody sees."""
    flat = unicodedata.normalize("NFKC", text)
    if not flat.isdigit():
        # Pages and Word files are full of zero-width spaces and joiners (category Cf).
        flat = "".join(
            character for character in flat if not character.isspace() and unicodedata.category(character) != "Cf"
        )
    return _SEPARATORS.sub("", flat)


def is_blank(text: str) -> bool:
    """Whether a cell is printed empty, or with a stroke where a 0 is meant."""
    return normalise(text) in _BLANK


def read_number(text: str) -> Decimal | None:
    """The number that a cell prints, or None when it is blank or holds anything but a number.

    Full-width digits, spaces and thousands separators are read; a unit ("3件") is not.
    """
    flat = normalise(text)
    if not _PLAIN.fullmatch(flat):
        return None
    try:
        return Decimal(flat)
    except InvalidOperation:
        return None


def print_number(value: int | Decimal) -> str:
    """A number as the tables print it: Arabic digits, no separators, no trailing zeros."""
    if isinstance(value, int):
        return str(value)
    text = format(value.normalize(), "f")
    return "0" if text == "-0" else text
