"""The sheets of .xls and .et (BIFF) and of .ods files, by python-calamine.

That is native code, which ends the whole process where a damaged file names a length that no memory holds.

That reader lays every sheet out in full, from its first filled cell to its last one, so how far the cells reach is
looked up before. Formulas stand for their stored results; errors such as #N/A are blank there.
Sources: MS-XLS §2.4 (records), MS-CFB §2; OpenDocument 1.3 part 3 §9.1.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from lxml import etree

from assistant.register.bounds import (
    MAX_AREA,
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_HEADING_ROWS,
    MAX_MERGES,
    MAX_ROWS,
    MAX_SHEETS,
)
from assistant.register.messages import refused
from assistant.register.sheet import Merge, Sheet, Value
from assistant.register.workbook import cells_of_open_document, trimmed

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

_BOOKS = ("Workbook", "Book")
_ENCRYPTED = "EncryptedPackage"
_BEGINS, _ENDS, _LOCKED, _MERGED, _NAMES_SHEET, _FORMATS_ROW = 0x0809, 0x000A, 0x002F, 0x00E5, 0x0085, 0x0208
_HIDDEN_ROW = 0x20
"""A bit of the thirteenth byte of a row's record."""
_CELLS = frozenset((0x0006, 0x0203, 0x0204, 0x0205, 0x00FD, 0x027E, 0x00D6, 0x0003, 0x0004, 0x0002, 0x0007))
"""Records of one filled cell; each begins with its row and its column."""
_MANY_CELLS = 0x00BD
"""A record of numbers beside each other; its last two bytes are the last column."""
_HEAD = struct.Struct("<HH")

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_ROW, _SHEET = f"{_TABLE}table-row", f"{_TABLE}table"
_OPEN_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")


@dataclass
class _Extent:
    """How far the filled cells of a sheet reach, counted from 0, and what else the file says of it."""

    rows: int = 0
    columns: int = 0
    first_row: int = 1 << 31
    first_column: int = 1 << 31
    merges: list[Merge] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)

    def reach(self, row: int, column: int, last_row: int, last_column: int) -> None:
        self.first_row, self.first_column = min(self.first_row, row), min(self.first_column, column)
        self.rows, self.columns = max(self.rows, last_row + 1), max(self.columns, last_column + 1)

    @property
    def area(self) -> int:
        return max(self.rows - self.first_row, 0) * max(self.columns - self.first_column, 0)


def read_old_workbook(data: bytes, name: str) -> list[Sheet]:
    """Every sheet of cells in an .xls or .et file, in its order.

    :raises UnreadableLedger: damaged, encrypted, no workbook, or out of bounds.
    """
    try:
        extents = _biff_extents(_book(data, name), name)
    except struct.error:
        raise refused("damaged", name) from None
    return _sheets(data, name, extents)


def read_open_document(data: bytes, name: str) -> list[Sheet]:
    """Every sheet of an .ods file, in its order.

    :raises UnreadableLedger: damaged, encrypted, or out of bounds.
    """
    plain, content = cells_of_open_document(data, name)
    try:
        extents = list(_open_extents(content, name))
    except (etree.XMLSyntaxError, ValueError):
        raise refused("damaged", name) from None
    return _sheets(plain, name, extents)


def _sheets(data: bytes, name: str, extents: Sequence[_Extent]) -> list[Sheet]:
    """The sheets as calamine reads them, with their ``extents`` in the order of the file."""
    if sum(extent.area for extent in extents) > MAX_AREA:
        raise refused("too_many_cells", name)
    from python_calamine import CalamineError, PasswordError, SheetTypeEnum, SheetVisibleEnum, load_workbook

    try:
        book = load_workbook(io.BytesIO(data))
        return [
            Sheet(
                name=told.name,
                rows=_rows(book.get_sheet_by_index(place), name),
                hidden=told.visible != SheetVisibleEnum.Visible,
                merges=tuple(extent.merges),
                hidden_rows=frozenset(extent.hidden_rows),
            )
            for place, (told, extent) in enumerate(zip(book.sheets_metadata[:MAX_SHEETS], extents, strict=False))
            if told.typ == SheetTypeEnum.WorkSheet
        ]
    except PasswordError:
        raise refused("encrypted", name) from None
    except CalamineError:
        raise refused("damaged", name) from None


def _rows(sheet: CalamineSheet, name: str) -> dict[int, tuple[Value, ...]]:
    rows: dict[int, tuple[Value, ...]] = {}
    for line, values in enumerate(sheet.to_python(skip_empty_area=False), start=1):
        held = (None if value == "" else value for value in values[:MAX_COLUMNS])
        if row := trimmed(cast("tuple[Value, ...]", tuple(held))):
            rows[line] = row
            if len(rows) > MAX_ROWS + MAX_HEADING_ROWS:
                raise refused("too_many_rows", name, limit=MAX_ROWS)
    return rows


def _book(data: bytes, name: str) -> bytes:
    """The stream of records in the file."""
    import olefile  # type: ignore[import-untyped]

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as opened:
            if opened.exists(_ENCRYPTED):
                raise refused("encrypted", name)
            for stream in _BOOKS:
                if opened.exists(stream):
                    return bytes(opened.openstream(stream).read())
    except (OSError, ValueError, LookupError, ArithmeticError, TypeError, AttributeError, RecursionError, struct.error):
        raise refused("damaged", name) from None
    raise refused("not_excel", name)


def _biff_extents(book: bytes, name: str) -> list[_Extent]:
    """How far the cells of each sheet reach, in the order in which the workbook names its sheets."""
    sheets: list[int] = []
    found: dict[int, _Extent] = {}
    # A drawing within a sheet is a part of its own, with a beginning and an end.
    within: list[_Extent] = []
    merges = place = 0
    while place + _HEAD.size <= len(book):
        kind, length = _HEAD.unpack_from(book, place)
        record = book[place + _HEAD.size : place + _HEAD.size + length]
        if kind == _LOCKED:
            raise refused("encrypted", name)
        if kind == _BEGINS:
            within.append(found.setdefault(place, _Extent()))
        elif kind == _ENDS and within:
            within.pop()
        elif kind == _NAMES_SHEET:
            sheets.append(int.from_bytes(record[:4], "little"))
        elif within:
            _take_record(within[-1], kind, record)
            merges += length // 8 if kind == _MERGED else 0
            if merges > MAX_MERGES:
                raise refused("too_many_cells", name)
        place += _HEAD.size + length
    # Calamine begins where the workbook says, so that must be a beginning which was looked over here.
    if not found.keys() >= set(sheets):
        raise refused("damaged", name)
    return [found.pop(position) for position in dict.fromkeys(sheets)] + list(found.values())


def _take_record(extent: _Extent, kind: int, record: bytes) -> None:
    if kind in _CELLS or kind == _MANY_CELLS:
        row, column = _HEAD.unpack_from(record)
        last = int.from_bytes(record[-2:], "little") if kind == _MANY_CELLS else column
        extent.reach(row, column, row, max(last, column))
    elif kind == _FORMATS_ROW and len(record) > 12 and record[12] & _HIDDEN_ROW:
        extent.hidden_rows.add(int.from_bytes(record[:2], "little") + 1)
    elif kind == _MERGED:
        for top, bottom, left, right in struct.iter_unpack("<HHHH", record[2 : 2 + (len(record) - 2) // 8 * 8]):
            extent.merges.append(Merge(top + 1, left + 1, bottom + 1, right + 1))


def _open_extents(content: bytes, name: str) -> Iterator[_Extent]:
    """How far the filled cells of each sheet reach, its merged areas and its hidden rows."""
    parser = etree.iterparse(
        io.BytesIO(content), events=("start", "end"), tag=(_SHEET, _ROW), resolve_entities=False, no_network=True
    )
    extent, row, filled = _Extent(), 0, 0
    for event, element in parser:
        if element.tag == _SHEET and event == "start":
            extent, row = _Extent(), 0
        elif element.tag == _SHEET:
            yield extent
            element.clear()
        elif event == "end":
            repeated = _count(element, "number-rows-repeated")
            filled += _take_row(extent, element, row, repeated)
            row += repeated
            if filled > MAX_CELLS or len(extent.merges) > MAX_MERGES:
                raise refused("too_many_cells", name)
            element.clear()


def _take_row(extent: _Extent, row: etree._Element, number: int, repeated: int) -> int:
    """Filled cells of a row, each as often as it is repeated."""
    column = filled = 0
    for cell in row.iterchildren(*_OPEN_CELLS):
        wide = _count(cell, "number-columns-repeated")
        if len(cell) or any(str(key).startswith(_OFFICE) for key in cell.attrib):
            extent.reach(number, column, number + repeated - 1, column + wide - 1)
            filled += wide * repeated
        down, across = _count(cell, "number-rows-spanned"), _count(cell, "number-columns-spanned")
        if down > 1 or across > 1:
            extent.merges.append(Merge(number + 1, column + 1, number + down, column + across))
        column += wide
    if filled and row.get(f"{_TABLE}visibility", "visible") != "visible":
        extent.hidden_rows.update(range(number + 1, number + repeated + 1))
    return filled


def _count(element: etree._Element, name: str) -> int:
    """A number of repetitions; 1 where none is given."""
    return max(int(element.get(f"{_TABLE}{name}", "1")), 1)
