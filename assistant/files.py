"""Paths as people type them: a name that no disk takes is a file that is not there, not an error."""

from __future__ import annotations

import errno
import os
import os.path
import re
import stat
import sys
import time
import unicodedata
from contextlib import suppress
from pathlib import Path
from typing import Any, Self
from urllib.parse import unquote

from assistant.errors import NianbaoError, NotRegular, reason
from assistant.texts import ERRORS


def exists(path: Path) -> bool:
    """Whether something is there; False also for a name that is too long or holds a NUL."""
    return os.path.exists(path)  # noqa: PTH110 - Path.exists raises on such names


def is_file(path: Path) -> bool:
    """Whether a regular file is there; False as :func:`exists`."""
    return os.path.isfile(path)  # noqa: PTH113 - as above


def is_folder(path: Path) -> bool:
    """Whether a folder is there; False as :func:`exists`."""
    return os.path.isdir(path)  # noqa: PTH112 - as above


def read_regular(path: Path, most: int) -> bytes:
    """The bytes of a regular file; one more than ``most`` when it has more.

    :raises NotRegular: a pipe or a device is there, or a link leads to one. :raises OSError: it cannot be read.
    """
    # Opening a device may already do something, and a pipe waits for a writer.
    _refuse_others(path.stat(), path)
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(handle, "rb") as file:
        _refuse_others(os.fstat(handle), path)
        return file.read(most + 1)


def _refuse_others(state: os.stat_result, path: Path) -> None:
    if stat.S_ISDIR(state.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if not stat.S_ISREG(state.st_mode):
        raise NotRegular(errno.EINVAL, "not a regular file", str(path))


def typed_path(text: str) -> Path:
    """The path that is meant by ``text``: ``~`` is the home folder; ``~somebody`` who is not known stays as it is."""
    return Path(os.path.expanduser(text))  # noqa: PTH111 - Path.expanduser raises on somebody not known


_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_QUOTES = {"'": "'", '"': '"', "“": "”", "‘": "’", "「": "」", "『": "』", "`": "`", "＂": "＂"}
_ESCAPED = re.compile(r"\\([ ()\[\]{}&'\"!#$*;<>?|~`，（）\\])")


def pasted_path(text: str, folder: Path) -> Path:
    """The path in ``folder`` that is meant by what was pasted: a dragged file's, one copied from a shell or a browser.

    Invisible marks, quotes of any kind, the ``& '…'`` of PowerShell and ``file://`` are taken off; the escapes of a
    shell only where there is no file of the name as it stands.
    """
    text = _INVISIBLE.sub("", text).strip()
    if text.startswith("&") and text[1:].strip()[:1] in _QUOTES:
        text = text[1:].strip()
    if len(text) > 1 and _QUOTES.get(text[0]) == text[-1]:
        text = text[1:-1].strip()
    if text.lower().startswith("file:"):
        # A browser writes file:///C:/… and file:///home/…; some programs leave the third stroke away.
        text = unquote(re.sub(r"^file:(?://)?(?:localhost(?=/))?", "", text, flags=re.IGNORECASE))
        text = text[1:] if re.match(r"/[A-Za-z]:[/\\]", text) else text
    meant = folder / typed_path(text)
    if os.name != "nt" and "\\" in text and not exists(meant):
        return folder / typed_path(_ESCAPED.sub(r"\1", text))
    return meant


_PART = ".part"
_LONGEST = 40
PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700


class NotSaved(NianbaoError):
    """The disk did not take the file; the answers are still in memory. ``brief`` tells why in a few words."""

    title = ERRORS.say("title.not_saved")
    brief = ""

    @classmethod
    def at(cls, path: Path, error: OSError) -> Self:
        """The refusal of the system to write ``path``."""
        return cls.because(ERRORS.say("not_saved.file", path=path), reason(error))

    @classmethod
    def because(cls, what: str, brief: str, hint: str = "") -> Self:
        """``what`` could not be done, and why; ``hint`` is about space and permissions when empty."""
        refusal = cls(ERRORS.say("not_saved.refused", what=what, why=brief), hint or ERRORS.say("not_saved.hint"))
        refusal.brief = brief
        return refusal


class NameTaken(NotSaved):
    """Something of that name was there first; it is untouched."""


SHARING_PAUSES: tuple[float, ...] = (0.02, 0.05, 0.1, 0.2, 0.4) if sys.platform == "win32" else ()
"""Seconds to wait, one after the other, for whoever has a file open that cannot be replaced meanwhile."""


def move_over(source: Path, target: Path) -> None:
    """Give a file the name of another one, which it replaces whole.

    Windows refuses that while a virus scanner or a backup has one of them open, which lasts a moment.

    :raises OSError: the system refuses it, on Windows still after :data:`SHARING_PAUSES`.
    """
    for pause in SHARING_PAUSES:
        try:
            source.replace(target)
        except PermissionError:
            time.sleep(pause)
        else:
            return
    source.replace(target)


def move_new(source: Path, target: Path) -> None:
    """Give a file another name, which is nobody's until then: of many who try at once one succeeds.

    :raises FileExistsError: something is there, be it a link that leads nowhere.
    """
    if os.name == "nt":
        source.rename(target)
        return
    try:
        os.link(source, target)
    except FileExistsError:
        raise
    except OSError:
        _move_over_new(source, target)
    else:
        source.unlink()


def _move_over_new(source: Path, target: Path) -> None:
    """As :func:`move_new`, where a file has one name only: whoever makes an empty file first has the name."""
    os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE_FILE))
    try:
        move_over(source, target)
    except OSError:
        target.unlink(missing_ok=True)
        raise


def write_private(
    path: Path, text: str, *, durable: bool = True, new: bool = False, staging: Path | None = None
) -> None:
    """Write ``text`` (UTF-8) to ``path`` so that a crash or a power cut leaves the old or the new file.

    Order: temporary file in the same folder, fsync, read back, rename, fsync of the folder. Mode 0600.

    :param durable: False leaves out both fsyncs, for copies of what is durable elsewhere.
    :param new: nothing of that name may be there.
    :param staging: the name of the temporary file, which the caller takes away; one of its own when None.
    :raises NameTaken: something is. :raises NotSaved: the disk is full, the folder is read-only or gone.
    """
    temporary: Path | None = None
    data = text.encode("utf-8")
    make_private_folder(path.parent)
    try:
        handle, temporary = _opened(path, staging)
        with os.fdopen(handle, "w+b") as file:
            file.write(data)
            file.flush()
            if durable:
                os.fsync(file.fileno())
            file.seek(0)
            if file.read() != data:
                raise OSError(errno.EIO, "read back otherwise than written")
        temporary.chmod(PRIVATE_FILE)
        if new:
            move_new(temporary, path)
        else:
            move_over(temporary, path)
        if durable:
            _sync_folder(path.parent)
    except OSError as error:
        if temporary is not None:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
        kind = NameTaken if new and isinstance(error, FileExistsError) else NotSaved
        raise kind.at(path, error) from error


def _opened(path: Path, staging: Path | None) -> tuple[int, Path]:
    """A temporary file for :func:`write_private`, and its name."""
    if staging is not None:
        return os.open(staging, os.O_RDWR | os.O_CREAT | os.O_EXCL, PRIVATE_FILE), staging
    import tempfile  # whoever only reads does without

    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.stem[:_LONGEST]}-", suffix=_PART)
    return handle, Path(name)


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


LOCK_TAKEN = (errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES, errno.EDEADLK)
"""What systems answer when another one has the lock: flock(2), fcntl(2) behind a network folder, Windows' _locking."""


def lock_file(file: int) -> None:
    """Lock an open file for this process without waiting.

    The system lets go of the lock when the process ends, however it ends.

    :raises OSError: somebody has it (:data:`LOCK_TAKEN`), or the file system has no locks.
    """
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def unlock_file(file: int) -> None:
    """Undo :func:`lock_file`. Closing alone would do on POSIX; Windows may take its time then.

    :raises OSError: the file system is gone.
    """
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(file, msvcrt.LK_UNLCK, 1)
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_UN)


def make_private_folder(folder: Path) -> None:
    """Create ``folder`` with its parents, durably; what is newly made is for its owner only (0700).

    :raises NotSaved: it cannot be created.
    """
    try:
        for missing in reversed([place for place in (folder, *folder.parents) if not place.exists()]):
            missing.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
            _sync_folder(missing.parent)
    except OSError as error:
        raise NotSaved.because(ERRORS.say("not_saved.folder", path=folder), reason(error)) from error


def _sync_folder(folder: Path) -> None:
    """Make a rename durable. Windows cannot open folders; there the rename alone has to do."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


MARK = "\ufffd"
_SHOWN_CONTROLS = "\n\t"
_JOINERS = "\u200d\ufe0f"
_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def acts(character: str) -> bool:
    """Whether a character is none that one sees: controls (ESC, C1), bidi overrides, halves of characters."""
    return character not in _SHOWN_CONTROLS and character not in _JOINERS and unicodedata.category(character) in _HIDDEN


def visible(text: str) -> str:
    """``text`` with every character that would act on the terminal, or show nothing, as a replacement mark."""
    return text if text.isprintable() else "".join(MARK if acts(character) else character for character in text)


def json_text(data: Any, indent: int | None = None) -> str:
    """``data`` as JSON that a terminal may be shown: Chinese as it is, what acts on a terminal escaped."""
    import json  # for commands only; the first question does without

    text = json.dumps(data, ensure_ascii=False, indent=indent)
    if text.replace("\n", "").isprintable():
        return text
    return "".join(json.dumps(character)[1:-1] if acts(character) else character for character in text)
