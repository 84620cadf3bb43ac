"""What kind of file some bytes are, told by the bytes."""

from __future__ import annotations

ZIP = b"PK\x03\x04"

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_RTF = b"{\\rtf"
_OPEN_DOCUMENT = b"mimetypeapplication/vnd.oasis.opendocument.text"
_MIMETYPE_PLACE = 30
"""Where a zip file's first member is named; an OpenDocument file must begin with its type."""

_SHEETS = tuple(name.encode("utf-16-le") for name in ("Workbook", "PowerPoint Document"))
_WORD = "WordDocument".encode("utf-16-le")
"""Names of the streams in an old office file: [MS-XLS] §2.1.2, [MS-PPT] §2.1.2, [MS-DOC] §2.1.1."""

_FOREIGN = {
    b"\x89PNG\r\n\x1a\n": "picture",
    b"\xff\xd8\xff": "picture",
    b"GIF8": "picture",
    b"II*\x00": "picture",
    b"MM\x00*": "picture",
    b"Rar!\x1a\x07": "archive",
    b"7z\xbc\xaf\x27\x1c": "archive",
    b"\x1f\x8b\x08": "archive",
}
"""How files begin that clerks have beside their report and that hold no text."""

_LOOK = 1024
"""Bytes in which a PDF must name itself and a saved page its form."""

_PAGE_LOOK = 2000
_PAGE_OPENINGS = ("<!doctype html", "<html", "<head", "<body", "<meta", "<table", "<div", "<p>", "<p ", "<h1", "<span")


def office_kind(data: bytes) -> str:
    """The kind of office file that only LibreOffice opens, "" for any other file."""
    if data.startswith(_OLE):
        return "old_word"
    if data.startswith(_RTF):
        return "rtf"
    if data[_MIMETYPE_PLACE : _MIMETYPE_PLACE + len(_OPEN_DOCUMENT)] == _OPEN_DOCUMENT:
        return "open_document"
    return "pdf" if b"%PDF-" in data[:_LOOK] else ""


def foreign_kind(data: bytes) -> str:
    """What a file is that cannot be a report (picture, archive, sheet), "" for any other file."""
    if data.startswith(_OLE) and _WORD not in data and any(name in data for name in _SHEETS):
        return "sheet"
    return next((kind for beginning, kind in _FOREIGN.items() if data.startswith(beginning)), "")


def looks_like_archive(data: bytes) -> bool:
    """Whether the file is a saved page with its parts."""
    head = data[:_LOOK].lower()
    return b"mime-version:" in head and b"multipart/related" in head


def looks_like_html(text: str) -> bool:
    """Whether a text is a page or a piece of one."""
    head = text[:_PAGE_LOOK].lower()
    return head.lstrip().startswith("<") and any(opening in head for opening in _PAGE_OPENINGS)
