"""A register read in the interview: the file, what is unknown in it, what it gives; by keys."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from input_harness import Harness, shipped
from textual.events import Key, Paste
from textual.pilot import Pilot

from assistant.register import Ledger, read_ledger, write_template

T3 = shipped("requests")
HEADINGS = ("登记编号", "申请人类型", "收到日期", "办结日期", "办理结果")
KNOWN = [
    ("2024-1", "自然人", "2024-01-05", "2024-01-20", "予以公开"),
    ("2023-7", "企业", "2023-12-25", "2024-01-10", "信息不存在"),
    ("2024-2", "律师事务所", "2024-12-20", "", ""),
    ("2023-1", "自然人", "2023-02-01", "2023-02-20", "予以公开"),
]
OF_KNOWN = [
    ("natural_person", "granted", False, "2024-1"),
    ("business", "unavailable.not_held", True, "2023-7"),
    ("legal_service", "carried_out", False, "2024-2"),
]


def cases(raw: Any) -> list[tuple[object, ...]]:
    return [(entry["applicant"], entry["outcome"], entry["carried_in"], entry["note"]) for entry in raw]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def register(folder: Path, rows: Sequence[Sequence[str]], name: str = "台账.csv") -> Path:
    target = io.StringIO()
    csv.writer(target).writerows([HEADINGS, *rows])
    path = folder / name
    path.write_bytes(target.getvalue().encode("gbk"))
    return path


async def settle(app: Harness, pilot: Pilot[Any]) -> None:
    await pilot.pause()
    await app.workers.wait_for_complete()
    await pilot.pause()


async def press(app: Harness, pilot: Pilot[Any], *keys: str) -> None:
    await pilot.press(*keys)
    await settle(app, pilot)


async def test_a_register_goes_into_the_list_and_only_then_into_the_answer(folder: Path) -> None:
    register(folder, KNOWN)
    app = Harness(T3, year=2024)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(app, pilot, "l")
        await press(app, pilot, *"台账", "tab", "enter")
        shown = app.screen_text()
        assert "“台账.csv”读了4行，2024年的申请有3件：" in shown
        assert "本年新收2＋上年结转1 ＝ 办结总计2＋结转下年度1 ✓" in shown
        assert "第5行在2024年以前已经办结，没有计入。" in shown
        assert "“申请人类型”、“办理结果”" in shown
        assert app.raws == [] and app.answer_input.typed is None
        await press(app, pilot, "enter")
        assert "从台账读入了3件" in app.notice
        assert app.raws == []
        assert cases(app.answer_input.typed) == OF_KNOWN
        await press(app, pilot, "ctrl+s")
        assert cases(app.raws[0]) == OF_KNOWN


async def test_every_unknown_text_is_asked_once_applicants_first(folder: Path) -> None:
    rows = [
        ("1", "张三", "2024-01-05", "2024-01-20", "予以公开"),
        ("2", "张三", "2024-01-05", "2024-01-20", "另案处理"),
        ("3", "某某[中心]", "2024-01-05", "2024-01-20", "不予公开"),
        ("4", "企业", "2024-01-05", "2024-01-20", "另案处理"),
        ("5", "企业", "2022-01-05", "2022-01-20", "别的年份的结果"),
    ]
    register(folder, rows)
    app = Harness(T3, year=2024)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(app, pilot, "l")
        await press(app, pilot, *"台账.csv", "enter")
        assert "台账里的申请人“张三”（2行）算哪一类？（第1个，共4个）" in app.screen_text()
        await press(app, pilot, "1", "enter")
        assert "台账里的申请人“某某[中心]”（1行）算哪一类？（第2个，共4个）" in app.screen_text()
        await press(app, pilot, "6", "enter")
        assert "台账里的办理结果“另案处理”（2行）算哪一种？（第3个，共4个）" in app.screen_text()
        await press(app, pilot, "escape")
        assert "某某[中心]" in app.screen_text(), "one step back"
        await press(app, pilot, "enter", "0", "enter")
        assert "台账里的办理结果“不予公开”（1行）算哪一种？（第4个，共4个）" in app.screen_text()
        await press(app, pilot, "3", "enter", "4", "enter")
        shown = app.screen_text()
        assert "2024年的申请有2件" in shown
        assert "第3、5行按所选的办法没有计入。" in shown
        await press(app, pilot, "enter", "ctrl+s")
        assert cases(app.raws[0]) == [
            ("natural_person", "granted", False, "1"),
            ("other", "denied.third_party", False, "3"),
        ]


async def test_escape_discards_and_the_list_that_stood_stays(folder: Path) -> None:
    register(folder, KNOWN)
    present = [{"applicant": "social", "outcome": "granted", "carried_in": False, "note": "原来的"}]
    app = Harness(T3, year=2024, present=present)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(app, pilot, "escape", "l")
        await press(app, pilot, *"台账.csv", "enter")
        assert "现在登记的1件不再保留" in app.screen_text()
        await press(app, pilot, "escape")
        assert "台账.csv" in app.screen_text(), "back at the file, what was typed is there"
        await press(app, pilot, "escape")
        assert "逐件登记（已登记1件）" in app.screen_text()
        await press(app, pilot, "l", "enter")
        await press(app, pilot, "enter")
        assert cases(app.answer_input.typed) == OF_KNOWN
        await press(app, pilot, "z")
        assert app.answer_input.typed is None, "one undo brings the old list back"
        await press(app, pilot, "ctrl+s")
        assert app.raws == [present]


async def test_what_cannot_be_read_is_refused_in_a_sentence_and_the_path_stays(folder: Path) -> None:
    (folder / "照片.xlsx").write_bytes(b"\x89PNG\r\n\x1a\n" + b"\x00" * 64)
    app = Harness(T3, year=2024)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(app, pilot, "l")
        await press(app, pilot, *"没有这个.csv", "enter")
        assert app.notice.startswith("！找不到文件“没有这个.csv”。")
        await press(app, pilot, *["backspace"] * 8)
        await press(app, pilot, *"照片.xlsx", "enter")
        assert app.notice.startswith("！“照片.xlsx”")
        assert app.answer_input.typed is None and app.raws == []
        await press(app, pilot, "escape", "n")
        assert app.raws == [{}]


async def test_a_register_of_other_years_gives_nothing_to_take(folder: Path) -> None:
    register(folder, KNOWN)
    app = Harness(T3, year=2021)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(app, pilot, "l")
        await press(app, pilot, *"台账.csv", "enter")
        assert "没有一件可以算作2021年的申请" in app.screen_text()
        await press(app, pilot, "enter")
        assert "台账文件在哪里？" in app.screen_text()
        assert app.answer_input.typed is None


async def test_cells_typed_before_are_told_and_come_back(folder: Path) -> None:
    register(folder, KNOWN)
    app = Harness(T3, year=2024, present={"received.research": "5"})
    async with app.run_test(size=(80, 24)) as pilot:
        await press(app, pilot, "escape", "l")
        await press(app, pilot, *"台账.csv", "enter")
        assert "表里已填的1格不要了" in app.screen_text()
        await press(app, pilot, "enter", "z")
        assert app.answer_input.typed is None


async def test_a_file_dragged_onto_the_prompt_opens_as_a_register(folder: Path) -> None:
    path = register(folder, KNOWN, "我的 台账.csv")
    app = Harness(T3, year=2024)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(app, pilot)
        assert app.focused is not None
        app.focused.post_message(Paste(f"'{path}'"))
        await settle(app, pilot)
        await press(app, pilot, "enter")
        assert "2024年的申请有3件" in app.screen_text()


async def test_a_path_typed_ahead_is_not_taken_for_keys_of_the_prompt(folder: Path) -> None:
    register(folder, KNOWN, "ng.csv")
    app = Harness(T3, year=2024)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(app, pilot)
        for key in ["l", *"ng.csv"]:
            app.post_message(Key(key, key))
        await settle(app, pilot)
        assert app.raws == []
        await press(app, pilot, "enter")
        assert "2024年的申请有3件" in app.screen_text()


async def test_escape_while_a_register_is_read_forgets_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    doors = {name: Event() for name in ("慢.csv", "台账.csv")}
    for name in doors:
        register(folder, KNOWN, name)

    def slowly(path: Path, _: object) -> Ledger:
        doors[path.name].wait(10)
        return read_ledger(path)

    monkeypatch.setattr("assistant.register.read_ledger", slowly)
    app = Harness(T3, year=2024)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(app, pilot, "l")
        await press(app, pilot, *"慢.csv")
        await pilot.press("enter")
        await pilot.pause()
        assert "正在读“慢.csv”" in app.notice
        (slow,) = [worker for worker in app.workers if worker.group == "ledger"]
        await pilot.press("escape", *["backspace"] * 5, *"台账.csv", "enter")
        await pilot.pause()
        doors["慢.csv"].set()
        await app.workers.wait_for_complete([slow])
        await pilot.pause()
        assert "正在读“台账.csv”" in app.notice, "what was forgotten does not come back"
        doors["台账.csv"].set()
        await settle(app, pilot)
        assert "“台账.csv”读了4行，2024年的申请有3件" in app.screen_text()


async def test_the_rows_are_counted_while_a_register_is_read_and_escape_ends_the_reading(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    register(folder, KNOWN)
    again, ended = Event(), Event()

    def rows_told(path: Path, listener: Callable[[int], None]) -> Ledger:
        listener(30_000)
        again.wait(10)
        try:
            listener(32_000)
        finally:
            ended.set()
        return read_ledger(path)

    monkeypatch.setattr("assistant.register.read_ledger", rows_told)
    app = Harness(T3, year=2024)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(app, pilot, "l")
        await pilot.press(*"台账.csv", "enter")
        (reading,) = [worker for worker in app.workers if worker.group == "ledger"]
        while "已读30,000行" not in app.notice:
            await pilot.pause()
        await pilot.press("escape")
        again.set()
        await app.workers.wait_for_complete([reading])
        assert ended.is_set() and reading.error is None
        assert "台账文件在哪里？" in app.screen_text()


async def test_undo_amid_the_questions_on_a_register_goes_one_step_back(folder: Path) -> None:
    register(folder, [("1", "张三", "2024-01-05", "2024-01-20", "另案处理")])
    app = Harness(T3, year=2024)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(app, pilot, "l")
        await press(app, pilot, *"台账.csv", "enter", "1", "enter", "3", "enter")
        assert "不予公开的哪一种？" in app.screen_text()
        await press(app, pilot, "ctrl+z", "ctrl+z")
        assert "“张三”" in app.screen_text()
        await press(app, pilot, "ctrl+z")
        assert "台账文件在哪里？" in app.screen_text()


async def test_our_own_empty_register_reads_as_no_application(folder: Path) -> None:
    write_template(folder / "空白.xlsx")
    app = Harness(T3, year=2024)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(app, pilot, "l")
        await press(app, pilot, *"空白.xlsx", "enter")
        assert "没有一件可以算作2024年的申请" in app.screen_text()


async def test_without_a_report_year_no_register_is_offered() -> None:
    app = Harness(T3)
    async with app.run_test() as pilot:
        await pilot.press("l")
        await pilot.pause()
        assert "台账" not in app.screen_text()
        await pilot.press("c", "1", "enter", "1", "enter", "1", "enter", "ctrl+s")
        await pilot.pause()
        assert len(app.raws) == 1
