"""The lists beside the sum, as rows of texts and numbers: what every form of the roll-up prints."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from assistant.county.filing import Filing
from assistant.county.record import Key
from assistant.county.rollup import Rollup
from assistant.county.standing import Entry, Judged
from assistant.language.statement import cells_by_address
from assistant.report.parts import number_text
from assistant.standard import Standard, agency_kinds, chinese_date
from assistant.texts import COMMANDS, COUNTY

Content = str | int | Decimal
"""What a cell of a list holds."""
_REVIEWS, _SUITS = ("review",), ("suit_direct", "suit_after_review")
_UNPAID, _FEES = ("T3", "other.fee_unpaid.total"), ("T2", "fees")
_MOST_CELLS, _FIRST_CELLS = 6, 3
"""Cells that a place names all; of more, how many it names."""
_TENTH = Decimal("0.1")


class List(NamedTuple):
    """A list: its key, its name, the headings of its columns, its rows, and how wide its columns are."""

    key: str
    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Content]]
    shares: Sequence[int]


@dataclass(frozen=True)
class _Kind:
    key: str
    rows: Callable[[Rollup], Iterator[Sequence[Content]]]


def lists(rollup: Rollup) -> list[List]:
    """All lists in the order in which they are printed: faults, missing, changes, alike, fees, cases, files."""
    found = []
    for kind in _KINDS:
        texts = COUNTY.entry(f"lists.{kind.key}")
        found.append(List(kind.key, texts["title"], texts["columns"], list(kind.rows(rollup)), texts["shares"]))
    return found


def say(name: str, /, **slots: object) -> str:
    """A text of the roll-up."""
    return COUNTY.say(name, **slots)


def notes(rollup: Rollup) -> list[str]:
    """What the sum is made of, in sentences: which units are in, which are not, and why."""
    county = rollup.county
    found = [
        say("notes.filed", units=len(county.entries), filed=len(county.filed), missing=len(county.missing)),
        say("notes.counted", count=len(rollup.counted)),
    ]
    wrong = [entry for entry in rollup.counted if entry.has_errors]
    if wrong:
        found.append(say("notes.with_errors", count=len(wrong), units=_names(wrong)))
    if rollup.left_out:
        found.append(say("notes.without_errors", count=len(rollup.left_out), units=_names(rollup.left_out)))
    own = [entry.unit.name for entry in county.entries if entry.own]
    found += [say("notes.own", unit=unit) for unit in own]
    found += [
        say("notes.unbalanced", cell=cell.name, total=number_text(total), parts=number_text(parts))
        for _, cell, total, parts in rollup.unbalanced
    ]
    if rollup.unreadable:
        found.append(say("notes.unreadable", count=len(rollup.unreadable)))
    return found


def _names(entries: Sequence[Entry]) -> str:
    return say("separator").join(entry.unit.name for entry in entries)


def title_of(rollup: Rollup) -> str:
    """The heading of the roll-up."""
    name, year = rollup.county.roster.name, rollup.county.year
    return say("title", name=name, year=year) if year is not None else say("title_undated", name=name)


def judgement_of(judged: Judged) -> str:
    """What the clerk says of a finding, in words, with the reason; "" where nothing."""
    if judged.verdict is None:
        return ""
    word = say(f"judgement.{judged.verdict.judgement}")
    return say("judgement.with_reason", word=word, reason=judged.verdict.reason) if judged.verdict.reason else word


def place_of(section: str, where: Sequence[str], known: Standard) -> str:
    """Where a finding stands, in words: the heading of the part, and the cells or the aspect."""
    sections = {part.key: part for part in known.sections}
    heading = sections[section].heading if section in sections else COUNTY.entry("places").get(section, "")
    cells = [cells_by_address(known)[each].name for each in where if each in cells_by_address(known)]
    aspects = {
        f"{part.key}.{aspect.key}": say("places.aspect", number=aspect.number, title=aspect.title)
        for part in known.sections
        for aspect in part.aspects
    }
    cells += [aspects[each] for each in where if each in aspects]
    if not cells:
        return heading
    named = list(dict.fromkeys(cells))
    inner = say("separator").join(named if len(named) <= _MOST_CELLS else named[:_FIRST_CELLS])
    if len(named) > _MOST_CELLS:
        inner = say("places.many", cells=inner, count=len(named))
    return say("places.joined", heading=heading, inner=inner)


def percent(change: Decimal | None) -> str:
    """A change in percent with its sign, "" for none."""
    return "" if change is None else f"{change.quantize(_TENTH):+}%"


def _faults(rollup: Rollup) -> Iterator[Sequence[Content]]:
    severities = COMMANDS.entry("severity")
    for entry, judged in rollup.county.cases:
        finding = judged.finding
        if entry.filing is None or finding.severity == "advice":
            continue
        place = place_of(finding.section, finding.where, entry.filing.standard)
        yield (
            entry.unit.name, severities[finding.severity], place, finding.message, finding.mend,
            judgement_of(judged), Key.of(entry.unit.name, finding).id, entry.filing.name,
        )  # fmt: skip
    for entry in rollup.county.filed:
        for what in entry.filing.unread if entry.filing is not None else ():
            yield entry.unit.name, severities["warning"], "", say("unread", what=what), "", "", "", _file(entry)
    for entry, key, path, text in rollup.unreadable:
        name = rollup.standard.tables[key].cells[path].name
        yield entry.unit.name, severities["error"], name, say("unreadable_cell", text=text), "", "", "", _file(entry)


def _file(entry: Entry) -> str:
    return entry.filing.name if entry.filing is not None else ""


def _missing(rollup: Rollup) -> Iterator[Sequence[Content]]:
    for entry in rollup.county.missing:
        unit = entry.unit
        label = agency_kinds()[unit.kind].label if unit.kind else ""
        due = unit.due(rollup.county.year) if rollup.county.year is not None else unit.deadline
        last = say("yes") if rollup.county.last_of(unit) else say("no") if rollup.county.last else ""
        yield unit.name, label, unit.contact, _day(due), last


def _day(day: date | None) -> str:
    return chinese_date(day) if day is not None else ""


def _changes(rollup: Rollup) -> Iterator[Sequence[Content]]:
    for change in rollup.changes:
        unit = change.unit.name if change.unit is not None else say("total")
        mark = say("striking") if change.striking else ""
        yield (
            unit, change.cell.name, _plain(change.before), _plain(change.now), _plain(change.difference),
            percent(change.percent), mark,
        )  # fmt: skip


def _plain(number: Decimal) -> Content:
    return int(number) if number == number.to_integral_value() else number


def _alike(rollup: Rollup) -> Iterator[Sequence[Content]]:
    for pair in rollup.county.alike:
        yield pair.one.name, pair.other.name, say("percent", number=pair.percent), pair.passage


def _fees(rollup: Rollup) -> Iterator[Sequence[Content]]:
    """The units with anything to do with a fee: 信息处理费 as the text tells it, applications dropped, T2's fees."""
    for entry in rollup.county.filed:
        filing = entry.filing
        if filing is None:
            continue
        told = [filing.fee.notices, filing.fee.charged, filing.fee.received]
        table = [filing.number(*_UNPAID), filing.number(*_FEES)]
        if any(told) or any(table):
            yield entry.unit.name, *("" if each is None else _plain(each) for each in (*told, *table))


def _proceedings(rollup: Rollup) -> Iterator[Sequence[Content]]:
    for entry in rollup.county.filed:
        if entry.filing is not None:
            numbers = [_cases(entry.filing, blocks, name) for blocks, name in _CASE_COLUMNS]
            if any(numbers):
                yield entry.unit.name, *map(_plain, numbers)


_CASE_COLUMNS = tuple(
    (blocks, name) for blocks in (_REVIEWS, _SUITS) for name in ("upheld", "corrected", "other", "pending", "total")
)


def _cases(filing: Filing, blocks: Sequence[str], name: str) -> Decimal:
    return sum((filing.number("T4", f"{block}.{name}") or Decimal(0) for block in blocks), Decimal(0))


def _files(rollup: Rollup) -> Iterator[Sequence[Content]]:
    """Files that do not count, or count with a remark, and why."""
    county = rollup.county
    for entry in county.doubled:
        for filing in entry.earlier:
            same = entry.filing is not None and filing.digest and filing.digest == entry.filing.digest
            name = "own" if entry.own else "same" if same else "mixed" if entry.mixed else "earlier"
            yield entry.unit.name, filing.name, say(f"files.{name}", file=_file(entry), agency=filing.agency)
    for entry in county.filed:
        if entry.renamed and entry.filing is not None:
            yield entry.unit.name, entry.filing.name, say("files.renamed", agency=entry.filing.agency)
        if entry in rollup.left_out:
            yield entry.unit.name, _file(entry), say("files.left_out", count=entry.count("error"))
    for name, filings in (
        ("stranger", county.strangers), ("year", county.other_years), ("whole", county.whole),
    ):  # fmt: skip
        for filing in filings:
            kind = "nameless" if name == "stranger" and not filing.agency else name
            yield filing.agency, filing.name, say(f"files.{kind}", year=filing.year, due=county.year)
    for filing in county.unreadable:
        yield "", filing.name, filing.problem


_KINDS = (
    _Kind("faults", _faults),
    _Kind("missing", _missing),
    _Kind("changes", _changes),
    _Kind("alike", _alike),
    _Kind("fees", _fees),
    _Kind("proceedings", _proceedings),
    _Kind("files", _files),
)
