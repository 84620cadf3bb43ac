"""What every reader hands to the recognition: lines, tables and gaps in reading order.

Nothing here knows a file format, and nothing here knows the statutory format.
"""

from __future__ import annotations

from dataclasses import dataclass
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


class Gap(NamedTuple):
    """Something that stands here and cannot be read."""

    kind: GapKind


@dataclass(frozen=True, slots=True)
class Table:
    """A table by rows."""

    rows: tuple[tuple[Cell, ...], ...]


Block = Line | Table | Gap


@dataclass(frozen=True, slots=True)
class Stream:
    """A whole file. ``noisy``: a web page, whose navigation and footer stand around the report."""

    blocks: tuple[Block, ...]
    noisy: bool = False
