"""Tables in plain text whose cells are parted by commas, as a spreadsheet is copied into a mail or a text.

They are read where every sign says that they are tables of the format; in doubt they stay lines of text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from assistant.reading.budget import Budget
from assistant.reading.stream import Cell, Table
from assistant.reading.tables import format_of, schema_of
from assistant.reading.tables.labels import is_figure, is_label, labels_of
from assistant.standard import TableSchema

_COMMAS = ("，", ",")
"""The Chinese one first: where it parts the cells, the other stands within numbers."""
_QUOTES = {'"': '"', "“": "”", "「": "」"}
_BRACKETS = {"（": 1, "(": 1, "）": -1, ")": -1}
_STOPS = re.compile("[。；;！？]")
_LONGEST_ROW = 400
"""Characters of a row: the longest label and all figures of the widest row have under 150."""
_FEWEST_ROWS = 2
"""Rows with figures at least: one line with commas is a sentence or a list."""
_FEWEST_KNOWN = 3
"""Labels of a header in which there is also a word that is none."""
_MOST_SLIPS = 2
"""Words of a row that are no labels: its group and its name with a slip, or what stands in the place of a figure."""
_FEWEST_FIGURES = 3
"""Figures of a row whose name is no label, and of one whose figures are all blank."""
_HEAD = re.compile(r"[1-9]\d{0,2}")
_THOUSAND = re.compile(r"\d{3}")


def comma_table(lines: Sequence[str], start: int, budget: Budget) -> tuple[Table | None, int]:
    """The statutory table whose rows begin at ``start``, its cells parted by commas, and where such rows end.

    The end is ``start`` where no such row begins there; the table is None where the rows are not surely the
    format's, as where a comma may stand within a number or between two of them.
    """
    rows: list[list[str]] = []
    place = end = start
    while place < len(lines):
        text = lines[place].strip()
        if text:
            cells = _cells_of_row(text, begun=bool(rows))
            budget.take("cells", len(cells))
            if not cells and not (rows and is_label(text)):
                break
            rows.append(cells or [text])
            end = place + 1
        elif not rows or place > end:
            break
        place += 1
    return _certain(rows), end


def _cells_of_row(line: str, *, begun: bool) -> list[str]:
    """The cells of a row; empty where a line is none, or parts no cells.

    :param begun: whether a row of a table stands above it.
    """
    if len(line) > _LONGEST_ROW or _STOPS.search(line):
        return []
    for commas in (*_COMMAS, "".join(_COMMAS)):
        cells = list(_split(line, commas))
        if len(cells) > 1 and _is_row(cells, begun=begun):
            return cells
    return []


def _split(line: str, commas: str) -> Iterator[str]:
    """A line cut at its commas; those within brackets and quotation marks are its cells' own."""
    depth, start, closing = 0, 0, ""
    for place, character in enumerate(line):
        if closing:
            closing = "" if character == closing else closing
        elif character in _QUOTES and not line[start:place].strip():
            closing = _QUOTES[character]
        elif character in commas and depth <= 0:
            yield _bare(line[start:place])
            start = place + 1
        else:
            depth = max(depth + _BRACKETS.get(character, 0), 0)
    yield _bare(line[start:])


def _bare(cell: str) -> str:
    """A cell without the quotation marks around it; two within them stand for one."""
    text = cell.strip()
    if len(text) > 1 and text[0] in _QUOTES and text[-1] == _QUOTES[text[0]]:
        return text[1:-1].replace('""', '"').strip()
    return text


def _is_row(cells: Sequence[str], *, begun: bool) -> bool:
    filled = [cell for cell in cells if cell]
    unknown = [cell for cell in filled if not is_figure(cell) and not is_label(cell)]
    labels = [cell for cell in filled if not is_figure(cell) and is_label(cell)]
    if not unknown:
        return bool(labels) or begun
    if len(labels) >= _FEWEST_KNOWN and len(unknown) == 1:
        return True
    if not begun or len(unknown) > _MOST_SLIPS or len(cells) - len(unknown) - len(labels) < _FEWEST_FIGURES:
        return False
    # A word may stand in the place of a figure, or a name that is no label in front of all of them.
    return bool(labels) or len(cells) - len(_figures(cells)) <= _MOST_SLIPS


def _figures(cells: Sequence[str]) -> Sequence[str]:
    """The figures at the end of a row."""
    start = len(cells)
    while start > 0 and is_figure(cells[start - 1]):
        start -= 1
    return cells[start:]


def _certain(rows: Sequence[Sequence[str]]) -> Table | None:
    """The table of some rows, its figures whole; None where that is in doubt."""
    counted = [row for row in rows if any(_figures(row)) or len(_figures(row)) >= _FEWEST_FIGURES]
    key = schema_of(_table(rows)) if counted else ""
    if not key:
        return None
    schema = format_of(cell for row in rows for cell in row).tables[key]
    if len(counted) < _FEWEST_ROWS and schema.label_columns:
        return None
    usual = Counter(map(len, rows)).most_common(1)[0][0]
    whole = [_with_whole_figures(row, schema, usual) for row in rows]
    known = [row for row in whole if row is not None]
    return _table(known) if len(known) == len(rows) else None


def _table(rows: Sequence[Sequence[str]]) -> Table:
    return Table(tuple(tuple(Cell(text, column) for column, text in enumerate(row)) for row in rows))


def _with_whole_figures(row: Sequence[str], schema: TableSchema, usual: int) -> list[str] | None:
    """A row of which no number is cut in two at the comma between its thousands.

    A row with more figures than it has columns is joined where three digits stand behind one to three; None unless
    that gives as many figures as there are columns, and in one way.

    :param usual: the cells of most rows; blank ones in front of the figures belong to the names only in such a row.
    """
    figures = list(_figures(row))
    due = _due(row[: len(row) - len(figures)], schema)
    filled = [figure for figure in figures if figure]
    if not due or not filled or len(figures) <= due:
        return list(row)
    if due == 1:
        figures = filled
    while len(figures) > due and not figures[-1]:
        figures.pop()
    if len(figures) > due and not figures[0] and len(row) > usual:
        return None
    while len(figures) > due and not figures[0]:
        del figures[0]
    if len(figures) == due:
        return list(row)
    joined = _joined(figures, len(figures) - due)
    return None if joined is None else [*row[: len(row) - len(_figures(row))], *joined]


def _joined(figures: Sequence[str], over: int) -> list[str] | None:
    """Figures with the thousands put together, ``over`` fewer than before; None where that is not sure."""
    joints = [
        place
        for place, (head, rest) in enumerate(pairwise(figures))
        if _HEAD.fullmatch(head) and _THOUSAND.fullmatch(rest)
    ]
    if len(joints) != over or any(later - place == 1 for place, later in pairwise(joints)):
        return None
    joined: list[str] = []
    for place, figure in enumerate(figures):
        if place - 1 in joints:
            joined[-1] = f"{joined[-1]},{figure}"
        else:
            joined.append(figure)
    return joined


def _due(names: Sequence[str], schema: TableSchema) -> int:
    """How many figures the row of these names has; 0 where that is not known."""
    if not schema.label_columns:
        return sum(len(block.column_leaves) for block in schema.blocks)
    row = labels_of(schema).row
    path = next((path for name in reversed(names) if (path := row(name))), "")
    return _columns(schema).get(path, 0)


@cache
def _columns(schema: TableSchema) -> dict[str, int]:
    """How many columns each row of a table has, by its path."""
    return {leaf.path: len(block.column_leaves) for block in schema.blocks for leaf in block.row_leaves}
