"""The word lists of ``vocabulary.toml``, compiled once."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from assistant.reading.bounds import MAX_LABEL

_FILE = Path(__file__).with_name("vocabulary.toml")


class Meaning(NamedTuple):
    """The wordings that mean one section, or one aspect of a section."""

    section: str
    key: str
    patterns: tuple[re.Pattern[str], ...]


class Numbering(NamedTuple):
    """A printed numeral and the depth it stands for."""

    level: int
    pattern: re.Pattern[str]


class Vocabulary(NamedTuple):
    """All word lists; what each means is said beside it in the data file."""

    folding: dict[int, str | None]
    folded: re.Pattern[str]
    dropped: re.Pattern[str]
    title: dict[str, re.Pattern[str]]
    short_name: re.Pattern[str]
    contents: frozenset[str]
    preface: tuple[re.Pattern[str], ...]
    period: re.Pattern[str]
    reported: re.Pattern[str]
    contact: re.Pattern[str]
    numbering: tuple[Numbering, ...]
    numerals: str
    heading_stops: re.Pattern[str]
    heading_never: re.Pattern[str]
    aspect_ending: re.Pattern[str]
    sections: tuple[Meaning, ...]
    aspects: tuple[Meaning, ...]
    fees: re.Pattern[str]
    former: re.Pattern[str]
    problem_enumerator: re.Pattern[str]
    problem_turn: re.Pattern[str]
    problem_again: re.Pattern[str]
    problem_closing: re.Pattern[str]
    dates: tuple[re.Pattern[str], ...]
    date_numerals: dict[str, int]
    signature_around: re.Pattern[str]
    signature_never: re.Pattern[str]
    traces: tuple[re.Pattern[str], ...]
    noise: re.Pattern[str]
    browser_furniture: re.Pattern[str]
    footer: re.Pattern[str]
    number: re.Pattern[str]
    strokes: frozenset[str]
    label_year: re.Pattern[str]
    label_note: re.Pattern[str]
    label_numeral: re.Pattern[str]
    label_remark: re.Pattern[str]
    tables: dict[str, dict[str, dict[str, Any]]]
    fingerprints: tuple[str, ...]


@cache
def vocabulary() -> Vocabulary:
    """The word lists, loaded once."""
    data = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    headings, signature, noise, tables = data["numbering"], data["signature"], data["noise"], data["tables"]
    folding = _folding(data["folding"])
    return Vocabulary(
        folding=folding,
        folded=re.compile(f"[{re.escape(''.join(map(chr, folding)))}]"),
        dropped=re.compile(f"[{data['folding']['dropped']}]"),
        title={key: re.compile(pattern) for key, pattern in data["title"].items()},
        short_name=re.compile(data["title"]["short_name"]),
        contents=frozenset(data["contents"]["titles"]),
        preface=_compile(data["preface"]["marks"]),
        period=re.compile(data["preface"]["period"]),
        reported=re.compile(data["preface"]["reported"]),
        contact=re.compile(data["preface"]["contact"]),
        numbering=tuple(Numbering(item["level"], re.compile(item["pattern"])) for item in headings["levels"]),
        numerals=headings["numerals"],
        heading_stops=re.compile(f"[{headings['stops']}]"),
        heading_never=re.compile(headings["never"]),
        aspect_ending=re.compile(headings["aspect_ending"]),
        sections=tuple(Meaning("", item["key"], _compile(item["patterns"])) for item in data["section"]),
        aspects=tuple(Meaning(item["section"], item["key"], _compile(item["patterns"])) for item in data["aspect"]),
        former=re.compile(data["former"]["words"]),
        fees=re.compile(data["fees"]["words"]),
        **{f"problem_{name}": re.compile(pattern) for name, pattern in data["problems"].items() if name in _PROBLEMS},
        dates=_compile(signature["dates"]),
        date_numerals=signature["numerals"],
        signature_around=re.compile(signature["around"]),
        signature_never=re.compile(signature["never"]),
        traces=_compile(noise["traces"]),
        noise=re.compile("|".join(noise["lines"])),
        **{name: re.compile(noise[name]) for name in ("browser_furniture", "footer")},
        number=re.compile(tables["number"]),
        strokes=frozenset(tables["strokes"]),
        **{f"label_{name}": re.compile(tables[name]) for name in ("year", "note", "numeral", "remark")},
        tables={key: tables[key] for key in ("T2", "T3", "T4")},
        fingerprints=tuple(tables["old_format"]["fingerprints"]),
    )


_PROBLEMS = ("enumerator", "turn", "again", "closing")


def _compile(patterns: list[str]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for pattern in patterns)


def _folding(data: dict[str, str]) -> dict[int, str | None]:
    table: dict[int, str | None] = {ord(mark): '"' for mark in data["quotes"]}
    table |= {ord(mark): None for mark in data["dropped"]}
    table |= {ord(old): new for old, new in zip(data["traditional"], data["simplified"], strict=True)}
    return table


class Folded(NamedTuple):
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
