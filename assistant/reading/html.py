"""Web pages as portals publish them and browsers save them → the neutral stream."""

from __future__ import annotations

import binascii
import email.message
import email.parser
import email.policy
import re
import unicodedata
from collections.abc import Callable, Iterator
from itertools import islice
from typing import NamedTuple

from lxml import etree

from assistant.reading.bounds import MAX_ELEMENT_NESTING, MAX_HEAD_BYTES, MAX_LABEL, MAX_SPAN, MAX_TABLE_NESTING
from assistant.reading.budget import Budget
from assistant.reading.css import STRUCK, Look, Looks, sheet_of
from assistant.reading.marks import TAKEN_BACK, as_printed, raised
from assistant.reading.messages import unreadable
from assistant.reading.stream import Block, Cell, Gap, Line, Mark, Stream, Table

PICTURE = "img"
MAIN = ("article", "main")

SKIPPED = frozenset(
    {
        *("head", "script", "style", "noscript", "template", "title", "svg", "math", "canvas", "iframe", "object"),
        *("embed", "audio", "video", "map", "select", "button", "input", "textarea", "nav", "footer", "aside"),
        *("menu", "dialog", "caption", "rt", "rp", "del", "s", "strike"),
    }
)
"""Not shown, not text, struck out, or the furniture of a page; a caption says the section's title once more."""

BLOCKS = frozenset(
    {
        *("html", "body", "address", "article", "main", "section", "blockquote", "center", "div", "p", "pre", "hr"),
        *(
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "hgroup",
            "ul",
            "ol",
            "li",
            "dl",
            "dt",
            "dd",
            "figure",
            "figcaption",
            "header",
        ),
        *("table", "thead", "tbody", "tfoot", "tr", "td", "th", "fieldset", "legend", "details", "summary", "form"),
    }
)
"""Elements that begin a new line."""

HEADINGS = {f"h{level}": level for level in range(1, 7)}

_MARKS: dict[str, Mark] = {"date": "date", "signature": "signature"}
_CHINESE = ("cjk-ideographic", "simp-chinese-informal", "trad-chinese-informal", "simp-chinese-formal")
_DIGITS = "一二三四五六七八九十"


def mark_of(element: etree._Element) -> Mark:
    """Signature or date, when the element's class says so."""
    names = element.get("class", "").split()
    return next((mark for name, mark in _MARKS.items() if name in names and "signature" in names), "")


def numeral_of(item: etree._Element, before: int) -> str:
    """What a browser prints before an item of a numbered list, "" for other lists; ``before``: items above it."""
    above = item.getparent()
    if above is None or above.tag != "ol":
        return ""
    start = str(above.get("start", "1"))
    first = int(start) if start.isascii() and start.isdigit() and len(start) < 6 else 1
    number = first + before
    style = str(above.get("style", "")).lower()
    if "none" in style:
        return ""
    if any(name in style for name in _CHINESE) and number <= len(_DIGITS):
        return f"{_DIGITS[number - 1]}、"
    return f"{number}."


_GROUPS = ("thead", "tbody", "tfoot")


def rows_of(table: etree._Element) -> Iterator[etree._Element]:
    """The rows of a table in printed order, nested tables' rows left to themselves."""
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in _GROUPS:
            yield from child.iterchildren("tr")


class Grid:
    """A table in the making: each cell takes the first free column of its row."""

    def __init__(self) -> None:
        self._rows: list[list[Cell]] = []
        self._until: dict[int, int] = {}
        """By column: the first row that is free again below a cell that reaches down."""

    def start_row(self) -> None:
        self._rows.append([])

    def add(self, element: etree._Element, cell: Cell) -> None:
        """Puts the next cell into the row; ``element`` is its ``td`` or ``th``."""
        number, row = len(self._rows) - 1, self._rows[-1]
        across, down = _span(element, "colspan"), _span(element, "rowspan")
        column = row[-1].column + row[-1].column_span if row else 0
        while self._until.get(column, 0) > number:
            column += 1
        for covered in range(column, column + across):
            self._until[covered] = number + down
        row.append(cell._replace(column=column, row_span=down, column_span=across))

    def table(self) -> Table:
        """The finished table; spans that reach below the last row are cut."""
        height = len(self._rows)
        return Table(
            tuple(
                tuple(cell._replace(row_span=min(cell.row_span, height - number)) for cell in row)
                for number, row in enumerate(self._rows)
            )
        )


def _span(element: etree._Element, name: str) -> int:
    text = (element.get(name) or "").strip()
    return min(max(int(text), 1), MAX_SPAN) if text.isascii() and text.isdigit() and len(text) < 6 else 1


BREAK = "\v"
"""Stands for a line break (br) while a line is gathered: source text can hold newlines of its own."""

_RUN = re.compile(r"[ \t\r\n\f]+")
_NO_BREAK_SPACE = "\u00a0"


def inline(text: str) -> str:
    """Text between tags with white space collapsed; a source line broken between ideographs is joined."""
    if not text:
        return ""
    return _RUN.sub(_space, text.replace(BREAK, " ").replace(_NO_BREAK_SPACE, " "))


def settle(text: str) -> str:
    """A gathered line without outer white space; its line breaks are ``\\n``."""
    lines = [" ".join(_RUN.split(line)).strip() for line in text.split(BREAK)]
    return as_printed("\n".join(lines).strip())


def _space(run: re.Match[str]) -> str:
    if "\n" not in run[0]:
        return " "
    before, after = run.string[run.start() - 1 : run.start()], run.string[run.end() : run.end() + 1]
    return "" if _wide(before) and _wide(after) else " "


def _wide(character: str) -> bool:
    return bool(character) and unicodedata.east_asian_width(character) in "WF"


_MOST = 0.5
"""Share of a page's letters that its one main element must hold to be taken for the report alone."""


def read_html(text: str, name: str, budget: Budget) -> Stream:
    """The stream of a page; ``name`` only serves messages.

    :raises UnreadableFile: without any content. :raises Exceeded: out of bounds.
    """
    _count_tags(text, budget)
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
    walker = _Walker(titled, Looks(sheet_of(root)), budget)
    blocks = tuple(budget.counted(walker.blocks(walked, 0, 0, _PLAIN)))
    return Stream(blocks, main is None, (root.findtext(".//title") or "")[:_LONGEST_NAME])


_LONGEST_NAME = 200
"""Characters of a page's title that are kept."""


def _count_tags(text: str, budget: Budget) -> None:
    """Takes off the tags and attributes of a page; the parser compares each attribute of a tag with all before it."""
    budget.take("nodes", text.count("<") + text.count("="))
    for tag in text.split("<"):
        if len(tag) > _SMALL_TAG:
            written = tag.partition(">")[0]
            budget.take("steps", max(len(written.split()), written.count("=")) ** 2)


_SMALL_TAG = 200
"""Characters of a tag whose few attributes are soon compared."""


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


class _Shown(NamedTuple):
    """How text is shown where it stands, as the elements around it say."""

    struck: bool = False
    direction: int = 0
    tiny: bool = False
    white: bool = False
    painted: bool = False

    def within(self, look: Look, *, inline: bool) -> _Shown:
        """The same inside an element of that look."""
        return _Shown(
            self.struck or look.struck,
            (look.direction if inline else 0) or self.direction,
            self.tiny if look.tiny is None else look.tiny,
            self.white if look.white is None else look.white,
            self.painted or look.painted,
        )


_PLAIN = _Shown()


class _Walker:
    """Gathers inline text until a block element ends the line."""

    def __init__(self, titled: bool, looks: Looks, budget: Budget) -> None:
        self._titled = titled
        self._looks = looks
        self._budget = budget

    def blocks(self, element: etree._Element, depth: int, tables: int, shown: _Shown) -> Iterator[Block]:
        """The blocks inside ``element``; ``depth`` counts elements, ``tables`` the tables around it."""
        pieces: list[str] = []
        yield from self._walk(element, pieces, depth, tables, shown)
        yield from _flush(pieces)

    def _walk(
        self, element: etree._Element, pieces: list[str], depth: int, tables: int, shown: _Shown
    ) -> Iterator[Block]:
        """Adds the element's inline text to ``pieces``; yields the lines that blocks inside it end."""
        if depth > MAX_ELEMENT_NESTING:
            _add(pieces, _text(element), shown)
            return
        _add(pieces, element.text, shown)
        listed = 0
        for child in element:
            tag = child.tag if isinstance(child.tag, str) else ""
            if tag == "br":
                pieces.append(BREAK)
            elif tag in STRUCK:
                pieces.append(TAKEN_BACK)
            elif tag and tag not in SKIPPED:
                block = tag in BLOCKS or tag == PICTURE
                look = self._look(child, tag)
                if look.hidden:
                    pass
                elif block:
                    yield from _flush(pieces)
                    inner = shown.within(look, inline=False)
                    yield from self._block(child, tag, depth + 1, tables, listed, inner)
                else:
                    yield from self._walk(child, pieces, depth + 1, tables, shown.within(look, inline=True))
            listed += tag == "li"
            _add(pieces, child.tail, shown)

    def _look(self, element: etree._Element, tag: str) -> Look:
        """The look of an element. That a style sheet hides it is believed of short texts: scripts show long ones."""
        own, together = self._looks.of(element, tag)
        if together.hidden and not own.hidden and not _is_short(element):
            return together._replace(absent=False, hidden=False)
        return together

    def _block(
        self, element: etree._Element, tag: str, depth: int, tables: int, listed: int, shown: _Shown
    ) -> Iterator[Block]:
        """A block with what its element says about it: heading level, title or signature, number in a list.

        ``listed``: the items of a list that stand before it under the same element.
        """
        if tag == PICTURE:
            yield Gap("picture")
        elif tag == "table":
            yield self._table(element, depth, tables, shown) if tables < MAX_TABLE_NESTING else Gap("nesting")
        elif tag == "pre":
            text = _text(element)
            self._budget.take("lines", text.count("\n"))
            yield from (Line(line.strip()) for line in text.splitlines() if line.strip())
        else:
            rank = HEADINGS.get(tag, 0)
            mark: Mark = "title" if tag == "h1" and self._titled else mark_of(element)
            number = numeral_of(element, listed) if tag == "li" else ""
            for block in self.blocks(element, depth, tables, shown):
                if isinstance(block, Line):
                    yield Line(f"{number}{block.text}", rank or block.rank, mark or block.mark)
                    number = ""
                else:
                    yield block

    def _table(self, table: etree._Element, depth: int, tables: int, shown: _Shown) -> Table:
        grid = Grid()
        for row in rows_of(table):
            row_look = self._look(row, "tr")
            if row_look.absent:
                continue
            grid.start_row()
            in_row = shown.within(row_look, inline=False)
            for cell in row:
                look = self._look(cell, cell.tag) if cell.tag in ("td", "th") else None
                if look is None or look.absent:
                    continue
                unseen = look.hidden or row_look.hidden
                inner = in_row.within(look, inline=False)
                grid.add(cell, _cell(() if unseen else tuple(self.blocks(cell, depth + 2, tables + 1, inner))))
        return grid.table()


def _add(pieces: list[str], text: str | None, shown: _Shown) -> None:
    """Adds the part of a text that is seen. That a long text is not seen is not believed."""
    if not text:
        return
    if shown is _PLAIN or shown == _PLAIN:
        pieces.append(inline(text))
    elif shown.struck:
        pieces.append(TAKEN_BACK if text.strip() else inline(text))
    elif not (shown.tiny or (shown.white and not shown.painted)) or len(text.strip()) > MAX_LABEL:
        pieces.append(inline(raised(text, shown.direction)))


def _is_short(element: etree._Element) -> bool:
    count = 0
    for text in element.itertext():
        count += len(text.strip())
        if count > MAX_LABEL:
            return False
    return True


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


__all__ = ["read_html"]


_MAX_PARTS = 500
"""Parts of a saved page: its pictures and styles."""

_MAX_PAGES = 12
"""HTML parts: the page itself and what stands in its frames."""

_HEAD_END = re.compile(rb"\r?\n\r?\n")
_TRANSFERS: dict[str, Callable[[bytes], bytes]] = {
    "base64": lambda data: binascii.a2b_base64(data + b"=="),
    "quoted-printable": binascii.a2b_qp,
}


def html_parts(data: bytes) -> list[bytes]:
    """The page itself and the pages in its frames; none when the file holds no page.

    Only heads go through the library: it makes a text of each line of a file. Source: RFC 2046 §5.1.1, RFC 2557.
    """
    head, body = _head_and_body(data)
    boundary = head.get_boundary("").encode("ascii", "replace") if head is not None else b""
    if not boundary or body.count(b"\n--" + boundary) > _MAX_PARTS:
        return []
    parts = map(_head_and_body, (b"\n" + body).split(b"\n--" + boundary)[1:])
    pages = ((about, page) for about, page in parts if about is not None and about.get_content_type() == "text/html")
    return [_unpacked(about, page) for about, page in islice(pages, _MAX_PAGES)]


def _head_and_body(data: bytes) -> tuple[email.message.Message | None, bytes]:
    """The head of a part and what stands under it; no head where none ends in sight."""
    end = _HEAD_END.search(data, 0, MAX_HEAD_BYTES)
    if end is None:
        return None, b""
    # What follows a boundary in its line is white, or the strokes of the last one.
    head = data[: end.start()].lstrip(b"\r\n")
    return email.parser.BytesHeaderParser(policy=email.policy.compat32).parsebytes(head), data[end.end() :]


def _unpacked(about: email.message.Message, page: bytes) -> bytes:
    unpack = _TRANSFERS.get(str(about.get("Content-Transfer-Encoding", "")).strip().lower())
    try:
        return page if unpack is None else unpack(page)
    except binascii.Error:
        return page


_FRAMES = ("iframe", "frame")
_NOWHERE = ("about:", "javascript:", "data:")
_MOST_FRAMES = 3
"""Frames that are named: portals put a counter or two beside the one that matters."""


def frames_of(text: str) -> list[str]:
    """The addresses of the pages in a page's frames, as the page writes them."""
    parser = etree.HTMLParser(encoding="utf-8", recover=True, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError:
        return []
    addresses = [] if root is None else [frame.get("src", "").strip() for frame in root.iter(*_FRAMES)]
    return [address for address in addresses if address and not address.lower().startswith(_NOWHERE)][:_MOST_FRAMES]
