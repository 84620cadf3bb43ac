"""The roll-up as a Word file, a web page, JSON, and the lines that a terminal shows."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from assistant.county.filing import Filing
from assistant.county.lists import Content, List, lists, notes, say, title_of
from assistant.county.record import Key
from assistant.county.rollup import Rollup
from assistant.county.standing import Entry, number_of
from assistant.county.workbook import workbook_bytes
from assistant.document import FigureTable
from assistant.errors import NianbaoError
from assistant.export.markup import content, element, style
from assistant.export.placing import refuse_taken, staged
from assistant.export.web import table
from assistant.export.word.sheet import SheetPart, sheet_docx
from assistant.report.parts import number_text
from assistant.standard import Leaf, TableSchema, join, nest
from assistant.texts import COUNTY

SCHEMA = 1
_KEY_FIGURES = (
    ("T3", "received.total"), ("T3", "carried_in.total"), ("T3", "total.total"), ("T3", "carried_out.total"),
    ("T4", "review.total"), ("T4", "suit_direct.total"), ("T4", "suit_after_review.total"),
)  # fmt: skip
_LABEL_SHARE, _NUMBER_SHARE = 12, 4
_NAMED = 20


def refuse_output(path: Path, *, force: bool = False) -> None:
    """Refuse a file that cannot be written, before any work is done.

    :raises NianbaoError: its name ends with none of :data:`WRITERS`, or it exists and ``force`` is not given.
    """
    if path.suffix.lower() not in WRITERS:
        raise NianbaoError(*COUNTY.refusal("output.ending", name=path.name, allowed=say("separator").join(WRITERS)))
    refuse_taken(path, force=force)


def write_rollup(rollup: Rollup, path: Path, *, force: bool = False) -> None:
    """Write the roll-up in the form that the file's name ends with.

    :raises NianbaoError: as :func:`refuse_output`, or the disk refuses.
    """
    refuse_output(path, force=force)
    with staged(path, WRITERS[path.suffix.lower()](rollup), force=force):
        pass


# -- Word ----------------------------------------------------------------------------------------
def docx_bytes(rollup: Rollup) -> bytes:
    """The sum as the statutory tables have it, the figures of each unit that are asked for most, and the lists."""
    parts = [SheetPart(lines=notes(rollup))]
    parts += [_total_part(rollup, key, schema) for key, schema in rollup.standard.tables.items()]
    parts.append(_units_part(rollup))
    parts += [
        SheetPart(each.title, rows=[list(each.columns), *(_texts(row) for row in each.rows)], shares=each.shares)
        if each.rows
        else SheetPart(each.title, lines=[say("none")])
        for each in lists(rollup)
    ]
    return sheet_docx(title_of(rollup), parts)


def _texts(row: Sequence[Content]) -> list[str]:
    return [cell if isinstance(cell, str) else number_text(Decimal(cell)) for cell in row]


def _total_part(rollup: Rollup, key: str, schema: TableSchema) -> SheetPart:
    """A table of the sum: of T3 a row a result, of the others a line a cell."""
    heading = say("forms.table", table=COUNTY.entry("sheets.tables")[key], count=len(rollup.counted))
    totals = rollup.totals[key]
    block = schema.blocks[0]
    if len(block.column_leaves) > 1 and len(block.row_leaves) > len(block.column_leaves):
        columns = [leaf.header.short for leaf in block.column_leaves]
        rows = [["", *columns]]
        for leaf in block.row_leaves:
            numbers = [number_text(totals[join(leaf.path, column.path)]) for column in block.column_leaves]
            rows.append([_label(leaf), *numbers])
        return SheetPart(heading, rows=rows, shares=[_LABEL_SHARE, *[_NUMBER_SHARE] * len(columns)])
    rows = [[say("forms.cell"), say("total")]]
    rows += [[cell.name, number_text(totals[path])] for path, cell in schema.cells.items()]
    return SheetPart(heading, rows=rows, shares=[3, 1])


def _label(leaf: Leaf) -> str:
    return say("sheets.joined").join(header.short for header in leaf.headers if header.short)


def _units_part(rollup: Rollup) -> SheetPart:
    """A row for each unit with the figures that are asked for most, the sum below."""
    cells = {(key, path): rollup.standard.tables[key].cells[path] for key, path in _KEY_FIGURES}
    rows = [[say("unit"), *(cell.name for cell in cells.values())]]
    for entry in rollup.counted:
        if entry.filing is not None:
            filing = entry.filing
            rows.append([entry.unit.name, *(number_text(number_of(filing, *place)) for place in cells)])
    rows.append([say("total"), *(number_text(rollup.totals[key][path]) for key, path in cells)])
    return SheetPart(say("forms.units"), rows=rows, shares=[_LABEL_SHARE, *[_NUMBER_SHARE] * len(cells)])


# -- the page ------------------------------------------------------------------------------------
def html_bytes(rollup: Rollup) -> bytes:
    """One self-contained page: the three tables of the sum, what each cell is made of, and the lists."""
    title = title_of(rollup)
    body = [element("h1", content(title)), *(element("p", content(line)) for line in notes(rollup))]
    for key in rollup.standard.tables:
        printed = {path: number_text(value) for path, value in rollup.totals[key].items()}
        figures = FigureTable(key, printed, format=rollup.standard.key)
        name = COUNTY.entry("sheets.tables")[key]
        body += [
            element("h2", content(name)),
            table(figures, say("forms.table", table=name, count=len(rollup.counted))),
        ]
        body.append(_made_of(rollup, key))
    for each in lists(rollup):
        body.append(element("h2", content(each.title)))
        body.append(_html_list(each) if each.rows else element("p", content(say("none"))))
    head = f'<meta charset="utf-8">{element("title", content(title))}{element("style", style("web"))}'
    inner = "\n".join(body)
    page = f'<!doctype html>\n<html lang="zh-CN"><head>{head}</head>\n<body><main>{inner}</main></body></html>\n'
    return page.encode()


def _made_of(rollup: Rollup, key: str) -> str:
    """What each cell of the sum that is not 0 is made of, to be opened."""
    rows = []
    for path, cell in rollup.standard.tables[key].cells.items():
        parts = rollup.parts(key, path)
        if parts:
            made = say("separator").join(
                say("forms.part", unit=part.unit, value=number_text(part.value)) for part in parts
            )
            told = say("forms.made_of", cell=cell.name, total=number_text(rollup.totals[key][path]), parts=made)
            rows.append(element("li", content(told)))
    summary = element("summary", content(say("forms.parts")))
    return element("details", f"{summary}{element('ul', ''.join(rows))}") if rows else ""


def _html_list(each: List) -> str:
    head = element("tr", "".join(element("th", content(text), scope="col") for text in each.columns))
    rows = [element("tr", "".join(element("td", content(text)) for text in _texts(row))) for row in each.rows]
    inner = element("thead", head) + element("tbody", "\n".join(rows))
    return element("div", element("table", inner), class_="wide", role="region", tabindex=0, aria_label=each.title)


# -- JSON ----------------------------------------------------------------------------------------
def json_data(rollup: Rollup) -> dict[str, Any]:
    """The roll-up as data; names as ``check --format json`` has them."""
    county = rollup.county
    return {
        "schema": SCHEMA,
        "year": county.year,
        "with_errors": rollup.with_errors,
        "total": {key: nest(_numbers(cells)) for key, cells in rollup.totals.items()},
        "counted": [entry.unit.name for entry in rollup.counted],
        "left_out": [entry.unit.name for entry in rollup.left_out],
        "missing": [entry.unit.name for entry in county.missing],
        "reports": [_report(rollup, entry) for entry in county.filed],
        "changes": [
            {
                "unit": change.unit.name if change.unit is not None else None,
                "cell": f"{change.table}.{change.cell.path}",
                "before": _number(change.before), "now": _number(change.now), "striking": change.striking,
            }
            for change in rollup.changes
        ],
        "alike": [
            {"units": [pair.one.name, pair.other.name], "percent": pair.percent, "passage": pair.passage}
            for pair in county.alike
        ],
        "files": next(
            [dict(zip(("unit", "file", "why"), row, strict=True)) for row in each.rows]
            for each in lists(rollup)
            if each.key == "files"
        ),
    }  # fmt: skip


def _report(rollup: Rollup, entry: Entry) -> dict[str, Any]:
    assert entry.filing is not None
    filing: Filing = entry.filing
    return {
        "unit": entry.unit.name, "file": filing.file, "kind": entry.unit.kind or filing.kind, "agency": filing.agency,
        "year": filing.year, "state": entry.state, "unread": list(filing.unread),
        "tables": {
            key: nest({path: _read(filing, key, path, text) for path, text in cells.items()})
            for key, cells in filing.tables.items()
        },
        "findings": [
            {
                "id": Key.of(entry.unit.name, judged.finding).id,
                "rule": judged.finding.rule, "severity": judged.finding.severity, "section": judged.finding.section,
                "where": list(judged.finding.where), "message": judged.finding.message,
                "basis": judged.finding.basis, "verdict": judged.judgement,
                "reason": judged.verdict.reason if judged.verdict is not None else "",
            }
            for judged in entry.found
        ],
    }  # fmt: skip


def _read(filing: Filing, key: str, path: str, text: str) -> int | float | str | None:
    number = filing.number(key, path)
    if number is None:
        return text.strip()
    return _number(number) if text.strip() else None


def _numbers(cells: Mapping[str, Decimal]) -> dict[str, int | float]:
    return {path: _number(value) for path, value in cells.items()}


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def json_bytes(rollup: Rollup) -> bytes:
    return f"{json.dumps(json_data(rollup), ensure_ascii=False, indent=1)}\n".encode()


WRITERS: Mapping[str, Callable[[Rollup], bytes]] = {
    ".xlsx": workbook_bytes, ".docx": docx_bytes, ".html": html_bytes, ".json": json_bytes,
}  # fmt: skip
"""The forms by the end of the file's name."""


# -- the terminal --------------------------------------------------------------------------------
def summary(rollup: Rollup) -> Iterator[str]:
    """What a clerk wants to know first: who is missing, what is wrong, and the sums asked for most."""
    county = rollup.county
    yield title_of(rollup)
    yield from notes(rollup)
    for key, path in (("T2", "normative.in_force"), *_KEY_FIGURES):
        cell = rollup.standard.tables[key].cells[path]
        yield say("summary.figure", cell=cell.name, total=number_text(rollup.totals[key][path]))
    if county.missing:
        yield say("summary.missing", units=_some([entry.unit.name for entry in county.missing]))
    wrong = [entry for entry in county.filed if entry.has_errors]
    if wrong:
        told = [say("summary.wrong", unit=entry.unit.name, count=entry.count("error")) for entry in wrong]
        yield say("summary.errors", count=len(wrong), units=_some(told))
    for pair in county.alike[:_NAMED]:
        yield say("summary.alike", one=pair.one.name, other=pair.other.name, percent=pair.percent)
    striking = [change for change in rollup.changes if change.striking]
    if striking:
        yield say("summary.striking", count=len(striking))
    for each in lists(rollup):
        if each.key == "files":
            for unit, file, why in each.rows[:_NAMED]:
                yield say("summary.file", unit=unit, file=file, why=why)
            if len(each.rows) > _NAMED:
                yield say("summary.files", count=len(each.rows) - _NAMED)


def _some(names: Sequence[str]) -> str:
    more = say("summary.more", count=len(names)) if len(names) > _NAMED else ""
    return say("separator").join(names[:_NAMED]) + more
