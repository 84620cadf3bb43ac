"""Many who make a draft at the same time: each has one of its own, whoever was first."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier, BrokenBarrierError, Thread

import pytest

from assistant.drafts import Draft, DraftStore, NotSaved, RecycleBin
from assistant.drafts.history import set_aside
from assistant.drafts.lock import Claim
from assistant.report import Report, read, with_answer
from assistant.session.draft_writer import DraftWriter
from tests.test_cli import ROOT

MANY, ROUNDS = 8, 6
PATIENCE = 30.0
"""Seconds after which a test gives up waiting; never how long it takes."""


def numbered(number: int) -> Draft:
    """A draft of one office, told from the others by a count."""
    report = with_answer(Report(), "agency.name", "清河镇人民政府")
    return Draft(with_answer(report, "overview.trainings", number))


def at_once(work: Callable[[int], object]) -> None:
    """Do ``work`` for many numbers, several at the same moment."""
    start = Barrier(MANY)

    def repeated(worker: int) -> None:
        try:
            for number in range(ROUNDS):
                start.wait()
                work(worker * ROUNDS + number)
        except Exception:
            start.abort()
            raise

    with ThreadPoolExecutor(MANY) as pool:
        failures = [done.exception() for done in [pool.submit(repeated, worker) for worker in range(MANY)]]
    for failure in failures:
        if failure is not None and not isinstance(failure, BrokenBarrierError):
            raise failure


def written(writer: DraftWriter, draft: Draft) -> None:
    try:
        writer.write(writer.request(draft))
    finally:
        writer.release()


CREATIONS: dict[str, Callable[[Draft], object]] = {
    "save": lambda draft: DraftStore().save(draft),
    "add": lambda draft: DraftStore().add(draft),
    "window": lambda draft: written(DraftWriter(DraftStore(), draft, None), draft),
}


@pytest.mark.parametrize("create", CREATIONS.values(), ids=list(CREATIONS))
@pytest.mark.parametrize("locks", [True, False], ids=["locks", "no locks"])
def test_each_new_draft_has_a_name_of_its_own(create: Callable[[Draft], object], locks: bool, data_home: Path) -> None:
    if not locks:
        # A file where the folder of the locks should be: nobody can lock anything.
        data_home.mkdir()
        (data_home / "locks").write_text("")
    at_once(lambda number: create(numbered(number)))
    store = DraftStore()
    drafts = [store.load(entry.name) for entry in store.list()]
    assert sorted(read(draft.report, "overview.trainings") for draft in drafts) == list(range(MANY * ROUNDS))


def test_eight_imports_at_once_are_eight_drafts(samples: Path) -> None:
    command = [sys.executable, "-m", "assistant", "import", str(samples / "yongle-2024.toml")]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    running = [
        subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(MANY)
    ]
    assert [process.wait() for process in running] == [0] * MANY
    assert len(DraftStore().list()) == MANY


def test_all_go_into_the_bin_and_come_back_at_once_without_locks(data_home: Path) -> None:
    store = DraftStore()
    names = [store.save(numbered(number)).name for number in range(MANY * ROUNDS)]
    at_once(lambda number: RecycleBin(DraftStore()).throw_away(names[number]))
    thrown = list(RecycleBin(store).list())
    assert len(thrown) == MANY * ROUNDS and not store.list()
    at_once(lambda number: RecycleBin(DraftStore()).restore(thrown[number]))
    drafts = [store.load(entry.name) for entry in store.list()]
    assert sorted(read(draft.report, "overview.trainings") for draft in drafts) == list(range(MANY * ROUNDS))


def test_copies_that_are_set_aside_at_once_are_all_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(1, "no second names here")

    files = [tmp_path / str(number) / "草稿.toml" for number in range(MANY * ROUNDS)]
    for number, file in enumerate(files):
        file.parent.mkdir()
        file.write_text(str(number))
    monkeypatch.setattr(os, "link", refuse)
    at_once(lambda number: set_aside(files[number], tmp_path / "kept", "手改", ".toml"))
    assert sorted(int(kept.read_text()) for kept in (tmp_path / "kept").iterdir()) == list(range(MANY * ROUNDS))


def test_a_draft_that_was_never_written_does_not_replace_one_of_its_name() -> None:
    store = DraftStore()
    first = store.save(numbered(1))
    with pytest.raises(NotSaved) as error:
        store.save(numbered(2).changed(name=first.name))
    assert error.value.sentence().endswith("。")
    assert store.load(first.name).report == first.report


def test_a_name_that_a_broken_link_has_is_not_free(tmp_path: Path) -> None:
    store = DraftStore()
    store.folder.mkdir(parents=True)
    link = store.path("清河镇人民政府")
    try:
        link.symlink_to(tmp_path / "没有")
    except OSError:
        pytest.skip("no links here")
    assert store.save(numbered(1)).name == "清河镇人民政府-2"
    assert link.is_symlink() and not (tmp_path / "没有").exists()


def test_a_signal_in_the_midst_of_a_rename_saves(data_home: Path) -> None:
    class Interrupted(DraftStore):
        def rename(self, name: str, report: Report) -> Claim:
            writer.write(writer.request(numbered(2)))  # what the handler does, in this very thread
            return super().rename(name, report)

    store = Interrupted()
    writer = DraftWriter(store, numbered(1), None)
    writer.write(writer.request(numbered(1)))
    renamed = with_answer(Report(), "agency.name", "柳林镇人民政府")
    work = Thread(target=lambda: writer.rename(renamed), daemon=True)
    work.start()
    work.join(PATIENCE)
    assert not work.is_alive(), "it waits for itself"
    writer.release()
    assert read(store.load(writer.name).report, "overview.trainings") == 2 and "柳林镇" in writer.name
