"""The cells that last year's report settles, in the grid: prefilled, locked, unlocked by a reason; by keys alone."""

from __future__ import annotations

import pytest
from last_year_harness import CARRIED, LastYearHarness, carried_over
from textual.events import Paste

NATURAL, BUSINESS = "carried_in.natural_person", "carried_in.business"
LOCKED = {NATURAL: "2", BUSINESS: "1"}
WHY = "上年年报有误 已于3月更正为5件"


async def test_they_are_filled_in_and_marked_with_their_source() -> None:
    app = LastYearHarness(carried_over())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("g", "down")
        await pilot.pause()
        (row,) = [line for line in app.screen_text().splitlines() if "上年结转 已锁" in line]
        assert row.split()[-7:] == ["[2]", "[1]", "[0]", "[0]", "[0]", "[0]", "3"]
        assert "已锁：上年年报“四、结转下年度继续办理”2件" in app.screen_text()
        assert app.answer_input.typed is None
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert app.raws == [LOCKED]


@pytest.mark.parametrize("key", ["5", "x", "backspace", "delete"])
async def test_typing_there_says_how_to_unlock(key: str) -> None:
    app = LastYearHarness(carried_over())
    async with app.run_test() as pilot:
        await pilot.press("g", "down", key)
        await pilot.pause()
        assert "已经锁定，等于上年年报“四、结转下年度继续办理”2件；要改请按 F6 说明理由" in app.notice
        assert app.answer_input.typed is None
        assert app.reasons == []


async def test_a_reason_unlocks_one_cell() -> None:
    app = LastYearHarness(carried_over())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("g", "down", "f6")
        await pilot.pause()
        assert "上年结转·自然人：上年年报是2件，为什么要改？" in app.screen_text()
        await pilot.press("enter")
        await pilot.pause()
        assert "理由还空着" in app.notice
        await pilot.press(*WHY, "enter")
        await pilot.pause()
        assert app.reasons == [{NATURAL: WHY}]
        assert f"理由：{WHY}".replace(" ", "") in "".join(app.screen_text().split())
        assert "部分已锁" in app.screen_text()
        await pilot.press("5", "right", "5")
        await pilot.pause()
        assert "已经锁定" in app.notice, "the other column is still locked"
        await pilot.press("left", "ctrl+s")
        await pilot.pause()
        assert app.raws == [{**LOCKED, NATURAL: "5"}]
        (row,) = [line for line in app.screen_text().splitlines() if "上年结转" in line and "部分已锁" in line]
        assert row.split()[-7:-5] == ["5*", "[1]"]


async def test_escape_leaves_it_locked_and_a_long_reason_is_refused() -> None:
    app = LastYearHarness(carried_over())
    async with app.run_test() as pilot:
        await pilot.press("g", "down", "f6", *"改", "up", "ctrl+z", "escape", "5")
        await pilot.pause()
        assert "已经锁定" in app.notice
        assert app.focused is not None
        await pilot.press("f6")
        app.focused.post_message(Paste("长" * 201))
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "201个字" in app.notice
        assert app.reasons == []
        await pilot.press("backspace", "ctrl+s")
        await pilot.pause()
        assert app.reasons == [{NATURAL: "长" * 200}]


async def test_one_key_locks_again_and_undo_brings_number_and_reason_back() -> None:
    app = LastYearHarness(carried_over(reasons={NATURAL: WHY}), present={**LOCKED, NATURAL: "5"})
    async with app.run_test() as pilot:
        await pilot.press("down", "f6")
        await pilot.pause()
        assert "重新锁上" in app.notice
        assert (app.answer_input.typed, app.reasons[-1]) == (LOCKED, {})
        await pilot.press("ctrl+z")
        await pilot.pause()
        assert (app.answer_input.typed, app.reasons[-1]) == (None, {NATURAL: WHY})
        await pilot.press("ctrl+y")
        await pilot.pause()
        assert app.answer_input.typed == LOCKED
        await pilot.press("home", "up", "f6")
        await pilot.pause()
        assert "没有锁" in app.notice


async def test_another_number_of_an_older_draft_is_shown_and_kept() -> None:
    app = LastYearHarness(carried_over(), present={NATURAL: "5", BUSINESS: "1"})
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("end", "f8")
        await pilot.pause()
        assert "5!" in app.screen_text()
        assert "和上年年报对不上：上年年报“四、结转下年度继续办理”2件" in app.screen_text()
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert app.raws == [{NATURAL: "5", BUSINESS: "1"}], "never overwritten silently"
        await pilot.press("delete", "ctrl+s")
        await pilot.pause()
        assert app.raws[-1] == LOCKED


async def test_a_pasted_block_does_not_change_them_silently() -> None:
    app = LastYearHarness(carried_over())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("g")
        assert app.focused is not None
        app.focused.post_message(Paste("6\t1\n5\t1\n"))
        await pilot.pause()
        text = "".join(app.screen_text().split())
        assert "会改动2格" in text
        assert "“上年结转·自然人”已经锁定为上年年报“四、结转下年度继续办理”2件，贴来的5没有采用" in text
        assert "上年结转·商业企业" not in text, "the number that it is locked to"
        await pilot.press("enter", "ctrl+s")
        await pilot.pause()
        assert app.raws == [{"received.natural_person": "6", "received.business": "1", **LOCKED}]


async def test_a_pasted_block_with_nothing_but_another_locked_number_is_told() -> None:
    app = LastYearHarness(carried_over())
    async with app.run_test() as pilot:
        await pilot.press("g", "down")
        assert app.focused is not None
        app.focused.post_message(Paste("5\t1\n"))
        await pilot.pause()
        assert "贴来的5没有采用" in "".join(app.screen_text().split())
        await pilot.press("enter", "ctrl+s")
        await pilot.pause()
        assert app.raws == [LOCKED]


@pytest.mark.parametrize("press", ["n", "N", "ｎ"])
async def test_none_this_year_is_still_one_key_when_nothing_was_left_open(press: str) -> None:
    app = LastYearHarness(carried_over({}))
    async with app.run_test() as pilot:
        await pilot.press(press)
        await pilot.pause()
        assert app.raws == [{}]


async def test_none_with_very_many_left_open_leads_to_the_grid() -> None:
    app = LastYearHarness(carried_over({**CARRIED, "natural_person": 80}))
    async with app.run_test() as pilot:
        await pilot.press("n")
        await pilot.pause()
        assert app.raws == []
        assert "上年结转的81件已经填好" in app.notice
        await pilot.press("8", "0", "right", "1", "ctrl+s")
        await pilot.pause()
        assert app.raws == [{NATURAL: "80", BUSINESS: "1", "granted.natural_person": "80", "granted.business": "1"}]
