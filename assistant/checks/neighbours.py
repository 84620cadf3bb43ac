"""Reports of several agencies held against each other: which are too alike."""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from assistant.checks.examination import Examination
from assistant.checks.model import Likeness
from assistant.language.passage import Passage
from assistant.language.similarity import Sketch, Wording, names_of
from assistant.language.words import pattern

TOO_ALIKE = 0.5
"""The share of runs (Dice) from which two texts are taken for one. Real reports of one county share up to a quarter."""

_LEAST = 150
"""Runs below which a text is too short to tell whose words it is in."""
_MARGIN = 0.15
"""How far a sketch may be off, with room to spare."""
_NEAREST = 3
"""Reports that are shown with what they share; the others are named."""
_COMPARED = ("overview", "problems")
_LONGEST = 20_000
"""Characters of a report that are compared; a real one has about 2,000."""
_AT_HAND = 64
_SENTENCE = re.compile("[^。；]+[。；]?")


@dataclass(frozen=True)
class Prose:
    """What is kept of a report in order to hold it against others, about 2 KB.

    ``agency`` is "" when unknown. Kept are the paragraphs of sections one and five but for the sentences that say
    that nothing came, for which there is one way to put it.
    """

    agency: str
    sketch: Sketch
    packed: bytes

    def paragraphs(self) -> list[tuple[str, str, str]]:
        """The section, key and text of each paragraph, or of each piece of one."""
        return [(section, key, text) for section, key, text in json.loads(zlib.decompress(self.packed))]


def prose(examination: Examination) -> Prose:
    """The prose of a report, ready to be held against that of others."""
    kept, room = list[tuple[str, str, str]](), _LONGEST
    for passage in examination.passages:
        if passage.section in _COMPARED and not passage.pending:
            for text in _said(examination, passage):
                kept.append((passage.section, passage.key, text[:room]))
                room = max(0, room - len(text))
    agency = "".join(examination.document.agency.split())
    packed = zlib.compress(json.dumps(kept, ensure_ascii=False).encode())
    return Prose(agency, _wording(agency, packed).sketch(), packed)


def _said(examination: Examination, passage: Passage) -> Iterator[str]:
    """A paragraph without its heading, in the pieces between the sentences that only tell that there was none."""
    statements = [statement for statement in examination.statements if statement.passage is passage]
    something = [statement.quote for statement in statements if statement.value]
    nothing = [statement.quote for statement in statements if not statement.value]
    sentences = _SENTENCE.findall(passage.text[len(passage.heading) :])
    for told, piece in groupby(sentences, lambda text: _holds(text, something) or not _holds(text, nothing)):
        if told:
            yield "".join(piece)


def _holds(sentence: str, quotes: list[str]) -> bool:
    return any(quote in sentence for quote in quotes)


def neighbours(reports: Sequence[Prose]) -> list[list[Likeness]]:
    """For each report those that are too alike, the nearest first.

    Versions of one agency's report, of the same year or of another, are not held against each other; nor is a report
    whose agency is unknown.
    """
    return likenesses(reports, pairs(reports))


def likenesses(reports: Sequence[Prose], alike: Sequence[Pair]) -> list[list[Likeness]]:
    """As :func:`neighbours`, where the pairs that are too alike are known."""
    found: list[list[tuple[float, int]]] = [[] for _ in reports]
    for one, other, share in alike:
        found[one].append((share, other))
        found[other].append((share, one))
    return [
        [
            _likeness(report, reports[other], named=place >= _NEAREST)
            for place, (_, other) in enumerate(sorted(alike, key=lambda pair: (-pair[0], pair[1])))
        ]
        for report, alike in zip(reports, found, strict=True)
    ]


class Pair(NamedTuple):
    """Two reports that are too alike, by their places, and about the share of runs that they have in common (Dice)."""

    one: int
    other: int
    share: float


def pairs(reports: Sequence[Prose]) -> list[Pair]:
    """The pairs that are too alike, by place."""
    return [Pair(*pair) for pair in _pairs(reports)]


def shared(one: Prose, other: Prose) -> Likeness:
    """How ``other`` is like ``one``, as :func:`neighbours` tells it of the nearest."""
    return _likeness(one, other, named=False)


def _pairs(reports: Sequence[Prose]) -> Iterator[tuple[int, int, float]]:
    """The pairs that are too alike. What the sketches tell beyond doubt is not looked at again."""
    able = [place for place, report in enumerate(reports) if report.agency and report.sketch.size >= _LEAST]
    for position, one in enumerate(able):
        for other in able[position + 1 :]:
            share = reports[one].sketch.likeness(reports[other].sketch)
            if share < TOO_ALIKE - _MARGIN or _same_agency(reports[one].agency, reports[other].agency):
                continue
            if share < TOO_ALIKE + _MARGIN:
                share = _of(reports[one]).share(_of(reports[other]))
            if share >= TOO_ALIKE:
                yield one, other, share


def _likeness(report: Prose, other: Prose, *, named: bool) -> Likeness:
    if named:
        return Likeness(other.agency)
    wording, same = _of(report), _of(other)
    number, passage = wording.shared_passage(same)
    section, key, _ = report.paragraphs()[number]
    return Likeness(other.agency, round(wording.share(same) * 100), section, key, passage)


def _same_agency(one: str, other: str) -> bool:
    """Whether two names may be of one agency: one may leave out the county and what kind of office it is."""
    short, long = sorted((pattern("agency.ending").sub("", name) for name in (one, other)), key=len)
    return long.endswith(short)


def _of(report: Prose) -> Wording:
    return _wording(report.agency, report.packed)


@lru_cache(_AT_HAND)
def _wording(agency: str, packed: bytes) -> Wording:
    texts = [text for _, _, text in json.loads(zlib.decompress(packed))]
    return Wording(texts, names_of(agency))
