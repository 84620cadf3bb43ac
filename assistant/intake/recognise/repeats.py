"""A file that holds one report twice: as the page and once more for printing, or pasted twice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.intake.recognise.flow import Foreign, Item, Piece
from assistant.intake.recognise.folding import fold_passage
from assistant.intake.recognise.outline import Start
from assistant.intake.stream import Line

_SECTIONS = 3
"""Sections before the first one comes again: fewer are a slip in the numbering, not a report."""

_SAME = 0.9
"""Share of a copy's text that must have stood in the report before; tables must all have."""


def copy_begins(items: Sequence[Item], starts: Sequence[Start]) -> int | None:
    """Where the same report begins once more (title and preface included), None where it does not."""
    again = next((start for start in starts[_SECTIONS:] if start.key and start.key == starts[0].key), None)
    if again is None or not _stood_before(items[again.place :], items[: again.place]):
        return None
    place, front = again.place, set(_texts(items[: starts[0].place]))
    while isinstance(items[place - 1], Line) and set(_texts(items[place - 1 : place])) <= front:
        place -= 1
    return place


def new_in_copy(items: Sequence[Item], place: int, noisy: bool) -> list[str]:
    """The lines from ``place`` on that did not stand before it; on a ``noisy`` page not those under the copy."""
    before = set(_texts(items[:place]))
    lines = [(item.text, set(_texts([item])) <= before) for item in items[place:] if isinstance(item, Line)]
    while noisy and lines and not lines[-1][1]:
        lines.pop()
    return [text for text, known in lines if not known]


def _stood_before(copy: Sequence[Item], report: Sequence[Item]) -> bool:
    """Whether a copy says nothing new but what stands under it, such as the footer of a page."""
    if not set(_tables(copy)) <= set(_tables(report)):
        return False
    before = set(_texts(report))
    texts = list(_texts(copy))
    while texts and texts[-1] not in before:
        texts.pop()
    return sum(len(text) for text in texts if text in before) >= _SAME * max(sum(map(len, texts)), 1)


def _texts(items: Iterable[Item]) -> Iterable[str]:
    return (text for item in items if isinstance(item, Line) and (text := fold_passage(item.text)))


def _tables(items: Iterable[Item]) -> Iterable[tuple[str, ...]]:
    return (tuple(item.table.texts) for item in items if isinstance(item, Piece | Foreign))
