"""The sheets of an .xlsx file, by openpyxl's read-only reader.

Formulas are never computed: a cell stands for the result that the file stores. What that reader passes over
(merged areas, hidden rows, formulas without a result) is read beside it.
Source: ECMA-376 part 1 §18.3.1 (worksheets).
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, cast

from lxml import etree

from assistant.reading.archives import directory_fits
from assistant.register.bounds import (
    MAX_ATTRIBUTES,
    MAX_CELL_TEXT,
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_HEADING_ROWS,
    MAX_MEMBERS,
    MAX_MERGES,
    MAX_PART_BYTES,
    MAX_ROWS,
    MAX_SHEET_ROWS,
    MAX_SHEETS,
    MAX_TAGS,
    MAX_UNPACKED_BYTES,
)
from assistant.register.messages import refused
from assistant.register.sheet import Merge, Sheet, Value

if TYPE_CHECKING:
    from openpyxl.reader.excel import ExcelReader
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet


_PACKAGE_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError)
_READABLE_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_ENCRYPTED = 0x1
_CELL_BEGINNINGS = (b"<c ", b"<c>", b"<c/>")
_DECLARATION = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([^\"']*)", re.DOTALL)
_LONG_TAG = re.compile(rb"[^<]{4000,}")
"""A tag in which many attributes may stand: lists of areas make some long, with few attributes."""
_DECLARATION_BYTES = 200
_PLAIN_ENCODINGS = {b"utf-8", b"utf8", b"us-ascii", b"ascii"}
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"
_CONTENT, _MANIFEST = "content.xml", "META-INF/manifest.xml"
_OPEN_PARTS = (_MANIFEST, _CONTENT)
_FOLDERS_WITHOUT_CELLS = {"docprops", "customxml"}
_FOLDERS_WITH_CELLS = {"worksheets", "_rels"}
"""Folders below ``xl/``; the workbook itself, its styles and its shared texts lie in ``xl/``."""


def cells_only(data: bytes, name: str) -> bytes:
    """The workbook in ``data`` as a zip file of the parts that hold cells, stored without compression.

    :raises UnreadableLedger: damaged, encrypted, no workbook, out of bounds, or declaring a document type.
    """
    if not directory_fits(data, MAX_MEMBERS):
        raise refused("bomb", name)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _kept(archive, name)
    except _PACKAGE_DAMAGE:
        raise refused("damaged", name) from None


def is_open_document(data: bytes) -> bool:
    """Whether a zip file is an OpenDocument sheet: a member of it names the type (OpenDocument 1.3 part 2 §3.3)."""
    if not directory_fits(data, MAX_MEMBERS):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open("mimetype") as opened:
            return opened.read(len(_TYPE)) == _TYPE
    except (*_PACKAGE_DAMAGE, KeyError, RuntimeError):
        return False


def cells_of_open_document(data: bytes, name: str) -> tuple[bytes, bytes]:
    """An .ods file as a zip file of the parts that hold cells, and the part with the cells themselves.

    :raises UnreadableLedger: as :func:`cells_only`.
    """
    kept = io.BytesIO()
    content = b""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(kept, "w", zipfile.ZIP_STORED) as copy:
            members = {info.filename: info for info in archive.infolist()}
            parts = [members[member] for member in _OPEN_PARTS if member in members]
            if sum(info.file_size for info in parts) > MAX_UNPACKED_BYTES:
                raise refused("bomb", name)
            copy.writestr("mimetype", _TYPE)
            for info, part in _parts(archive, parts, name):
                if info.filename == _MANIFEST and b"encryption-data" in part:
                    raise refused("encrypted", name)
                content = part if info.filename == _CONTENT else content
                copy.writestr(info.filename, part)
    except _PACKAGE_DAMAGE:
        raise refused("damaged", name) from None
    if not content:
        raise refused("damaged", name)
    return kept.getvalue(), content


def _kept(archive: zipfile.ZipFile, name: str) -> bytes:
    members = {info.filename: info for info in archive.infolist()}
    if not any(member.lower().endswith("workbook.xml") for member in members):
        raise refused("not_excel", name)
    wanted = [info for member, info in members.items() if _holds_cells(member)]
    if sum(info.file_size for info in wanted) > MAX_UNPACKED_BYTES:
        raise refused("bomb", name)
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_STORED) as copy:
        for info, part in _parts(archive, wanted, name):
            copy.writestr(info.filename, part)
    return kept.getvalue()


def _holds_cells(member: str) -> bool:
    folders = member.lower().split("/")[:-1]
    if not member.lower().endswith((".xml", ".rels")) or _FOLDERS_WITHOUT_CELLS.intersection(folders[:1]):
        return False
    # Relations of a sheet lead to drawings, remarks and links only.
    return len(folders) < 2 or (len(folders) == 2 and folders[1] in _FOLDERS_WITH_CELLS)


def _parts(
    archive: zipfile.ZipFile, wanted: list[zipfile.ZipInfo], name: str
) -> Iterator[tuple[zipfile.ZipInfo, bytes]]:
    unpacked = cells = tags = merges = 0
    for info in wanted:
        part = _unpacked(archive, info, name)
        # What a member says of its own size may be a lie, so the bounds hold for what came out.
        unpacked += len(part)
        cells += sum(part.count(beginning) for beginning in _CELL_BEGINNINGS)
        tags += part.count(b"<")
        merges += part.count(b"<mergeCell ")
        if unpacked > MAX_UNPACKED_BYTES:
            raise refused("bomb", name)
        crowded = any(longest[0].count(b"=") > MAX_ATTRIBUTES for longest in _LONG_TAG.finditer(part))
        if crowded or cells > MAX_CELLS or tags > MAX_TAGS or merges > MAX_MERGES:
            raise refused("too_many_cells", name)
        yield info, part


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> bytes:
    if info.flag_bits & _ENCRYPTED:
        raise refused("encrypted", name)
    if info.compress_type not in _READABLE_METHODS:
        raise refused("damaged", name)
    with archive.open(info) as opened:
        part = opened.read(MAX_PART_BYTES + 1)
    if len(part) > MAX_PART_BYTES:
        raise refused("bomb", name)
    if (fault := _fault(part)) is not None:
        raise refused(fault, name)
    return part


def _fault(part: bytes) -> str | None:
    """What is wrong with a part before it is parsed. An encoding that could hide a declaration is a fault."""
    head = part.removeprefix(_BYTE_ORDER_MARK).lstrip()[:_DECLARATION_BYTES]
    declared = _DECLARATION.match(head)
    if not head.startswith(b"<") or b"\0" in part or (declared and declared[1].lower() not in _PLAIN_ENCODINGS):
        return "damaged"
    return "declared_entities" if b"<!DOCTYPE" in part or b"<!ENTITY" in part else None


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
            reader.shared_strings[:] = [text[:MAX_CELL_TEXT] for text in reader.shared_strings]
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
    """The filled rows. What a sheet says of its own size may be wrong, and a row or a column may have any number.

    The rows are taken as they stand in the file: openpyxl itself hands over every row up to the last one, be it empty.
    """
    rows: dict[int, tuple[Value, ...]] = {}
    last = 0
    for line, cells in _written_rows(worksheet):
        if not last < line <= MAX_SHEET_ROWS:
            continue
        last = line
        values: dict[int, Value] = {
            cell["column"]: _cut(cell["value"]) for cell in cells if cell["column"] <= MAX_COLUMNS
        }
        if filled := trimmed(tuple(values.get(column) for column in range(1, max(values, default=0) + 1))):
            rows[line] = filled
            if len(rows) > MAX_ROWS + MAX_HEADING_ROWS:
                raise refused("too_many_rows", name, limit=MAX_ROWS)
    return rows


def _written_rows(worksheet: ReadOnlyWorksheet) -> Iterator[tuple[int, list[dict[str, Any]]]]:
    from openpyxl.worksheet._reader import WorkSheetParser

    book: Any = worksheet.parent
    with cast("Any", worksheet)._get_source() as source:
        yield from WorkSheetParser(
            source,
            cast("Any", worksheet)._shared_strings,
            data_only=True,
            epoch=book.epoch,
            date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
        ).parse()


def _cut(value: Value) -> Value:
    """A value as it is, a long text as far as it can matter: the same one may stand in every cell."""
    return value[:MAX_CELL_TEXT] if isinstance(value, str) and len(value) > MAX_CELL_TEXT else value


def trimmed(values: tuple[Value, ...]) -> tuple[Value, ...]:
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
