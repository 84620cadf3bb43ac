"""Two Documents held against each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from functools import partial

from assistant.checks import Finding, check
from assistant.checks.examination import Examination
from assistant.comparison.lines import aligned, flat, lines_of
from assistant.comparison.model import (
    Carry,
    CellPair,
    Comparison,
    Kind,
    RulePair,
    SectionPair,
    Side,
    TablePair,
    TextPair,
)
from assistant.document import Document, number_in
from assistant.language.similarity import Wording, names_of
from assistant.language.statement import address
from assistant.texts import COMPARISON

_LEAST_RUNS = 30
"""Runs below which a part is too short to tell whether its wording was repeated."""
_TENTH = Decimal("0.1")


def compare(first: Side, second: Side, last: Document | None = None) -> Comparison:
    """Two reports side by side, the older one first however they are given.

    Which one is older tell the report years, of versions of one report the days of signing; where neither does, the
    first one is.

    :param last: where both are versions of one report, the one on the year before, for the rules that compare with it.
    """
    kind = _kind(first.document, second.document)
    swapped = _later(first.document, second.document)
    older, newer = (second, first) if swapped else (first, second)
    texts = aligned(lines_of(older.document), lines_of(newer.document))
    adjacent = kind != "versions" and _adjacent(older.document, newer.document)
    return Comparison(
        kind,
        older,
        newer,
        swapped,
        tuple(_notes(kind, older, newer, swapped)),
        tuple(_tables(older.document, newer.document)),
        tuple(_sections(older.document, newer.document, texts)),
        tuple(_rules(older.document, newer.document, texts, adjacent, last if kind == "versions" else None)),
        tuple(_carried(older.document, newer.document)) if adjacent and kind != "agencies" else (),
    )


def _kind(first: Document, second: Document) -> Kind:
    names = [flat(document.agency) for document in (first, second)]
    if all(names) and not (names[0].endswith(names[1]) or names[1].endswith(names[0])):
        return "agencies"
    if first.year is None or second.year is None:
        return "unknown"
    return "versions" if first.year == second.year else "years"


def _later(first: Document, second: Document) -> bool:
    if first.year is not None and second.year is not None and first.year != second.year:
        return first.year > second.year
    days = (first.signature.day, second.signature.day)
    return days[0] is not None and days[1] is not None and days[0] > days[1]


def _adjacent(older: Document, newer: Document) -> bool:
    return older.year is not None and newer.year == older.year + 1


def _notes(kind: Kind, older: Side, newer: Side, swapped: bool) -> Iterator[str]:
    say = partial(COMPARISON.say, **_slots(older, newer))
    yield say(f"kind.{kind}")
    if swapped:
        yield say("note.swapped")
    years = (older.document.year, newer.document.year)
    if kind == "years" and not _adjacent(older.document, newer.document):
        yield say("note.apart")
    if kind == "unknown" and (years[0] is None or years[1] is None):
        yield say("note.no_year")
    if older.document.standard is not newer.document.standard:
        yield say("note.formats")
    for side in (older, newer):
        yield from (COMPARISON.say("note.unread", file=side.file, what=what) for what in side.document.unread)


def _slots(older: Side, newer: Side) -> Mapping[str, object]:
    found: dict[str, object] = {}
    for name, side in (("older", older), ("newer", newer)):
        found[name] = side.file
        found[f"{name}_agency"] = side.document.agency or side.document.title
        found[f"{name}_year"] = side.document.year
    return found


# -- tables --------------------------------------------------------------------------------------
def _tables(older: Document, newer: Document) -> Iterator[TablePair]:
    for key, schema in newer.standard.tables.items():
        before, after = (document.table(key) for document in (older, newer))
        if before is None and after is None:
            continue
        cells = {}
        for path, cell in schema.cells.items():
            first, second = (None if table is None else table.cells.get(path) for table in (before, after))
            change = _change(first, second)
            cells[path] = CellPair(address(key, path), cell.name, cell.unit, first, second, *change)
        yield TablePair(schema, newer.standard.section(schema.section).title, cells)


def _change(before: str | None, after: str | None) -> tuple[Decimal | None, Decimal | None]:
    """The difference of two printed numbers and its share of the first in percent."""
    numbers = [None if text is None else number_in(text) for text in (before, after)]
    first, second = numbers
    if first is None or second is None:
        return None, None
    difference = second - first
    return difference, (difference / first * 100).quantize(_TENTH, ROUND_HALF_UP) if first else None


# -- text ----------------------------------------------------------------------------------------
def _sections(older: Document, newer: Document, texts: Sequence[TextPair]) -> Iterator[SectionPair]:
    headings = {**_headings(older), **_headings(newer)}
    order = [key for key in headings if any(text.section == key for text in texts)]
    names = [name for document in (older, newer) for name in names_of(document.agency)]
    for key in order:
        own = tuple(text for text in texts if text.section == key)
        yield SectionPair(key, headings[key], _repeated(older, newer, key, names), own)


def _headings(document: Document) -> dict[str, str]:
    words: dict[str, str] = COMPARISON.entry("parts")
    sections = {section.key: section.heading for section in document.sections}
    return {"title": words["title"], "preface": words["preface"], **sections, "signature": words["signature"]}


def _repeated(older: Document, newer: Document, key: str, names: Iterable[str]) -> float | None:
    left_out = tuple(names)
    before, after = (
        Wording([line.text for line in lines_of(document) if line.section == key and not line.heading], left_out)
        for document in (older, newer)
    )
    return after.repeated_from(before) if len(after.runs) >= _LEAST_RUNS else None


# -- rules ---------------------------------------------------------------------------------------
def _rules(
    older: Document, newer: Document, texts: Sequence[TextPair], adjacent: bool, last: Document | None
) -> Iterator[RulePair]:
    """What was found in the older report and what is in the newer one; findings are one by rule and place."""
    names = {text.before.key: text.after.key for text in texts if text.before is not None and text.after is not None}
    was, now = check(older, last), check(newer, last)
    places = [_place(finding, names) for finding in was]
    left = Counter(places)
    for finding in now:
        place = _place(finding, {})
        yield RulePair("still" if left[place] > 0 else "new", finding)
        left[place] -= 1
    left = Counter(places) - Counter(_place(finding, {}) for finding in now)
    gone: list[Finding] = []
    for finding, place in zip(reversed(was), reversed(places), strict=True):
        gone += [finding] if left[place] > 0 else []
        left[place] -= 1
    yield from (RulePair("gone", finding) for finding in reversed(gone))
    if adjacent:
        alone = set(now)
        yield from (RulePair("beside", finding) for finding in check(newer, older) if finding not in alone)


def _place(finding: Finding, names: Mapping[str, str]) -> tuple[str, str, frozenset[str]]:
    return finding.rule, finding.section, frozenset(names.get(where, where) for where in finding.where)


# -- what goes on from last year -----------------------------------------------------------------
def _carried(older: Document, newer: Document) -> Iterator[Carry]:
    """四、 and the norms in force: what last year's tables lead to in this year's."""
    held = Examination(newer, older)
    known, before, now = held.standard, held.last_numbers, held.numbers
    for column in known.tables["T3"].blocks[0].column_leaves:
        cells = (address("T3", f"carried_out.{column.path}"), address("T3", f"carried_in.{column.path}"))
        yield Carry("requests", column.header.short, cells, before.get(cells[0]), now.get(cells[1]))
    for row in known.tables["T2"].blocks[0].row_leaves:
        in_force, issued, repealed = (address("T2", f"{row.path}.{key}") for key in ("in_force", "issued", "repealed"))
        parts = (before.get(in_force), now.get(issued), now.get(repealed))
        first, more, fewer = parts
        expected = None if first is None or more is None or fewer is None else first + more - fewer
        yield Carry("norms", row.header.short, (in_force, issued, repealed), expected, now.get(in_force))
    for relation in known.tables["T4"].relations:
        pending, total = address("T4", relation.right[-1]), address("T4", relation.left[0])
        name = known.tables["T4"].cells[relation.left[0]].column.headers[-2].short
        yield Carry("pending", name, (pending, total), before.get(pending), now.get(total))
