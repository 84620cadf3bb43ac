"""Who signed and when: the last lines of a report."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from assistant.document import Signature
from assistant.reading.bounds import MAX_HEADING
from assistant.reading.recognise.vocabulary import fold, fold_with_places, vocabulary
from assistant.reading.stream import Line
from assistant.standard import guess_kind

_REACH = 3
"""Lines between the agency and the date under it, at most."""


class Signed(NamedTuple):
    """A signature and the lines (from, to) it takes."""

    signature: Signature
    start: int
    end: int


NOT_SIGNED = Signature("", "", None)


def find_signature(lines: Sequence[Line], agency: str) -> Signed | None:
    """The last signature among some lines. ``agency``: the name in the title, which a signature may repeat."""
    marked = _marked(lines)
    if marked is not None:
        return marked
    for place in range(len(lines) - 1, -1, -1):
        found = _date_line(lines[place].text)
        if found is None:
            continue
        before, date_text, day = found
        if before:
            return Signed(Signature(before, date_text, day), place, place + 1)
        start, name = _name_above(lines, place, agency)
        return Signed(Signature(name, date_text, day), start, place + 1)
    return _undated(lines, agency)


def _marked(lines: Sequence[Line]) -> Signed | None:
    """A signature that the file itself marks by its styles."""
    signed = [place for place, line in enumerate(lines) if line.mark == "signature"]
    dated = [place for place, line in enumerate(lines) if line.mark == "date"]
    if not signed and not dated:
        return None
    # A long name may be printed on several lines of its paragraph.
    name = lines[signed[-1]].text.replace("\n", "") if signed else ""
    text = lines[dated[-1]].text if dated else ""
    places = [*signed[-1:], *dated[-1:]]
    return Signed(Signature(name, text, read_date(text)), min(places), max(places) + 1)


def _name_above(lines: Sequence[Line], place: int, agency: str) -> tuple[int, str]:
    """The agency's line over the date's, and where it stands; the date's own place without one."""
    for above in range(place - 1, max(place - 1 - _REACH, -1), -1):
        name = _name_line(lines[above].text, agency)
        if name:
            return above, name
    return place, ""


def _undated(lines: Sequence[Line], agency: str) -> Signed | None:
    """The agency alone in the last line."""
    if not lines or len(lines) < 2:
        return None
    last = len(lines) - 1
    name = _name_line(lines[last].text, agency)
    folded = fold(name)
    if name and (guess_kind(folded) or folded == fold(agency)):
        return Signed(Signature(name, "", None), last, last + 1)
    return None


def _name_line(text: str, agency: str) -> str:
    """The agency that a line consists of, or ""."""
    folded = fold_with_places(text)
    if not 1 < len(folded.text) <= MAX_HEADING:
        return ""
    start, end = _without_frame(folded.text)
    name = folded.text[start:end]
    if vocabulary().signature_never.search(name):
        return ""
    known = guess_kind(name) or name == fold(agency) or (len(name) > 1 and name in fold(agency))
    return folded.original(start, end) if known else ""


def _date_line(text: str) -> tuple[str, str, date | None] | None:
    """The agency before the date, the date as printed and the day, when a line ends with a date.

    What stands before the date must be nothing or an agency.
    """
    if len(text) > MAX_HEADING * 2:
        return None
    folded = fold_with_places(text)
    _, end = _without_frame(folded.text)
    for pattern in vocabulary().dates:
        for match in pattern.finditer(folded.text, 0, end):
            if match.end() != end:
                continue
            start, before_end = _without_frame(folded.text[: match.start()])
            before = folded.original(start, before_end)
            if before and not _name_line(before, ""):
                return None
            return before, folded.original(match.start(), match.end()), _day(match)
    return None


def _without_frame(folded: str) -> tuple[int, int]:
    """Where a line's own words begin and end, labels (日期：) and a seal's mark left away."""
    around = vocabulary().signature_around
    start = end = None
    for match in around.finditer(folded):
        if match.start() == 0 and start is None:
            start = match.end()
        elif match.end() == len(folded) and match.start() < match.end():
            end = match.start()
    return start or 0, len(folded) if end is None else end


def read_date(text: str) -> date | None:
    """The day that a text names, None when it names none."""
    folded = fold(text)
    for pattern in vocabulary().dates:
        match = pattern.search(folded)
        if match:
            return _day(match)
    return None


def _day(match: re.Match[str]) -> date | None:
    parts = match.groupdict()
    if "day" not in parts:
        return None
    try:
        return date(_year(parts["year"]), _number(parts["month"]), _number(parts["day"]))
    except ValueError:
        return None


def _year(text: str) -> int:
    return int("".join(str(vocabulary().date_numerals.get(character, character)) for character in text))


def _number(text: str) -> int:
    """A number up to 31 in Arabic or Chinese numerals: 12, 十二, 二十三, 廿三."""
    if text.isascii():
        return int(text)
    values = vocabulary().date_numerals
    tens, ones, seen = 0, 0, 0
    for character in text:
        if character in "十廿卅":
            tens += {"十": seen or 1, "廿": 2, "卅": 3}[character]
            ones = 0
        else:
            seen = ones = values[character]
    return tens * 10 + ones
