"""Files that are either the old one or the new one, never half of each, and private to the clerk."""

from __future__ import annotations

import os
import re
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Self

from assistant.errors import NianbaoError, reason

_PART = ".part"
_LONGEST = 40
PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700


class NotSaved(NianbaoError):
    """The disk did not take the file; the answers are still in memory. ``brief`` tells why in a few words."""

    title = "没有存上"
    brief = ""

    @classmethod
    def at(cls, path: Path, error: OSError) -> Self:
        """The refusal of the system to write ``path``."""
        return cls.because(f"草稿存不到“{path}”", reason(error))

    @classmethod
    def because(cls, what: str, brief: str, hint: str = "请检查磁盘空间和文件夹权限。") -> Self:
        """``what`` could not be done, and why."""
        refusal = cls(f"{what}（{brief}），", hint)
        refusal.brief = brief
        return refusal


def write_private(path: Path, text: str, *, durable: bool = True) -> None:
    """Write ``text`` (UTF-8) to ``path`` so that a crash or a power cut leaves the old or the new file.

    Order: temporary file in the same folder, fsync, rename, fsync of the folder. Mode 0600.

    :param durable: False leaves out both fsyncs, for copies of what is durable elsewhere.
    :raises NotSaved: the disk is full, the folder is read-only or gone.
    """
    temporary: Path | None = None
    make_private_folder(path.parent)
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.stem[:_LONGEST]}-", suffix=_PART)
        temporary = Path(name)
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode("utf-8"))
            file.flush()
            if durable:
                os.fsync(file.fileno())
        temporary.chmod(PRIVATE_FILE)
        temporary.replace(path)
        if durable:
            _sync_folder(path.parent)
    except OSError as error:
        if temporary is not None:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
        raise NotSaved.at(path, error) from error


def sweep(folder: Path, stem: str = "") -> None:
    """Take away what crashes in the middle of writing left behind: of ``stem``'s file, or of all files in ``folder``.

    For the only one who writes there now.
    """
    if len(stem) > _LONGEST:
        return
    left = re.compile(rf"\.{re.escape(stem) or '.+'}-[a-z0-9_]{{8}}{re.escape(_PART)}")
    with suppress(OSError):
        for found in folder.iterdir():
            if left.fullmatch(found.name):
                found.unlink(missing_ok=True)


def make_private_folder(folder: Path) -> None:
    """Create ``folder`` with its parents, durably; what is newly made is for its owner only (0700).

    :raises NotSaved: it cannot be created.
    """
    try:
        for missing in reversed([place for place in (folder, *folder.parents) if not place.exists()]):
            missing.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
            _sync_folder(missing.parent)
    except OSError as error:
        raise NotSaved.because(f"文件夹“{folder}”建不了", reason(error)) from error


def _sync_folder(folder: Path) -> None:
    """Make a rename durable. Windows cannot open folders; there the rename alone has to do."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
