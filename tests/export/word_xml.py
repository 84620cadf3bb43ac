"""Reading a written .docx by its XML alone: zipfile and lxml, none of the writer's own objects."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from lxml import etree

from assistant.document import Document
from assistant.export import write_docx

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NS = {"w": W[1:-1], "a": "http://schemas.openxmlformats.org/drawingml/2006/main", "v": "urn:schemas-microsoft-com:vml"}


def written(document: Document, *, draft: bool = False) -> bytes:
    """The bytes of the .docx."""
    target = io.BytesIO()
    write_docx(document, target, draft=draft)
    return target.getvalue()


def parts(data: bytes) -> dict[str, Any]:
    """Every XML part of the file, parsed, by its name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: etree.fromstring(archive.read(name)) for name in archive.namelist()}


def body(data: bytes) -> Any:
    return parts(data)["word/document.xml"].find("w:body", NS)


def text(element: Any) -> str:
    """The printed text: letters, tabs, and line breaks as newlines."""
    printed = {f"{W}t": lambda node: node.text or "", f"{W}br": lambda _: "\n", f"{W}tab": lambda _: "\t"}
    return "".join(printed[node.tag](node) for node in element.iter() if node.tag in printed)


def letters(element: Any) -> str:
    """The printed text without line breaks that are mere layout."""
    return "".join(node.text or "" for node in element.iter(f"{W}t"))


def style(paragraph: Any) -> str:
    return str(paragraph.find("w:pPr/w:pStyle", NS).get(f"{W}val"))


def paragraphs(data: bytes) -> list[tuple[str, str]]:
    """The (style, text) of every paragraph outside tables, in order."""
    return [(style(node), text(node)) for node in body(data).findall("w:p", NS)]


def grid(table: Any) -> list[list[tuple[int, int]]]:
    """For each row and grid column the (row, column) where the cell that covers it begins.

    Fails where a row is wider or narrower than the grid, or a merge goes on below another width.
    """
    wide = len(table.findall("w:tblGrid/w:gridCol", NS))
    rows: list[list[tuple[int, int]]] = []
    for number, row in enumerate(table.findall("w:tr", NS)):
        owners: list[tuple[int, int]] = []
        for cell in row.findall("w:tc", NS):
            span = cell.find("w:tcPr/w:gridSpan", NS)
            wide_by = 1 if span is None else int(span.get(f"{W}val"))
            merge = cell.find("w:tcPr/w:vMerge", NS)
            start = (number, len(owners))
            if merge is not None and merge.get(f"{W}val") != "restart":
                assert text(cell) == "", "a continued cell prints nothing"
                start = rows[-1][len(owners)]
                above = [column for column, owner in enumerate(rows[-1]) if owner == start]
                assert above == list(range(len(owners), len(owners) + wide_by)), "merged cells are of one width"
            owners += [start] * wide_by
        assert len(owners) == wide, f"row {number} covers {len(owners)} of {wide} columns"
        rows.append(owners)
    return rows


def cells(table: Any) -> dict[tuple[int, int], tuple[str, str]]:
    """The (style, text) of each cell by the row and column where it begins."""
    found = {}
    owners = grid(table)
    for number, row in enumerate(table.findall("w:tr", NS)):
        column = 0
        for cell in row.findall("w:tc", NS):
            if owners[number][column] == (number, column):
                found[number, column] = (style(cell.find("w:p", NS)), text(cell))
            span = cell.find("w:tcPr/w:gridSpan", NS)
            column += 1 if span is None else int(span.get(f"{W}val"))
    return found
