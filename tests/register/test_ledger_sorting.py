"""Rows sorted into the year; unknown values and the clerk's choices."""

from __future__ import annotations

from datetime import date

import pytest
from ledger_files import HEADINGS, xlsx

from assistant.errors import NianbaoError
from assistant.register import Ledger, LedgerCases, cases_of, read_ledger_bytes
from assistant.report import RequestFigures
from assistant.report.cases import RequestCase, tally

YEAR = 2024
BEFORE, FIRST, MIDDLE, LAST, AFTER = "2023-12-31", "2024-01-01", "2024-06-15", "2024-12-31", "2025-01-01"


def register(*rows: tuple[str, str, str, str]) -> Ledger:
    """Rows of applicant, received, done, outcome; numbered from 1 and standing in row 2 on."""
    return read_ledger_bytes(xlsx([HEADINGS, *[(f"第{n}号", *row) for n, row in enumerate(rows, start=1)]]), "a.xlsx")


def sorted_one(received: str, done: str, outcome: str) -> LedgerCases:
    return cases_of(register(("个人", received, done, outcome)), YEAR)


@pytest.mark.parametrize(
    ("received", "done", "outcome", "counted"),
    [
        (FIRST, MIDDLE, "公开", ("received", "granted")),
        (MIDDLE, LAST, "信访", ("received", "not_processed.petition")),
        (LAST, LAST, "公开", ("received", "granted")),
        (BEFORE, FIRST, "公开", ("carried_in", "granted")),
        (BEFORE, LAST, "重复", ("carried_in", "not_processed.repeated")),
        ("2021-05-01", MIDDLE, "公开", ("carried_in", "granted")),
        (LAST, AFTER, "公开", ("received", "carried_out")),
        (MIDDLE, "", "", ("received", "carried_out")),
        (MIDDLE, "", "/", ("received", "carried_out")),
        (MIDDLE, "", "办理中", ("received", "carried_out")),
        (MIDDLE, AFTER, "这个词谁也不认识", ("received", "carried_out")),
        (BEFORE, AFTER, "公开", ("carried_in", "carried_out")),
        (BEFORE, "", "", ("carried_in", "carried_out")),
        (BEFORE, "", "未办结", ("carried_in", "carried_out")),
    ],
)
def test_where_a_row_belongs(received: str, done: str, outcome: str, counted: tuple[str, str]) -> None:
    found = sorted_one(received, done, outcome)
    row, result = counted
    assert found.cases == (
        RequestCase(applicant="natural_person", outcome=result, carried_in=row == "carried_in", note="第1号"),
    )
    assert tally(found.cases) == {f"{row}.natural_person": 1, f"{result}.natural_person": 1}
    assert found.left_out == ()


@pytest.mark.parametrize(
    ("received", "done", "outcome", "said"),
    [
        (AFTER, "", "", "第2行在2024年以后收到，没有计入。"),
        (AFTER, "2025-02-01", "公开", "第2行在2024年以后收到，没有计入。"),
        ("2023-03-01", BEFORE, "公开", "第2行在2024年以前已经办结，没有计入。"),
        ("", BEFORE, "公开", "第2行在2024年以前已经办结，没有计入。"),
        ("2023-03-01", BEFORE, "谁也不认识", "第2行在2024年以前已经办结，没有计入。"),
        (MIDDLE, LAST, "", "第2行没有写办理结果，没有计入。"),
        (MIDDLE, LAST, "不予公开", "第2行的办理结果“不予公开”没有对应，没有计入。"),
        (
            BEFORE,
            "",
            "公开",
            "第2行在2024年以前收到、有办理结果而没有办结日期，看不出是不是2024年办结的，没有计入；请补上办结日期。",
        ),
    ],
)
def test_what_is_left_out_is_said(received: str, done: str, outcome: str, said: str) -> None:
    found = sorted_one(received, done, outcome)
    assert found.cases == ()
    assert found.left_out == (said,)


@pytest.mark.parametrize(
    ("received", "done", "outcome", "result", "said"),
    [
        ("", MIDDLE, "公开", "granted", "第2行没有收到日期，按2024年收到计算。"),
        ("", "", "", "carried_out", "第2行没有收到日期，按2024年收到计算。"),
        (MIDDLE, "", "公开", "granted", "第2行有办理结果而没有办结日期，按2024年办结计算。"),
        (
            MIDDLE,
            LAST,
            "未办结",
            "carried_out",
            "第2行写了办结日期，办理结果却是还没有办结，按结转下年度计算；请核对。",
        ),
        (LAST, MIDDLE, "公开", "granted", "第2行的办结日期早于收到日期；请核对。"),
    ],
)
def test_what_is_decided_without_a_date_is_said(received: str, done: str, outcome: str, result: str, said: str) -> None:
    found = sorted_one(received, done, outcome)
    assert [case.outcome for case in found.cases] == [result]
    assert not found.cases[0].carried_in
    assert found.left_out == (said,)


def test_each_reason_is_said_once_with_all_its_rows() -> None:
    late, early = ("个人", AFTER, "", ""), ("个人", "2022-01-01", "2022-02-01", "公开")
    good = ("个人", MIDDLE, LAST, "公开")
    found = cases_of(register(late, good, early, late, late, ("个人", "", LAST, "公开"), early), YEAR)
    assert len(found.cases) == 2
    assert found.left_out == (
        "第2、5—6行在2024年以后收到，没有计入。",
        "第4、8行在2024年以前已经办结，没有计入。",
        "第7行没有收到日期，按2024年收到计算。",
    )


def test_the_same_register_serves_every_year() -> None:
    ledger = register(("个人", "2023-11-01", "2024-02-01", "公开"), ("公司", "2024-12-20", "2025-01-10", "撤回"))
    by_year = {year: tally(cases_of(ledger, year).cases) for year in (2022, 2023, 2024, 2025, 2026)}
    assert by_year == {
        2022: {},
        2023: {"received.natural_person": 1, "carried_out.natural_person": 1},
        2024: {
            "carried_in.natural_person": 1,
            "granted.natural_person": 1,
            "received.business": 1,
            "carried_out.business": 1,
        },
        2025: {"carried_in.business": 1, "other.other.business": 1},
        2026: {},
    }


def test_without_a_column_for_the_day_it_was_done() -> None:
    headings = ("申请人类型", "收到日期", "办理结果")
    ledger = read_ledger_bytes(
        xlsx([headings, ("个人", MIDDLE, "公开"), ("个人", MIDDLE, ""), ("个人", MIDDLE, "在办")]), "a"
    )
    assert dict(ledger.unknown_outcomes()) == {"（办理结果空白）": 1}
    found = cases_of(ledger, YEAR, {"（办理结果空白）": "carried_out"})
    assert [case.outcome for case in found.cases] == ["granted", "carried_out", "carried_out"]
    assert found.left_out == ("第2行有办理结果而没有办结日期，按2024年办结计算。",)


def unknown() -> Ledger:
    return register(
        ("法人", MIDDLE, LAST, "公开"),
        ("法人", MIDDLE, LAST, "不予公开"),
        ("", MIDDLE, LAST, "电话答复"),
        ("个人", MIDDLE, LAST, "电话答复"),
        ("个人", MIDDLE, LAST, ""),
        ("外星人", AFTER, "", "没听说过"),
        ("个人", MIDDLE, AFTER, "更没听说过"),
    )


def test_unknown_values_are_listed_with_their_counts() -> None:
    ledger = unknown()
    assert dict(ledger.unknown_applicants()) == {"法人": 2, "（申请人类型空白）": 1, "外星人": 1}
    assert dict(ledger.unknown_outcomes()) == {
        "电话答复": 2,
        "不予公开": 1,
        "（办理结果空白）": 1,
        "没听说过": 1,
        "更没听说过": 1,
    }
    assert dict(ledger.unknown_applicants(YEAR)) == {"法人": 2, "（申请人类型空白）": 1}
    assert dict(ledger.unknown_outcomes(YEAR)) == {"电话答复": 2, "不予公开": 1, "（办理结果空白）": 1}


def test_rows_without_a_choice_are_left_out_and_said() -> None:
    found = cases_of(unknown(), YEAR)
    assert [case.outcome for case in found.cases] == ["carried_out"]
    assert found.left_out == (
        "第2—3行的申请人类型“法人”没有对应，没有计入。",
        "第4行没有写申请人类型，没有计入。",
        "第3行的办理结果“不予公开”没有对应，没有计入。",
        "第4—5行的办理结果“电话答复”没有对应，没有计入。",
        "第6行没有写办理结果，没有计入。",
        "第7行在2024年以后收到，没有计入。",
    )


def test_choices_put_the_rows_in_their_places() -> None:
    choices = {
        "法人": "business",
        "（申请人类型空白）": "other",
        "不予公开": "denied.third_party",
        "电话答复": "",
        "（办理结果空白）": "granted",
    }
    found = cases_of(unknown(), YEAR, choices)
    assert [(case.applicant, case.outcome) for case in found.cases] == [
        ("business", "granted"),
        ("business", "denied.third_party"),
        ("natural_person", "granted"),
        ("natural_person", "carried_out"),
    ]
    assert found.left_out == ("第7行在2024年以后收到，没有计入。", "第4—5行按所选的办法没有计入。")


def test_a_word_unknown_in_both_columns_is_not_taken_for_the_other() -> None:
    ledger = register(("待定", MIDDLE, LAST, "待定"), ("个人", MIDDLE, LAST, "待定"), ("待定", MIDDLE, LAST, "公开"))
    found = cases_of(ledger, YEAR, {"待定": "granted"})
    assert [(case.applicant, case.outcome) for case in found.cases] == [("natural_person", "granted")]
    assert found.left_out == ("第2、4行的申请人类型“待定”没有对应，没有计入。",)


def test_a_choice_cannot_overrule_what_a_row_says_itself() -> None:
    found = cases_of(register(("个人", MIDDLE, LAST, "公开")), YEAR, {"公开": "other.other", "个人": ""})
    assert [(case.applicant, case.outcome) for case in found.cases] == [("natural_person", "granted")]


def test_a_choice_that_is_no_key_is_refused() -> None:
    with pytest.raises(NianbaoError) as refusal:
        cases_of(unknown(), YEAR, {"法人": "公司"})
    assert refusal.value.message == "“公司”不是表里的申请人类型或者办理结果，不能用来代替“法人”。"


def test_forty_rows_fill_the_table() -> None:
    rows = [("个人", date(2024, 1 + n % 12, 3).isoformat(), "2024-12-20", "公开") for n in range(24)]
    rows += [("公司", "2023-12-20", "2024-01-15", "部分公开")] * 6
    rows += [("律师事务所", "2024-12-25", "", "办理中")] * 4
    rows += [("高校", "2024-05-06", "2024-05-30", "信息不存在")] * 5
    rows += [("协会", "2024-11-30", "2025-01-06", "公开")]
    ledger = register(*rows)
    assert len(ledger.rows) == 40
    figures = RequestFigures(cases=cases_of(ledger, YEAR).cases)
    assert {path: value for path, value in figures.values().items() if value and path.endswith(".total")} == {
        "received.total": 34,
        "carried_in.total": 6,
        "granted.total": 24,
        "partly_granted.total": 6,
        "unavailable.not_held.total": 5,
        "total.total": 35,
        "carried_out.total": 5,
    }
    assert figures.cells["carried_out.legal_service"] == 4 and figures.cells["carried_out.social"] == 1
