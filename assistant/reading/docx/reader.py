"""The body of a .docx in reading order: paragraphs with their numbering, and tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import chain, islice, repeat

from lxml import etree

from assistant.reading.bounds import MAX_TABLE_NESTING
from assistant.reading.budget import Budget
from assistant.reading.docx.appearance import take_out_unseen
from assistant.reading.docx.names import Names, first_children
from assistant.reading.docx.numbering import Counter
from assistant.reading.docx.package import open_package
from assistant.reading.docx.pruning import prune
from assistant.reading.docx.styles import ParagraphStyle, Styles, rank_of
from assistant.reading.docx.tables import Grid, spans_of
from assistant.reading.marks import as_printed
from assistant.reading.messages import UnreadableFile
from assistant.reading.stream import Block, Gap, GapKind, Line, Stream, Table

_MARK = "\x7f"
"""Stands behind every cell while a table is turned into text: a control character of XML, which no report prints."""

_PARTS = 2
"""Elements in a plain cell: its properties and its paragraph."""

PlainRow = tuple[etree._Element, list[etree._Element], list[str]]
"""A row (``w:tr``), its cells (``w:tc``) and their texts."""


class PlainTables:
    """Tells plain tables from others and reads their texts.

    A table with a paragraph that prints more than its text (a number, a gap) is not for them.
    """

    def __init__(self, names: Names) -> None:
        self._table, self._row, self._cell, self._paragraph = map(names, ("tbl", "tr", "tc", "p"))

    def rows(self, table: etree._Element) -> list[PlainRow] | None:
        """The rows of a table, None when it is not plain."""
        rows = list(table.iterchildren(self._row))
        cells = [list(row.iterchildren(self._cell)) for row in rows]
        every = list(chain.from_iterable(cells))
        # Paragraphs and tables anywhere inside: one directly in each cell of each row, and no other.
        inside = islice(table.iter(self._paragraph, self._table), 1, None)
        if [held.getparent() for held in inside] != every or max(map(len, every), default=0) > _PARTS:
            return None
        texts = _texts(table, every)
        return None if texts is None else list(zip(rows, cells, _by_rows(texts, cells), strict=True))


def _texts(table: etree._Element, cells: list[etree._Element]) -> list[str] | None:
    """The texts of all cells, None when they cannot be distinguished."""
    for cell in cells:
        cell.tail = _MARK
    # The serialiser gathers the text of a whole table in the time that a few cells take from Python.
    texts = etree.tostring(table, method="text", encoding="unicode", with_tail=False).split(_MARK)
    return [as_printed(text.strip()) for text in texts[:-1]] if len(texts) == len(cells) + 1 else None


def _by_rows(texts: list[str], cells: list[list[etree._Element]]) -> Iterator[list[str]]:
    start = 0
    for row in cells:
        yield texts[start : start + len(row)]
        start += len(row)


_WRAPPERS = ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag", "docPartBody")
_NO_LIST = ("", "0")


ReadChunk = Callable[[bytes], Stream]


def read_docx(data: bytes, name: str, budget: Budget, read_chunk: ReadChunk | None = None) -> Stream:
    """The stream of a .docx file; ``name`` only serves messages.

    :param read_chunk: reads the files that the document takes in as they are (a page, a text, another Word file);
        without it they are gaps.
    :raises UnreadableFile: damaged, encrypted, or not a Word document. :raises Exceeded: out of bounds.
    """
    package = open_package(data, name, budget)
    root, names = package.document, Names(package.document)
    take_out_unseen(root, package.styles, names)
    gaps = prune(root, names)
    styles = Styles(package.styles)
    counter = Counter(package.numbering) if _has_lists(root, package.styles, names) else None
    body = root.find(names("body"))
    if body is None:
        return Stream(())
    reader = _Reader(root, names, styles, counter, gaps)
    if read_chunk is not None and package.chunks:
        reader.chunks = {key: _chunk(read_chunk, chunk) for key, chunk in package.chunks.items()}
    return Stream(tuple(budget.counted(reader.blocks(body, 0))))


def _chunk(read_chunk: ReadChunk, data: bytes) -> tuple[Block, ...]:
    try:
        return read_chunk(data).blocks
    except UnreadableFile:
        return (Gap("object"),)


def _has_lists(root: etree._Element, styles: etree._Element | None, names: Names) -> bool:
    parts = (root,) if styles is None else (root, styles)
    return any(next(part.iter(names("numPr")), None) is not None for part in parts)


class _Reader:
    def __init__(
        self,
        root: etree._Element,
        names: Names,
        styles: Styles,
        counter: Counter | None,
        gaps: dict[etree._Element, GapKind],
    ) -> None:
        self._names = names
        self._styles = styles
        self._counter = counter
        self._gaps = gaps
        self._spans = spans_of(root, names)
        self._paragraph, self._table, self._row, self._cell = map(names, ("p", "tbl", "tr", "tc"))
        self._properties, self._style, self._list, self._outline = map(names, ("pPr", "pStyle", "numPr", "outlineLvl"))
        self._list_number, self._list_level = names("numId"), names("ilvl")
        self._wrappers = tuple(map(names, _WRAPPERS))
        self._plain = PlainTables(names)
        self._chunk = names("altChunk")
        self.chunks: Mapping[str, tuple[Block, ...]] = {}
        self._with_gaps = {table for paragraph in gaps for table in paragraph.iterancestors(self._table)}

    def _prints_more(self, table: etree._Element) -> bool:
        """Whether a paragraph in a table prints a number of a list or holds a gap."""
        if table in self._with_gaps:
            return True
        if self._counter is None:
            return False
        styles = {self._names.value(mark) for mark in table.iter(self._style)}
        listed = any(self._styles.get(style).number not in _NO_LIST for style in styles)
        return listed or next(table.iter(self._list), None) is not None

    def blocks(self, container: etree._Element, depth: int) -> Iterator[Block]:
        """Everything in ``container`` (a body, a cell) in order; ``depth`` counts tables around it."""
        for element in container:
            tag = element.tag
            if tag == self._paragraph:
                line = self._line(element)
                if line.text:
                    yield line
                if element in self._gaps:
                    yield Gap(self._gaps[element])
            elif tag == self._table:
                yield self._read_table(element, depth) if depth < MAX_TABLE_NESTING else Gap("nesting")
            elif tag in self._wrappers:
                yield from self.blocks(element, depth)
            elif tag == self._chunk:
                yield from self.chunks.get(_relation_of(element), (Gap("object"),))

    def _line(self, paragraph: etree._Element) -> Line:
        text = _text(paragraph)
        properties = next(paragraph.iterchildren(self._properties), None)
        if properties is None:
            return Line(text)
        said = first_children(properties, self._style, self._list, self._outline)
        key = self._names.value(said.get(self._style))
        style = self._styles.get(key)
        stated = rank_of(said.get(self._outline), self._names)
        if self._counter is not None:
            label = self._label(said.get(self._list), key, style, self._counter)
            # An empty paragraph of a list counts, though what it prints is no text.
            text = f"{label}{text}" if text else ""
        return Line(text, (style.rank or 0) if stated is None else stated, style.mark)

    def _label(self, own: etree._Element | None, key: str, style: ParagraphStyle, counter: Counter) -> str:
        """What automatic numbering prints before a paragraph. ``own``: the list that the paragraph itself names."""
        if own is not None:
            said = first_children(own, self._list_number, self._list_level)
            number = self._names.value(said.get(self._list_number)) or style.number
            depth = self._names.number(said.get(self._list_level), 0)
        else:
            number, depth = style.number, style.depth or 0
            if number and (style.depth is None or style.depth < 0):
                depth = counter.style_level(number, key)
        return "" if number in _NO_LIST else counter.label(number, depth)

    def _read_table(self, table: etree._Element, depth: int) -> Table:
        grid = Grid(self._spans)
        plain = None if self._prints_more(table) else self._plain.rows(table)
        if plain is not None:
            for row, cells, texts in plain:
                grid.add_row(row, zip(cells, texts, repeat(())))
            return grid.table()
        for row in self._children(table, self._row):
            grid.add_row(row, ((cell, *self._read_cell(cell, depth)) for cell in self._children(row, self._cell)))
        return grid.table()

    def _read_cell(self, cell: etree._Element, depth: int) -> tuple[str, tuple[Block, ...]]:
        """A cell's text, and its blocks where it holds more than one paragraph."""
        blocks = tuple(self.blocks(cell, depth + 1))
        text = "\n".join(block.text for block in blocks if isinstance(block, Line))
        simple = not blocks or (len(blocks) == 1 and isinstance(blocks[0], Line))
        return text, () if simple else blocks

    def _children(self, parent: etree._Element, tag: str) -> Iterator[etree._Element]:
        """Rows of a table, cells of a row: also those that stand in content controls."""
        for child in parent.iterchildren(tag, *self._wrappers):
            if child.tag == tag:
                yield child
            else:
                yield from self._children(child, tag)


def _relation_of(element: etree._Element) -> str:
    """The ``r:id`` of an element, whose namespace differs in strict files."""
    return next((str(value) for key, value in element.attrib.items() if etree.QName(key).localname == "id"), "")


def _text(element: etree._Element) -> str:
    # The serialiser gathers text twenty times faster than walking the tree from Python does.
    return as_printed(etree.tostring(element, method="text", encoding="unicode", with_tail=False).strip())
