"""Who works on a draft: one window at a time, known by a lock of the operating system that ends with its process."""

from __future__ import annotations

import os
import platform
import tomllib
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from io import FileIO
from pathlib import Path

import tomli_w

from assistant.errors import NianbaoError
from assistant.files import (
    LOCK_TAKEN,
    PRIVATE_FILE,
    NotSaved,
    lock_file,
    make_private_folder,
    read_regular,
    unlock_file,
)
from assistant.texts import DRAFTS, ERRORS


@dataclass(frozen=True)
class Owner:
    """The window that has a draft: its process, since when, and the machine when it is another one ("" is here)."""

    process: int
    since: datetime
    machine: str = ""


_LONGEST_NOTE = 10_000


class DraftInUse(NianbaoError):
    """Another window works on the draft. ``owner`` is None when it has not said who it is."""

    title = ERRORS.say("title.draft_in_use")

    def __init__(self, name: str, owner: Owner | None) -> None:
        super().__init__(*DRAFTS.refusal("in_use.refused", name=name, owner=_described(owner)))
        self.name = name
        self.owner = owner


class Claim:
    """A draft held for one window until :meth:`release` or the end of the process.

    ``lock`` is the open lock file, None where there is no lock; then nothing keeps a second window out,
    and ``unlocked`` is True when the clerk should be told so.
    """

    def __init__(self, name: str, lock: FileIO | None, owner: Path, unlocked: bool = False) -> None:
        self.name = name
        self.unlocked = unlocked
        self._lock = lock
        self._owner = owner

    @property
    def locked(self) -> bool:
        """Whether a lock keeps others out."""
        return self._lock is not None

    def release(self) -> None:
        """Let others have the draft; once is enough."""
        lock, self._lock = self._lock, None
        if lock is not None:
            with suppress(OSError):
                self._owner.unlink(missing_ok=True)
            with suppress(OSError), lock:
                unlock_file(lock.fileno())


def claim(folder: Path, name: str) -> Claim:
    """Hold the draft ``name`` by a lock file in ``folder``. What a crashed window left behind is taken over.

    A folder that cannot be written is no error here: saving reports it.

    :raises DraftInUse: another window has it, of this process or of another.
    """
    owner = folder / f"{name}.owner"
    try:
        make_private_folder(folder)
        # The file stays when the lock is gone: a window that has it open already must meet the same one.
        lock = FileIO(folder / f"{name}.lock", "r+", opener=_create)
    except (OSError, NotSaved):
        return Claim(name, None, owner)
    try:
        lock_file(lock.fileno())
    except OSError as error:
        lock.close()
        if error.errno in LOCK_TAKEN:
            raise DraftInUse(name, _read(owner)) from None
        # The folder can be written and knows no locks (ENOSYS, ENOLCK, EOPNOTSUPP, on Windows EINVAL).
        return Claim(name, None, owner, unlocked=True)
    _tell(owner)
    return Claim(name, lock, owner)


def _create(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_CREAT, PRIVATE_FILE)


def _tell(path: Path) -> None:
    """Write down who we are; a full disk only makes the message to the other window shorter."""
    told = {"process": os.getpid(), "since": datetime.now().replace(microsecond=0), "machine": platform.node()}
    with suppress(OSError):
        path.write_text(tomli_w.dumps(told), encoding="utf-8")
        path.chmod(PRIVATE_FILE)


def _read(path: Path) -> Owner | None:
    try:
        told = tomllib.loads(read_regular(path, _LONGEST_NOTE)[:_LONGEST_NOTE].decode("utf-8"))
    except (OSError, ValueError, RecursionError):
        return None
    process, since, machine = told.get("process"), told.get("since"), told.get("machine", "")
    if not isinstance(process, int) or not isinstance(since, datetime):
        return None
    return Owner(process, since, "" if machine == platform.node() else str(machine))


def _described(owner: Owner | None) -> str:
    if owner is None:
        return ""
    where = DRAFTS.say("in_use.machine", machine=owner.machine) if owner.machine else ""
    return DRAFTS.say("in_use.owner", where=where, process=owner.process, since=owner.since)
