"""Where the headings of a register stand, and which column plays which role."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from assistant.reading.recognise.vocabulary import fold
from assistant.register.bounds import MAX_COLUMNS, MAX_HEADING_MERGES, MAX_HEADING_ROWS
from assistant.register.messages import word
from assistant.register.sheet import Sheet
from assistant.register.vocabulary import ROLES, Role, applicant_of, fold_words, is_blank, outcome_of, words

_REMARK = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】")
_ENDS_A_LONGER_ONE = 4
"""Characters of a heading that may stand at the end of a longer one; shorter ones would catch anything."""

_UNSURE = 1_000
"""Behind every sure heading in the order of preference."""

_NOT_EXACT = 100
_VALUES_LOOKED_AT = 200
_UNDERSTOOD: Mapping[Role, Callable[[str], str | None]] = {"applicant": applicant_of, "outcome": outcome_of}


class Place(NamedTuple):
    """A column that may play a role; the smaller ``rank``, the better its heading says so."""

    rank: int
    column: int
    heading: str


@dataclass(frozen=True)
class Headings:
    """The headings of one sheet. ``last_row``: the row in which they end; applications stand below.

    ``columns``: the column of each role found; ``rivals``: other columns whose headings say the same;
    ``dropped``: columns whose headings fit while their values do not.
    """

    last_row: int
    columns: Mapping[Role, Place]
    rivals: Mapping[Role, tuple[Place, ...]]
    dropped: Mapping[Role, tuple[Place, ...]]

    @property
    def complete(self) -> bool:
        """Whether the two columns are there that no register can do without."""
        return "applicant" in self.columns and "outcome" in self.columns


def find_headings(sheet: Sheet) -> Headings:
    """The row among the first filled ones that names the most roles; the upper one of equals."""
    best, best_line = Headings(0, {}, {}, {}), 0
    spread = _Spread(sheet)
    for line in islice(sorted(sheet.rows), MAX_HEADING_ROWS):
        found = _roles(spread, line)
        weight = ("applicant" in found) + ("outcome" in found), len(found)
        if weight > (("applicant" in best.columns) + ("outcome" in best.columns), len(best.columns)):
            best, best_line = _settled(found, spread.bottom(line, found)), line
    return _held_against_values(sheet, best) if best_line else best


def _settled(found: Mapping[Role, list[Place]], last_row: int) -> Headings:
    """One column a role; a column that could play two plays the one that it names better."""
    columns: dict[Role, Place] = {}
    taken: set[int] = set()
    for role, places in sorted(found.items(), key=lambda item: min(item[1]).rank):
        if free := [place for place in places if place.column not in taken]:
            columns[role] = min(free)
            taken.add(columns[role].column)
    ordered = {role: columns[role] for role in ROLES if role in columns}
    rivals = {
        role: tuple(sorted(place for place in found[role] if place.column not in taken and place.rank < _UNSURE))
        for role in ordered
        # Any number of columns may be called a serial number or a reason; nothing hangs on which one is taken.
        if role not in ("serial", "reason")
    }
    return Headings(last_row, ordered, {role: places for role, places in rivals.items() if places}, {})


def _held_against_values(sheet: Sheet, headings: Headings) -> Headings:
    """Without the columns whose headings are unsure and whose values do not fit."""
    columns, dropped = dict(headings.columns), dict[Role, tuple[Place, ...]]()
    for role, place in headings.columns.items():
        if place.rank >= _UNSURE and not _fits(sheet, headings.last_row, role, place.column):
            dropped[role] = (columns.pop(role),)
    return Headings(headings.last_row, columns, headings.rivals, dropped)


def _fits(sheet: Sheet, above: int, role: Role, column: int) -> bool:
    texts = (sheet.text(line, column) for line in sorted(sheet.rows) if line > above)
    values = list(islice((text for text in texts if not is_blank(text)), _VALUES_LOOKED_AT))
    understood = sum(_UNDERSTOOD[role](text) is not None for text in values)
    return 2 * understood >= len(values) > 0


def _roles(spread: _Spread, line: int) -> dict[Role, list[Place]]:
    """The columns that one row's headings give to each role."""
    found: dict[Role, list[Place]] = {}
    for column in range(1, spread.width(line) + 1):
        leaf = spread.text(line, column, first_column=True)
        if not leaf:
            continue
        for printed, names in _names(leaf, spread.text(line - 1, column)):
            for role, rank in (match for name in names for match in _named(name)):
                found.setdefault(role, []).append(Place(rank, column, printed))
    return {role: _best_of_each_column(places) for role, places in found.items()}


def _best_of_each_column(places: list[Place]) -> list[Place]:
    best: dict[int, Place] = {}
    for place in places:
        best[place.column] = min(place, best.get(place.column, place))
    return list(best.values())


def _names(leaf: str, group: str) -> Iterator[tuple[str, list[str]]]:
    """What a heading may be compared as: by itself, and with the one above it in front."""
    name, above = _bare(leaf), _bare(group)
    yield leaf, [name]
    if above and above != name:
        shortened = [above.removesuffix(ending) for ending in words().group_endings if above.endswith(ending)]
        yield word("under", group=group, part=leaf), [front + name for front in (above, *shortened)]


@lru_cache(maxsize=4096)
def _bare(heading: str) -> str:
    """A heading without the remarks behind it: ``收到日期（年月日）`` is 收到日期."""
    flat = fold(heading)
    return fold_words(_REMARK.sub("", flat) or flat)


@lru_cache(maxsize=4096)
def _named(name: str) -> tuple[tuple[Role, int], ...]:
    if not name or any(never in name for never in words().never):
        return ()
    found: list[tuple[Role, int]] = []
    for role in ROLES:
        lists = words().columns[role]
        if name in lists.headings:
            found.append((role, lists.headings.index(name)))
        elif ends := [place for place, heading in enumerate(lists.headings) if _ends(name, heading)]:
            found.append((role, _NOT_EXACT + ends[0]))
        elif name in lists.unsure:
            found.append((role, _UNSURE + lists.unsure.index(name)))
    return tuple(found)


def _ends(name: str, heading: str) -> bool:
    return len(heading) >= _ENDS_A_LONGER_ONE and name.endswith(heading)


class _Spread:
    """A sheet's top with every merged area showing its text in all of its cells."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        top = sorted(sheet.rows)[:MAX_HEADING_ROWS]
        last = top[-1] if top else 0
        self._merges = [merge for merge in sheet.merges if merge.top <= last and merge.left <= MAX_COLUMNS]
        del self._merges[MAX_HEADING_MERGES:]

    def width(self, line: int) -> int:
        """The last column that holds a text in a row."""
        reach = [min(merge.right, MAX_COLUMNS) for merge in self._merges if merge.top <= line <= merge.bottom]
        return max([len(self._sheet.rows.get(line, ())), *reach])

    def text(self, line: int, column: int, *, first_column: bool = False) -> str:
        """The text that the eye sees in a cell; with ``first_column`` not in those further right in its area."""
        own = self._sheet.text(line, column)
        if own:
            return own
        for merge in self._merges:
            right = merge.left if first_column else merge.right
            if merge.top <= line <= merge.bottom and merge.left <= column <= right:
                return self._sheet.text(merge.top, merge.left)
        return ""

    def bottom(self, line: int, found: Mapping[Role, list[Place]]) -> int:
        """The row in which the headings of ``line`` end: that of the deepest merged area among them."""
        columns = {place.column for places in found.values() for place in places}
        depths = [
            merge.bottom
            for merge in self._merges
            if merge.top <= line <= merge.bottom and any(merge.left <= column <= merge.right for column in columns)
        ]
        return max([line, *depths])
