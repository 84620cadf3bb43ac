"""Tables whose cells hold one paragraph each, as nearly all statutory tables are: their texts come in one go."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree

from assistant.intake.docx.names import Names

_MARK = "\ue000"
"""Stands behind every cell while a table is turned into text; private, so that no report prints it."""

PlainRow = tuple[etree._Element, list[etree._Element], list[str]]
"""A row (``w:tr``), its cells (``w:tc``) and their texts."""


class PlainTables:
    """Tells plain tables from others and reads their texts.

    ``special``: paragraphs that print more than their text (a number, a gap); a table with one of
    them is not plain.
    """

    def __init__(self, names: Names, special: Iterable[etree._Element]) -> None:
        self._row, self._cell, self._paragraph = names("tr"), names("tc"), names("p")
        self._properties = frozenset(map(names, ("tblPr", "tblGrid", "trPr", "tblPrEx", "tcPr")))
        self._others: set[etree._Element] = set()
        for paragraph in special:
            for table in paragraph.iterancestors(names("tbl")):
                if table in self._others:
                    break
                self._others.add(table)

    def rows(self, table: etree._Element) -> list[PlainRow] | None:
        """The rows of a table, None when it is not plain."""
        if table in self._others:
            return None
        rows = list(table.iterchildren(self._row))
        if len(rows) + len(list(table.iterchildren(*self._properties))) != len(table):
            return None
        cells = [list(row.iterchildren(self._cell)) for row in rows]
        every = [cell for row in cells for cell in row]
        if len(list(table.iter(self._paragraph))) != len(every) or not all(map(self._is_plain, rows, cells)):
            return None
        texts = _texts(table, every)
        return None if texts is None else list(zip(rows, cells, _by_rows(texts, cells), strict=True))

    def _is_plain(self, row: etree._Element, cells: list[etree._Element]) -> bool:
        """Whether each cell of a row holds its properties and one paragraph."""
        others = len(row) - len(cells)
        if others and others != len(list(row.iterchildren(*self._properties))):
            return False
        paragraph, properties = self._paragraph, self._properties
        for cell in cells:
            count = len(cell)
            if not 0 < count <= 2 or cell[-1].tag != paragraph or (count == 2 and cell[0].tag not in properties):
                return False
        return True


def _texts(table: etree._Element, cells: list[etree._Element]) -> list[str] | None:
    """The texts of all cells, None when they cannot be told apart."""
    for cell in cells:
        cell.tail = _MARK
    # The serialiser gathers the text of a whole table in the time that a few cells take from Python.
    texts = etree.tostring(table, method="text", encoding="unicode", with_tail=False).split(_MARK)
    return [text.strip() for text in texts[:-1]] if len(texts) == len(cells) + 1 else None


def _by_rows(texts: list[str], cells: list[list[etree._Element]]) -> Iterator[list[str]]:
    start = 0
    for row in cells:
        yield texts[start : start + len(row)]
        start += len(row)
