"""F1, Ctrl+G and F2."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from assistant.report import with_answer
from assistant.tui.inputs.table.grid import Grid
from assistant.tui.screens.conversation import ConversationScreen
from assistant.tui.screens.findings import FindingsScreen
from assistant.tui.screens.help import HelpScreen
from assistant.tui.screens.home import HomeScreen
from assistant.tui.screens.search import JumpScreen
from tests.tui.desk import WIDE, desk, sample, until


async def test_help_explains_the_question_with_the_law_and_closes_by_the_same_key() -> None:
    async with desk(until("overview.website_items"), size=WIDE) as clerk:
        question = clerk.input.question
        await clerk.press("f1")
        assert isinstance(clerk.screen, HelpScreen)
        shown = clerk.shown().replace("\n", "")
        assert question.basis in shown and question.example in shown and question.help[:12] in shown
        assert "Ctrl+G" in shown
        await clerk.press("f1")
        assert isinstance(clerk.screen, ConversationScreen)
        await clerk.press("f1", "escape")
        assert clerk.at == "overview.website_items"


async def test_jump_finds_by_title_question_and_answer() -> None:
    async with desk(sample()) as clerk:
        for typed, key in (
            ("监督员", "overview.supervisors"),
            ("多少人次", "overview.attendees"),
            ("镇长", "overview.leader"),
            ("公开 网站 多少", "overview.website_items"),
        ):
            await clerk.press("ctrl+g", *typed, "enter")
            assert clerk.at == key


async def test_jump_moves_with_the_arrows_and_gives_up_with_escape() -> None:
    async with desk(until("overview.website_items")) as clerk:
        await clerk.press("ctrl+g", "up", "enter")
        assert clerk.at == "overview.members"
        await clerk.press("ctrl+g", "escape")
        assert clerk.at == "overview.members"


async def test_jump_says_when_nothing_is_found_and_enter_does_nothing() -> None:
    async with desk(until("overview.website_items")) as clerk:
        await clerk.press("ctrl+g", *"[/b]", "enter")
        assert isinstance(clerk.screen, JumpScreen)
        assert "没有找到" in clerk.shown()


async def test_typed_text_is_kept_while_the_clerk_looks_elsewhere() -> None:
    async with desk(until("overview.website_items")) as clerk:
        await clerk.press(*"12", "ctrl+g", *"自称", "enter")
        assert clerk.at == "agency.self_word"
        await clerk.press("escape")
        assert clerk.at == "overview.website_items"
        assert clerk.input.typed == "12"


async def test_the_commands_are_chinese_and_switch_the_theme() -> None:
    async with desk(until("overview.website_items")) as clerk:
        dark = clerk.app.current_theme.dark
        assert dark
        await clerk.press("f2", *"浅色", "enter")
        assert not clerk.app.current_theme.dark
        await clerk.press("f2", *"深色", "enter")
        assert clerk.app.current_theme.dark
        assert clerk.at == "overview.website_items"


async def test_a_picture_of_the_screen_is_kept_where_the_clerk_works(tmp_path: Path) -> None:
    async with desk(until("overview.website_items"), tmp_path) as clerk:
        await clerk.press("f2", *"屏幕图片", "enter")
        while not list(tmp_path.glob("*.svg")):
            await clerk.pilot.pause(0.05)
    (picture,) = tmp_path.glob("*.svg")
    assert "年报助手" in picture.read_text(encoding="utf-8")


async def test_a_finding_leads_to_the_question_that_mends_it() -> None:
    draft = sample()
    late = draft.changed(report=with_answer(draft.report, "agency.signed_on", date(2025, 2, 20)))
    async with desk(late, size=WIDE) as clerk:
        assert clerk.says("有错误时只能导出草稿")
        await clerk.press("2", "enter")
        assert isinstance(clerk.screen, FindingsScreen)
        assert clerk.says("错误1处")
        await clerk.press("enter")
        assert clerk.at == "agency.signed_on"


async def test_a_finding_in_a_table_leads_into_its_cell() -> None:
    draft = sample()
    odd = {"received.business": "3", "granted.natural_person": "1"}
    async with desk(draft.changed(report=with_answer(draft.report, "requests", odd)), size=WIDE) as clerk:
        await clerk.press("f2", *"检查", "enter")
        assert isinstance(clerk.screen, FindingsScreen)
        await clerk.press("enter")
        assert clerk.at == "requests"
        assert clerk.conversation.query_one(Grid).cell.path.split(".")[-1] in ("natural_person", "business", "total")


async def test_home_is_among_the_commands() -> None:
    async with desk(sample(), size=WIDE) as clerk:
        await clerk.press("f2", *"主页", "enter")
        assert isinstance(clerk.screen, HomeScreen)


async def test_on_a_terminal_of_a_few_lines_jump_shows_rows() -> None:
    async with desk(until("overview.website_items"), size=(40, 10)) as clerk:
        await clerk.press("ctrl+g")
        shown = [line for line in clerk.shown().split("\n") if "镇长" in line or "政府网站公开条数" in line]
        assert len(shown) >= 1 and "✓" in clerk.shown(), clerk.shown()
        await clerk.press(*"自称", "enter")
        assert clerk.at == "agency.self_word"
