"""What is written can be read again: one bound for both, tried before the file that stands there is replaced."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.drafts import Draft, DraftStore, NotSaved, read_draft
from assistant.drafts.beginning import save_as
from assistant.drafts.draft import MAX_DRAFT_BYTES
from assistant.drafts.rescue import look_into, recover
from assistant.report import Report, RequestFigures, with_answer
from assistant.report.cases import MAX_CASES
from tests.command import nianbao, one_sentence


def named() -> Draft:
    return Draft(with_answer(Report(), "agency.name", "清河镇人民政府"))


def test_a_register_of_the_documented_size_gives_a_draft_that_opens_exports_and_is_restored(tmp_path: Path) -> None:
    store = DraftStore()
    name = store.save(named()).name
    note = "清河镇依申请公开办理登记编号"
    rows = "".join(f"自然人,予以公开,2024-1-5,2024-1-20,{note}{number}\n" for number in range(MAX_CASES))
    register, output = tmp_path / "台账.csv", tmp_path / "年报.txt"
    register.write_text(f"申请人类型,办理结果,收到日期,办结日期,登记编号\n{rows}", encoding="utf-8")
    assert nianbao("ledger", str(register), "--year", "2024", "--into", name).returncode == 0
    draft = store.load(name)
    assert isinstance(draft.report.requests, RequestFigures)
    assert len(draft.report.requests.cases) == MAX_CASES
    assert draft.report.requests.cases[-1].note == f"{note}{MAX_CASES - 1}"
    assert [entry.problem for entry in store.list()] == [""]
    assert nianbao("export", name, "-o", str(output), "--draft").returncode == 0
    draft = store.save(draft.changed(report=with_answer(draft.report, "overview.trainings", 3)))
    store.path(name).write_bytes(b"")
    rescue = look_into(store, name)
    assert rescue is not None
    assert recover(store, rescue)[0].work == draft.work


def test_applications_with_the_longest_notes_fit_twice_as_answer_and_as_typed() -> None:
    case = {"applicant": "natural_person", "outcome": "not_processed.reconfirmation", "note": "公" * 60}
    cases = [{**case, "carried_in": True} for _ in range(MAX_CASES)]
    draft = Draft(with_answer(named().report, "requests", {"cases": cases}), at="requests", typed=cases)
    store = DraftStore()
    saved = store.save(draft)
    loaded = store.load(saved.name)
    assert loaded.changed(origins=saved.origins) == saved and loaded.told_origins == saved.told_origins


def test_what_is_too_large_to_be_read_again_is_not_written_over_what_is() -> None:
    store = DraftStore()
    draft = store.save(named().changed(at="agency.kind"))
    before = store.path(draft.name).read_bytes()
    with pytest.raises(NotSaved, match=str(MAX_DRAFT_BYTES)) as error:
        store.save(draft.changed(typed="长" * (MAX_DRAFT_BYTES // 3)))
    assert error.value.sentence().endswith("。") and error.value.brief
    assert store.path(draft.name).read_bytes() == before
    assert store.save(draft.changed(typed="短")).typed == "短"


def test_a_copy_that_could_not_be_read_again_is_not_written(tmp_path: Path) -> None:
    target = tmp_path / "副本.toml"
    save_as(named(), target)
    with pytest.raises(NotSaved, match=str(MAX_DRAFT_BYTES)):
        save_as(named().changed(at="agency.kind", typed="长" * (MAX_DRAFT_BYTES // 3)), target, force=True)
    assert read_draft(target).report == named().report


def test_a_register_over_the_documented_size_is_one_sentence(tmp_path: Path) -> None:
    name = DraftStore().save(named()).name
    register = tmp_path / "台账.csv"
    rows = "自然人,予以公开\n" * (MAX_CASES + 1)
    register.write_text(f"申请人类型,办理结果\n{rows}", encoding="utf-8")
    assert str(MAX_CASES) in one_sentence(nianbao("ledger", str(register), "--into", name))
