"""A draft that cannot be opened is never overwritten and never dropped; a good version can stand in for it."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.drafts import SCHEMA, ChangedElsewhere, DamagedDraft, Draft, DraftStore, NewerDraft, RecycleBin
from assistant.drafts.rescue import look_into, open_or_tell, recover
from assistant.report import Report, with_answer

HALF = b"schema = 1\n[agency\n"
DAMAGE = {
    "half": HALF,
    "empty": b"",
    "no text": b"\xff\xfe\x00\x01",
    "not a number": 'schema = 1\n[agency]\nname = "清河镇人民政府"\nyear = "去年"\n'.encode(),
    "unknown field": b'schema = 1\n[agency]\nboss = "x"\n',
    "endless": b"#" * 2_100_000,
}


def answered(store: DraftStore, count: int = 3) -> Draft:
    """A draft saved answer by answer."""
    report = with_answer(Report(), "agency.name", "清河镇人民政府")
    draft = store.save(Draft(with_answer(report, "overview.supervision_more", ["trainings"])))
    for trainings in range(count):
        draft = store.save(draft.changed(report=with_answer(draft.report, "overview.trainings", trainings)))
    return draft


def beside(store: DraftStore) -> list[Path]:
    return [path for path in store.folder.iterdir() if path.suffix != ".toml"]


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=list(DAMAGE))
def test_the_last_answer_is_restored_and_the_damaged_file_kept_byte_by_byte(damage: bytes) -> None:
    store = DraftStore()
    draft = answered(store)
    store.path(draft.name).write_bytes(damage)
    rescue = look_into(store, draft.name)
    assert rescue is not None and rescue.version is not None
    assert rescue.version.report == draft.report
    assert (rescue.answered, rescue.version.saved_at is not None) == (3, True)
    restored, kept = recover(store, rescue)
    assert restored.report == draft.report
    assert kept.read_bytes() == damage and "损坏" in kept.name
    assert [entry.name for entry in store.list()] == [draft.name]
    assert store.save(restored).work == draft.work


def test_a_clock_that_was_set_back_offers_no_older_version() -> None:
    store = DraftStore()
    draft = answered(store)
    history = store.versions(draft.name)
    for number in history.numbers()[1:]:
        os.utime(history.path(number), (4e9, 4e9 - number))
    store.path(draft.name).write_bytes(HALF)
    rescue = look_into(store, draft.name)
    assert rescue is not None and rescue.version is not None
    assert rescue.version.report == draft.report
    back = store.version(draft.name, history.numbers()[1])
    assert back is not None
    store.path(draft.name).unlink()
    store.save(back.changed(stored=""), over=True)
    store.path(draft.name).write_bytes(HALF)
    rescue = look_into(store, draft.name)
    assert rescue is not None and rescue.version is not None
    assert rescue.version.report == back.report, "the state that was gone back to, not the one with the highest number"


def test_the_differing_lines_are_told() -> None:
    store = DraftStore()
    draft = answered(store)
    path = store.path(draft.name)
    path.write_text(path.read_text(encoding="utf-8").replace("trainings = 2", "trainings = 二"), encoding="utf-8")
    rescue = look_into(store, draft.name)
    assert rescue is not None
    assert rescue.lines == ("- trainings = 二", "+ trainings = 2")
    assert "行第" in rescue.error.sentence()


def test_damaged_versions_are_skipped() -> None:
    store = DraftStore()
    draft = answered(store)
    history = store.versions(draft.name)
    for number in history.numbers()[:2]:
        history.path(number).write_bytes(HALF)
    store.path(draft.name).write_bytes(HALF)
    rescue = look_into(store, draft.name)
    assert rescue is not None and rescue.version is not None
    assert rescue.version.report.overview.trainings == 0


def test_without_a_good_version_nothing_is_touched_and_the_place_is_told() -> None:
    store = DraftStore()
    store.folder.mkdir(parents=True)
    path = store.path("坏的")
    path.write_text('schema = 1\n[agency]\nkind = "village"\n', encoding="utf-8")
    rescue = look_into(store, "坏的")
    assert rescue is not None and rescue.version is None and rescue.path == path
    assert "agency.kind" in rescue.error.sentence()
    with pytest.raises(ValueError, match="坏的"):
        recover(store, rescue)
    assert path.read_text(encoding="utf-8") == 'schema = 1\n[agency]\nkind = "village"\n'


def test_a_draft_that_opens_needs_no_rescue() -> None:
    store = DraftStore()
    assert look_into(store, answered(store).name) is None


def test_a_later_programs_draft_is_not_restored_over() -> None:
    store = DraftStore()
    draft = answered(store)
    store.path(draft.name).write_text(f"schema = {SCHEMA + 1}\n", encoding="utf-8")
    rescue = look_into(store, draft.name)
    assert rescue is not None and rescue.newer and rescue.version is None
    (entry,) = store.list()
    assert entry.newer and "升级" in entry.problem
    with pytest.raises(NewerDraft, match="更新的程序"):
        open_or_tell(store, draft.name)


def test_resuming_a_damaged_draft_says_how_it_is_restored() -> None:
    store = DraftStore()
    draft = answered(store)
    store.path(draft.name).write_bytes(HALF)
    with pytest.raises(DamagedDraft) as error:
        open_or_tell(store, draft.name)
    sentence = error.value.sentence()
    assert "第2行" in sentence and "主页" in sentence and "3/" in sentence and "\n" not in sentence


@pytest.mark.parametrize("damage", [*DAMAGE.values(), f"schema = {SCHEMA + 1}\n".encode()], ids=[*DAMAGE, "newer"])
def test_damage_while_open_is_noticed_and_kept_when_the_clerk_decides(damage: bytes) -> None:
    store = DraftStore()
    draft = answered(store)
    path = store.path(draft.name)
    path.write_bytes(damage)
    changed = draft.changed(report=with_answer(draft.report, "overview.trainings", 9))
    with pytest.raises(ChangedElsewhere) as error:
        store.save(changed)
    assert error.value.theirs is None and error.value.problem
    assert path.read_bytes() == damage
    store.save(changed, over=True)
    assert store.load(draft.name).report.overview.trainings == 9
    assert [kept.read_bytes() for kept in beside(store)] == [damage]


def test_other_work_in_the_file_is_noticed_and_either_is_kept() -> None:
    store = DraftStore()
    draft = answered(store)
    path = store.path(draft.name)
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("trainings = 2", "trainings = 5"), encoding="utf-8")
    mine = draft.changed(report=with_answer(draft.report, "overview.trainings", 9))
    with pytest.raises(ChangedElsewhere) as error:
        store.save(mine)
    assert error.value.theirs is not None and error.value.theirs.report.overview.trainings == 5
    store.save(mine, over=True)
    assert store.load(draft.name).report.overview.trainings == 9
    by_hand = [file for file in store.versions(draft.name).folder.iterdir() if "手改" in file.name]
    assert ["trainings = 5" in file.read_text(encoding="utf-8") for file in by_hand] == [True]


def test_a_comment_by_hand_is_no_conflict_and_is_kept() -> None:
    store = DraftStore()
    draft = answered(store)
    path = store.path(draft.name)
    path.write_text("# 待核实\n" + path.read_text(encoding="utf-8").replace("\n", "\r\n"), encoding="utf-8", newline="")
    store.save(draft.changed(report=with_answer(draft.report, "overview.trainings", 9)))
    kept = store.versions(draft.name).folder.iterdir()
    assert any("# 待核实" in file.read_text(encoding="utf-8") for file in kept)


def test_work_edited_by_hand_while_it_was_closed_is_one_more_step() -> None:
    store = DraftStore()
    draft = answered(store)
    path = store.path(draft.name)
    path.write_text(path.read_text(encoding="utf-8").replace("trainings = 2", "trainings = 5"), encoding="utf-8")
    edited = DraftStore().load(draft.name)
    assert edited.revision.before == draft.revision.step
    earlier = store.version(draft.name, edited.revision.before)
    assert earlier is not None and earlier.report.overview.trainings == 2
    changed = edited.changed(
        report=with_answer(edited.report, "overview.trainings", 6), revision=edited.revision.onward()
    )
    store.save(changed)
    before = store.version(draft.name, changed.revision.before)
    assert before is not None and before.report.overview.trainings == 5


def test_a_draft_trashed_takes_its_history_along_and_a_namesake_begins_without_it() -> None:
    store = DraftStore()
    draft = answered(store)
    trashed = RecycleBin(store).throw_away(draft.name)
    assert store.versions(draft.name).numbers() == []
    assert RecycleBin(store).restore(trashed) == draft.name
    assert store.versions(draft.name).numbers() == [4, 3, 2, 1]


def test_a_dangling_link_does_not_hide_the_other_drafts() -> None:
    store = DraftStore()
    draft = answered(store)
    try:
        (store.folder / "断的.toml").symlink_to(store.folder / "没有")
    except OSError:
        pytest.skip("no links here")
    entries = {entry.name: entry for entry in store.list()}
    assert set(entries) == {draft.name, "断的"} and entries["断的"].problem


BEHIND = '\n[other]\nmatters = "手写在文件末尾的事项"\n'


def test_work_written_behind_the_end_while_open_is_asked_about_and_either_is_kept() -> None:
    store = DraftStore()
    draft = answered(store)
    path = store.path(draft.name)
    other = path.read_text(encoding="utf-8") + BEHIND
    path.write_text(other, encoding="utf-8")
    mine = draft.changed(report=with_answer(draft.report, "overview.trainings", 9))
    for changed in (mine, draft.changed(at="agency.kind", typed="打了一半"), draft):
        with pytest.raises(ChangedElsewhere) as error:
            store.save(changed)
        assert error.value.theirs is not None and error.value.theirs.report.other.matters == "手写在文件末尾的事项"
        assert path.read_text(encoding="utf-8") == other
    store.save(mine, over=True)
    assert store.load(draft.name).report.overview.trainings == 9
    assert [other] == [file.read_text(encoding="utf-8") for file in by_hand(store, draft)]


def test_work_written_behind_the_end_while_closed_is_one_more_step() -> None:
    store = DraftStore()
    draft = answered(store)
    path = store.path(draft.name)
    path.write_text(path.read_text(encoding="utf-8") + BEHIND, encoding="utf-8")
    edited = DraftStore().load(draft.name)
    assert edited.report.other.matters == "手写在文件末尾的事项"
    assert edited.revision.before == draft.revision.step
    report = with_answer(edited.report, "overview.trainings", 6)
    changed = store.save(edited.changed(report=report, revision=edited.revision.onward()))
    seen = [store.version(draft.name, step) for step in (changed.revision.before, draft.revision.step)]
    assert [version and version.report.other.matters for version in seen] == ["手写在文件末尾的事项", None]


@pytest.mark.parametrize(
    "edit",
    [
        lambda text: text + "# 待核实\n",
        lambda text: text + "\n",
        lambda text: text.rstrip("\n"),
        lambda text: text.replace("[session]", "[ session ]"),
        lambda text: text.replace("[session]\n", "[session] # 到这里\n"),
        lambda text: text.replace("\n", "\r\n"),
        lambda text: "\ufeff" + text,
        lambda text: text + 'mine = "下午问财政所"\n',
    ],
    ids=["comment", "line", "no line", "spaces", "comment of the head", "line ends", "mark", "own key"],
)
def test_no_byte_written_by_hand_is_lost_though_it_be_no_work(edit: Callable[[str], str]) -> None:
    store = DraftStore()
    draft = answered(store)
    path = store.path(draft.name)
    other = edit(path.read_bytes().decode("utf-8")).encode("utf-8")
    path.write_bytes(other)
    draft = store.save(draft.changed(at="agency.kind"))
    assert [file.read_bytes() for file in by_hand(store, draft)] == [other]
    assert store.load(draft.name).work == draft.work


def by_hand(store: DraftStore, draft: Draft) -> list[Path]:
    return [file for file in store.versions(draft.name).folder.iterdir() if "手改" in file.name]
