"""The pages of an OpenDocument drawing of a PDF: pieces of text and ruled lines with their places, in inches.

LibreOffice imports a PDF as frames of a word or a few words each, and borders as lines or as very
thin polygons. Source: OpenDocument 1.3 part 3 §10.3, §19.
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import NamedTuple

from lxml import etree

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
