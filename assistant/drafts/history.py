"""The versions of one draft: a copy of each state of the work, numbered, the present one included.

Because the present one is among them, a draft file that is damaged from outside loses no answer.
"""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from assistant.drafts.draft import DamagedDraft, Draft, parse, work_text
from assistant.files import NotSaved, make_private_folder, write_private

HISTORY_KEPT = 200
_LEAST_KEPT = 20
_KEPT_BYTES = 20_000_000
"""What one draft's history may take; ordinary drafts (10 kB) never come near it."""

SUFFIX = ".toml"


class History:
    """The kept versions in ``folder``, ``000001.toml`` and on; the number is the step of the draft's revision."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def numbers(self) -> list[int]:
        """The steps that are kept, the newest first."""
        try:
            names = os.listdir(self.folder)  # noqa: PTH208 - every save looks here; paths are not needed
        except OSError:
            return []
        stems = (name.removesuffix(SUFFIX) for name in names if name.endswith(SUFFIX))
        return sorted((int(stem) for stem in stems if stem.isascii() and stem.isdigit()), reverse=True)

    def path(self, number: int) -> Path:
        """Where a step is kept, or would be."""
        return self.folder / f"{number:06d}{SUFFIX}"

    def latest(self) -> int:
        """The step that was the draft's when it was last written; 0 when nothing is kept."""
        kept = {number: _written(self.path(number)) for number in self.numbers()}
        return max(kept, key=lambda number: (kept[number], number), default=0)

    def touch(self, number: int) -> None:
        """Mark a step as the draft's present one."""
        with suppress(OSError):
            os.utime(self.path(number))

    def record(self, number: int, text: str) -> None:
        """Keep ``text`` as a step. It is a copy of a durable file, so that the disk is not made to hurry for it,
        and when it refuses the draft is safe all the same."""
        with suppress(NotSaved):
            write_private(self.path(number), text, durable=False)
        kept = self.numbers()
        most = min(HISTORY_KEPT, max(_LEAST_KEPT, _KEPT_BYTES // max(len(text), 1)))
        for old in kept[most:]:
            with suppress(OSError):
                self.path(old).unlink()

    def holds(self, number: int, text: str) -> bool:
        """Whether the work of ``text`` is kept as that step."""
        try:
            return work_text(self.path(number).read_bytes().decode("utf-8")) == work_text(text)
        except (OSError, UnicodeDecodeError):
            return False

    def draft(self, number: int) -> Draft | None:
        """The draft kept as that step; None when there is none or it cannot be opened any more."""
        path = self.path(number)
        try:
            draft = parse(path.read_bytes().decode("utf-8"), path.stem)
            return draft.changed(saved_at=datetime.fromtimestamp(path.stat().st_mtime))
        except (OSError, UnicodeDecodeError, DamagedDraft):
            return None


def _written(path: Path) -> int:
    """When a file was written, in nanoseconds; 0 when it is gone."""
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0


def set_aside(path: Path, folder: Path, word: str, suffix: str) -> Path:
    """Copy ``path`` byte by byte into ``folder`` under a new name that tells ``word`` and the time; the copy.

    :raises NotSaved: the disk does not take it, or the file cannot be read.
    """
    make_private_folder(folder)
    stem = f"{path.stem}.{word}-{datetime.now():%Y%m%d-%H%M%S}"
    target, number = folder / f"{stem}{suffix}", 2
    while target.exists():
        target, number = folder / f"{stem}-{number}{suffix}", number + 1
    try:
        # A second name for the same bytes needs no room on a full disk; not every file system has that.
        os.link(path, target)
    except OSError:
        try:
            shutil.copyfile(path, target)
            target.chmod(0o600)
        except OSError as error:
            with suppress(OSError):
                target.unlink(missing_ok=True)
            raise NotSaved.at(path, error) from error
    return target
