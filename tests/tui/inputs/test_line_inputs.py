"""Text, integer, money, date: keys in, one raw answer out."""

from __future__ import annotations

import pytest
from input_harness import Harness, shipped
from textual.events import Paste
from textual.geometry import Offset

LINE_KEYS = ["agency.name", "overview.website_items", "other.fee_charged", "agency.signed_on"]


async def paste(app: Harness, text: str) -> None:
    assert app.focused is not None
    app.focused.post_message(Paste(text))


@pytest.mark.parametrize(
    ("key", "typed"),
    [
        ("agency.name", "清河镇人民政府"),
        ("overview.website_items", "２６条"),
        ("other.fee_charged", "0.12万元"),
        ("agency.signed_on", "2025年1月9日"),
    ],
)
async def test_typed_text_is_handed_over_as_typed(key: str, typed: str) -> None:
    app = Harness(shipped(key))
    async with app.run_test() as pilot:
        await pilot.press(*typed, "enter")
        await pilot.pause()
        assert app.raws == [typed]
        assert app.notice == ""


async def test_empty_takes_the_default_and_shows_it_before() -> None:
    app = Harness(shipped("agency.self_word"), default="我镇", default_shown="我镇")
    async with app.run_test() as pilot:
        await pilot.pause()
        assert "回车＝我镇" in app.screen_text()
        await pilot.press("space", "enter")
        await pilot.pause()
        assert app.raws == ["我镇"]


async def test_an_optional_line_is_left_out_by_enter() -> None:
    app = Harness(shipped("agency.contact"), default="", default_shown="（无）")
    async with app.run_test() as pilot:
        await pilot.press("enter")
        await pilot.pause()
        assert app.raws == [""]


@pytest.mark.parametrize(
    ("key", "typed", "sentence"),
    [
        ("overview.website_items", "二十六", "！“二十六”不是整数"),
        ("overview.website_items", "-1", "！“-1”小于0"),
        ("agency.signed_on", "2024-13-40", "！“2024-13-40”不是日历上有的日期"),
        ("other.fee_charged", "很多", "！“很多”不是金额"),
        ("agency.name", "", "！机关全称不能空着"),
    ],
)
async def test_a_refusal_keeps_the_text_and_the_keyboard(key: str, typed: str, sentence: str) -> None:
    app = Harness(shipped(key))
    async with app.run_test() as pilot:
        await pilot.press(*typed, "enter")
        await pilot.pause()
        assert app.notice.startswith(sentence)
        assert app.answer_input.content() == typed
        await pilot.press("9")
        await pilot.pause()
        assert app.notice == "", "the sentence goes as soon as the text is changed"
        assert app.answer_input.content() == f"{typed}9"
        await pilot.press("enter")
        await pilot.pause()
        assert len(app.raws) == 2


async def test_a_second_enter_is_not_a_second_answer() -> None:
    app = Harness(shipped("agency.name"))
    async with app.run_test() as pilot:
        await pilot.press("镇", "enter", "enter")
        await pilot.pause()
        assert app.raws == ["镇"]


async def test_an_earlier_answer_is_opened_with_the_caret_behind_it() -> None:
    app = Harness(shipped("agency.name"), present="清河镇人民政")
    async with app.run_test() as pilot:
        await pilot.pause()
        assert app.answer_input.typed is None
        assert app.cursor_position == Offset(2 + 12, 2)
        await pilot.press("府")
        await pilot.pause()
        assert app.answer_input.typed == "清河镇人民政府"
        assert app.edits == 1
        await pilot.press("enter")
        await pilot.pause()
        assert app.raws == ["清河镇人民政府"]


async def test_unsubmitted_text_comes_back() -> None:
    app = Harness(shipped("agency.name"), present="甲", typed="乙")
    async with app.run_test() as pilot:
        await pilot.pause()
        assert app.answer_input.typed == "乙"
        app.answer_input.offer("丙")
        await pilot.press("enter")
        await pilot.pause()
        assert app.raws == ["丙"]


@pytest.mark.parametrize("literal", ["[2024]3号", "[/b]", "{{ x }}", "[red]红[/red]", "\\[a]"])
async def test_typed_text_is_literal(literal: str) -> None:
    app = Harness(shipped("agency.name"))
    async with app.run_test() as pilot:
        await pilot.press(*literal)
        await pilot.pause()
        assert literal in app.screen_text()
        await pilot.press("enter")
        await pilot.pause()
        assert app.raws == [literal]


async def test_a_paste_of_several_lines_into_a_text_is_joined_and_told() -> None:
    app = Harness(shipped("agency.contact"))
    async with app.run_test() as pilot:
        await pilot.pause()
        await paste(app, "清河镇人民路1号\r\n\r\n电话：0310-5550123\n")
        await pilot.pause()
        assert app.answer_input.content() == "清河镇人民路1号 电话：0310-5550123"
        assert app.notice.startswith("粘贴的2行")


@pytest.mark.parametrize("key", LINE_KEYS[1:])
async def test_a_paste_of_several_lines_into_a_number_or_a_date_is_not_taken(key: str) -> None:
    app = Harness(shipped(key))
    async with app.run_test() as pilot:
        await pilot.press("7")
        await paste(app, "12\n34")
        await pilot.pause()
        assert app.answer_input.content() == "7"
        assert "只能写一行" in app.notice
        await paste(app, "8\n")
        await pilot.pause()
        assert app.answer_input.content() == "78", "a line break at the end is no second line"


@pytest.mark.parametrize("key", LINE_KEYS)
async def test_control_characters_never_reach_the_terminal(key: str) -> None:
    app = Harness(shipped(key))
    async with app.run_test() as pilot:
        await pilot.pause()
        await paste(app, "1\x1b[31m\x07\u202e\ud800红\u200b")
        await pilot.pause()
        assert app.answer_input.content() == "1[31m红"
        assert "控制字符" in app.notice
        assert "\x1b" not in app.screen_text()


@pytest.mark.parametrize("key", LINE_KEYS)
async def test_a_huge_paste_is_not_taken(key: str) -> None:
    app = Harness(shipped(key))
    async with app.run_test() as pilot:
        await pilot.press("5")
        await paste(app, "镇" * 20_001)
        await pilot.pause()
        assert app.answer_input.content() == "5"
        assert "20002个字" in app.notice


async def test_three_thousand_characters_are_refused_by_the_interview_and_stay() -> None:
    app = Harness(shipped("agency.name"))
    async with app.run_test() as pilot:
        await pilot.pause()
        await paste(app, "镇" * 3000)
        await pilot.press("enter")
        await pilot.pause()
        assert "3000个字" in app.notice
        assert app.answer_input.content() == "镇" * 3000
