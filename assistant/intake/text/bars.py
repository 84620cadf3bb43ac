"""Tables drawn with bars: ``| 规章 | 0 | 0 | 0 |``, with or without lines between the rows."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.intake.stream import Cell, Table

_BARS = "|｜│┃"
_BORDER = frozenset("|｜│┃+-=:─━┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬═║ \t")
_FEWEST_ROWS = 2
"""Rows of a table at least: a single line with bars is a menu or a path."""


def is_bar_row(line: str) -> bool:
    """Whether a line is a row, or a line drawn between rows."""
    text = line.strip()
    if not text:
        return False
    return sum(text.count(bar) for bar in _BARS) >= 2 or (len(text) > 2 and set(text) <= _BORDER)


def bar_rows_end(lines: Sequence[str], start: int) -> int:
    """Where the rows that begin at ``start`` end."""
    end = start
    while end < len(lines) and is_bar_row(lines[end]):
        end += 1
    return end


def bar_table(lines: Sequence[str]) -> Table | None:
    """The table of some rows, None when they are too few to be one."""
    rows = [_cells(line) for line in lines if not set(line.strip()) <= _BORDER or _blank_row(line)]
    if len(rows) < _FEWEST_ROWS:
        return None
    return Table(tuple(tuple(Cell(text, column) for column, text in enumerate(row)) for row in rows))


def _blank_row(line: str) -> bool:
    """Whether a row has bars and nothing between them: its cells are printed blank."""
    return set(line.strip()) <= set(_BARS) | {" "}


def _cells(line: str) -> list[str]:
    for bar in _BARS[1:]:
        line = line.replace(bar, _BARS[0])
    text = line.strip()
    text = text.removeprefix(_BARS[0]).removesuffix(_BARS[0]) if text.startswith(_BARS[0]) else text
    return [piece.strip() for piece in text.split(_BARS[0])]
