"""A web page in reading order: the text a browser would show, line by line, and its tables."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from assistant.intake.bounds import MAX_ELEMENT_NESTING, MAX_TABLE_NESTING, MAX_TAGS
from assistant.intake.html.elements import (
    BLOCKS,
    HEADINGS,
    MAIN,
    PICTURE,
    SKIPPED,
    is_hidden,
    mark_of,
    numeral_of,
)
from assistant.intake.html.tables import Grid, rows_of
from assistant.intake.html.whitespace import BREAK, inline, settle
from assistant.intake.stream import Block, Cell, Gap, Line, Mark, Stream, Table
from assistant.intake.wording import unreadable

_MOST = 0.5
"""Share of a page's letters that its one main element must hold to be taken for the report alone."""


def read_html(text: str, name: str) -> Stream:
    """The stream of a page; ``name`` only serves messages.

    :raises UnreadableFile: out of bounds, or without any content.
    """
    if text.count("<") > MAX_TAGS:
        raise unreadable("bomb", name)
    parser = etree.HTMLParser(
        encoding="utf-8", recover=True, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError:
        raise unreadable("damaged", name) from None
    if root is None:
        raise unreadable("damaged", name)
    main = _main(root)
    walked = root if main is None else main
    titled = len(list(walked.iter("h1"))) == 1
    return Stream(tuple(_Walker(titled).blocks(walked, 0, 0)), noisy=main is None)


def _main(root: etree._Element) -> etree._Element | None:
    """The one element that a page marks as its content, when nearly all of its text stands there."""
    for tag in MAIN:
        found = list(root.iter(tag))
        if len(found) == 1 and _letters(found[0]) >= _MOST * _letters(root):
            return found[0]
    return None


def _letters(element: etree._Element) -> int:
    """The letters that are shown: styles, scripts and the furniture of a page do not count."""
    count, waiting = 0, [element]
    while waiting:
        above = waiting.pop()
        count += len((above.text or "").strip())
        for child in above:
            count += len((child.tail or "").strip())
            if child.tag not in SKIPPED:
                waiting.append(child)
    return count


class _Walker:
    """Gathers inline text until a block element ends the line."""

    def __init__(self, titled: bool) -> None:
        self._titled = titled

    def blocks(self, element: etree._Element, depth: int, tables: int) -> Iterator[Block]:
        """The blocks inside ``element``; ``depth`` counts elements, ``tables`` the tables around it."""
        pieces: list[str] = []
        yield from self._walk(element, pieces, depth, tables)
        yield from _flush(pieces)

    def _walk(self, element: etree._Element, pieces: list[str], depth: int, tables: int) -> Iterator[Block]:
        """Adds the element's inline text to ``pieces``; yields the lines that blocks inside it end."""
        if depth > MAX_ELEMENT_NESTING:
            pieces.append(inline(_text(element)))
            return
        pieces.append(inline(element.text or ""))
        for child in element:
            tag = child.tag if isinstance(child.tag, str) else ""
            if tag == "br":
                pieces.append(BREAK)
            elif tag and tag not in SKIPPED and not is_hidden(child):
                if tag in BLOCKS or tag == PICTURE:
                    yield from _flush(pieces)
                    yield from self._block(child, tag, depth + 1, tables)
                else:
                    yield from self._walk(child, pieces, depth + 1, tables)
            pieces.append(inline(child.tail or ""))

    def _block(self, element: etree._Element, tag: str, depth: int, tables: int) -> Iterator[Block]:
        """A block with what its element says about it: heading level, title or signature, number in a list."""
        if tag == PICTURE:
            yield Gap("picture")
        elif tag == "table":
            yield self._table(element, depth, tables) if tables < MAX_TABLE_NESTING else Gap("nesting")
        elif tag == "pre":
            yield from (Line(line.strip()) for line in _text(element).splitlines() if line.strip())
        else:
            rank = HEADINGS.get(tag, 0)
            mark: Mark = "title" if tag == "h1" and self._titled else mark_of(element)
            number = numeral_of(element) if tag == "li" else ""
            for block in self.blocks(element, depth, tables):
                if isinstance(block, Line):
                    yield Line(f"{number}{block.text}", rank or block.rank, mark or block.mark)
                    number = ""
                else:
                    yield block

    def _table(self, table: etree._Element, depth: int, tables: int) -> Table:
        grid = Grid()
        for row in rows_of(table):
            grid.start_row()
            for cell in row:
                if cell.tag in ("td", "th"):
                    blocks = tuple(self.blocks(cell, depth + 2, tables + 1))
                    grid.add(cell, _cell(blocks))
        return grid.table()


def _text(element: etree._Element) -> str:
    return "".join(str(piece) for piece in element.itertext())


def _cell(blocks: tuple[Block, ...]) -> Cell:
    text = "\n".join(block.text for block in blocks if isinstance(block, Line))
    simple = not blocks or (len(blocks) == 1 and isinstance(blocks[0], Line))
    return Cell(text, 0, blocks=() if simple else blocks)


def _flush(pieces: list[str]) -> Iterator[Line]:
    text = settle("".join(pieces))
    pieces.clear()
    if text:
        yield Line(text)
