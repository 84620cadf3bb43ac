"""The LibreOffice of this machine, turning one file into another format without a window."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from pathlib import Path
from subprocess import DEVNULL
from typing import Literal

_PROGRAMS = ("soffice", "libreoffice")


class NotConverted(Exception):
    """LibreOffice did not deliver; ``why``: it is not installed, it failed, or it took too long."""

    def __init__(self, why: Literal["no_office", "office_failed", "office_slow"]) -> None:
        super().__init__(why)
        self.why = why


def convert(source: Path, ending: str, seconds: float) -> Path:
    """``source`` in the format of ``ending`` (``pdf``), as a file beside it.

    :param seconds: how long it may take, a cold start on a slow disk included.
    :raises NotConverted: the caller says it in its own words.
    """
    program = next((found for name in _PROGRAMS if (found := shutil.which(name))), None)
    if program is None:
        raise NotConverted("no_office")
    folder = source.parent
    # A profile of its own: a LibreOffice that is open on the screen does not matter, and no macro is trusted.
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    steps = ["--headless", "--norestore", "--convert-to", ending, "--outdir", str(folder)]
    _run([program, profile, *steps, str(source)], seconds)
    made = source.with_suffix(f".{ending}")
    if not made.is_file():
        raise NotConverted("office_failed")
    return made


def _run(command: list[str], seconds: float) -> None:
    try:
        process = subprocess.Popen(command, stdin=DEVNULL, stdout=DEVNULL, stderr=DEVNULL, start_new_session=True)
    except OSError:
        raise NotConverted("office_failed") from None
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        _stop(process)
        raise NotConverted("office_slow") from None


def _stop(process: subprocess.Popen[bytes]) -> None:
    """Ends LibreOffice with the helpers that it started: on POSIX they are one group."""
    if hasattr(os, "killpg"):
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()
