"""PDF, made from the Word file by a LibreOffice that is installed on the machine."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path
from subprocess import DEVNULL
from typing import BinaryIO

from assistant.document import Document
from assistant.export.messages import failure
from assistant.export.word import write_docx

_PROGRAMS = ("soffice", "libreoffice")
_SECONDS = 120
"""How long LibreOffice may take, a cold start on a slow disk included."""


def write_pdf(document: Document, target: BinaryIO, *, draft: bool = False) -> None:
    """Writes ``document`` as PDF into ``target``, laid out as the Word file is.

    :raises NianbaoError: LibreOffice is not installed, or does not deliver.
    """
    program = next((found for name in _PROGRAMS if (found := shutil.which(name))), None)
    if program is None:
        raise failure("no_office")
    with tempfile.TemporaryDirectory(prefix="nianbao-") as folder:
        source = Path(folder) / "report.docx"
        with source.open("wb") as file:
            write_docx(document, file, draft=draft)
        _convert(program, source)
        made = source.with_suffix(".pdf")
        if not made.is_file():
            raise failure("office_failed")
        target.write(made.read_bytes())


def _convert(program: str, source: Path) -> None:
    """Runs LibreOffice with a profile of its own, so that one that is open on the screen does not matter."""
    folder = source.parent
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(source)]
    try:
        process = subprocess.Popen(command, stdin=DEVNULL, stdout=DEVNULL, stderr=DEVNULL, start_new_session=True)
    except OSError:
        raise failure("office_failed") from None
    try:
        process.wait(_SECONDS)
    except subprocess.TimeoutExpired:
        _stop(process)
        raise failure("office_slow", seconds=_SECONDS) from None


def _stop(process: subprocess.Popen[bytes]) -> None:
    """Ends LibreOffice with the helpers that it started: on POSIX they are one group."""
    if hasattr(os, "killpg"):
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()
