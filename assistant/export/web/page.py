"""The whole page: one file, no script, nothing fetched from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import BinaryIO

from assistant.document import Block, Document, FigureTable, Heading, Section
from assistant.export.characters import printable
from assistant.export.messages import mark
from assistant.export.web.elements import content, element, line, opening
from assistant.export.web.summary import summary
from assistant.export.web.tables import table
from assistant.standard import standard

_STYLE = Path(__file__).with_name("style.css")


def write_html(document: Document, target: BinaryIO, *, draft: bool = False, last: Document | None = None) -> None:
    """Writes ``document`` as one HTML5 file in UTF-8: for a portal, to be read on any screen or printed.

    The text and the figures are printed as they stand in the document; what HTML cannot carry is
    dropped. The same document gives the same bytes. With ``draft`` the page is stamped. With ``last``,
    the report on the year before, its figures stand beside this year's in the summary pictures.

    :raises OSError: ``target`` cannot be written.
    """
    article = element("article", "\n" + "\n".join(_article(document, draft)) + "\n")
    parts = "\n".join(filter(None, (element("main", article), summary(document, last))))
    body = element("body", f"\n{parts}\n", **({"class_": "draft", "data_mark": mark("draft")} if draft else {}))
    page = element("html", f"\n{_head(document)}\n{body}\n", lang="zh-CN")
    target.write(f"<!DOCTYPE html>\n{page}\n".encode())


@cache
def _style() -> str:
    return _STYLE.read_text(encoding="utf-8")


def _head(document: Document) -> str:
    title = line(document.title) or standard().report_title
    lines = (
        opening("meta", charset="utf-8"),
        opening("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("title", title),
        opening("meta", name="author", content=document.agency),
        element("style", f"\n{_style()}"),
    )
    return element("head", "\n" + "\n".join(lines) + "\n")


def _article(document: Document, draft: bool) -> Iterator[str]:
    if draft:
        yield element("p", content(mark("draft_line")), class_="stamp")
    yield element("h1", _title(document))
    for paragraph in document.preface:
        yield element("p", content(paragraph.text))
    for section in document.sections:
        yield element("section", "\n" + "\n".join(_section(section)) + "\n")
    if printable(document.signature.agency):
        yield element("p", content(document.signature.agency), class_="signature")
    if printable(document.signature.date_text):
        yield element("p", _date(document), class_="signature date")


def _title(document: Document) -> str:
    """The title; where it is too long for a line it should break behind the agency's name."""
    title, agency = printable(document.title), printable(document.agency)
    if agency and title.startswith(agency):
        return f"{content(agency)}<wbr>{content(title.removeprefix(agency))}"
    return content(title)


def _section(section: Section) -> Iterator[str]:
    if section.heading:
        yield element("h2", content(section.heading))
    for block in section.blocks:
        yield _block(block)


def _block(block: Block) -> str:
    if isinstance(block, FigureTable):
        return table(block, standard().section(block.schema.section).title)
    if isinstance(block, Heading):
        return element(f"h{min(max(block.level, 2), 4) + 1}", content(block.text))
    return element("p", content(block.text))


def _date(document: Document) -> str:
    text, day = content(document.signature.date_text), document.signature.day
    return element("time", text, datetime=day.isoformat()) if day else text
