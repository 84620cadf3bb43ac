"""A statutory table as WordprocessingML: every cell is written once, in its place, merged from the start."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, repeat
from pathlib import Path

from lxml import etree

from assistant.document import FigureTable
from assistant.export.messages import width
from assistant.export.word.elements import paragraph, word
from assistant.standard import PrintedCell, TableSchema, header_rows, layout

TEXT_WIDTH = 8845
"""Between the margins of the page: 210 − 28 − 26 = 156 mm, in twips (1/1440 inch)."""

_FILE = Path(__file__).with_name("tables.toml")
_FULL_WIDTH = 210
_PADDING = 100
_LINE, _ABOVE_AND_BELOW = 240, 60


@dataclass(frozen=True)
class Measures:
    """The measures of one table in twips, as tables.toml explains them."""

    labels: tuple[int, ...]
    numbers: tuple[int, ...]
    last_label: int
    row: int
    least: int
    most: int


@cache
def measures(schema_key: str) -> Measures:
    """The measures of the table of that schema; those of ``[default]`` where it has none of its own."""
    data = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    item = data.get(schema_key, data["default"])
    return Measures(tuple(item["labels"]), tuple(item["numbers"]), item["last_label"], *item["rows"])


def column_widths(figures: FigureTable) -> list[int]:
    """The width of each grid column in twips; together they fill the text width exactly."""
    schema, measure = figures.schema, measures(figures.schema_key)
    least = chain(measure.numbers, repeat(measure.numbers[-1]))
    numbers = [max(pair) for pair in zip(_needs(figures, schema), least, strict=False)]
    if not schema.label_columns:
        return _stretched(numbers)
    labels = [*measure.labels[: schema.label_columns - 1]]
    labels += [measure.numbers[-1]] * (schema.label_columns - 1 - len(labels))
    room = TEXT_WIDTH - sum(labels) - measure.last_label
    if sum(numbers) > room:
        numbers = [number * room // sum(numbers) for number in numbers]
    return [*labels, TEXT_WIDTH - sum(labels) - sum(numbers), *numbers]


def row_needs(figures: FigureTable) -> list[int]:
    """How high each row must at least become for its labels and numbers, in twips."""
    widths, grid = column_widths(figures), _grid(figures.schema)
    needs = []
    for number, owners in enumerate(grid):
        lines = (
            math.ceil(width(_text(cell, figures)) * _FULL_WIDTH / max(_width(cell, widths) - _PADDING, _FULL_WIDTH))
            for cell in _across(owners)
            if cell.row_span == 1 and cell.row == number
        )
        needs.append(max(lines, default=1) * _LINE + _ABOVE_AND_BELOW)
    return needs


def _text(cell: PrintedCell, figures: FigureTable) -> str:
    return figures.cells.get(cell.path, "") if cell.role == "number" else cell.text


def _width(cell: PrintedCell, widths: Sequence[int]) -> int:
    return sum(widths[cell.column : cell.column + cell.column_span])


def _needs(figures: FigureTable, schema: TableSchema) -> list[int]:
    """What the longest number of each number column needs to stand on one line."""
    needs = [0] * (schema.width - schema.label_columns)
    for cell in layout(schema):
        if cell.role == "number" and cell.column_span == 1:
            place = cell.column - schema.label_columns
            text = figures.cells.get(cell.path, "")
            needs[place] = max(needs[place], round(width(text) * _FULL_WIDTH) + _PADDING)
    return needs


def _stretched(numbers: list[int]) -> list[int]:
    """Columns brought to the full width: what is over or missing is shared out evenly."""
    total = sum(numbers)
    if total > TEXT_WIDTH:
        shares = [number * TEXT_WIDTH // total for number in numbers]
    else:
        shares = [number + (TEXT_WIDTH - total) // len(numbers) for number in numbers]
    for place in range(TEXT_WIDTH - sum(shares)):
        shares[place % len(shares)] += 1
    return shares


_STYLES = {"number": "TableNumber", "row": "TableLabel"}
_HEADER_STYLE = "TableHeader"


def table(figures: FigureTable, caption: str, row_height: int) -> etree._Element:
    """The table in the shape of its schema, filled with the printed cells; no row is lower than ``row_height`` twips.

    ``caption`` is the alternative text that screen readers speak. Every row keeps with the next, so
    that a table that fits on a page is not broken; one that does not fit repeats its header.
    """
    schema, widths = figures.schema, column_widths(figures)
    grid = _grid(schema)
    element = word("tbl", _properties(caption), word("tblGrid", *(word("gridCol", w=width) for width in widths)))
    for number, owners in enumerate(grid):
        keep = number + 1 < len(grid)
        cells = [_cell(cell, number, figures, widths, keep) for cell in _across(owners)]
        element.append(word("tr", _row_properties(schema, number, row_height), *cells))
    return element


@cache
def _grid(schema: TableSchema) -> list[list[PrintedCell]]:
    """For each row and column the printed cell that covers it."""
    owners: dict[tuple[int, int], PrintedCell] = {}
    for cell in layout(schema):
        for row in range(cell.row, cell.row + cell.row_span):
            for column in range(cell.column, cell.column + cell.column_span):
                owners[row, column] = cell
    height = 1 + max(row for row, _ in owners)
    return [[owners[row, column] for column in range(schema.width)] for row in range(height)]


def _across(owners: list[PrintedCell]) -> Iterator[PrintedCell]:
    """The cells of one row from left to right, each once."""
    column = 0
    while column < len(owners):
        yield owners[column]
        column += owners[column].column_span


def _properties(caption: str) -> etree._Element:
    return word(
        "tblPr",
        word("tblStyle", val="FigureTable"),
        word("tblW", w=TEXT_WIDTH, type="dxa"),
        word("jc", val="center"),
        word("tblLayout", type="fixed"),
        word("tblLook", val="0000", firstRow=0, lastRow=0, firstColumn=0, lastColumn=0, noHBand=1, noVBand=1),
        word("tblCaption", val=caption),
    )


def _row_properties(schema: TableSchema, number: int, height: int) -> etree._Element:
    properties = word("trPr", word("cantSplit"))
    properties.append(word("trHeight", val=height, hRule="atLeast"))
    # With several blocks each has a header of its own: the first one must not stand over the others.
    if len(schema.blocks) == 1 and number < header_rows(schema):
        properties.append(word("tblHeader"))
    return properties


def _cell(cell: PrintedCell, row: int, figures: FigureTable, widths: list[int], keep: bool) -> etree._Element:
    properties = word("tcPr", word("tcW", w=_width(cell, widths), type="dxa"))
    if cell.column_span > 1:
        properties.append(word("gridSpan", val=cell.column_span))
    if cell.row_span > 1:
        properties.append(word("vMerge", val="restart") if row == cell.row else word("vMerge", val="continue"))
    properties.append(word("vAlign", val="center"))
    style = _STYLES.get(cell.role, _HEADER_STYLE)
    kept = (word("keepNext"),) if keep else ()
    return word("tc", properties, paragraph(style, _text(cell, figures) if row == cell.row else "", *kept))
