"""The assistant can be talked to: what is said in the place of an answer is done, or answered in words."""

from __future__ import annotations

import pytest

from assistant.interview import load_script
from assistant.tui.screens.dialogs import ChoiceScreen, SayScreen
from assistant.tui.screens.export import ExportScreen
from assistant.tui.screens.preview import PreviewScreen
from tests.tui.desk import Desk, desk, until

COUNT = "overview.website_items"
WEBSITE = load_script().question(COUNT)


async def say(clerk: Desk, text: str) -> None:
    await clerk.type(text)
    await clerk.press("enter")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("怎么填", WEBSITE.help),
        ("？", WEBSITE.help),
        ("举个例子", f"例如：{WEBSITE.example}"),
        ("依据是什么", f"依据：{WEBSITE.basis}"),
        ("还差什么", "按 Ctrl+G 可以跳过去"),
        ("保存", "自动存好"),
    ],
)
async def test_a_question_about_the_question_is_answered_under_it(text: str, words: str) -> None:
    async with desk(until(COUNT)) as clerk:
        await say(clerk, text)
        assert clerk.at == COUNT
        assert words.replace(" ", "") in clerk.input.notice_text.replace(" ", "")
        assert clerk.says(words[:20])
        assert not clerk.input.typed
        await say(clerk, "58")
        assert clerk.settled[COUNT] == "58条"


async def test_what_is_not_known_is_left_open_and_found_again() -> None:
    async with desk(until(COUNT)) as clerk:
        await say(clerk, "问问再说")
        assert clerk.at != COUNT
        assert "先空着" in clerk.input.notice_text
        await clerk.press("ctrl+g")
        await clerk.type("政府网站公开条数")
        await clerk.press("enter")
        assert clerk.at == COUNT
        assert COUNT not in clerk.settled


async def test_the_question_before_and_another_question_by_its_name() -> None:
    async with desk(until(COUNT)) as clerk:
        await say(clerk, "上一题")
        before = clerk.at
        assert before == "overview.members"
        await clerk.press("escape", "escape")  # out of the line for own words, then out of the answer
        assert clerk.at == COUNT
        await say(clerk, "改落款日期为2025年1月12日")
        assert clerk.at == "agency.signed_on"
        assert clerk.input.typed == "2025年1月12日"
        await clerk.press("enter")
        assert clerk.settled["agency.signed_on"] == "2025年1月12日"
        assert clerk.at == COUNT


async def test_an_answer_is_taken_back_by_word() -> None:
    async with desk(until(COUNT)) as clerk:
        await say(clerk, "58")
        assert COUNT in clerk.settled
        await say(clerk, "撤销")
        assert COUNT not in clerk.settled
        assert clerk.at == COUNT


async def test_screens_open_by_word() -> None:
    async with desk(until(COUNT)) as clerk:
        await say(clerk, "看看全文")
        assert isinstance(clerk.screen, PreviewScreen)
        await clerk.press("escape")
        await say(clerk, "导出word")
        assert isinstance(clerk.screen, ExportScreen)


async def test_where_any_text_is_an_answer_it_is_asked_back() -> None:
    async with desk(until("agency.self_word")) as clerk:
        await say(clerk, "什么意思")
        assert isinstance(clerk.screen, ChoiceScreen)
        assert clerk.says("您是想看说明，还是把“什么意思”写进去？")
        await clerk.press("escape")
        assert clerk.input.typed == "什么意思"
        await clerk.press("enter", "2", "enter")
        assert clerk.settled["agency.self_word"] == "什么意思"


async def test_where_any_text_is_an_answer_a_request_is_met_by_one_more_key() -> None:
    async with desk(until("agency.self_word")) as clerk:
        await say(clerk, "什么意思")
        await clerk.press("enter")
        assert clerk.at == "agency.self_word"
        assert load_script().question("agency.self_word").help[:12] in clerk.input.notice_text
        assert not clerk.input.typed


async def test_where_nothing_is_typed_a_line_opens_for_what_is_said() -> None:
    async with desk(until("agency.kind")) as clerk:
        await clerk.press("？")
        assert load_script().question("agency.kind").help[:12] in clerk.input.notice_text
        await clerk.type("返回上一题")
        assert isinstance(clerk.screen, SayScreen)
        assert clerk.says("返回上一题")
        await clerk.press("enter")
        assert clerk.at == "agency.name"


@pytest.mark.parametrize("at", ["agency.kind", "overview.leader", "overview.proactive_more", "disclosure", "requests"])
async def test_the_enter_behind_a_question_mark_takes_nothing(at: str) -> None:
    """Where a text is asked for, a question mark is said with Enter; the habit must not answer other questions."""
    async with desk(until(at)) as clerk:
        await clerk.press("？", "enter")
        assert clerk.at == at and at not in clerk.settled
        assert load_script().question(at).help[:12] in clerk.input.notice_text
        assert "再按回车" in clerk.input.notice_text
        await clerk.press("？", "down", "up", "enter")
        assert "再按回车" not in clerk.input.notice_text


async def test_what_is_not_understood_is_repeated_with_what_can_be_said() -> None:
    async with desk(until("agency.kind")) as clerk:
        await clerk.type("蓝天白云")
        await clerk.press("enter")
        assert clerk.says("没有听懂“蓝天白云”")
        assert clerk.says("什么意思、举个例子、先空着")
        await clerk.press("escape")
        assert clerk.at == "agency.kind"


@pytest.mark.parametrize(("said", "stays"), [("还差什么", True), ("上一题", False)])
async def test_what_is_typed_and_not_submitted_is_not_lost_by_talking(said: str, stays: bool) -> None:
    async with desk(until("disclosure")) as clerk:
        await clerk.press("g", "1", "enter", "2", "enter")
        typed = clerk.input.typed
        assert typed
        await clerk.press("f2")
        await clerk.type("说一句话")
        await clerk.press("enter")
        await say(clerk, said)
        assert (clerk.at == "disclosure") is stays
        if not stays:
            await clerk.press("escape")
            assert clerk.at == "disclosure"
        assert clerk.input.typed == typed


async def test_a_reason_for_the_sentence_names_its_answers() -> None:
    async with desk(until("overview.content_kinds")) as clerk:
        await clerk.press("f2")
        await clerk.type("说一句话")
        await clerk.press("enter")
        await say(clerk, "为什么这样写")
        assert WEBSITE.title in clerk.input.notice_text
        assert "这些回答" in clerk.input.notice_text
