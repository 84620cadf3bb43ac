"""The recycle bin: a draft comes back byte by byte with its history, over nobody else's, within thirty days."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from assistant.drafts import BinError, Draft, DraftInUse, DraftStore, NoSuchDraft, RecycleBin, ThrownAway, recycle_bin
from assistant.report import Report, with_answer

TOWN = "清河镇人民政府"


def named(name: str = TOWN) -> Report:
    return with_answer(Report(), "agency.name", name)


def worked_on(store: DraftStore, name: str = TOWN, steps: int = 3) -> str:
    """A draft with so many versions behind it."""
    draft = store.add(Draft(named(name)))
    for trainings in range(steps):
        draft = store.save(draft.changed(report=with_answer(draft.report, "overview.trainings", trainings)))
    return draft.name


def thrown_long_ago(store: DraftStore, days: int, name: str = TOWN) -> ThrownAway:
    """A draft that was thrown away so many days ago."""
    own = worked_on(store, name)
    long_ago = datetime.now() - timedelta(days=days)
    os.utime(store.path(own), (long_ago.timestamp(),) * 2)
    thrown = RecycleBin(store).throw_away(own)
    older = thrown.path.with_stem(f"{own}-{long_ago:%Y%m%d-%H%M%S-%f}")
    thrown.path.rename(older)
    thrown.history.rename(older.with_suffix(""))
    return next(found for found in RecycleBin(store).list() if found.path == older)


def files(folder: Path) -> dict[str, bytes]:
    """Everything below ``folder`` that is the clerk's."""
    found = sorted(path for path in folder.rglob("*") if path.is_file() and path.parent.name != "locks")
    return {str(path.relative_to(folder)): path.read_bytes() for path in found if not path.name.startswith(".")}


@pytest.mark.parametrize("steps", [0, 1, 7])
@pytest.mark.parametrize("name", [TOWN, "A-20250101-010203-000001", "甲-2", "名" * 50])
def test_what_is_thrown_away_comes_back_the_same_with_the_same_history(name: str, steps: int, data_home: Path) -> None:
    store = DraftStore()
    own, other = worked_on(store, name, steps), worked_on(store, "石桥街道办事处")
    before = files(data_home)
    thrown = RecycleBin(store).throw_away(own)
    assert thrown.name == own
    assert [entry.name for entry in store.list()] == [other]
    assert [found.name for found in RecycleBin(DraftStore()).list()] == [own]
    assert RecycleBin(DraftStore()).restore(thrown) == own
    assert files(data_home) == before
    assert RecycleBin(store).list() == []


def test_a_damaged_draft_and_one_without_history_come_back_the_same_too(data_home: Path) -> None:
    store = DraftStore()
    store.folder.mkdir(parents=True)
    store.path("坏的").write_bytes(b"schema = 1\n[agency\n\xff")
    before = files(data_home)
    bin_ = RecycleBin(store)
    thrown = bin_.throw_away("坏的")
    assert bin_.summary(thrown).problem and bin_.summary(thrown).name == "坏的"
    assert bin_.restore(thrown) == "坏的"
    assert files(data_home) == before


def test_restoring_never_overwrites_a_namesake_on_disk_or_only_begun_in_another_window(data_home: Path) -> None:
    store = DraftStore()
    thrown = [RecycleBin(store).throw_away(worked_on(store)) for _ in range(2)]
    namesake = worked_on(store, steps=1)
    assert namesake == TOWN
    kept = files(data_home / "drafts"), files(store.versions(namesake).folder)
    held = store.claim_new(named())
    assert held.name == f"{TOWN}-2"
    assert [RecycleBin(DraftStore()).restore(one) for one in thrown] == [f"{TOWN}-3", f"{TOWN}-4"]
    held.release()
    assert files(data_home / "drafts").items() > kept[0].items()
    assert files(store.versions(namesake).folder) == kept[1]
    assert store.versions(f"{TOWN}-3").numbers() == [4, 3, 2, 1]


def test_a_draft_that_is_open_stays_and_one_that_is_gone_is_said_so() -> None:
    store = DraftStore()
    own = worked_on(store)
    held = store.claim(own)
    with pytest.raises(DraftInUse, match="另一个窗口"):
        RecycleBin(DraftStore()).throw_away(own)
    held.release()
    assert store.path(own).is_file() and RecycleBin(store).list() == []
    thrown = RecycleBin(store).throw_away(own)
    with pytest.raises(BinError, match="已经不在草稿里"):
        RecycleBin(store).throw_away(own)
    RecycleBin(store).restore(thrown)
    with pytest.raises(BinError, match="已经不在回收站里"):
        RecycleBin(store).restore(thrown)


MOVES = """
import sys
from assistant.drafts import DraftStore, RecycleBin
from assistant.errors import NianbaoError
store = DraftStore()
bin_ = RecycleBin(store)
print("ready", flush=True)
sys.stdin.readline()
for turn in range(60):
    for name in [entry.name for entry in store.list()]:
        try:
            bin_.throw_away(name)
        except NianbaoError:
            pass
    for thrown in bin_.list():
        try:
            bin_.restore(thrown)
        except NianbaoError:
            pass
"""


def test_windows_that_throw_away_and_restore_at_once_lose_and_double_nothing(data_home: Path) -> None:
    store = DraftStore()
    for number, name in enumerate(("甲镇", "乙镇", "丙镇")):
        worked_on(store, name, number)
    work, histories = _contents(data_home)
    command = [sys.executable, "-c", MOVES]
    windows = [subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    for window in windows:
        assert window.stdout is not None and window.stdout.readline() == "ready\n"
    for window in windows:
        assert window.stdin is not None
        window.stdin.write("go\n")
        window.stdin.flush()
    for window in windows:
        window.communicate()
        assert window.returncode == 0
    for thrown in RecycleBin(store).list():
        RecycleBin(store).restore(thrown)
    assert _contents(data_home) == (work, histories)


def _contents(home: Path) -> tuple[list[bytes], list[list[bytes]]]:
    """The drafts, and the versions of each, whatever their names are by now."""
    store = DraftStore(home)
    names = [path.stem for path in store.folder.iterdir()]
    drafts = sorted(store.path(name).read_bytes() for name in names)
    return drafts, sorted(list(files(store.versions(name).folder).values()) for name in names)


def test_a_throw_cut_short_between_file_and_history_is_finished(data_home: Path) -> None:
    store = DraftStore()
    own = worked_on(store)
    before = files(data_home)
    thrown = RecycleBin(store).throw_away(own)
    thrown.history.rename(store.versions(own).folder)
    assert RecycleBin(store).restore(thrown) == own
    assert files(data_home) == before


@pytest.mark.parametrize("out", [False, True], ids=["throwing away", "restoring"])
def test_a_history_that_does_not_move_keeps_the_draft_where_it_was(
    out: bool, data_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = DraftStore()
    own = worked_on(store)
    thrown = RecycleBin(store).throw_away(own) if out else None
    before = files(data_home)
    rename = Path.rename

    def stuck(self: Path, target: Path) -> Path:
        if self.is_dir():
            raise PermissionError(13, "held open by another program")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", stuck)
    with pytest.raises(BinError, match="没有权限"):
        RecycleBin(store).restore(thrown) if thrown is not None else RecycleBin(store).throw_away(own)
    assert files(data_home) == before


def test_thirty_days_and_no_longer(data_home: Path) -> None:
    store = DraftStore()
    kept = thrown_long_ago(store, 30)
    gone = thrown_long_ago(store, 31, "石桥街道办事处")
    today = date.today()
    assert (kept.days_left(today), gone.days_left(today)) == (0, -1)
    foreign = data_home / "trash" / "我自己放的.toml"
    foreign.write_text("", encoding="utf-8")
    assert RecycleBin(store).sweep() == 1
    assert [thrown.name for thrown in RecycleBin(store).list()] == [kept.name]
    assert not gone.history.exists() and kept.history.is_dir()
    assert foreign.exists()
    assert RecycleBin(store).sweep(datetime.now() + timedelta(days=1)) == 1
    assert RecycleBin(store).list() == []


def test_a_clock_that_was_wrong_when_it_was_thrown_away_does_not_shorten_the_thirty_days() -> None:
    store = DraftStore()
    thrown = thrown_long_ago(store, 9000)
    os.utime(thrown.path)
    (found,) = RecycleBin(store).list()
    assert found.days_left(date.today()) == 30
    assert RecycleBin(store).sweep() == 0
    assert found.days_left(date.today() - timedelta(days=400)) == 30


def test_what_an_interrupted_removal_left_goes_with_a_later_sweep() -> None:
    store = DraftStore()
    old, young = thrown_long_ago(store, 31), RecycleBin(store).throw_away(worked_on(store, "石桥街道办事处"))
    old.path.unlink()
    young.path.unlink()
    assert RecycleBin(store).sweep() == 0
    assert not old.history.exists() and young.history.is_dir()


def test_removing_takes_what_was_named_and_nothing_else() -> None:
    store = DraftStore()
    bin_ = RecycleBin(store)
    first, second = (bin_.throw_away(worked_on(store, name)) for name in ("甲镇", "乙镇"))
    bin_.remove([first])
    assert bin_.list() == [second]
    assert not first.history.exists() and second.history.is_dir()
    with pytest.raises(BinError, match="已经不在回收站里"):
        bin_.restore(first)


def test_a_draft_is_found_by_name_agency_year_or_id_and_ambiguity_is_said() -> None:
    store = DraftStore()
    bin_ = RecycleBin(store)
    with pytest.raises(NoSuchDraft, match="回收站是空的"):
        bin_.called(TOWN)
    first = bin_.throw_away(store.add(Draft(with_answer(named(), "agency.year", 2023))).name)
    for name in (TOWN, "清河", f"{TOWN}2023", first.id):
        assert bin_.called(name) == first
    second = bin_.throw_away(store.add(Draft(with_answer(named(), "agency.year", 2024))).name)
    assert bin_.called(f"{TOWN}2023") == first
    assert bin_.called(second.id) == second
    with pytest.raises(NoSuchDraft, match=f"2份.*{first.id}"):
        bin_.called(TOWN)
    for name in ("乌有镇", ""):
        with pytest.raises(NoSuchDraft, match="回收站里没有叫"):
            bin_.called(name)


def test_a_bin_in_use_by_another_window_is_waited_for_and_then_said(monkeypatch: pytest.MonkeyPatch) -> None:
    store = DraftStore()
    own = worked_on(store)
    thrown = RecycleBin(store).throw_away(own)
    monkeypatch.setattr(recycle_bin, "_PATIENCE", 0.0)
    with RecycleBin(DraftStore())._alone(), pytest.raises(BinError, match="另一个窗口正在用回收站"):
        RecycleBin(store).restore(thrown)
    assert RecycleBin(store).restore(thrown) == own


def test_a_new_draft_does_not_take_a_name_that_another_window_saves_at_the_same_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    store = DraftStore()
    claim = DraftStore.claim
    saved: list[str] = []

    def slow(self: DraftStore, name: str) -> object:
        if not saved:
            saved.append(DraftStore().save(Draft(named())).name)
        return claim(self, name)

    monkeypatch.setattr(DraftStore, "claim", slow)
    assert (store.add(Draft(named())).name, saved) == (f"{TOWN}-2", [TOWN])
