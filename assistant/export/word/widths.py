"""How wide the columns of a statutory table are on paper."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from itertools import chain, repeat
from pathlib import Path

from assistant.document import FigureTable
from assistant.export.characters import width
from assistant.standard import TableSchema, layout

TEXT_WIDTH = 8845
"""Between the margins of the page: 210 − 28 − 26 = 156 mm, in twips (1/1440 inch)."""

_FILE = Path(__file__).with_name("tables.toml")
_FULL_WIDTH = 210
_PADDING = 100


@dataclass(frozen=True)
class Measures:
    """The measures of one table in twips, as tables.toml explains them."""

    labels: tuple[int, ...]
    numbers: tuple[int, ...]
    last_label: int
    row: int


@cache
def measures(schema_key: str) -> Measures:
    """The measures of the table of that schema; those of ``[default]`` where it has none of its own."""
    data = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    item = data.get(schema_key, data["default"])
    return Measures(tuple(item["labels"]), tuple(item["numbers"]), item["last_label"], item["row"])


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
