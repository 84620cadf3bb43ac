"""Plain text: paragraphs indented as in print, tables as rows with their columns under each other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from assistant.document import Block, Document, FigureTable, Heading
from assistant.export.characters import printable, width
from assistant.export.messages import mark
from assistant.export.plain.rows import outline_rows

_INDENT = "　　"
_LINE_WIDTH = 40
"""Full-width characters of a line on which the title is centred and the signature set right."""


def write_text(document: Document, target: BinaryIO, *, draft: bool = False) -> None:
    """Writes ``document`` as plain text in UTF-8; the same document gives the same bytes.

    Table columns are aligned for fonts in which a Chinese character is two columns wide. With
    ``draft`` the first line is the stamp.

    :raises OSError: ``target`` cannot be written.
    """
    target.write(("\n".join(_lines(document, draft)) + "\n").encode())


def _lines(document: Document, draft: bool) -> Iterator[str]:
    if draft:
        yield mark("draft_line")
        yield ""
    yield _centred(" ".join(printable(document.title).split()))
    yield ""
    for paragraph in document.preface:
        yield from _paragraph(paragraph.text)
    for section in document.sections:
        yield ""
        yield _INDENT + section.heading
        for block in section.blocks:
            yield from _block(block)
    yield ""
    for text in (document.signature.agency, document.signature.date_text):
        yield from map(_right, filter(None, [" ".join(printable(text).split())]))


def _block(block: Block) -> Iterator[str]:
    if isinstance(block, FigureTable):
        yield from ("", *_table(block))
    elif isinstance(block, Heading):
        yield _INDENT + " ".join(printable(block.text).split())
    else:
        yield from _paragraph(block.text)


def _paragraph(text: str) -> Iterator[str]:
    for line in printable(text).split("\n"):
        if line.strip():
            yield _INDENT + " ".join(line.split())


def _table(figures: FigureTable) -> Iterator[str]:
    rows = outline_rows(figures)
    labels = min(figures.schema.label_columns, 1)
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = [
            _padded(cell, wide, column < labels) for column, (cell, wide) in enumerate(zip(row, widths, strict=True))
        ]
        yield f"| {' | '.join(cells)} |"


def _padded(text: str, wide: float, left: bool) -> str:
    room = max(0, round((wide - width(text)) * 2))
    before = 0 if left else room // 2
    return " " * before + text + " " * (room - before)


def _centred(text: str) -> str:
    return " " * max(0, round(_LINE_WIDTH - width(text))) + text


def _right(text: str) -> str:
    return " " * max(0, round((_LINE_WIDTH - 4 - width(text)) * 2)) + text
