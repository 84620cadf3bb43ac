"""The power goes at any moment of a save: a disk that keeps only what it was told to keep has the old draft or the new.

The strictest disk that POSIX allows: of a file it keeps the content of its last fsync, of a folder the names
of its last fsync, and a rename may reach it earlier. Every fsync and every rename of the process is watched.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assistant.drafts import DraftStore, read_draft
from assistant.drafts.draft import parse
from assistant.report import with_answer
from tests.samples import finished_samples


class StrictDisk:
    """What would be there after a power cut, and a question that is asked at every moment it changes."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, ask: Callable[[StrictDisk], None]) -> None:
        self._contents: dict[int, bytes] = {}
        self._names: dict[str, dict[str, int]] = {}
        self._renamed: dict[Path, int] = {}
        self._ask = ask
        self._fsync, self._replace = os.fsync, os.replace
        self.moments = 0
        monkeypatch.setattr(os, "fsync", self.fsync)
        monkeypatch.setattr(os, "replace", self.replace)

    def contents(self, path: Path) -> list[bytes | None]:
        """What may stand at ``path``: nothing (None), or what was synced of the file of that name (b"" for none).

        One thing when it is certain; two while a rename is on its way to the disk.
        """
        inodes = [self._names.get(str(path.parent), {}).get(path.name)]
        inodes += [self._renamed[path]] if path in self._renamed else []
        return [None if inode is None else self._contents.get(inode, b"") for inode in inodes]

    def has_folder(self, path: Path) -> bool:
        return path.name in self._names.get(str(path.parent), {})

    def fsync(self, handle: int) -> None:
        self._fsync(handle)
        place = Path(f"/proc/self/fd/{handle}").resolve()
        if place.is_dir():
            self._names[str(place)] = {entry.name: entry.inode() for entry in os.scandir(place)}
            self._renamed = {path: inode for path, inode in self._renamed.items() if path.parent != place}
        else:
            state = os.fstat(handle)
            self._contents[state.st_ino] = os.pread(handle, state.st_size, 0)
        self._moment()

    def replace(self, source: Any, target: Any, **options: Any) -> None:
        source, target = Path(source), Path(target)
        self._replace(source, target, **options)
        self._renamed[target] = target.stat().st_ino
        self._moment()

    def _moment(self) -> None:
        self.moments += 1
        self._ask(self)


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="looks at open files through /proc")
def test_the_old_draft_or_the_new_at_every_moment(data_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = DraftStore(data_home)
    draft = read_draft(finished_samples() / "yongle-2024.toml").changed(name="一份", saved_at=None)
    path = store.path("一份")
    allowed: list[int | None] = [None]

    def trainings(kept: bytes | None) -> int | None:
        return None if kept is None else parse(kept.decode("utf-8"), "一份").report.overview.trainings

    def ask(disk: StrictDisk) -> None:
        assert set(map(trainings, disk.contents(path))) <= set(allowed)

    disk = StrictDisk(monkeypatch, ask)
    for count in (3, 14, 15):
        allowed.append(count)
        draft = store.save(draft.changed(report=with_answer(draft.report, "overview.trainings", count)))
        allowed[:] = [count]
        assert list(map(trainings, disk.contents(path))) == [count], "saved, but not certain to be there"
    assert disk.moments >= 9
    for folder in (path.parent, data_home):
        assert disk.has_folder(folder), f"{folder} itself would be gone"


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="looks at open files through /proc")
def test_the_disk_of_this_test_loses_what_is_not_synced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    disk = StrictDisk(monkeypatch, lambda _: None)
    temporary, path = tmp_path / "new", tmp_path / "draft"
    temporary.write_text("half", encoding="utf-8")
    os.replace(temporary, path)  # noqa: PTH105 - the very call that is watched
    assert disk.contents(path) == [None, b""]
