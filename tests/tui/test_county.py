"""收齐汇总 by keys alone: from the folder to verdicts, letters, the sum, the roll-up's file and the county's draft."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from decimal import Decimal
from pathlib import Path
from threading import Event

import pytest

from assistant.county import store
from assistant.county.filing import Filing, LastYear, read_filing
from assistant.county.record import read_record
from assistant.county.task import Task
from assistant.drafts import DraftStore
from assistant.report import read, with_answer
from assistant.tui.screens.county import CountyScreen
from assistant.tui.screens.county_sum import SumGrid
from assistant.tui.screens.home import HomeScreen
from tests.tui.desk import NARROW, Desk, desk, sample
from tests.tui.small_county import MISSING, WRONG, make_small, send


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    return make_small(tmp_path)


@asynccontextmanager
async def county(folder: Path, size: tuple[int, int] = NARROW) -> AsyncIterator[Desk]:
    """The units of the county, opened from home."""
    async with desk(folder=folder.parent, size=size) as clerk:
        await clerk.press("s", *folder.name, "enter")
        assert isinstance(clerk.screen, CountyScreen)
        yield clerk


def line_of(clerk: Desk, unit: str) -> str:
    return next(line for line in clerk.shown().split("\n") if unit in line)


def number(folder: Path, table: str, path: str) -> Decimal:
    """A cell of the sum, added up by hand."""
    return sum((read_filing(str(file)).number(table, path) or Decimal(0) for file in folder.iterdir()), Decimal(0))


async def test_from_the_folder_to_a_letter_and_a_mended_report(reports: Path) -> None:
    async with county(reports) as clerk:
        assert clerk.says("应报5家，已报4家：未报1家、有错误1家、没有问题3家。")
        assert "× 有错误" in line_of(clerk, WRONG) and "○ 未报" in line_of(clerk, MISSING)
        await clerk.press("down", "down", "enter")
        both = next(line for line in clerk.shown().split("\n") if "予以公开·总计：3" in line)
        assert both.index("予以公开·总计：3") < 40, "the table stands on the left"
        assert clerk.says("予以公开1件、部分公开1件"), "and the sentence that the finding quotes is shown"
        await clerk.press("w")
        assert clerk.says("发现3处需要更正的问题")
        await clerk.press("escape", "n", *"ok", "enter")
        assert clerk.says("[不算问题（ok）]") and clerk.says("错误2处")
        await clerk.press("n", "h")
        assert clerk.says("[待核]") and clerk.says("错误3处")
        await clerk.press("down", "y", "t")
        assert clerk.says("一、总体情况")
        await clerk.press("escape", "escape", "w", "enter", "enter", "enter", "enter")
        assert "← 已退回" in line_of(clerk, WRONG)
    letter = (reports.parent / "退回" / f"退回函-{WRONG}.txt").read_text("utf-8-sig")
    assert "发现2处需要更正的问题" in letter, "what is 待核 is told by no letter"
    record = read_record(Task.of_folder(reports).record_path)
    assert {each.judgement for each in record.verdict} == {"pending", "confirmed"} and len(record.letter) == 1
    send(reports, 2)
    async with county(reports) as clerk:
        assert "√ 已改好" in line_of(clerk, WRONG)


async def test_the_keys_that_are_needed_first_are_on_the_narrow_screen(reports: Path) -> None:
    async with desk(folder=reports.parent) as clerk:
        assert "S 收齐汇总" in clerk.shown()
    async with county(reports) as clerk:
        keys = ("回车 看这一家", "T 合计", "W 退回函", "X 写汇总表", "I 填进草稿", "L 对照上年", "F2 命令", "Esc 返回")
        assert [key for key in keys if key not in clerk.shown()] == []


async def test_the_sum_tells_what_each_cell_is_made_of(reports: Path) -> None:
    async with county(reports) as clerk:
        await clerk.press("t", "t")
        grid = clerk.screen.query_one(SumGrid)
        while grid.cell.path != "received.total":
            await clerk.press("right")
        total = number(reports, "T3", "received.total")
        assert total and f"本年新收·总计{total}，由" in clerk.text_of("#made-of")
        parts = {
            file.stem: read_filing(str(file)).number("T3", "received.total") or Decimal(0) for file in reports.iterdir()
        }
        assert f"{WRONG}{parts['2']}" in clerk.text_of("#made-of")
        await clerk.press("e")
        assert clerk.says("有错误的1家没有计入") and WRONG not in clerk.text_of("#made-of")


async def test_the_sum_is_written_and_fills_a_draft_only_when_the_clerk_says_so(reports: Path) -> None:
    report = sample().report
    before = DraftStore().create(with_answer(report, "agency.year", 2024))
    async with county(reports) as clerk:
        await clerk.press("x", "enter", "enter")
        assert len(list(reports.parent.glob("*.xlsx"))) == 1
        await clerk.press("i", "enter", "n")
        assert DraftStore().load(before.name).report == before.report
        await clerk.press("i", "enter", "y")
        filled = DraftStore().load(before.name)
    assert filled.origins.of("requests") == "rollup"
    requests = read(filled.report, "requests")
    assert requests.cells["received.natural_person"] == number(reports, "T3", "received.natural_person")


async def test_this_year_is_held_against_last_years_folder(reports: Path) -> None:
    last = reports.parent / "last"
    last.mkdir()
    text = (reports / "1.txt").read_text("utf-8")
    (last / "1.txt").write_text(text.replace("2024", "2023"), encoding="utf-8")
    async with county(reports) as clerk:
        assert not clerk.says("已对照上年")
        await clerk.press("l", *last.name, "enter")
        assert clerk.says("已对照上年") and clerk.says("应报5家，已报4家")
        await clerk.press("down", "enter")
        assert clerk.says("上年"), "what does not follow from last year's report is found"


async def test_escape_gives_up_a_reading_that_is_under_way(reports: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, go_on = Event(), Event()
    read: list[str] = []

    def slowly(file: str, last: LastYear | None = None) -> Filing:
        read.append(file)
        if len(read) == 2:
            begun.set()
            assert go_on.wait(60)
        return read_filing(file, last)

    monkeypatch.setattr(store, "read_filing", slowly)
    async with desk(folder=reports.parent) as clerk:
        await clerk.press("f2", *"收齐", "enter", *reports.name)
        await clerk.pilot.press("enter")
        while not begun.is_set():
            await clerk.pilot.pause()
        await clerk.pilot.pause()
        assert clerk.says("已读1份，共4份")
        await clerk.pilot.press("escape")
        go_on.set()
        await clerk.settle()
        assert isinstance(clerk.screen, HomeScreen) and len(read) == 2
