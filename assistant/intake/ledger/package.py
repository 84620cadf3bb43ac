"""A workbook's zip file, looked over before anything in it is parsed.

Only the parts that hold cells are kept, each unpacked within bounds and refused when it declares a document
type: no entity, no link to elsewhere and no picture ever reaches a parser.
Source: ECMA-376 part 2 (packages), part 1 §12.3 (parts of a workbook).
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from assistant.intake.ledger.bounds import (
    MAX_CELLS,
    MAX_MEMBERS,
    MAX_MERGES,
    MAX_PART_BYTES,
    MAX_TAGS,
    MAX_UNPACKED_BYTES,
)
from assistant.intake.ledger.wording import refused

_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError)
_READABLE_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_ENCRYPTED = 0x1
_DECLARATION = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([^\"']*)", re.DOTALL)
_DECLARATION_BYTES = 200
_PLAIN_ENCODINGS = {b"utf-8", b"utf8", b"us-ascii", b"ascii"}
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_FOLDERS_WITHOUT_CELLS = {"docprops", "customxml"}
_FOLDERS_WITH_CELLS = {"worksheets", "_rels"}
"""Folders below ``xl/``; the workbook itself, its styles and its shared texts lie in ``xl/``."""


def cells_only(data: bytes, name: str) -> bytes:
    """The workbook in ``data`` as a zip file of the parts that hold cells, stored without compression.

    :raises UnreadableLedger: damaged, encrypted, no workbook, out of bounds, or declaring a document type.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _kept(archive, name)
    except _DAMAGE:
        raise refused("damaged", name) from None


def _kept(archive: zipfile.ZipFile, name: str) -> bytes:
    members = {info.filename: info for info in archive.infolist()}
    if len(archive.infolist()) > MAX_MEMBERS:
        raise refused("bomb", name)
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
        cells += part.count(b"<c ") + part.count(b"<c>") + part.count(b"<c/>")
        tags += part.count(b"<")
        merges += part.count(b"<mergeCell ")
        if unpacked > MAX_UNPACKED_BYTES:
            raise refused("bomb", name)
        if cells > MAX_CELLS or tags > MAX_TAGS or merges > MAX_MERGES:
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
