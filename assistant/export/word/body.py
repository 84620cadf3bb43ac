"""The report's text as WordprocessingML paragraphs, each in its style."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from assistant.document import Block, Document, FigureTable, Heading, Section
from assistant.export.characters import printable, width
from assistant.export.word.elements import paragraph, paragraph_of, run, word
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
