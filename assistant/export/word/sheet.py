"""A sheet beside the report as a Word file: headings, lines and plain tables."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from assistant.export.word.elements import paragraph, word
from assistant.export.word.package import WordPackage, footer, section_properties
from assistant.export.word.tables import TEXT_WIDTH

_ROW_HEIGHT = 400
_CHARACTER = 210
"""Twentieths of a point that a character of a table is wide."""
_TALL = 12
"""Lines of a row that may go on on the next page; half a page would stay empty before it otherwise."""


@dataclass(frozen=True)
class SheetPart:
    """A part of a sheet: its heading ("" for none), lines of text, a table whose first row is its header.

    ``shares`` are the widths of the table's columns beside each other; ``addressed`` is a line at the left margin in
    front of the others ("" for none), as letters have it, ``signed`` lines at the right margin behind them.
    """

    heading: str = ""
    lines: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()
    shares: Sequence[int] = ()
    addressed: str = ""
    signed: Sequence[str] = ()


def sheet_docx(title: str, parts: Sequence[SheetPart]) -> bytes:
    """The sheet as .docx; the same sheet gives the same bytes."""
    package = WordPackage()
    references = [
        ("footer", "default", package.add_footer("footer1", footer("Footer"))),
        ("footer", "even", package.add_footer("footer2", footer("FooterEven"))),
    ]
    body = word("body", *_body(title, parts), section_properties(references))
    target = io.BytesIO()
    package.write(word("document", body), target)
    return target.getvalue()


def _body(title: str, parts: Sequence[SheetPart]) -> Iterator[etree._Element]:
    yield paragraph("Title", title)
    for part in parts:
        if part.heading:
            yield paragraph("Heading1", part.heading)
        if part.addressed:
            yield paragraph(
                "BodyText", part.addressed, word("ind", firstLine=0, firstLineChars=0), word("jc", val="left")
            )
        yield from (paragraph("BodyText", line, word("jc", val="left")) for line in part.lines)
        if part.rows:
            yield _table(part)
            yield paragraph("BodyText", "")
        yield from (paragraph("BodyText", line, word("jc", val="right")) for line in part.signed)


def _table(part: SheetPart) -> etree._Element:
    whole = sum(part.shares)
    widths = [TEXT_WIDTH * share // whole for share in part.shares]
    element = word(
        "tbl",
        word(
            "tblPr",
            word("tblStyle", val="FigureTable"),
            word("tblW", w=sum(widths), type="dxa"),
            word("tblLayout", type="fixed"),
        ),
        word("tblGrid", *(word("gridCol", w=width) for width in widths)),
    )
    for number, row in enumerate(part.rows):
        lines = max(len(text) * _CHARACTER // width + 1 for text, width in zip(row, widths, strict=True))
        whole_row = (word("cantSplit"),) if lines < _TALL else ()
        properties = word("trPr", *whole_row, word("trHeight", val=_ROW_HEIGHT, hRule="atLeast"))
        if not number:
            properties.append(word("tblHeader"))
        style = "TableLabel" if number else "TableHeader"
        cells = [_cell(text, width, style) for text, width in zip(row, widths, strict=True)]
        element.append(word("tr", properties, *cells))
    return element


def _cell(text: str, width: int, style: str) -> etree._Element:
    properties = word("tcPr", word("tcW", w=width, type="dxa"), word("vAlign", val="center"))
    return word("tc", properties, paragraph(style, text))
