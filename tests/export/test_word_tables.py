"""The statutory tables of a Word file, read from its XML."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from export_reports import figures, township
from word_xml import NS, W, body, cells, grid, parts, written

import assistant.export
from assistant.document import Section
from assistant.standard import header_rows, layout, standard
from tests import endless

NUMBERS = {"T2": 10, "T3": 175, "T4": 15}
TEXT_WIDTH = 11906 - 1587 - 1474


def tables() -> dict[str, Any]:
    return dict(zip(NUMBERS, body(written(township())).findall("w:tbl", NS), strict=True))


@pytest.mark.parametrize("key", NUMBERS)
def test_every_number_and_label_stands_in_its_place(key: str) -> None:
    printed, report = cells(tables()[key]), township().table(key)
    assert report is not None
    assert sum(1 for style, _ in printed.values() if style == "TableNumber") == NUMBERS[key]
    expected = {}
    for cell in layout(standard().tables[key]):
        expected[cell.row, cell.column] = report.cells[cell.path] if cell.role == "number" else cell.text
    assert {place: value for place, (_, value) in printed.items()} == expected


@pytest.mark.parametrize("key", NUMBERS)
def test_merged_cells_cover_the_grid_as_the_format_prints_it(key: str) -> None:
    owners = grid(tables()[key])
    for cell in layout(standard().tables[key]):
        covered = {
            (row, column)
            for row, line in enumerate(owners)
            for column, owner in enumerate(line)
            if owner == (cell.row, cell.column)
        }
        assert covered == {
            (cell.row + down, cell.column + across)
            for down in range(cell.row_span)
            for across in range(cell.column_span)
        }


def test_labels_known_by_heart_are_there_word_for_word() -> None:
    words = {value for table in tables().values() for _, value in cells(table).values()}
    assert {
        "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）",
        "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
        "3.危及“三安全一稳定”",
        "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
        "本年收费金额（单位：万元）",
        "未经复议直接起诉",
    } <= words


@pytest.mark.parametrize("key", NUMBERS)
def test_columns_fill_the_text_width(key: str) -> None:
    table = tables()[key]
    widths = [int(column.get(f"{W}w")) for column in table.findall("w:tblGrid/w:gridCol", NS)]
    assert sum(widths) == TEXT_WIDTH
    assert min(widths) >= 500
    assert table.find("w:tblPr/w:tblLayout", NS).get(f"{W}type") == "fixed"
    for row in table.findall("w:tr", NS):
        assert sum(int(cell.find("w:tcPr/w:tcW", NS).get(f"{W}w")) for cell in row.findall("w:tc", NS)) == TEXT_WIDTH


@pytest.mark.parametrize("key", NUMBERS)
def test_rows_do_not_split_and_keep_together_and_headers_repeat(key: str) -> None:
    rows, schema = tables()[key].findall("w:tr", NS), standard().tables[key]
    assert all(row.find("w:trPr/w:cantSplit", NS) is not None for row in rows)
    repeated = [row.find("w:trPr/w:tblHeader", NS) is not None for row in rows]
    # T2 has a header in each of its blocks; the first would be wrong above the others.
    headers = 0 if key == "T2" else header_rows(schema)
    assert repeated == [True] * headers + [False] * (len(rows) - headers)
    kept = [all(node.find("w:pPr/w:keepNext", NS) is not None for node in row.iter(f"{W}p")) for row in rows]
    assert kept == [True] * (len(rows) - 1) + [False]


def test_borders_are_thin_and_numbers_centred() -> None:
    styles = parts(written(township()))["word/styles.xml"]
    borders = styles.find(".//w:style[@w:styleId='FigureTable']/w:tblPr/w:tblBorders", NS)
    assert {(line.get(f"{W}val"), line.get(f"{W}sz")) for line in borders} == {("single", "4")}
    assert len(borders) == 6
    number = styles.find(".//w:style[@w:styleId='TableNumber']/w:pPr/w:jc", NS)
    assert number.get(f"{W}val") == "center"


@pytest.mark.parametrize("digits", ["12345", "9999999", "123456789012"])
def test_long_numbers_widen_their_column_and_the_table_stays_within_the_page(digits: str) -> None:
    schema = standard().tables["T3"]
    table = figures("T3", {path: digits for path in schema.cells if path.endswith(".total")})
    report = replace(township(), sections=(Section("requests", "三、", (table,)),))
    (element,) = body(written(report)).findall("w:tbl", NS)
    widths = [int(column.get(f"{W}w")) for column in element.findall("w:tblGrid/w:gridCol", NS)]
    assert sum(widths) == TEXT_WIDTH
    assert widths[-1] - 100 >= len(digits) * 105
    assert min(widths) > 0


def test_a_table_full_of_long_numbers_is_squeezed_into_the_page() -> None:
    table = figures("T3", dict.fromkeys(standard().tables["T3"].cells, "12345678"))
    report = replace(township(), sections=(Section("requests", "三、", (table,)),))
    (element,) = body(written(report)).findall("w:tbl", NS)
    widths = [int(column.get(f"{W}w")) for column in element.findall("w:tblGrid/w:gridCol", NS)]
    assert sum(widths) == TEXT_WIDTH
    assert min(widths[2:]) >= 700


def test_the_table_says_what_it_is_to_a_screen_reader() -> None:
    captions = [table.find("w:tblPr/w:tblCaption", NS).get(f"{W}val") for table in tables().values()]
    assert captions == [
        section.heading for section in township().sections if section.key in {"disclosure", "requests", "proceedings"}
    ]


def test_a_report_is_written_with_work_bounded_by_its_cells() -> None:
    """Rows are measured once: 200 cells of three tables in 56,000 lines of code, where each row was measured anew."""
    report = township()
    written(report)
    assert endless.work(lambda: written(report), 75_000, assistant.export) > 0
