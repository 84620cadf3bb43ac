"""Markdown as CommonMark with pipe tables: every character of the report stays literal."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from assistant.document import Block, Document, FigureTable, Heading
from assistant.export.characters import printable
from assistant.export.messages import mark
from assistant.export.plain.rows import grid_rows

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
        yield _lines(paragraph.text)
    for section in document.sections:
        yield _heading(2, section.heading)
        for block in section.blocks:
            yield _block(block)
    signature = document.signature
    yield _BREAK.join(filter(None, (_lines(signature.agency), _lines(signature.date_text))))


def _block(block: Block) -> str:
    if isinstance(block, FigureTable):
        return _table(block)
    if isinstance(block, Heading):
        return _heading(min(max(block.level, 2), 4) + 1, block.text)
    return _lines(block.text)


def _heading(level: int, text: str) -> str:
    """A heading stands on one line; a run of # at its end would not be printed."""
    line = _literal(" ".join(printable(text).split()))
    return f"{'#' * level} {re.sub(r'#(?=#*$)', lambda _: '&#35;', line)}" if line else ""


def _lines(text: str) -> str:
    """A paragraph; blank lines inside it would end it and are left out."""
    lines = (" ".join(line.split()) for line in printable(text).split("\n"))
    return _BREAK.join(_LEADING.sub(_escape_leading, _literal(line)) for line in lines if line)


def _literal(text: str) -> str:
    return _INLINE.sub(r"\\\g<0>", text)


def _escape_leading(match: re.Match[str]) -> str:
    return f"\\{match[1]}" if match[1] else f"{match[2]}\\{match[3]}"


def _table(figures: FigureTable) -> str:
    head, *rows = grid_rows(figures)
    labels = figures.schema.label_columns
    rule = [":---"] * labels + [":---:"] * (len(head) - labels)
    return "\n".join([_row(head), f"| {' | '.join(rule)} |", *map(_row, rows)])


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(map(_literal, cells))} |"
