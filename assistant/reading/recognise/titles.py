"""Title, agency and report year, wherever they stand before the first section."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from assistant.reading.bounds import MAX_HEADING
from assistant.reading.recognise.vocabulary import fold, fold_passage, fold_with_places, vocabulary
from assistant.reading.stream import Line
from assistant.standard import guess_kind

_WINDOW = 3
"""Lines that one title may be set in."""

_SHARED = 2
"""Characters (政府) that both the agency's name and the words behind it need and a title prints once."""

_DIGITS = str.maketrans("〇○零O一二三四五六七八九", "0000123456789")


class Title(NamedTuple):
    """A title as printed, the agency and year it names, and the lines (from, to) it takes."""

    text: str
    agency: str
    year: int | None
    start: int
    end: int


def find_title(lines: Sequence[Line]) -> Title | None:
    """The title among the lines before the first section, None when there is none."""
    marked = _marked(lines)
    if marked is not None and marked.agency:
        return marked
    candidates = [
        title
        for start in range(len(lines))
        for end in range(start + 1, min(start + _WINDOW, len(lines)) + 1)
        if (title := _candidate(lines, start, end)) is not None
    ]
    return max(candidates, key=_worth, default=marked or _slip(lines))


def _slip(lines: Sequence[Line]) -> Title | None:
    """The last short line that speaks of the matter and of a year: a title with a slip in its words."""
    words = vocabulary().title
    for place in range(len(lines) - 1, -1, -1):
        folded = fold(lines[place].text) if len(lines[place].text) <= MAX_HEADING else ""
        if folded and words["slip"].search(folded) and not words["never"].search(folded):
            found = words["year"].search(folded)
            year = int(found["year"].translate(_DIGITS)) if found else None
            agency = _strip(folded[: found.start()], words["decoration"]) if found else ""
            return Title(lines[place].text, _as_printed(lines[place].text, agency), year, place, place + 1)
    return None


def _marked(lines: Sequence[Line]) -> Title | None:
    """The first lines that the file itself marks as title, whatever they say."""
    first = next((place for place, line in enumerate(lines) if line.mark == "title"), None)
    if first is None:
        return None
    last = first
    while last + 1 < len(lines) and lines[last + 1].mark == "title":
        last += 1
    text = "".join(line.text.replace("\n", "") for line in lines[first : last + 1])
    agency, year = read_title(text) or ("", None)
    return Title(text, agency, year, first, last + 1)


def _worth(title: Title) -> tuple[bool, bool, bool, int, int]:
    """What speaks for a candidate: an agency of a known kind, a year, few lines, nearness to the text."""
    return (
        guess_kind(fold(title.agency)) != "",
        title.year is not None,
        bool(title.agency),
        title.start - title.end,
        title.start,
    )


def _candidate(lines: Sequence[Line], start: int, end: int) -> Title | None:
    pieces = [piece for line in lines[start:end] for piece in line.text.split("\n")]
    if any(len(piece) > MAX_HEADING * 2 or vocabulary().title["never"].search(fold(piece)) for piece in pieces):
        return None
    text = "".join(piece.strip() for piece in pieces)
    found = read_title(text)
    return None if found is None else Title(text, *found, start, end)


def read_title(text: str) -> tuple[str, int | None] | None:
    """The agency and the year that a title names, None when the text is no title of a report."""
    words = vocabulary().title
    folded = fold_with_places(text)
    name = _strip(folded.text, words["decoration"])
    year = None
    found = words["year"].search(name)
    if found:
        year = int(found["year"].translate(_DIGITS))
        # The year may stand in front of the agency and behind it.
        name = _strip(words["year"].sub("", name), words["decoration"])
    tail = words["tail"].search(name)
    if tail is None:
        return None
    agency = _strip(name[: tail.start()], words["filler"])
    if words["tail"].search(agency):
        # A running title and the title under it.
        return None
    if words["shared"].search(agency):
        agency = f"{agency}{tail[0][:_SHARED]}"
    return _as_printed(text, agency), year


def named_in_page(name: str) -> Title | None:
    """The title that the title of a web page holds, beside the name of the site; None when it holds none."""
    parts = vocabulary().title["parted"].split(name)
    named = [Title(part.strip(), *found, 0, 0) for part in parts if (found := read_title(part)) is not None]
    return max(named, key=_worth, default=None)


def named_in_text(texts: Iterable[str]) -> str:
    """The agency whose report the texts say that this is (现公布某县财政局2024年政府信息公开工作年度报告), or "".

    Else the one that a text opens with as the one that wrote it.
    """
    words, sentences = vocabulary().title, [folded for text in texts for folded in [fold_passage(text[:_FRONT])]]
    for pattern in (words["cited"], words["author"]):
        for folded in sentences:
            for match in pattern.finditer(folded):
                agency = words["before_name"].split(match["agency"])[-1]
                if guess_kind(agency) and not words["no_place"].match(agency):
                    return agency
    return ""


_FRONT = 600
"""Characters of a paragraph in which the agency is named."""


def _as_printed(text: str, agency: str) -> str:
    """The agency in the characters of the title, which folding may have changed."""
    folded = fold_with_places(text)
    start = folded.text.find(agency) if agency else -1
    return folded.original(start, start + len(agency)) if start >= 0 else agency


def _strip(text: str, pattern: re.Pattern[str]) -> str:
    previous = None
    while previous != text:
        previous, text = text, pattern.sub("", text)
    return text
