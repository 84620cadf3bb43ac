"""What comes from a keyboard or a clipboard, before it enters an input."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from rich.cells import cell_len, set_cell_size

from assistant.interview.messages import refused

PASTE_LIMIT = 20_000
"""The most characters that an input holds; a larger paste is not taken."""

_JUNK = dict.fromkeys(map(ord, "\u200b\u200c\u2060\ufeff\u00ad"))
_ACTING = {"Cc", "Cf", "Cs"}
_JOINERS = "\u200d\ufe0f"


@dataclass(frozen=True)
class Taken:
    """A text that may enter an input. ``dropped``: characters that act on a terminal were left out."""

    text: str
    dropped: bool


def take(text: str) -> Taken:
    """``text`` without what a terminal would act upon; line breaks stay, as "\\n", and tabs.

    Zero-width spaces, byte order marks and soft hyphens go without a word: they come along with
    every paste from a web page and mean nothing.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_JUNK)
    kept = "".join(character for character in text if not _acts(character))
    return Taken(kept, kept != text)


def _acts(character: str) -> bool:
    return character not in "\n\t" and character not in _JOINERS and unicodedata.category(character) in _ACTING


def too_much(title: str, length: int) -> str:
    """The sentence for a paste over the limit."""
    return refused("too_much_text", title, length=length, limit=PASTE_LIMIT).message


def one_line(text: str) -> str:
    """Lines and tabs as single spaces, blank lines left out."""
    return " ".join(part.strip() for part in text.replace("\t", " ").split("\n") if part.strip())


def crop(text: str, width: int) -> str:
    """``text`` in at most ``width`` cells, with "..." where it was cut."""
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, max(0, width - 3)).rstrip() + "..."[: max(0, width)]
