"""The table counts the applications; whichever was changed last is the answer."""

from __future__ import annotations

from case_harness import CASES, app_with, case
from textual.events import Paste


async def test_the_table_counts_the_applications() -> None:
    app = app_with(CASES)
    async with app.run_test() as pilot:
        await pilot.press("escape", "g")
        await pilot.pause()
        assert "本年新收1＋上年结转0 ＝ 办结总计1＋结转下年度0 ✓" in app.screen_text()
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert app.raws == [CASES], "looking at the table changes nothing"


async def test_applications_go_when_a_cell_is_changed_and_come_back_with_undo() -> None:
    app = app_with(CASES)
    async with app.run_test() as pilot:
        await pilot.press("escape", "g", "2")
        await pilot.pause()
        assert "2件就不再保留" in app.notice
        assert isinstance(app.answer_input.typed, dict)
        await pilot.press("ctrl+z", "ctrl+s")
        await pilot.pause()
        assert app.raws == [CASES]
        await pilot.press("2", "ctrl+s")
        await pilot.pause()
        assert isinstance(app.raws[-1], dict) and app.raws[-1]["received.natural_person"] == "2"
        await pilot.press("escape", "escape", "c")
        await pilot.pause()
        assert "表格后来另外填过" in app.notice
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert app.raws[-1] == CASES


async def test_cells_that_stood_before_come_back_with_the_last_application_undone() -> None:
    app = app_with()
    async with app.run_test() as pilot:
        await pilot.press("g", "7", "escape", "escape")
        await pilot.pause()
        await pilot.press("g", "7", "down", "escape")
        await pilot.pause()
        assert "表里已填的1格不要了" in app.screen_text()
        await pilot.press("c", "1", "enter", "1", "enter", "7", "enter")
        await pilot.pause()
        assert app.answer_input.typed == [case("natural_person", "carried_out")]
        await pilot.press("escape", "escape", "g")
        await pilot.pause()
        assert "本年新收1＋上年结转0 ＝ 办结总计0＋结转下年度1 ✓" in app.screen_text()
        await pilot.press("escape", "c", "z")
        await pilot.pause()
        assert app.answer_input.typed == {"received.natural_person": "7"}
        await pilot.press("escape", "g", "ctrl+s")
        await pilot.pause()
        assert app.raws == [{"received.natural_person": "7"}]


async def test_a_block_pasted_on_the_prompt_still_opens_the_grid() -> None:
    app = app_with(CASES)
    async with app.run_test() as pilot:
        await pilot.press("escape")
        assert app.focused is not None
        app.focused.post_message(Paste("9\t1\n"))
        await pilot.pause()
        assert "会改动" in app.screen_text()
        await pilot.press("escape", "ctrl+s")
        await pilot.pause()
        assert app.raws == [CASES], "not adopted, nothing changed"
