"""Exported reports and what somebody does to them: text, cells, tracked changes and comments in the XML."""

from __future__ import annotations

import io
import zipfile
from functools import cache
from pathlib import Path

from lxml import etree

from assistant.composing import compose
from assistant.document import Document, FigureTable, print_number
from assistant.drafts import Draft
from assistant.drafts.beginning import interview_of
from assistant.export.word import write_docx
from assistant.export.word.tables import table
from assistant.reading import read_bytes
from assistant.reading.docx.names import Names
from assistant.report import read
from assistant.standard import standard

FORMAT = standard(2024)
BODY = "word/document.xml"
COMMENTS = "word/comments.xml"
_RELATIONS = "word/_rels/document.xml.rels"
_COMMENTS_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"


def printed(draft: Draft) -> Document:
    """The report as it prints now."""
    return compose(draft.report, interview_of(draft).applicable, draft.clerk)


def exported(draft: Draft) -> bytes:
    """The report as a Word file."""
    target = io.BytesIO()
    write_docx(printed(draft), target)
    return target.getvalue()


class Copy:
    """A Word file under somebody's hands."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self._parts = {name: archive.read(name) for name in archive.namelist()}
        self.root = etree.fromstring(self._parts[BODY])
        self.names = Names(self.root)
        self._comments: list[tuple[str, str]] = []

    def body(self) -> list[etree._Element]:
        """The paragraphs of running text, in order."""
        n = self.names
        found = self.root.find(n("body"))
        assert found is not None
        style = f"{n('pPr')}/{n('pStyle')}"
        return [p for p in found.iterchildren(n("p")) if n.value(p.find(style)) == "BodyText"]

    def tables(self) -> list[etree._Element]:
        return list(self.root.iter(self.names("tbl")))

    def text(self, paragraph: etree._Element) -> str:
        return "".join(paragraph.itertext(self.names("t")))

    def paragraph(self, words: str) -> etree._Element:
        """The paragraph of running text that holds these words."""
        return next(p for p in self.body() if words in self.text(p))

    def rewrite(self, paragraph: etree._Element, text: str) -> None:
        """Replaces the text of a paragraph (of a cell, too), as one run."""
        n = self.names
        for child in list(paragraph):
            if child.tag != n("pPr"):
                paragraph.remove(child)
        run = etree.SubElement(paragraph, n("r"))
        etree.SubElement(run, n("t")).text = text

    def add_behind(self, paragraph: etree._Element, text: str) -> None:
        """A new paragraph that looks as the one before it."""
        new = etree.fromstring(etree.tostring(paragraph))
        new.tail = None
        paragraph.addnext(new)
        self.rewrite(new, text)

    def delete(self, paragraph: etree._Element) -> None:
        parent = paragraph.getparent()
        assert parent is not None
        parent.remove(paragraph)

    def stands_under_heading(self, paragraph: etree._Element) -> bool:
        before = paragraph.getprevious()
        return before is None or before not in self.body()

    def set_cells(self, schema_key: str, cells: dict[str, str]) -> None:
        """Prints other texts in the cells of a table, by path."""
        table = self.tables()[list(FORMAT.tables).index(schema_key)]
        paragraphs = list(table.iter(self.names("p")))
        for path, text in cells.items():
            self.rewrite(paragraphs[_places(schema_key)[path]], text)

    def heading(self, beginning: str) -> etree._Element:
        """The heading outside of tables that begins so."""
        found = self.root.find(self.names("body"))
        assert found is not None
        return next(p for p in found.iterchildren(self.names("p")) if self.text(p).startswith(beginning))

    def track(self, paragraph: etree._Element, deleted: str, inserted: str) -> None:
        """Replaces ``deleted`` in a paragraph by ``inserted`` as a tracked change."""
        n = self.names
        before, _, after = self.text(paragraph).partition(deleted)
        self.rewrite(paragraph, before)
        who = {n("id"): "900", n("author"): "主任", n("date"): "2025-01-08T09:00:00Z"}
        gone = etree.SubElement(paragraph, n("del"), who)
        etree.SubElement(etree.SubElement(gone, n("r")), n("delText")).text = deleted
        new = etree.SubElement(paragraph, n("ins"), who)
        etree.SubElement(etree.SubElement(new, n("r")), n("t")).text = inserted
        etree.SubElement(etree.SubElement(paragraph, n("r")), n("t")).text = after

    def comment(self, paragraph: etree._Element, text: str, author: str = "李主任") -> None:
        """A comment on a whole paragraph."""
        n, number = self.names, str(len(self._comments))
        self._comments.append((author, text))
        start = etree.Element(n("commentRangeStart"), {n("id"): number})
        properties = paragraph.find(n("pPr"))
        paragraph.insert(0 if properties is None else 1, start)
        etree.SubElement(paragraph, n("commentRangeEnd"), {n("id"): number})
        run = etree.SubElement(paragraph, n("r"))
        etree.SubElement(run, n("commentReference"), {n("id"): number})

    def data(self) -> bytes:
        """The file as it is now."""
        parts = {**self._parts, BODY: etree.tostring(self.root, xml_declaration=True, encoding="UTF-8")}
        if self._comments:
            parts[COMMENTS] = self._comments_part()
            relations = etree.fromstring(parts[_RELATIONS])
            etree.SubElement(
                relations, f"{{{etree.QName(relations).namespace}}}Relationship",
                {"Id": "rIdComments", "Type": _COMMENTS_KIND, "Target": "comments.xml"},
            )  # fmt: skip
            parts[_RELATIONS] = etree.tostring(relations)
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w") as archive:
            for name, part in parts.items():
                archive.writestr(name, part)
        return target.getvalue()

    def _comments_part(self) -> bytes:
        n = self.names
        root = etree.Element(n("comments"))
        for number, (author, text) in enumerate(self._comments):
            comment = etree.SubElement(root, n("comment"), {n("id"): str(number), n("author"): author})
            run = etree.SubElement(etree.SubElement(comment, n("p")), n("r"))
            etree.SubElement(run, n("t")).text = text
        return etree.tostring(root)

    def save(self, path: Path) -> Path:
        path.write_bytes(self.data())
        return path

    def document(self) -> Document:
        return read_bytes(self.data(), "copy.docx")


@cache
def _places(schema_key: str) -> dict[str, int]:
    """For each number cell of a table which of its paragraphs prints it: found by printing a number of its own."""
    paths = list(FORMAT.tables[schema_key].cells)
    marked = {path: f"9000{place:03}" for place, path in enumerate(paths)}
    element = table(FigureTable(schema_key, marked, format=FORMAT.key), "", 1)
    texts = ["".join(p.itertext()) for p in element.iter(Names(element)("p"))]
    return {path: texts.index(text) for path, text in marked.items()}


def with_totals(draft: Draft, key: str, cells: dict[str, int]) -> dict[str, str]:
    """What a table prints with some typed cells changed, its totals counted anew; only what is printed otherwise."""
    figures = read(draft.report, key)
    before = {path: print_number(value) for path, value in figures.values().items()}
    for path, value in cells.items():
        figures = figures.with_cell(path, value)
    after = {path: print_number(value) for path, value in figures.values().items()}
    return {path: text for path, text in after.items() if before[path] != text}
