"""Registers as offices keep them: headings anywhere, titles, merged cells, footers, days in every shape."""

from __future__ import annotations

import sys
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from ledger_files import FIRST_SHEET, HEADINGS, delimited, with_part, with_shared_texts, workbook, xlsx
from openpyxl.worksheet.worksheet import Worksheet

from assistant.errors import NianbaoError
from assistant.intake.ledger import Ledger, cases_of, read_ledger, read_ledger_bytes

DAY = date(2024, 1, 9)
ONE = ("2024-001", "自然人", DAY, date(2024, 1, 30), "予以公开")
TWO = ("2024-002", "商业企业", date(2024, 3, 1), date(2024, 3, 20), "重复申请")


def read(data: bytes) -> Ledger:
    return read_ledger_bytes(data, "台账.xlsx")


def seen(ledger: Ledger) -> list[tuple[object, ...]]:
    return [(row.line, row.note, row.applicant_text, row.received, row.done, row.outcome_text) for row in ledger.rows]


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
        "24.1.9",
        "2024年1月",
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
    assert said.startswith("第2行的“收到日期”写的是“") and said.endswith("”，没有看懂，按空白处理。")


def test_many_unread_days_are_counted_after_the_first_five() -> None:
    ledger = read(xlsx([HEADINGS, *[("1", "自然人", "一月", "", "办理中") for _ in range(12)]]))
    assert len(ledger.skipped) == 6
    assert ledger.skipped[-1] == "另有第7—13行的“收到日期”没有看懂，按空白处理。"


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


def test_the_register_is_found_among_other_sheets() -> None:
    sheets = {
        "封面": [["政府信息公开申请"]],
        "统计": [["申请人类型", "办理结果", "件数"], ["自然人", "予以公开", 3]],
        "2024年": [HEADINGS, ONE, TWO],
        "空": [],
    }
    ledger = read(workbook(sheets))
    assert len(ledger.rows) == 2
    assert ledger.skipped == ("工作表“统计”（1行）也像台账，没有读，只读了“2024年”。",)


def test_one_register_a_year_reads_the_longest_and_says_so() -> None:
    sheets = {"2023年": [HEADINGS, ONE], "2024年": [HEADINGS, ONE, TWO], "2022年": [HEADINGS]}
    ledger = read(workbook(sheets))
    assert len(ledger.rows) == 2
    assert ledger.skipped == ("工作表“2023年”（1行）也像台账，没有读，只读了“2024年”。",)


def test_a_hidden_sheet_is_not_preferred_to_one_in_sight() -> None:
    def hide(sheet: Worksheet) -> None:
        if sheet.title == "旧":
            sheet.sheet_state = "hidden"

    ledger = read(workbook({"旧": [HEADINGS, ONE, TWO, TWO], "新": [HEADINGS, ONE]}, hide))
    assert len(ledger.rows) == 1
    assert ledger.skipped == ("隐藏的工作表“旧”（3行）也像台账，没有读，只读了“新”。",)


def test_the_better_of_two_headings_is_taken_and_the_other_named() -> None:
    headings = ("申请日期", "申请人类型", "收到日期", "答复类型", "办理结果", "答复期限")
    ledger = read(xlsx([headings, (date(2023, 12, 30), "自然人", DAY, "书面", "予以公开", date(2024, 2, 9))]))
    assert (ledger.rows[0].received, ledger.rows[0].outcome_text) == (DAY, "予以公开")
    assert "done" not in ledger.columns
    assert ledger.skipped == (
        "“答复类型”也像“办理结果”，没有用，用的是“办理结果”一列。",
        "“申请日期”也像“收到日期”，没有用，用的是“收到日期”一列。",
    )


def test_a_column_called_only_applicant_is_taken_for_kinds_never_for_names() -> None:
    kinds = read(xlsx([("申请人", "办理结果"), ("个人", "公开"), ("公司", "公开"), ("某单位", "公开")]))
    assert kinds.columns["applicant"] == "申请人"
    assert dict(kinds.unknown_applicants()) == {"某单位": 1}
    with pytest.raises(NianbaoError) as refusal:
        read(xlsx([("申请人", "办理结果"), ("王小明", "公开"), ("李小红", "公开"), ("公司", "公开")]))
    assert refusal.value.message == "“台账.xlsx”里没有找到“申请人类型”一列，找到的有“办理结果”。"


def test_the_case_beside_a_group_completes_it() -> None:
    headings = ("申请人类型", "办理结果", "具体情形")
    ledger = read(
        xlsx(
            [
                headings,
                ("个人", "不予公开", "属于国家秘密"),
                ("个人", "予以公开", "已提供"),
                ("个人", "不予公开", "别的"),
            ]
        )
    )
    assert [row.outcome for row in ledger.rows] == ["denied.state_secret", "granted", None]
    assert dict(ledger.unknown_outcomes()) == {"不予公开": 1}


@pytest.mark.parametrize(
    "serial", ["110101199003072316", "13800138000", "王小明 13800138000", "/", "11010119900307231X"]
)
def test_numbers_of_persons_never_get_into_the_note(serial: str) -> None:
    ledger = read(xlsx([HEADINGS, (serial, *ONE[1:])]))
    assert ledger.rows[0].note == ""


@pytest.mark.parametrize("serial", ["永政公开申〔2024〕3号", "20240109000000001", 7, "YSQ-2024-0001"])
def test_serial_numbers_get_into_the_note_and_the_case(serial: Any) -> None:
    ledger = read(xlsx([HEADINGS, (serial, *ONE[1:])]))
    assert ledger.rows[0].note == str(serial)
    assert cases_of(ledger, 2024).cases[0].note == str(serial)


def test_names_are_nowhere_in_what_was_read() -> None:
    rows = [("姓名", "身份证号", "联系电话", *HEADINGS), ("王小明", "110101199003072316", "13800138000", *ONE)]
    ledger = read(xlsx(rows))
    assert "王小明" not in repr(ledger) and "1101011990" not in repr(ledger) and "13800138000" not in repr(ledger)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_texts_in_the_usual_encodings(encoding: str, delimiter: str) -> None:
    data = delimited([["永乐镇台账"], [], HEADINGS, ONE, TWO], encoding, delimiter)
    ledger = read_ledger_bytes(data, "台账.csv")
    assert seen(ledger) == [
        (4, "2024-001", "自然人", DAY, date(2024, 1, 30), "予以公开"),
        (5, "2024-002", "商业企业", date(2024, 3, 1), date(2024, 3, 20), "重复申请"),
    ]


def test_a_cell_of_several_lines_is_one_row_of_a_text() -> None:
    rows = [(*HEADINGS, "申请内容"), (*ONE, "第一行\n第二行, 还有\n第三行"), (*TWO, "一行")]
    assert [row.line for row in read_ledger_bytes(delimited(rows), "a.csv").rows] == [2, 3]


def test_read_from_disk_whatever_the_ending(tmp_path: Path) -> None:
    path = tmp_path / "台账.dat"
    path.write_bytes(delimited([HEADINGS, ONE]))
    assert read_ledger(path).file == "台账.dat"
    path.write_bytes(xlsx([HEADINGS, ONE, TWO]))
    assert len(read_ledger(path).rows) == 2


def test_openpyxl_is_loaded_only_when_a_workbook_is_read() -> None:
    import subprocess

    code = (
        "import sys; from assistant.intake.ledger import read_ledger_bytes as read;"
        "read('申请人类型,办理结果\\n个人,公开\\n'.encode(), 'a.csv'); print('openpyxl' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"


def test_a_heading_over_two_columns_is_no_rival_of_itself() -> None:
    headings = ("申请人类型", None, "收到日期", "办理结果")
    ledger = read(xlsx([headings, ("个人", "王小明", DAY, "公开")], lambda sheet: sheet.merge_cells("A1:B1")))
    assert ledger.rows[0].applicant_text == "个人"
    assert ledger.skipped == ()
