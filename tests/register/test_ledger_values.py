"""What stands in the cells of a register: days in every shape, formulas with what they came to."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

import pytest
from ledger_files import FIRST_SHEET, HEADINGS, with_part, xlsx
from ledger_read import DAY, ONE, read

from assistant.register import cases_of


@pytest.mark.parametrize(
    "written",
    [
        *[
            "2024-1-9",
            "2024-01-09",
            "2024.01.09",
            "2024. 1. 9",
            "2024/1/9",
            "2024年1月9日",
            "２０２４年１月９日",
            "20240109",
            "24.1.9",
            "24年1月9日",
            "2024、1、9",
            "2024\\1\\9",
            "2024—01—09",
            "2024‐1‐9",
            "2024–1–9",
            "二〇二四年一月九日",
            "二○二四年元月九日",
            "'2024-1-9",
        ],
        *[
            "2024-01-09 14:30:00",
            "2024-01-09T14:30:00",
            "2024年1月9日（星期二）",
            "2024年1月9日上午",
            "2024。1。9",
            "45300",
        ],
        *[20240109, 45300, 45300.0, 45300.6, DAY, datetime(2024, 1, 9, 14, 30)],
    ],
)
def test_days_in_every_usual_shape(written: Any) -> None:
    ledger = read(xlsx([HEADINGS, ("1", "自然人", written, "", "办理中")]))
    assert ledger.rows[0].received == DAY
    assert ledger.skipped == ()


@pytest.mark.parametrize(
    "written",
    [
        "1月9日",
        "2024-13-01",
        "2024-02-30",
        "1/9/2024",
        "去年",
        7,
        1.5,
        True,
        time(8),
        "0024-1-9",
    ],
)
def test_what_is_no_day_is_said_and_left_empty(written: Any) -> None:
    ledger = read(xlsx([HEADINGS, ("1", "自然人", written, "", "办理中")]))
    assert ledger.rows[0].received is None
    (said,) = ledger.skipped
    assert said.startswith("第2行的“收到日期”写的是“") and said.endswith("”，没有看懂。")


@pytest.mark.parametrize("written", ["2024年1月", "2024-01", "2024.1", "2024年1月份"])
def test_a_month_without_its_day_is_its_first(written: str) -> None:
    ledger = read(xlsx([HEADINGS, ("1", "自然人", written, "", "办理中")]))
    assert ledger.rows[0].received == date(2024, 1, 1)
    assert ledger.rows[0].whole_months


def test_a_day_that_nobody_understands_is_a_question_and_not_of_this_year() -> None:
    ledger = read(xlsx([HEADINGS, ("1", "自然人", "去年底", "", "办理中"), ("2", "自然人", DAY, "", "办理中")]))
    found = cases_of(ledger, 2024)
    assert [case.note for case in found.cases] == ["2"]
    assert found.left_out == ("第2行的日期没有看懂，看不出是哪一年的，没有计入；请改成“2024-1-9”的样子。",)


def test_many_unread_days_are_counted_after_the_first_five() -> None:
    ledger = read(xlsx([HEADINGS, *[("1", "自然人", "一月", "", "办理中") for _ in range(12)]]))
    assert len(ledger.skipped) == 6
    assert ledger.skipped[-1] == "另有第7—13行的“收到日期”没有看懂。"


def test_a_word_in_the_place_of_the_day_it_was_done() -> None:
    ledger = read(xlsx([HEADINGS, ("1", "自然人", DAY, "办理中", "办理中")]))
    assert ledger.rows[0].done is None
    assert ledger.skipped == ()


def test_days_counted_from_1904() -> None:
    def old_calendar(part: bytes) -> bytes:
        assert b"<workbookPr" in part
        return part.replace(b"<workbookPr", b'<workbookPr date1904="1"', 1)

    data = with_part(xlsx([HEADINGS, ("1", "自然人", 45300 - 1462, "", "办理中")]), "xl/workbook.xml", old_calendar)
    assert read(data).rows[0].received == DAY


def test_formulas_stand_for_their_stored_results_and_are_never_computed() -> None:
    data = xlsx([HEADINGS, ONE, ("2024-002", '=IF(1=1,"商业企业","")', DAY, "=C3+20", "重复申请")])
    ledger = read(data)
    assert ledger.rows[1].applicant_text == "" and ledger.rows[1].done is None
    assert ledger.skipped == (
        "第3行的“申请人类型”是公式，文件里没有存下算好的结果，按空白处理；请用 Excel 或 WPS 打开后存盘。",
        "第3行的“办结日期”是公式，文件里没有存下算好的结果，按空白处理；请用 Excel 或 WPS 打开后存盘。",
    )


def test_a_formula_with_its_stored_result_is_read() -> None:
    def store(part: bytes) -> bytes:
        new = '<c r="B2" t="str"><f>"x"</f><v>科研机构</v></c>'.encode()
        changed = part.replace(b'<c r="B2"><f>"x"</f><v></v></c>', new).replace(b'<c r="B2"><f>"x"</f><v/></c>', new)
        assert new in changed
        return changed

    ledger = read(with_part(xlsx([HEADINGS, ("1", '="x"', DAY, DAY, "予以公开")]), FIRST_SHEET, store))
    assert ledger.rows[0].applicant_text == "科研机构"
    assert ledger.skipped == ()


def test_a_formula_whose_stored_result_is_empty_is_an_empty_cell() -> None:
    def store(part: bytes) -> bytes:
        cell = b'<c r="D2"><f>"x"</f>'
        assert cell in part
        return part.replace(cell, b'<c r="D2" t="str"><f>"x"</f>')

    ledger = read(with_part(xlsx([HEADINGS, ("1", "自然人", DAY, '="x"', "办理中")]), FIRST_SHEET, store))
    assert ledger.rows[0].done is None
    assert ledger.skipped == ()
