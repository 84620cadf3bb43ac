"""Markdown: headings by ``#``, paragraphs, pipe tables, escapes. Source: CommonMark 0.31, GFM tables."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence

from assistant.reading.stream import Block, Cell, Line, Table

_BLANK = " \t"
_HEADING = re.compile(rf"(?P<mark>#{{1,6}})[{_BLANK}]+(?P<text>.*)")
_RULE = re.compile(r"\|?[ \t]*:?-{3,}:?[ \t]*(?:\|[ \t]*:?-{3,}:?[ \t]*)*\|?")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])|(&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|\w{1,30});)")
_BAR = re.compile(r"(?<!\\)((?:\\\\)*)\|")
_STRONG_END = r"(?<=\S)(?<!\\)\*\*(?!\*)"
_STRONG = re.compile(rf"(?<![\\*])\*\*(?=\S)(.+?){_STRONG_END}")
_STRONG_ENDS = re.compile(_STRONG_END)
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
            yield Line(_literal(_unclosed(heading["text"])).strip(), rank, "title" if rank == 1 else "")
        elif line.strip():
            block.append(line)


def _unclosed(heading: str) -> str:
    """A heading without the ``#`` that may stand behind it."""
    text = heading.rstrip(_BLANK)
    bare = text.rstrip("#")
    return bare.rstrip(_BLANK) if bare and bare[-1] in _BLANK else text


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
    return _ESCAPED.sub(_character, _without_strong(text))


def _without_strong(text: str) -> str:
    """``text`` without the marks of strong emphasis.

    Behind the last mark that can close one none is looked for: each opening mark would be followed to the end.
    """
    end = 0
    for mark in _STRONG_ENDS.finditer(text):
        end = mark.end()
    return _STRONG.sub(r"\1", text[:end]) + text[end:]


def _character(match: re.Match[str]) -> str:
    return match[1] or html.unescape(match[2])
