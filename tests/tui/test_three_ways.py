"""T3 entered in three ways through the running program: the same applications give the same table."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest
from openpyxl import Workbook
from textual.events import Paste

from assistant.report import RequestFigures
from assistant.report.cases import applicant_kinds, case_outcomes
from assistant.standard import layout, standard
from tests.tui.desk import NARROW, WIDE, Desk, desk, until

T3 = standard().tables["T3"]
GROUPS = {"denied": "3", "unavailable": "4", "not_processed": "5", "other": "6"}
SINGLE = {"granted": "1", "partly_granted": "2", "carried_out": "7"}

Application = tuple[str, str, bool]
"""Who asked, how it stands, whether it was carried in."""


def forty() -> list[Application]:
    """Forty applications that use every applicant and every outcome."""
    kinds, outcomes = list(applicant_kinds()), list(case_outcomes())
    found = [(kinds[number % 6], outcomes[number % 22], number % 5 == 3) for number in range(32)]
    return found + [("natural_person", "granted", False)] * 8


def keys(application: Application) -> list[str]:
    """What a clerk presses for one application."""
    applicant, outcome, carried_in = application
    group, _, member = outcome.partition(".")
    of_group = [path for path in case_outcomes() if path.startswith(f"{group}.")]
    last = [GROUPS[group], "enter", str(of_group.index(outcome) + 1)] if member else [SINGLE[outcome]]
    return [
        str(list(applicant_kinds()).index(applicant) + 1),
        "enter",
        *(["2"] if carried_in else []),
        "enter",
        *last,
        "enter",
    ]


def counted(applications: list[Application]) -> Counter[tuple[str, str]]:
    """How many applications each cell of the table counts, by row and column, totals included; counted by hand."""
    cells: Counter[tuple[str, str]] = Counter()
    for applicant, outcome, carried_in in applications:
        for column in (applicant, "total"):
            cells["carried_in" if carried_in else "received", column] += 1
            cells[outcome, column] += 1
            cells["total", column] += outcome != "carried_out"
    return cells


def block(applications: list[Application]) -> str:
    """The table as copied out of a spreadsheet: headers, labels, 25 rows by 7 columns with all totals."""
    numbers = counted(applications)
    rows: dict[int, dict[int, str]] = {}
    for cell in layout(T3):
        text = cell.text
        if cell.role == "number":
            known = T3.cells[cell.path]
            text = str(numbers[known.row.path, known.column.path])
        rows.setdefault(cell.row, {})[cell.column] = text
    return "\r\n".join("\t".join(rows[row].get(column, "") for column in range(T3.width)) for row in sorted(rows))


def register(applications: list[Application], path: Path) -> None:
    """The office's own register: labels of its own making, days, a sum at the end."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["清河镇2024年依申请公开台账"])
    sheet.append(["编号", "申请人", "申请人类别", "收到申请日期", "答复日期", "答复结果"])
    for number, (applicant, outcome, carried_in) in enumerate(applications, 1):
        received = date(2023, 12, 20) if carried_in else date(2024, 1, 1) + timedelta(days=number)
        done = None if outcome == "carried_out" else date(2024, 6, 1) + timedelta(days=number)
        who = "个体" if applicant == "business" else applicant_kinds()[applicant].header.short
        sheet.append([number, "某某", who, received, done, "" if done is None else _outcome(outcome)])
    sheet.append([98, "某某", "自然人", date(2023, 3, 1), date(2023, 3, 9), "予以公开"])
    sheet.append([99, "某某", "自然人", date(2025, 1, 2), None, ""])
    sheet.append(["合计", "", "", "", "", ""])
    book.save(path)


def _outcome(path: str) -> str:
    *_, group, header = case_outcomes()[path].headers
    if path == "granted":
        return "照准"
    return f"{group.short}（{header.short}）" if "." in path else header.label


async def by_paste(clerk: Desk, folder: Path) -> None:
    focused = clerk.app.focused
    assert focused is not None
    focused.post_message(Paste(block(forty())))
    await clerk.settle()
    assert "认出175个数" in clerk.shown()
    await clerk.press("enter", "ctrl+s")


async def by_register(clerk: Desk, folder: Path) -> None:
    register(forty(), folder / "台账.xlsx")
    await clerk.press("l")
    await clerk.press(*"台账.xlsx", "enter")
    assert "“个体”" in clerk.shown()
    await clerk.press("2", "enter")
    assert "“照准”" in clerk.shown()
    await clerk.press("1", "enter")
    assert "2024年的申请有40件" in clerk.shown()
    await clerk.press("enter", "ctrl+s")


async def by_keys(clerk: Desk, folder: Path) -> None:
    await clerk.press("c")
    for application in forty():
        await clerk.pilot.press(*keys(application))
    await clerk.press("ctrl+s")


@pytest.mark.parametrize("way", [by_paste, by_register, by_keys])
async def test_forty_applications_give_the_same_table_whichever_way_they_come(way: object, tmp_path: Path) -> None:
    async with desk(until("requests"), tmp_path) as clerk:
        assert clerk.at == "requests"
        await way(clerk, tmp_path)  # type: ignore[operator]
        assert clerk.at != "requests", clerk.shown()
    figures = clerk.only_draft().report.requests
    assert clerk.only_draft().origins.of("requests") == ("register" if way is by_register else "typed")
    assert isinstance(figures, RequestFigures)
    expected = counted(forty())
    printed = figures.printed().cells
    assert len(printed) == 175
    for path, cell in T3.cells.items():
        assert printed[path] == str(expected[cell.row.path, cell.column.path]), cell.name
    assert len(figures.cases) == (0 if way is by_paste else 40)


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_applications_not_handed_over_yet_are_there_after_leaving(size: tuple[int, int]) -> None:
    async with desk(until("requests"), size=size) as clerk:
        await clerk.press(
            "c",
            "1",
            "enter",
            "enter",
            "1",
            "enter",
            "2",
            "enter",
            "2",
            "enter",
            "7",
            "enter",
            "escape",
            "up",
            "up",
            "b",
            *"[2024]1号",
            "enter",
        )
        await clerk.press("a", "3", "enter", "ctrl+q")
    async with desk(clerk.only_draft(), size=size) as clerk:
        assert clerk.at == "requests"
        assert "[2024]1号" in clerk.shown()
        assert "共2件：本年新收1＋上年结转1 ＝ 办结总计1＋结转下年度1 ✓" in clerk.shown()
        await clerk.press("ctrl+s")
        assert clerk.at != "requests"
    stored = clerk.only_draft().report.requests
    assert stored is not None
    assert [(case.applicant, case.outcome, case.carried_in, case.note) for case in stored.cases] == [
        ("natural_person", "granted", False, ""),
        ("business", "carried_out", True, "[2024]1号"),
    ]


async def test_a_settled_answer_opens_its_list_again() -> None:
    async with desk(until("requests")) as clerk:
        await clerk.press("c", "1", "enter", "enter", "1", "enter", "c", "ctrl+s")
        assert "2件" in clerk.settled["requests"]
        await clerk.press("ctrl+z")
        assert clerk.at == "requests"
        assert "登记完了，共2件" in clerk.shown()
        await clerk.press("up", "up", "delete", "ctrl+s")
        assert "1件" in clerk.settled["requests"]
        while clerk.at != "requests":  # the questions that only applications raise stand behind it now
            await clerk.press("ctrl+up", "enter")
        assert "登记完了，共1件" in clerk.shown()
