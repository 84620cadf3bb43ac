"""A report written as a Word file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import BinaryIO

from lxml import etree

from assistant.document import Block, Document, FigureTable, Heading, Section
from assistant.export.messages import printable, width
from assistant.export.word.elements import paragraph, paragraph_of, run, word
from assistant.export.word.package import WordPackage, draft_header, footer, section_properties
from assistant.export.word.tables import table

BODY = "BodyText"

_DEEPEST = 4
_TITLE_WIDTH = 20.0
"""Full-width characters of 22 pt that fit between the margins."""
_DATE_INDENT = 4.0
"""Characters that the date stands away from the right margin (GB/T 9704-2012 7.3.5.1)."""


def body(document: Document) -> Iterator[etree._Element]:
    """Title, preface, sections and signature in printed order."""
    yield _title(document)
    blocks = [element for part in document.preface for element in _block(part, "")]
    for section in document.sections:
        blocks += _section(section)
    signed = list(_signature(document))
    if signed and blocks:
        _keep_with_next(blocks[-1])
    yield from blocks
    yield from signed


def _title(document: Document) -> etree._Element:
    """The title; one too long for a line breaks behind the agency's name.

    The break is an element, not a character: the letters of the paragraph are the title.
    """
    title, agency = printable(document.title), printable(document.agency)
    if agency and title.startswith(agency) and title != agency and width(title) > _TITLE_WIDTH:
        lines = (run(agency), word("r", word("br")), run(title.removeprefix(agency)))
        return paragraph_of("Title", lines)
    return paragraph("Title", title)


def _section(section: Section) -> Iterator[etree._Element]:
    if section.heading:
        yield paragraph("Heading1", section.heading)
    for block in section.blocks:
        yield from _block(block, section.heading)


def _block(block: Block, caption: str) -> Iterator[etree._Element]:
    if isinstance(block, FigureTable):
        yield table(block, printable(caption))
    elif isinstance(block, Heading):
        yield paragraph(f"Heading{min(max(block.level, 2), _DEEPEST)}", block.text)
    else:
        yield paragraph(BODY, block.text)


def _signature(document: Document) -> Iterator[etree._Element]:
    """The agency centred over the date, both at the right, where the seal will stand."""
    agency, day = printable(document.signature.agency), printable(document.signature.date_text)
    indent = max(_DATE_INDENT, (width(agency) - width(day)) / 2)
    if agency:
        centred = max(0.0, indent + (width(day) - width(agency)) / 2) if day else indent
        yield paragraph("Signature", agency, word("keepNext"), _right(centred))
    if day:
        yield paragraph("Date", day, _right(indent))


def _right(characters: float) -> etree._Element:
    """An indent from the right in characters, with its size at 16 pt for readers that know no characters."""
    return word("ind", rightChars=round(characters * 100), right=round(characters * 320))


def _keep_with_next(element: etree._Element) -> None:
    """Text before the signature stays with it: a signature never stands alone on a page."""
    if element.tag == word("p").tag:
        element[0].insert(1, word("keepNext"))


_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_DUBLIN = "http://purl.org/dc/elements/1.1/"
_TERMS = "http://purl.org/dc/terms/"
_INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"


def core_properties(document: Document) -> etree._Element:
    """The core properties of a report. Its date is the day of signing, so that they do not change from run to run."""
    names = {"cp": _CORE, "dc": _DUBLIN, "dcterms": _TERMS, "xsi": _INSTANCE}
    element = etree.Element(f"{{{_CORE}}}coreProperties", nsmap=names)
    agency = printable(document.agency)
    _add(element, _DUBLIN, "title", printable(document.title))
    _add(element, _DUBLIN, "subject", document.standard.report_title)
    _add(element, _DUBLIN, "creator", agency)
    _add(element, _CORE, "lastModifiedBy", agency)
    _add(element, _DUBLIN, "language", "zh-CN")
    if document.signature.day:
        _add_day(element, "created", document.signature.day)
        _add_day(element, "modified", document.signature.day)
    return element


def _add(element: etree._Element, namespace: str, name: str, text: str) -> None:
    etree.SubElement(element, f"{{{namespace}}}{name}").text = text


def _add_day(element: etree._Element, name: str, day: date) -> None:
    moment = etree.SubElement(element, f"{{{_TERMS}}}{name}")
    moment.set(f"{{{_INSTANCE}}}type", "dcterms:W3CDTF")
    moment.text = f"{day.isoformat()}T00:00:00Z"


def write_docx(document: Document, target: BinaryIO, *, draft: bool = False) -> None:
    """Writes ``document`` as .docx into ``target``, laid out by GB/T 9704-2012.

    The text and the figures are printed as they stand in the document; what XML cannot carry is
    dropped. The same document gives the same bytes. With ``draft`` every page is stamped.

    :raises OSError: ``target`` cannot be written.
    """
    package = WordPackage()
    references = []
    if draft:
        references += [
            ("header", "default", package.add_header("header1", draft_header("watermark1"))),
            ("header", "even", package.add_header("header2", draft_header("watermark2"))),
        ]
    references += [
        ("footer", "default", package.add_footer("footer1", footer("Footer"))),
        ("footer", "even", package.add_footer("footer2", footer("FooterEven"))),
    ]
    package.add_properties(core_properties(document))
    package.write(word("document", word("body", *body(document), section_properties(references))), target)
