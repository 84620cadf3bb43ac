"""What every reader hands to the recognition: lines, tables and gaps in reading order.

Nothing here knows a file format, and nothing here knows the statutory format.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import chain, islice
from typing import Literal, NamedTuple

GapKind = Literal["picture", "object", "nesting", "line", "end"]
Mark = Literal["", "title", "signature", "date", "blank"]


class Line(NamedTuple):
    r"""One printed paragraph without outer white space.

    ``rank`` is the heading level that the file itself marks (1 outermost, 0 none); ``mark`` says
    that the file marks it as the title of the whole, the signature or its date; "blank" is a blank
    cell of a table whose cells are lines. Line breaks within the paragraph are ``\n``.
    """

    text: str
    rank: int = 0
    mark: Mark = ""


class Cell(NamedTuple):
    """One table cell, standing at ``column`` (from 0) of the row that holds it.

    A cell that reaches down stands only in its first row. ``blocks`` is its content where that is
    more than one plain text: nested tables, or several paragraphs.
    """

    text: str
    column: int
    row_span: int = 1
    column_span: int = 1
    blocks: tuple[Block, ...] = ()


cell_of: Callable[[tuple[str, int, int, int, tuple[Block, ...]]], Cell] = partial(tuple.__new__, Cell)
"""A cell from all its parts, in half the time of ``Cell(...)``: a report has hundreds."""


class Gap(NamedTuple):
    """Something that stands here and cannot be read."""

    kind: GapKind


_LONGEST_FIGURE = 12
"""Digits of a figure; more may be a number of another kind, which is kept as it is."""


class Layout(NamedTuple):
    """All of a table but its figures, flat so that it is quickly made and compared.

    By cell in reading order: ``texts`` ("0" for any figure), ``columns``, ``row_spans`` and
    ``column_spans``. ``rows``: cells in each row. ``mixed``: some cell holds more than one plain text.
    """

    texts: tuple[str, ...] = ()
    columns: tuple[int, ...] = ()
    row_spans: tuple[int, ...] = ()
    column_spans: tuple[int, ...] = ()
    rows: tuple[int, ...] = ()
    mixed: bool = False

    def table(self, texts: Iterable[str] | None = None) -> Table:
        """A table of this layout with the ``texts`` in its cells; its own where none are given."""
        cells = map(Cell, texts or self.texts, self.columns, self.row_spans, self.column_spans)
        return Table(tuple(tuple(islice(cells, length)) for length in self.rows))


@dataclass(frozen=True)
class Table:
    """A table by rows."""

    rows: tuple[tuple[Cell, ...], ...]

    @cached_property
    def layout(self) -> Layout:
        """The table without its figures: what it is follows from the rest."""
        rows = tuple(map(len, self.rows))
        if not any(rows):
            return Layout(rows=rows)
        # Field by field: zip(*cells) makes an object for each cell, which sets the garbage collector to work.
        cells = list(chain.from_iterable(self.rows))
        longest = _LONGEST_FIGURE
        shown = ["0" if text.isdigit() and len(text) <= longest else text for text in [cell.text for cell in cells]]
        return Layout(
            tuple(shown),
            tuple([cell.column for cell in cells]),
            tuple([cell.row_span for cell in cells]),
            tuple([cell.column_span for cell in cells]),
            rows,
            any(cell.blocks for cell in cells),
        )

    @property
    def texts(self) -> list[str]:
        """The texts of all cells in reading order."""
        return [cell.text for row in self.rows for cell in row]


Block = Line | Table | Gap


@dataclass(frozen=True, slots=True)
class Stream:
    """A whole file.

    ``noisy``: a web page, whose navigation and footer stand around the report; ``name``: the title that a browser
    shows for the page.
    """

    blocks: tuple[Block, ...]
    noisy: bool = False
    name: str = ""
