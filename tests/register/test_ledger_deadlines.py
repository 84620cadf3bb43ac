"""Answers after their time: 20 working days, 40 where the time was extended; holidays are those of the notices."""

from __future__ import annotations

from datetime import date

import pytest
from ledger_files import xlsx
from ledger_read import read

from assistant.register import cases_of

HEADINGS = ("登记编号", "申请人类型", "收到日期", "办结日期", "办理结果", "是否延期")


def late(received: date, done: date, extended: str = "", year: int = 2024) -> tuple[str, ...]:
    ledger = read(xlsx([HEADINGS, ("1", "自然人", received, done, "公开", extended)]))
    return cases_of(ledger, year).late


@pytest.mark.parametrize(
    ("received", "in_time", "too_late"),
    [
        (date(2024, 3, 1), date(2024, 3, 29), date(2024, 4, 1)),
        # The days off of the National Day and the working weekends around them.
        (date(2024, 9, 20), date(2024, 10, 23), date(2024, 10, 24)),
        (date(2024, 2, 5), date(2024, 3, 8), date(2024, 3, 11)),
    ],
)
def test_twenty_working_days(received: date, in_time: date, too_late: date) -> None:
    assert late(received, in_time) == ()
    (said,) = late(received, too_late)
    assert said.startswith("第2行从收到到办结超过20个工作日")


@pytest.mark.parametrize("extended", ["是", "延长20个工作日", "2024-4-1"])
def test_an_extension_doubles_the_time(extended: str) -> None:
    assert late(date(2024, 3, 1), date(2024, 4, 19), extended) == ()
    (said,) = late(date(2024, 3, 1), date(2024, 5, 10), extended)
    assert "超过40个工作日" in said


@pytest.mark.parametrize("extended", ["", "否", "/", "未延期"])
def test_no_extension_is_none(extended: str) -> None:
    assert late(date(2024, 3, 1), date(2024, 4, 19), extended) != ()


def test_a_year_without_a_notice_is_told() -> None:
    (said,) = late(date(2098, 3, 1), date(2098, 3, 25), year=2098)
    assert said.startswith("还没有2098年的节假日安排，第2行")


def test_an_answer_of_another_year_is_no_matter_of_this_report() -> None:
    assert late(date(2023, 3, 1), date(2023, 6, 1)) == ()


def test_months_without_days_tell_no_deadline() -> None:
    ledger = read(xlsx([HEADINGS, ("1", "自然人", "2024年1月", "2024年3月", "公开", "")]))
    assert cases_of(ledger, 2024).late == ()
