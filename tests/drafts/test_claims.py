"""One window at a time works on a draft; what a crashed one left behind is taken over."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from assistant.drafts import Draft, DraftInUse, DraftStore, RecycleBin
from assistant.errors import NianbaoError
from assistant.report import Report, with_answer

HOLDS = """
import sys
from assistant.drafts import DraftStore
held = DraftStore().claim(sys.argv[1])
print("held", flush=True)
sys.stdin.read()
"""


def other_window(name: str) -> subprocess.Popen[str]:
    """Another process that holds the draft until it is killed."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDS, name], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None and process.stdout.readline() == "held\n"
    return process


def saved(store: DraftStore) -> str:
    return store.save(Draft(with_answer(Report(), "agency.name", "清河镇人民政府"))).name


def test_a_second_window_is_told_who_has_the_draft_and_a_killed_one_is_forgotten() -> None:
    store = DraftStore()
    name = saved(store)
    process = other_window(name)
    try:
        with pytest.raises(DraftInUse) as error:
            store.claim(name)
        assert error.value.owner is not None and error.value.owner.process == process.pid
        assert error.value.owner.machine == ""
        assert str(process.pid) in error.value.sentence() and "起" in error.value.sentence()
    finally:
        process.kill()
        process.communicate()
    store.claim(name).release()


def test_two_windows_of_one_process_keep_each_other_out() -> None:
    store = DraftStore()
    name = saved(store)
    held = store.claim(name)
    with pytest.raises(DraftInUse):
        DraftStore().claim(name)
    held.release()
    held.release()
    DraftStore().claim(name).release()


def test_no_user_and_no_machine_is_named_in_a_draft_and_an_owner_elsewhere_is() -> None:
    store = DraftStore()
    name = saved(store)
    held = store.claim(name)
    owner = store.home / "locks" / f"{name}.owner"
    assert {line.split(" = ")[0] for line in owner.read_text(encoding="utf-8").splitlines()} == {
        "process", "since", "machine",
    }  # fmt: skip
    owner.write_text('process = 7\nsince = 2026-01-12T09:30:00\nmachine = "别处"\n', encoding="utf-8")
    with pytest.raises(DraftInUse, match="“别处”上的进程 7，01月12日 09:30 起"):
        store.claim(name)
    owner.write_text("nonsense = [", encoding="utf-8")
    with pytest.raises(DraftInUse) as error:
        store.claim(name)
    assert error.value.owner is None
    held.release()
    assert not owner.exists()


def test_an_open_draft_is_not_thrown_away() -> None:
    store = DraftStore()
    name = saved(store)
    held = store.claim(name)
    with pytest.raises(DraftInUse, match="正在另一个窗口里编辑"):
        RecycleBin(store).throw_away(name)
    assert store.path(name).is_file()
    held.release()
    RecycleBin(store).throw_away(name)


def test_two_new_drafts_of_one_agency_get_two_names() -> None:
    store, report = DraftStore(), with_answer(Report(), "agency.name", "清河镇人民政府")
    first, second = store.claim_new(report), DraftStore().claim_new(report)
    assert {first.name, second.name} == {"清河镇人民政府", "清河镇人民政府-2"}
    first.release()
    second.release()


NO_LOCKS = [errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.ENOTSUP, errno.EINVAL, errno.EIO]


def answering(code: int) -> Callable[..., None]:
    """A call of the system that fails with ``code``."""

    def fail(*_: object) -> None:
        raise OSError(code, os.strerror(code))

    return fail


@pytest.mark.parametrize("code", NO_LOCKS)
def test_a_folder_without_locks_is_worked_in_all_the_same(monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    store = DraftStore()
    name = saved(store)
    monkeypatch.setattr(pytest.importorskip("fcntl"), "flock", answering(code))
    held = store.claim(name)
    assert held.unlocked
    assert not list((store.home / "locks").glob("*.owner"))
    held.release()
    monkeypatch.undo()
    store.claim(name).release()


@pytest.mark.parametrize("code", [errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES])
def test_every_way_of_the_system_to_say_taken_keeps_the_window_out(monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    monkeypatch.setattr(pytest.importorskip("fcntl"), "flock", answering(code))
    with pytest.raises(DraftInUse):
        DraftStore().claim("清河镇")


def windows(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The calls that Windows has for locks, over those of this system, and none of POSIX to be imported."""
    fcntl = pytest.importorskip("fcntl")
    flock, exclusive, undo = fcntl.flock, fcntl.LOCK_EX | fcntl.LOCK_NB, fcntl.LOCK_UN
    msvcrt = ModuleType("msvcrt")

    def locking(file: int, mode: int, count: int) -> None:
        assert os.lseek(file, 0, os.SEEK_CUR) == 0 and count == 1, "it locks from where the file stands"
        try:
            flock(file, {2: exclusive, 0: undo}[mode])
        except BlockingIOError:
            raise PermissionError(errno.EACCES, "Permission denied") from None

    msvcrt.locking, msvcrt.LK_NBLCK, msvcrt.LK_UNLCK = locking, 2, 0  # type: ignore[attr-defined]
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setitem(sys.modules, "msvcrt", msvcrt)
    monkeypatch.setitem(sys.modules, "fcntl", None)
    return msvcrt


def test_windows_keeps_a_second_window_out_and_lets_it_in_afterwards(monkeypatch: pytest.MonkeyPatch) -> None:
    windows(monkeypatch)
    held = DraftStore().claim("清河镇")
    with pytest.raises(DraftInUse, match=str(os.getpid())):
        DraftStore().claim("清河镇")
    held.release()
    DraftStore().claim("清河镇").release()


def test_windows_without_locks_is_worked_in_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(windows(monkeypatch), "locking", answering(errno.EINVAL))
    held = DraftStore().claim("清河镇")
    assert held.unlocked
    held.release()


def test_a_lock_is_private_and_holds_nothing() -> None:
    store = DraftStore()
    held = store.claim("清河镇")
    file = (store.home / "locks" / "清河镇.lock").stat()
    assert file.st_size == 0
    assert os.name == "nt" or stat.S_IMODE(file.st_mode) == 0o600
    held.release()


def test_a_folder_that_cannot_be_written_hinders_nobody(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("a file where the folder should be")
    held = DraftStore(tmp_path / "file").claim("清河镇")
    assert not held.unlocked
    held.release()


@pytest.mark.parametrize("code", [errno.EROFS, errno.EACCES, errno.ENOSPC])
def test_a_lock_file_that_cannot_be_made_hinders_nobody(monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    monkeypatch.setattr(os, "open", answering(code))
    held = DraftStore().claim("清河镇")
    assert not held.unlocked
    held.release()


def test_a_list_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    (tmp_path / "drafts").write_text("a file where the folder should be")
    with pytest.raises(NianbaoError, match="打不开存草稿的文件夹"):
        DraftStore(tmp_path).list()


def test_what_a_crash_in_the_middle_of_writing_left_is_swept_by_the_next_window() -> None:
    store = DraftStore()
    name = saved(store)
    other = store.create(Report(), f"{name}-2").name
    left = [store.folder / f".{name}-abcd_123.part", store.versions(name).folder / ".000007-abcd_123.part"]
    kept = [store.folder / f".{other}-abcd_123.part", store.folder / f".{name}.part", store.path(name)]
    for file in (*left, *kept[:2]):
        file.write_text("half", encoding="utf-8")
    store.claim(name).release()
    assert [file.exists() for file in (*left, *kept)] == [False, False, True, True, True]
