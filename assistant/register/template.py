"""An empty register with drop-down lists, for offices that have none of their own."""

from __future__ import annotations

import io
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.files import move_new
from assistant.register.bounds import MAX_APPLICATIONS
from assistant.register.messages import not_written, word
from assistant.register.sheet import text_of
from assistant.report.cases import applicant_kinds, case_outcomes
from assistant.staging import staging_name
from assistant.standard import Leaf

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.datavalidation import DataValidation
    from openpyxl.worksheet.worksheet import Worksheet


_FILE = Path(__file__).with_name("template.toml")
_TITLE_ROW, _HEADING_ROW, _FIRST_ROW = 1, 2, 3
_DAY_FORMAT = "yyyy-mm-dd"
_SHADE = "DDEBF7"
_TITLE_HEIGHT, _HEADING_HEIGHT = 30, 22
_OPTION_WIDTHS = (26, 40, 4, 40, 46, 60)
_OPTION_COLUMNS = (1, 2, 4, 5, 6)
_GUIDE_WIDTH = 100


@cache
def _texts() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


def write_template(path: Path, agency: str = "", year: int | None = None) -> None:
    """Write an empty register to ``path`` (.xlsx): a sheet to fill in, the options of its lists, a short guide.

    Never over another file: an office's filled register may lie there.

    :raises NotWritten: ``path`` does not end in .xlsx, exists, or cannot be written; then nothing is left behind.
    """
    if path.suffix.lower() != ".xlsx":
        raise not_written("not_xlsx", path)
    data = template_bytes(agency, year)
    try:
        with staging_name(path) as staging:
            staging.write_bytes(data)
            move_new(staging, path)
    except (OSError, ValueError) as error:
        raise not_written(_reason(error), path) from None


def _reason(error: Exception) -> str:
    if isinstance(error, FileExistsError | IsADirectoryError):
        return "exists"
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return "no_folder"
    return "read_only" if isinstance(error, PermissionError) else "failed"


def template_bytes(
    agency: str = "", year: int | None = None, applications: Sequence[Mapping[str, object]] = ()
) -> bytes:
    """The register as the bytes of an .xlsx file.

    :param applications: what is filled in, one row each, by the roles of the columns: serial, applicant, received,
        done, outcome. Empty when none are given.
    """
    from openpyxl import Workbook

    workbook = Workbook()
    names = _texts()["sheet"]
    title = _title(agency, year)
    workbook.properties.creator = ""
    workbook.properties.title = title
    ledger = workbook.worksheets[0]
    ledger.title = names["ledger"]
    _fill_options(workbook, names["options"], year)
    _fill_guide(workbook, names["guide"], title)
    _fill_ledger(ledger, title, names["options"], year)
    _fill_applications(ledger, applications)
    for sheet in workbook.worksheets:
        _set_page(sheet)
    target = io.BytesIO()
    workbook.save(target)
    return target.getvalue()


def _title(agency: str, year: int | None) -> str:
    title = str(_texts()["title"]["plain"])
    if year is not None:
        title = _texts()["title"]["year"].format(year=year, title=title)
    return f"{text_of(agency)}{title}"


def option_of(leaf: Leaf) -> str:
    """How a list names an applicant or an outcome: short, its group in front where it has one."""
    groups = [header.short for header in leaf.headers[:-1] if header.key]
    return word("composed", group=groups[-1], part=leaf.header.short) if groups else leaf.header.short


def _fill_ledger(sheet: Worksheet, title: str, options: str, year: int | None) -> None:
    from openpyxl.styles import Alignment
    from openpyxl.utils import get_column_letter

    columns = _texts()["column"]
    _write(sheet, _TITLE_ROW, 1, title, size=16)
    sheet.merge_cells(start_row=_TITLE_ROW, start_column=1, end_row=_TITLE_ROW, end_column=len(columns))
    sheet.row_dimensions[_TITLE_ROW].height = _TITLE_HEIGHT
    sheet.row_dimensions[_HEADING_ROW].height = _HEADING_HEIGHT
    for place, column in enumerate(columns, start=1):
        _write(sheet, _HEADING_ROW, place, column["heading"], shaded=True)
        letter = get_column_letter(place)
        dimension = sheet.column_dimensions[letter]
        dimension.width = column["width"]
        dimension.alignment = Alignment(vertical="center", wrap_text=column["role"] in ("outcome", ""))
        if column["role"] in ("received", "done"):
            dimension.number_format = _DAY_FORMAT
        area = f"{letter}{_FIRST_ROW}:{letter}{_FIRST_ROW + MAX_APPLICATIONS - 1}"
        if (validation := _validation(column["role"], options, year)) is not None:
            validation.add(area)
            sheet.add_data_validation(validation)
    sheet.freeze_panes = f"A{_FIRST_ROW}"
    sheet.print_title_rows = f"{_HEADING_ROW}:{_HEADING_ROW}"


def _fill_applications(sheet: Worksheet, applications: Sequence[Mapping[str, object]]) -> None:
    places = {column["role"]: place for place, column in enumerate(_texts()["column"], start=1) if column["role"]}
    for row, application in enumerate(applications, start=_FIRST_ROW):
        for role, value in application.items():
            cell = sheet.cell(row, places[role])
            cell.value = value if isinstance(value, date) else str(value)
            if isinstance(value, date):
                cell.number_format = _DAY_FORMAT


def _validation(role: str, options: str, year: int | None) -> DataValidation | None:
    from openpyxl.worksheet.datavalidation import DataValidation

    prompts = _texts()["prompt"]
    lists = {"applicant": ("A", len(applicant_kinds(year))), "outcome": ("D", len(case_outcomes(year)))}
    if role in lists:
        letter, count = lists[role]
        area = f"'{options}'!${letter}$2:${letter}${count + 1}"
        found = DataValidation(type="list", formula1=area, allow_blank=True, showErrorMessage=True)
        found.errorTitle, found.error = prompts["list_title"], prompts["list_error"]
        return found
    if role in ("received", "done"):
        # The first and last day that a register is read with, as serial numbers: a formula of DATE() is not
        # understood by every program.
        found = DataValidation(
            type="date", operator="between", formula1="36526", formula2="73050", allow_blank=True, showErrorMessage=True
        )
        found.errorTitle, found.error = prompts["day_title"], prompts["day_error"]
        return found
    return None


def _fill_options(workbook: Workbook, name: str, year: int | None) -> None:
    from openpyxl.utils import get_column_letter

    sheet = workbook.create_sheet(name)
    texts = _texts()["options"]
    for place, width in enumerate(_OPTION_WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    for place, key in zip(_OPTION_COLUMNS, texts, strict=True):
        _write(sheet, 1, place, texts[key], shaded=True)
    for row, cells in enumerate(_option_rows(year), start=2):
        for place, text in zip(_OPTION_COLUMNS, cells, strict=True):
            _write(sheet, row, place, text, wrapped=True)
    sheet.freeze_panes = "A2"


def _option_rows(year: int | None) -> Iterator[tuple[str, ...]]:
    """The options and their meanings row by row; the kinds of applicants are the shorter list."""
    for applicant, outcome in zip_longest(applicant_kinds(year).values(), case_outcomes(year).values()):
        left = ("", "") if applicant is None else (option_of(applicant), applicant.header.meaning)
        yield *left, option_of(outcome), outcome.header.label, outcome.header.meaning


def _fill_guide(workbook: Workbook, name: str, title: str) -> None:
    sheet = workbook.create_sheet(name)
    sheet.column_dimensions["A"].width = _GUIDE_WIDTH
    _write(sheet, 1, 1, title, size=14)
    for row, line in enumerate(_texts()["guide"]["lines"], start=2):
        _write(sheet, row, 1, line, wrapped=True)


def _set_page(sheet: Worksheet) -> None:
    """A4 across, as wide as the columns, with lines between the cells."""
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.gridLines = True


def _write(
    sheet: Worksheet, row: int, column: int, text: str, *, size: int = 11, shaded: bool = False, wrapped: bool = False
) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    cell = sheet.cell(row, column, text)
    # An agency called "=1+1" is still a name and no formula.
    cell.data_type = "s"
    heading = shaded or size > 11
    cell.font = Font(bold=heading, size=size)
    cell.alignment = Alignment(
        horizontal="center" if heading else None, vertical="center" if heading else "top", wrap_text=wrapped
    )
    if shaded:
        cell.fill = PatternFill("solid", start_color=_SHADE, end_color=_SHADE)
