"""Files that only an office program opens (.doc, .wps, .rtf, .odt, .pdf), turned by a LibreOffice on this machine."""

from __future__ import annotations

import tempfile
from pathlib import Path

from assistant.intake.bounds import CONVERSION_SECONDS, MAX_FILE_BYTES
from assistant.intake.wording import message, unreadable
from assistant.libreoffice import NotConverted, convert

_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ENDINGS = {"old_word": ".doc", "rtf": ".rtf", "open_document": ".odt", "pdf": ".pdf"}


def to_docx(data: bytes, kind: str, name: str) -> bytes:
    """The same text as .docx. ``kind`` is of :func:`assistant.intake.kinds.office_kind`; ``name`` only serves messages.

    :raises UnreadableFile: protected by a password, LibreOffice is not installed, or it does not deliver.
    """
    if kind == "old_word" and _ENCRYPTED in data:
        raise unreadable("encrypted", name)
    return _converted(data, kind, name, "docx")


def to_drawing(data: bytes, name: str) -> bytes:
    """The pages of a PDF as an OpenDocument drawing in flat XML. ``name`` only serves messages.

    :raises UnreadableFile: as :func:`to_docx`.
    """
    return _converted(data, "pdf", name, "fodt", "--infilter=writer_pdf_import")


def _converted(data: bytes, kind: str, name: str, ending: str, *options: str) -> bytes:
    with tempfile.TemporaryDirectory(prefix="nianbao-", ignore_cleanup_errors=True) as folder:
        source = Path(folder) / f"report{_ENDINGS[kind]}"
        source.write_bytes(data)
        try:
            made = convert(source, ending, CONVERSION_SECONDS, *options)
        except NotConverted as error:
            raise unreadable(error.why, name, kind=message("kind", kind), seconds=CONVERSION_SECONDS) from None
        if made.stat().st_size > MAX_FILE_BYTES:
            raise unreadable("office_failed", name)
        return made.read_bytes()
