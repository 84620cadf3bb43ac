"""The summary pictures: what the report's own figures show at a glance. Nothing is added up here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from assistant.document import Document, FigureTable, print_number, read_number
from assistant.export.messages import channel_patterns, figure
from assistant.export.web.bars import Bar, Pair, bar_chart, paired_chart
from assistant.export.web.elements import content, element
from assistant.standard import Leaf

_HANDLING = ("received", "carried_in", "total", "carried_out")
_RESULTS = "t3-result-total"
_COMPARED = ("received", "total", "granted", "partly_granted")


def summary(document: Document, last: Document | None = None) -> str:
    """An ``<aside>`` with the pictures that the report has figures for, or "" when it has none.

    A picture is left out when all its figures are 0, and when a cell it needs holds no number.
    With ``last``, the report on the year before, its applications stand beside this year's.
    """
    charts = [
        bar_chart(name, figure(name), bars, unit)
        for name, bars, unit in _charts(document)
        if any(bar.value for bar in bars)
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
    pairs = [Pair(this, other) for this, other in zip(now, before, strict=True)]
    years = (figure("year", year=document.year), figure("year", year=last.year))
    return [paired_chart("years", figure("years"), pairs, figure("applications"), years)]


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
