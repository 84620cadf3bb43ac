"""Files that only an office program opens (.doc, .wps, .rtf, .odt, .pdf), turned by a LibreOffice on this machine."""

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


def _converted(data: bytes, kind: str, name: str, target: str, *options: str) -> bytes:
    program = next((found for program in _PROGRAMS if (found := shutil.which(program))), None)
    if program is None:
        raise unreadable("no_office", name, kind=message("kind", kind))
    with tempfile.TemporaryDirectory(prefix="nianbao-", ignore_cleanup_errors=True) as folder:
        source = Path(folder) / f"report{_ENDINGS[kind]}"
        source.write_bytes(data)
        # A profile of its own: a LibreOffice that is open on the screen does not matter, and no macro is trusted.
        profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
        steps = ["--headless", "--norestore", *options, "--convert-to", target, "--outdir", folder]
        _run([program, profile, *steps, str(source)], name)
        made = source.with_suffix(f".{target}")
        if not made.is_file() or made.stat().st_size > MAX_FILE_BYTES:
            raise unreadable("office_failed", name)
        return made.read_bytes()


def _run(command: list[str], name: str) -> None:
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
