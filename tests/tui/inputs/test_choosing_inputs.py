"""Yes or no, a choice, choices: one key, arrows, own words."""

from __future__ import annotations

import pytest
from input_harness import Harness, choices, shipped
from textual.events import Paste

DEPUTIES = ["分管负责同志", "分管副职", "办公室主任"]


@pytest.mark.parametrize(
    ("keys", "raw"),
    [
        (["y"], "是"), (["N"], "否"), (["1", "enter"], "是"), (["2", "enter"], "否"), (["ｎ"], "否"), (["enter"], "否"),
        (["up", "enter"], "是"), (["up", "down", "enter"], "否"),
    ],
)  # fmt: skip
async def test_yes_or_no_by_a_letter_or_by_pointing(keys: list[str], raw: str) -> None:
    app = Harness(shipped("overview.in_assessment"), default="否", default_shown="否")
    async with app.run_test() as pilot:
        await pilot.press(*keys)
        await pilot.pause()
        assert app.raws == [raw]


async def test_yes_or_no_ignores_other_keys() -> None:
    app = Harness(shipped("overview.in_assessment"))
    async with app.run_test() as pilot:
        await pilot.press("x", "3", "space")
        app.answer_input.query_one("Rows").post_message(Paste("是"))
        await pilot.pause()
        assert app.raws == []
        assert app.answer_input.typed is None


@pytest.mark.parametrize(
    ("keys", "raw"),
    [
        (["enter"], "分管副职"),
        (["3", "enter"], "办公室主任"),
        (["１", "enter"], "分管负责同志"),
        (["down", "enter"], "办公室主任"),
    ],
)
async def test_a_choice_by_key_or_by_arrows(keys: list[str], raw: str) -> None:
    app = Harness(shipped("overview.deputy"), default="分管副职")
    async with app.run_test() as pilot:
        await pilot.press(*keys)
        await pilot.pause()
        assert app.raws == [raw]


async def test_a_choice_hands_over_the_value_not_the_label() -> None:
    app = Harness(shipped("overview.assessment"))
    async with app.run_test() as pilot:
        await pilot.press("5", "enter")
        await pilot.pause()
        assert app.raws == [""]


async def test_own_words_open_in_place_and_escape_returns() -> None:
    app = Harness(shipped("overview.deputy"))
    async with app.run_test() as pilot:
        await pilot.press("5", "enter", *"副镇长[/b]", "escape", "escape")
        await pilot.pause()
        assert app.raws == []
        assert app.answer_input.typed is None
        await pilot.press("enter")
        await pilot.pause()
        assert app.answer_input.typed == "副镇长[/b]"
        await pilot.press("enter")
        await pilot.pause()
        assert app.raws == ["副镇长[/b]"]


async def test_an_input_method_writes_into_own_words_at_once() -> None:
    """What it commits arrives as a burst of keys, the first of which opens the line."""
    app = Harness(shipped("overview.deputy"))
    async with app.run_test() as pilot:
        await pilot.press(*"分管副镇长")
        await pilot.press("enter")
        await pilot.pause()
        assert app.raws == ["分管副镇长"]


async def test_a_paste_goes_into_own_words() -> None:
    app = Harness(shipped("overview.deputy"))
    async with app.run_test() as pilot:
        await pilot.pause()
        assert app.focused is not None
        app.focused.post_message(Paste("分管副镇长\n"))
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert app.raws == ["分管副镇长"]


async def test_an_own_answer_is_reopened_for_editing() -> None:
    app = Harness(shipped("overview.deputy"), present="副镇")
    async with app.run_test() as pilot:
        await pilot.press("长", "enter")
        await pilot.pause()
        assert app.raws == ["副镇长"]


async def test_an_offered_answer_is_reopened_on_its_row() -> None:
    app = Harness(shipped("overview.deputy"), present="办公室主任", default="分管副职")
    async with app.run_test() as pilot:
        await pilot.pause()
        assert "现在的回答" in app.screen_text()
        await pilot.press("enter")
        await pilot.pause()
        assert app.raws == ["办公室主任"]


async def test_empty_own_words_go_back_to_the_rows() -> None:
    app = Harness(shipped("overview.deputy"))
    async with app.run_test() as pilot:
        await pilot.press("5", "enter", "enter", "1", "enter")
        await pilot.pause()
        assert app.raws == ["分管负责同志"]


async def test_without_own_words_typing_changes_nothing() -> None:
    app = Harness(shipped("agency.kind"), choices=choices("town", "street"))
    async with app.run_test() as pilot:
        await pilot.press("镇", "9")
        await pilot.pause()
        assert app.raws == [] and app.answer_input.typed is None


@pytest.mark.parametrize(("keys", "raw"), [(["down"], "town"), (["up"], "street"), (["down", "down"], "street")])
async def test_without_a_default_enter_takes_nothing_until_the_clerk_points_at_it(keys: list[str], raw: str) -> None:
    app = Harness(shipped("agency.kind"), choices=choices("town", "street"))
    async with app.run_test() as pilot:
        await pilot.press("enter")
        await pilot.pause()
        assert app.raws == []
        assert "还没有选" in app.notice
        await pilot.press(*keys, "enter")
        await pilot.pause()
        assert app.raws == [raw]


async def test_yes_is_not_taken_by_enter_alone() -> None:
    app = Harness(shipped("overview.answered_in_time"))
    async with app.run_test() as pilot:
        await pilot.press("enter", "enter")
        await pilot.pause()
        assert "是按 Y，否按 N" in app.notice
        await pilot.pause()
        assert app.raws == []
        await pilot.press("y")
        await pilot.pause()
        assert app.raws == ["是"]


async def test_the_default_of_choices_is_checked_and_enter_takes_it() -> None:
    app = Harness(shipped("overview.content_kinds"), default=["政策文件", "机构职能"])
    async with app.run_test() as pilot:
        await pilot.pause()
        assert app.screen_text().count("[x]") == 2
        assert app.answer_input.typed is None
        await pilot.press("enter")
        await pilot.pause()
        assert app.raws == [["政策文件", "机构职能"]], "untouched, in the order given"


async def test_checking_by_key_by_space_and_by_full_width_space() -> None:
    app = Harness(shipped("overview.content_kinds"), default=["机构职能"])
    async with app.run_test() as pilot:
        await pilot.press("3", "space", "a", "space", "down", "space", "1", "space", "home", "down", "\u3000")
        await pilot.pause()
        assert app.answer_input.typed == ["领导信息", "政策文件", "应急管理信息", "政府采购信息"]
        await pilot.press("enter")
        await pilot.pause()
        assert app.raws == [app.answer_input.content()]


async def test_own_words_join_the_choices_checked() -> None:
    app = Harness(shipped("overview.content_kinds"), default=["机构职能"])
    async with app.run_test() as pilot:
        await pilot.press("end", "enter", *"{{ x }}", "enter")
        await pilot.pause()
        assert "[x] d {{ x }}" in app.screen_text()
        await pilot.press("enter")
        await pilot.pause()
        assert app.raws == [["机构职能", "{{ x }}"]]


async def test_own_words_half_written_are_part_of_what_is_typed() -> None:
    app = Harness(shipped("overview.content_kinds"), default=[])
    async with app.run_test() as pilot:
        await pilot.press("end", "enter", *"路长制")
        await pilot.pause()
        assert app.answer_input.typed == ["路长制"]
        assert app.edits >= 1


async def test_own_words_that_are_an_offered_answer_check_it() -> None:
    app = Harness(shipped("overview.content_kinds"), default=[])
    async with app.run_test() as pilot:
        await pilot.press("d", "enter", *"政策文件", "enter", "enter")
        await pilot.pause()
        assert app.raws == [["政策文件"]]


async def test_choices_with_own_words_are_reopened_and_can_be_emptied() -> None:
    app = Harness(shipped("overview.platforms"), present=["政务微博", "“清河发布”"], default=["政务公开栏"])
    async with app.run_test() as pilot:
        await pilot.press("3", "space", "8", "space", "enter")
        await pilot.pause()
        assert app.raws == [[]]


async def test_more_rows_than_the_screen_scroll_with_the_pointer() -> None:
    app = Harness(shipped("overview.key_fields"), default=[])
    async with app.run_test(size=(80, 12)) as pilot:
        await pilot.press("end")
        await pilot.pause()
        assert "自己写" in app.screen_text()
        await pilot.press("up", "space", "enter")
        await pilot.pause()
        assert app.raws == [["城市综合执法"]]
