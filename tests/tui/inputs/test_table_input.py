"""The statutory tables by keys: none this year, or the grid."""

from __future__ import annotations

import pytest
from input_harness import Harness, shipped
from textual.events import Paste

from assistant.tui.inputs.table.grid import Grid

T3 = shipped("requests")


async def paste(app: Harness, text: str) -> None:
    assert app.focused is not None
    app.focused.post_message(Paste(text))


@pytest.mark.parametrize("key", ["disclosure", "requests", "proceedings"])
@pytest.mark.parametrize("press", ["n", "N", "ｎ"])
async def test_none_this_year_is_one_key(key: str, press: str) -> None:
    app = Harness(shipped(key))
    async with app.run_test() as pilot:
        await pilot.press(press)
        await pilot.pause()
        assert app.raws == [{}]


@pytest.mark.parametrize("opening", ["g", "enter", "G"])
async def test_the_grid_hands_over_typed_cells(opening: str) -> None:
    app = Harness(T3)
    async with app.run_test() as pilot:
        await pilot.press(opening, "1", "2", "enter", "3", "tab", "4", "ctrl+s")
        await pilot.pause()
        assert app.raws == [
            {"received.natural_person": "12", "carried_in.natural_person": "3", "carried_in.business": "4"}
        ]
        assert app.edits == 4


async def test_enter_goes_down_past_the_totals_and_on_to_the_next_column() -> None:
    app = Harness(T3)
    async with app.run_test() as pilot:
        await pilot.press("g", *["enter"] * 23, "5", "enter", "6", "ctrl+s")
        await pilot.pause()
        assert app.raws == [{"received.business": "6", "carried_out.natural_person": "5"}]


async def test_tab_goes_right_past_the_totals_and_shift_tab_back() -> None:
    app = Harness(shipped("proceedings"))
    async with app.run_test() as pilot:
        await pilot.press("g", *["tab"] * 4, "1", "shift+tab", "2", "ctrl+s")
        await pilot.pause()
        assert app.raws == [{"review.pending": "2", "suit_direct.upheld": "1"}]


async def test_totals_and_balance_are_on_the_screen_as_one_types() -> None:
    app = Harness(T3)
    async with app.run_test() as pilot:
        await pilot.press("g", "6", "down", "1", "down", "6")
        await pilot.pause()
        assert "本年新收6＋上年结转1 ＝ 办结总计6＋结转下年度0 差1" in app.screen_text()
        await pilot.press("backspace", "7")
        await pilot.pause()
        assert "本年新收6＋上年结转1 ＝ 办结总计7＋结转下年度0 ✓" in app.screen_text()


async def test_totals_are_locked() -> None:
    app = Harness(T3)
    async with app.run_test() as pilot:
        await pilot.press("g", "end", "5")
        await pilot.pause()
        assert "自动合计" in app.notice
        await pilot.press("delete", "ctrl+s")
        await pilot.pause()
        assert app.raws == [{}]


async def test_a_bad_cell_is_told_when_left_marked_and_refused() -> None:
    app = Harness(T3)
    async with app.run_test() as pilot:
        await pilot.press("g", "3", "x")
        await pilot.pause()
        assert app.notice == "", "not while it is being typed"
        await pilot.press("right")
        await pilot.pause()
        assert "!3x" in app.screen_text()
        await pilot.press("left")
        await pilot.pause()
        assert "“本年新收·自然人”填的是“3x”" in app.notice
        await pilot.press("down", "ctrl+s")
        await pilot.pause()
        assert app.raws == [{"received.natural_person": "3x"}]
        assert "填的是“3x”" in app.notice
        await pilot.press("3", "ctrl+s")
        await pilot.pause()
        assert app.raws[-1] == {"received.natural_person": "3"}


async def test_escape_first_leaves_the_cell_then_the_grid_and_loses_nothing() -> None:
    app = Harness(T3)
    async with app.run_test() as pilot:
        await pilot.press("g", "4", "down", "5", "escape")
        await pilot.pause()
        assert app.answer_input.typed == {"received.natural_person": "4", "carried_in.natural_person": "5"}
        await pilot.press("escape")
        await pilot.pause()
        assert "已填2格" in app.screen_text()
        await pilot.press("g", "ctrl+s")
        await pilot.pause()
        assert app.raws == [{"received.natural_person": "4", "carried_in.natural_person": "5"}]


async def test_escape_in_a_cell_typed_alike_takes_nothing_else_back() -> None:
    app = Harness(T3)
    async with app.run_test() as pilot:
        await pilot.press("g", "4", "down", "up", "4", "escape", "ctrl+s")
        await pilot.pause()
        assert app.raws == [{"received.natural_person": "4"}]


async def test_undo_and_redo_in_the_grid() -> None:
    app = Harness(T3)
    async with app.run_test() as pilot:
        await pilot.press("g", "4", "down", "5", "ctrl+z")
        await pilot.pause()
        assert app.answer_input.typed == {"received.natural_person": "4"}
        await pilot.press("ctrl+z", "ctrl+z")
        await pilot.pause()
        assert app.answer_input.typed is None
        await pilot.press("ctrl+y", "ctrl+y", "ctrl+s")
        await pilot.pause()
        assert app.raws == [{"received.natural_person": "4", "carried_in.natural_person": "5"}]


async def test_typing_replaces_and_delete_clears() -> None:
    app = Harness(T3, present={"received.natural_person": "12", "granted.natural_person": "12"})
    async with app.run_test() as pilot:
        await pilot.press("7", "down", "down", "delete", "ctrl+s")
        await pilot.pause()
        assert app.raws == [{"received.natural_person": "7"}]


async def test_the_next_column_that_does_not_balance() -> None:
    app = Harness(T3, present={"received.research": "1", "received.social": "1", "granted.social": "1"})
    async with app.run_test() as pilot:
        await pilot.press("f8")
        await pilot.pause()
        assert "科研机构" in app.screen_text()
        await pilot.press("down", "down", "1", "f8")
        await pilot.pause()
        assert "都对得上" in app.notice


async def test_an_earlier_table_is_opened_and_untouched_handed_over_again() -> None:
    app = Harness(shipped("disclosure"), present={"normative.in_force": "3", "fees": "0.5"})
    async with app.run_test() as pilot:
        await pilot.pause()
        assert app.answer_input.typed is None
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert app.raws == [{"normative.in_force": "3", "fees": "0.5"}]


async def test_an_earlier_none_is_shown_on_the_prompt() -> None:
    app = Harness(T3, present={})
    async with app.run_test() as pilot:
        await pilot.pause()
        assert "现在的回答" in app.screen_text()
        await pilot.press("enter")
        await pilot.pause()
        assert app.raws == [{}]


async def test_unsubmitted_cells_come_back_bad_ones_too() -> None:
    app = Harness(T3, typed={"received.natural_person": "x"})
    async with app.run_test() as pilot:
        await pilot.pause()
        assert app.answer_input.typed == {"received.natural_person": "x"}
        await pilot.press("1", "ctrl+s")
        await pilot.pause()
        assert app.raws == [{"received.natural_person": "1"}]


@pytest.mark.parametrize("key", ["disclosure", "proceedings"])
async def test_only_applications_are_entered_one_by_one(key: str) -> None:
    app = Harness(shipped(key), year=2024)
    async with app.run_test() as pilot:
        await pilot.press("c", "l")
        await pilot.pause()
        assert "逐件" not in app.screen_text()
        assert "台账" not in app.screen_text()
        assert "G 打开表格填写" in app.screen_text()


async def test_the_caret_stands_in_the_cell() -> None:
    app = Harness(T3)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("g", "down", "right")
        await pilot.pause()
        x, y = app.cursor_position
        line = app.screen_text().splitlines()[y]
        assert line.startswith("上年结转")
        grid = app.answer_input.query_one("Grid")
        assert x == grid.cursor_screen_offset.x  # type: ignore[attr-defined]
        await pilot.press("pagedown", "pagedown", "pagedown")
        await pilot.pause()
        assert app.cursor_position.y < y + 8, "the grid scrolls, the caret stays inside"
        assert "结转下年度" in app.screen_text().splitlines()[app.cursor_position.y]


@pytest.mark.parametrize("size", [(80, 24), (62, 24), (140, 40)])
async def test_headers_stay_in_view_while_the_rows_scroll(size: tuple[int, int]) -> None:
    app = Harness(T3)
    async with app.run_test(size=size) as pilot:
        await pilot.press("g", "ctrl+end")
        await pilot.pause()
        text = app.screen_text()
        assert "法人或其他组织" in text
        assert "结转下年度" in text
        assert "勾稽关系" in text


async def test_the_cell_is_explained_with_its_printed_label_and_basis() -> None:
    app = Harness(T3)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("g", *["down"] * 5, "right")
        await pilot.pause()
        text = app.screen_text()
        assert "（三）不予公开 2.其他法律行政法规禁止公开" in text
        assert "法人或其他组织 商业企业" in text
        assert "条例第十四条" in text


async def test_one_pasted_cell_is_typed() -> None:
    app = Harness(T3)
    async with app.run_test() as pilot:
        await pilot.press("g")
        await paste(app, "１２件\r\n")
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert app.raws == [{"received.natural_person": "12"}]


@pytest.mark.parametrize(
    ("present", "path"),
    [
        ({"received.natural_person": "1", "granted.natural_person": "1", "received.social": "2"}, "received.social"),
        ({"received.natural_person": "1", "granted.natural_person": "1"}, "received.natural_person"),
    ],
)
async def test_a_table_opened_again_points_at_what_does_not_balance(present: dict[str, str], path: str) -> None:
    app = Harness(T3, present=present)
    async with app.run_test() as pilot:
        await pilot.pause()
        assert app.answer_input.query_one(Grid).cell.path == path


@pytest.mark.parametrize("width", range(30, 60, 3))
@pytest.mark.parametrize("key", ["requests", "overview.assessment", "overview.social_evaluation"])
async def test_no_line_of_rows_begins_with_a_closing_mark(key: str, width: int) -> None:
    app = Harness(shipped(key))
    async with app.run_test(size=(width, 40)) as pilot:
        await pilot.pause()
        begins = {line.strip()[:1] for line in app.screen_text().splitlines()[2:]}
        assert not begins & set("，。、；：）”》？！"), app.screen_text()
