"""Applications entered one by one, with keys alone."""

from __future__ import annotations

import pytest
from case_harness import CASES, app_with, case
from textual.events import Key

from assistant.report.cases import applicant_kinds, case_outcomes

TWELVE: list[tuple[list[str], dict[str, object]]] = [
    (["1", "enter", "enter", "1", "enter"], case("natural_person", "granted")),
    (["1", "enter", "enter", "2", "enter"], case("natural_person", "partly_granted")),
    (["2", "enter", "enter", "3", "enter", "4", "enter"], case("business", "denied.third_party")),
    (["3", "enter", "enter", "3", "enter", "6", "enter"], case("research", "denied.process_records")),
    (["4", "enter", "enter", "4", "enter", "1", "enter"], case("social", "unavailable.not_held")),
    (["5", "enter", "enter", "4", "enter", "3", "enter"], case("legal_service", "unavailable.still_unclear")),
    (["6", "enter", "enter", "5", "enter", "1", "enter"], case("other", "not_processed.petition")),
    (["1", "enter", "enter", "5", "enter", "5", "enter"], case("natural_person", "not_processed.reconfirmation")),
    (["1", "enter", "2", "enter", "6", "enter", "3", "enter"], case("natural_person", "other.other", True)),
    (["1", "enter", "2", "enter", "7", "enter"], case("natural_person", "carried_out", True)),
    (["c"], case("natural_person", "carried_out", True)),
    (["enter", "enter", "enter"], case("natural_person", "granted")),
]


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
        *(["1", "enter"], ["2", "enter"]),
        *(["3", "enter", str(number), "enter"] for number in range(1, 9)),
        *(["4", "enter", str(number), "enter"] for number in range(1, 4)),
        *(["5", "enter", str(number), "enter"] for number in range(1, 6)),
        *(["6", "enter", str(number), "enter"] for number in range(1, 4)),
        ["7", "enter"],
    ]
    async with app.run_test() as pilot:
        await pilot.press("c")
        for number, keys in enumerate(outcomes):
            await pilot.press(str(number % 6 + 1), "enter", "1", "enter", *keys)
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
        await pilot.press("c", "1", "enter", "enter")
        await pilot.pause()
        assert "1 予以公开  已经提供，或者告知在何处已经公开" in app.screen_text()
        await pilot.press("4", "enter")
        await pilot.pause()
        assert "1 本机关不掌握  信息不存在，或者应由其他机关公开" in app.screen_text()


async def test_escape_goes_one_step_back() -> None:
    app = app_with(CASES)
    async with app.run_test(size=(80, 24)) as pilot:
        steps = ["登记完了，共2件", "第3件是谁申请的？", "什么时候收到的？", "到年底怎样了？ ", "不予公开的哪一种？"]
        for keys, step in zip([[], ["a"], ["1", "enter"], ["enter"], ["3", "enter"]], steps, strict=True):
            await pilot.press(*keys)
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
