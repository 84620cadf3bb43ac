"""Paragraphs: Enter breaks the line, Ctrl+S hands over, Enter on nothing takes the default."""

from __future__ import annotations

import pytest
from input_harness import Harness, shipped
from textual.events import Paste

MATTERS = shipped("other.matters")


async def test_enter_on_nothing_takes_the_default() -> None:
    app = Harness(MATTERS, default="", default_shown="（无）")
    async with app.run_test() as pilot:
        await pilot.pause()
        assert "（无）" in app.answer_input.hint
        await pilot.press("enter")
        await pilot.pause()
        assert app.raws == [""]


@pytest.mark.parametrize("accept", ["enter", "ctrl+s"])
async def test_control_j_breaks_the_line_and_enter_hands_over(accept: str) -> None:
    app = Harness(MATTERS, default="", default_shown="（无）")
    async with app.run_test() as pilot:
        await pilot.press(*"一", "ctrl+j", *"[/b]")
        await pilot.pause()
        assert app.answer_input.typed == "一\n[/b]"
        assert "[/b]" in app.screen_text()
        await pilot.press(accept)
        await pilot.pause()
        assert app.raws == ["一\n[/b]"]
        assert app.edits >= 2


async def test_control_s_on_nothing_takes_the_default_too() -> None:
    app = Harness(MATTERS, default="", default_shown="（无）")
    async with app.run_test() as pilot:
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert app.raws == [""]


async def test_a_paste_keeps_its_lines_and_loses_its_control_characters() -> None:
    app = Harness(MATTERS)
    async with app.run_test() as pilot:
        await pilot.pause()
        assert app.focused is not None
        app.focused.post_message(Paste("第一段\r\n第二段\x1b[2J\r\n\r\n{{ x }}"))
        await pilot.pause()
        assert app.answer_input.content() == "第一段\n第二段[2J\n\n{{ x }}"
        assert "控制字符" in app.notice
        assert "\x1b" not in app.screen_text()


async def test_a_huge_paste_is_not_taken() -> None:
    app = Harness(MATTERS)
    async with app.run_test() as pilot:
        await pilot.press("甲")
        assert app.focused is not None
        app.focused.post_message(Paste("镇" * 20_000))
        await pilot.pause()
        assert app.answer_input.content() == "甲"
        assert "20001个字" in app.notice


async def test_too_long_a_text_is_refused_and_stays() -> None:
    app = Harness(MATTERS)
    async with app.run_test() as pilot:
        await pilot.pause()
        assert app.focused is not None
        app.focused.post_message(Paste("镇" * 3000))
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "3000个字" in app.notice
        assert app.answer_input.content() == "镇" * 3000
        await pilot.press("backspace")
        await pilot.pause()
        assert app.notice == ""


async def test_an_earlier_text_is_opened_with_the_caret_behind_it() -> None:
    app = Harness(MATTERS, present="第一段\n第二段", default="")
    async with app.run_test() as pilot:
        await pilot.pause()
        assert app.answer_input.typed is None
        await pilot.press("完", "ctrl+s")
        await pilot.pause()
        assert app.raws == ["第一段\n第二段完"]
