"""Tables told by tabs: one cell a line, or a row a line."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.intake.bounds import MAX_LABEL
from assistant.intake.recognise.tables.labels import is_figure
from assistant.intake.stream import Cell, Table

TAB = "\t"

_NEARLY_ALL = 0.9
"""Share of a block's lines that must begin with a tab for every cell to have one; the rest are slips."""

_FEWEST_CELLS = 4
"""Cells of a table at least: fewer lines with a tab are an indented paragraph or a signature."""


def is_tab_row(line: str) -> bool:
    """Whether a line is a whole row: tabs stand between its cells."""
    return TAB in line.lstrip(TAB)


def tab_table_end(lines: Sequence[str], start: int) -> int:
    """Where the cells that begin at ``start`` end.

    A long line is a paragraph, however it is indented. A line without a tab goes on with the row
    above if it is a figure, or if it follows a label at once.
    """
    end = place = start
    before = ""
    while place < len(lines):
        line = lines[place]
        text = line.strip()
        if len(line) > MAX_LABEL and not is_tab_row(line):
            break
        if line.startswith(TAB) or is_tab_row(line):
            end = place + 1
        elif text:
            if place > end or not (is_figure(text) or not is_figure(before)):
                break
            end = place + 1
        elif _goes_on_blank(lines, place, end):
            end = place + 1
        before = text or before
        place += 1
    return end


def _goes_on_blank(lines: Sequence[str], place: int, end: int) -> bool:
    """Whether an empty line may be a blank cell: a figure without a tab follows."""
    following = lines[place + 1] if place + 1 < len(lines) else ""
    return place == end and bool(following.strip()) and TAB not in following and is_figure(following)


def tab_table(lines: Sequence[str]) -> Table | None:
    """The table of some lines, None when they are no table."""
    filled = [line for line in lines if line.strip(" ")]
    wholes = sum(map(is_tab_row, filled))
    if wholes > len(filled) / 2:
        rows = [[piece.strip() for piece in line.split(TAB)] for line in filled]
    elif len(filled) < _FEWEST_CELLS:
        return None
    elif sum(line.startswith(TAB) for line in filled) >= _NEARLY_ALL * len(filled):
        rows = _rows_by_blank_lines(lines)
    else:
        rows = _rows_by_tabs(lines)
    return Table(tuple(tuple(Cell(text, column) for column, text in enumerate(row)) for row in rows if row))


def _rows_by_blank_lines(lines: Sequence[str]) -> list[list[str]]:
    """Every cell has its tab; a line without anything ends a row."""
    rows: list[list[str]] = [[]]
    for line in lines:
        if line.strip(" "):
            rows[-1].append(line.strip())
        else:
            rows.append([])
    return rows


def _rows_by_tabs(lines: Sequence[str]) -> list[list[str]]:
    """A tab begins a row; an empty line is a blank cell, unless one stands between all rows."""
    rows: list[list[str]] = []
    for line in lines:
        if line.startswith(TAB) or not rows:
            rows.append([])
        rows[-1].append(line.strip())
    parted = sum(row[-1] == "" for row in rows[:-1])
    if parted >= _NEARLY_ALL * (len(rows) - 1):
        rows = [row[:-1] if row[-1] == "" else row for row in rows]
    return rows
