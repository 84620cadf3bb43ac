"""A report written as a Word file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import BinaryIO

from lxml import etree

from assistant.document import Block, Document, FigureTable, Heading, Section
from assistant.export.lines import has_long_run, name_lines
from assistant.export.messages import printable, width
from assistant.export.word.elements import paragraph, paragraph_of, root, run, word
from assistant.export.word.package import WordPackage, draft_header, footer, section_properties
from assistant.export.word.pages import LINE, NEAR_TABLE, Pages
from assistant.export.word.tables import TEXT_WIDTH, table

BODY = "BodyText"

_DEEPEST = 4
_TITLE_LINE = 640
_CHARACTER = 314
"""A character of 16 pt in twips, less what it gives up for 28 of them to stand in a line."""
_TITLE_WIDTH = 20.0
"""Full-width characters of 22 pt that fit between the margins."""
_DATE_INDENT = 4.0
"""Characters that the date stands away from the right margin (GB/T 9704-2012 7.3.5.1)."""


def body(document: Document) -> Iterator[etree._Element]:
    """Title, preface, sections and signature in printed order."""
    title = _title_lines(document)
    yield paragraph_of("Title", _broken(title))
    pages = Pages()
    pages.space(2 * LINE + _TITLE_LINE * len(title))
    blocks = [*document.preface, *_blocks(document.sections)]
    captions = _captions(blocks)
    elements = [
        _block(block, caption, blocks[place + 1 :], pages)
        for place, (block, caption) in enumerate(zip(blocks, captions, strict=True))
    ]
    signed = list(_signature(document))
    if signed and elements:
        _keep_with_next(elements[-1])
    yield from elements
    yield from signed


def _blocks(sections: Iterable[Section]) -> Iterator[Block]:
    """Everything in the sections in printed order, their own headings too (level 1)."""
    for section in sections:
        if section.heading:
            yield Heading(section.key, section.heading, 1)
        for block in section.blocks:
            yield replace(block, level=2) if isinstance(block, Heading) and block.level < 2 else block


def _captions(blocks: Sequence[Block]) -> Iterator[str]:
    """For each block the heading of its section, "" before the first."""
    caption = ""
    for block in blocks:
        if isinstance(block, Heading) and block.level == 1:
            caption = block.text
        yield caption


def _title_lines(document: Document) -> list[str]:
    """The title; one too long for a line breaks behind the agency's name, a long name between its parts."""
    title, agency = printable(document.title), printable(document.agency)
    if agency and title.startswith(agency) and title != agency and width(title) > _TITLE_WIDTH:
        return [*name_lines(agency, _TITLE_WIDTH), title.removeprefix(agency)]
    return [title]


def _broken(lines: Sequence[str]) -> Iterator[etree._Element]:
    """Lines of one paragraph. Their breaks are elements, not characters: the letters of the paragraph are the text."""
    for number, line in enumerate(lines):
        if number:
            yield word("r", word("br"))
        if line:
            yield run(line)


def _block(block: Block, caption: str, following: Sequence[Block], pages: Pages) -> etree._Element:
    table_next = bool(following) and isinstance(following[0], FigureTable)
    if isinstance(block, FigureTable):
        return table(block, printable(caption), pages.table(block, following))
    if isinstance(block, Heading):
        pages.heading(block.text, table_next=table_next)
        near = (word("spacing", after=NEAR_TABLE),) if table_next else ()
        return paragraph(f"Heading{min(block.level, _DEEPEST)}", block.text, *near)
    pages.paragraph(block.text)
    ragged = (word("jc", val="left"),) if has_long_run(block.text) else ()
    return paragraph(BODY, block.text, *ragged)


def _signature(document: Document) -> Iterator[etree._Element]:
    """The agency centred over the date, both at the right, where the seal will stand.

    The date stands four characters in. A name too wide to be centred over it breaks between its parts; one without
    parts reaches to the margin.
    """
    agency, day = printable(document.signature.agency), printable(document.signature.date_text)
    centre = _DATE_INDENT + width(day) / 2
    if agency:
        lines = name_lines(agency, 2 * centre) if day else [agency]
        widest = max(map(width, lines))
        indent = max(0.0, centre - widest / 2) if day else _DATE_INDENT
        kept = word("keepNext")
        if len(lines) > 1:
            yield paragraph_of("Signature", _broken(lines), kept, *_box(widest, indent))
        else:
            yield paragraph("Signature", agency, kept, _right(indent))
    if day:
        yield paragraph("Date", day, _right(_DATE_INDENT))


def _box(wide: float, right: float) -> tuple[etree._Element, ...]:
    """The indents and the alignment of lines centred in a box ``wide`` characters across, with room to spare."""
    left = TEXT_WIDTH - round((wide + right) * _CHARACTER) - _CHARACTER // 2
    return (
        word("ind", leftChars=0, left=left, rightChars=0, right=round(right * _CHARACTER)),
        word("jc", val="center"),
    )


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
    package.write(root("document", word("body", *body(document), section_properties(references))), target)
