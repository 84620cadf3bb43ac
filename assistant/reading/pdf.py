"""PDF → the neutral stream, from the drawing that LibreOffice makes of its pages."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from assistant.reading.bounds import MAX_SPAN, MAX_TABLE_ROWS
from assistant.reading.docx.package import parse_xml
from assistant.reading.recognise.flow import is_noise
from assistant.reading.stream import Block, Cell, Line, Stream, Table

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
_PAGE = f"{_TEXT}anchor-page-number"
_SHAPES = tuple(f"{_DRAW}{name}" for name in ("line", "polygon", "polyline", "path", "rect", "custom-shape"))

THIN = 0.04
"""Inches: a shape this thin is a ruled line (borders are 0.01 to 0.03)."""

_WIDEST_BOX = 8.0
_TALLEST_BOX = 10.0
"""Inches: a box larger than this frames a page, not a cell."""


_RADICALS = Path(__file__).with_name("radicals.toml")


class Piece(NamedTuple):
    """Some text on one line of a page: its left upper corner and size."""

    text: str
    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> float:
        return self.y + self.height / 2

    @property
    def end(self) -> float:
        return self.x + self.width


class Rule(NamedTuple):
    """A ruled line: ``at`` is its y when it runs across, its x when it runs down; from ``start`` to ``end``."""

    at: float
    start: float
    end: float


@dataclass
class Page:
    """One page."""

    pieces: list[Piece] = field(default_factory=list)
    across: list[Rule] = field(default_factory=list)
    down: list[Rule] = field(default_factory=list)


def pages_of(root: etree._Element) -> list[Page]:
    """The pages of the drawing in order."""
    pages: dict[int, Page] = defaultdict(Page)
    for frame in root.iter(f"{_DRAW}frame"):
        text = _content(frame)
        if text:
            x, y, width, height = _box(frame)
            pages[_number(frame)].pieces.append(Piece(text, x, y, width, height))
    shapes = list(root.iter(*_SHAPES))
    # Where borders are drawn as lines, boxes are backgrounds; where no line is, cells may be drawn as boxes.
    read = _lines if any(True for shape in shapes for _ in _lines(shape)) else _edges
    for shape in shapes:
        page = pages[_number(shape)]
        for runs_down, rule in read(shape):
            (page.down if runs_down else page.across).append(rule)
    return [pages[number] for number in sorted(pages)]


def _content(frame: etree._Element) -> str:
    for space in frame.iter(f"{_TEXT}s", f"{_TEXT}tab"):
        space.text = " "
    text = "".join(etree.tostring(frame, method="text", encoding="unicode", with_tail=False).split("\n")).strip()
    return text.translate(_radicals())


@cache
def _radicals() -> dict[int, str]:
    """Radicals that stand for whole characters, as fonts without a proper map leave them in a PDF."""
    pairs = tomllib.loads(_RADICALS.read_text(encoding="utf-8"))
    supplement = {ord(old): new for old, new in zip(pairs["written"], pairs["meant"], strict=True)}
    return {point: unicodedata.normalize("NFKC", chr(point)) for point in range(0x2F00, 0x2FD6)} | supplement


def _lines(shape: etree._Element) -> Iterator[tuple[bool, Rule]]:
    """The ruled line that a shape is, and whether it runs down."""
    if shape.tag == _SHAPES[0]:
        x1, y1, x2, y2 = (_length(shape.get(f"{_SVG}{name}")) for name in ("x1", "y1", "x2", "y2"))
        x, y, width, height = min(x1, x2), min(y1, y2), abs(x1 - x2), abs(y1 - y2)
    else:
        x, y, width, height = _box(shape)
    if height < THIN <= width:
        yield False, Rule(y + height / 2, x, x + width)
    elif width < THIN <= height:
        yield True, Rule(x + width / 2, y, y + height)


def _edges(shape: etree._Element) -> Iterator[tuple[bool, Rule]]:
    """The four edges of a box, and whether each runs down."""
    x, y, width, height = _box(shape)
    if THIN <= width < _WIDEST_BOX and THIN <= height < _TALLEST_BOX:
        yield from ((False, Rule(edge, x, x + width)) for edge in (y, y + height))
        yield from ((True, Rule(edge, y, y + height)) for edge in (x, x + width))


def _box(element: etree._Element) -> tuple[float, float, float, float]:
    x, y, width, height = (_length(element.get(f"{_SVG}{name}")) for name in ("x", "y", "width", "height"))
    return x, y, width, height


def _number(element: etree._Element) -> int:
    text = element.get(_PAGE, "0")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0


def _length(text: str | None) -> float:
    """A length in inches, 0 when there is none."""
    if not text:
        return 0.0
    for unit, inches in (("in", 1.0), ("cm", 1 / 2.54), ("mm", 1 / 25.4), ("pt", 1 / 72)):
        if text.endswith(unit):
            try:
                return float(text.removesuffix(unit)) * inches
            except ValueError:
                return 0.0
    return 0.0


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


__all__ = ["read_drawing"]
