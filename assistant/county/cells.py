"""Cells of spreadsheets: texts that stay texts, and the rows of a sheet that was filled in by hand."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from assistant.register.reading import in_bounds, sheets_in
from assistant.register.sheet import text_of

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

Content = str | int | Decimal
_ACTING = ("=", "+", "-", "@", "\t", "\r")
"""How texts begin that a spreadsheet would take for a formula when somebody edits or pastes them."""
_SHADE = "DDEBF7"


def sheet_rows(data: bytes, name: str) -> list[list[list[str]]]:
    """The filled rows of each sheet as texts, read in a process with bounds.

    :raises UnreadableLedger: the file cannot be read as a spreadsheet.
    """
    return in_bounds(None, _rows, data, name)


def _rows(data: bytes, name: str) -> list[list[list[str]]]:
    return [
        [[text_of(value) for value in sheet.rows[number]] for number in sorted(sheet.rows)]
        for sheet in sheets_in(data, name)
    ]


def write_cell(sheet: Worksheet, row: int, column: int, content: Content, *, heading: bool = False) -> None:
    """A number as a number, a text as a text whatever it begins with."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import Alignment, Font, PatternFill

    cell = sheet.cell(row, column)
    if isinstance(content, str):
        text = ILLEGAL_CHARACTERS_RE.sub("", content)
        cell.value = text
        cell.data_type = "s"
        if text.startswith(_ACTING):
            cell.quotePrefix = True
        cell.alignment = Alignment(vertical="center" if heading else "top", wrap_text=True)
    else:
        cell.value = content
    if heading:
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", start_color=_SHADE, end_color=_SHADE)
