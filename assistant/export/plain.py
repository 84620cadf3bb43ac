"""Markdown and plain text, for mail and for reading over a colleague's shoulder."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from assistant.document import Block, Document, FigureTable, Heading
from assistant.export.messages import mark, printable, width
from assistant.standard import PrintedCell, layout

_STEP = "　"


def grid_rows(figures: FigureTable) -> list[list[str]]:
    """The printed grid: a merged cell stands in its first place, the other places are blank."""
    cells = layout(figures.schema)
    height = max(cell.row + cell.row_span for cell in cells)
    rows = [[""] * figures.schema.width for _ in range(height)]
    for cell in cells:
        rows[cell.row][cell.column] = _text(cell, figures)
    return rows


def outline_rows(figures: FigureTable) -> list[list[str]]:
    """The printed grid with all row labels in one column: each group has a row of its own, its members are indented.

    A table without row labels is its plain grid.
    """
    labels = figures.schema.label_columns
    if labels < 2:
        return grid_rows(figures)
    rows = []
    groups = {(cell.row, cell.column) for cell in layout(figures.schema) if cell.role == "row" and cell.row_span > 1}
    for number, row in enumerate(grid_rows(figures)):
        for column, label in enumerate(row[:labels]):
            if (number, column) in groups:
                rows.append([_STEP * column + label, *[""] * (len(row) - labels)])
        leaf = next((column for column in range(labels) if row[column] and (number, column) not in groups), None)
        rows.append([_STEP * leaf + row[leaf] if leaf is not None else "", *row[labels:]])
    return rows


def _text(cell: PrintedCell, figures: FigureTable) -> str:
    text = figures.cells.get(cell.path, "") if cell.role == "number" else cell.text
    return " ".join(printable(text).split())


_INDENT = "　　"
_LINE_WIDTH = 40
"""Full-width characters of a line on which the title is centred and the signature set right."""


def write_text(document: Document, target: BinaryIO, *, draft: bool = False) -> None:
    """Writes ``document`` as plain text in UTF-8; the same document gives the same bytes.

    Table columns are aligned for fonts in which a Chinese character is two columns wide. With
    ``draft`` the first line is the stamp.

    :raises OSError: ``target`` cannot be written.
    """
    target.write(("\n".join(_text_lines(document, draft)) + "\n").encode())


def _text_lines(document: Document, draft: bool) -> Iterator[str]:
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
            yield from _text_block(block)
    yield ""
    for text in (document.signature.agency, document.signature.date_text):
        yield from map(_right, filter(None, [" ".join(printable(text).split())]))


def _text_block(block: Block) -> Iterator[str]:
    if isinstance(block, FigureTable):
        yield from ("", *_text_table(block))
    elif isinstance(block, Heading):
        yield _INDENT + " ".join(printable(block.text).split())
    else:
        yield from _paragraph(block.text)


def _paragraph(text: str) -> Iterator[str]:
    for line in printable(text).split("\n"):
        if line.strip():
            yield _INDENT + " ".join(line.split())


def _text_table(figures: FigureTable) -> Iterator[str]:
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


# What begins markup anywhere in a line, and what does so only at its beginning.
_INLINE = re.compile(r"[\\`*\[\]<|~]|&(?=#|\w+;)|(?<![^\W_])_|_(?![^\W_])|!(?=\[)")
_LEADING = re.compile(r"^(#{1,6}(?=\s|$)|[-+=>](?=.|$)|:(?=\S))|^(\d{1,9})([.)])(?=\s|$)")
_BREAK = "  \n"


def write_markdown(document: Document, target: BinaryIO, *, draft: bool = False) -> None:
    """Writes ``document`` as Markdown in UTF-8; the same document gives the same bytes.

    Merged cells stand in their first place. With ``draft`` the first line is the stamp.

    :raises OSError: ``target`` cannot be written.
    """
    blocks = [block for block in _blocks(document, draft) if block]
    target.write(("\n\n".join(blocks) + "\n").encode())


def _blocks(document: Document, draft: bool) -> Iterator[str]:
    if draft:
        yield f"**{mark('draft_line')}**"
    yield _heading(1, document.title)
    for paragraph in document.preface:
        yield _markdown_lines(paragraph.text)
    for section in document.sections:
        yield _heading(2, section.heading)
        for block in section.blocks:
            yield _markdown_block(block)
    signature = document.signature
    yield _BREAK.join(filter(None, (_markdown_lines(signature.agency), _markdown_lines(signature.date_text))))


def _markdown_block(block: Block) -> str:
    if isinstance(block, FigureTable):
        return _markdown_table(block)
    if isinstance(block, Heading):
        return _heading(min(max(block.level, 2), 4) + 1, block.text)
    return _markdown_lines(block.text)


def _heading(level: int, text: str) -> str:
    """A heading stands on one line; a run of # at its end would not be printed."""
    line = _literal(" ".join(printable(text).split()))
    return f"{'#' * level} {re.sub(r'#(?=#*$)', lambda _: '&#35;', line)}" if line else ""


def _markdown_lines(text: str) -> str:
    """A paragraph; blank lines inside it would end it and are left out."""
    lines = (" ".join(line.split()) for line in printable(text).split("\n"))
    return _BREAK.join(_LEADING.sub(_escape_leading, _literal(line)) for line in lines if line)


def _literal(text: str) -> str:
    return _INLINE.sub(r"\\\g<0>", text)


def _escape_leading(match: re.Match[str]) -> str:
    return f"\\{match[1]}" if match[1] else f"{match[2]}\\{match[3]}"


def _markdown_table(figures: FigureTable) -> str:
    head, *rows = grid_rows(figures)
    labels = figures.schema.label_columns
    rule = [":---"] * labels + [":---:"] * (len(head) - labels)
    return "\n".join([_row(head), f"| {' | '.join(rule)} |", *map(_row, rows)])


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(map(_literal, cells))} |"


__all__ = ["write_markdown", "write_text"]
