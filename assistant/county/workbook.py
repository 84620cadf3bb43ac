"""The roll-up as a workbook: a sheet for each table with a row for each unit and SUM formulas, and the lists."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from assistant.county.cells import Content, write_cell
from assistant.county.filing import Filing
from assistant.county.lists import List, lists, notes, say
from assistant.county.rollup import Rollup
from assistant.county.standing import Entry
from assistant.document import is_blank
from assistant.standard import Cell, TableSchema
from assistant.texts import COUNTY

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_HEADING_ROWS = 2
_FIRST_ROW = _HEADING_ROWS + 1
_UNIT_WIDTH, _NUMBER_WIDTH, _SHARE = 34, 12, 3


def workbook_bytes(rollup: Rollup) -> bytes:
    """The workbook as the bytes of an .xlsx file."""
    from openpyxl import Workbook
    from openpyxl.workbook.properties import CalcProperties

    workbook = Workbook()
    workbook.properties.creator = ""
    _fill_notes(workbook.worksheets[0], rollup)
    for key, schema in rollup.standard.tables.items():
        _fill_table(workbook, rollup, key, schema)
    for each in lists(rollup):
        _fill_list(workbook, each)
    # No result stands beside the formulas: whatever opens the file is to compute them.
    workbook.calculation = CalcProperties(fullCalcOnLoad=True)
    target = io.BytesIO()
    workbook.save(target)
    return target.getvalue()


def _fill_notes(sheet: Worksheet, rollup: Rollup) -> None:
    sheet.title = say("sheets.notes")
    sheet.column_dimensions["A"].width = 100
    title = say("title", name=rollup.county.roster.name, year=rollup.county.year or "")
    write_cell(sheet, 1, 1, title, heading=True)
    for row, line in enumerate(notes(rollup), start=2):
        write_cell(sheet, row, 1, line)


def _fill_table(workbook: Workbook, rollup: Rollup, key: str, schema: TableSchema) -> None:
    from openpyxl.utils import get_column_letter

    sheet = workbook.create_sheet(COUNTY.entry("sheets.tables")[key])
    sheet.column_dimensions["A"].width = _UNIT_WIDTH
    write_cell(sheet, _HEADING_ROWS, 1, say("unit"), heading=True)
    for column, cell in enumerate(schema.cells.values(), start=2):
        sheet.column_dimensions[get_column_letter(column)].width = _NUMBER_WIDTH
        for row, text in enumerate(_heading(cell), start=1):
            write_cell(sheet, row, column, text, heading=True)
    row = _FIRST_ROW
    for entry in rollup.counted:
        _fill_row(sheet, row, entry, key, schema)
        row += 1
    last = row - 1
    write_cell(sheet, row, 1, say("sum", count=len(rollup.counted)), heading=True)
    for column in range(2, len(schema.cells) + 2):
        letter = get_column_letter(column)
        write_cell(sheet, row, column, 0, heading=True)
        if last >= _FIRST_ROW:
            sheet.cell(row, column).value = f"=SUM({letter}{_FIRST_ROW}:{letter}{last})"
    if rollup.left_out:
        write_cell(sheet, row + 2, 1, say("sheets.left_out"), heading=True)
        for place, entry in enumerate(rollup.left_out, start=row + 3):
            _fill_row(sheet, place, entry, key, schema)
    sheet.freeze_panes = f"B{_FIRST_ROW}"


def _heading(cell: Cell) -> tuple[str, str]:
    """The row and the column of a cell; the rows and columns of the statutory table stand beside each other here."""
    row, column = (
        say("sheets.joined").join(header.short for header in leaf.headers if header.short)
        for leaf in (cell.row, cell.column)
    )
    return (row, column) if row else (column, "")


def _fill_row(sheet: Worksheet, row: int, entry: Entry, key: str, schema: TableSchema) -> None:
    write_cell(sheet, row, 1, entry.unit.name)
    if entry.filing is not None:
        for column, path in enumerate(schema.cells, start=2):
            write_cell(sheet, row, column, _content(entry.filing, key, path))


def _content(filing: Filing, key: str, path: str) -> Content:
    """The number in a cell; what is printed there where that is none, which a sum leaves out."""
    number = filing.number(key, path)
    if number is None:
        text = filing.tables[key][path]
        return text if not is_blank(text) else 0
    return int(number) if number == number.to_integral_value() else number


def _fill_list(workbook: Workbook, each: List) -> None:
    from openpyxl.utils import get_column_letter

    sheet = workbook.create_sheet(each.title)
    for column, (heading, share) in enumerate(zip(each.columns, each.shares, strict=True), start=1):
        sheet.column_dimensions[get_column_letter(column)].width = share * _SHARE
        write_cell(sheet, 1, column, heading, heading=True)
    for row, cells in enumerate(each.rows, start=2):
        for column, content in enumerate(cells, start=1):
            write_cell(sheet, row, column, content)
    if not each.rows:
        write_cell(sheet, 2, 1, say("none"))
    sheet.freeze_panes = "A2"
