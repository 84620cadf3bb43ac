"""What can be done about a draft that cannot be opened."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from assistant.drafts.draft import (
    MAX_DRAFT_BYTES,
    DamagedDraft,
    Draft,
    NewerDraft,
    dump,
    readable_text,
    trail_in,
    work_text,
)
from assistant.drafts.history import set_aside
from assistant.drafts.store import BESIDE, DAMAGED, DraftStore
from assistant.errors import NianbaoError
from assistant.files import read_regular, write_private
from assistant.interview import Interview, Script, load_script
from assistant.texts import DRAFTS

_LINES = 40
_COMPARED = 300_000
"""Characters of a file that is held against its version line by line; the time grows faster than the text."""


@dataclass(frozen=True)
class Rescue:
    """A draft that cannot be opened, and the newest version of it that can.

    ``error`` says what is wrong; ``newer``: a later program wrote it, nothing is to be mended;
    ``version`` is None when no kept version can be opened; ``answered`` of ``total`` questions have
    an answer in it; ``lines`` are the lines of the file in which the two differ, ``-`` before those of
    the damaged file, ``+`` before those of the version, empty when the file is no text.
    """

    name: str
    path: Path
    error: NianbaoError
    version: Draft | None = None
    answered: int = 0
    total: int = 0
    lines: tuple[str, ...] = ()

    @property
    def newer(self) -> bool:
        return isinstance(self.error, NewerDraft)


def look_into(store: DraftStore, name: str, script: Script | None = None) -> Rescue | None:
    """What is wrong with a draft and what could stand in for it; None when it opens."""
    path = store.path(name)
    try:
        store.load(name)
    except NianbaoError as error:
        found = Rescue(name, path, error)
    else:
        return None
    if not isinstance(found.error, DamagedDraft) or found.newer:
        return found
    text = _text(path)
    version = store.version(name, trail_in(text).step or store.versions(name).latest())
    if version is None:
        return found
    progress = Interview(script or load_script(), version.report, today=date.today()).progress
    lines = _differing(text, dump(version)) if 0 < len(text) <= _COMPARED else ()
    return Rescue(name, path, found.error, version, progress.answered, progress.total, lines)


def open_or_tell(store: DraftStore, name: str | None) -> Draft:
    """The draft that ``name`` means, as :meth:`DraftStore.find`; the error of a damaged one tells how to restore it."""
    found = store.called(name)
    rescue = look_into(store, found)
    if rescue is None:
        return store.load(found)
    version = rescue.version
    if version is None or version.saved_at is None:
        raise rescue.error
    hint = DRAFTS.say("damaged.recoverable", when=version.saved_at, answered=rescue.answered, total=rescue.total)
    raise DamagedDraft(rescue.error.message, hint)


def recover(store: DraftStore, rescue: Rescue) -> tuple[Draft, Path]:
    """Put the good version in the place of the damaged file; the draft, and where the damaged file is kept.

    :raises ValueError: there is no good version. :raises DraftInUse: another window has the draft.
    :raises NotSaved: the disk did not take it; the damaged file stands where it stood.
    """
    if rescue.version is None:
        raise ValueError(rescue.name)
    held = store.claim(rescue.name)
    try:
        text = readable_text(rescue.version)
        kept = set_aside(rescue.path, rescue.path.parent, DAMAGED, BESIDE)
        write_private(rescue.path, text)
    finally:
        held.release()
    return store.load(rescue.name), kept


def _text(path: Path) -> str:
    try:
        data = read_regular(path, MAX_DRAFT_BYTES)
        return "" if len(data) > MAX_DRAFT_BYTES else data.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return ""


def _differing(damaged: str, version: str) -> tuple[str, ...]:
    """The lines of the work in which two files differ, as ``- …`` and ``+ …``, forty at most."""
    found = difflib.unified_diff(work_text(damaged).split("\n"), work_text(version).split("\n"), n=0, lineterm="")
    lines = [f"{line[0]} {line[1:]}" for line in list(found)[2:] if line[:1] in "+-" and line[1:].strip()]
    return tuple(lines[:_LINES])
