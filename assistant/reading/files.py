"""Files by anyone → Document, distinguished by content and never by file ending."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from assistant.document import Document
from assistant.files import read_regular
from assistant.reading.bounds import CONVERSION_SECONDS, MAX_FILE_BYTES, MAX_PAGE_BYTES, MAX_TEXT_BYTES, MAX_TEXT_LINES
from assistant.reading.budget import Budget, Exceeded
from assistant.reading.messages import message, quote, unreadable
from assistant.reading.recognise import recognise
from assistant.reading.remarks import NO_REMARKS, Remarks
from assistant.reading.stream import Line, Stream, Table

PAGE_ENDINGS = (".html", ".htm", ".mht", ".mhtml")
"""How the names of saved pages end."""

REPORT_ENDINGS = (".docx", ".doc", ".wps", ".rtf", ".odt", ".pdf", *PAGE_ENDINGS, ".txt", ".md")
"""How the names of the files end, in small letters, that are offered as reports and looked for in folders.

Reading itself goes by the bytes: a file that is named outright may be called anything.
"""

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
    return ""


def is_pdf(data: bytes) -> bool:
    """Whether the file is a PDF."""
    return b"%PDF-" in data[:_LOOK]


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


_MEGABYTE = 1024 * 1024
_BETWEEN = "”“"


def read_file(path: Path) -> Document:
    """The report in a file.

    Reads .docx, .pdf, web pages (.html, .mht) and text (.txt, .md) itself; .doc, .wps, .rtf and .odt
    through LibreOffice where that is installed. Never writes, never opens a connection.

    :raises UnreadableFile: the file cannot be read or holds no report; the sentence says why and
        what to do.
    """
    return read_bytes(_load(path), path.name or str(path))


def read_rows(path: Path) -> tuple[tuple[str, ...], ...]:
    """The lines of a file in reading order: a paragraph as one text, a row of a table as the texts of its cells.

    :raises UnreadableFile: as :func:`read_file`, whether or not the file holds a report.
    """
    data, name = _load(path), path.name or str(path)
    if not data:
        raise unreadable("empty", name)
    if foreign := foreign_kind(data):
        raise unreadable(foreign, name)
    try:
        stream = next(iter(_streams(data, name, Budget())))
    except Exceeded as error:
        raise unreadable(error.why, name) from None
    found: list[tuple[str, ...]] = []
    for block in stream.blocks:
        if isinstance(block, Line):
            found += [(text,) for text in block.text.split("\n")]
        elif isinstance(block, Table):
            found += [tuple(cell.text for cell in row) for row in block.rows]
    return tuple(found)


def read_returned(path: Path) -> tuple[Document, Remarks]:
    """The report in a file, and what was marked in it; only a .docx holds remarks.

    :raises UnreadableFile: as :func:`read_file`.
    """
    data, name = _load(path), path.name or str(path)
    document = read_bytes(data, name)
    if not data.startswith(ZIP):
        return document, NO_REMARKS
    from assistant.reading.docx.remarks import read_remarks

    try:
        return document, read_remarks(data, name)
    except Exceeded as error:
        raise unreadable(error.why, name) from None


def read_bytes(data: bytes, name: str) -> Document:
    """The report in ``data``, recognised by its content. ``name`` only serves messages.

    :raises UnreadableFile: as :func:`read_file`.
    """
    if not data:
        raise unreadable("empty", name)
    if len(data) > MAX_FILE_BYTES:
        raise unreadable("too_large", name, size=len(data) // _MEGABYTE)
    foreign = foreign_kind(data)
    if foreign:
        raise unreadable(foreign, name)
    try:
        document = _recognised(data, name)
    except Exceeded as error:
        raise unreadable(error.why, name) from None
    if document is not None and document.sections:
        return document
    frames = _frames(data)
    if frames:
        raise unreadable("framed", name, frames=_BETWEEN.join(map(quote, frames)))
    if document is None:
        raise unreadable("not_a_report", name)
    return document


def _recognised(data: bytes, name: str) -> Document | None:
    """The first report with sections in a file, else the first one with a title alone."""
    titled = None
    for stream in _streams(data, name, Budget()):
        document = recognise(stream)
        if document is not None and document.sections:
            return document
        titled = titled or document
    return titled


def _frames(data: bytes) -> list[str]:
    """The pages that a page without a report refers to."""
    from assistant.reading.encoding import decode
    from assistant.reading.html import frames_of

    text = "" if office_kind(data) or is_pdf(data) or data.startswith(ZIP) else decode(data) or ""
    return frames_of(text) if looks_like_html(text) else []


def _load(path: Path) -> bytes:
    name = path.name or str(path)
    try:
        size = path.stat().st_size
        if not path.is_file():
            # A pipe or a device would never end.
            raise unreadable("folder" if path.is_dir() else "not_a_file", name)
        if size > MAX_FILE_BYTES:
            raise unreadable("too_large", name, size=size // _MEGABYTE)
        return read_regular(path, MAX_FILE_BYTES)
    except FileNotFoundError:
        raise unreadable("missing", name) from None
    except PermissionError:
        raise unreadable("denied", name) from None
    except (OSError, ValueError):
        raise unreadable("unreachable", name) from None


# Each reader is imported where a file of its kind has come: most runs meet one kind only.
def _streams(data: bytes, name: str, budget: Budget) -> Iterator[Stream]:
    """What a file may be read as: nearly always one stream, of a saved page also each of its frames."""
    kind = office_kind(data)
    if kind:
        yield _through_office(data, kind, name, budget)
    elif is_pdf(data):
        from assistant.reading.pdf import read_pdf

        yield read_pdf(data, name, budget)
    elif data.startswith(ZIP):
        from assistant.reading.docx import read_docx

        yield read_docx(data, name, budget, lambda chunk: _of_chunk(chunk, name, budget))
    elif looks_like_archive(data):
        from assistant.reading.html import html_parts

        yield from (_of_text(part, name, budget) for part in html_parts(data) or [b""])
    else:
        yield _of_text(data, name, budget)


def _of_chunk(data: bytes, name: str, budget: Budget) -> Stream:
    """A page, a text or a Word file that stands within a Word file; what it takes in itself is not looked at.

    :raises UnreadableFile: it is of another kind, such as one that LibreOffice would have to read.
    """
    if office_kind(data) or is_pdf(data) or foreign_kind(data):
        raise unreadable("not_word", name)
    if data.startswith(ZIP):
        from assistant.reading.docx import read_docx

        return read_docx(data, name, budget)
    return next(_streams(data, name, budget))


def _through_office(data: bytes, kind: str, name: str, budget: Budget) -> Stream:
    from assistant.reading.docx import read_docx

    return read_docx(to_docx(data, kind, name), name, budget)


def _of_text(data: bytes, name: str, budget: Budget) -> Stream:
    from assistant.reading.encoding import decode

    if len(data) > MAX_PAGE_BYTES:
        raise unreadable("too_large", name, size=len(data) // _MEGABYTE)
    text = decode(data)
    if text is None:
        raise unreadable("unknown", name)
    if not text.strip():
        raise unreadable("empty", name)
    if looks_like_html(text):
        from assistant.reading.html import read_html

        return read_html(text, name, budget)
    if len(data) > MAX_TEXT_BYTES or text.count("\n") > MAX_TEXT_LINES:
        raise unreadable("too_long", name)
    from assistant.reading.text import read_text

    return read_text(text, name, budget)


_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ENDINGS = {"old_word": ".doc", "rtf": ".rtf", "open_document": ".odt"}


def to_docx(data: bytes, kind: str, name: str) -> bytes:
    """The same text as .docx. ``kind`` is of :func:`office_kind`; ``name`` only serves messages.

    :raises UnreadableFile: protected by a password, LibreOffice is not installed, or it does not deliver.
    """
    if kind == "old_word" and _ENCRYPTED in data:
        raise unreadable("encrypted", name)
    import tempfile

    from assistant.libreoffice import NotConverted, convert

    with tempfile.TemporaryDirectory(prefix="nianbao-", ignore_cleanup_errors=True) as folder:
        source = Path(folder) / f"report{_ENDINGS[kind]}"
        source.write_bytes(data)
        try:
            made = convert(source, "docx", CONVERSION_SECONDS)
        except NotConverted as error:
            raise unreadable(error.why, name, kind=message("kind", kind), seconds=CONVERSION_SECONDS) from None
        if made.stat().st_size > MAX_FILE_BYTES:
            raise unreadable("office_failed", name)
        return made.read_bytes()
