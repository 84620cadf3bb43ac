"""The portal page: one self-contained, semantic HTML file."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from html import escape
from pathlib import Path
from typing import BinaryIO

from assistant.document import Block, Document, FigureTable, Heading, Section, print_number, read_number
from assistant.export.lines import has_long_run, name_lines
from assistant.export.messages import channel_patterns, figure, mark, printable
from assistant.standard import Leaf, PrintedCell, TableSchema, header_rows, layout, standard_of


def content(text: str) -> str:
    """Text as element content; a newline becomes a line break."""
    return "<br>".join(escape(line, quote=False) for line in printable(text).split("\n"))


def line(text: str) -> str:
    """Text as the content of an element that holds one line and no elements (``title``)."""
    return escape(" ".join(printable(text).split()), quote=False)


def element(tag: str, inner: str, **attributes: str | int) -> str:
    """``<tag name="value">inner</tag>``; a trailing underscore of a name is dropped (``class_``)."""
    return f"{opening(tag, **attributes)}{inner}</{tag}>"


def opening(tag: str, **attributes: str | int) -> str:
    """The start tag alone, also for elements that have no end tag."""
    pairs = (f' {name.rstrip("_").replace("_", "-")}="{_attribute(value)}"' for name, value in attributes.items())
    return f"<{tag}{''.join(pairs)}>"


def _attribute(value: str | int) -> str:
    return escape(" ".join(printable(str(value)).split()))


_SCOPES = {"row": ("row", "rowgroup"), "column": ("col", "colgroup"), "corner": ("col", "colgroup")}


def table(figures: FigureTable, caption: str) -> str:
    """The table in the shape of its schema, filled with the printed cells."""
    schema = figures.schema
    rows = _rows(figures)
    parts = [element("caption", content(caption)), _columns(schema)]
    for tag, first, last in _groups(schema, len(rows)):
        inner = "".join(f"{element('tr', ''.join(cells))}\n" for cells in rows[first:last])
        parts.append(element(tag, f"\n{inner}"))
    inner = "\n".join(parts)
    whole = element("table", f"\n{inner}\n", class_=f"figures {schema.key}")
    return element("div", f"\n{whole}\n", class_="wide", role="region", tabindex=0, aria_label=caption)


def _rows(figures: FigureTable) -> list[list[str]]:
    cells = layout(figures.schema)
    rows: list[list[str]] = [[] for _ in range(max(cell.row + cell.row_span for cell in cells))]
    for cell in cells:
        rows[cell.row].append(_cell(cell, figures))
    return rows


def _cell(cell: PrintedCell, figures: FigureTable) -> str:
    attributes: dict[str, str | int] = {}
    if cell.row_span > 1:
        attributes["rowspan"] = cell.row_span
    if cell.column_span > 1:
        attributes["colspan"] = cell.column_span
    if cell.role == "number":
        return element("td", content(figures.cells.get(cell.path, "")), **attributes)
    if cell.role == "corner":
        attributes["class_"] = "corner"
    label = _in_pairs(cell.text) if cell.role == "column" else content(cell.text)
    return element("th", label, scope=_scope(cell), **attributes)


def _columns(schema: TableSchema) -> str:
    labels = "".join(opening("col", class_=f"label{place}") for place in range(1, schema.label_columns + 1))
    return labels + opening("col", span=schema.width - schema.label_columns)


def _in_pairs(label: str) -> str:
    """A column label that breaks, where it must, between words: in the statutory labels of an even
    number of characters every word has two."""
    if len(label) % 2:
        return content(label)
    return "<wbr>".join(content(label[place : place + 2]) for place in range(0, len(label), 2))


def _scope(cell: PrintedCell) -> str:
    """What a label speaks for: its row or column, or the group of them that it spans."""
    if cell.role == "block":
        return "rowgroup"
    single, group = _SCOPES[cell.role]
    spans = cell.row_span if cell.role == "row" else cell.column_span
    return group if spans > 1 else single


def _groups(schema: TableSchema, height: int) -> Iterator[tuple[str, int, int]]:
    """The row groups as (tag, first row, row behind the last).

    The head is what repeats when a table of one block breaks over pages; every block, and every
    outermost label that stands over several rows, is a body of its own.
    """
    head = header_rows(schema) if len(schema.blocks) == 1 else 0
    starts = {head}
    for cell in layout(schema):
        outer = cell.role == "row" and cell.column == 0 and cell.row_span > 1
        if cell.role == "block" or outer:
            starts |= {cell.row} if cell.role == "block" else {cell.row, cell.row + cell.row_span}
    bounds = [*sorted(start for start in starts if start < height), height]
    if head:
        yield "thead", 0, head
    for first, last in itertools.pairwise(bounds):
        yield "tbody", first, last


@dataclass(frozen=True)
class Bar:
    """One bar: its label, its value in the chart's unit, and the number as printed."""

    label: str
    value: Decimal
    printed: str


def bar_chart(title: str, bars: Sequence[Bar], unit: str) -> str:
    """A ``<figure>`` with a bar for each quantity."""
    longest = max(bar.value for bar in bars)
    words = [figure("bar", label=bar.label, value=bar.printed, unit=unit) for bar in bars]
    return _figure(title, figure("joiner").join(words), [_row(bar.label, [_bar(bar, longest, unit)]) for bar in bars])


def paired_chart(title: str, pairs: Sequence[tuple[Bar, Bar]], unit: str, years: tuple[str, str]) -> str:
    """A ``<figure>`` with two bars for each quantity and a key on top that names the years.

    :param pairs: each quantity this year and last year.
    :param years: this year and last year in words.
    """
    longest = max(bar.value for pair in pairs for bar in pair)
    key = (element("span", content(year), class_=name) for year, name in zip(years, _YEARS, strict=True))
    rows = [element("div", "".join(key), class_="key")]
    words = []
    for now, before in pairs:
        bars = [_bar(bar, longest, unit, name) for bar, name in zip((now, before), _YEARS, strict=True)]
        rows.append(_row(now.label, bars))
        slots = {"year": years[0], "value": now.printed, "last_year": years[1], "last_value": before.printed}
        words.append(figure("pair", label=now.label, unit=unit, **slots))
    return _figure(title, figure("pair_joiner").join(words), rows)


_YEARS = ("now", "before")
"""What bars and their key are called in the style sheet."""


def _figure(title: str, words: str, rows: Sequence[str]) -> str:
    """The rows with their caption and, for those who cannot see them, the words for what they show."""
    chart = element("div", "\n".join(("", *rows, "")), class_="chart", role="img", aria_label=f"{title} {words}")
    return element("figure", f"\n{element('figcaption', content(title))}\n{chart}\n")


def _row(label: str, bars: Sequence[str]) -> str:
    return element("div", element("span", content(label), class_="label") + element("div", "".join(bars)), class_="row")


def _bar(bar: Bar, longest: Decimal, unit: str, name: str = _YEARS[0]) -> str:
    """The bar, in percent of the longest, and the number behind it."""
    percent = round(bar.value / longest * 100) if longest else 0
    drawn = element("i", "", style=f"width:{percent}%")
    return element("div", drawn + element("span", content(f"{bar.printed}{unit}")), class_=f"bar {name}")


_HANDLING = ("received", "carried_in", "total", "carried_out")
_RESULTS = "t3-result-total"
_COMPARED = ("received", "total", "granted", "partly_granted")


def summary(document: Document, last: Document | None = None) -> str:
    """An ``<aside>`` with the pictures that the report has figures for, or "" when it has none.

    A picture is left out when all its figures are 0, and when a cell it needs holds no number.
    With ``last``, the report on the year before, its applications stand beside this year's.
    """
    charts = [
        bar_chart(figure(name), bars, unit) for name, bars, unit in _charts(document) if any(bar.value for bar in bars)
    ]
    charts += _years_compared(document, last) if last is not None else []
    if not charts:
        return ""
    heading = element("h2", content(figure("summary")), id="summary")
    return element("aside", "\n".join(("", heading, *charts, "")), class_="summary", aria_labelledby="summary")


def _charts(document: Document) -> Iterator[tuple[str, list[Bar], str]]:
    yield "channels", _channels(document), figure("items")
    requests, proceedings = document.table("T3"), document.table("T4")
    applications = figure("applications")
    if requests is not None:
        block = requests.schema.blocks[0]
        rows = {leaf.path: leaf for leaf in block.row_leaves}
        results = next((part.right for part in requests.schema.relations if part.rule == _RESULTS), ())
        kinds = [leaf for leaf in block.column_leaves if leaf.path != "total"]
        yield "handling", _bars(requests, ((rows[key], f"{key}.total") for key in _HANDLING)), applications
        outcomes = _bars(requests, ((rows[key], f"{key}.total") for key in results))
        yield "outcomes", [bar for bar in outcomes if bar.value], applications
        applicants = _bars(requests, ((leaf, f"received.{leaf.path}") for leaf in kinds))
        yield "applicants", [bar for bar in applicants if bar.value], applications
    if proceedings is not None:
        totals = [leaf for leaf in proceedings.schema.blocks[0].column_leaves if leaf.path.endswith(".total")]
        yield "proceedings", _bars(proceedings, ((_above(leaf), leaf.path) for leaf in totals)), applications


def _years_compared(document: Document, last: Document) -> list[str]:
    """The applications of both years; none when ``last`` is not the year before, or a cell holds no number."""
    if document.year is None or last.year != document.year - 1:
        return []
    now, before = (_compared(report) for report in (document, last))
    if not now or not before or not any(bar.value for bar in (*now, *before)):
        return []
    years = (figure("year", year=document.year), figure("year", year=last.year))
    return [paired_chart(figure("years"), list(zip(now, before, strict=True)), figure("applications"), years)]


def _compared(document: Document) -> list[Bar]:
    requests = document.table("T3")
    if requests is None:
        return []
    rows = {leaf.path: leaf for leaf in requests.schema.blocks[0].row_leaves}
    return _bars(requests, ((rows[key], f"{key}.total") for key in _COMPARED))


def _above(leaf: Leaf) -> Leaf:
    return Leaf(leaf.path, leaf.headers[:-1])


def _bars(table: FigureTable, places: Iterable[tuple[Leaf, str]]) -> list[Bar]:
    """One bar for each cell, none at all when one of the cells holds no number."""
    bars = []
    for leaf, path in places:
        value = read_number(table.cells.get(path, ""))
        if value is None or value < 0:
            return []
        bars.append(Bar(leaf.header.short, value, print_number(value)))
    return bars


def _channels(document: Document) -> list[Bar]:
    """How many items went through which channel, as far as a paragraph of section 一 says it beyond doubt."""
    section = document.section("overview")
    total_pattern, patterns = channel_patterns()
    for block in section.blocks if section is not None else ():
        text = getattr(block, "text", "")
        total = re.search(total_pattern, text)
        found = [(name, re.findall(pattern, text)) for name, pattern in patterns.items()]
        parts = [(name, Decimal(numbers[0])) for name, numbers in found if len(numbers) == 1]
        if total and len(parts) > 1 and sum(value for _, value in parts) == Decimal(total[1]):
            return [Bar(name, value, print_number(value)) for name, value in parts]
    return []


_STYLE = Path(__file__).with_name("web.css")
_PHONE_LINE = 15.0
"""Full-width characters of the title that fit on a screen of 390 pixels."""


def write_html(document: Document, target: BinaryIO, *, draft: bool = False, last: Document | None = None) -> None:
    """Writes ``document`` as one HTML5 file in UTF-8: for a portal, to be read on any screen or printed.

    The text and the figures are printed as they stand in the document; what HTML cannot carry is
    dropped. The same document gives the same bytes. With ``draft`` the page is stamped. With ``last``,
    the report on the year before, its figures stand beside this year's in the summary pictures.

    :raises OSError: ``target`` cannot be written.
    """
    article = element("article", "\n" + "\n".join(_article(document, draft)) + "\n")
    parts = "\n".join(filter(None, (element("main", article), summary(document, last))))
    body = element("body", f"\n{parts}\n", **({"class_": "draft", "data_mark": mark("draft")} if draft else {}))
    page = element("html", f"\n{_head(document)}\n{body}\n", lang="zh-CN")
    target.write(f"<!DOCTYPE html>\n{page}\n".encode())


@cache
def style_sheet() -> str:
    return _STYLE.read_text(encoding="utf-8")


def _head(document: Document) -> str:
    title = line(document.title) or document.standard.report_title
    lines = (
        opening("meta", charset="utf-8"),
        opening("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("title", title),
        opening("meta", name="author", content=document.agency),
        element("style", f"\n{style_sheet()}"),
    )
    return element("head", "\n" + "\n".join(lines) + "\n")


def _article(document: Document, draft: bool) -> Iterator[str]:
    if draft:
        yield element("p", content(mark("draft_line")), class_="stamp")
    yield element("h1", _title(document))
    for paragraph in document.preface:
        yield _paragraph(paragraph.text)
    for section in document.sections:
        yield element("section", "\n" + "\n".join(_section(section)) + "\n")
    if printable(document.signature.agency):
        yield element("p", _name(printable(document.signature.agency)), class_="signature")
    if printable(document.signature.date_text):
        yield element("p", _date(document), class_="signature date")


def _title(document: Document) -> str:
    """The title; where it is too long for a line it should break behind the agency's name."""
    title, agency = printable(document.title), printable(document.agency)
    if agency and title.startswith(agency):
        return f"{_name(agency)}<wbr>{content(title.removeprefix(agency))}"
    return content(title)


def _name(agency: str) -> str:
    """A name; one too long for a line of a phone should break between its parts."""
    return "<wbr>".join(map(content, name_lines(agency, _PHONE_LINE)))


def _section(section: Section) -> Iterator[str]:
    if section.heading:
        yield element("h2", content(section.heading))
    for block in section.blocks:
        yield _block(block)


def _block(block: Block) -> str:
    if isinstance(block, FigureTable):
        return table(block, standard_of(block.format).section(block.schema.section).title)
    if isinstance(block, Heading):
        return element(f"h{min(max(block.level, 2), 4) + 1}", content(block.text))
    return _paragraph(block.text)


def _paragraph(text: str) -> str:
    return element("p", content(text), **({"class_": "ragged"} if has_long_run(text) else {}))


def _date(document: Document) -> str:
    text, day = content(document.signature.date_text), document.signature.day
    return element("time", text, datetime=day.isoformat()) if day else text


__all__ = ["write_html"]
