"""Tables of contents, typed or made by a field: they are no text of the report."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.reading.bounds import MAX_HEADING
from assistant.reading.recognise.flow import Item
from assistant.reading.recognise.headings import Head, heads, is_sentence, section_of
from assistant.reading.recognise.vocabulary import fold, vocabulary
from assistant.reading.stream import Line
from assistant.reading.tables import tells

_LOOKED_AT = 400
"""Items at the beginning of a file among which a table of contents stands."""

_ENTRIES = 3
"""Lines under each other that make a table of contents where nothing is over them."""

_TAIL = re.compile(r"(?P<leader>[\s.·…_\-—－]*)(?P<page>\d{0,3})\s*$")
"""What stands behind the heading in an entry: dots or blanks, and the page."""


def without_contents(items: Sequence[Item]) -> list[Item]:
    """The items without the table of contents: its title, and entries that all come again as headings."""
    last = _last_places(items)
    place, end = 0, min(len(items), _LOOKED_AT)
    while place < end:
        titled = _is_title(items[place])
        first = place + titled
        stop, named = first, set[str]()
        while stop < end and _is_entry(items[stop], stop, last) and (name := _name(items[stop])) not in named:
            named.add(name)
            stop += 1
        if stop > first and (titled or _is_run(items, first, stop, last)):
            return [*items[:place], *items[stop:]]
        place = max(stop, place + 1)
    return list(items)


def _is_title(item: Item) -> bool:
    return isinstance(item, Line) and fold(item.text[:MAX_HEADING]) in vocabulary().contents


def _is_run(items: Sequence[Item], first: int, stop: int, last: dict[str, int]) -> bool:
    """Whether entries without a title over them are contents: several, all of which come again behind the last."""
    lines = [item for item in items[first:stop] if isinstance(item, Line)]
    names = [_name(line) for line in lines]
    if len(lines) < _ENTRIES or any(last.get(name, -1) < stop for name in names):
        return False
    return any(_is_led(line.text) for line in lines) or sum(map(bool, map(_section, lines))) >= _ENTRIES


def _is_entry(item: Item, place: int, last: dict[str, int]) -> bool:
    if not isinstance(item, Line) or len(item.text) > 2 * MAX_HEADING or tells(item.text):
        return False
    name = _name(item)
    return bool(name) and (last.get(name, -1) > place or _is_led(item.text))


def _is_led(text: str) -> bool:
    """Whether dots lead to a page number, or at least dots stand at the end."""
    tail = _TAIL.search(text)
    return tail is not None and len(tail["leader"].strip()) > 1


def _head(line: Line) -> Head | None:
    return next((head for head in heads(_TAIL.sub("", line.text)) if head.whole), None)


def _name(item: Item) -> str:
    """The heading that an entry names, its numeral, leader and page number left away."""
    head = _head(item) if isinstance(item, Line) else None
    return head.name if head is not None else ""


def _section(line: Line) -> str:
    head = _head(line)
    return section_of(head.name) if head is not None and head.numeral.level == 1 else ""


def _last_places(items: Sequence[Item]) -> dict[str, int]:
    """The last place of every heading, and of every line that begins with one."""
    found: dict[str, int] = {}
    for place, item in enumerate(items):
        if isinstance(item, Line) and not is_sentence(item.text):
            for head in heads(item.text):
                found[head.name] = place
    return found
