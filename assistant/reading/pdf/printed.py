"""What is printed on the pages of a PDF: pieces of text and ruled cells with their places, in points.

The pages are laid out in a process of its own, for what a file does to the library cannot be told beforehand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from assistant.confined import Confined, Limits, Lost
from assistant.reading.bounds import PAGES_MEMORY, PAGES_SECONDS
from assistant.reading.budget import Budget, Exceeded
from assistant.reading.marks import raised
from assistant.reading.messages import unreadable

_APART = Confined(Limits(PAGES_MEMORY, PAGES_SECONDS, waiting=3 * PAGES_SECONDS))
_LOST = {"memory": "bomb", "time": "too_slow", "failed": "damaged", "start": "unreachable"}


class Piece(NamedTuple):
    """A character on a page: its left upper corner and size."""

    text: str
    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> float:
        return self.y + self.height / 2

    @property
    def centre(self) -> float:
        return self.x + self.width / 2

    @property
    def end(self) -> float:
        return self.x + self.width


_NOTE_SIZE = 0.8
_NOTE_SHIFT = 0.08
"""Shares of the size of the characters around it that a note mark is small and shifted by."""


def with_notes(line: Sequence[Piece]) -> list[Piece]:
    """A line in which raised and lowered digits are such characters."""
    sizes = [piece.height for piece in line if piece.text.strip()]
    size = max(sizes, default=0.0)
    if not sizes or min(sizes) >= _NOTE_SIZE * size:
        return list(line)
    foot = max(piece.y + piece.height for piece in line if piece.height >= _NOTE_SIZE * size)
    return [_as_note(piece, size, foot) if piece.height < _NOTE_SIZE * size else piece for piece in line]


def _as_note(piece: Piece, size: float, foot: float) -> Piece:
    shift = foot - piece.y - piece.height
    if abs(shift) < _NOTE_SHIFT * size:
        return piece
    return piece._replace(text=raised(piece.text, 1 if shift > 0 else -1))


class Box(NamedTuple):
    """A cell or a whole table: its borders."""

    left: float
    top: float
    right: float
    bottom: float

    def holds(self, piece: Piece) -> bool:
        """Whether the middle of a piece lies in it."""
        return self.left <= piece.centre < self.right and self.top <= piece.middle < self.bottom


@dataclass(frozen=True)
class PrintedPage:
    """One page: its pieces of text, and the cells of each ruled table on it."""

    height: float
    pieces: Sequence[Piece]
    tables: Sequence[Sequence[Box]]


def printed_pages(data: bytes, name: str) -> list[PrintedPage]:
    """The pages in order. ``name`` only serves messages.

    :raises UnreadableFile: damaged, protected by a password, or out of bounds.
    """
    try:
        told = _APART.call(_laid_out, data)
    except Lost as error:
        raise unreadable(_LOST[error.why], name, seconds=PAGES_SECONDS) from None
    if isinstance(told, str):
        raise unreadable(told, name)
    return told


def _laid_out(data: bytes) -> list[PrintedPage] | str:
    """The pages, or the name of a refusal."""
    # Loaded in the process that lays pages out, and only there.
    from assistant.reading.pdf.pages import Unprintable, pages_of

    try:
        return pages_of(data, Budget())
    except (Exceeded, Unprintable) as error:
        return error.why
