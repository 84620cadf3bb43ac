"""Drafts on disk: whole, private, with history, readable by hand, never silently dropped."""

from __future__ import annotations

import os
import stat
import sys
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from assistant.checks import Finding, Severity
from assistant.composing import ClerkText
from assistant.drafts import DamagedDraft, Draft, DraftStore, NoSuchDraft, NotSaved, history, read_draft
from assistant.drafts.history import HISTORY_KEPT
from assistant.drafts.reasons import acknowledge, still_valid
from assistant.errors import NianbaoError
from assistant.interview import Interview, load_script
from assistant.report import Report, read, with_answer


def named(name: str = "清河镇人民政府") -> Report:
    return with_answer(Report(), "agency.name", name)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_saved_draft_comes_back_whole(data_home: Path) -> None:
    store = DraftStore()
    clerk = ClerkText().with_wording("overview.lead", 1).with_edit("overview.lead", "我自己写的。", "生成的。")
    saved = store.save(Draft(named(), clerk, at="agency.kind", typed=["[b]", "第二项"]))
    loaded = DraftStore(data_home).load(saved.name)
    assert (loaded.report, loaded.clerk, loaded.at, loaded.typed) == (
        saved.report,
        clerk,
        "agency.kind",
        ["[b]", "第二项"],
    )
    assert loaded.saved_at is not None


@pytest.mark.parametrize("sample", ["yongle-2024", "linhe-housing-2024", "qingpuyuan-county-2024"])
def test_samples_round_trip_and_are_complete(samples: Path, sample: str) -> None:
    draft = read_draft(samples / f"{sample}.toml")
    assert Interview(load_script(), draft.report).progress.complete
    store = DraftStore()
    assert store.load(store.save(draft).name).report == draft.report


@given(st.text(max_size=80), st.dictionaries(st.text(min_size=1, max_size=9), st.text(max_size=20), max_size=4))
def test_whatever_was_typed_is_kept(tmp_path_factory: pytest.TempPathFactory, text: str, cells: dict[str, str]) -> None:
    store = DraftStore(tmp_path_factory.mktemp("home"))
    for typed in (text, cells, [text, *cells.values()], [cells]):
        assert store.load(store.save(Draft(named(), at="agency.kind", typed=typed)).name).typed == typed


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps other people out by folder, not by mode")
def test_files_are_private(data_home: Path) -> None:
    store = DraftStore()
    draft = store.save(Draft(named()))
    store.save(draft.changed(report=with_answer(draft.report, "agency.kind", "town")))
    files = [path for path in data_home.rglob("*") if path.is_file()]
    assert {path.parent.name for path in files} == {"drafts", draft.name}
    assert {mode(path) for path in files} == {0o600}
    assert mode(data_home) == 0o700


def test_the_file_reads_and_edits_by_hand() -> None:
    store = DraftStore()
    draft = store.save(Draft(with_answer(named(), "requests", {"received": {"business": 2}})))
    path = store.path(draft.name)
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    assert data["requests"] == {"received": {"business": 2}}
    path.write_text(path.read_text(encoding="utf-8").replace("business = 2", "business = 5"), encoding="utf-8")
    assert store.load(draft.name).report.requests.values()["received.total"] == 5  # type: ignore[union-attr]


def test_history_keeps_each_state_of_the_work_and_not_of_moving_about() -> None:
    store = DraftStore()
    draft = store.save(Draft(named()))
    for at in ("agency.kind", "agency.year", "agency.kind"):
        draft = store.save(draft.changed(at=at, typed="打了一半"))
    history = store.versions(draft.name)
    assert history.numbers() == [1]
    for trainings in range(3):
        draft = store.save(draft.changed(report=with_answer(draft.report, "overview.trainings", trainings)))
    kept = [history.draft(number) for number in history.numbers()]
    assert [read(version.report, "overview.trainings") for version in kept if version] == [2, 1, 0, None]


def test_history_is_bounded_by_number_and_by_size(monkeypatch: pytest.MonkeyPatch) -> None:
    store = DraftStore()
    draft = store.save(Draft(named()))
    for trainings in range(HISTORY_KEPT + 5):
        draft = store.save(draft.changed(report=with_answer(draft.report, "overview.trainings", trainings)))
    numbers = store.versions(draft.name).numbers()
    assert numbers == list(range(HISTORY_KEPT + 6, 6, -1))
    monkeypatch.setattr(history, "_KEPT_BYTES", 10)
    draft = store.save(draft.changed(report=with_answer(draft.report, "overview.trainings", 999)))
    assert len(store.versions(draft.name).numbers()) == 20


def test_list_shows_progress_and_the_last_edited_first() -> None:
    store = DraftStore()
    first = store.save(Draft(named()))
    second = store.save(Draft(named("石桥街道办事处")))
    os.utime(store.path(first.name), (1, 1))
    names = [entry.name for entry in store.list()]
    assert names == [second.name, first.name]
    entry = store.list()[0]
    assert (entry.agency, entry.year, entry.answered) == ("石桥街道办事处", None, 1)
    assert entry.total > 20


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"schema = 1\n[agency\n", "TOML"),
        (b"schema = 3\n", "3"),
        (b"[agency]\n", "None"),
        (b'schema = 1\n[agency]\nkind = "village"\n', "agency.kind"),
        (b'schema = 1\n[agency]\nboss = "x"\n', "agency.boss"),
        (b"schema = 1\n[requests.received]\nnatural_person = -4\n", "本年新收·自然人"),
        (b"\xff\xfe\x00", "UTF-8"),
        (b"schema = 1\n" + b"a = " + b"[" * 5000, "TOML"),
        (b"#" * 16_100_000, "16100000"),
    ],
)
def test_a_damaged_draft_is_listed_with_its_problem_and_left_alone(content: bytes, words: str) -> None:
    store = DraftStore()
    store.folder.mkdir(parents=True)
    path = store.folder / "坏的.toml"
    path.write_bytes(content)
    (entry,) = store.list()
    assert words in entry.problem and entry.problem.endswith("。")
    with pytest.raises(DamagedDraft):
        store.load("坏的")
    assert path.read_bytes() == content


def test_names_are_found_by_agency_and_year_and_ambiguity_is_said() -> None:
    store = DraftStore()
    report = with_answer(named(), "agency.year", 2024)
    first = store.save(Draft(report))
    assert store.find(None).name == first.name
    assert store.find("清河镇人民政府2024").name == first.name
    assert store.find("清河").name == first.name
    second = store.save(Draft(with_answer(named(), "agency.year", 2025)))
    assert second.name != first.name
    assert store.find("清河镇人民政府2025").name == second.name
    with pytest.raises(NoSuchDraft, match="2份"):
        store.find("清河")
    with pytest.raises(NoSuchDraft, match="没有叫“乌有镇”的草稿"):
        store.find("乌有镇")


def test_a_hostile_name_stays_in_the_folder(data_home: Path) -> None:
    store = DraftStore()
    for name in ("../../etc/passwd", "a/b\\c:d*e", "...", "  ", "名" * 150):
        draft = store.save(Draft(named("甲"), name="")) if not name.strip() else store.create(Report(), name)
        assert store.path(draft.name).parent == data_home / "drafts"
        assert store.path(draft.name).is_file()


def test_a_file_from_elsewhere_becomes_a_draft(samples: Path) -> None:
    store = DraftStore()
    draft = store.import_file(samples / "yongle-2024.toml")
    assert store.find("永乐镇人民政府2024").report == draft.report
    with pytest.raises(NianbaoError, match="打不开"):
        store.import_file(samples / "没有.toml")


def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("a file where the folder should be")
    store = DraftStore(tmp_path / "file")
    with pytest.raises(NotSaved) as error:
        store.save(Draft(named()))
    assert error.value.sentence().endswith("。")


def test_defaults_are_computed_from_today() -> None:
    interview = Interview(load_script(), named(), at="agency.kind", today=date(2025, 1, 6))
    assert interview.current is not None
    assert interview.default(interview.current) == "town"


def finding(values: tuple[str, ...] = ("1", "2"), severity: Severity = "warning") -> Finding:
    return Finding("blank-cell", severity, "requests", ("T3.received.business",), "说明。", "条例", values=values)


def test_a_reason_holds_while_its_figures_stay_and_comes_back_from_disk() -> None:
    reason = acknowledge(finding(), "表内确为空白", date(2025, 1, 9))
    assert reason.covers(finding())
    assert not reason.covers(finding(values=("1", "3")))
    assert not reason.covers(finding(severity="error"))
    assert still_valid([reason], [finding(("9",))]) == ()
    store = DraftStore()
    saved = store.save(Draft(named(), acknowledged=(reason,)))
    assert store.load(saved.name).acknowledged == (reason,)
    with pytest.raises(ValidationError):
        acknowledge(finding(), " ", date(2025, 1, 9))


def test_a_save_writes_the_answers_out_once_and_reads_them_once(monkeypatch: pytest.MonkeyPatch) -> None:
    store = DraftStore()
    saved = store.save(Draft(named(), at="agency.kind"))
    work = {"model_dump": 0, "model_validate": 0}
    for name in work:
        counted(monkeypatch, name, work)
    answered = saved.changed(report=with_answer(saved.report, "overview.trainings", 3))
    assert store.load(store.save(answered.changed(revision=answered.revision.onward())).name).report == answered.report
    # Once by the save, which reads its own text again, and once by the load.
    assert work == {"model_dump": 1, "model_validate": 2}


def counted(monkeypatch: pytest.MonkeyPatch, name: str, work: dict[str, int]) -> None:
    """Count the calls of a method of the report in ``work``."""
    method = getattr(Report, name)

    def counting(*given: Any, **options: Any) -> Any:
        work[name] += 1
        return method(*given, **options)

    monkeypatch.setattr(Report, name, counting)
