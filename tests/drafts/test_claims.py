"""One window at a time works on a draft; what a crashed one left behind is taken over."""

from __future__ import annotations

import errno
import subprocess
import sys
from pathlib import Path

import filelock
import pytest

from assistant.drafts import Draft, DraftInUse, DraftStore
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
        store.trash(name)
    assert store.path(name).is_file()
    held.release()
    store.trash(name)


def test_two_new_drafts_of_one_agency_get_two_names() -> None:
    store, report = DraftStore(), with_answer(Report(), "agency.name", "清河镇人民政府")
    first, second = store.claim_new(report), DraftStore().claim_new(report)
    assert {first.name, second.name} == {"清河镇人民政府", "清河镇人民政府-2"}
    first.release()
    second.release()


@pytest.mark.parametrize("code", [errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP])
def test_a_folder_without_locks_is_worked_in_all_the_same(monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    store = DraftStore()
    name = saved(store)

    def no_locks(*_: object) -> bool:
        raise OSError(code, "no locks")

    fcntl = pytest.importorskip("fcntl")
    monkeypatch.setattr(fcntl, "flock", no_locks)
    held = store.claim(name)
    assert held.unlocked
    assert not list((store.home / "locks").glob("*.owner"))
    held.release()
    monkeypatch.undo()
    store.claim(name).release()


def test_a_folder_that_cannot_be_written_hinders_nobody(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("a file where the folder should be")
    held = DraftStore(tmp_path / "file").claim("清河镇")
    assert not held.unlocked
    held.release()


def test_locks_know_no_other_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filelock.FileLock, "acquire", lambda *_, **__: (_ for _ in ()).throw(NotImplementedError))
    assert DraftStore().claim("清河镇").unlocked


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
