"""The versions of one draft: a copy of each state of the work, numbered, the present one included.

Because the present one is among them, a draft file that is damaged from outside loses no answer.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from functools import lru_cache
from itertools import count, zip_longest
from pathlib import Path

from assistant.drafts.draft import MAX_DRAFT_BYTES, DamagedDraft, Draft, Revision, parse, trail_in, work_text
from assistant.files import PRIVATE_FILE, NotSaved, make_private_folder, read_regular, write_private

HISTORY_KEPT = 200
_LEAST_KEPT = 20
_KEPT_BYTES = 20_000_000
"""What one draft's history may take; ordinary drafts (10 kB) never come near it."""

SUFFIX = ".toml"
_PRESENT, _EXPORTED = "present-", "exported-"


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
        """The step that was the draft's when it was last written; 0 when nothing is kept.

        Folders of earlier programs have no mark: there the file that was written last is meant.
        """
        numbers = self.numbers()
        marked = {int(mark.removeprefix(_PRESENT)) for mark in self._marks()} & set(numbers)
        kept = {number: _written(self.path(number)) for number in marked or numbers}
        return max(kept, key=lambda number: (kept[number], number), default=0)

    def stand_at(self, number: int) -> None:
        """Mark a step as the draft's present one, by a name: times would follow a clock that was set back."""
        mark = self.folder / f"{_PRESENT}{number:06d}"
        with suppress(OSError):
            first, *others = self._marks() or [""]
            if first:
                (self.folder / first).rename(mark)
            else:
                mark.touch(PRIVATE_FILE)
            for other in others:
                (self.folder / other).unlink()

    def _marks(self) -> list[str]:
        try:
            names = os.listdir(self.folder)  # noqa: PTH208 - as in numbers()
        except OSError:
            return []
        return sorted(name for name in names if name.startswith(_PRESENT) and name[len(_PRESENT) :].isdecimal())

    def mark_exported(self, number: int) -> None:
        """Remember by a name that the report was written to a file from a step; only the last time is remembered."""
        with suppress(OSError):
            for other in self.folder.glob(f"{_EXPORTED}*"):
                other.unlink()
            (self.folder / f"{_EXPORTED}{number:06d}").touch(PRIVATE_FILE)

    def exported(self) -> int:
        """The step from which the report was last written to a file; 0 when it never was."""
        names: list[str] = []
        with suppress(OSError):
            names = [path.name.removeprefix(_EXPORTED) for path in self.folder.glob(f"{_EXPORTED}*")]
        return max((int(name) for name in names if name.isascii() and name.isdigit()), default=0)

    def record(self, number: int, text: str) -> None:
        """Keep ``text`` as a step. It is a copy of a durable file, so that the disk is not made to hurry for it,
        and when it refuses the draft is safe all the same."""
        with suppress(NotSaved):
            write_private(self.path(number), text, durable=False)

    def prune(self, present: Revision, size: int) -> None:
        """Drop what is farthest from the present state where more is kept than is promised.

        Dropped first are states to which neither undo nor redo leads, the oldest of them first, then the ends of the
        way back and of the way on. The highest number stays, so that no number is given twice.

        :param size: of a version, in characters.
        """
        numbers = self.numbers()
        most = min(HISTORY_KEPT, max(_LEAST_KEPT, _KEPT_BYTES // max(size, 1)))
        if len(numbers) <= most:
            return
        near = list(dict.fromkeys(self._near(present, numbers)))
        exported = {self.exported()} & set(numbers)
        wanted = dict.fromkeys((*near[:_LEAST_KEPT], numbers[0], *exported, *near, *numbers))
        for dropped in list(wanted)[most:]:
            with suppress(OSError):
                self.path(dropped).unlink()

    def _near(self, present: Revision, numbers: list[int]) -> Iterator[int]:
        """The kept steps to which undo and redo lead from the present one, the nearest first."""
        kept = set(numbers)
        back, on = self._back(present, numbers), iter(present.undone)
        yield from {present.step} & kept
        for steps in zip_longest(back, on):
            yield from (step for step in steps if step in kept)

    def _back(self, present: Revision, numbers: list[int]) -> Iterator[int]:
        """The kept steps to which undo leads, one after the other."""
        wanted = present.before
        for number in numbers:
            if number > wanted:
                continue
            yield number
            # Versions of earlier programs do not tell what came before: they were made in the order of their numbers.
            wanted = min(_trail(self.path(number)).before or number - 1, number - 1)

    def holds(self, number: int, text: str) -> bool:
        """Whether the work of ``text`` is kept as that step."""
        try:
            kept = _text(self.path(number))
            return kept == text or work_text(kept) == work_text(text)
        except (OSError, UnicodeDecodeError):
            return False

    def draft(self, number: int) -> Draft | None:
        """The draft kept as that step; None when there is none or it cannot be opened any more."""
        path = self.path(number)
        try:
            draft = parse(_text(path), path.stem)
            return draft.changed(saved_at=datetime.fromtimestamp(path.stat().st_mtime))
        except (OSError, UnicodeDecodeError, DamagedDraft):
            return None


def _text(path: Path) -> str:
    """:raises OSError: it cannot be read. :raises UnicodeDecodeError: it is no text."""
    return read_regular(path, MAX_DRAFT_BYTES)[:MAX_DRAFT_BYTES].decode("utf-8")


def _trail(path: Path) -> Revision:
    """The revision that a version tells."""
    return _trail_at(str(path), _written(path))


@lru_cache(maxsize=4 * HISTORY_KEPT)
def _trail_at(path: str, _: int) -> Revision:
    try:
        return trail_in(_text(Path(path)))
    except (OSError, UnicodeDecodeError):
        return Revision()


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
    for number in count(1):
        target = folder / (f"{stem}{suffix}" if number == 1 else f"{stem}-{number}{suffix}")
        with suppress(FileExistsError):
            _copy_new(path, target)
            return target
    raise AssertionError


def _copy_new(path: Path, target: Path) -> None:
    """:raises FileExistsError: something is at ``target``. :raises NotSaved: as :func:`set_aside`."""
    try:
        # A second name for the same bytes needs no room on a full disk; not every file system has that.
        os.link(path, target)
    except FileExistsError:
        raise
    except OSError:
        created = False
        try:
            with open(target, "xb", opener=_private) as copy, path.open("rb") as original:
                created = True
                shutil.copyfileobj(original, copy)
        except FileExistsError:
            raise
        except OSError as error:
            if created:
                with suppress(OSError):
                    target.unlink()
            raise NotSaved.at(path, error) from error


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, PRIVATE_FILE)
