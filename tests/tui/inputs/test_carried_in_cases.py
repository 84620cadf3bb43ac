"""The applications that last year's report left open, one by one: how each ended; by keys alone."""

from __future__ import annotations

from case_harness import case
from last_year_harness import CARRIED, LastYearHarness, carried_over

PERSON, FIRM = "natural_person", "business"
TOLD = [case(PERSON, "granted", True), case(PERSON, "carried_out", True), case(FIRM, "denied.third_party", True)]
WHY = "上年年报有误 已更正"


async def test_none_this_year_asks_how_those_left_open_ended() -> None:
    app = LastYearHarness(carried_over())
    async with app.run_test(size=(80, 24)) as pilot:
        assert "本年没有新收的，只有上年结转的3件" in app.screen_text()
        await pilot.press("n")
        await pilot.pause()
        assert app.raws == []
        assert "没有新收的。上年结转的3件，逐件选到年底怎样了" in app.notice
        assert "第1件（自然人，上年结转）到年底怎样了？" in app.screen_text()
        assert "上年：新收12件，办结12件，结转下年度3件。" in app.screen_text()
        await pilot.press("1", "enter", "7", "enter", "3", "enter", "4", "enter")
        await pilot.pause()
        assert "上年结转的3件都说明了" in app.notice
        assert "共3件：本年新收0＋上年结转3 ＝ 办结总计2＋结转下年度1 ✓" in app.screen_text()
        await pilot.press("enter")
        await pilot.pause()
        assert app.raws == [TOLD]


async def test_new_ones_follow_and_are_not_asked_when_they_came_in() -> None:
    app = LastYearHarness(carried_over())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter", "1", "enter", "c", "3", "enter", "4", "enter")
        await pilot.pause()
        assert "第4件是谁申请的？" in app.screen_text()
        await pilot.press("4", "enter")
        await pilot.pause()
        assert "第4件（社会公益组织，本年新收）到年底怎样了？" in app.screen_text()
        await pilot.press("2", "enter", "c", "ctrl+s")
        await pilot.pause()
        new = case("social", "partly_granted")
        assert app.raws == [[TOLD[0], TOLD[0], TOLD[2], new, new]]


async def test_the_list_is_not_complete_before_each_is_told() -> None:
    app = LastYearHarness(carried_over())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("c", "1", "enter", "escape")
        await pilot.pause()
        assert app.screen_text().count("还没有说明结果") == 2
        assert "上年结转的还有2件没有说明" in app.screen_text()
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert app.raws == []
        assert "还有2件没有说明" in app.notice
        await pilot.press("escape", "escape", "g", "ctrl+s")
        await pilot.pause()
        assert app.raws == [], "nor by way of the grid"
        assert "还有2件没有说明" in app.notice
        await pilot.press("escape", "home", "down", "down", "enter", "3", "enter", "4", "enter", "7", "enter", "ctrl+s")
        await pilot.pause()
        assert app.raws == [[TOLD[0], TOLD[2], TOLD[1]]], "any of them may be told first"


async def test_removing_one_leaves_it_to_be_told_again() -> None:
    app = LastYearHarness(carried_over(), present=TOLD)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("home", "d")
        await pilot.pause()
        assert "按上年年报锁定" in app.notice
        assert app.screen_text().count("还没有说明结果") == 1
        await pilot.press("z", "ctrl+s")
        await pilot.pause()
        assert app.raws == [TOLD]
        await pilot.press("home", "enter", "2", "enter", "home", "c", "ctrl+s")
        await pilot.pause()
        changed = case(PERSON, "partly_granted", True)
        assert app.raws[-1] == [changed, case(PERSON, "partly_granted"), *TOLD[1:]], (
            "one more like it came in this year"
        )


async def test_undo_goes_back_through_what_was_told() -> None:
    app = LastYearHarness(carried_over())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("n", "1", "enter", "1", "enter", "z", "3", "enter", "z")
        await pilot.pause()
        assert "第2件（自然人，上年结转）到年底怎样了？" in app.screen_text()
        await pilot.press("7", "enter", "3", "enter", "4", "enter", "enter")
        await pilot.pause()
        assert app.raws == [TOLD]


async def test_the_number_is_unlocked_by_a_reason_and_locked_again_by_one_key() -> None:
    app = LastYearHarness(carried_over())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("c", "1", "enter", "f6")
        await pilot.pause()
        assert "上年结转·自然人：上年年报是2件，为什么要改？" in app.screen_text()
        await pilot.press(*WHY, "enter")
        await pilot.pause()
        assert app.reasons == [{f"carried_in.{PERSON}": WHY}]
        assert "已经解锁，可以改了" in app.notice
        assert app.screen_text().count("还没有说明结果") == 1, "only the firm's is still to be told"
        await pilot.press("3", "enter", "4", "enter", "1", "enter")
        await pilot.pause()
        assert "是什么时候收到的？" in app.screen_text()
        await pilot.press(
            "2", "enter", "2", "enter", "1", "enter", "2", "enter", "3", "enter", "1", "enter", "escape", "home", "f6"
        )
        await pilot.pause()
        assert app.reasons[-1] == {}
        assert "重新锁上" in app.notice
        assert "自然人：登记了上年结转3件，上年年报结转下年度2件，对不上。" in app.screen_text()
        await pilot.press("home", "d", "ctrl+s")
        await pilot.pause()
        assert [(one["applicant"], one["carried_in"]) for one in app.raws[-1]] == [  # type: ignore[index, call-overload]
            (FIRM, True), (PERSON, True), (PERSON, True),
        ]  # fmt: skip


async def test_a_number_that_was_0_is_unlocked_while_the_applicant_is_asked() -> None:
    app = LastYearHarness(carried_over(CARRIED))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(
            "c", "1", "enter", "7", "enter", "3", "enter", "4", "enter", "down", "down", "f6", *WHY, "enter"
        )
        await pilot.pause()
        assert app.reasons == [{"carried_in.research": WHY}]
        await pilot.press("3", "enter", "2", "enter", "1", "enter", "ctrl+s")
        await pilot.pause()
        assert app.raws == [[*TOLD, case("research", "granted", True)]]


async def test_none_this_year_takes_new_ones_away_and_undo_brings_them_back() -> None:
    new = case("other", "granted")
    app = LastYearHarness(carried_over(), present=[*TOLD, new])
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("escape")
        await pilot.pause()
        assert "本年没有新收的，只有上年结转的3件（登记的新收1件不要了）" in app.screen_text()
        await pilot.press("n", "ctrl+s")
        await pilot.pause()
        assert app.raws == [TOLD]
        await pilot.press("z", "ctrl+s")
        await pilot.pause()
        assert app.raws[-1] == [*TOLD, new]


async def test_half_told_ones_come_back() -> None:
    app = LastYearHarness(carried_over(), typed=TOLD[:1])
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "第2件（自然人，上年结转）到年底怎样了？" in app.screen_text()
        await pilot.press("7", "enter", "3", "enter", "4", "enter", "ctrl+s")
        await pilot.pause()
        assert app.raws == [TOLD]
