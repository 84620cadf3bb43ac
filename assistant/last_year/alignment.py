"""The text of a returned copy beside that of the draft: what stands in the place of which planned paragraph.

The copy's order is kept: whatever it prints between two paragraphs of the draft belongs to the one before it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cache
from typing import NamedTuple

from assistant.composing import paragraph_keys
from assistant.document import Block, Document, FigureTable, Heading, Paragraph, Section
from assistant.language.similarity import likeness
from assistant.last_year.placement import cleaned, planned_key

PREFACE, OTHER = "preface", "other"
_COMPARED = 600
"""Characters of a paragraph by which it is recognised."""
_PAIRS = 2_500
"""Pairs of paragraphs that are compared at most in one stretch; beyond, they are paired in their order."""
_SAME_HEADING = 0.5
_ANY = 0.001
"""What it is worth to pair two paragraphs that are nothing alike: one was written in the place of the other."""


class Renamed(NamedTuple):
    """A heading that the copy prints otherwise."""

    before: str
    after: str


@dataclass
class Alignment:
    """The printed texts by planned paragraph, of the draft and of the copy; a paragraph in neither is not there.

    ``headings`` by planned paragraph: under which heading it stands. ``renamed``: headings that the format or the
    templates print and that the copy prints otherwise ("" where it has none). ``homeless`` is text of the copy, by
    the heading of its section, for which a drafted report has no place. ``missing`` are the headings, by key, of the
    sections that the copy does not have, of whose text nothing is known.
    """

    ours: dict[str, list[str]] = field(default_factory=dict)
    theirs: dict[str, list[str]] = field(default_factory=dict)
    headings: dict[str, str] = field(default_factory=dict)
    renamed: list[Renamed] = field(default_factory=list)
    homeless: list[tuple[str, str]] = field(default_factory=list)
    missing: dict[str, str] = field(default_factory=dict)


class _Item(NamedTuple):
    """A printed line: ``key`` the planned paragraph that it is of, or that follows a heading of the draft."""

    text: str
    key: str = ""
    heading: str = ""

    @property
    def token(self) -> str:
        """Equal for lines that are the same."""
        return f"\0{self.heading}" if self.heading else flat(self.text)


def flat(text: str) -> str:
    """A text without white space: where lines break is layout."""
    return "".join(text.split())


def align(ours: Document, theirs: Document) -> Alignment:
    """The text of ``theirs``, a changed copy of ``ours``, under the planned paragraphs of ``ours``."""
    found = Alignment()
    _align(found, PREFACE, "", _items(ours.preface), _items(theirs.preface))
    known = {section.key: section for section in ours.sections}
    others: list[_Item] = []
    for section in theirs.sections:
        if section.key not in known:
            others += [_Item(section.heading), *_items(section.blocks)]
    for section in ours.sections:
        copies = [copy for copy in theirs.sections if copy.key == section.key]
        blocks = [item for copy in copies for item in _items(copy.blocks)]
        if not copies:
            found.missing[section.key] = section.heading
            blocks = _items(section.blocks)
        if not any(isinstance(block, FigureTable) for block in section.blocks):
            more = others if section.key == OTHER else []
            _align(found, section.key, section.heading, _items(section.blocks), [*blocks, *more])
        else:
            found.homeless += [(section.heading, item.text) for item in blocks]
        found.renamed += [Renamed(section.heading, copy.heading) for copy in copies[:1] if _differ(section, copy)]
    return found


def _differ(section: Section, copy: Section) -> bool:
    return flat(section.heading) != flat(copy.heading)


def _items(blocks: Iterable[Block]) -> list[_Item]:
    """The lines of a section. A heading that a drafted report prints is known by its key, any other is text."""
    found: list[_Item] = []
    for block in blocks:
        if isinstance(block, Heading):
            statutory = planned_key(block.key.removesuffix(".heading")) if block.key.endswith(".heading") else ""
            found.append(_Item(block.text, "", statutory))
        elif isinstance(block, Paragraph) and block.text.strip():
            found.append(_Item(block.text, planned_key(block.key)))
    return found


def _align(found: Alignment, part: str, heading: str, ours: Sequence[_Item], theirs: Sequence[_Item]) -> None:
    """Puts the lines of one part of the copy under the planned paragraphs of the draft."""
    above = heading
    for item in ours:
        above = item.text if item.heading else above
        if item.key:
            found.ours.setdefault(item.key, []).append(item.text)
            found.theirs.setdefault(item.key, [])
            found.headings[item.key] = above
    own = [key for key in paragraph_keys() if key.partition(".")[0] == part]
    current = next((item.key for item in ours if item.key), own[0])
    for mine, copy in _paired(ours, theirs):
        if mine is not None:
            current = mine.key or _following(ours, mine, current)
        if mine is not None and mine.heading:
            if copy is None or flat(copy.text) != flat(mine.text):
                found.renamed.append(Renamed(mine.text, copy.text if copy is not None else ""))
        elif copy is not None and (text := cleaned(copy.text)).strip():
            found.headings.setdefault(current, heading)
            found.theirs.setdefault(current, []).append(text)


def _following(ours: Sequence[_Item], heading: _Item, otherwise: str) -> str:
    """The planned paragraph under a heading of the draft; ``otherwise`` where nothing is printed under it."""
    behind = ours[list(ours).index(heading) + 1 :]
    under = behind[: next((place for place, item in enumerate(behind) if item.heading), len(behind))]
    return next((item.key for item in under if item.key), otherwise)


def _paired(ours: Sequence[_Item], theirs: Sequence[_Item]) -> Iterator[tuple[_Item | None, _Item | None]]:
    """Lines of the draft with the lines in their place, in the copy's order; None for what the other has not."""
    own, copied = ([item.token for item in side] for side in (ours, theirs))
    for _, first, last, start, end in SequenceMatcher(None, own, copied, autojunk=False).get_opcodes():
        yield from _matched(ours[first:last], theirs[start:end])


def _matched(ours: Sequence[_Item], theirs: Sequence[_Item]) -> Iterator[tuple[_Item | None, _Item | None]]:
    """The pairing in order of two stretches in which the paired lines are most alike."""
    worth = _worths(ours, theirs)
    best = [[0.0] * (len(theirs) + 1) for _ in range(len(ours) + 1)]
    for place in range(len(ours) - 1, -1, -1):
        for copy in range(len(theirs) - 1, -1, -1):
            together = best[place + 1][copy + 1] + worth(place, copy)
            best[place][copy] = max(best[place + 1][copy], best[place][copy + 1], together)
    place = copy = 0
    while place < len(ours) or copy < len(theirs):
        both = place < len(ours) and copy < len(theirs) and worth(place, copy) > 0
        if both and best[place][copy] == best[place + 1][copy + 1] + worth(place, copy):
            yield ours[place], theirs[copy]
            place, copy = place + 1, copy + 1
        elif copy < len(theirs) and (place == len(ours) or best[place][copy] == best[place][copy + 1]):
            yield None, theirs[copy]
            copy += 1
        else:
            yield ours[place], None
            place += 1


def _worths(ours: Sequence[_Item], theirs: Sequence[_Item]) -> Callable[[int, int], float]:
    """What it is worth to pair two lines, by their places; 0 where they cannot be the same."""
    compares = len(ours) * len(theirs) <= _PAIRS

    @cache
    def worth(place: int, copy: int) -> float:
        mine, other = ours[place], theirs[copy]
        if mine.token == other.token:
            return 1 + _ANY
        alike = likeness(mine.text[:_COMPARED], other.text[:_COMPARED]) if compares else _ANY
        if mine.heading:
            return alike if not other.heading and alike >= _SAME_HEADING else 0.0
        return 0.0 if other.heading else alike + _ANY

    return worth
