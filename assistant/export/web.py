"""The portal page: one self-contained, semantic HTML file."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import BinaryIO

from assistant.document import Block, Document, FigureTable, Heading, Section
from assistant.export.charts import summary
from assistant.export.lines import has_long_run, name_lines
from assistant.export.markup import content, element, line, opening, style
from assistant.export.messages import mark, printable
from assistant.export.pictures import picture_page
from assistant.standard import PrintedCell, TableSchema, header_rows, layout, standard_of

_SCOPES = {"row": ("row", "rowgroup"), "column": ("col", "colgroup"), "corner": ("col", "colgroup")}


def table(figures: FigureTable, caption: str) -> str:
    """The table in the shape of its schema, filled with the printed cells."""
    schema = figures.schema
    rows = _rows(figures)
    parts = [element("caption", content(caption)), _columns(schema)]
    for tag, first, last in _groups(schema, len(rows)):
        inner = "".join(f"{element('tr', ''.join(cells))}\n" for cells in rows[first:last])
        parts.append(element(tag, f"\n{inner}"))
    inner = "\n".join(parts)
    whole = element("table", f"\n{inner}\n", class_=f"figures {schema.key}")
    return element("div", f"\n{whole}\n", class_="wide", role="region", tabindex=0, aria_label=caption)


def _rows(figures: FigureTable) -> list[list[str]]:
    cells = layout(figures.schema)
    rows: list[list[str]] = [[] for _ in range(max(cell.row + cell.row_span for cell in cells))]
    for cell in cells:
        rows[cell.row].append(_cell(cell, figures))
    return rows


def _cell(cell: PrintedCell, figures: FigureTable) -> str:
    attributes: dict[str, str | int] = {}
    if cell.row_span > 1:
        attributes["rowspan"] = cell.row_span
    if cell.column_span > 1:
        attributes["colspan"] = cell.column_span
    if cell.role == "number":
        return element("td", content(figures.cells.get(cell.path, "")), **attributes)
    if cell.role == "corner":
        attributes["class_"] = "corner"
    label = _in_pairs(cell.text) if cell.role == "column" else content(cell.text)
    return element("th", label, scope=_scope(cell), **attributes)


def _columns(schema: TableSchema) -> str:
    labels = "".join(opening("col", class_=f"label{place}") for place in range(1, schema.label_columns + 1))
    return labels + opening("col", span=schema.width - schema.label_columns)


def _in_pairs(label: str) -> str:
    """A column label that breaks, where it must, between words: in the statutory labels of an even
    number of characters every word has two."""
    if len(label) % 2:
        return content(label)
    return "<wbr>".join(content(label[place : place + 2]) for place in range(0, len(label), 2))


def _scope(cell: PrintedCell) -> str:
    """What a label speaks for: its row or column, or the group of them that it spans."""
    if cell.role == "block":
        return "rowgroup"
    single, group = _SCOPES[cell.role]
    spans = cell.row_span if cell.role == "row" else cell.column_span
    return group if spans > 1 else single


def _groups(schema: TableSchema, height: int) -> Iterator[tuple[str, int, int]]:
    """The row groups as (tag, first row, row behind the last).

    The head is what repeats when a table of one block breaks over pages; every block, and every
    outermost label that stands over several rows, is a body of its own.
    """
    head = header_rows(schema) if len(schema.blocks) == 1 else 0
    starts = {head}
    for cell in layout(schema):
        outer = cell.role == "row" and cell.column == 0 and cell.row_span > 1
        if cell.role == "block" or outer:
            starts |= {cell.row} if cell.role == "block" else {cell.row, cell.row + cell.row_span}
    bounds = [*sorted(start for start in starts if start < height), height]
    if head:
        yield "thead", 0, head
    for first, last in itertools.pairwise(bounds):
        yield "tbody", first, last


_PHONE_LINE = 15.0
"""Full-width characters of the title that fit on a screen of 390 pixels."""


def write_html(
    document: Document,
    target: BinaryIO,
    *,
    draft: bool = False,
    last: Document | None = None,
    charts: bool = False,
) -> None:
    """Writes ``document`` as one HTML5 file in UTF-8: for a portal, to be read on any screen or printed.

    The text and the figures are printed as they stand in the document; what HTML cannot carry is
    dropped. The same document gives the same bytes. With ``draft`` the page is stamped. With ``last``,
    the report on the year before, its figures stand beside this year's in the summary pictures; with ``charts``
    applications, results and published items of both years are drawn as pictures of their own.

    :raises OSError: ``target`` cannot be written.
    """
    beside = picture_page(document, last) if charts and last is not None else {}
    article = element("article", "\n" + "\n".join(_article(document, draft)) + "\n")
    parts = "\n".join(filter(None, (element("main", article), summary(document, last, beside))))
    body = element("body", f"\n{parts}\n", **({"class_": "draft", "data_mark": mark("draft")} if draft else {}))
    styles = ("web", "pictures") if beside else ("web",)
    page = element("html", f"\n{_head(document, *styles)}\n{body}\n", lang="zh-CN")
    target.write(f"<!DOCTYPE html>\n{page}\n".encode())


def _head(document: Document, *styles: str) -> str:
    title = line(document.title) or document.standard.report_title
    lines = (
        opening("meta", charset="utf-8"),
        opening("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("title", title),
        opening("meta", name="author", content=document.agency),
        element("style", "\n" + "".join(map(style, styles))),
    )
    return element("head", "\n" + "\n".join(lines) + "\n")


def _article(document: Document, draft: bool) -> Iterator[str]:
    if draft:
        yield element("p", content(mark("draft_line")), class_="stamp")
    yield element("h1", _title(document))
    for paragraph in document.preface:
        yield _paragraph(paragraph.text)
    for section in document.sections:
        yield element("section", "\n" + "\n".join(_section(section)) + "\n")
    if printable(document.signature.agency):
        yield element("p", _name(printable(document.signature.agency)), class_="signature")
    if printable(document.signature.date_text):
        yield element("p", _date(document), class_="signature date")


def _title(document: Document) -> str:
    """The title; where it is too long for a line it should break behind the agency's name."""
    title, agency = printable(document.title), printable(document.agency)
    if agency and title.startswith(agency):
        return f"{_name(agency)}<wbr>{content(title.removeprefix(agency))}"
    return content(title)


def _name(agency: str) -> str:
    """A name; one too long for a line of a phone should break between its parts."""
    return "<wbr>".join(map(content, name_lines(agency, _PHONE_LINE)))


def _section(section: Section) -> Iterator[str]:
    if section.heading:
        yield element("h2", content(section.heading))
    for block in section.blocks:
        yield _block(block)


def _block(block: Block) -> str:
    if isinstance(block, FigureTable):
        return table(block, standard_of(block.format).section(block.schema.section).title)
    if isinstance(block, Heading):
        return element(f"h{min(max(block.level, 2), 4) + 1}", content(block.text))
    return _paragraph(block.text)


def _paragraph(text: str) -> str:
    return element("p", content(text), **({"class_": "ragged"} if has_long_run(text) else {}))


def _date(document: Document) -> str:
    text, day = content(document.signature.date_text), document.signature.day
    return element("time", text, datetime=day.isoformat()) if day else text


__all__ = ["write_html"]
