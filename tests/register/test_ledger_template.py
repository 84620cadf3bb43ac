"""The empty register: what it holds as XML, filled in and read back."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest
from lxml import etree
from openpyxl import load_workbook

from assistant.errors import NianbaoError
from assistant.register import cases_of, read_ledger, read_ledger_bytes, write_template
from assistant.report.cases import applicant_kinds, case_outcomes, tally

NAMES = {"s": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


@pytest.fixture
def template(tmp_path: Path) -> Path:
    path = tmp_path / "空白台账.xlsx"
    write_template(path, "永乐镇人民政府", 2025)
    return path


def part(path: Path, member: str) -> etree._Element:
    with zipfile.ZipFile(path) as archive:
        return etree.fromstring(archive.read(member))


def listed(path: Path, column: str) -> list[str]:
    """The options that a drop-down list of ``column`` offers, followed through its formula."""
    (formula,) = part(path, "xl/worksheets/sheet1.xml").xpath(
        f"//s:dataValidation[@type='list'][starts-with(@sqref, '{column}3:')]/s:formula1/text()", namespaces=NAMES
    )
    sheet, _, area = formula.partition("!")
    cells = load_workbook(path)[sheet.strip("'")][area.replace("$", "")]
    return [cell.value for (cell,) in cells]


def test_an_untouched_template_gives_no_rows_and_no_complaint(template: Path) -> None:
    ledger = read_ledger(template)
    assert ledger.rows == () and ledger.skipped == ()
    assert list(ledger.columns) == ["applicant", "outcome", "received", "done", "serial"]
    assert cases_of(ledger, 2025).cases == () and cases_of(ledger, 2025).left_out == ()


def test_the_sheets_and_the_title(template: Path) -> None:
    book = load_workbook(template)
    assert book.sheetnames == ["台账", "选项", "说明"]
    assert book["台账"]["A1"].value == "永乐镇人民政府2025年政府信息公开申请台账"
    assert [cell.value for cell in book["台账"][2]] == [
        "登记编号",
        "申请人类型",
        "收到日期",
        "办结日期",
        "办理结果",
        "备注",
    ]
    assert book["台账"].max_row == 2


def test_the_headings_stay_in_sight_and_days_look_like_days(template: Path) -> None:
    sheet = part(template, "xl/worksheets/sheet1.xml")
    (pane,) = sheet.xpath("//s:pane", namespaces=NAMES)
    assert (pane.get("topLeftCell"), pane.get("state"), pane.get("ySplit")) == ("A3", "frozen", "2")
    styles = part(template, "xl/styles.xml")
    formats = dict(
        zip(
            *[styles.xpath(f"//s:numFmt/@{name}", namespaces=NAMES) for name in ("numFmtId", "formatCode")], strict=True
        )
    )
    for column in ("3", "4"):
        (style,) = sheet.xpath(f"//s:col[@min='{column}']/@style", namespaces=NAMES)
        (used,) = styles.xpath(f"(//s:cellXfs/s:xf)[{int(style) + 1}]/@numFmtId", namespaces=NAMES)
        assert formats[used] == "yyyy-mm-dd"
    widths = [float(width) for width in sheet.xpath("//s:col/@width", namespaces=NAMES)]
    assert len(widths) == 6 and min(widths) >= 14


def test_the_lists_offer_every_kind_and_every_outcome_and_are_understood(template: Path) -> None:
    applicants, outcomes = listed(template, "B"), listed(template, "E")
    assert len(applicants) == len(set(applicants)) == len(applicant_kinds()) == 6
    assert len(outcomes) == len(set(outcomes)) == len(case_outcomes()) == 22
    book = load_workbook(template)
    pairs = [(applicants[n % 6], outcome) for n, outcome in enumerate(outcomes)]
    for row, (applicant, outcome) in enumerate(pairs, start=3):
        values = {1: f"号{row}", 2: applicant, 3: date(2025, 3, 1), 4: date(2025, 3, 20), 5: outcome, 6: "自己看的"}
        for column, value in values.items():
            book["台账"].cell(row, column, value)
    # What is still open has no day on which it was done.
    book["台账"].cell(3 + outcomes.index(outcomes[-1]), 4).value = None
    book.save(template)
    ledger = read_ledger(template)
    assert not ledger.unknown_applicants() and not ledger.unknown_outcomes() and ledger.skipped == ()
    found = cases_of(ledger, 2025)
    assert found.left_out == ()
    assert [case.outcome for case in found.cases] == list(case_outcomes())
    assert [case.applicant for case in found.cases] == [list(applicant_kinds())[n % 6] for n in range(22)]
    assert [case.note for case in found.cases] == [f"号{row}" for row in range(3, 25)]
    assert sum(tally(found.cases).values()) == 44


def test_days_are_checked_while_typing(template: Path) -> None:
    rules = part(template, "xl/worksheets/sheet1.xml").xpath("//s:dataValidation[@type='date']", namespaces=NAMES)
    assert [rule.get("sqref").partition(":")[0] for rule in rules] == ["C3", "D3"]
    for rule in rules:
        assert rule.get("showErrorMessage") == "1" and rule.get("error")
        bounds = [int(text) for text in rule.xpath("s:formula1/text() | s:formula2/text()", namespaces=NAMES)]
        assert [date.fromordinal(date(1899, 12, 30).toordinal() + days) for days in bounds] == [
            date(2000, 1, 1),
            date(2099, 12, 31),
        ]


def test_an_agency_that_looks_like_a_formula_is_a_name(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_template(path, '=HYPERLINK("http://x")\x1b\x07', 2025)
    sheet = part(path, "xl/worksheets/sheet1.xml")
    assert not sheet.xpath("//s:f", namespaces=NAMES)
    assert load_workbook(path)["台账"]["A1"].value == '=HYPERLINK("http://x")2025年政府信息公开申请台账'


def test_without_agency_and_year(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_template(path)
    assert load_workbook(path)["台账"]["A1"].value == "政府信息公开申请台账"


def test_a_filled_register_is_never_overwritten(template: Path) -> None:
    before = template.read_bytes()
    with pytest.raises(NianbaoError) as refusal:
        write_template(template, "另一个机关", 2026)
    assert "已经存在，没有覆盖它" in refusal.value.message
    assert template.read_bytes() == before


@pytest.mark.parametrize(
    ("name", "said"),
    [("a.xls", "写成 .xlsx 文件"), ("没有/a.xlsx", "不存在"), ("a.csv", "写成 .xlsx 文件"), ("a", "写成 .xlsx 文件")],
)
def test_places_where_it_cannot_go(tmp_path: Path, name: str, said: str) -> None:
    with pytest.raises(NianbaoError) as refusal:
        write_template(tmp_path / name)
    assert said in refusal.value.message and refusal.value.hint
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_fails_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Full(io.FileIO):
        def write(self, data: object) -> int:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "open", lambda self, mode: Full(self, "xb"))
    with pytest.raises(NianbaoError) as refusal:
        write_template(tmp_path / "a.xlsx")
    assert "没有写成" in refusal.value.message
    assert list(tmp_path.iterdir()) == []


def test_the_template_is_small_and_names_nobody(template: Path) -> None:
    assert template.stat().st_size < 30_000
    with zipfile.ZipFile(template) as archive:
        assert b"openpyxl" not in archive.read("docProps/core.xml")
    assert read_ledger_bytes(template.read_bytes(), "x").rows == ()
