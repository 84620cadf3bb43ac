"""The sheets of an .xlsx file; its parts and formats by openpyxl.

Formulas are never computed: a cell stands for the result that the file stores. Merged areas, hidden rows and formulas
without a result are read beside the values.
Source: ECMA-376 part 1 §18.3.1 (worksheets).
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any, cast

from lxml import etree

from assistant.confined import tell
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
_STRICT = b"http://purl.oclc.org/ooxml/"
_USUAL = {
    b"spreadsheetml/main": b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    b"officeDocument/relationships": b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}
"""Namespaces by the ends of those that strict files have for them. Source: ECMA-376 part 1 §A, part 4."""
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
            copy.writestr(info.filename, _transitional(part))
    return kept.getvalue()


def _transitional(part: bytes) -> bytes:
    """A part of a strict file in the namespaces of the usual ones, the only ones that openpyxl knows."""
    if _STRICT in part:
        for strict, usual in _USUAL.items():
            part = part.replace(_STRICT + strict, usual)
    return part


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
_ITEM, _INLINE, _TEXT, _RUN = (_SPREADSHEET + tag for tag in ("si", "is", "t", "r"))
_OFF = {"", "0", "false"}
_TOLD = 2_000
"""Rows after which it is told how many were read."""

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
    from openpyxl.styles.stylesheet import apply_stylesheet

    plain = cells_only(data, name)
    with warnings.catch_warnings():
        # openpyxl warns on stderr of every extension it does not know.
        warnings.simplefilter("ignore")
        try:
            reader = ExcelReader(io.BytesIO(plain), read_only=True, data_only=True, keep_links=False)
            reader.read_manifest()
            reader.read_workbook()
            apply_stylesheet(reader.archive, reader.wb)
            return list(_sheets(reader, name))
        except _DAMAGE:
            raise refused("damaged", name) from None


def _sheets(reader: ExcelReader, name: str) -> Iterator[Sheet]:
    start = reader.wb.epoch
    found = ((sheet, relation) for sheet, relation in reader.parser.find_sheets() if "chartsheet" not in relation.Type)
    texts = _shared_texts(reader)
    for sheet, relation in islice(found, MAX_SHEETS):
        if relation.target not in reader.valid_files:
            continue
        part = reader.archive.read(relation.target)
        facts = _Facts(part)
        yield Sheet(
            name=sheet.name,
            rows=_rows(_Cells(texts, reader.wb).rows(part), name),
            hidden=sheet.state != "visible",
            merges=tuple(facts.merges),
            hidden_rows=frozenset(facts.hidden_rows),
            uncomputed=frozenset(facts.uncomputed),
            serial_start=start.date() if isinstance(start, datetime) else date.fromisoformat(str(start)),
        )


def _shared_texts(reader: ExcelReader) -> list[str]:
    """The texts that cells refer to by number, as far as each can matter: the same one may stand in every cell."""
    from openpyxl.xml.constants import SHARED_STRINGS

    told = cast("Any", reader.package).find(SHARED_STRINGS)
    part = b"" if told is None else reader.archive.read(told.PartName[1:])
    return [_text_of(item).replace("x005F_", "") for item in _elements(part, _ITEM)] if part else []


def _text_of(item: etree._Element) -> str:
    """The text of an item: all of its runs, not how it is pronounced."""
    pieces = [text.text or "" for holder in (item, *item.iterchildren(_RUN)) for text in holder.iterchildren(_TEXT)]
    return "".join(pieces)[:MAX_CELL_TEXT]


def _elements(part: bytes, *tags: str) -> Iterator[etree._Element]:
    """The elements of some names one by one; each is gone when the next one comes."""
    parser = etree.iterparse(io.BytesIO(part), tag=tags, resolve_entities=False, no_network=True, load_dtd=False)
    for _, element in parser:
        yield element
        element.clear()
        # Cleared elements would still pile up under their parent.
        while element.getprevious() is not None:
            del element.getparent()[0]


class _Cells:
    """Reads the values of cells. openpyxl's own reader makes every row up to the last one, and takes ten times as long.

    Source: ECMA-376 part 1 §18.3.1.4 (c), §18.18.11 (ST_CellType).
    """

    def __init__(self, texts: list[str], book: Any) -> None:
        self._texts = texts
        self._epoch = book.epoch
        self._dates, self._durations = book._date_formats, book._timedelta_formats

    def rows(self, part: bytes) -> Iterator[tuple[int, dict[int, Value]]]:
        """The rows by their number, each with its values by column; what stands too far to the right is left out."""
        line = 0
        for row in _elements(part, _ROW):
            line = int(row.get("r", line + 1))
            yield line, self._row(row)

    def _row(self, row: etree._Element) -> dict[int, Value]:
        values: dict[int, Value] = {}
        column = 0
        for cell in row.iterchildren(_CELL):
            place = cell.get("r")
            column = _column_of(place.rstrip("0123456789")) if place else column + 1
            if column <= MAX_COLUMNS and (value := self._value(cell)) is not None:
                values[column] = value
        return values

    def _value(self, cell: etree._Element) -> Value:
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            inline = next(cell.iterchildren(_INLINE), None)
            return None if inline is None else _text_of(inline)
        held = next(cell.iterchildren(_VALUE), None)
        stored = None if held is None else held.text
        if not stored:
            return None
        if kind == "n":
            return self._number(stored, int(cell.get("s", "0")))
        if kind == "s":
            return self._texts[int(stored)]
        if kind == "b":
            return bool(int(stored))
        return self._day(stored) if kind == "d" else stored[:MAX_CELL_TEXT]

    def _number(self, stored: str, style: int) -> Value:
        number = float(stored) if "." in stored or "e" in stored or "E" in stored else int(stored)
        if style not in self._dates:
            return number
        from openpyxl.utils.datetime import from_excel

        try:
            return cast("Value", from_excel(number, self._epoch, timedelta=style in self._durations))
        except (OverflowError, ValueError):
            # A day that no calendar has is shown as such.
            return "#VALUE!"

    def _day(self, stored: str) -> Value:
        from openpyxl.utils import datetime as days

        return cast("Value", cast("Any", days).from_ISO8601(stored))


@cache
def _column_of(letters: str) -> int:
    """The number of a column by its letters: A is 1. :raises ValueError: they are none."""
    from openpyxl.utils.cell import column_index_from_string

    return int(column_index_from_string(letters))


def _rows(found: Iterable[tuple[int, dict[int, Value]]], name: str) -> dict[int, tuple[Value, ...]]:
    """The filled rows. A row may have any number; one whose number does not go on is left out."""
    rows: dict[int, tuple[Value, ...]] = {}
    last = 0
    for line, values in found:
        if not last < line <= MAX_SHEET_ROWS:
            continue
        last = line
        if values and (filled := trimmed(tuple(map(values.get, range(1, max(values) + 1))))):
            rows[line] = filled
            if len(rows) % _TOLD == 0:
                tell(len(rows))
            if len(rows) > MAX_ROWS + MAX_HEADING_ROWS:
                raise refused("too_many_rows", name, limit=MAX_ROWS)
    return rows


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
        for element in _elements(part, _ROW, _MERGE):
            if element.tag == _ROW:
                self._take_row(element)
            else:
                self._take_merge(element.get("ref", ""))

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
