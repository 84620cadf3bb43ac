"""The parts of a Word file put together and written so that the same report gives the same bytes."""

from __future__ import annotations

import io
import zipfile
from functools import cache
from pathlib import Path
from typing import BinaryIO

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.package import Package
from lxml import etree

from assistant.export.messages import mark
from assistant.export.word.elements import RELATIONSHIPS, paragraph, paragraph_of, root, run, word

_PARTS = Path(__file__).with_name("parts")
_EPOCH = (1980, 1, 1, 0, 0, 0)
_REGULAR_FILE = 0o644 << 16


class _MainPart(Part):
    """The main part, serialised when the file is written; headers and footers must be related to it before."""

    element: etree._Element

    @property
    def blob(self) -> bytes:
        return _bytes(self.element)


class WordPackage:
    """A Word file in the making, from python-docx's empty package.

    Not from its default template: that brings a Japanese theme, styles, a thumbnail and properties
    of its own, and all of it would have to be taken out again.
    """

    def __init__(self) -> None:
        self._package = Package()
        self._document = _MainPart(PackURI("/word/document.xml"), CONTENT_TYPE.WML_DOCUMENT_MAIN, package=self._package)
        self._package.relate_to(self._document, RELATIONSHIP_TYPE.OFFICE_DOCUMENT)
        self._add_ready("styles.xml", CONTENT_TYPE.WML_STYLES, RELATIONSHIP_TYPE.STYLES)
        self._add_ready("settings.xml", CONTENT_TYPE.WML_SETTINGS, RELATIONSHIP_TYPE.SETTINGS)
        self._add_ready("fontTable.xml", CONTENT_TYPE.WML_FONT_TABLE, RELATIONSHIP_TYPE.FONT_TABLE)
        self._add_ready("theme/theme1.xml", CONTENT_TYPE.OFC_THEME, RELATIONSHIP_TYPE.THEME)

    def add_header(self, name: str, element: etree._Element) -> str:
        """Puts in a header part; returns the id by which the page names it."""
        part = self._part(f"/word/{name}.xml", CONTENT_TYPE.WML_HEADER, element)
        return self._document.relate_to(part, RELATIONSHIP_TYPE.HEADER)

    def add_footer(self, name: str, element: etree._Element) -> str:
        """Puts in a footer part; returns the id by which the page names it."""
        part = self._part(f"/word/{name}.xml", CONTENT_TYPE.WML_FOOTER, element)
        return self._document.relate_to(part, RELATIONSHIP_TYPE.FOOTER)

    def add_properties(self, element: etree._Element) -> None:
        """Puts in the core properties (title, author and so on)."""
        part = self._part("/docProps/core.xml", CONTENT_TYPE.OPC_CORE_PROPERTIES, element)
        self._package.relate_to(part, RELATIONSHIP_TYPE.CORE_PROPERTIES)

    def write(self, document: etree._Element, target: BinaryIO) -> None:
        """Writes the whole file with ``document`` as its main part."""
        self._document.element = document
        written = io.BytesIO()
        self._package.save(written)
        _copy_without_clock(written, target)

    def _add_ready(self, name: str, content_type: str, relationship: str) -> None:
        part = Part(PackURI(f"/word/{name}"), content_type, _ready(Path(name).name), self._package)
        self._document.relate_to(part, relationship)

    def _part(self, name: str, content_type: str, element: etree._Element) -> Part:
        return Part(PackURI(name), content_type, _bytes(element), self._package)


@cache
def _ready(name: str) -> bytes:
    """A part that is the same in every file, as it is written there."""
    parser = etree.XMLParser(remove_blank_text=True, remove_comments=True)
    return _bytes(etree.parse(_PARTS / name, parser).getroot())


def _bytes(element: etree._Element) -> bytes:
    etree.cleanup_namespaces(element)
    return etree.tostring(element, encoding="UTF-8", standalone=True)


def _copy_without_clock(written: BinaryIO, target: BinaryIO) -> None:
    """Copies a zip file, with one date and one system for all its members."""
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = _REGULAR_FILE
            copy.writestr(entry, source.read(name))


_WATERMARK = Path(__file__).with_name("parts") / "watermark.xml"
_VML = {"v": "urn:schemas-microsoft-com:vml"}

# GB/T 9704-2012 5.2: A4; margins 37, 26, 35, 28 mm; 22 lines of 28 characters of 16 pt. In twips.
_PAPER = {"w": 11906, "h": 16838}
_MARGINS = {"top": 2098, "right": 1474, "bottom": 1984, "left": 1587, "header": 1134, "footer": 1361, "gutter": 0}
_LINE_PITCH = 579
_CHARACTER_SPACE = -842
"""What a character of 16 pt gives up for 28 of them to fill 156 mm, in 1/4096 pt."""


def section_properties(references: list[tuple[str, str, str]]) -> etree._Element:
    """``w:sectPr``; ``references`` are ("header" or "footer", "default" or "even", relationship id)."""
    element = word("sectPr")
    for part, pages, relationship in references:
        reference = word(f"{part}Reference", type=pages)
        reference.set(f"{{{RELATIONSHIPS}}}id", relationship)
        element.append(reference)
    element.append(word("pgSz", **_PAPER))
    element.append(word("pgMar", **_MARGINS))
    element.append(word("pgNumType", start=1))
    element.append(word("docGrid", type="linesAndChars", linePitch=_LINE_PITCH, charSpace=_CHARACTER_SPACE))
    return element


def footer(style: str) -> etree._Element:
    """A footer that prints ``— 1 —`` in the style given."""
    number = word("fldSimple", run("1"), instr=" PAGE ")
    return root("ftr", paragraph_of(style, (run("— "), number, run(" —"))))


def draft_header(name: str) -> etree._Element:
    """A header that stamps the page as a draft: a line above, the word across.

    ``name`` is the shape's own name in the file.
    """
    picture = etree.parse(_WATERMARK, etree.XMLParser(remove_blank_text=True, remove_comments=True)).getroot()
    (shape,) = picture.findall("v:shape", _VML)
    shape.set("id", name)
    shape.set("alt", mark("draft"))
    for path in shape.findall("v:textpath", _VML):
        path.set("string", mark("draft"))
    line = paragraph("Header", mark("draft_line"))
    line.append(word("r", picture))
    return root("hdr", line)
