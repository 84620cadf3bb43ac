"""The right sheet and the right headings of a register, texts instead of workbooks, and nobody's name."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from ledger_files import HEADINGS, delimited, workbook, xlsx
from ledger_read import DAY, ONE, TWO, read, seen
from openpyxl.worksheet.worksheet import Worksheet

from assistant.errors import NianbaoError
from assistant.register import cases_of, read_ledger, read_ledger_bytes


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


@pytest.mark.parametrize("names", [("1月", "2月", "3月"), ("一季度", "二季度", "三季度"), ("甲", "乙", "丙")])
def test_sheets_of_one_register_by_the_month_are_read_together(names: tuple[str, str, str]) -> None:
    three = ("2024-003", "自然人", date(2024, 5, 6), date(2024, 5, 8), "予以公开")
    ledger = read(workbook(dict(zip(names, ([HEADINGS, ONE], [HEADINGS, TWO], [HEADINGS, three]), strict=True))))
    assert [row.note for row in ledger.rows] == ["2024-001", "2024-002", "2024-003"]
    assert [row.sheet for row in ledger.rows] == list(names)
    assert ledger.skipped == (f"3张表头相同的工作表一起读了：“{names[0]}”、“{names[1]}”、“{names[2]}”。",)
    assert cases_of(ledger, 2023).left_out[0] == f"工作表“{names[0]}”第2行在2023年以后收到，没有计入。"


def test_columns_of_days_that_are_not_used_are_named() -> None:
    headings = ("登记编号", "申请人类型", "窗口经手日期", "办理结果", "备注时间")
    ledger = read(xlsx([headings, ("1", "自然人", DAY, "公开", "上午")]))
    assert ledger.skipped == ("“窗口经手日期”里是日期，没有用；收到申请和办结的日期请写在“收到日期”“办结日期”两列里。",)


@pytest.mark.parametrize(("received", "done"), [("来信时间", "答复书出具时间"), ("来函日期", "回函日期")])
def test_headings_in_other_words(received: str, done: str) -> None:
    headings = ("登记编号", "申请人类型", received, done, "办理结果")
    ledger = read(xlsx([headings, ("1", "自然人", DAY, date(2024, 1, 30), "公开")]))
    assert (ledger.rows[0].received, ledger.rows[0].done) == (DAY, date(2024, 1, 30))


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
        "import sys; from assistant.register import read_ledger_bytes as read;"
        "read('申请人类型,办理结果\\n个人,公开\\n'.encode(), 'a.csv'); print('openpyxl' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"


def test_a_heading_over_two_columns_is_no_rival_of_itself() -> None:
    headings = ("申请人类型", None, "收到日期", "办理结果")
    ledger = read(xlsx([headings, ("个人", "王小明", DAY, "公开")], lambda sheet: sheet.merge_cells("A1:B1")))
    assert ledger.rows[0].applicant_text == "个人"
    assert ledger.skipped == ()
