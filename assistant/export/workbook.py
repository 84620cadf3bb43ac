"""Workbooks (.xlsx): texts that stay texts, statutory tables as printed, and a report as a workbook."""

from __future__ import annotations

import io
import math
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, BinaryIO

from assistant.document import Document, FigureTable, Heading, Paragraph, Section, Signature, print_number, read_number
from assistant.export.grounds import NO_GROUNDS, Grounds
from assistant.export.messages import mark, printable, sheet_words, width
from assistant.standard import TableSchema, layout, standard_of

if TYPE_CHECKING:
    from openpyxl.cell import Cell, MergedCell
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

Value = str | Decimal | int
"""What a cell holds."""
MOST = 32_000
"""Characters of a cell; a longer text goes on in the next row. Excel takes 32,767."""
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")
_NAME = 31
_DIGITS = 15
"""Digits of a number that every program keeps."""
_SHADE, _LINE = "F4F6F8", "808080"
_A4 = 9
_TABLE_TOP = 2
"""The row of a sheet in which its table begins; above stands the title."""
_LABEL_WIDTHS = {1: (34,), 2: (12, 34), 3: (10, 14, 34)}
_NUMBER_WIDTH, _WIDE_NUMBERS, _MANY = 11, 20, 8
"""The width of a column of numbers: in tables with many columns, and in others."""
_TEXT_WIDTHS = (20, 24, 10, 90)
_FACT_WIDTHS = (36, 60, 40, 30)
_ROW_HEIGHT = 16
_LEADING = 15
_HIGHEST = 400
_EPOCH = datetime(1980, 1, 1)


def new_workbook(title: str) -> Workbook:
    """A workbook without sheets, called ``title`` and by nobody."""
    from openpyxl import Workbook

    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    workbook.properties.creator = ""
    workbook.properties.title = " ".join(printable(title).split())
    return workbook


def add_sheet(workbook: Workbook, name: str, *, widths: Sequence[int] = (), upright: bool = False) -> Worksheet:
    """A sheet with columns of these widths, printed on A4 as wide as its columns."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet: Worksheet = workbook.create_sheet(_NOT_IN_NAMES.sub("", printable(name))[:_NAME] or mark("sheet"))
    for place, wide in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = wide
    sheet.page_setup.orientation = "portrait" if upright else "landscape"
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    return sheet


def put(
    sheet: Worksheet, row: int, column: int, value: Value, *, label: bool = False, centred: bool = False
) -> Cell | MergedCell:
    """Write one cell, rows and columns counted from 1. Text stays text, whatever sign it begins with."""
    from openpyxl.styles import Alignment, Border, PatternFill
    from openpyxl.styles import Side as Edge

    cell = sheet.cell(row, column)
    if isinstance(value, str):
        cell.value = printable(value)[:MOST]
        if value:
            cell.data_type = "s"
        # A program that lets the text be edited would make a formula of it without this mark.
        cell.quotePrefix = value.startswith(("=", "+", "-", "@"))
    else:
        cell.value = value
    cell.alignment = Alignment(horizontal="center" if centred else None, vertical="center", wrap_text=True)
    edge = Edge(style="thin", color=_LINE)
    cell.border = Border(left=edge, right=edge, top=edge, bottom=edge)
    if label:
        cell.fill = PatternFill("solid", start_color=_SHADE, end_color=_SHADE)
    return cell


def put_title(sheet: Worksheet, text: str, columns: int, *, draft: bool = False) -> None:
    """The title of a sheet in its first row, over so many columns; of a draft it says so."""
    from openpyxl.styles import Alignment, Border, Font

    cell = put(sheet, 1, 1, f"{text}　{mark('draft_line')}" if draft else text)
    cell.border = Border()
    cell.font = Font(bold=True, size=14)
    cell.alignment = Alignment(vertical="center")
    if columns > 1:
        sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=columns)
    sheet.row_dimensions[1].height = 2 * _ROW_HEIGHT


def put_rows(sheet: Worksheet, first: int, rows: Sequence[Sequence[Value]]) -> None:
    """Rows of cells from row ``first`` on; the first one is their header, which stays in sight and is printed again."""
    for number, row in enumerate(rows, start=first):
        for column, value in enumerate(row, start=1):
            put(sheet, number, column, value, label=number == first, centred=number == first)
        set_height(sheet, number, [str(value) for value in row])
    sheet.freeze_panes = f"A{first + 1}"
    sheet.print_title_rows = f"{first}:{first}"


def set_height(sheet: Worksheet, row: int, texts: Sequence[str]) -> None:
    """Make a row as high as its texts, from the first column on, need in the widths of their columns."""
    from openpyxl.utils import get_column_letter

    wides = [sheet.column_dimensions[get_column_letter(column)].width for column in range(1, len(texts) + 1)]
    sheet.row_dimensions[row].height = _height(texts, wides)


def set_many_pages(sheet: Worksheet, percent: int) -> None:
    """Print a sheet that is too wide for one page at this size on as many as it needs, its first column on each."""
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=False)
    sheet.page_setup.scale = percent
    sheet.print_title_cols = "A:A"


def _height(texts: Sequence[str], wides: Sequence[float]) -> float:
    lines = 1
    for text, wide in zip(texts, wides, strict=True):
        lines = max(lines, sum(max(1, math.ceil(2 * width(part) / max(wide - 1, 1))) for part in text.split("\n")))
    return min(_HIGHEST, max(_ROW_HEIGHT + 4, lines * _LEADING + 5))


def saved(workbook: Workbook, day: date | None = None) -> bytes:
    """The workbook as bytes; the same sheets give the same bytes.

    :param day: the day that the file tells as that of its making, a fixed one for None.
    """
    made = _EPOCH if day is None else datetime(day.year, day.month, day.day)
    workbook.properties.created = made
    written = io.BytesIO()
    workbook.save(written)
    target = io.BytesIO()
    stamp = f">{made:%Y-%m-%dT%H:%M:%S}Z</dcterms:modified>"
    with zipfile.ZipFile(written) as parts, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in parts.namelist():
            data = parts.read(name)
            if name == "docProps/core.xml":
                data = re.sub(rb">[^<]*</dcterms:modified>", stamp.encode(), data)
            packed.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def label_widths(schema: TableSchema) -> tuple[int, ...]:
    """The widths of the columns of a printed table."""
    labels = _LABEL_WIDTHS.get(schema.label_columns, ())
    wide = _WIDE_NUMBERS if schema.width < _MANY else _NUMBER_WIDTH
    return (*labels, *[wide] * (schema.width - len(labels)))


def put_table(sheet: Worksheet, figures: FigureTable, top: int = _TABLE_TOP) -> None:
    """A statutory table as printed, from row ``top`` on: labels merged as in the format, numbers as numbers."""
    widths = label_widths(figures.schema)
    for cell in layout(figures.schema):
        row, column = top + cell.row, 1 + cell.column
        number = cell.role == "number"
        value = number_or_text(figures.cells.get(cell.path, "")) if number else cell.text
        for down in range(cell.row_span):
            for across in range(cell.column_span):
                put(sheet, row + down, column + across, "", label=not number)
        put(sheet, row, column, value, label=not number, centred=number or cell.role != "row")
        if cell.row_span > 1 or cell.column_span > 1:
            last_row, last_column = row + cell.row_span - 1, column + cell.column_span - 1
            sheet.merge_cells(start_row=row, start_column=column, end_row=last_row, end_column=last_column)
        if not number and cell.row_span == 1:
            room = sum(widths[cell.column : cell.column + cell.column_span])
            height = _height([cell.text], [room])
            sheet.row_dimensions[row].height = max(height, sheet.row_dimensions[row].height or 0)


def number_or_text(printed: str) -> Value:
    """A printed cell as the number that prints the same, else as the text it is."""
    number = read_number(printed)
    if number is None or print_number(number) != printed or len(number.as_tuple().digits) > _DIGITS:
        return printed
    return int(number) if number == number.to_integral_value() else number


# -- a report as a workbook -----------------------------------------------------------------------
def write_xlsx(document: Document, target: BinaryIO, *, draft: bool = False, grounds: Grounds = NO_GROUNDS) -> None:
    """Writes ``document`` as a workbook: a sheet for each table, one of the text, one of the facts where they are told.

    The same document gives the same bytes. With ``draft`` every sheet says that it is one.

    :raises OSError: ``target`` cannot be written.
    """
    workbook = new_workbook(document.title)
    for table in document.tables():
        heading = standard_of(table.format).section(table.schema.section).title
        sheet = add_sheet(workbook, heading, widths=label_widths(table.schema))
        sheet.page_setup.fitToHeight = 1
        put_title(sheet, heading, table.schema.width, draft=draft)
        put_table(sheet, table)
    words = sheet_words()
    sheet = add_sheet(workbook, words["text"], widths=_TEXT_WIDTHS)
    put_title(sheet, words["text"], len(_TEXT_WIDTHS), draft=draft)
    put_rows(sheet, _TABLE_TOP, [words["text_head"].split("|"), *_text_rows(document, words)])
    if grounds.facts:
        sheet = add_sheet(workbook, words["facts"], widths=_FACT_WIDTHS)
        put_title(sheet, words["facts"], len(_FACT_WIDTHS), draft=draft)
        rows = [[fact.title, fact.value, fact.source, fact.key] for fact in grounds.facts]
        put_rows(sheet, _TABLE_TOP, [words["facts_head"].split("|"), *rows])
    target.write(saved(workbook, document.signature.day))


def _text_rows(document: Document, words: dict[str, str]) -> Iterator[list[str]]:
    """Part, sub-heading, kind and text of each line."""
    lines = [("", "", "title", document.title)]
    lines += [("", "", "preface", paragraph.text) for paragraph in document.preface]
    for section in document.sections:
        lines.append((section.heading, "", "section", section.heading))
        above = ""
        for block in section.blocks:
            if isinstance(block, Heading):
                above = block.text
                lines.append((section.heading, above, "heading", above))
            elif isinstance(block, Paragraph):
                lines.append((section.heading, above, "paragraph", block.text))
    lines += [("", "", "agency", document.signature.agency), ("", "", "date", document.signature.date_text)]
    for part, above, kind, text in lines:
        for start in range(0, len(text), MOST):
            name = words[kind] if not start else words["continued"]
            yield [part, above, name, text[start : start + MOST]]


def read_xlsx(data: bytes, like: Document) -> Document:
    """What a workbook of :func:`write_xlsx` says, to be held against the report that it was made of.

    :param like: that report, which tells which table stands on which sheet.
    """
    from openpyxl import load_workbook

    sheets = load_workbook(io.BytesIO(data)).worksheets
    tables = tuple(
        replace(table, cells=dict(_cells(sheet, table))) for table, sheet in zip(like.tables(), sheets, strict=False)
    )
    kinds = {word: key for key, word in sheet_words().items()}
    text: dict[str, str] = {"title": "", "agency": "", "date": ""}
    preface: list[Paragraph] = []
    sections: list[Section] = []
    for kind, line in _joined(sheets[len(tables)], kinds):
        if kind in text:
            text[kind] = line
        elif kind == "section":
            sections.append(Section("", line))
        elif kind == "preface" or not sections:
            preface.append(Paragraph("", line))
        else:
            block = Heading("", line) if kind == "heading" else Paragraph("", line)
            sections[-1] = replace(sections[-1], blocks=(*sections[-1].blocks, block))
    sections.append(Section("", "", tables))
    signature = Signature(text["agency"], text["date"])
    return replace(like, title=text["title"], preface=tuple(preface), sections=tuple(sections), signature=signature)


def _cells(sheet: Worksheet, table: FigureTable) -> Iterator[tuple[str, str]]:
    for cell in layout(table.schema):
        if cell.role == "number":
            value = sheet.cell(_TABLE_TOP + cell.row, 1 + cell.column).value
            number = isinstance(value, int | float)
            yield cell.path, print_number(Decimal(str(value))) if number else str(value or "")


def _joined(sheet: Worksheet, kinds: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Kind and text of each line; one that goes on in the next row is one again."""
    kind = text = ""
    for _, _, name, value in sheet.iter_rows(min_row=_TABLE_TOP + 1, max_col=len(_TEXT_WIDTHS), values_only=True):
        found = kinds.get(str(name), "")
        if found == "continued":
            text += str(value or "")
            continue
        if kind:
            yield kind, text
        kind, text = found, str(value or "")
    if kind:
        yield kind, text
