"""Tables told by their ruled lines: where lines cross there are cells, where one is missing cells are merged."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.intake.bounds import MAX_SPAN, MAX_TABLE_ROWS
from assistant.intake.pdf.drawing import Page, Piece, Rule
from assistant.intake.stream import Cell, Table

_NEAR = 0.06
"""Inches within which two ruled lines are one, and a line's end touches another line."""

_FEWEST = 2
"""Rows or columns of a table at least: a single box frames text."""


@dataclass(frozen=True)
class Region:
    """A table on a page: its left, upper, right and lower border, the table, and the pieces of text in it."""

    left: float
    top: float
    right: float
    bottom: float
    table: Table
    pieces: frozenset[Piece]


def tables_of(page: Page) -> list[Region]:
    """The ruled tables of a page from top to bottom."""
    found = [_region(across, down, page.pieces) for across, down in _connected(page.across, page.down)]
    return sorted((region for region in found if region is not None), key=lambda region: region.top)


def _connected(across: Sequence[Rule], down: Sequence[Rule]) -> Iterable[tuple[list[Rule], list[Rule]]]:
    """Groups of ruled lines that touch: each is one table."""
    rules = [(False, rule) for rule in across] + [(True, rule) for rule in down]
    rules.sort(key=lambda item: item[1].start if item[0] else item[1].at)
    groups: list[tuple[float, float, list[Rule], list[Rule]]] = []
    for runs_down, rule in rules:
        top, bottom = (rule.start, rule.end) if runs_down else (rule.at, rule.at)
        if groups and top <= groups[-1][1] + _NEAR:
            first, last, flat, upright = groups.pop()
        else:
            first, last, flat, upright = top, bottom, [], []
        (upright if runs_down else flat).append(rule)
        groups.append((first, max(last, bottom), flat, upright))
    return [(flat, upright) for _, _, flat, upright in groups]


def _region(across: list[Rule], down: list[Rule], pieces: Sequence[Piece]) -> Region | None:
    rows, columns = _clusters(rule.at for rule in across), _clusters(rule.at for rule in down)
    if not _FEWEST < len(rows) <= MAX_TABLE_ROWS or not _FEWEST < len(columns) <= MAX_SPAN:
        return None
    inside = [
        piece
        for piece in pieces
        if rows[0] <= piece.middle <= rows[-1]
        and columns[0] - _NEAR <= piece.x + piece.width / 2 <= columns[-1] + _NEAR
    ]
    table = _table(rows, columns, across, down, [part for piece in inside for part in _parted(piece, down)])
    return Region(columns[0], rows[0], columns[-1], rows[-1], table, frozenset(inside))


def _parted(piece: Piece, down: Sequence[Rule]) -> list[Piece]:
    """A piece of text that reaches over borders, cut into its words."""
    crossed = [rule for rule in down if rule.start <= piece.middle <= rule.end]
    if not any(piece.x + _NEAR < rule.at < piece.end - _NEAR for rule in crossed) or " " not in piece.text:
        return [piece]
    whole = _width(piece.text) or 1.0
    parts: list[Piece] = []
    place = 0
    for word in piece.text.split(" "):
        if word:
            x = piece.x + piece.width * _width(piece.text[:place]) / whole
            parts.append(piece._replace(text=word, x=x, width=piece.width * _width(word) / whole))
        place += len(word) + 1
    return parts


def _width(text: str) -> float:
    """How wide a text prints, in full-width characters."""
    return sum(0.5 if character.isascii() else 1.0 for character in text)


def _clusters(values: Iterable[float]) -> list[float]:
    """Places of lines, those that are nearly the same made one."""
    places: list[float] = []
    for value in sorted(values):
        if not places or value - places[-1] > _NEAR:
            places.append(value)
    return places


def _table(
    rows: list[float], columns: list[float], across: list[Rule], down: list[Rule], pieces: Sequence[Piece]
) -> Table:
    flat = [[rule for rule in across if abs(rule.at - row) <= _NEAR] for row in rows]
    upright = [[rule for rule in down if abs(rule.at - column) <= _NEAR] for column in columns]
    taken: set[tuple[int, int]] = set()
    made: list[tuple[Cell, ...]] = []
    for row in range(len(rows) - 1):
        cells: list[Cell] = []
        for column in range(len(columns) - 1):
            if (row, column) in taken:
                continue
            end = _reach(upright, column, (rows[row] + rows[row + 1]) / 2)
            last = _reach(flat, row, (columns[column] + columns[column + 1]) / 2)
            taken |= {(one, other) for one in range(row, last) for other in range(column, end)}
            text = _text(pieces, columns[column], rows[row], columns[end], rows[last])
            cells.append(Cell(text, column, last - row, end - column))
        made.append(tuple(cells))
    return Table(tuple(made))


def _reach(lines: Sequence[Sequence[Rule]], start: int, middle: float) -> int:
    """The number of the next line behind ``start`` that is ruled where it passes ``middle``."""
    for number in range(start + 1, len(lines) - 1):
        if any(rule.start - _NEAR <= middle <= rule.end + _NEAR for rule in lines[number]):
            return number
    return len(lines) - 1


def _text(pieces: Sequence[Piece], left: float, top: float, right: float, bottom: float) -> str:
    """The text in a box, line by line; lines of a label are joined as they were before they wrapped."""
    inside = [piece for piece in pieces if left <= piece.x + piece.width / 2 < right and top <= piece.middle < bottom]
    return "".join(piece.text for line in lines_of(inside) for piece in line)


def lines_of(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Pieces put into lines from top to bottom, each from left to right."""
    lines: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: (piece.middle, piece.x)):
        if lines and piece.middle - lines[-1][0].middle <= lines[-1][0].height / 2:
            lines[-1].append(piece)
        else:
            lines.append([piece])
    return [sorted(line, key=lambda piece: piece.x) for line in lines]
