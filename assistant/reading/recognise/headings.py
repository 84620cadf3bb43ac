"""Headings: the numeral a line opens with, where its heading ends, and which section or aspect it means."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from assistant.reading.bounds import MAX_HEADING, MAX_REMEMBERED
from assistant.reading.recognise.vocabulary import Folded, fold, fold_passage, fold_with_places, vocabulary
from assistant.reading.tables.labels import likeness
from assistant.standard import Standard, formats

_LOOK = MAX_HEADING + 30
"""Characters at the start of a line in which a heading must end (numeral and white space included)."""

_OPENING, _NUMERAL = 24, 12
"""Characters of a line, and folded ones among them, in which a numeral and what must follow it have room."""

_REMEMBERED = 256
"""Lines whose headings are kept: each line of a report is looked at several times in a row."""

_NEARLY = 0.8
"""How alike a section's printed title and the format's must be where no wording fits."""

_PAGE_NUMBER = re.compile(r"[.·…_-]*\d{0,3}$")
"""What a line of a table of contents ends with."""


class Numeral(NamedTuple):
    """A printed numeral: its depth (1 for 一、), its number, and where it ends in the folded text."""

    level: int
    ordinal: int
    end: int


NO_NUMERAL = Numeral(0, 0, 0)


class Head(NamedTuple):
    """One way to take the start of a line as a heading.

    ``text`` as printed with its numeral, ``name`` folded without it, ``rest`` the sentence behind
    it; ``closed``: a full stop, a colon or the line's end marks where the heading ends; ``whole``:
    it is all of the line.
    """

    text: str
    name: str
    numeral: Numeral
    rest: str
    closed: bool
    whole: bool = False


def heads(text: str) -> tuple[Head, ...]:
    """All ways to take the start of a line as a heading, the surest first."""
    return _remembered(text) if len(text) <= MAX_REMEMBERED else tuple(_heads(text))


def is_sentence(text: str) -> bool:
    """Whether a line surely neither is nor begins with a heading: too long for one, and no numeral opens it.

    Most lines are such, and need no closer look.
    """
    opening = fold_passage(text[:_OPENING]) if len(text) > _LOOK else ""
    return len(opening) > _NUMERAL and _numeral(opening) is NO_NUMERAL


@lru_cache(maxsize=_REMEMBERED)
def _remembered(text: str) -> tuple[Head, ...]:
    return tuple(_heads(text))


def _heads(text: str) -> Iterator[Head]:
    folded = fold_with_places(text[:_LOOK])
    numeral = _numeral(folded.text)
    whole = len(text) <= _LOOK and len(folded.text) - numeral.end <= MAX_HEADING
    if whole:
        yield Head(text.strip(), folded.text[numeral.end :], numeral, "", True, True)
    ends = [(end, True) for end in _stops(folded, numeral)]
    if numeral.level or not (whole or ends):
        # A line without a numeral is no heading up to a comma: most lines are sentences full of them.
        ends += [(end, False) for end in _breaks(folded, numeral)]
    for end, closed in ends:
        if numeral.end < end < len(folded.text) or (closed and end < len(folded.text)):
            rest = text[folded.places[end] :].strip()
            if closed:
                rest = text[folded.places[end] + 1 :].strip()
            yield Head(folded.original(0, end), folded.text[numeral.end : end], numeral, rest, closed)


def _stops(folded: Folded, numeral: Numeral) -> Iterator[int]:
    """Where the first full stop or colon ends the heading."""
    found = vocabulary().heading_stops.search(folded.text, numeral.end + 1, numeral.end + MAX_HEADING + 1)
    if found:
        yield found.start()


def _breaks(folded: Folded, numeral: Numeral) -> Iterator[int]:
    """Where white space or a comma may end the heading."""
    text, places = folded.text, folded.places
    for place in range(numeral.end + 2, min(len(text), numeral.end + MAX_HEADING + 1)):
        if text[place] == "," or places[place] - places[place - 1] > 1:
            yield place


@cache
def _numerals() -> dict[str, int]:
    digits = vocabulary().numerals
    named = {digit: place for place, digit in enumerate(digits, start=1)}
    ten = digits[-1]
    return named | {f"{ten}{digit}": 10 + place for place, digit in enumerate(digits[:-1], start=1)}


def _numeral(folded: str) -> Numeral:
    for numbering in vocabulary().numbering:
        match = numbering.pattern.match(folded)
        if match:
            digits = next((group for group in match.groups() if group), "")
            ordinal = int(digits) if digits.isascii() and digits.isdigit() else _numerals().get(digits, 0)
            return Numeral(numbering.level, ordinal, match.end())
    return NO_NUMERAL


def section_of(name: str) -> str:
    """The key of the section that a heading (folded, without its numeral) means, or ""."""
    return _section_of(_PAGE_NUMBER.sub("", name), formats())


@lru_cache(maxsize=_REMEMBERED)
def _section_of(name: str, known: tuple[Standard, ...]) -> str:
    titles = _section_titles(known)
    if name in titles:
        return titles[name]
    for meaning in vocabulary().sections:
        if any(pattern.fullmatch(name) for pattern in meaning.patterns):
            return meaning.key
    best = max(titles, key=lambda title: likeness(name, title))
    return titles[best] if likeness(name, best) >= _NEARLY else ""


def is_statutory(name: str) -> bool:
    """Whether a heading is a section title of the format word for word, numeral and spacing aside."""
    return _PAGE_NUMBER.sub("", name) in _section_titles(formats())


@cache
def _section_titles(known: tuple[Standard, ...]) -> dict[str, str]:
    """The sections of all known formats; of two with one title the newest format's."""
    return {fold(section.title): section.key for one in reversed(known) for section in one.sections}


def aspect_of(section: str, name: str) -> str:
    """The key of the aspect of ``section`` that a heading means, or ""."""
    for meaning in vocabulary().aspects:
        if meaning.section == section and any(pattern.search(name) for pattern in meaning.patterns):
            return meaning.key
    return ""


def is_aspect_title(section: str, name: str) -> bool:
    """Whether a heading is an aspect's title with nothing but an ending (情况, 方面 …) added."""
    endings = vocabulary().aspect_ending
    titles = _aspect_titles(section, formats())
    return name in titles or endings.sub("", name) in titles


@cache
def _aspect_titles(section: str, known: tuple[Standard, ...]) -> frozenset[str]:
    sections = (item for one in known for item in one.sections if item.key == section)
    return frozenset(fold(aspect.title) for item in sections for aspect in item.aspects)


def looks_like_heading(head: Head) -> bool:
    """Whether a whole line has the build of a heading: short, no sentence, not an item of a list."""
    return not head.rest and 1 < len(head.name) <= MAX_HEADING and not vocabulary().heading_never.search(head.name)
