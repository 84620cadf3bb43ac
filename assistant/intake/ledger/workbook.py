"""The sheets of an .xlsx file, by openpyxl's read-only reader.

Formulas are never computed: a cell stands for the result that the file stores. What that reader passes over
(merged areas, hidden rows, formulas without a result) is read beside it.
Source: ECMA-376 part 1 §18.3.1 (worksheets).
"""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, cast

from lxml import etree

from assistant.intake.ledger.bounds import (
    MAX_APPLICATIONS,
    MAX_COLUMNS,
    MAX_HEADING_ROWS,
    MAX_SHEET_ROWS,
    MAX_SHEETS,
)
from assistant.intake.ledger.package import cells_only
from assistant.intake.ledger.sheet import Merge, Sheet, Value
from assistant.intake.ledger.wording import refused

if TYPE_CHECKING:
    from openpyxl.reader.excel import ExcelReader
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet
    from openpyxl.worksheet.worksheet import Worksheet

_SPREADSHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_CELL, _FORMULA, _VALUE, _ROW, _MERGE = (_SPREADSHEET + tag for tag in ("c", "f", "v", "row", "mergeCell"))
_OFF = {"", "0", "false"}

# What openpyxl lets through when a part does not say what it should (it has no error of its own for it).
_DAMAGE = (
    ValueError,
    TypeError,
    AttributeError,
    LookupError,
    ArithmeticError,
    SyntaxError,
    OSError,
    zipfile.BadZipFile,
    AssertionError,
)


def read_workbook(data: bytes, name: str) -> list[Sheet]:
    """Every sheet of cells in the workbook, in its order; sheets of charts are passed over.

    :raises UnreadableLedger: damaged, encrypted, or out of bounds.
    """
    # openpyxl takes a quarter of a second to load, and only registers need it.
    from openpyxl.reader.excel import ExcelReader

    plain = cells_only(data, name)
    with warnings.catch_warnings():
        # openpyxl warns on stderr of every extension it does not know.
        warnings.simplefilter("ignore")
        try:
            reader = ExcelReader(io.BytesIO(plain), read_only=True, data_only=True, keep_links=False)
            reader.read()
            return list(_sheets(reader, name))
        except _DAMAGE:
            raise refused("damaged", name) from None


def _sheets(reader: ExcelReader, name: str) -> Iterator[Sheet]:
    parts = {sheet.name: relation.target for sheet, relation in reader.parser.find_sheets()}
    start = reader.wb.epoch
    for worksheet in reader.wb.worksheets[:MAX_SHEETS]:
        facts = _Facts(reader.archive.read(parts[worksheet.title]))
        yield Sheet(
            name=worksheet.title,
            rows=_rows(worksheet, name),
            hidden=worksheet.sheet_state != "visible",
            merges=tuple(facts.merges),
            hidden_rows=frozenset(facts.hidden_rows),
            uncomputed=frozenset(facts.uncomputed),
            serial_start=start.date() if isinstance(start, datetime) else date.fromisoformat(str(start)),
        )


def _rows(worksheet: ReadOnlyWorksheet, name: str) -> dict[int, tuple[Value, ...]]:
    # The dimensions that a sheet states may be wrong, and a row or a column may have any number: the bounds are ours.
    cells = cast("Worksheet", worksheet).iter_rows(
        min_row=1, max_row=MAX_SHEET_ROWS, min_col=1, max_col=MAX_COLUMNS, values_only=True
    )
    rows: dict[int, tuple[Value, ...]] = {}
    for line, values in enumerate(cells, start=1):
        if trimmed := _trimmed(cast("tuple[Value, ...]", values)):
            rows[line] = trimmed
            if len(rows) > MAX_APPLICATIONS + MAX_HEADING_ROWS:
                raise refused("too_many_rows", name, limit=MAX_APPLICATIONS)
    return rows


def _trimmed(values: tuple[Value, ...]) -> tuple[Value, ...]:
    """Without the empty cells at the end, so that a hundred columns cost nothing; blanks alone are empty too."""
    filled = [place for place, value in enumerate(values) if value is not None and not _is_white(value)]
    if not filled:
        return ()
    return tuple(None if _is_white(value) else value for value in values[: filled[-1] + 1])


def _is_white(value: Value) -> bool:
    return isinstance(value, str) and not value.strip()


class _Facts:
    """What one pass over a sheet's part tells besides its values."""

    def __init__(self, part: bytes) -> None:
        self.merges: list[Merge] = []
        self.hidden_rows: set[int] = set()
        self.uncomputed: set[tuple[int, int]] = set()
        self._row = 0
        marks = (b"<f", b"hidden=", b"mergeCell")
        if any(mark in part for mark in marks):
            self._read(part)

    def _read(self, part: bytes) -> None:
        parser = etree.iterparse(
            io.BytesIO(part), tag=(_ROW, _MERGE), resolve_entities=False, no_network=True, load_dtd=False
        )
        for _, element in parser:
            if element.tag == _ROW:
                self._take_row(element)
            else:
                self._take_merge(element.get("ref", ""))
            element.clear()
            # Cleared rows would still pile up under their parent.
            while element.getprevious() is not None:
                del element.getparent()[0]

    def _take_row(self, row: etree._Element) -> None:
        self._row = int(row.get("r", self._row + 1))
        if row.get("hidden", "") not in _OFF:
            self.hidden_rows.add(self._row)
        for place, cell in enumerate(row.iterchildren(_CELL), start=1):
            if cell.find(_FORMULA) is not None and not cell.findtext(_VALUE) and cell.get("t") != "str":
                self.uncomputed.add((self._row, _column(cell.get("r", "")) or place))

    def _take_merge(self, area: str) -> None:
        from openpyxl.utils.cell import range_boundaries

        left, top, right, bottom = range_boundaries(area)
        if left and top and right and bottom:
            self.merges.append(Merge(top, left, bottom, right))


def _column(coordinate: str) -> int:
    from openpyxl.utils.cell import coordinate_to_tuple

    return int(coordinate_to_tuple(coordinate)[1]) if coordinate else 0
