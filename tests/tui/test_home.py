"""The first screen: beginning, going on, files, the recycle bin."""

from __future__ import annotations

import shutil
from pathlib import Path

from textual.widgets import OptionList

from assistant.drafts import DraftStore
from assistant.drafts.readiness import readiness
from assistant.export import publish
from assistant.reading import REPORT_ENDINGS
from assistant.report import with_answer
from assistant.tui.screens.conversation import ConversationScreen
from assistant.tui.screens.findings import FindingsScreen
from assistant.tui.screens.home import HomeScreen
from tests.tui.desk import NARROW, SAMPLES, WIDE, Desk, desk, sample

REPORTS = Path(__file__).resolve().parents[1] / "reports"


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
