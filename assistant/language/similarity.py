"""How alike two pieces of prose are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple
from zlib import crc32

from assistant.language.agency import agency_parts
from assistant.language.words import pattern, words

RUN = 8
"""Characters of a run: the shortest piece of wording that two texts are taken to share."""

_BINS = 512


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


def names_of(agency: str) -> tuple[str, ...]:
    """What may stand for an agency in its text, the longest first: its name, and each place or office named in it."""
    ends = [0]
    for part in agency_parts(agency):
        ends.append(ends[-1] + len(part))
    pieces = {agency[start:end] for place, start in enumerate(ends) for end in ends[place + 1 :]}
    bare = {pattern("agency.unit").sub("", piece) for piece in pieces}
    names = {name for name in pieces | bare if len(name) > 1 and name not in words("agency.offices")}
    return tuple(sorted(names, key=lambda name: (-len(name), name)))


class Wording:
    """The words of a text without what differs in a copy: figures, names, self-words and punctuation are left out.

    ``paragraphs`` are taken one by one: no run goes from one into the next.
    """

    def __init__(self, paragraphs: Iterable[str], names: Iterable[str] = ()) -> None:
        left_out = re.compile("|".join([*map(re.escape, names), pattern("similarity.self_words").pattern]))
        self._paragraphs = [(text, list(_kept(text, left_out))) for text in paragraphs]

    @cached_property
    def runs(self) -> frozenset[int]:
        """All runs of :data:`RUN` characters, as hashes that are the same in every process."""
        return frozenset(run for runs in self._runs for run in runs)

    @cached_property
    def _runs(self) -> list[list[int]]:
        return [list(_hashes("".join(text[place] for place in kept))) for text, kept in self._paragraphs]

    def share(self, other: Wording) -> float:
        """The share of runs that two texts have in common, 0 to 1 (Dice)."""
        total = len(self.runs) + len(other.runs)
        return 2 * len(self.runs & other.runs) / total if total else 0.0

    def repeated_from(self, other: Wording) -> float:
        """The share of this text's runs that stand in ``other``, too, 0 to 1."""
        return len(self.runs & other.runs) / len(self.runs) if self.runs else 0.0

    def shared_passage(self, other: Wording) -> tuple[int, str]:
        """The longest piece whose runs all stand in ``other`` too: the number of its paragraph, and as it is printed.

        (0, "") when nothing is shared.
        """
        best = (0, 0, 0)
        for number, runs in enumerate(self._runs):
            length = 0
            for place, run in enumerate(runs):
                length = length + 1 if run in other.runs else 0
                if length > best[0]:
                    best = (length, number, place)
        length, number, last = best
        if not length:
            return 0, ""
        text, kept = self._paragraphs[number]
        return number, text[kept[last - length + 1] : kept[last + RUN - 1] + 1]

    def sketch(self) -> Sketch:
        """What is kept of the text in order to tell from many which may be alike."""
        least: dict[int, int] = {}
        for run in self.runs:
            place, value = run % _BINS, run // _BINS
            if value < least.get(place, value + 1):
                least[place] = value
        filled = sum(1 << place for place in least)
        return Sketch(filled, sum(1 << place for place, value in least.items() if value & 1), len(self.runs))


class Sketch(NamedTuple):
    """A text in 128 bytes: one-permutation min-hashing, one bit for each bin.

    ``filled`` tells which bins hold a run, ``bits`` the lowest bit of the least run in each; ``size`` is the
    number of runs. Source: Li, Owen, Zhang, One Permutation Hashing (2012); Li, König, b-Bit Minwise Hashing (2010).
    """

    filled: int
    bits: int
    size: int

    def likeness(self, other: Sketch) -> float:
        """About the share of runs that two texts have in common (Dice); off by 0.1 at most for nearly all pairs."""
        both = self.filled & other.filled
        different = (both & (self.bits ^ other.bits)).bit_count()
        # Bins that differ disagree in half of the cases.
        same = both.bit_count() - 2 * different
        either = (self.filled | other.filled).bit_count()
        common = max(same, 0) / either if either else 0.0
        return 2 * common / (1 + common)


def _kept(text: str, left_out: re.Pattern[str]) -> Iterator[int]:
    """The places of the characters that count."""
    end = 0
    for match in left_out.finditer(text):
        yield from (place for place in range(end, match.start()) if _counts(text[place]))
        end = match.end()
    yield from (place for place in range(end, len(text)) if _counts(text[place]))


def _counts(character: str) -> bool:
    return character.isalpha() and not character.isascii() and character not in words("similarity.numerals")


def _hashes(text: str) -> Iterator[int]:
    data = text.encode("utf-32-le")
    wide = RUN * 4
    return (crc32(data[start : start + wide]) for start in range(0, len(data) - wide + 1, 4))


def _pairs(text: str) -> Counter[str]:
    letters = [character for character in text if character.isalnum()]
    return Counter(one + two for one, two in pairwise(letters))
