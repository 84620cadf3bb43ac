"""Last year's figures beside those that are typed, and what follows from them; by keys alone."""

from __future__ import annotations

import re

import pytest
from last_year_harness import IN_FORCE, PENDING, T2, T4, LastYearHarness, carried_over

from assistant.session.sheet import LastYearCells


def row_of(app: LastYearHarness, label: str) -> list[str]:
    """The figures of a row, behind its label."""
    return next(line for line in app.screen_text().splitlines() if label in line).split(label)[1].split()


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
async def test_the_pointed_cell_tells_last_years_figure_totals_too(size: tuple[int, int]) -> None:
    app = LastYearHarness(carried_over())
    async with app.run_test(size=size) as pilot:
        await pilot.press("g")
        await pilot.pause()
        assert "上年12　本年新收0＋上年结转2" in app.screen_text()
        await pilot.press("end")
        await pilot.pause()
        assert "上年12　本年新收0＋上年结转3" in app.screen_text()
        await pilot.press("left")
        await pilot.pause()
        assert "上年0　" in app.screen_text()


async def test_a_wide_window_shows_them_beside_and_one_key_takes_them_away() -> None:
    app = LastYearHarness(carried_over(), present={"received.natural_person": "9"})
    async with app.run_test(size=(140, 40)) as pilot:
        await pilot.press("ctrl+home")
        await pilot.pause()
        assert row_of(app, "本年新收") == ["9", "12", "0", "0", "0", "0", "0", "9", "12"]
        await pilot.press("f7")
        await pilot.pause()
        assert row_of(app, "本年新收") == ["9", "0", "0", "0", "0", "0", "9"]
        await pilot.press("f7", "1", "0")
        await pilot.pause()
        assert row_of(app, "本年新收")[:2] == ["10", "12"]


async def test_in_a_small_window_one_key_shows_them_below_every_row() -> None:
    app = LastYearHarness(carried_over())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("g", "ctrl+end")
        await pilot.pause()
        assert "上年    " not in app.screen_text().replace("上年0", "")
        await pilot.press("f7")
        await pilot.pause()
        lines = app.screen_text().splitlines()
        (at,) = [number for number, line in enumerate(lines) if line.strip().startswith("结转下年度")]
        assert lines[at + 1].split() == ["上年", "2", "1", "3"], "the line below is in view, too"
        assert app.cursor_position.y == at
        await pilot.press("f7")
        await pilot.pause()
        assert "上年    " not in app.screen_text().replace("上年3", "")


async def test_without_last_years_table_there_is_nothing_to_show() -> None:
    app = LastYearHarness(LastYearCells())
    async with app.run_test() as pilot:
        await pilot.press("g", "f7")
        await pilot.pause()
        assert "没有上年的这张表" in app.notice
        assert "上年" not in app.screen_text().replace(app.notice, "").replace("上年结转", "")


async def test_documents_in_force_are_suggested_and_taken_by_one_key() -> None:
    app = LastYearHarness(IN_FORCE, T2)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("g", "down", "2", "right", "1", "right")
        await pilot.pause()
        assert "4?" in row_of(app, "行政规范性文件")
        assert "现行有效：上年3＋制发2－废止1 ＝ 4，按空格填上" in app.screen_text()
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert app.raws == [{"normative.issued": "2", "normative.repealed": "1"}], "never taken silently"
        await pilot.press("left", "backspace", "right")
        await pilot.pause()
        assert "5?" in row_of(app, "行政规范性文件"), "worked out anew"
        await pilot.press("space", "ctrl+s")
        await pilot.pause()
        assert app.raws[-1] == {"normative.issued": "2", "normative.in_force": "5"}
        assert "5?" not in app.screen_text() and "按空格填上" not in app.screen_text()
        await pilot.press("ctrl+z")
        await pilot.pause()
        assert "5?" in row_of(app, "行政规范性文件")


async def test_more_repealed_than_there_were_suggests_nothing() -> None:
    app = LastYearHarness(IN_FORCE, T2)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("g", "down", "right", "9", "right", "space", "ctrl+s")
        await pilot.pause()
        assert "?" not in "".join(row_of(app, "行政规范性文件"))
        assert app.raws == [{"normative.repealed": "9"}]


async def test_nothing_new_leaves_last_years_documents_in_force() -> None:
    app = LastYearHarness(IN_FORCE, T2)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "本年没有新的：行政规范性文件现行有效3件照上年，其余填0" in app.screen_text()
        await pilot.press("n")
        await pilot.pause()
        assert app.raws == [{"normative.in_force": "3"}]
    app = LastYearHarness(IN_FORCE, T2, present={"normative.in_force": "3"})
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("escape")
        await pilot.pause()
        assert "现在的回答" in app.screen_text()


async def test_what_was_pending_last_year_is_told_where_none_is_chosen() -> None:
    app = LastYearHarness(PENDING, T4)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "上年尚未审结：行政复议1件。" in app.screen_text()
        await pilot.press("n")
        await pilot.pause()
        assert app.raws == [{}], "still one key"


@pytest.mark.parametrize("width", [*range(100, 152, 4), 106, 107, 112])
async def test_last_years_heads_touch_no_others(width: int) -> None:
    app = LastYearHarness(carried_over())
    async with app.run_test(size=(width, 40)) as pilot:
        await pilot.press("g")
        await pilot.pause()
        heads = [line for line in app.screen_text().splitlines() if line.count("上年") > 4]
        assert not any(re.search(r"上年[^\s]|[^\s]上年", line) for line in heads), heads
