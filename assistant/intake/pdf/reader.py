"""The pages of a PDF in reading order: tables by their ruled lines, and lines joined to paragraphs again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.intake.docx.package import parse_xml
from assistant.intake.pdf.drawing import Page, Piece, pages_of
from assistant.intake.pdf.lattice import Region, lines_of, tables_of
from assistant.intake.recognise.flow import is_noise
from assistant.intake.stream import Block, Line, Stream, Table

_INDENT = 0.8
"""Characters: a line that begins this far from the margin begins a paragraph."""

_SLACK = 0.7
"""Characters that a line may be short of the margin besides the word that did not fit in it."""

_SLACK_AMONG_INDENTED = 8.0
"""The same where paragraphs are indented, which tells enough by itself."""

_UNBROKEN = re.compile(r"[（《“〔([]*(?:[0-9A-Za-z.,%]+|.)[，。、；：！？）》”〕)\]]*")
"""What may not be broken over two lines: a number or word, brackets and stops with their neighbour."""

_OFTEN = 0.15
"""Share of indented lines in a text whose paragraphs are indented."""

_GAP = 0.5
"""Characters of white between two pieces that print as a space."""


@dataclass(frozen=True)
class _PrintedLine:
    """A line of a page with its place and the size of its characters, all in inches."""

    text: str
    x: float
    end: float
    size: float


def read_drawing(data: bytes, name: str) -> Stream:
    """The stream of a PDF in the shape of an OpenDocument drawing (flat XML); ``name`` only serves messages.

    :raises UnreadableFile: the drawing cannot be read.
    """
    printed = [item for page in pages_of(parse_xml(data, name)) for item in _items(page)]
    return Stream(tuple(_joined(printed)))


def _items(page: Page) -> Iterator[_PrintedLine | Table]:
    """Lines and tables of a page from top to bottom."""
    tables = tables_of(page)
    loose = [piece for piece in page.pieces if not any(piece in region.pieces for region in tables)]
    lines = lines_of(loose)
    places: list[tuple[float, Region | list[Piece]]] = [(region.top, region) for region in tables]
    places += [(line[0].middle, line) for line in lines]
    for _, item in sorted(places, key=lambda place: place[0]):
        if isinstance(item, Region):
            yield item.table
        else:
            line = _line(item)
            if not is_noise(line.text):
                yield line


def _line(pieces: list[Piece]) -> _PrintedLine:
    size = max(piece.height for piece in pieces) * 0.8
    text = pieces[0].text
    for left, right in pairwise(pieces):
        text += (" " if right.x - left.end > _GAP * size else "") + right.text
    return _PrintedLine(text, pieces[0].x, pieces[-1].end, size)


def _joined(items: Sequence[_PrintedLine | Table]) -> Iterator[Block]:
    """Lines joined to paragraphs: one ends where a line is short or the next one is indented."""
    lines = [item for item in items if isinstance(item, _PrintedLine)]
    left = min((line.x for line in lines), default=0.0)
    right = max((line.end for line in lines), default=0.0)
    indented = sum(_INDENT * line.size <= line.x - left < 4 * line.size for line in lines)
    slack = _SLACK_AMONG_INDENTED if indented > _OFTEN * len(lines) else _SLACK
    text, last = "", None
    for item in items:
        if isinstance(item, Table):
            yield from (Line(text),) if text else ()
            yield item
            text, last = "", None
            continue
        full = last is not None and right - last.end < (_first_word(item.text) + slack) * last.size
        if full and item.x - left < _INDENT * item.size:
            text += item.text
        else:
            yield from (Line(text),) if text else ()
            text = item.text
        last = item
    yield from (Line(text),) if text else ()


def _first_word(text: str) -> float:
    """How many characters wide the part is with which a line must begin as a whole."""
    match = _UNBROKEN.match(text)
    return sum(0.5 if character.isascii() else 1.0 for character in match[0]) if match else 1.0
