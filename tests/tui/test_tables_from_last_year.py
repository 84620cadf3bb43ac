"""The tables of a draft that began from last year's report, in the running program, by keys alone."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from assistant.document import Document
from assistant.drafts import Draft, DraftStore, read_draft
from assistant.drafts.readiness import readiness
from assistant.export import WRITERS
from assistant.interview import load_script
from assistant.reading import read_bytes
from assistant.report import Report, read, with_answer
from tests.tui.desk import NARROW, SAMPLES, desk

TODAY = date(2025, 1, 6)
CELL = "carried_in.natural_person"
WHY = "上年年报有误 已更正"


@pytest.fixture(scope="module")
def last(tmp_path_factory: pytest.TempPathFactory) -> Document:
    """The bureau's report on the year before as its Word file reads: two applications of persons were left open."""
    draft = read_draft(SAMPLES / "linhe-housing-2024.toml")
    report = with_answer(draft.report, "agency.year", 2023)
    file = tmp_path_factory.mktemp("last") / "last.docx"
    with file.open("wb") as stream:
        WRITERS[".docx"](readiness(draft.changed(report=report)).document, stream, draft=False)
    return read_bytes(file.read_bytes(), file.name)


def at(key: str, last: Document, **answers: object) -> Draft:
    """The bureau's report on 2024 as it was when ``key`` came to be asked."""
    report: Report = read_draft(SAMPLES / "linhe-housing-2024.toml").report
    for question in load_script().questions[[one.key for one in load_script().questions].index(key) :]:
        report = with_answer(report, question.key, None)
    for other, value in answers.items():
        report = with_answer(report, other, value)
    return Draft(report, last_year=last, at=key)


async def test_a_reason_is_on_disk_and_comes_back_with_the_draft(last: Document) -> None:
    async with desk(DraftStore().save(at("requests", last))) as clerk:
        assert clerk.at == "requests"
        await clerk.press("g", "down", "f6", *WHY, "enter")
        (kept,) = clerk.only_draft().unlocked
        assert (kept.question, kept.cell, kept.before, kept.reason, kept.on) == ("requests", CELL, 2, WHY, TODAY)
        await clerk.press("5", "ctrl+q")
    async with desk(clerk.only_draft()) as clerk:
        assert clerk.says("部分已锁")
        await clerk.press("down")
        assert clerk.says(f"理由：{WHY}")
        await clerk.press("f6")
        assert clerk.only_draft().unlocked == ()
        await clerk.press("ctrl+s")
        assert clerk.at != "requests"
    assert read(clerk.only_draft().report, "requests").cells == {CELL: 2}


async def test_what_is_changed_with_a_reason_can_be_exported(last: Document, tmp_path: Path) -> None:
    whole = read_draft(SAMPLES / "linhe-housing-2024.toml").report
    figures = read(whole, "requests")
    changed = figures.with_cell(CELL, 5).with_cell("received.natural_person", 26)
    draft = Draft(with_answer(whole, "requests", changed.cells), last_year=last)
    async with desk(DraftStore().save(draft), tmp_path) as clerk:
        await clerk.press("2", "enter")
        assert clerk.says("自然人：上年年报结转下年度2件，本年上年结转填了5件，差3")
        await clerk.press("r")
        assert clerk.says("错误不能用理由保留")
        await clerk.press("enter")
        assert clerk.at == "requests" and clerk.says("和上年年报对不上")
        await clerk.press("f6", *WHY, "enter", "ctrl+s")
        assert clerk.says(f"已说明 错误 自然人：上年年报结转下年度2件，本年上年结转填了5件，差3 {WHY}")
        await clerk.press("end", "r")
        assert clerk.says("这一处的理由写在表格里")
        await clerk.press("escape")
    ready = readiness(clerk.only_draft())
    assert [finding.rule for finding, _ in ready.answered] == ["carry-over"]
    assert not [finding for finding in ready.errors if finding.rule == "carry-over"]


async def test_a_reason_is_dropped_when_last_years_number_is_another(last: Document) -> None:
    async with desk(DraftStore().save(at("requests", last))) as clerk:
        await clerk.press("g", "down", "f6", *WHY, "enter", "5", "ctrl+s")
    draft = clerk.only_draft()
    (kept,) = draft.unlocked
    other = draft.changed(unlocked=(kept.model_copy(update={"before": 3}),))
    async with desk(other) as clerk:
        await clerk.press("ctrl+g", *"申请情况表", "enter", "end", "f8")
        assert clerk.says("和上年年报对不上")
        await clerk.press("ctrl+q")
    assert clerk.only_draft().unlocked == ()


async def test_a_report_on_another_year_is_not_held_to_it(last: Document) -> None:
    draft = at("requests", last)
    report = with_answer(draft.report, "agency.year", 2026)
    async with desk(DraftStore().save(draft.changed(report=report))) as clerk:
        assert clerk.says("本年没有，全部填0")
        await clerk.press("g", "down")
        assert not clerk.says("已锁") and not clerk.says("上年年报")


async def test_no_new_applications_and_two_left_open_take_six_keys(last: Document) -> None:
    async with desk(DraftStore().save(at("requests", last))) as clerk:
        assert clerk.says("本年没有新收的，只有上年结转的2件")
        await clerk.press("n", "1", "enter", "7", "enter", "enter")
        assert clerk.at != "requests", clerk.shown()
    cells = read(clerk.only_draft().report, "requests").cells
    assert cells == {CELL: 2, "granted.natural_person": 1, "carried_out.natural_person": 1}


async def test_nothing_new_published_takes_one_key(last: Document) -> None:
    async with desk(DraftStore().save(at("disclosure", last))) as clerk:
        await clerk.press("n")
        assert clerk.at == "requests"
    assert read(clerk.only_draft().report, "disclosure").cells == {"normative.in_force": 14}
    assert not [one for one in readiness(clerk.only_draft()).findings if one.rule == "norms-carry"]


@pytest.mark.parametrize("width", [132, 140])
async def test_last_years_figures_stand_beside_from_132_columns(last: Document, width: int) -> None:
    async with desk(DraftStore().save(at("requests", last)), size=(width, 40)) as clerk:
        await clerk.press("g")
        (row,) = [line for line in clerk.shown().splitlines() if "本年新收 " in line]
        assert row.split("本年新收")[1].split()[:4] == ["0", "29", "0", "8"]
        assert "自然人" in clerk.shown()
    async with desk(DraftStore().save(at("requests", last)), size=NARROW) as clerk:
        await clerk.press("g")
        (row,) = [line for line in clerk.shown().splitlines() if "本年新收 " in line]
        assert row.split("本年新收")[1].split() == ["0"] * 7
