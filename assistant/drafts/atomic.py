"""Files that are either the old one or the new one, never half of each, and private to the clerk."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from assistant.errors import NianbaoError

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700


class NotSaved(NianbaoError):
    """The disk did not take the file; the answers are still in memory."""

    title = "没有存上"


def write_private(path: Path, text: str) -> None:
    """Write ``text`` (UTF-8) to ``path`` so that a crash or a power cut leaves the old or the new file.

    Order: temporary file in the same folder, fsync, rename, fsync of the folder. Mode 0600.

    :raises NotSaved: the disk is full, the folder is read-only or gone.
    """
    temporary: Path | None = None
    make_private_folder(path.parent)
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.stem[:40]}-", suffix=".part")
        temporary = Path(name)
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode("utf-8"))
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(PRIVATE_FILE)
        temporary.replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        if temporary is not None:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
        raise NotSaved(f"草稿存不到“{path}”（{error.strerror}），", "请检查磁盘空间和文件夹权限。") from error


def make_private_folder(folder: Path) -> None:
    """Create ``folder`` with its parents; what is newly made is for its owner only (0700).

    :raises NotSaved: it cannot be created.
    """
    try:
        for missing in reversed([place for place in (folder, *folder.parents) if not place.exists()]):
            missing.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
    except OSError as error:
        raise NotSaved(f"文件夹“{folder}”建不了（{error.strerror}），", "请检查磁盘空间和文件夹权限。") from error


def _sync_folder(folder: Path) -> None:
    """Make a rename durable. Windows cannot open folders; there the rename alone has to do."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
