"""The LibreOffice of this machine, turning one file into another format without a window and without a network."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from contextlib import suppress
from functools import cache
from pathlib import Path
from subprocess import DEVNULL
from typing import Literal

_PROGRAMS = ("soffice", "libreoffice")

_PROFILE = Path(__file__).with_name("libreoffice.xcu")
"""Settings of a profile: nothing that a file links to is fetched, no macro runs."""

_ADDRESSES = 6 * 1024 * 1024
"""Kilobytes of address space: LibreOffice maps two gigabytes before it opens a file."""

_BOUNDED = 'ulimit -t "$1" 2>/dev/null; ulimit -v "$2" 2>/dev/null; shift 2; exec "$@"'
"""A shell's program: the rest of its arguments runs within seconds of processor time and kilobytes of addresses."""

_NO_NETWORK = ("unshare", "--map-root-user", "--net", "--")
_NO_PROXY = "http://127.0.0.1:9"
"""A proxy that is none (RFC 863 discards what it is sent): what is fetched against all settings goes nowhere."""


class NotConverted(Exception):
    """LibreOffice did not deliver; ``why``: it is not installed, it failed, or it took too long."""

    def __init__(self, why: Literal["no_office", "office_failed", "office_slow"]) -> None:
        super().__init__(why)
        self.why = why


def find_program() -> str | None:
    """Where LibreOffice is, None when it is not on the path."""
    return next((found for name in _PROGRAMS if (found := shutil.which(name))), None)


def convert(source: Path, ending: str, seconds: float) -> Path:
    """``source`` in the format of ``ending`` (``pdf``), as a file beside it.

    All that LibreOffice writes lies in the folder of ``source``, which the caller takes away. It opens no connection:
    its settings forbid links, and where the system can, it runs where there is no network.

    :param seconds: how long it may take, a cold start on a slow disk included.
    :raises NotConverted: the caller says it in its own words.
    """
    program = find_program()
    if program is None:
        raise NotConverted("no_office")
    folder = source.parent
    settings = folder / "profile" / "user"
    settings.mkdir(parents=True)
    shutil.copyfile(_PROFILE, settings / "registrymodifications.xcu")
    # A profile of its own: a LibreOffice that is open on the screen does not matter, and no macro is trusted.
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    steps = ["--headless", "--norestore", "--convert-to", ending, "--outdir", str(folder)]
    _run([*_within_bounds(seconds), program, profile, *steps, str(source)], folder, seconds)
    made = source.with_suffix(f".{ending}")
    if not made.is_file():
        raise NotConverted("office_failed")
    return made


def _within_bounds(seconds: float) -> list[str]:
    """What comes before a command so that it has no network and no more than its share of the machine."""
    shell = shutil.which("sh") if os.name == "posix" else None
    bounds = [] if shell is None else [shell, "-c", _BOUNDED, "sh", str(int(seconds) + 1), str(_ADDRESSES)]
    unshare = shutil.which(_NO_NETWORK[0])
    return [*bounds, *(_NO_NETWORK if unshare is not None and _parts_networks(unshare) else ())]


@cache
def _parts_networks(unshare: str) -> bool:
    """Whether this system gives a process a network of its own, in which there is nothing."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        command = [unshare, *_NO_NETWORK[1:], "true"]
        tried = subprocess.run(command, stdin=DEVNULL, stdout=DEVNULL, stderr=DEVNULL, check=False)
    except OSError:
        return False
    return tried.returncode == 0


def _run(command: list[str], folder: Path, seconds: float) -> None:
    temporary = folder / "temporary"
    temporary.mkdir()
    environment = os.environ | dict.fromkeys(("http_proxy", "https_proxy", "ftp_proxy", "all_proxy"), _NO_PROXY)
    environment |= dict.fromkeys(("TMPDIR", "TMP", "TEMP"), str(temporary)) | {"no_proxy": ""}
    try:
        process = subprocess.Popen(
            command, stdin=DEVNULL, stdout=DEVNULL, stderr=DEVNULL, start_new_session=True, env=environment
        )
    except OSError:
        raise NotConverted("office_failed") from None
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        raise NotConverted("office_slow") from None
    finally:
        # Also when it is done, or the clerk stops us: it starts helpers, which would write on and hold our folder.
        _stop(process)


def _stop(process: subprocess.Popen[bytes]) -> None:
    """Ends LibreOffice with the helpers that it started: on POSIX they are one group."""
    if sys.platform == "win32":
        process.kill()
    else:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
