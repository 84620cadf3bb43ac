"""PDF, made from the Word file by a LibreOffice that is installed on the machine."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import BinaryIO

from assistant.document import Document
from assistant.export.messages import failure
from assistant.export.word import write_docx
from assistant.libreoffice import NotConverted, convert

_SECONDS = 120


def write_pdf(document: Document, target: BinaryIO, *, draft: bool = False) -> None:
    """Writes ``document`` as PDF into ``target``, laid out as the Word file is.

    :raises NianbaoError: LibreOffice is not installed, or does not deliver.
    """
    with tempfile.TemporaryDirectory(prefix="nianbao-", ignore_cleanup_errors=True) as folder:
        source = Path(folder) / "report.docx"
        with source.open("wb") as file:
            write_docx(document, file, draft=draft)
        try:
            made = convert(source, "pdf", _SECONDS)
        except NotConverted as error:
            raise failure(error.why, seconds=_SECONDS) from None
        target.write(made.read_bytes())
