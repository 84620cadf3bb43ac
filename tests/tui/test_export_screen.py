"""Ctrl+E: where the file goes, what stands in its way, and that nothing is overwritten unasked."""

from __future__ import annotations

import zipfile
from pathlib import Path

from assistant.drafts import read_draft
from assistant.reading import read_rows
from assistant.tui.screens.conversation import ConversationScreen
from assistant.tui.screens.export import ExportScreen
from tests.tui.desk import WIDE, desk, sample, until

NAME = "永乐镇人民政府2024年政府信息公开工作年度报告"


async def test_a_finished_report_is_written_under_its_own_name(tmp_path: Path) -> None:
    async with desk(sample(), tmp_path, WIDE) as clerk:
        await clerk.press("ctrl+e")
        assert clerk.text_of("#target") == str(tmp_path / f"{NAME}.docx")
        await clerk.press("enter")
        assert "已经写好" in clerk.shown()
        await clerk.press("enter")
        assert isinstance(clerk.screen, ConversationScreen)
    with zipfile.ZipFile(tmp_path / f"{NAME}.docx") as file:
        assert "word/document.xml" in file.namelist()


async def test_the_proof_sheet_is_one_key_away_from_the_written_file(tmp_path: Path) -> None:
    async with desk(sample(), tmp_path, WIDE) as clerk:
        await clerk.press("ctrl+e", "f5")
        assert not list(tmp_path.glob("*核对单*"))
        await clerk.press("enter", "f5")
        assert clerk.text_of("#target").endswith(f"{NAME}-核对单.docx")
        await clerk.press("f5", "enter")
        assert isinstance(clerk.screen, ConversationScreen)
    (sheet,) = tmp_path.glob("*核对单*")
    text = "\n".join("　".join(row) for row in read_rows(sheet))
    assert f"{NAME}.docx" in text and "上次导出以后改了什么" in text
    assert all(line.count("万元") <= 1 for line in text.splitlines())


async def test_an_existing_file_is_overwritten_only_when_the_clerk_says_so(tmp_path: Path) -> None:
    target = tmp_path / f"{NAME}.docx"
    target.write_text("别人的文件", encoding="utf-8")
    async with desk(sample(), tmp_path) as clerk:
        await clerk.press("ctrl+e", "enter")
        assert "要覆盖吗" in clerk.shown()
        await clerk.press("n")
        assert target.read_text(encoding="utf-8") == "别人的文件"
        assert isinstance(clerk.screen, ExportScreen)
        await clerk.press("enter", "y")
        assert "已经写好" in clerk.shown()
    assert zipfile.is_zipfile(target)


async def test_another_name_and_format_can_be_given(tmp_path: Path) -> None:
    async with desk(sample(), tmp_path) as clerk:
        await clerk.press("ctrl+e", "ctrl+u", *"定稿.html", "enter")
        assert "已经写好" in clerk.shown()
    assert [path.name for path in tmp_path.glob("*.html")] == ["定稿.html"]


async def test_unanswered_questions_are_named_and_one_key_leads_to_the_first(tmp_path: Path) -> None:
    async with desk(until("other.fee_notices"), tmp_path) as clerk:
        await clerk.press("ctrl+up", "enter", "ctrl+e")
        assert "还有2个问题没有回答" in clerk.shown() and "收费通知" in clerk.shown()
        await clerk.press("enter")
        assert not list(tmp_path.glob("*.docx"))
        await clerk.press("ctrl+g")
        assert clerk.at == "other.fee_notices"


async def test_a_draft_can_leave_with_its_mark(tmp_path: Path) -> None:
    async with desk(until("other.fee_notices"), tmp_path) as clerk:
        await clerk.press("ctrl+e", "f4")
        assert "草稿已经写好" in clerk.shown()
    assert [path.name for path in tmp_path.glob("*.docx")] == [f"{NAME}（草稿）.docx"]


async def test_a_folder_that_is_not_there_is_told_in_a_dialog_and_the_name_stays(tmp_path: Path) -> None:
    async with desk(sample(), tmp_path) as clerk:
        await clerk.press("ctrl+e", "home", *"没有的文件夹/", "enter")
        assert "没有的文件夹" in clerk.shown() and "回车 知道了" in clerk.shown()
        await clerk.press("enter")
        assert isinstance(clerk.screen, ExportScreen)
        await clerk.press("home", *["delete"] * len("没有的文件夹/"), "enter")
        assert "已经写好" in clerk.shown()


async def test_a_copy_of_the_draft_goes_with_the_clerk_and_never_over_another_file(tmp_path: Path) -> None:
    taken = tmp_path / "别人.toml"
    taken.write_text("别人的文件", encoding="utf-8")
    async with desk(sample(), tmp_path, WIDE) as clerk:
        await clerk.press("f2", *"另存", "enter")
        assert clerk.text_of("#target") == str(tmp_path / "永乐镇人民政府2024年报草稿.toml")
        await clerk.press("ctrl+u", *"别人", "enter")
        assert "已经有了" in clerk.shown() and taken.read_text(encoding="utf-8") == "别人的文件"
        await clerk.press("ctrl+u", "enter")
        assert "请先写文件名" in clerk.shown()
        await clerk.press("ctrl+u", *"U盘", "enter")
        assert "已经存好" in clerk.shown()
        await clerk.press("enter")
        assert isinstance(clerk.screen, ConversationScreen)
    assert read_draft(tmp_path / "U盘.toml").report == sample().report
