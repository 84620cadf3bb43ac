"""The pages of a PDF in reading order: tables by their ruled lines, and lines joined to paragraphs again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from assistant.reading.budget import Budget
from assistant.reading.marks import as_printed
from assistant.reading.messages import unreadable
from assistant.reading.pdf.printed import Box, Piece, PrintedPage, printed_pages, with_notes
from assistant.reading.pdf.tables import lines_of, mended, outline_of, table_of
from assistant.reading.recognise.flow import is_noise
from assistant.reading.recognise.headings import heads
from assistant.reading.recognise.vocabulary import vocabulary
from assistant.reading.stream import Block, Line, Stream, Table

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

_GAP = 1.0
"""Characters of white that print as a space; less of it lies between Chinese characters and figures anyway."""

_LATIN_GAP = 0.2
"""The same between letters."""

_SAME_SIZE = 0.1
"""How much the characters of lines of one paragraph may differ, as a share of their size."""

_STOPS = ("。", "；", "：", "！", "？")

_EDGE_LINES = 2
"""Lines from the top and from the bottom of a page that may be its furniture."""

_EDGE = 0.12
"""Share of a page's height, from the top and from the bottom, in which its furniture stands."""

_LEVEL = 3.0
"""Points within which two lines stand at the same height of their pages."""

_NUMBER = re.compile(r"[0-9]{1,4}")

_PAGES_NOT_COUNTED = 2
"""Pages, as a cover and a table of contents, by which a printed number may differ from the page's own."""


@dataclass(frozen=True)
class _PrintedLine:
    """A line of a page: its place and the size of its characters, all in points."""

    text: str
    x: float
    end: float
    middle: float
    size: float


@dataclass(frozen=True)
class _PrintedTable:
    """A ruled table with its outer borders."""

    table: Table
    outline: Box

    @property
    def middle(self) -> float:
        return self.outline.top


_Printed = _PrintedLine | _PrintedTable


def read_pdf(data: bytes, name: str, budget: Budget) -> Stream:
    """The stream of a PDF; ``name`` only serves messages.

    :raises UnreadableFile: damaged, protected by a password, or a picture of pages without text.
    :raises Exceeded: out of bounds.
    """
    pages = printed_pages(data, name)
    if not any(piece.text.strip() for page in pages for piece in page.pieces):
        raise unreadable("no_text", name)
    printed = _without_furniture([(page.height, _items(page)) for page in pages])
    return Stream(tuple(budget.counted(_joined(list(_mended(printed))))))


def _items(page: PrintedPage) -> list[_Printed]:
    """Lines and tables of a page from top to bottom."""
    loose = page.pieces
    items: list[_Printed] = []
    for cells in page.tables:
        outline = outline_of(cells)
        inside = [piece for piece in loose if outline.holds(piece)]
        table = table_of(cells, inside)
        if table is not None:
            loose = [piece for piece in loose if not outline.holds(piece)]
            items.append(_PrintedTable(table, outline))
    items += [line for pieces in lines_of(loose) if (line := _line(pieces)).text]
    return sorted(items, key=lambda item: item.middle)


def _line(pieces: list[Piece]) -> _PrintedLine:
    pieces = with_notes(pieces)
    filled = [piece for piece in pieces if piece.text.strip()] or pieces[:1]
    size = max(piece.height for piece in filled)
    text = pieces[0].text
    for left, right in pairwise(pieces):
        text += (" " if _is_spaced(left, right, size) else "") + right.text
    return _PrintedLine(as_printed(text.strip()), filled[0].x, filled[-1].end, pieces[0].middle, size)


def _is_spaced(left: Piece, right: Piece, size: float) -> bool:
    """Whether the white between two characters prints as a space that the file does not write."""
    if left.text.isspace() or right.text.isspace():
        return False
    letters = left.text.isascii() and right.text.isascii()
    return right.x - left.end > (_LATIN_GAP if letters else _GAP) * size


def _without_furniture(pages: Sequence[tuple[float, list[_Printed]]]) -> Iterator[list[_Printed]]:
    """The items of each page (with its height) without page numbers and what is printed on several pages.

    Running titles, and the day, address and number that browsers print, stand at the same height of several pages
    and are the same but for the page's number. On a single page they are known by their form.
    """
    edges = [_edges(height, items) for height, items in pages]
    seen = Counter(
        place
        for number, lines in enumerate(edges, start=1)
        for place in {place for line in lines for place in _places_of(line, number)}
    )
    for number, (_, items) in enumerate(pages, start=1):
        yield [
            item
            for item in items
            if isinstance(item, _PrintedTable)
            or not (
                is_noise(item.text)
                or (item in edges[number - 1] and (_repeats(item, number, seen) or _is_browsers(item.text)))
            )
        ]


def _edges(height: float, items: Sequence[_Printed]) -> list[_PrintedLine]:
    """The lines in the upper and lower margin of a page."""
    outer = [*items[:_EDGE_LINES], *items[-_EDGE_LINES:]]
    return [
        item
        for item in outer
        if isinstance(item, _PrintedLine) and not _EDGE * height < item.middle < (1 - _EDGE) * height
    ]


def _places_of(line: _PrintedLine, page: int) -> Iterator[tuple[str, int]]:
    """What is printed where: as it is, and with each number that may be the page's own made the same on all pages."""
    level = round(line.middle / _LEVEL)
    yield line.text, level
    for match in _NUMBER.finditer(line.text):
        if abs(int(match[0]) - page) <= _PAGES_NOT_COUNTED:
            yield f"{line.text[: match.start()]}#{int(match[0]) - page}{line.text[match.end() :]}", level


def _repeats(line: _PrintedLine, page: int, seen: Counter[tuple[str, int]]) -> bool:
    return any(
        sum(seen[text, near] for near in (level - 1, level, level + 1)) > 1 for text, level in _places_of(line, page)
    )


def _is_browsers(text: str) -> bool:
    return vocabulary().browser_furniture.fullmatch(text) is not None


def _mended(pages: Iterable[list[_Printed]]) -> Iterator[_Printed]:
    """The items of all pages; a row of a table that a page cuts in two is one again."""
    held: _Printed | None = None
    for items in pages:
        for place, printed in enumerate(items):
            item = printed
            if place == 0 and isinstance(held, _PrintedTable) and isinstance(item, _PrintedTable):
                sides = ((held.outline.left, item.outline.left), (held.outline.right, item.outline.right))
                if all(abs(before - behind) < _LEVEL for before, behind in sides):
                    above, below = mended(held.table, item.table)
                    held, item = replace(held, table=above), replace(item, table=below)
            if held is not None:
                yield held
            held = item
    if held is not None:
        yield held


def _joined(items: Sequence[_Printed]) -> Iterator[Block]:
    """Lines joined to paragraphs: one ends where a line is short or the next one is indented."""
    lines = [item for item in items if isinstance(item, _PrintedLine)]
    left = min((line.x for line in lines), default=0.0)
    right = max((line.end for line in lines), default=0.0)
    indented = sum(_INDENT * line.size <= line.x - left < 4 * line.size for line in lines)
    slack = _SLACK_AMONG_INDENTED if indented > _OFTEN * len(lines) else _SLACK
    text, last = "", None
    for item in items:
        if isinstance(item, _PrintedTable):
            yield from (Line(text),) if text else ()
            yield item.table
            text, last = "", None
            continue
        full = last is not None and right - last.end < (_first_word(item.text) + slack) * last.size
        if last is not None and full and item.x - left < _INDENT * item.size and not _is_apart(last, item):
            text += item.text
        else:
            yield from (Line(text),) if text else ()
            text = item.text
        last = item
    yield from (Line(text),) if text else ()


def _is_apart(last: _PrintedLine, line: _PrintedLine) -> bool:
    """Whether a line cannot go on with the one before: it is of another size, or has a numeral behind a full stop."""
    if abs(last.size - line.size) > _SAME_SIZE * last.size:
        return True
    return last.text.endswith(_STOPS) and any(head.numeral.level for head in heads(line.text)[:1])


def _first_word(text: str) -> float:
    """How many characters wide the part is with which a line must begin as a whole."""
    match = _UNBROKEN.match(text)
    return sum(0.5 if character.isascii() else 1.0 for character in match[0]) if match else 1.0
