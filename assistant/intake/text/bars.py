"""Tables drawn with bars: ``| 规章 | 0 | 0 | 0 |``, with or without lines between the rows."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.intake.bounds import MAX_LABEL
from assistant.intake.stream import Cell, Line, Table

_BARS = "|｜│┃"
_BORDER = frozenset("|｜│┃+-=:─━┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬═║ \t")
_LINES_OF_A_CELL = 3
"""Lines that a cell between lone bars may be broken into."""

_FEWEST_ROWS = 2
"""Rows of a table at least: a single line with bars is a menu or a path."""


def is_bar_row(line: str) -> bool:
    """Whether a line is a row, or a line drawn between rows. A row of one cell may have one bar, at its end."""
    text = line.strip()
    bars = sum(text.count(bar) for bar in _BARS)
    if bars == 1 and 1 < len(text) <= MAX_LABEL:
        return text[-1] in _BARS
    return bars >= 2 or (len(text) > 2 and set(text) <= _BORDER)


def is_lone_bar(line: str) -> bool:
    """Whether a line is nothing but the bar between two cells that stand on lines of their own."""
    text = line.strip()
    return len(text) == 1 and text in _BARS


def lone_bars_end(lines: Sequence[str], start: int) -> int:
    """Where the cells end that begin at ``start``, each followed by a lone bar; ``start`` when none do."""
    end = place = start
    between = 0
    while place < len(lines) and between <= _LINES_OF_A_CELL:
        text = lines[place].strip()
        if is_lone_bar(text):
            end, between = place + 1, 0
        elif len(text) > MAX_LABEL:
            break
        elif text:
            between += 1
        place += 1
    return end


def lone_bar_cells(lines: Sequence[str]) -> list[Line]:
    """Cells parted by lone bars as lines; two bars behind each other have a blank cell between them.

    Headings and sentences may stand among them: only the recognition can tell.
    """
    cells: list[Line] = []
    blank = False
    for line in lines:
        text = line.strip()
        if text and not is_lone_bar(text):
            cells.append(Line(text))
            blank = False
        elif text:
            cells += [Line("", mark="blank")] if blank else []
            blank = True
    return cells


def bar_rows_end(lines: Sequence[str], start: int) -> int:
    """Where the rows that begin at ``start`` end."""
    end = start
    while end < len(lines) and is_bar_row(lines[end]):
        end += 1
    return end


def bar_table(lines: Sequence[str]) -> Table | None:
    """The table of some rows, None when they are too few to be one."""
    drawn = [line for line in lines if not set(line.strip()) <= _BORDER or _blank_row(line)]
    framed = sum(line.strip()[0] in _BARS for line in drawn) > len(drawn) / 2
    rows = [_cells(line, framed) for line in drawn]
    if len(rows) < _FEWEST_ROWS:
        return None
    return Table(tuple(tuple(Cell(text, column) for column, text in enumerate(row)) for row in rows))


def _blank_row(line: str) -> bool:
    """Whether a row has bars and nothing between them: its cells are printed blank."""
    return set(line.strip()) <= set(_BARS) | {" "}


def _cells(line: str, framed: bool) -> list[str]:
    """The cells of a row. ``framed``: the rows of this table begin with a bar; else one there follows a blank cell."""
    for bar in _BARS[1:]:
        line = line.replace(bar, _BARS[0])
    text = line.strip()
    text = text.removeprefix(_BARS[0]) if framed else text
    text = text.removesuffix(_BARS[0])
    return [piece.strip() for piece in text.split(_BARS[0])]
