"""The first screen: beginning, going on, files, the recycle bin."""

from __future__ import annotations

import os
import shutil
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from textual.widgets import OptionList

from assistant.drafts import Draft, DraftStore, RecycleBin
from assistant.drafts.readiness import readiness
from assistant.export import publish
from assistant.reading import REPORT_ENDINGS
from assistant.report import Report, with_answer
from assistant.tui.screens.conversation import ConversationScreen
from assistant.tui.screens.findings import FindingsScreen
from assistant.tui.screens.home import HomeScreen
from assistant.tui.screens.recycle_bin import RecycleBinScreen
from tests.tui.desk import NARROW, SAMPLES, WIDE, Desk, desk, sample, until

REPORTS = Path(__file__).resolve().parents[1] / "reports"

sizes = pytest.mark.parametrize("size", [NARROW, WIDE], ids=["80x24", "140x40"])


async def test_the_first_run_greets_and_one_key_begins() -> None:
    async with desk() as clerk:
        assert "欢迎使用年报助手" in clerk.shown()
        await clerk.press("enter")
        assert clerk.at == "agency.name"


async def test_drafts_are_listed_with_agency_year_and_progress_and_enter_goes_on() -> None:
    store = DraftStore()
    store.save(sample())
    store.save(sample("linhe-housing-2024"))
    for size in (NARROW, WIDE):
        async with desk(size=size) as clerk:
            shown = clerk.shown()
            assert "永乐镇人民政府" in shown and "2024年度" in shown and "已答完" in shown and "今天" in shown
            await clerk.press("down", "enter")
            assert clerk.settled["agency.name"] in ("永乐镇人民政府", "临河区住房和城乡建设局")


async def test_a_draft_goes_to_the_recycle_bin_and_comes_back() -> None:
    store = DraftStore()
    store.save(sample())
    async with desk() as clerk:
        await clerk.press("delete")
        assert DraftStore().list() == []
        assert clerk.says("已移到回收站")
        await clerk.press("u")
        assert [entry.agency for entry in DraftStore().list()] == ["永乐镇人民政府"]
        assert "永乐镇人民政府" in clerk.shown()


@sizes
async def test_del_says_what_happened_and_ctrl_z_takes_back_one_after_the_other(size: tuple[int, int]) -> None:
    store = DraftStore()
    names = {store.save(sample(name)).name for name in ("yongle-2024", "linhe-housing-2024")}
    async with desk(size=size) as clerk:
        assert not clerk.says("回收站：")
        await clerk.press("delete", "delete")
        assert DraftStore().list() == []
        toast = "".join("".join(line.split("▌")[1:]) for line in clerk.shown().splitlines())
        told = "已移到回收站，30天内都能恢复：按 Ctrl+Z 马上拿回来，或者按 R 打开回收站。"
        assert told.replace(" ", "") in toast.replace(" ", "")
        assert clerk.says("回收站：2份（每份留30天），按 R 打开，按 Ctrl+Z 撤销刚才的删除。")
        assert clerk.says("欢迎使用年报助手")
        await clerk.press("ctrl+z", "ctrl+z", "ctrl+z")
        assert {entry.name for entry in DraftStore().list()} == names
        assert not clerk.says("回收站：")


async def test_after_del_the_pointer_stays_in_its_place_and_ctrl_z_brings_it_to_what_came_back() -> None:
    store = DraftStore()
    for number, place in enumerate(("甲镇", "乙镇", "丙镇")):
        name = store.save(Draft(with_answer(Report(), "agency.name", place))).name
        os.utime(store.path(name), (1_700_000_000 - number,) * 2)
    async with desk() as clerk:
        await clerk.press("down", "delete", "delete")
        assert [entry.name for entry in DraftStore().list()] == ["甲镇"]
        await clerk.press("ctrl+z", "ctrl+z", "delete")
        assert [entry.name for entry in DraftStore().list()] == ["甲镇", "丙镇"]


@sizes
async def test_the_bin_shows_what_lies_in_it_and_enter_restores_after_a_restart(size: tuple[int, int]) -> None:
    store = DraftStore()
    thrown = [
        RecycleBin(store).throw_away(store.save(sample(name)).name) for name in ("yongle-2024", "linhe-housing-2024")
    ]
    old = datetime.now() - timedelta(days=12)
    os.utime(thrown[0].path, (old.timestamp(),) * 2)
    thrown[0].path.rename(thrown[0].path.with_stem(f"永乐镇人民政府-{old:%Y%m%d-%H%M%S-%f}"))
    async with desk(size=size) as clerk:
        assert clerk.says("回收站：2份")
        await clerk.press("r")
        assert isinstance(clerk.screen, RecycleBinScreen)
        lines = [line.split() for line in clerk.shown().splitlines() if "2024年度" in line]
        assert [(line[0], line[-1]) for line in lines] == [
            ("临禾县住房和城乡建设局", "30天"),
            ("永乐镇人民政府", "18天"),
        ]
        assert "12天前" in lines[1] and "今天" in lines[0]
        await clerk.press("down", "enter")
        assert clerk.says("“永乐镇人民政府”已从回收站恢复")
        await clerk.press("enter")
        assert clerk.says("回收站是空的")
        await clerk.press("enter", "escape")
        assert isinstance(clerk.screen, HomeScreen)
        assert clerk.says("永乐镇人民政府") and clerk.says("临禾县住房和城乡建设局")
    assert len(DraftStore().list()) == 2


async def test_restoring_beside_a_namesake_says_the_new_name() -> None:
    store = DraftStore()
    for _ in range(2):
        RecycleBin(store).throw_away(store.save(until("agency.kind")).name)
    async with desk() as clerk:
        await clerk.press("r", "enter", "enter")
        assert clerk.says("名称“永乐镇人民政府”现在有别的草稿在用，所以改存为“永乐镇人民政府-2”，两份都在。")


@pytest.mark.parametrize("answer", ["n", "escape", "enter"])
async def test_the_bin_is_emptied_after_a_yes_and_never_else(answer: str) -> None:
    store = DraftStore()
    RecycleBin(store).throw_away(store.save(sample()).name)
    async with desk() as clerk:
        await clerk.press("r", "e")
        assert clerk.says("1份草稿连同历史全部彻底删除吗？")
        await clerk.press(answer)
        assert len(RecycleBin(store).list()) == 1
        if answer == "enter":
            await clerk.press("escape")
        await clerk.press("e", "y")
        assert clerk.says("1份草稿已经彻底删除。") and clerk.says("回收站是空的")
        await clerk.press("e", "y", "enter", "escape")
        assert isinstance(clerk.screen, HomeScreen)
    assert not RecycleBin(store).list() and not store.list()


async def test_a_draft_open_in_another_window_stays_and_its_window_is_named() -> None:
    held = DraftStore().claim(DraftStore().save(sample()).name)
    async with desk() as clerk:
        await clerk.press("delete")
        assert clerk.says("正在另一个窗口里编辑") and clerk.says("请先在那个窗口里退出")
        await clerk.press("enter")
        held.release()
        await clerk.press("delete")
        assert clerk.says("已移到回收站")


async def test_what_another_window_restored_is_said_and_home_shows_it() -> None:
    store = DraftStore()
    store.save(sample())
    async with desk() as clerk:
        await clerk.press("delete")
        RecycleBin(store).restore(RecycleBin(store).list()[0])
        await clerk.press("ctrl+z")
        assert clerk.says("已经不在回收站里了")
        await clerk.press("enter")
        assert clerk.says("永乐镇人民政府") and not clerk.says("回收站：")


async def test_what_is_overdue_goes_when_the_program_starts() -> None:
    store = DraftStore()
    thrown = RecycleBin(store).throw_away(store.save(sample()).name)
    old = datetime.now() - timedelta(days=31)
    os.utime(thrown.path, (old.timestamp(),) * 2)
    thrown.path.rename(thrown.path.with_stem(f"永乐镇人民政府-{old:%Y%m%d-%H%M%S-%f}"))
    async with desk() as clerk:
        assert not clerk.says("回收站：")
    assert not RecycleBin(store).list()


async def test_from_file_takes_a_copy_of_a_draft_found_by_tab(tmp_path: Path) -> None:
    folder = tmp_path / "材料"
    folder.mkdir()
    shutil.copy(SAMPLES / "yongle-2024.toml", folder / "永乐镇.toml")
    async with desk(folder=tmp_path) as clerk:
        await clerk.press("f")
        await clerk.press(*"材")
        await clerk.press("tab")
        await clerk.press("tab")
        assert "材料/永乐镇.toml" in clerk.shown()
        await clerk.press("enter")
        assert isinstance(clerk.screen, ConversationScreen)
        assert clerk.settled["agency.name"] == "永乐镇人民政府"
    assert len(DraftStore().list()) == 1


async def test_the_shipped_samples_are_offered_as_a_start(tmp_path: Path) -> None:
    empty = tmp_path / "空"
    empty.mkdir()
    async with desk(folder=empty) as clerk:
        await clerk.press("f")
        assert "yongle-2024.toml" in clerk.shown()
        await clerk.press("down", "enter")
        assert isinstance(clerk.screen, ConversationScreen)


async def test_what_cannot_be_opened_is_refused_in_one_sentence_and_the_path_stays(tmp_path: Path) -> None:
    (tmp_path / "年报.docx").write_bytes(b"PK")
    (tmp_path / "图.png").write_bytes(b"")
    async with desk(folder=tmp_path) as clerk:
        await clerk.press("f", "enter")
        assert "请先输入文件的路径" in clerk.shown()
        await clerk.press(*"没有.toml", "enter")
        assert "找不到“没有.toml”" in clerk.shown()
        await clerk.press("ctrl+u", *"图.png", "enter")
        assert "打不开“.png”文件" in clerk.shown()
        assert "图.png" in clerk.shown()
        await clerk.press("ctrl+u", *"年报.docx", "enter")
        assert "回车 知道了" in clerk.shown()
        await clerk.press("enter")
        assert isinstance(clerk.screen, HomeScreen)


async def test_last_years_report_begins_this_years_with_what_stands(tmp_path: Path) -> None:
    draft = sample()
    last = draft.changed(report=with_answer(draft.report, "agency.year", 2023))
    publish(readiness(last).document, tmp_path / "去年.docx", draft=True)
    async with desk(folder=tmp_path) as clerk:
        await clerk.press("f", *"去年（草稿）.docx", "enter")
        assert isinstance(clerk.screen, ConversationScreen)
        assert clerk.at == "agency.name"
        assert clerk.says("上年：永乐镇人民政府")
        await clerk.press(*["enter"] * 4)
        assert clerk.settled["agency.name"] == "永乐镇人民政府"
        assert clerk.settled["agency.year"] == "2024年"


async def test_a_report_on_the_year_that_is_due_becomes_a_draft_again(tmp_path: Path) -> None:
    publish(readiness(sample()).document, tmp_path / "今年.docx", draft=True)
    async with desk(folder=tmp_path) as clerk:
        await clerk.press("f", *"今年（草稿）.docx", "enter")
        if not isinstance(clerk.screen, ConversationScreen):
            await clerk.press("enter")
        assert clerk.settled["agency.name"] == "永乐镇人民政府"
        assert clerk.settled["overview.website_items"] == "26条"


async def test_a_damaged_file_is_told_in_a_dialog(tmp_path: Path) -> None:
    (tmp_path / "坏.toml").write_text("schema = 1\n[/b]", encoding="utf-8")
    async with desk(folder=tmp_path) as clerk:
        await clerk.press("f", *"坏.toml", "enter")
        assert "草稿读不出来" in clerk.shown()
        await clerk.press("enter")
        assert isinstance(clerk.screen, HomeScreen)


async def test_somebodys_report_is_checked_and_its_findings_listed(tmp_path: Path) -> None:
    document = readiness(sample("linhe-housing-2024")).document
    publish(document, tmp_path / "临河.docx")
    async with desk(folder=tmp_path, size=WIDE) as clerk:
        await clerk.press("c", *"临河.docx", "enter")
        assert isinstance(clerk.screen, FindingsScreen)
        assert "检查结果：临河.docx" in clerk.shown()
        await clerk.press("escape")
        assert isinstance(clerk.screen, HomeScreen)


def offered(clerk: Desk) -> set[str]:
    return {str(option.id) for option in clerk.screen.query_one(OptionList).options}


async def test_every_ending_of_a_report_is_offered_and_taken(tmp_path: Path) -> None:
    names = {f"报告{place}{ending}" for place, ending in enumerate(REPORT_ENDINGS)}
    for name in (*names, "图.png"):
        shutil.copy(REPORTS / "10-county-tabs.txt", tmp_path / name)
    async with desk(folder=tmp_path, size=WIDE) as clerk:
        await clerk.press("f")
        assert offered(clerk) - {str(path) for path in SAMPLES.glob("*.toml")} == names
        await clerk.press("escape")
        for name in sorted(names):
            await clerk.press("c")
            assert offered(clerk) == names
            await clerk.press(*name, "enter")
            assert isinstance(clerk.screen, FindingsScreen), name
            await clerk.press("escape")


async def test_last_years_report_of_an_office_program_begins_this_years(tmp_path: Path) -> None:
    shutil.copy(REPORTS / "10-county-tabs.txt", tmp_path / "去年.WPS")
    async with desk(folder=tmp_path) as clerk:
        await clerk.press("f", *"去年.WPS", "enter")
        assert isinstance(clerk.screen, ConversationScreen)


async def test_a_file_that_is_no_report_is_told_in_a_dialog(tmp_path: Path) -> None:
    (tmp_path / "坏.docx").write_bytes(b"not a zip")
    async with desk(folder=tmp_path) as clerk:
        await clerk.press("c", *"坏.docx", "enter")
        assert "回车 知道了" in clerk.shown()
        await clerk.press("escape")
        assert isinstance(clerk.screen, HomeScreen)


async def test_home_is_one_key_away_and_shows_the_progress_made() -> None:
    async with desk() as clerk:
        await clerk.press("n", *"清河镇人民政府", "enter", "enter", "escape")
        assert isinstance(clerk.screen, HomeScreen)
        assert "清河镇人民政府" in clerk.shown() and "2/" in clerk.shown()
