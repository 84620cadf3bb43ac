"""Ruled tables: the cells between the lines become rows and columns, with the text that is printed in each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.reading.bounds import MAX_SPAN, MAX_TABLE_ROWS
from assistant.reading.marks import as_printed
from assistant.reading.pdf.printed import Box, Piece, with_notes
from assistant.reading.recognise.headings import heads
from assistant.reading.stream import Cell, Table
from assistant.reading.tables import tells
from assistant.reading.tables.labels import is_figure

_NEAR = 4.0
"""Points within which the borders of two cells are one."""

_FEWEST_COLUMNS = 2
"""Columns of a table at least: boxes below each other frame text. A page may leave a single row of a table."""


_FEWEST_ROWS = 2
"""Rows on the next page at least, for its first one to be the rest of the row before."""


def table_of(cells: Sequence[Box], pieces: Sequence[Piece]) -> Table | None:
    """The table that ruled ``cells`` make, with those of the ``pieces`` that lie in each; None when they make none."""
    rows = _places(edge for cell in cells for edge in (cell.top, cell.bottom))
    columns = _places(edge for cell in cells for edge in (cell.left, cell.right))
    if len(rows) > MAX_TABLE_ROWS or not _FEWEST_COLUMNS < len(columns) <= MAX_SPAN:
        return None
    texts: dict[Box, list[Piece]] = {cell: [] for cell in cells}
    for piece in pieces:
        if cell := next((cell for cell in cells if cell.holds(piece)), None):
            texts[cell].append(piece)
    made: list[list[Cell]] = [[] for _ in rows[:-1]]
    for cell in sorted(cells, key=lambda cell: cell.left):
        top, bottom = _place(rows, cell.top), _place(rows, cell.bottom)
        left, right = _place(columns, cell.left), _place(columns, cell.right)
        made[top].append(Cell(_text(cell, texts[cell]), left, bottom - top, right - left))
    return Table(tuple(map(tuple, made)))


def mended(above: Table, below: Table) -> tuple[Table, Table]:
    """The two parts of a table that a page parts; what is left over of a cut row goes back to its beginning.

    It is left over where a row ends with figures and the next page begins with words alone that are no label.
    """
    last, first = above.rows[-1], below.rows[0]
    texts = {cell.column: cell.text for cell in first if cell.text}
    labels = {cell.column for cell in last if cell.text and not is_figure(cell.text)}
    whole = {cell.column for cell in first} >= {cell.column for cell in last}
    opens = any(tells(text) or any(head.numeral.level for head in heads(text)[:1]) for text in texts.values())
    if len(below.rows) < _FEWEST_ROWS or not texts or not texts.keys() <= labels or not whole or opens:
        return above, below
    if not any(is_figure(cell.text) for cell in last):
        return above, below
    filled = tuple(cell._replace(text=cell.text + texts.get(cell.column, "")) for cell in last)
    # A group that reaches further down begins anew in the next row.
    groups = [cell._replace(row_span=cell.row_span - 1) for cell in first if cell.row_span > 1]
    second = tuple(sorted([*groups, *below.rows[1]], key=lambda cell: cell.column))
    return Table((*above.rows[:-1], filled)), Table((second, *below.rows[2:]))


def outline_of(cells: Sequence[Box]) -> Box:
    """The outer borders of a table."""
    return Box(
        min(cell.left for cell in cells),
        min(cell.top for cell in cells),
        max(cell.right for cell in cells),
        max(cell.bottom for cell in cells),
    )


def lines_of(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Pieces put into lines from top to bottom, each from left to right."""
    lines: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: (piece.middle, piece.x)):
        if lines and piece.middle - lines[-1][0].middle <= max(lines[-1][0].height, piece.height) / 2:
            lines[-1].append(piece)
        else:
            lines.append([piece])
    return [sorted(line, key=lambda piece: piece.x) for line in lines]


def _text(cell: Box, pieces: Sequence[Piece]) -> str:
    """The text of a cell, line by line; lines of a label are joined as they were before they wrapped.

    Two numbers below each other are no wrapped one unless the first fills the cell.
    """
    text = ""
    room = 0.0
    for line in map(with_notes, lines_of(pieces)):
        more = _words(line)
        if text[-1:].isdigit() and more[:1].isdigit() and room > _DIGIT * line[0].height + _PADDING:
            text += "\n"
        text += more
        room = (cell.right - cell.left) - (line[-1].end - line[0].x)
    return as_printed(text)


def _words(line: Sequence[Piece]) -> str:
    """A line of a cell; digits with white between them stay apart."""
    text = ""
    end = line[0].x
    for piece in line:
        apart = text[-1:].isdigit() and piece.text[:1].isdigit() and piece.x - end > _APART * piece.height
        text += f" {piece.text}" if apart else piece.text
        end = piece.end
    return text.strip()


_DIGIT = 0.6
"""Share of its height that a digit is wide at most."""

_PADDING = 12.0
"""Points between the borders of a cell and its text, left and right together (Word takes 10.8)."""

_APART = 0.3
"""Share of the height of digits that is white between them where they are two numbers."""


def _places(edges: Iterable[float]) -> list[float]:
    """Places of borders, those that are nearly the same made one."""
    places: list[float] = []
    for edge in sorted(edges):
        if not places or edge - places[-1] > _NEAR:
            places.append(edge)
    return places


def _place(places: Sequence[float], edge: float) -> int:
    return min(range(len(places)), key=lambda number: abs(places[number] - edge))
