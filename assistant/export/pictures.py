"""This year beside last year as SVG: applications, their results, published items. Drawn only from printed figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.document import Document, FigureTable, number_in, print_number
from assistant.export.charts import items
from assistant.export.markup import content, element
from assistant.export.messages import figure, printable, width
from assistant.standard.schema import Header, TableSchema, join, leaves

WIDE = 360
"""Units across; on a telephone about one unit a pixel."""
_TEXT = 14
_NUMBERS = 70
"""Room for the numbers behind the bars."""
_BAR, _LABEL, _GAP, _KEY = 16, 20, 12, 28
_SERIES = ("now", "before")
_HANDLING = ("received", "carried_in", "total", "carried_out")
_SUMS = ("total", "carried_out", "received", "carried_in")
_TOTAL = "total"


@dataclass(frozen=True)
class YearPair:
    """One quantity of two years."""

    label: str
    now: Decimal
    before: Decimal


@dataclass(frozen=True)
class Picture:
    """A picture: its key, its title, the quantities and their unit."""

    key: str
    title: str
    pairs: tuple[YearPair, ...]
    unit: str


def pictures(document: Document, last: Document) -> list[Picture]:
    """The pictures that both reports have figures for; none of a subject in which all figures are 0."""
    requests = [report.table("T3") for report in (document, last)]
    now, before = requests
    found: list[Picture] = []
    if now is not None and before is not None:
        unit = figure("applications")
        found.append(Picture("handling", figure("handling"), tuple(_pairs(now, before, _handling(now.schema))), unit))
        results = [pair for pair in _pairs(now, before, _results(now.schema)) if pair.now or pair.before]
        found.append(Picture("outcomes", figure("outcomes"), tuple(results), unit))
    found.append(Picture("channels", figure("channels"), tuple(_items(document, last)), figure("items")))
    return [picture for picture in found if any(pair.now or pair.before for pair in picture.pairs)]


def _handling(schema: TableSchema) -> Iterator[tuple[str, tuple[str, ...]]]:
    rows = {leaf.path: leaf for leaf in schema.blocks[0].row_leaves}
    yield from ((rows[key].header.short, (key,)) for key in _HANDLING if key in rows)


def _results(schema: TableSchema) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The groups of results, each with the rows that it sums up; the rows that are sums themselves are none."""
    for header in _outermost(schema.blocks[0].rows):
        paths = tuple(leaf.path for leaf in leaves((header,)) if leaf.path not in _SUMS)
        if paths:
            yield header.short or header.label, paths


def _outermost(rows: Sequence[Header]) -> Iterator[Header]:
    """The rows below the one label that stands over all results."""
    for header in rows:
        yield from header.children if header.children and not header.key else (header,)


def _pairs(now: FigureTable, before: FigureTable, groups: Iterable[tuple[str, tuple[str, ...]]]) -> Iterator[YearPair]:
    """The groups of which every cell holds a number in both years."""
    for label, rows in groups:
        sums = [_sum(table, rows) for table in (now, before)]
        if sums[0] is not None and sums[1] is not None:
            yield YearPair(label, sums[0], sums[1])


def _sum(table: FigureTable, rows: Sequence[str]) -> Decimal | None:
    numbers = [number_in(table.cells.get(join(row, _TOTAL), "")) for row in rows]
    known = [number for number in numbers if number is not None and number >= 0]
    return sum(known, Decimal(0)) if len(known) == len(numbers) else None


def _items(document: Document, last: Document) -> Iterator[YearPair]:
    (total, now), (total_before, before) = items(document), items(last)
    if total is not None and total_before is not None:
        yield YearPair(figure("all_channels"), total, total_before)
    yield from (YearPair(label, now[label], before[label]) for label in now if label in before)


def picture_page(document: Document, last: Document) -> dict[str, str]:
    """The pictures as <figure> elements by their keys. :param last: the older report."""
    years = (_year(document), _year(last))
    return {picture.key: _figure(picture, years) for picture in pictures(document, last)}


def _year(document: Document) -> str:
    return figure("year", year=document.year) if document.year is not None else figure("no_year")


def _figure(picture: Picture, years: tuple[str, str]) -> str:
    drawing = svg(picture, years)
    return element("figure", f"\n{element('figcaption', content(picture.title))}\n{drawing}\n", class_="years")


def svg(picture: Picture, years: tuple[str, str]) -> str:
    """One picture: a key, then for each quantity its name and a bar for each year with its number behind.

    :param years: the year of the first and of the second bar in words.
    """
    longest = max(max(pair.now, pair.before) for pair in picture.pairs)
    parts = [
        element("title", content(picture.title), id=f"{picture.key}-title"),
        element("desc", content(in_words(picture, years)), id=f"{picture.key}-desc"),
        *_key(years),
    ]
    y = _KEY
    for pair in picture.pairs:
        parts.append(_text(0, y + _TEXT, pair.label, "name"))
        y += _LABEL
        for value, name in zip((pair.now, pair.before), _SERIES, strict=True):
            long = int(value / longest * (WIDE - _NUMBERS)) if longest else 0
            parts.append(element("rect", "", class_=name, x=0, y=y, width=max(long, 1), height=_BAR - 2))
            parts.append(_text(max(long, 1) + 5, y + _BAR - 4, f"{print_number(value)}{picture.unit}", "number"))
            y += _BAR
        y += _GAP
    inner = "\n".join(("", *parts, ""))
    names = f"{picture.key}-title {picture.key}-desc"
    return element("svg", inner, viewBox=f"0 0 {WIDE} {y}", role="img", aria_labelledby=names)


def in_words(picture: Picture, years: tuple[str, str]) -> str:
    """All that the picture shows, as a sentence."""
    words = (
        figure(
            "pair", label=pair.label, unit=picture.unit, year=years[0], value=print_number(pair.now),
            last_year=years[1], last_value=print_number(pair.before),
        )
        for pair in picture.pairs
    )  # fmt: skip
    return figure("pair_joiner").join(words)


def _key(years: tuple[str, str]) -> Iterator[str]:
    x = 0
    for year, name in zip(years, _SERIES, strict=True):
        yield element("rect", "", class_=name, x=x, y=4, width=_TEXT, height=_TEXT)
        yield _text(x + _TEXT + 5, _TEXT + 2, year, "name")
        x += round(width(year) * _TEXT) + 3 * _TEXT


def _text(x: int, y: int, text: str, name: str) -> str:
    return element("text", content(" ".join(printable(text).split())), x=x, y=y, class_=name)
