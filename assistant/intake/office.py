"""Old and foreign office files (.doc, .wps, .rtf, .odt, .pdf), turned into .docx by a LibreOffice on this machine."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path
from subprocess import DEVNULL

from assistant.intake.bounds import CONVERSION_SECONDS, MAX_FILE_BYTES
from assistant.intake.wording import message, unreadable

_PROGRAMS = ("soffice", "libreoffice")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OPEN_DOCUMENT = b"mimetypeapplication/vnd.oasis.opendocument.text"
_MIMETYPE_PLACE = 30
"""Where a zip file's first member is named; an OpenDocument file must begin with its type."""
_PDF_LOOK = 1024
"""Bytes in which a PDF must name itself."""

_ENDINGS = {"old_word": ".doc", "rtf": ".rtf", "open_document": ".odt", "pdf": ".pdf"}
_FILTERS = {"pdf": "writer_pdf_import"}


def office_kind(data: bytes) -> str:
    """The kind of office file that only LibreOffice opens, "" for any other file."""
    if data.startswith(_OLE):
        return "old_word"
    if data.startswith(b"{\\rtf"):
        return "rtf"
    if data[_MIMETYPE_PLACE : _MIMETYPE_PLACE + len(_OPEN_DOCUMENT)] == _OPEN_DOCUMENT:
        return "open_document"
    return "pdf" if b"%PDF-" in data[:_PDF_LOOK] else ""


def to_docx(data: bytes, kind: str, name: str) -> bytes:
    """The same text as .docx. ``kind`` is of :func:`office_kind`; ``name`` only serves messages.

    :raises UnreadableFile: protected by a password, LibreOffice is not installed, or it does not deliver.
    """
    if kind == "old_word" and _ENCRYPTED in data:
        raise unreadable("encrypted", name)
    program = next((found for program in _PROGRAMS if (found := shutil.which(program))), None)
    if program is None:
        raise unreadable("no_office", name, kind=message("kind", kind))
    with tempfile.TemporaryDirectory(prefix="nianbao-", ignore_cleanup_errors=True) as folder:
        source = Path(folder) / f"report{_ENDINGS[kind]}"
        source.write_bytes(data)
        _convert(program, source, _FILTERS.get(kind, ""), name)
        made = source.with_suffix(".docx")
        if not made.is_file() or made.stat().st_size > MAX_FILE_BYTES:
            raise unreadable("office_failed", name)
        return made.read_bytes()


def _convert(program: str, source: Path, import_filter: str, name: str) -> None:
    """Runs LibreOffice with a profile of its own: one that is open on the screen does not matter, no macro runs."""
    folder = source.parent
    command = [program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore"]
    command += [f"--infilter={import_filter}"] if import_filter else []
    command += ["--convert-to", "docx", "--outdir", str(folder), str(source)]
    try:
        process = subprocess.Popen(command, stdin=DEVNULL, stdout=DEVNULL, stderr=DEVNULL, start_new_session=True)
    except OSError:
        raise unreadable("office_failed", name) from None
    try:
        process.wait(CONVERSION_SECONDS)
    except subprocess.TimeoutExpired:
        _stop(process)
        raise unreadable("office_slow", name, seconds=CONVERSION_SECONDS) from None


def _stop(process: subprocess.Popen[bytes]) -> None:
    """Ends LibreOffice with the helpers that it started: on POSIX they are one group."""
    if hasattr(os, "killpg"):
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()
