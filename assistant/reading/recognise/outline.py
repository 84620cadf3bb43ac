"""Where the six sections begin."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence, Set
from typing import NamedTuple

from assistant.reading.bounds import MAX_HEADING
from assistant.reading.recognise.flow import Item
from assistant.reading.recognise.headings import Head, heads, is_sentence, is_statutory, looks_like_heading, section_of
from assistant.reading.stream import Line
from assistant.reading.tables import tells
from assistant.standard import Standard, formats

_MARKED_SECTIONS = 4
"""Sections whose headings a file must mark itself for its marks to be trusted alone."""


class Start(NamedTuple):
    """A section's heading line. ``key`` is "" for a section that the format does not know.

    ``rest`` is the sentence that runs on behind the heading in the same line.
    """

    place: int
    key: str
    heading: str
    rest: str


def trusted_rank(items: Sequence[Item]) -> int:
    """The heading level on which a file marks its sections, 0 when it does not mark enough of them."""
    ranks: Counter[int] = Counter()
    keys: set[tuple[int, str]] = set()
    for item in items:
        if isinstance(item, Line) and item.rank and len(item.text) <= MAX_HEADING:
            head = next(iter(heads(item.text)), None)
            key = section_of(head.name) if head is not None else ""
            if key and (item.rank, key) not in keys:
                keys.add((item.rank, key))
                ranks[item.rank] += 1
    rank, count = ranks.most_common(1)[0] if ranks else (0, 0)
    return rank if count >= _MARKED_SECTIONS else 0


def find_sections(items: Sequence[Item], rank: int) -> list[Start]:
    """The beginnings of the sections in order. ``rank``: of :func:`trusted_rank`."""
    if rank:
        return _marked_sections(items, rank)
    firm = _firm_places(items)
    found: list[Start] = []
    seen: set[str] = set()
    ordinal = 0
    for place, item in enumerate(items):
        if not isinstance(item, Line):
            continue
        later = {key for key, last in firm.items() if last > place}
        head, key = _start(item, seen, ordinal, later)
        if head is not None:
            seen.add(key)
            found.append(Start(place, key, head.text, head.rest))
            ordinal = head.numeral.ordinal or ordinal + 1
    return found


def _marked_sections(items: Sequence[Item], rank: int) -> list[Start]:
    """The headings that the file marks, and those of the format that it forgot to mark."""
    marked = {
        place: _marked(place, item) for place, item in enumerate(items) if isinstance(item, Line) and item.rank == rank
    }
    known = {start.key for start in marked.values()}
    forgotten: dict[str, Start] = {}
    for place, item in enumerate(items):
        if place in marked or not isinstance(item, Line) or len(item.text) > MAX_HEADING or tells(item.text):
            continue
        head = next(iter(heads(item.text)), None)
        key = section_of(head.name) if head is not None and _is_forgotten(head) else ""
        if key and key not in known:
            forgotten.setdefault(key, Start(place, key, item.text, ""))
    return sorted([*marked.values(), *forgotten.values()], key=lambda start: start.place)


def _is_forgotten(head: Head) -> bool:
    """Whether a whole line is a section's heading without doubt: its title and its numeral."""
    return head.whole and _is_firm(head)


def _firm_places(items: Sequence[Item]) -> dict[str, int]:
    """By section the last line that is its title with a section's numeral."""
    found: dict[str, int] = {}
    for place, item in enumerate(items):
        if isinstance(item, Line) and not is_sentence(item.text) and not tells(item.text):
            found |= {section_of(head.name): place for head in heads(item.text) if _is_firm(head)}
    return found


def _is_firm(head: Head) -> bool:
    return head.numeral.level == 1 and is_statutory(head.name)


def _marked(place: int, line: Line) -> Start:
    head = next(iter(heads(line.text)), None)
    return Start(place, "" if head is None else section_of(head.name), line.text, "")


def _start(line: Line, seen: Set[str], ordinal: int, later: Set[str]) -> tuple[Head | None, str]:
    """The heading and the section that a line begins, (None, "") when it begins none.

    ``seen``: sections met so far; ``ordinal``: the last printed number; ``later``: sections whose
    own heading comes further down.
    """
    if tells(line.text):
        # A row of T3 has a numeral like a section's: 四、结转下年度继续办理.
        return None, ""
    if is_sentence(line.text) and not line.rank:
        return None, ""
    for head in heads(line.text):
        key = section_of(head.name) if _may_start(head, line.rank) else ""
        if key and _is_start(head, key, seen, ordinal, later):
            return head, key
    whole = next(iter(heads(line.text)), None)
    if whole is None or not seen or not looks_like_heading(whole) or ordinal < len(seen):
        return None, ""
    due = whole.numeral.level == 1 and whole.numeral.ordinal == ordinal + 1
    return (whole, "") if due else (None, "")


def _may_start(head: Head, rank: int) -> bool:
    """Whether a heading has the form of a section's, whatever it says: most lines have not."""
    if head.numeral.level == 0:
        return not head.rest and (rank > 0 or is_statutory(head.name))
    return head.closed or is_statutory(head.name)


def _is_start(head: Head, key: str, seen: Set[str], ordinal: int, later: Set[str]) -> bool:
    statutory = is_statutory(head.name)
    if head.numeral.level == 1:
        return statutory or (key not in seen and head.numeral.ordinal > ordinal)
    if head.numeral.level == 0:
        return key not in seen and key not in later
    # Another kind of numeral (6、 for 六、) still opens a section that is due here by name and number.
    expected = statutory and key not in seen and key not in later
    return expected and any(_is_due(head, key, seen, known) for known in formats())


def _is_due(head: Head, key: str, seen: Set[str], known: Standard) -> bool:
    """Whether the section stands at the heading's number in a format, behind one that was met."""
    order = [section.key for section in known.sections]
    place = order.index(key) if key in order else -1
    return head.numeral.ordinal == place + 1 > 0 and (place == 0 or order[place - 1] in seen)
