"""The roll-up as a workbook: a sheet for each table with a row for each unit and SUM formulas, and the lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.county.filing import Filing
from assistant.county.lists import Content, List, lists, notes, say, title_of
from assistant.county.rollup import Rollup
from assistant.county.standing import Entry
from assistant.document import is_blank
from assistant.export.workbook import (
    add_sheet,
    new_workbook,
    put,
    put_rows,
    put_title,
    saved,
    set_height,
    set_many_pages,
)
from assistant.standard import Cell, TableSchema
from assistant.texts import COUNTY

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_HEADING_ROWS = 2
_FIRST_ROW = _HEADING_ROWS + 1
_UNIT_WIDTH, _NUMBER_WIDTH, _NOTES_WIDTH, _SHARE = 34, 12, 100, 3
_MANY, _PERCENT = 20, 75
"""Columns that are still read on one page; the size in which more of them are printed on several."""


def workbook_bytes(rollup: Rollup) -> bytes:
    """The workbook as the bytes of an .xlsx file."""
    from openpyxl.workbook.properties import CalcProperties

    title = title_of(rollup)
    workbook = new_workbook(title)
    sheet = add_sheet(workbook, say("sheets.notes"), widths=(_NOTES_WIDTH,))
    put_title(sheet, title, 1)
    for row, line in enumerate(notes(rollup), start=2):
        put(sheet, row, 1, line)
        set_height(sheet, row, [line])
    for key, schema in rollup.standard.tables.items():
        _fill_table(workbook, rollup, key, schema)
    for each in lists(rollup):
        _fill_list(workbook, each)
    # No result stands beside the formulas: whatever opens the file is to compute them.
    workbook.calculation = CalcProperties(fullCalcOnLoad=True)
    return saved(workbook)


def _fill_table(workbook: Workbook, rollup: Rollup, key: str, schema: TableSchema) -> None:
    from openpyxl.utils import get_column_letter

    widths = (_UNIT_WIDTH, *[_NUMBER_WIDTH] * len(schema.cells))
    sheet = add_sheet(workbook, COUNTY.entry("sheets.tables")[key], widths=widths)
    put(sheet, _HEADING_ROWS, 1, say("unit"), label=True, centred=True)
    headings = [_heading(cell) for cell in schema.cells.values()]
    for row, texts in enumerate(zip(*headings, strict=True), start=1):
        for column, text in enumerate(texts, start=2):
            put(sheet, row, column, text, label=True, centred=True)
        set_height(sheet, row, ["", *texts])
    row = _FIRST_ROW
    for entry in rollup.counted:
        _fill_row(sheet, row, entry, key, schema)
        row += 1
    put(sheet, row, 1, say("sum", count=len(rollup.counted)), label=True)
    for column in range(2, len(schema.cells) + 2):
        letter, sum_cell = get_column_letter(column), put(sheet, row, column, 0, label=True)
        if rollup.counted:
            sum_cell.value = f"=SUM({letter}{_FIRST_ROW}:{letter}{row - 1})"
    if rollup.left_out:
        put(sheet, row + 2, 1, say("sheets.left_out"), label=True)
        for place, entry in enumerate(rollup.left_out, start=row + 3):
            _fill_row(sheet, place, entry, key, schema)
    sheet.freeze_panes = f"B{_FIRST_ROW}"
    sheet.print_title_rows = f"1:{_HEADING_ROWS}"
    if len(schema.cells) > _MANY:
        set_many_pages(sheet, _PERCENT)


def _heading(cell: Cell) -> tuple[str, str]:
    """The row and the column of a cell; the rows and columns of the statutory table stand beside each other here."""
    row, column = (
        say("sheets.joined").join(header.short for header in leaf.headers if header.short)
        for leaf in (cell.row, cell.column)
    )
    return (row, column) if row else (column, "")


def _fill_row(sheet: Worksheet, row: int, entry: Entry, key: str, schema: TableSchema) -> None:
    put(sheet, row, 1, entry.unit.name)
    if entry.filing is not None:
        for column, path in enumerate(schema.cells, start=2):
            put(sheet, row, column, _content(entry.filing, key, path))


def _content(filing: Filing, key: str, path: str) -> Content:
    """The number in a cell; what is printed there where that is none, which a sum leaves out."""
    number = filing.number(key, path)
    if number is None:
        text = filing.tables[key][path]
        return text if not is_blank(text) else 0
    return int(number) if number == number.to_integral_value() else number


def _fill_list(workbook: Workbook, each: List) -> None:
    sheet = add_sheet(workbook, each.title, widths=[share * _SHARE for share in each.shares])
    put_rows(sheet, 1, [list(each.columns), *map(list, each.rows)])
    if not each.rows:
        put(sheet, 2, 1, say("none"))
