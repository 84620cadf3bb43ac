"""Words of a register made comparable: numbering, punctuation, brackets and white space do not count."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from assistant.intake.recognise.folding import fold

_NUMERAL = r"[一二三四五六七八九十\d]{1,2}"
_NUMBERING = re.compile(
    rf"\({_NUMERAL}\)"
    # "1." anywhere, "三、" where a word begins, but not the 三 of 三类.
    r"|(?<!\d)\d{1,2}[、.)](?!\d)|(?<!\w)[一二三四五六七八九十]{1,2}[、.)]"
    # What is left of ① once full-width forms are folded.
    r"|^\d{1,2}(?=\D)"
)


@lru_cache(maxsize=8192)
def fold_words(text: str) -> str:
    """``text`` down to its words: ``（三）不予公开 1.属于国家秘密`` gives ``不予公开属于国家秘密``."""
    flat = _NUMBERING.sub("", fold(text)).casefold()
    return "".join(character for character in flat if unicodedata.category(character)[0] in "LN")
