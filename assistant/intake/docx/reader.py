"""The body of a .docx in reading order: paragraphs with their numbering, and tables."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from assistant.intake.bounds import MAX_TABLE_NESTING
from assistant.intake.docx.names import PICTURES, Names
from assistant.intake.docx.numbering import Counter
from assistant.intake.docx.package import open_package
from assistant.intake.docx.pruning import prune
from assistant.intake.docx.styles import PLAIN, rank_of, read_styles
from assistant.intake.docx.tables import Grid
from assistant.intake.stream import Block, Cell, Gap, Line, Stream, Table

_PRINTED = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_WRAPPERS = ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag", "docPartBody")


def read_docx(data: bytes, name: str) -> Stream:
    """The stream of a .docx file; ``name`` only serves messages.

    :raises UnreadableFile: damaged, encrypted, not a Word document, or out of bounds.
    """
    package = open_package(data, name)
    names = Names(package.document)
    prune(package.document, names)
    reader = _Reader(names, Counter(package.numbering), package.styles)
    body = package.document.find(names("body"))
    return Stream(tuple(reader.blocks(body, 0)) if body is not None else ())


class _Reader:
    def __init__(self, names: Names, counter: Counter, styles: etree._Element | None) -> None:
        self._names = names
        self._counter = counter
        self._styles = read_styles(styles)
        self._paragraph = names("p")
        self._table = names("tbl")
        self._properties = names("pPr")
        self._text = names("t")
        self._printed = {names(local): text for local, text in _PRINTED.items()}
        self._symbol = names("sym")
        self._object = names("object")
        self._wrappers = frozenset(names(local) for local in _WRAPPERS)
        self._read_tags = (self._text, *self._printed, self._symbol, self._object, *PICTURES)

    def blocks(self, container: etree._Element, depth: int) -> Iterator[Block]:
        """Everything in ``container`` (a body, a cell) in order; ``depth`` counts tables around it."""
        for element in container:
            if element.tag == self._paragraph:
                yield from self._lines(element)
            elif element.tag == self._table:
                yield self._read_table(element, depth) if depth < MAX_TABLE_NESTING else Gap("nesting")
            elif element.tag in self._wrappers:
                yield from self.blocks(element, depth)

    def _lines(self, paragraph: etree._Element) -> Iterator[Block]:
        pieces: list[str] = []
        gaps: list[Gap] = []
        properties = None
        for child in paragraph:
            if child.tag == self._properties:
                properties = child
                continue
            for element in child.iter(*self._read_tags):
                if element.tag == self._text:
                    pieces.append(element.text or "")
                elif element.tag in self._printed:
                    pieces.append(self._printed[element.tag])
                elif element.tag == self._symbol:
                    pieces.append(self._read_symbol(element))
                else:
                    gaps.append(Gap("object" if element.tag == self._object else "picture"))
        text = "".join(pieces).strip()
        line = self._line(text, properties)
        if line.text:
            yield line
        yield from gaps[:1]

    def _line(self, text: str, properties: etree._Element | None) -> Line:
        if properties is None:
            return Line(text)
        names = self._names
        key = names.value(properties.find(names("pStyle")))
        style = self._styles.get(key, PLAIN)
        stated = rank_of(properties, names)
        rank = (style.rank or 0) if stated is None else stated
        own = properties.find(names("numPr"))
        if own is not None:
            number = names.value(own.find(names("numId"))) or style.number
            depth = names.number(own.find(names("ilvl")), 0)
        else:
            number, depth = style.number, style.depth or 0
            if number and (style.depth is None or style.depth < 0):
                depth = self._counter.style_level(number, key)
        if number not in ("", "0"):
            # An empty paragraph of a list counts, though what it prints is no text.
            label = self._counter.label(number, depth)
            text = f"{label}{text}" if text else ""
        return Line(text, rank, style.mark)

    def _read_symbol(self, element: etree._Element) -> str:
        code = element.get(self._names("char"), "")
        try:
            point = int(code, 16)
        except ValueError:
            return ""
        # Symbol fonts hold their signs in the private area: what they draw cannot be known.
        return chr(point) if 0x20 <= point < 0xD800 else ""

    def _read_table(self, table: etree._Element, depth: int) -> Table:
        grid = Grid(self._names)
        for row in self._children(table, self._names("tr")):
            grid.start_row(row.find(self._names("trPr")))
            for cell in self._children(row, self._names("tc")):
                blocks = tuple(self.blocks(cell, depth + 1))
                grid.add(cell.find(self._names("tcPr")), _cell(blocks))
        return grid.table()

    def _children(self, parent: etree._Element, tag: str) -> Iterator[etree._Element]:
        """Rows of a table, cells of a row: also those that stand in content controls."""
        for child in parent:
            if child.tag == tag:
                yield child
            elif child.tag in self._wrappers:
                yield from self._children(child, tag)


def _cell(blocks: tuple[Block, ...]) -> Cell:
    text = "\n".join(block.text for block in blocks if isinstance(block, Line))
    simple = not blocks or (len(blocks) == 1 and isinstance(blocks[0], Line))
    return Cell(text, 0, blocks=() if simple else blocks)
