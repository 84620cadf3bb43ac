"""Registers as offices keep them: headings anywhere, titles, merged cells, footers, hidden rows."""

from __future__ import annotations

from datetime import date

from ledger_files import HEADINGS, with_shared_texts, xlsx
from ledger_read import DAY, ONE, TWO, read, seen
from openpyxl.worksheet.worksheet import Worksheet


def test_a_plain_register() -> None:
    ledger = read(xlsx([HEADINGS, ONE, TWO]))
    assert seen(ledger) == [
        (2, "2024-001", "自然人", DAY, date(2024, 1, 30), "予以公开"),
        (3, "2024-002", "商业企业", date(2024, 3, 1), date(2024, 3, 20), "重复申请"),
    ]
    assert dict(ledger.columns) == {
        "applicant": "申请人类型",
        "outcome": "办理结果",
        "received": "收到日期",
        "done": "办结日期",
        "serial": "登记编号",
    }
    assert ledger.skipped == ()
    assert not ledger.unknown_applicants() and not ledger.unknown_outcomes()


def test_texts_stored_apart_as_office_programs_do() -> None:
    plain = xlsx([HEADINGS, ONE, TWO])
    assert seen(read(with_shared_texts(plain))) == seen(read(plain))


def test_other_words_in_another_order_below_a_title() -> None:
    rows = [
        ["永乐镇政府信息公开申请办理台账"],
        ["填报单位：永乐镇党政办", None, None, "填报日期：2025.1.6"],
        [],
        [
            "序号",
            "答复时间",
            "申请内容",
            "答复结果\n（下拉选择）",
            "申请人姓名",
            " 申请人 类别＊",
            "受理时间（年/月/日）",
            "联系电话",
        ],
        [1, "2024.1.30", "征地批文", "信息不存在", "王小明", "公民", "2024.1.9", "13800000000"],
    ]
    ledger = read(xlsx(rows))
    assert seen(ledger) == [(5, "1", "公民", DAY, date(2024, 1, 30), "信息不存在")]
    assert ledger.columns["applicant"] == "申请人 类别＊"
    assert ledger.skipped == ()


def test_two_rows_of_headings_with_merged_cells() -> None:
    rows = [
        ["台账", None, None, None, None, None, None],
        ["编号", "申请人情况", None, "收到日期", "办理情况", None, "备注"],
        [None, "姓名", "类型", None, "办结时间", "结果", None],
        ["A1", "王小明", "个人", DAY, date(2024, 2, 1), "公开", "无"],
    ]

    def merge(sheet: Worksheet) -> None:
        for area in ("A1:G1", "A2:A3", "B2:C2", "D2:D3", "E2:F2", "G2:G3"):
            sheet.merge_cells(area)

    ledger = read(xlsx(rows, merge))
    assert seen(ledger) == [(4, "A1", "个人", DAY, date(2024, 2, 1), "公开")]
    assert ledger.columns["applicant"] == "申请人情况·类型"
    assert ledger.columns["outcome"] == "办理情况·结果"


def test_headings_merged_over_two_rows_are_no_application() -> None:
    def merge(sheet: Worksheet) -> None:
        for letter in "ABCDE":
            sheet.merge_cells(f"{letter}1:{letter}2")

    for below in ([], [None, None, None, None, None, "姓名", "电话"]):
        ledger = read(xlsx([(*HEADINGS, "联系人", None), below, ONE], merge))
        assert [row.line for row in ledger.rows] == [3]
        assert ledger.skipped == ()


def test_one_person_merged_over_several_applications() -> None:
    rows = [HEADINGS, ONE, ("2", None, DAY, DAY, "重复申请"), ("3", None, DAY, DAY, "予以公开")]
    ledger = read(xlsx(rows, lambda sheet: sheet.merge_cells("B2:B4")))
    assert [row.applicant_text for row in ledger.rows] == ["自然人"] * 3


def test_one_application_merged_over_several_rows_is_one() -> None:
    rows = [(*HEADINGS, "申请内容"), (*ONE, "第一项"), (None, None, None, None, None, "第二项"), (*TWO, "甲")]

    def merge(sheet: Worksheet) -> None:
        for letter in "ABCDE":
            sheet.merge_cells(f"{letter}2:{letter}3")

    ledger = read(xlsx(rows, merge))
    assert [row.line for row in ledger.rows] == [2, 4]
    assert ledger.skipped == ("第3行与上一行合并在一起，算作同一件。",)


def test_several_applications_that_share_all_but_their_number() -> None:
    rows = [HEADINGS, ONE, ("2024-002", None, None, None, None)]

    def merge(sheet: Worksheet) -> None:
        for letter in "BCDE":
            sheet.merge_cells(f"{letter}2:{letter}3")

    assert [row.outcome_text for row in read(xlsx(rows, merge)).rows] == ["予以公开", "予以公开"]


def test_footers_repeated_headings_bands_and_empty_rows() -> None:
    rows = [
        HEADINGS,
        ["一季度"],
        ONE,
        [" ", "", "\u3000"],
        ["小计", None, None, None, "1件"],
        HEADINGS,
        TWO,
        [3],
        [4],
        ["合  计", 2],
        ["填表人：王小明", None, "审核人：李小红"],
        [None, None, None, None, None, "随手记的话"],
    ]
    ledger = read(xlsx(rows, lambda sheet: sheet.merge_cells("A2:E2")))
    assert [row.line for row in ledger.rows] == [3, 7]
    assert ledger.skipped == (
        "第2、5、10—11行是合计、填表人等说明，没有计入。",
        "第6行又是一遍表头，没有计入。",
        "第8—9行只有“登记编号”，没有计入。",
        "第12行没有申请人类型、办理结果和日期，没有计入。",
    )
    assert not any("王小明" in sentence for sentence in ledger.skipped)


def test_an_application_on_statistics_is_no_footer() -> None:
    headings = ("申请内容", "申请人类型", "收到日期", "办理结果")
    ledger = read(xlsx([headings, ("统计年鉴", "某类人", DAY, "没写清"), ("合计", None, None, None)]))
    assert [row.line for row in ledger.rows] == [2]


def test_hidden_rows_count_and_are_said() -> None:
    def hide(sheet: Worksheet) -> None:
        sheet.row_dimensions[3].hidden = True

    ledger = read(xlsx([HEADINGS, ONE, TWO], hide))
    assert len(ledger.rows) == 2
    assert ledger.skipped == ("第3行在表格里是隐藏的，也计入了。",)
