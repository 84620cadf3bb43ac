"""The pages of a PDF by pdfplumber, within bounds: pieces of text and ruled tables with their places, in points."""

from __future__ import annotations

import io
import logging
import struct
import tomllib
import unicodedata
import zlib
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from itertools import islice, takewhile
from pathlib import Path
from typing import Any

from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfpage import PDFPage
from pdfminer.psexceptions import PSException
from pdfplumber.page import Page
from pdfplumber.pdf import PDF
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from assistant.reading.bounds import MAX_LABEL, MAX_PAGES
from assistant.reading.budget import Budget, Exceeded
from assistant.reading.marks import TAKEN_BACK
from assistant.reading.pdf.bounded import BoundedPage, unpacks_too_much
from assistant.reading.pdf.printed import Box, Piece, PrintedPage

# What pdfminer lets through where a part is not what it should be (it has no error of its own for it).
_DAMAGE = (
    PdfminerException,
    MalformedPDFException,
    PSException,
    ValueError,
    TypeError,
    AttributeError,
    LookupError,
    ArithmeticError,
    AssertionError,
    RecursionError,
    NotImplementedError,
    OSError,
    EOFError,
    struct.error,
    zlib.error,
)
_LOCKED = (PDFPasswordIncorrect, PDFEncryptionError)
_RADICALS = Path(__file__).with_name("radicals.toml")
_UNMAPPED = "(cid:"
"""How pdfminer writes a character of which the file does not say what it means."""

THIN = 3.0
"""Points: a shape this thin is a ruled line (borders are 0.5 to 2)."""

_WIDEST_BOX, _TALLEST_BOX = 576.0, 720.0
"""Points: a box larger than this frames a page, not a cell."""


class Unprintable(Exception):
    """A file without pages; ``why`` is the refusal that says so: damaged, or protected by a password."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def pages_of(data: bytes, budget: Budget) -> list[PrintedPage]:
    """The pages in order.

    :raises Unprintable: there are none. :raises Exceeded: out of bounds.
    """
    # The library reports odd fonts and the like by logging, which without a handler lands on stderr.
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    if unpacks_too_much(data):
        raise Exceeded("bytes")
    try:
        return list(_printed(PDF(io.BytesIO(data)), budget))
    except _DAMAGE as error:
        locked = isinstance(error, _LOCKED) or any(isinstance(cause, _LOCKED) for cause in error.args)
        raise Unprintable("encrypted" if locked else "damaged") from None


def _printed(opened: PDF, budget: Budget) -> Iterator[PrintedPage]:
    pages = list(islice(PDFPage.create_pages(opened.doc), MAX_PAGES + 1))
    if len(pages) > MAX_PAGES:
        raise Exceeded("commands")
    for number, found in enumerate(pages, start=1):
        page = BoundedPage(opened, found, number, budget)
        yield PrintedPage(float(page.height), _pieces(page), _tables(page, budget))
        page.close()


def _pieces(page: Page) -> list[Piece]:
    """The characters of a page that are seen, without those that have no meaning or are drawn twice to look bold."""
    if not page.chars:
        return []
    struck = _Struck(page)
    return [
        Piece(text, char["x0"], char["top"], char["x1"] - char["x0"], char["bottom"] - char["top"])
        for char in _seen(page, page.dedupe_chars().chars)
        if not (text := struck.shown(char).translate(_radicals())).startswith(_UNMAPPED)
    ]


def _seen(page: Page, characters: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The characters that are not white on white; all where a page prints nothing else."""
    white = [char for char in characters if _is_white(char.get("non_stroking_color")) and char["text"].strip()]
    if not white or len(white) > MAX_LABEL:
        return characters
    grounds = [shape for shape in (*page.rects, *page.curves, *page.images) if _is_painted(shape)]
    unseen = {id(char) for char in white if not any(_lies_on(char, ground) for ground in grounds)}
    return [char for char in characters if id(char) not in unseen]


def _is_white(color: object) -> bool:
    """Whether a colour is white in grey, RGB or CMYK, by how many parts it has."""
    given = color if isinstance(color, tuple | list) else (color,)
    parts = [float(part) for part in given if isinstance(part, int | float)]
    if not parts or len(parts) < len(given):
        return False
    return max(parts) <= 1 - _LIGHT if len(parts) == 4 else min(parts) >= _LIGHT


_LIGHT = 0.96
"""Share of light from which on a colour cannot be told from paper."""


def _is_painted(shape: dict[str, Any]) -> bool:
    return shape["object_type"] == "image" or bool(shape.get("fill") and not _is_white(shape.get("non_stroking_color")))


def _lies_on(char: dict[str, Any], ground: dict[str, Any]) -> bool:
    x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    return bool(ground["x0"] <= x <= ground["x1"] and ground["top"] <= y <= ground["bottom"])


class _Struck:
    """Tells which characters of a page have a line drawn through them."""

    _NEAR = 0.15
    """Share of a character's height, above and below its middle, in which such a line lies."""

    def __init__(self, page: Page) -> None:
        across = [shape for shape in (*page.lines, *page.rects) if shape["bottom"] - shape["top"] < THIN]
        lying = ((shape["top"] + shape["bottom"]) / 2 for shape in across)
        self._lines = sorted((y, shape["x0"], shape["x1"]) for y, shape in zip(lying, across, strict=True))

    def shown(self, char: dict[str, Any]) -> str:
        """A character, or the sign for one that is struck out."""
        text = str(char["text"])
        middle, reach = (char["top"] + char["bottom"]) / 2, self._NEAR * (char["bottom"] - char["top"])
        x = (char["x0"] + char["x1"]) / 2
        first = bisect_left(self._lines, (middle - reach,))
        near = takewhile(lambda line: line[0] <= middle + reach, islice(self._lines, first, None))
        return TAKEN_BACK if text.strip() and any(left <= x <= right for _, left, right in near) else text


def _tables(page: Page, budget: Budget) -> list[list[Box]]:
    """The cells of each ruled table, the tables from top to bottom."""
    shapes = [*page.lines, *page.rects, *page.curves]
    # Where borders are drawn as lines, boxes are backgrounds; where no line is, cells may be drawn as boxes.
    lined = any(map(_is_thin, shapes))
    kept = {id(shape) for shape in shapes if _is_thin(shape) or _is_frame(shape, filled=not lined)}
    if not kept:
        return []
    across = {round(shape[edge] / THIN) for shape in shapes if id(shape) in kept for edge in ("top", "bottom")}
    down = {round(shape[edge] / THIN) for shape in shapes if id(shape) in kept for edge in ("x0", "x1")}
    # The search for cells looks from each crossing at the ones below it and beside it.
    budget.take("crossings", (len(across) * len(down)) ** 2)
    ruled = page.filter(lambda item: id(item) in kept)
    tables = [[Box(*cell) for cell in table.cells] for table in ruled.find_tables()]
    return sorted(tables, key=lambda cells: min(cell.top for cell in cells))


def _is_thin(shape: dict[str, Any]) -> bool:
    width, height = shape["x1"] - shape["x0"], shape["bottom"] - shape["top"]
    return bool(min(width, height) < THIN <= max(width, height))


def _is_frame(shape: dict[str, Any], *, filled: bool) -> bool:
    """Whether a box may be a cell. ``filled``: one without an outline may be as well."""
    width, height = shape["x1"] - shape["x0"], shape["bottom"] - shape["top"]
    sized = THIN <= width < _WIDEST_BOX and THIN <= height < _TALLEST_BOX
    return sized and shape["object_type"] == "rect" and bool(filled or shape.get("stroke"))


@cache
def _radicals() -> dict[int, str]:
    """Radicals that stand for whole characters, as fonts without a proper map leave them in a PDF, and ligatures."""
    pairs = tomllib.loads(_RADICALS.read_text(encoding="utf-8"))
    supplement = {ord(old): new for old, new in zip(pairs["written"], pairs["meant"], strict=True)}
    forms = (*range(0x2F00, 0x2FD6), *range(0xFB00, 0xFB07))
    return {point: unicodedata.normalize("NFKC", chr(point)) for point in forms} | supplement
