"""Markdown by markdown-it-py: headings, paragraphs, lists, pipe tables, code, pieces of HTML.

Source: CommonMark 0.31, GFM tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from assistant.reading.bounds import MAX_ELEMENT_NESTING, MAX_MARKED_UP
from assistant.reading.budget import Budget
from assistant.reading.css import Look, look_of_tag
from assistant.reading.marks import TAKEN_BACK, as_printed, raised
from assistant.reading.stream import Block, Cell, Gap, Line, Table

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token


_HEADING = re.compile(r"#{1,6}[ \t]+\S.*")
_RULE = re.compile(r"\|?[ \t]*:?-{3,}:?[ \t]*(?:\|[ \t]*:?-{3,}:?[ \t]*)*\|?")
_BAR = re.compile(r"(?<!\\)((?:\\\\)*)\|")
_NUMBERED = re.compile(r"\n(?=[一二三四五六]、|[（(][一二三四五六][）)])")
"""Before a heading's numeral the line break is the office's; any other is the editor's."""
_SPLIT = "\0"
_SEVERAL = 3
"""Headings by ``#`` that no other text has."""


def is_markdown(lines: Sequence[str]) -> bool:
    """Whether a text is Markdown: it has headings by ``#`` and, where it has bars, a rule under a table's head.

    Several such headings are enough: some converters leave the rules out.
    """
    headings = sum(_HEADING.fullmatch(line) is not None for line in lines)
    barred = any(line.startswith("|") for line in lines)
    return headings >= _SEVERAL or (headings > 0 and (not barred or any(_is_rule(line) for line in lines)))


def read_markdown(lines: Sequence[str], name: str, budget: Budget) -> Iterator[Block]:
    """The blocks of a Markdown text; ``name`` only serves messages.

    :raises UnreadableFile: a piece of HTML in it is without content. :raises Exceeded: out of bounds.
    """
    # The parser makes a token of each cell, which is charged before.
    budget.take("cells", sum(line.count("|") for line in lines))
    tokens = iter(_blocks_parser().parse("\n".join(lines)))
    numeral, opened = "", None
    for token in tokens:
        if token.type == "list_item_open":
            # A bullet says nothing; a number is part of what was written.
            numeral = f"{token.info}{token.markup}" if token.info else ""
        elif token.type in ("heading_open", "paragraph_open"):
            opened = token
        elif token.type == "table_open" and token.map:
            yield _table(lines[token.map[0] : token.map[1]], budget)
            _skip(tokens, "table_close")
        elif token.type == "inline" and opened is not None:
            yield from _paragraph(token, opened, numeral, budget)
            numeral, opened = "", None
        elif token.type in ("fence", "code_block"):
            yield from (Line(line.strip()) for line in token.content.split("\n") if line.strip())
        elif token.type == "html_block":
            yield from _html(token.content, name, budget)


@cache
def _blocks_parser() -> MarkdownIt:
    """Tells blocks only. Lines that begin with four spaces are no code: that is how many indent a paragraph."""
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark").enable("table").disable(["inline", "code"])


@cache
def _inline_parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark").enable("strikethrough")


def _skip(tokens: Iterator[Token], end: str) -> None:
    for token in tokens:
        if token.type == end:
            return


def _paragraph(token: Token, opened: Token, numeral: str, budget: Budget) -> Iterator[Block]:
    lines = token.content.split("\n")
    if all(line.startswith("|") for line in lines):
        # Rows without a rule under the first one, which Markdown itself takes for text.
        yield _table(lines, budget)
        return
    rank = int(opened.tag[1:]) if opened.type == "heading_open" else 0
    for content in [token.content] if rank else _NUMBERED.split(token.content):
        text, pictures = _shown(content, budget)
        if text:
            yield Line(f"{numeral}{text}", rank, "title" if rank == 1 else "")
        numeral = ""
        yield from (Gap("picture") for _ in range(pictures))


def _shown(source: str, budget: Budget) -> tuple[str, int]:
    """A text without its markup, and how many pictures stand in it."""
    # What is longer, or comes when a report is long since full, is cut by the recognition, which says so.
    looked = min(len(source), MAX_MARKED_UP, budget.left("markup"))
    if not looked or _MARKUP.isdisjoint(source):
        return source.strip(), 0
    budget.take("markup", looked)
    shown = _Shown()
    for child in _inline_parser().parseInline(source[:looked])[0].children or ():
        shown.take(child)
    return as_printed(f"{shown.text}{source[looked:]}".strip()), shown.pictures


_MARKUP = frozenset("*_~`[]<>&\\!\n")
"""A text without any of these shows as it is."""


class _Shown:
    """What is seen of a text, token by token."""

    def __init__(self) -> None:
        self.text = ""
        self.pictures = 0
        self._within: list[tuple[str, Look]] = []
        """The tags of HTML that are open, and how each makes its text look."""

    def take(self, token: Token) -> None:
        if token.type == "html_inline":
            self._take_tag(token.content)
        elif token.type == "hardbreak":
            self.text = f"{self.text.rstrip()}\n"
        elif token.type == "image":
            self.pictures += 1
        elif token.type in ("s_open", "s_close"):
            self._within = [*self._within, _STRUCK] if token.type == "s_open" else self._within[:-1]
        elif token.type in ("text", "text_special", "code_inline"):
            self._add(token.content.lstrip() if self.text.endswith("\n") else token.content)

    def _add(self, text: str) -> None:
        looks = [look for _, look in self._within]
        if not text or any(look.hidden or look.tiny or (look.white and not look.painted) for look in looks):
            return
        direction = next((look.direction for look in looks if look.direction), 0)
        self.text += TAKEN_BACK if any(look.struck for look in looks) else raised(text, direction)

    def _take_tag(self, source: str) -> None:
        tag = _TAG.match(source)
        name = tag[2].lower() if tag else ""
        if name == "br":
            self.text = f"{self.text.rstrip()}\n"
        elif tag and tag[1]:
            opened = [place for place, (one, _) in enumerate(self._within) if one == name]
            self._within = self._within[: opened[-1]] if opened else self._within
        elif name and not source.endswith("/>") and len(self._within) < MAX_ELEMENT_NESTING:
            self._within = [*self._within, (name, look_of_tag(source))]


_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]*)")
_STRUCK = ("s", Look(struck=True))


def _html(content: str, name: str, budget: Budget) -> Iterator[Block]:
    from assistant.reading.html import read_html

    # Within an element of ours a piece may be a comment and nothing else.
    yield from read_html(f"<div>{content}</div>", name, budget).blocks


def _table(lines: Sequence[str], budget: Budget) -> Table:
    """The rows as they are written: Markdown itself drops the cells of a row that is longer than the first one."""
    rows = [_cells(line, budget) for line in lines if not _is_rule(line)]
    return Table(tuple(tuple(Cell(text, column) for column, text in enumerate(row)) for row in rows))


def _is_rule(line: str) -> bool:
    return "-" in line and _RULE.fullmatch(line.strip()) is not None


def _cells(line: str, budget: Budget) -> list[str]:
    text = line.strip().removeprefix("|")
    pieces = _BAR.sub(rf"\1{_SPLIT}", text).split(_SPLIT)
    if pieces and not pieces[-1].strip():
        pieces.pop()
    return [_shown(piece.strip(), budget)[0] for piece in pieces]
