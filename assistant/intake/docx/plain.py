"""Tables whose cells hold one paragraph each, as nearly all statutory tables are: their texts come in one go."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice

from lxml import etree

from assistant.intake.docx.names import Names

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
