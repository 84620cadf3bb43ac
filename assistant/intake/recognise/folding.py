"""Text made comparable: what two prints of the same words may differ in is folded away."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.intake.bounds import MAX_LABEL
from assistant.intake.recognise.vocabulary import vocabulary


@dataclass(frozen=True, slots=True)
class Folded:
    """``text`` folded, and for each of its characters the place in ``source`` it came from."""

    source: str
    text: str
    places: Sequence[int]

    def original(self, start: int, end: int) -> str:
        """What the source prints for ``text[start:end]``."""
        if start >= end:
            return ""
        return self.source[self.places[start] : self.places[end - 1] + 1].strip()

    def rest(self, start: int) -> str:
        """What the source prints from ``text[start]`` on."""
        return self.source[self.places[start] :].strip() if start < len(self.places) else ""


def fold_passage(text: str) -> str:
    """``text`` without white space, full-width forms, kinds of quotation marks and traditional characters."""
    flat = unicodedata.normalize("NFKC", text)
    if vocabulary().folded.search(flat):
        flat = flat.translate(vocabulary().folding)
    return "".join(flat.split())


fold = lru_cache(maxsize=4096)(fold_passage)
"""As :func:`fold_passage`, remembered: for labels and headings, which come again in every file."""


def fold_with_places(text: str) -> Folded:
    """As :func:`fold`, with the way back to the printed text."""
    folded = fold(text) if len(text) <= MAX_LABEL else fold_passage(text)
    if len(folded) == len(text) and len(text.split()) == 1 and not vocabulary().dropped.search(text):
        # Nothing was dropped, so nothing can have grown: each character folds to one.
        return Folded(text, folded, range(len(text)))
    characters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        for single in fold(character):
            characters.append(single)
            places.append(place)
    return Folded(text, "".join(characters), tuple(places))
