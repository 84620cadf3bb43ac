"""Files on their way to a place that the clerk has chosen: written beside it under a hidden name, then moved.

What a killed program leaves there is noted in the data folder and taken away when the program starts again.
"""

from __future__ import annotations

import os
import secrets
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import FileIO
from pathlib import Path

from assistant.errors import NianbaoError
from assistant.files import PRIVATE_FILE, lock_file, make_private_folder
from assistant.resources import default_home

_FOLDER = "staging"
_LONGEST_STEM = 40
_FORGOTTEN_AFTER = 30 * 24 * 3600
"""Seconds after which a file is given up whose folder never came back, as that of a lost stick."""
_LONGEST_NOTE = 10_000


@contextmanager
def staging_name(target: Path) -> Iterator[Path]:
    """A name of its own beside ``target``, hidden; what stands there when the block ends is removed.

    While the block runs a note of it stands in the data folder, locked until this process ends. Where the data
    folder takes no note, the work goes on without.
    """
    token = secrets.token_hex(8)
    temporary = target.with_name(f".{target.stem[:_LONGEST_STEM]}.{token}{target.suffix}")
    note = _note(token, temporary)
    try:
        yield temporary
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        if note is not None:
            _forget(note)


def sweep_staging() -> None:
    """Take away what killed programs have left at the places that are noted; what living ones write there stays."""
    with suppress(OSError, NianbaoError):
        for name in os.listdir(default_home() / _FOLDER):  # noqa: PTH208 - every start looks here
            with suppress(OSError):
                _sweep(default_home() / _FOLDER / name)


def _note(token: str, temporary: Path) -> FileIO | None:
    try:
        folder = default_home() / _FOLDER
        make_private_folder(folder)
        note = FileIO(str(folder / token), "x+", opener=_private)
    except (OSError, NianbaoError):
        return None
    try:
        lock_file(note.fileno())
        note.write(os.fsencode(temporary.absolute()))
    except OSError:
        # Without a lock nobody could tell whether this process still runs.
        _forget(note)
        return None
    return note


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, PRIVATE_FILE)


def _forget(note: FileIO) -> None:
    note.close()
    path = Path(str(note.name))
    with suppress(OSError):
        path.unlink(missing_ok=True)
        # Who only exports, and keeps no drafts, is left with no data folder.
        path.parent.rmdir()
        path.parent.parent.rmdir()


def _sweep(note: Path) -> None:
    """:raises OSError: a living process holds the note, or the disk refuses."""
    if not stat.S_ISREG(note.lstat().st_mode):
        return
    with FileIO(note, "r+") as held:
        lock_file(held.fileno())
        left = Path(os.fsdecode(held.read(_LONGEST_NOTE)))
        waiting = not left.parent.is_dir() and time.time() - os.fstat(held.fileno()).st_mtime < _FORGOTTEN_AFTER
        # A note that was tampered with names no other file than one that this module has named.
        if left.name.startswith(".") and f".{note.name}" in left.name and stat.S_ISREG(_mode(left)):
            left.unlink()
    if not waiting:
        note.unlink()


def _mode(path: Path) -> int:
    try:
        return path.lstat().st_mode
    except OSError:
        return 0
