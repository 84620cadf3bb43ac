"""How the county stands: which file counts for which unit, who is missing, and what stands against each report."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from typing import Literal, NamedTuple

from assistant.checks import Finding
from assistant.checks.model import Likeness
from assistant.checks.neighbours import Prose, likenesses, pairs, shared
from assistant.checks.run import with_neighbours
from assistant.county.filing import Filing
from assistant.county.record import Judgement, Record, Verdict
from assistant.county.roster import Roster, Unit, plain_name, roster_of, same_agency, whole_area

State = Literal["missing", "errors", "warnings", "fine"]
_NOTHING_DECIDED = Record()


class Judged(NamedTuple):
    """A finding and what the clerk says of it."""

    finding: Finding
    verdict: Verdict | None

    @property
    def judgement(self) -> Judgement | None:
        return self.verdict.judgement if self.verdict is not None else None

    @property
    def stands(self) -> bool:
        """Whether it counts: all do but those that are said to be none."""
        return self.judgement != "dismissed"


@dataclass(frozen=True)
class Entry:
    """A unit with the file that counts for it.

    :param filing: None: it has not filed. :param earlier: its other files, which do not count, the newest first.
    :param renamed: it filed under a name that it had before. :param own: the county's own office, from its draft.
    """

    unit: Unit
    filing: Filing | None = None
    earlier: tuple[Filing, ...] = ()
    found: tuple[Judged, ...] = ()
    renamed: bool = False
    own: bool = False

    @property
    def standing(self) -> list[Judged]:
        """The findings that count."""
        return [judged for judged in self.found if judged.stands]

    def count(self, severity: str) -> int:
        return sum(judged.finding.severity == severity for judged in self.standing)

    @property
    def has_errors(self) -> bool:
        return self.count("error") > 0

    @property
    def state(self) -> State:
        if self.filing is None:
            return "missing"
        return "errors" if self.has_errors else "warnings" if self.count("warning") else "fine"

    @property
    def mixed(self) -> bool:
        """Whether files that name different agencies were taken for its: perhaps they are not versions of one."""
        names = {filing.agency for filing in self._all}
        return any(not same_agency(one, other) for one in names for other in names)

    @property
    def _all(self) -> Iterator[Filing]:
        if self.filing is not None:
            yield self.filing
        yield from self.earlier


class AlikePair(NamedTuple):
    """Two units whose texts are too alike, the share in percent, and the longest piece that they have in common."""

    one: Unit
    other: Unit
    percent: int
    passage: str


@dataclass(frozen=True)
class County:
    """How the county stands in a report year.

    :param strangers: files of agencies that are not on the roster. :param unreadable: files that could not be read.
    :param other_years: files of another year. :param whole: reports of the whole area, which are no part of its sum.
    """

    roster: Roster
    year: int | None
    entries: tuple[Entry, ...]
    strangers: tuple[Filing, ...] = ()
    unreadable: tuple[Filing, ...] = ()
    other_years: tuple[Filing, ...] = ()
    whole: tuple[Filing, ...] = ()
    alike: tuple[AlikePair, ...] = ()
    last: tuple[Filing, ...] = field(default=(), repr=False)

    def judging(self, unit: str, record: Record) -> County:
        """The same with the verdicts of ``record`` on the findings of one unit."""
        entries = tuple(
            replace(entry, found=tuple(_judged_by(record, unit, judged.finding) for judged in entry.found))
            if entry.unit.name == unit
            else entry
            for entry in self.entries
        )
        return replace(self, entries=entries)

    @cached_property
    def filed(self) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.entries if entry.filing is not None)

    @cached_property
    def missing(self) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.entries if entry.filing is None)

    @cached_property
    def doubled(self) -> tuple[Entry, ...]:
        """The units with more than one file."""
        return tuple(entry for entry in self.entries if entry.earlier)

    @property
    def cases(self) -> Iterator[tuple[Entry, Judged]]:
        """All findings with their units."""
        return ((entry, judged) for entry in self.entries for judged in entry.found)

    def last_of(self, unit: Unit) -> tuple[Filing, ...]:
        """Last year's reports of a unit: one, or those of the agencies that were merged into it."""
        return self._last_by_unit.get(unit.name, ())

    @cached_property
    def _last_by_unit(self) -> dict[str, tuple[Filing, ...]]:
        found: dict[str, dict[str, Filing]] = defaultdict(dict)
        for filing in sorted(self.last, key=lambda filing: filing.age):
            unit = self.roster.unit_of(filing.agency)
            if unit is not None and (self.year is None or filing.year in (None, self.year - 1)):
                of_unit = found[unit.name]
                known = next((name for name in of_unit if same_agency(name, filing.agency)), filing.agency)
                of_unit[known] = filing
        return {name: tuple(filings.values()) for name, filings in found.items()}


def common_year(filings: Iterable[Filing]) -> int | None:
    """The report year of most files, of several the latest; None where no file tells one."""
    years = Counter(filing.year for filing in filings if filing.year is not None)
    return max(years, key=lambda year: (years[year], year)) if years else None


def standing(
    filings: Sequence[Filing],
    roster: Roster | None = None,
    last: Sequence[Filing] = (),
    record: Record = _NOTHING_DECIDED,
    own: Filing | None = None,
) -> County:
    """How the county stands. The order of the files makes no difference.

    :param roster: None: all agencies that the files name, and those that last year's name.
    :param last: last year's reports. :param own: the report of the county's own office, from its draft; it counts in
        the place of a file.
    """
    read = sorted((each for each in filings if not each.problem), key=lambda filing: filing.age)
    unreadable = sorted((each for each in filings if each.problem), key=lambda filing: filing.file)
    year = (roster.year if roster is not None else None) or common_year([*read, *([own] if own else [])])
    last = [each for each in last if not each.problem]
    known = roster if roster is not None else _made(read, last, year)
    sorted_out = _sorted_out([each for each in read if each.year in (None, year)], known)
    known = _with_own(known, own)
    own_unit = known.unit_of(own.agency) if own is not None else None
    entries = [
        _entry(unit, sorted_out.by_unit.get(unit.name, []), own if unit == own_unit else None) for unit in known.unit
    ]
    others = tuple(each for each in read if each.year not in (None, year))
    county = County(
        known, year, tuple(entries), tuple(sorted_out.strangers), tuple(unreadable), others,
        tuple(sorted_out.whole), last=tuple(last),
    )  # fmt: skip
    return _judged(county, record)


class _SortedOut(NamedTuple):
    """The files of the year by unit, and those that are no unit's."""

    by_unit: dict[str, list[Filing]]
    strangers: list[Filing]
    whole: list[Filing]


def _sorted_out(read: Sequence[Filing], roster: Roster) -> _SortedOut:
    found = _SortedOut(defaultdict(list), [], [])
    whole = whole_area([each.agency for each in read])
    for filing in read:
        unit = roster.unit_of(filing.agency) if filing.agency else None
        if filing.agency in whole and (unit is None or plain_name(unit.name) != plain_name(filing.agency)):
            found.whole.append(filing)
        elif unit is None:
            found.strangers.append(filing)
        else:
            found.by_unit[unit.name].append(filing)
    return found


def _made(read: Sequence[Filing], last: Sequence[Filing], year: int | None) -> Roster:
    """The roster that the files themselves tell: what the whole area reports is none of its units."""
    named = [(each.agency, each.kind) for each in (*read, *last)]
    whole = whole_area([agency for agency, _ in named])
    return roster_of(((agency, kind) for agency, kind in named if agency not in whole), year)


def _with_own(roster: Roster, own: Filing | None) -> Roster:
    if own is None or not own.agency or roster.unit_of(own.agency) is not None:
        return roster
    return roster.with_unit(Unit(name=own.agency, kind=own.kind))


def _entry(unit: Unit, versions: Sequence[Filing], own: Filing | None) -> Entry:
    """The unit with the later one of its files, see :attr:`Filing.age`."""
    if own is not None:
        return Entry(unit, own, tuple(reversed(versions)), own=True)
    if not versions:
        return Entry(unit)
    # Of copies with the same bytes the one with the shortest name is the original: the others are called 副本 or (1).
    newest = versions[-1]
    copies = [each for each in versions if each.digest and each.digest == newest.digest]
    filing = min(copies or [newest], key=lambda each: (len(each.name), each.file))
    earlier = [each for each in versions if each is not filing]
    former = {plain_name(name) for name in unit.former}
    return Entry(unit, filing, tuple(reversed(earlier)), renamed=plain_name(filing.agency) in former)


def _judged(county: County, record: Record) -> County:
    """The county with what stands against each report, those of others in its own words included."""
    texts = {
        entry.unit.name: entry.filing.prose.prose() for entry in county.filed if entry.filing and entry.filing.prose
    }
    names, proses = list(texts), list(texts.values())
    found = pairs(proses)
    likes = dict(zip(names, likenesses(proses, found), strict=True))
    entries = tuple(_with_findings(entry, likes.get(entry.unit.name, []), record) for entry in county.entries)
    units = {entry.unit.name: entry.unit for entry in county.entries}
    alike = [_alike(units[names[one]], units[names[other]], proses[one], proses[other]) for one, other, _ in found]
    alike.sort(key=lambda pair: (-pair.percent, pair.one.name, pair.other.name))
    return replace(county, entries=entries, alike=tuple(alike))


def _with_findings(entry: Entry, likes: Sequence[Likeness], record: Record) -> Entry:
    if entry.filing is None:
        return entry
    findings = with_neighbours(entry.filing.findings, likes, entry.filing.standard)
    return replace(entry, found=tuple(_judged_by(record, entry.unit.name, each) for each in findings))


def _judged_by(record: Record, unit: str, finding: Finding) -> Judged:
    return Judged(finding, record.verdict_on(unit, finding))


def _alike(one: Unit, other: Unit, prose: Prose, same: Prose) -> AlikePair:
    like = shared(prose, same)
    return AlikePair(one, other, like.percent or 0, like.passage)


def unreadable_cells(filing: Filing) -> Iterator[tuple[str, str, str]]:
    """The cells that hold no number: table, path and what is printed there."""
    for key, cells in filing.tables.items():
        for path, text in cells.items():
            if path in filing.standard.tables[key].cells and filing.number(key, path) is None:
                yield key, path, text


def number_of(filing: Filing, table: str, path: str) -> Decimal:
    """The number in a cell as it is summed up: one that cannot be read counts as 0, and is told elsewhere."""
    return filing.number(table, path) or Decimal(0)
