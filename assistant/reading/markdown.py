"""Markdown: headings by ``#``, paragraphs, pipe tables, escapes. Source: CommonMark 0.31, GFM tables."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence

from assistant.reading.stream import Block, Cell, Line, Table

_HEADING = re.compile(r"(?P<mark>#{1,6})[ \t]+(?P<text>.*?)(?:[ \t]+#+)?[ \t]*$")
_RULE = re.compile(r"\|?[ \t]*:?-{3,}:?[ \t]*(?:\|[ \t]*:?-{3,}:?[ \t]*)*\|?")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])|(&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|\w{1,30});)")
_BAR = re.compile(r"(?<!\\)((?:\\\\)*)\|")
_STRONG = re.compile(r"(?<![\\*])\*\*(?=\S)(.+?)(?<=\S)(?<!\\)\*\*(?!\*)")
_HARD_BREAK = "  "
_SPLIT = "\0"


def is_markdown(lines: Sequence[str]) -> bool:
    """Whether a text is Markdown: it has headings by ``#`` and, where it has bars, a rule under a table's head."""
    headed = any(_HEADING.fullmatch(line) for line in lines)
    barred = any(line.startswith("|") for line in lines)
    return headed and (not barred or any(_is_rule(line) for line in lines))


def read_markdown(lines: Sequence[str]) -> Iterator[Block]:
    """The blocks of a Markdown text."""
    block: list[str] = []
    for line in [*lines, ""]:
        heading = _HEADING.fullmatch(line)
        starts_table = line.startswith("|") and not (block and block[-1].startswith("|"))
        ends_table = bool(block) and block[-1].startswith("|") and not line.startswith("|")
        if heading or not line.strip() or starts_table or ends_table:
            yield from _block(block)
            block = []
        if heading:
            rank = len(heading["mark"])
            yield Line(_literal(heading["text"]).strip(), rank, "title" if rank == 1 else "")
        elif line.strip():
            block.append(line)


def _block(lines: Sequence[str]) -> Iterator[Block]:
    if lines and lines[0].startswith("|"):
        rows = [_cells(line) for line in lines if not _is_rule(line)]
        yield Table(tuple(tuple(Cell(text, column) for column, text in enumerate(row)) for row in rows))
    elif lines:
        pieces = [_literal(line.strip()) for line in lines]
        breaks = [line.endswith((_HARD_BREAK, "\\")) for line in lines]
        text = "".join(f"{piece}\n" if breaks[place] else piece for place, piece in enumerate(pieces))
        yield Line(text.strip())


def _is_rule(line: str) -> bool:
    return "-" in line and _RULE.fullmatch(line.strip()) is not None


def _cells(line: str) -> list[str]:
    text = line.strip().removeprefix("|")
    pieces = _BAR.sub(rf"\1{_SPLIT}", text).split(_SPLIT)
    if pieces and not pieces[-1].strip():
        pieces.pop()
    return [_literal(piece.strip()) for piece in pieces]


def _literal(text: str) -> str:
    return _ESCAPED.sub(_character, _STRONG.sub(r"\1", text))


def _character(match: re.Match[str]) -> str:
    return match[1] or html.unescape(match[2])
