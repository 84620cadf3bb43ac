"""Putting a finished file into its place: whole or not at all, and never over another by accident."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from assistant.errors import NianbaoError
from assistant.export.messages import failure
from assistant.files import PRIVATE_FILE, move_new, move_over
from assistant.staging import staging_name

_NO_SPACE = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_NO_RIGHT = {errno.EACCES, errno.EPERM, errno.EROFS}
_TAKEN = {errno.EBUSY, errno.ETXTBSY}


def refuse_taken(target: Path, *, force: bool) -> None:
    """Refuses a target that must not be written, before any work is done.

    :raises NianbaoError: it is a folder, its folder is missing, it exists and ``force`` is not
        given, or an office program has it open.
    """
    try:
        _refuse_taken(target, force)
    except OSError as error:
        raise _refusal(error, target) from None


def _refuse_taken(target: Path, force: bool) -> None:
    if target.is_dir():
        raise failure("folder_in_place", path=target)
    if not target.parent.exists():
        raise failure("no_folder", folder=target.parent)
    if not target.parent.is_dir():
        raise failure("not_a_folder", folder=target.parent)
    if os.path.lexists(target):
        if not force:
            raise failure("exists", path=target)
        lock = next((lock for lock in _locks(target) if lock.exists()), None)
        if lock is not None:
            raise failure("in_use", path=target, lock=lock.name)


@contextlib.contextmanager
def staged(target: Path, data: bytes, *, force: bool) -> Iterator[Path]:
    """``data`` on disk beside ``target``, moved into its place when the block ends without an error.

    Only its owner can read it until it is there. What has come to stand at ``target`` meanwhile is replaced with
    ``force`` only.

    :raises NianbaoError: it is taken, or the disk refuses; then nothing is left behind and ``target`` is untouched.
    """
    with staging_name(target) as temporary:
        try:
            mode = _write(temporary, data)
            yield temporary
            if force:
                move_over(temporary, target)
            else:
                move_new(temporary, target)
            with contextlib.suppress(OSError):
                target.chmod(mode)
            _settle(target.parent)
        except OSError as error:
            raise _refusal(error, target) from None


def _write(temporary: Path, data: bytes) -> int:
    """Write a private file; the mode that a new file would have here."""
    with temporary.open("xb") as file:
        mode = stat.S_IMODE(os.fstat(file.fileno()).st_mode)
        temporary.chmod(PRIVATE_FILE)
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    return mode


def _settle(folder: Path) -> None:
    """Has the folder itself written to disk, where the system can (Windows cannot open folders)."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _locks(target: Path) -> Iterator[Path]:
    """The files by which office programs say that they have ``target`` open.

    Word and WPS write ``~$`` in front of the name and leave out its first letters where it is long.
    """
    name = target.name
    yield from (target.with_name(f"~${name[dropped:]}") for dropped in (0, 1, 2))
    yield target.with_name(f".~lock.{name}#")


def _refusal(error: OSError, target: Path) -> NianbaoError:
    slots = {"path": target, "name": target.name, "folder": target.parent, "lock": ""}
    code = error.errno
    # Windows refuses to replace a file that another program holds (access denied, sharing violation).
    held = getattr(error, "winerror", None) in {5, 32, 33} and target.exists()
    if code in _TAKEN or held:
        return failure("in_use", **slots)
    if isinstance(error, FileExistsError):
        return failure("exists", **slots)
    if code in _NO_SPACE:
        return failure("full", **slots)
    if code in _NO_RIGHT:
        return failure("read_only", **slots)
    if code == errno.ENAMETOOLONG:
        return failure("name_too_long", **slots)
    if code in {errno.ENOENT, errno.ENOTDIR}:
        return failure("no_folder", **slots)
    return failure("failed", code=errno.errorcode.get(code or 0, str(code)), **slots)
