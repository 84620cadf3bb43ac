"""T3 by its applications, one by one, with keys alone."""

from __future__ import annotations

from typing import Any

import pytest
from input_harness import Harness, shipped
from textual.events import Key, Paste

from assistant.report.cases import applicant_kinds, case_outcomes

T3 = shipped("requests")


def case(applicant: str, outcome: str, carried_in: bool = False, note: str = "") -> dict[str, object]:
    return {"applicant": applicant, "outcome": outcome, "carried_in": carried_in, "note": note}


CASES = [case("natural_person", "granted"), case("business", "denied.third_party", True, "张某")]

TWELVE: list[tuple[list[str], dict[str, object]]] = [
    (["1", "enter", "1"], case("natural_person", "granted")),
    (["1", "enter", "2"], case("natural_person", "partly_granted")),
    (["2", "enter", "3", "4"], case("business", "denied.third_party")),
    (["3", "enter", "3", "6"], case("research", "denied.process_records")),
    (["4", "enter", "4", "1"], case("social", "unavailable.not_held")),
    (["5", "enter", "4", "3"], case("legal_service", "unavailable.still_unclear")),
    (["6", "enter", "5", "1"], case("other", "not_processed.petition")),
    (["1", "enter", "5", "5"], case("natural_person", "not_processed.reconfirmation")),
    (["1", "2", "6", "3"], case("natural_person", "other.other", True)),
    (["1", "2", "7"], case("natural_person", "carried_out", True)),
    (["c"], case("natural_person", "carried_out", True)),
    (["enter", "enter", "enter"], case("natural_person", "granted")),
]


def app_with(cases: list[Any] | None = None, **context: Any) -> Harness:
    return Harness(T3, year=2024, **({"present": cases} if cases else {}), **context)


async def test_twelve_applications_take_about_four_keys_each() -> None:
    app = app_with()
    keys = [key for pressed, _ in TWELVE for key in pressed]
    assert len(keys) <= 4 * len(TWELVE)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("c", *keys)
        await pilot.pause()
        assert "共12件：本年新收9＋上年结转3 ＝ 办结总计10＋结转下年度2 ✓" in app.screen_text()
        assert "第13件是谁申请的？" in app.screen_text()
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert app.raws == [[expected for _, expected in TWELVE]]
        assert app.edits == 12


async def test_keys_pressed_all_at_once_meet_the_questions_they_are_meant_for() -> None:
    app = app_with()
    async with app.run_test(size=(80, 24)) as pilot:
        for key in ["c", *(key for pressed, _ in TWELVE for key in pressed)]:
            app.post_message(Key(key, key if len(key) == 1 else None))
        await pilot.pause()
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert app.raws == [[expected for _, expected in TWELVE]]


async def test_every_applicant_and_every_outcome_has_a_number() -> None:
    app = app_with()
    outcomes = [
        *(["1"], ["2"]),
        *(["3", str(number)] for number in range(1, 9)),
        *(["4", str(number)] for number in range(1, 4)),
        *(["5", str(number)] for number in range(1, 6)),
        *(["6", str(number)] for number in range(1, 4)),
        ["7"],
    ]
    async with app.run_test() as pilot:
        await pilot.press("c")
        for number, keys in enumerate(outcomes):
            await pilot.press(str(number % 6 + 1), "1", *keys)
        await pilot.press("ctrl+s")
        await pilot.pause()
        (raw,) = app.raws
        assert isinstance(raw, list)
        assert [entry["outcome"] for entry in raw] == list(case_outcomes())
        kinds = list(applicant_kinds())
        assert [entry["applicant"] for entry in raw] == [kinds[number % 6] for number in range(len(raw))]


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
async def test_an_application_is_one_line_of_aligned_columns(size: tuple[int, int]) -> None:
    app = app_with([*CASES, case("legal_service", "unavailable.not_held", note="[b]x" * 30)])
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        lines = [line for line in app.screen_text().splitlines() if "本年新收  " in line or "上年结转  " in line]
        assert len(lines) == 3
        assert lines[1].split() == ["2", "商业企业", "上年结转", "保护第三方合法权益", "张某"]
        assert "[b]x[b]x" in lines[2] and lines[2].rstrip().endswith("...")
        await pilot.press("home", "down", "down")
        await pilot.pause()
        assert "".join(app.screen_text().split()).count("[b]x") >= 30, "whole under the pointer"


async def test_meanings_stand_beside_the_labels() -> None:
    app = app_with()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("c", "1", "enter")
        await pilot.pause()
        assert "1 予以公开  已经提供，或者告知在何处已经公开" in app.screen_text()
        await pilot.press("4")
        await pilot.pause()
        assert "1 本机关不掌握  信息不存在，或者应由其他机关公开" in app.screen_text()


async def test_escape_goes_one_step_back() -> None:
    app = app_with(CASES)
    async with app.run_test(size=(80, 24)) as pilot:
        steps = ["登记完了，共2件", "第3件是谁申请的？", "什么时候收到的？", "到年底怎样了？ ", "不予公开的哪一种？"]
        for key, step in zip(["", "a", "1", "enter", "3"], steps, strict=True):
            await pilot.press(*([key] if key else []))
            await pilot.pause()
            assert step in app.screen_text()
        for step in reversed(steps[:-1]):
            await pilot.press("escape")
            await pilot.pause()
            assert step in app.screen_text()
        await pilot.press("escape")
        await pilot.pause()
        assert "逐件登记（已登记2件）" in app.screen_text()
        assert app.answer_input.typed is None
        await pilot.press("enter", "enter")
        await pilot.pause()
        assert app.raws == [CASES], "Enter opens the list again, Enter ends it"


async def test_an_application_is_changed_and_what_is_kept_takes_enter() -> None:
    app = app_with(CASES)
    async with app.run_test() as pilot:
        await pilot.press("home", "down", "enter", "enter", "enter", "enter", "enter")
        await pilot.pause()
        assert app.answer_input.typed is None, "everything kept"
        await pilot.press("enter", "3", "enter", "2", "ctrl+s")
        await pilot.pause()
        assert app.raws == [[CASES[0], case("research", "partly_granted", True, "张某")]]


async def test_the_accepting_key_keeps_what_is_changed_so_far_and_refuses_what_is_half() -> None:
    app = app_with(CASES)
    async with app.run_test() as pilot:
        await pilot.press("home", "enter", "6", "ctrl+s")
        await pilot.pause()
        assert app.raws == [[case("other", "granted"), CASES[1]]]
        await pilot.press("a", "2", "1", "ctrl+s")
        await pilot.pause()
        assert len(app.raws) == 1
        assert "第3件还没有选完" in app.notice
        await pilot.press("7", "ctrl+s")
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
        await pilot.press("c", "1", "1", "1", "c", "c", "2", "1", "1")
        await pilot.pause()
        assert len(app.answer_input.typed or "") == 4
        await pilot.press("z", "z", "1", "z", "z")
        await pilot.pause()
        assert "第2件是谁申请的？" in app.screen_text(), "amid the questions it goes one of them back"
        await pilot.press("2", "c", "z", "ctrl+y", "ctrl+y")
        await pilot.pause()
        assert len(app.answer_input.typed or "") == 3, "amid the questions there is no same again"
        await pilot.press("z", "z", "2", "2", "2", "ctrl+y")
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
        await pilot.press("c", "1", "1", "7")
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


async def test_no_application_yet_is_no_answer() -> None:
    app = app_with()
    async with app.run_test() as pilot:
        await pilot.press("c", "ctrl+s")
        await pilot.pause()
        assert app.raws == []
        assert "还没有登记" in app.notice
        await pilot.press("escape", "n")
        await pilot.pause()
        assert app.raws == [{}]


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
