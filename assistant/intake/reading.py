"""Files by anyone → Document, told apart by content and never by file ending."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from assistant.document import Document
from assistant.intake.bounds import MAX_FILE_BYTES, MAX_PAGE_BYTES, MAX_TEXT_BYTES, MAX_TEXT_LINES
from assistant.intake.kinds import ZIP, foreign_kind, looks_like_archive, looks_like_html, office_kind
from assistant.intake.recognise import recognise
from assistant.intake.stream import Stream
from assistant.intake.wording import quote, unreadable

_MEGABYTE = 1024 * 1024
_BETWEEN = "”“"


def read_file(path: Path) -> Document:
    """The report in a file.

    Reads .docx, web pages (.html, .mht) and text (.txt, .md) itself; .doc, .wps, .rtf, .odt and .pdf
    through LibreOffice where that is installed. Never writes, never opens a connection.

    :raises UnreadableFile: the file cannot be read or holds no report; the sentence says why and
        what to do.
    """
    return read_bytes(_load(path), path.name or str(path))


def read_bytes(data: bytes, name: str) -> Document:
    """The report in ``data``, told by its content. ``name`` only serves messages.

    :raises UnreadableFile: as :func:`read_file`.
    """
    if not data:
        raise unreadable("empty", name)
    if len(data) > MAX_FILE_BYTES:
        raise unreadable("too_large", name, size=len(data) // _MEGABYTE)
    foreign = foreign_kind(data)
    if foreign:
        raise unreadable(foreign, name)
    titled = None
    for stream in _streams(data, name):
        document = recognise(stream)
        if document is not None and document.sections:
            return document
        titled = titled or document
    frames = _frames(data)
    if frames:
        raise unreadable("framed", name, frames=_BETWEEN.join(map(quote, frames)))
    if titled is None:
        raise unreadable("not_a_report", name)
    return titled


def _frames(data: bytes) -> list[str]:
    """The pages that a page without a report refers to."""
    from assistant.intake.encoding import decode
    from assistant.intake.html.frames import frames_of

    text = "" if office_kind(data) or data.startswith(ZIP) else decode(data) or ""
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
        with path.open("rb") as opened:
            return opened.read(MAX_FILE_BYTES + 1)
    except FileNotFoundError:
        raise unreadable("missing", name) from None
    except PermissionError:
        raise unreadable("denied", name) from None
    except (OSError, ValueError):
        raise unreadable("unreachable", name) from None


# Each reader is imported where a file of its kind has come: most runs meet one kind only.
def _streams(data: bytes, name: str) -> Iterator[Stream]:
    """What a file may be read as: nearly always one stream, of a saved page also each of its frames."""
    kind = office_kind(data)
    if kind:
        yield _through_office(data, kind, name)
    elif data.startswith(ZIP):
        from assistant.intake.docx import read_docx

        yield read_docx(data, name)
    elif looks_like_archive(data):
        from assistant.intake.html.archive import html_parts

        yield from (_of_text(part, name) for part in html_parts(data) or [b""])
    else:
        yield _of_text(data, name)


def _through_office(data: bytes, kind: str, name: str) -> Stream:
    from assistant.intake.office import to_docx, to_drawing

    if kind == "pdf":
        from assistant.intake.pdf import read_drawing

        return read_drawing(to_drawing(data, name), name)
    from assistant.intake.docx import read_docx

    return read_docx(to_docx(data, kind, name), name)


def _of_text(data: bytes, name: str) -> Stream:
    from assistant.intake.encoding import decode

    if len(data) > MAX_PAGE_BYTES:
        raise unreadable("too_large", name, size=len(data) // _MEGABYTE)
    text = decode(data)
    if text is None:
        raise unreadable("unknown", name)
    if not text.strip():
        raise unreadable("empty", name)
    if looks_like_html(text):
        from assistant.intake.html import read_html

        return read_html(text, name)
    if len(data) > MAX_TEXT_BYTES or text.count("\n") > MAX_TEXT_LINES:
        raise unreadable("too_long", name)
    from assistant.intake.text import read_text

    return read_text(text)
