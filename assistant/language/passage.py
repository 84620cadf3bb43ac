"""A paragraph as sentences are read from it: its text in one shape, where it stands, what it is about."""

from __future__ import annotations

import re
from dataclasses import dataclass

_FULL_WIDTH = {ord("％"): "%", ord("．"): ".", ord("("): "（", ord(")"): "）", ord(";"): "；", ord(":"): "："}
_FULL_WIDTH |= {0xFF10 + digit: str(digit) for digit in range(10)}
_THOUSANDS = re.compile(r"(?<![\d.])[1-9]\d{0,2}(?:,\d{3})+(?![\d%])")
_SPACES = re.compile(r"[\s\u3000\u200b\ufeff]+")


@dataclass(frozen=True)
class Passage:
    """A paragraph as the rules read it.

    ``text`` is :func:`plain`; ``aspect`` the key of the statutory aspect it stands under ("" none
    or unknown); ``first`` whether it is the first paragraph there; ``heading`` a sub-heading that
    the paragraph itself begins with ("" when it stands alone or there is none).
    """

    section: str
    aspect: str
    key: str
    text: str
    first: bool = False
    heading: str = ""
    pending: bool = False


def plain(text: str) -> str:
    """``text`` in one shape: half-width digits, full-width brackets, no spaces, no thousands separators."""
    flat = _SPACES.sub("", text).translate(_FULL_WIDTH)
    return _THOUSANDS.sub(lambda match: match.group().replace(",", ""), flat).replace(",", "，")
