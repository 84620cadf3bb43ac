"""The whole preview: rewording a paragraph, what becomes of it when figures change, and taking it back."""

from __future__ import annotations

import re

import pytest

from assistant.drafts import DraftStore
from assistant.tui.inputs.paragraph import Prose
from assistant.tui.screens.conversation import ConversationScreen
from assistant.tui.screens.preview import EditParagraph, PreviewScreen
from assistant.tui.widgets.page import Page
from tests.tui.desk import NARROW, WIDE, Desk, desk, sample
from tests.tui.test_session import beside_last_year

PROACTIVE = "overview.proactive"


async def point_at(clerk: Desk, key: str) -> None:
    """Move the pointer down to a paragraph."""
    for _ in range(80):
        piece = clerk.screen.query_one(Page).pointed
        if piece is not None and piece.key == key:
            return
        await clerk.press("down")
    raise AssertionError(key)


async def reword(clerk: Desk, key: str, text: str) -> None:
    await point_at(clerk, key)
    await clerk.press("enter")
    assert isinstance(clerk.screen, EditParagraph)
    await clerk.press("ctrl+a", "delete", *text, "enter")


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_the_report_is_shown_from_the_title_to_the_signature(size: tuple[int, int]) -> None:
    async with desk(sample(), size=size) as clerk:
        await clerk.press("ctrl+p")
        assert isinstance(clerk.screen, PreviewScreen)
        seen = clerk.shown()
        for _ in range(30):
            await clerk.press("pagedown")
            seen += clerk.shown()
        for text in (
            "永乐镇人民政府2024年",
            "一、总体情况",
            "（五）监督保障",
            "第二十条第（八）项",
            "（七）总计",
            "结果",
            "2025年1月9日",
        ):
            assert text in seen, text


async def test_a_reworded_paragraph_is_the_clerks_and_is_marked() -> None:
    async with desk(sample()) as clerk:
        await clerk.press("ctrl+p")
        await reword(clerk, PROACTIVE, "我镇公开26条[/b]{{ x }}。")
        shown = clerk.shown()
        assert "〔已改〕" in shown and "我镇公开26条[/b]{{ x }}。" in shown
    edit = clerk.only_draft().clerk.edits[PROACTIVE]
    assert edit.text == "我镇公开26条[/b]{{ x }}。"


async def test_a_reworded_paragraph_is_marked_when_its_figures_change_and_can_be_compared() -> None:
    async with desk(sample(), size=WIDE) as clerk:
        await clerk.press("ctrl+p")
        await reword(clerk, PROACTIVE, "我镇公开26条。")
        await clerk.press("escape", "ctrl+g", *"政府网站公开", "enter")
        assert clerk.at == "overview.website_items"
        await clerk.press("ctrl+u", *"31", "enter", "ctrl+p")
        await point_at(clerk, PROACTIVE)
        assert "数字已变，请核对" in clerk.shown() and "我镇公开26条。" in clerk.shown()
        assert "31条" not in clerk.shown()
        await clerk.press("o")
        assert "程序写的文字" in clerk.shown() and "31条" in clerk.shown()


async def test_the_programs_text_comes_back_and_that_can_be_undone() -> None:
    async with desk(sample()) as clerk:
        await clerk.press("ctrl+p")
        await reword(clerk, PROACTIVE, "我镇公开26条。")
        await clerk.press("r")
        assert "〔已改〕" not in clerk.shown()
        assert clerk.only_draft().clerk.edits == {}
        await clerk.press("ctrl+z")
        assert "〔已改〕" in clerk.shown()
        await clerk.press("ctrl+z")
        assert "〔已改〕" not in clerk.shown()
    assert clerk.only_draft().clerk.edits == {}


async def test_a_paragraph_left_out_stays_in_reach() -> None:
    async with desk(sample()) as clerk:
        await clerk.press("ctrl+p")
        await reword(clerk, PROACTIVE, "")
        assert "已经删去" in clerk.shown()
        await clerk.press("escape", "ctrl+p")
        await point_at(clerk, PROACTIVE)
        await clerk.press("r")
        assert "已经删去" not in clerk.shown()
    assert clerk.only_draft().clerk.edits == {}


async def test_what_no_report_can_print_is_refused_and_kept() -> None:
    async with desk(sample()) as clerk:
        await clerk.press("ctrl+p")
        await point_at(clerk, PROACTIVE)
        await clerk.press("enter")
        clerk.screen.query_one(Prose).text = "我镇\u202e公开26条。"
        await clerk.press("enter")
        assert isinstance(clerk.screen, EditParagraph)
        assert clerk.says("看不见的控制字符")
        await clerk.press("escape")
        assert isinstance(clerk.screen, PreviewScreen)
    assert DraftStore().list() == []


async def test_giving_up_an_edit_leaves_the_paragraph_alone() -> None:
    async with desk(sample()) as clerk:
        await clerk.press("ctrl+p")
        await reword(clerk, PROACTIVE, "我镇公开26条。")
        await clerk.press("enter", *"再改", "escape")
        assert clerk.only_draft().clerk.edits[PROACTIVE].text == "我镇公开26条。"


async def test_the_wording_is_switched_for_the_paragraph_under_the_pointer() -> None:
    async with desk(sample()) as clerk:
        await clerk.press("ctrl+p")
        await point_at(clerk, "overview.supervision")
        first = clerk.shown()
        await clerk.press("f3")
        assert clerk.shown() != first
    assert clerk.only_draft().clerk.wordings.keys() == {"overview.supervision"}


async def test_jumping_from_the_preview_leads_to_the_question() -> None:
    async with desk(sample()) as clerk:
        await clerk.press("ctrl+p", "ctrl+g", *"监督员", "enter")
        assert isinstance(clerk.screen, ConversationScreen)
        assert clerk.at == "overview.supervisors"


async def test_a_single_sentence_is_reworded_by_keys_and_another_key_takes_another_plan() -> None:
    async with desk(sample(), size=WIDE) as clerk:
        await clerk.press("ctrl+p")
        await point_at(clerk, "overview.supervision")
        plan = state(clerk)
        assert plan.startswith("全文预览  编排") and "选一句" in plan
        await clerk.press("right", "right")
        chosen = state(clerk)
        assert "这一句写法" in chosen
        before = text_of(clerk)
        await clerk.press("f3")
        assert state(clerk) != chosen and state(clerk).split("；")[0] == chosen.split("；")[0]
        after = text_of(clerk)
        changed = [place for place in sentences(before) if place not in sentences(after)]
        assert len(changed) == 1, (before, after)
        await clerk.press("p")
        assert state(clerk).split("；")[0] != chosen.split("；")[0]
        await clerk.press("escape")
        assert isinstance(clerk.screen, PreviewScreen) and "选一句" in state(clerk)
        await clerk.press("escape")
    kept = clerk.only_draft().clerk.wordings
    assert "overview.supervision" in kept and any(key.startswith("overview.supervision/") for key in kept)
    async with desk(clerk.only_draft(), size=WIDE) as again:
        await again.press("ctrl+p")
        await point_at(again, "overview.supervision")
        (fresh,) = set(sentences(after)) - set(sentences(before))
        assert fresh in text_of(again)


async def test_last_years_sentence_is_taken_and_left_by_keys() -> None:
    async with desk(beside_last_year().draft(), size=WIDE) as clerk:
        await clerk.press("ctrl+p")
        await point_at(clerk, PROACTIVE)
        for _ in range(9):
            await clerk.press("right")
            if "解读" in chosen_sentence(clerk):
                break
        for _ in range(9):
            await clerk.press("f3")
            if "去年的写法" in state(clerk):
                break
        assert chosen_sentence(clerk).endswith("发布政策解读6篇，回应群众关切31次")
        await clerk.press("ctrl+z")
        assert "去年的写法" not in state(clerk)
        await clerk.press("f3", "f3")
        assert "去年的写法" not in state(clerk)


def state(clerk: Desk) -> str:
    return clerk.text_of("#preview-state")


def text_of(clerk: Desk) -> str:
    piece = clerk.screen.query_one(Page).pointed
    assert piece is not None
    return piece.text


def chosen_sentence(clerk: Desk) -> str:
    return clerk.screen.query_one(Page).chosen_sentence


def sentences(text: str) -> list[str]:
    return [part for part in re.split("[，；。]", text) if part]
