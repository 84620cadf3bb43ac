"""The lines of two reports aligned: which is which, where one was moved, and which words of it were changed."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from difflib import Match, SequenceMatcher

from assistant.comparison.model import Line, Piece, TextPair
from assistant.document import Document, FigureTable, Heading
from assistant.language.similarity import likeness, without_years

_LIKE = 0.4
"""From this likeness on two lines are taken for one that was changed."""
_NEAR = 0.15
"""What it counts for that two lines stand in the same place: under the same heading, in the same part."""
_COMPARED = 600
"""Characters of a line by which it is recognised."""
_PAIRS = 10_000
"""Pairs of lines that are compared; beyond, only lines at about the same place of the same part are."""
_WINDOW = 5
_CELLS = 4_000_000
"""Pairs of signs beyond which the changed words of a line are not looked for."""
_SIGN = re.compile(r"\d+(?:\.\d+)?%?|[A-Za-z]+|\s+|.", re.DOTALL)
_FIGURE = re.compile(r"\d+(?:\.\d+)?")
_LEAST = 2
"""Signs that a common piece between two changes has at least; less of it only makes a line hard to read."""


def lines_of(document: Document) -> list[Line]:
    """What a report prints but for its tables: title, preface, headings and paragraphs, signature."""
    found = [Line("title", "title", document.title, True)]
    found += [Line("preface", part.key, part.text) for part in document.preface]
    for section in document.sections:
        found.append(Line(section.key, section.key, section.heading, True))
        for block in section.blocks:
            if not isinstance(block, FigureTable):
                found.append(Line(section.key, block.key, block.text, isinstance(block, Heading)))
    signature = document.signature
    found += [Line("signature", "signature", text) for text in (signature.agency, signature.date_text)]
    return [line for line in found if line.text.strip()]


def aligned(older: Sequence[Line], newer: Sequence[Line]) -> list[TextPair]:
    """All lines in the order of the newer report; a dropped one stands behind the line that it followed."""
    partner = _partners(older, newer)
    kept = _in_order([partner[place] for place in sorted(partner)])
    pairs = {place: _pair(older[before], newer[place], before not in kept) for place, before in partner.items()}
    taken = set(partner.values())
    behind: dict[int, list[TextPair]] = defaultdict(list)
    stays = {before: place for place, before in partner.items() if before in kept}
    place = -1
    for number, line in enumerate(older):
        place = stays.get(number, place)
        if number not in taken:
            behind[place].append(TextPair("dropped", line, None, pieces_before=(Piece(line.text, False),)))
    found = list(behind[-1])
    for number, line in enumerate(newer):
        found.append(pairs.get(number) or TextPair("new", None, line, pieces_after=(Piece(line.text, False),)))
        found += behind[number]
    return found


def flat(text: str) -> str:
    """A text without white space: where lines break is layout."""
    return "".join(text.split())


def _partners(older: Sequence[Line], newer: Sequence[Line]) -> dict[int, int]:
    """The line of the older report for each of the newer one, by their places: first equal ones, then the likest."""
    partner: dict[int, int] = {}
    for by_part in (True, False):
        waiting: dict[tuple[str, bool, str], deque[int]] = defaultdict(deque)
        taken = set(partner.values())
        for place, line in enumerate(older):
            if place not in taken:
                waiting[_same(line, by_part)].append(place)
        for place, line in enumerate(newer):
            if place not in partner and waiting[_same(line, by_part)]:
                partner[place] = waiting[_same(line, by_part)].popleft()
    left = [place for place in range(len(older)) if place not in set(partner.values())]
    right = [place for place in range(len(newer)) if place not in partner]
    used: set[int] = set()
    for _, before, place in sorted(_candidates(older, newer, left, right)):
        if before not in used and place not in partner:
            partner[place] = before
            used.add(before)
    return partner


def _same(line: Line, by_part: bool) -> tuple[str, bool, str]:
    return (line.section if by_part else "", line.heading, flat(line.text))


def _candidates(
    older: Sequence[Line], newer: Sequence[Line], left: Sequence[int], right: Sequence[int]
) -> Iterator[tuple[tuple[float, int], int, int]]:
    """What may be one line, changed: ((minus how like, how far apart), place in the older, place in the newer)."""
    everything = len(left) * len(right) <= _PAIRS
    shapes = [
        {place: _words(lines[place].text) for place in places} for lines, places in ((older, left), (newer, right))
    ]
    for rank, before in enumerate(left):
        for other, after in enumerate(right):
            first, second = older[before], newer[after]
            together = first.section == second.section
            if first.heading != second.heading or not (everything or (together and abs(rank - other) <= _WINDOW)):
                continue
            if first.heading and not together:
                continue
            near = _NEAR * (together and _place(first) == _place(second))
            like = likeness(shapes[0][before], shapes[1][after]) + near
            if like >= _LIKE or _stands_alone(first, second):
                yield (-like, abs(rank - other)), before, after


def _stands_alone(first: Line, second: Line) -> bool:
    """Whether each report has one line of the kind: title, heading of a part."""
    return first.heading and first.key == second.key == first.section


def _place(line: Line) -> str:
    """The key without the number that tells the paragraphs under one heading apart."""
    return line.key.rstrip("0123456789.")


def _words(text: str) -> str:
    return _FIGURE.sub("", without_years(text[:_COMPARED]))


def _in_order(places: Sequence[int]) -> set[int]:
    """The most of ``places`` that stand in ascending order: those were not moved."""
    ends: list[int] = []
    holders: list[int] = []
    before: list[int] = []
    for number, place in enumerate(places):
        length = bisect_left(ends, place)
        before.append(holders[length - 1] if length else -1)
        ends[length : length + 1] = [place]
        holders[length : length + 1] = [number]
    kept: set[int] = set()
    number = holders[-1] if holders else -1
    while number >= 0:
        kept.add(places[number])
        number = before[number]
    return kept


def _pair(before: Line, after: Line, moved: bool) -> TextPair:
    moved = moved or before.section != after.section
    if flat(before.text) == flat(after.text):
        whole = ((Piece(before.text, True),), (Piece(after.text, True),))
        return TextPair("moved" if moved else "unchanged", before, after, moved, False, *whole)
    same_words = _FIGURE.sub("#", flat(before.text)) == _FIGURE.sub("#", flat(after.text))
    return TextPair("changed", before, after, moved, same_words, *marked(before.text, after.text))


def marked(before: str, after: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Both texts in pieces: what they have in common, and what only one of them has. Figures and words stay whole."""
    first, second = _SIGN.findall(before), _SIGN.findall(after)
    if len(first) * len(second) > _CELLS:
        return (Piece(before, False),), (Piece(after, False),)
    blocks = SequenceMatcher(None, first, second, autojunk=False).get_matching_blocks()
    kept = [block for block in blocks if _telling(block, first, second)]
    sides: tuple[list[Piece], list[Piece]] = ([], [])
    ends = (0, 0)
    for block in [*kept, blocks[-1]]:
        for side, signs, start, end in zip(sides, (first, second), ends, (block.a, block.b), strict=True):
            side.extend([Piece("".join(signs[start:end]), False)] if end > start else [])
            side.extend([Piece("".join(signs[end : end + block.size]), True)] if block.size else [])
        ends = (block.a + block.size, block.b + block.size)
    return tuple(sides[0]), tuple(sides[1])


def _telling(block: Match, first: Sequence[str], second: Sequence[str]) -> bool:
    """Whether a common piece is more than a sign that stands in both by chance."""
    if not block.size or block.size >= _LEAST or len(first[block.a].strip()) > 1:
        return block.size > 0
    at_start = block.a == block.b == 0
    return at_start or (block.a + block.size == len(first) and block.b + block.size == len(second))
