"""Lists: ready entries by key, own entries field by field, change, remove, bring back, move."""

from __future__ import annotations

import pytest
from input_harness import Harness, shipped
from textual.events import Paste

SYSTEMS = shipped("overview.review_systems")
PROBLEMS = shipped("problems.items")
OFFERED = [dict(offer) for offer in PROBLEMS.offers]  # type: ignore[arg-type]


async def paste(app: Harness, text: str) -> None:
    assert app.focused is not None
    app.focused.post_message(Paste(text))


async def test_an_empty_list_with_an_empty_default_is_accepted_by_enter() -> None:
    app = Harness(SYSTEMS, default=[], default_shown="（无）")
    async with app.run_test() as pilot:
        await pilot.press("enter")
        await pilot.pause()
        assert app.raws == [[]]


async def test_a_default_list_is_there_from_the_start() -> None:
    app = Harness(SYSTEMS, default=["甲制度", "乙制度"])
    async with app.run_test() as pilot:
        await pilot.pause()
        assert app.answer_input.typed is None
        await pilot.press("enter")
        await pilot.pause()
        assert app.raws == [["甲制度", "乙制度"]]


async def test_ready_entries_by_number_and_enter() -> None:
    app = Harness(PROBLEMS)
    async with app.run_test() as pilot:
        await pilot.press("2", "enter", "4", "enter", "ctrl+s")
        await pilot.pause()
        assert app.raws == [[OFFERED[1], OFFERED[3]]]


async def test_ready_entries_by_arrows_stay_among_them() -> None:
    app = Harness(PROBLEMS)
    async with app.run_test() as pilot:
        await pilot.press("home", "down", "enter", "down", "enter", "ctrl+s")
        await pilot.pause()
        assert app.raws == [[OFFERED[0], OFFERED[2]]]


async def test_a_ready_entry_is_offered_once_and_keeps_its_number() -> None:
    app = Harness(PROBLEMS)
    async with app.run_test() as pilot:
        await pilot.press("1", "enter", "1", "2", "enter")
        await pilot.pause()
        assert app.answer_input.typed == [OFFERED[0], OFFERED[1]]


async def test_own_entries_field_by_field() -> None:
    app = Harness(PROBLEMS)
    async with app.run_test() as pilot:
        await pilot.press("a", *"更新不及时", "enter")
        await pilot.pause()
        text = app.screen_text()
        assert "存在的问题" in text
        assert "改进措施" in text
        await pilot.press(*"建立[台账]", "enter", "enter")
        await pilot.pause()
        assert app.raws == [[{"problem": "更新不及时", "measure": "建立[台账]"}]]


async def test_an_input_method_starts_an_own_entry_at_once() -> None:
    app = Harness(SYSTEMS, default=[])
    async with app.run_test() as pilot:
        await pilot.press(*"保密审查制度", "enter", *"发布审核制度", "enter", "enter")
        await pilot.pause()
        assert app.raws == [["保密审查制度", "发布审核制度"]]


async def test_up_and_down_go_between_the_fields() -> None:
    app = Harness(PROBLEMS)
    async with app.run_test() as pilot:
        await pilot.press("a", "down", *"措施", "up", *"问题", "enter", "enter", "enter")
        await pilot.pause()
        assert app.raws == [[{"problem": "问题", "measure": "措施"}]]


async def test_escape_puts_an_entry_aside_and_it_can_be_gone_on_with() -> None:
    app = Harness(PROBLEMS, present=[OFFERED[0]])
    async with app.run_test() as pilot:
        await pilot.press("a", *"写了一半", "escape")
        await pilot.pause()
        assert "按 A 可以接着写" in app.notice
        assert app.answer_input.typed is None
        await pilot.press("a", *"了", "enter", *"好", "enter")
        await pilot.pause()
        assert app.answer_input.typed == [OFFERED[0], {"problem": "写了一半了", "measure": "好"}]


async def test_an_entry_half_written_is_part_of_what_is_typed() -> None:
    app = Harness(PROBLEMS)
    async with app.run_test() as pilot:
        await pilot.press("a", *"写了一半")
        await pilot.pause()
        assert app.answer_input.typed == [{"problem": "写了一半", "measure": ""}]
        assert app.edits >= 1


async def test_change_an_entry() -> None:
    app = Harness(SYSTEMS, present=["甲", "乙"])
    async with app.run_test() as pilot:
        await pilot.press("up", "enter", *"制度", "enter", "ctrl+s")
        await pilot.pause()
        assert app.raws == [["甲", "乙制度"]]


async def test_escape_leaves_a_changed_entry_as_it_was() -> None:
    app = Harness(SYSTEMS, present=["甲", "乙"])
    async with app.run_test() as pilot:
        await pilot.press("up", "enter", *"制度", "escape", "ctrl+s")
        await pilot.pause()
        assert app.raws == [["甲", "乙"]]


async def test_remove_and_bring_back() -> None:
    app = Harness(SYSTEMS, present=["甲", "乙", "丙"])
    async with app.run_test() as pilot:
        await pilot.press("home", "delete", "delete")
        await pilot.pause()
        assert app.answer_input.typed == ["丙"]
        assert "按 Z 恢复" in app.notice
        await pilot.press("z")
        await pilot.pause()
        assert app.answer_input.typed == ["乙", "丙"]
        await pilot.press("z", "z")
        await pilot.pause()
        assert app.answer_input.typed is None


@pytest.mark.parametrize(("down", "up"), [("shift+down", "shift+up"), ("alt+down", "alt+up"), ("j", "k")])
async def test_move_entries(down: str, up: str) -> None:
    app = Harness(SYSTEMS, present=["甲", "乙", "丙"])
    async with app.run_test() as pilot:
        await pilot.press("home", down, down, down)
        await pilot.pause()
        assert app.answer_input.typed == ["乙", "丙", "甲"]
        await pilot.press(up, "ctrl+s")
        await pilot.pause()
        assert app.raws == [["乙", "甲", "丙"]]


async def test_an_entry_emptied_is_removed() -> None:
    app = Harness(SYSTEMS, present=["甲", "乙"])
    async with app.run_test() as pilot:
        await pilot.press("up", "enter", "backspace", "enter", "ctrl+s")
        await pilot.pause()
        assert app.raws == [["甲"]]


async def test_a_gap_is_refused_and_pointed_at() -> None:
    app = Harness(PROBLEMS, present=[OFFERED[0]])
    async with app.run_test() as pilot:
        await pilot.press("a", *"没有措施", "enter", "enter")
        await pilot.pause()
        assert "（未填）" in app.screen_text()
        await pilot.press("enter")
        await pilot.pause()
        assert "空着" in app.notice
        await pilot.press("enter", "enter", *"有了", "enter", "ctrl+s")
        await pilot.pause()
        assert app.raws[-1] == [OFFERED[0], {"problem": "没有措施", "measure": "有了"}]


async def test_pasted_lines_become_entries() -> None:
    app = Harness(SYSTEMS, default=[])
    async with app.run_test() as pilot:
        await pilot.pause()
        await paste(app, "甲制度\r\n\r\n[乙]制度\n")
        await pilot.pause()
        assert app.answer_input.typed == ["甲制度", "[乙]制度"]
        assert "加入了2条" in app.notice


async def test_pasted_cells_become_the_fields_of_entries() -> None:
    app = Harness(PROBLEMS)
    async with app.run_test() as pilot:
        await pilot.pause()
        await paste(app, "问题一\t措施一\n问题二\t措施二\x1b\n")
        await pilot.press("enter")
        await pilot.pause()
        assert app.raws == [[{"problem": "问题一", "measure": "措施一"}, {"problem": "问题二", "measure": "措施二"}]]


async def test_a_huge_paste_is_not_taken() -> None:
    app = Harness(SYSTEMS, default=[])
    async with app.run_test() as pilot:
        await pilot.pause()
        await paste(app, "制度\n" * 7000)
        await pilot.pause()
        assert app.answer_input.typed is None
        assert "21000个字" in app.notice


LAST_PROBLEMS = [{"problem": "更新不够及时", "outcome": ""}, {"problem": "解读[/b]单一", "outcome": ""}]


async def test_last_years_problems_are_asked_one_by_one_for_their_outcome() -> None:
    notes = {"更新不够及时": "上年打算：建立台账"}
    app = Harness(shipped("problems.last_year"), default=LAST_PROBLEMS, notes=notes)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert app.answer_input.typed is None
        assert all(text in app.screen_text() for text in ("第1条，共2条", "更新不够及时", "上年打算：建立台账"))
        await pilot.press(*"已经解决", "enter")
        await pilot.pause()
        assert "解读[/b]单一" in app.screen_text()
        assert "上年打算" not in app.screen_text()
        await pilot.press(*"增加了图解", "enter", "enter")
        await pilot.pause()
        assert app.raws == [
            [
                {"problem": "更新不够及时", "outcome": "已经解决"},
                {"problem": "解读[/b]单一", "outcome": "增加了图解"},
            ]
        ]


async def test_a_problem_that_is_left_for_later_is_told_later() -> None:
    app = Harness(shipped("problems.last_year"), default=LAST_PROBLEMS)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("escape", "ctrl+s")
        await pilot.pause()
        assert "空着" in app.notice or "现在怎样了" in app.notice
        await pilot.press("enter", "enter", *"已经解决", "enter")
        await pilot.pause()
        assert "第2条，共2条" in app.screen_text()
        await pilot.press("escape", "delete", "home", "down")
        await pilot.pause()
        assert app.answer_input.typed == [{"problem": "更新不够及时", "outcome": "已经解决"}]


async def test_enter_alone_adds_no_ready_entry() -> None:
    app = Harness(PROBLEMS)
    async with app.run_test() as pilot:
        await pilot.press("enter")
        await pilot.pause()
        assert app.answer_input.typed is None
        assert app.answer_input.writing


async def test_a_ready_entry_that_lacks_its_count_is_opened_where_it_is_missing() -> None:
    app = Harness(shipped("overview.events"))
    async with app.run_test() as pilot:
        await pilot.press("1", "enter", *"2次", "enter", "ctrl+s")
        await pilot.pause()
        assert app.raws == [[{"event": "政府开放日", "count": "2次"}]]
