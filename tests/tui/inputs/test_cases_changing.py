"""Applications changed, removed, repeated and noted, with keys alone."""

from __future__ import annotations

import pytest
from case_harness import CASES, app_with, case


async def test_an_application_is_changed_and_what_is_kept_takes_enter() -> None:
    app = app_with(CASES)
    async with app.run_test() as pilot:
        await pilot.press("home", "down", "enter", "enter", "enter", "enter", "enter")
        await pilot.pause()
        assert app.answer_input.typed is None, "everything kept"
        await pilot.press("enter", "3", "enter", "enter", "2", "enter", "ctrl+s")
        await pilot.pause()
        assert app.raws == [[CASES[0], case("research", "partly_granted", True, "张某")]]


async def test_the_accepting_key_keeps_what_is_changed_so_far_and_refuses_what_is_half() -> None:
    app = app_with(CASES)
    async with app.run_test() as pilot:
        await pilot.press("home", "enter", "6", "enter", "ctrl+s")
        await pilot.pause()
        assert app.raws == [[case("other", "granted"), CASES[1]]]
        await pilot.press("a", "2", "enter", "1", "enter", "ctrl+s")
        await pilot.pause()
        assert len(app.raws) == 1
        assert "第3件还没有选完" in app.notice
        await pilot.press("7", "enter", "ctrl+s")
        await pilot.pause()
        assert app.raws[-1] == [case("other", "granted"), CASES[1], case("business", "carried_out")]


@pytest.mark.parametrize("key", ["delete", "backspace", "d"])
async def test_applications_are_removed_and_brought_back(key: str) -> None:
    app = app_with(CASES)
    async with app.run_test() as pilot:
        await pilot.press("home", key)
        await pilot.pause()
        assert app.answer_input.typed == CASES[1:]
        assert "第1件（自然人，予以公开）" in app.notice
        await pilot.press(key)
        await pilot.pause()
        assert app.answer_input.typed == {}
        await pilot.press("z", "ctrl+z")
        await pilot.pause()
        assert app.answer_input.typed is None
        await pilot.press("ctrl+z")
        await pilot.pause()
        assert "没有可以撤销的" in app.notice
        await pilot.press("ctrl+y", "ctrl+s")
        await pilot.pause()
        assert app.raws == [CASES[1:]]


async def test_undo_takes_every_step_back_while_new_ones_are_entered() -> None:
    app = app_with()
    async with app.run_test() as pilot:
        await pilot.press(
            "c", "1", "enter", "1", "enter", "1", "enter", "c", "c", "2", "enter", "1", "enter", "1", "enter"
        )
        await pilot.pause()
        assert len(app.answer_input.typed or "") == 4
        await pilot.press("z", "z", "1", "enter", "z", "z")
        await pilot.pause()
        assert "第2件是谁申请的？" in app.screen_text(), "amid the questions it goes one of them back"
        await pilot.press("2", "enter", "c", "z", "ctrl+y", "ctrl+y")
        await pilot.pause()
        assert len(app.answer_input.typed or "") == 3, "amid the questions there is no same again"
        await pilot.press("z", "z", "2", "enter", "2", "enter", "2", "enter", "ctrl+y")
        await pilot.pause()
        assert "没有可以重做的" in app.notice
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert app.raws == [[case("natural_person", "granted"), case("business", "partly_granted", True)]]


async def test_the_same_again_and_a_note() -> None:
    app = app_with(CASES)
    async with app.run_test() as pilot:
        await pilot.press("home", "down", "c", "b", *"[2024]3号", "enter", "up", "b", "end", "backspace", "escape")
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert app.raws == [[*CASES, case("business", "denied.third_party", True, "[2024]3号")]]
        await pilot.press("b", *"甲" * 201, "enter")
        await pilot.pause()
        assert app.notice.startswith("！") and "203个字" in app.notice
        await pilot.press(*["backspace"] * 3, "up", "ctrl+s")
        await pilot.pause()
        assert len(app.raws) == 2, "the accepting key keeps the note and ends"
        assert app.raws[-1][1]["note"] == "张某" + "甲" * 198  # type: ignore[index, call-overload]


async def test_two_hundred_applications_scroll() -> None:
    app = app_with(CASES * 100)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("home")
        await pilot.pause()
        first = app.screen_text()
        assert "  1 自然人" in first and "共200件" in first
        await pilot.press("pagedown", "pagedown")
        await pilot.pause()
        assert "  1 自然人" not in app.screen_text()
        await pilot.press("end", "up", "up", "delete", "end", "up")
        await pilot.pause()
        assert "199 " in app.screen_text() and "登记完了，共199件" in app.screen_text()
        row = app.screen_text().splitlines()[app.cursor_position.y]
        assert "再登记一件" in row, "the caret stands on the pointed row"


async def test_unsubmitted_applications_come_back_and_strange_ones_are_told() -> None:
    app = app_with(typed=CASES)
    async with app.run_test() as pilot:
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert app.raws == [CASES]
    app = app_with(typed=[{"applicant": "nobody"}])
    async with app.run_test() as pilot:
        await pilot.pause()
        assert app.notice.startswith("！")
        await pilot.press("n")
        await pilot.pause()
        assert app.raws == [{}]


async def test_rows_take_clicks() -> None:
    app = app_with(CASES)

    def line_of(text: str) -> tuple[int, int]:
        lines = app.screen_text().splitlines()
        return 6, next(number for number, line in enumerate(lines) if text in line)

    async with app.run_test(size=(80, 24)) as pilot:
        for text in ["2 商业企业", "3 科研机构", "2 上年结转  上年", "4 无法提供", "2 需要另行制作", "登记完了"]:
            await pilot.click(offset=line_of(text))
            await pilot.pause()
        assert app.raws == [[CASES[0], case("research", "unavailable.needs_creation", True, "张某")]]
