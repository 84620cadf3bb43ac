"""The summary pictures behind a report: only figures that the report prints, each with its words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.document import Document, FigureTable, print_number, read_number
from assistant.export.markup import content, element
from assistant.export.messages import channel_patterns, figure
from assistant.standard import Leaf


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


def summary(document: Document, last: Document | None = None, beside: Mapping[str, str] | None = None) -> str:
    """An ``<aside>`` with the pictures that the report has figures for, or "" when it has none.

    A picture is left out when all its figures are 0, and when a cell it needs holds no number.
    With ``last``, the report on the year before, its applications stand beside this year's.

    :param beside: pictures of both years by their keys, which stand in the place of those of one year.
    """
    pictures = list((beside or {}).values())
    pictures += [
        bar_chart(figure(name), bars, unit)
        for name, bars, unit in _charts(document)
        if any(bar.value for bar in bars) and name not in (beside or {})
    ]
    pictures += _years_compared(document, last) if last is not None and not beside else []
    if not pictures:
        return ""
    heading = element("h2", content(figure("summary")), id="summary")
    return element("aside", "\n".join(("", heading, *pictures, "")), class_="summary", aria_labelledby="summary")


def _charts(document: Document) -> Iterator[tuple[str, list[Bar], str]]:
    yield "channels", channels(document), figure("items")
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


def channels(document: Document) -> list[Bar]:
    """How many items went through which channel, as far as a paragraph of section 一 says it beyond doubt."""
    _, parts = items(document)
    return [Bar(name, value, print_number(value)) for name, value in parts.items()] if len(parts) > 1 else []


def items(document: Document) -> tuple[Decimal | None, dict[str, Decimal]]:
    """How many items were published, and how many of them through which channel, as a paragraph of section 一 says.

    Of several channels none where they do not make up a number of the paragraph; of one channel only what is all
    that the paragraph counts, and then it is not said to be the whole. None and {} where nothing is beyond doubt.
    """
    section = document.section("overview")
    number, total, patterns = channel_patterns()
    for block in section.blocks if section is not None else ():
        text = getattr(block, "text", "")
        found = {name: re.findall(pattern, text) for name, pattern in patterns.items()}
        parts = {name: Decimal(numbers[0]) for name, numbers in found.items() if len(numbers) == 1}
        whole = sum(parts.values(), Decimal(0))
        if len(parts) > 1 and whole in map(Decimal, re.findall(number, text)):
            return whole, parts
        stated = set(map(Decimal, re.findall(total, text)))
        if len(stated) == 1 and not any(found.values()):
            return stated.pop(), {}
        if len(parts) == 1 and stated == {whole}:
            return None, parts
    return None, {}
