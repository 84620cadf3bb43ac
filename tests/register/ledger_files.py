"""Registers written as offices write them: workbooks by openpyxl, or by hand as XML where that cannot."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from lxml import etree
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

HEADINGS = ("登记编号", "申请人类型", "收到日期", "办结日期", "办理结果")
Rows = Iterable[Sequence[Any]]


def xlsx(rows: Rows, change: Callable[[Worksheet], None] | None = None, title: str = "Sheet1") -> bytes:
    """A workbook of one sheet; ``change`` merges, hides or formats before it is saved."""
    return workbook({title: rows}, change)


def workbook(sheets: dict[str, Rows], change: Callable[[Worksheet], None] | None = None) -> bytes:
    """A workbook of several sheets by name."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        if change is not None:
            change(sheet)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def delimited(rows: Rows, encoding: str = "gbk", delimiter: str = ",") -> bytes:
    """The same as a text; days as ISO dates."""
    target = io.StringIO()
    writer = csv.writer(target, delimiter=delimiter, lineterminator="\r\n")
    for row in rows:
        writer.writerow([value.isoformat() if isinstance(value, date) else value for value in row])
    return target.getvalue().encode(encoding)


def with_part(data: bytes, member: str, change: Callable[[bytes], bytes]) -> bytes:
    """A workbook with one part changed, all others as they are."""
    target = io.BytesIO()
    assert member in zipfile.ZipFile(io.BytesIO(data)).namelist()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            part = old.read(info)
            new.writestr(info.filename, change(part) if info.filename == member else part)
    return target.getvalue()


def with_shared_texts(data: bytes) -> bytes:
    """A workbook of one sheet as Excel and WPS store it: texts in a part of their own."""
    texts: list[str] = []

    def share(part: bytes) -> bytes:
        root = etree.fromstring(part)
        for cell in root.iter(f"{{{MAIN}}}c"):
            if cell.get("t") == "inlineStr":
                texts.append("".join(cell.itertext()))
                cell.set("t", "s")
                del cell[:]
                etree.SubElement(cell, f"{{{MAIN}}}v").text = str(len(texts) - 1)
        return etree.tostring(root)

    data = with_part(data, FIRST_SHEET, share)
    entry = (
        b'<Override PartName="/xl/sharedStrings.xml" ContentType='
        b'"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>'
    )
    data = with_part(data, "[Content_Types].xml", lambda part: part.replace(b"</Types>", entry))
    root = etree.Element(f"{{{MAIN}}}sst", nsmap={None: MAIN})
    for text in texts:
        # Office programs split a text into runs where its format changes.
        item = etree.SubElement(root, f"{{{MAIN}}}si")
        for piece in (text[:2], text[2:]):
            etree.SubElement(etree.SubElement(item, f"{{{MAIN}}}r"), f"{{{MAIN}}}t").text = piece
    target = io.BytesIO(data)
    with zipfile.ZipFile(target, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", etree.tostring(root, encoding="UTF-8", standalone=True))
    return target.getvalue()


FIRST_SHEET = "xl/worksheets/sheet1.xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
