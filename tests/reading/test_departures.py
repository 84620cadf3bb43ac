"""Labels with slips are read and reported; what cannot be told apart is left unread and said."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from making import web, wordml
from making.facts import cells, load

from assistant.document import Document, FigureTable
from assistant.reading import read_bytes

FACTS = load("04-county-pages")

Rows = list[list[str]]


def page(labels: Mapping[str, str]) -> Document:
    """The county's report as a page, some labels printed otherwise."""
    facts = {**FACTS, "title": ["".join(FACTS["title"])]}
    body = "".join(
        part if part.startswith("<table") else f"<p>{part}</p>"
        for part in web.paragraphs(facts, lambda key: web.table(facts, key, labels))
    )
    return read_bytes(f"<html><body><p>{facts['title'][0]}</p>{body}</body></html>".encode(), "页面")


def table_of(report: Document, key: str) -> FigureTable:
    table = report.table(key)
    assert table is not None
    return table


@pytest.mark.parametrize(
    ("key", "label", "printed", "departure"),
    [
        ("T2", "行政规范性文件", "规范性文件", "“行政规范性文件”写作“规范性文件”"),
        ("T2", "本年废止件数", "本年度废止件数", "“本年废止件数”写作“本年度废止件数”"),
        ("T2", "第二十条第（六）项", "第二十条第六项", "“第二十条第（六）项”写作“第二十条第六项”"),
        ("T2", "本年收费金额（单位：万元）", "本年收费金额", "“本年收费金额（单位：万元）”写作“本年收费金额”"),
        ("T3", "1.属于国家秘密", "属于国家秘密", "“1.属于国家秘密”写作“属于国家秘密”"),
        ("T3", "3.危及“三安全一稳定”", "3.危及三安全一稳定", "“3.危及“三安全一稳定””写作“3.危及三安全一稳定”"),
        ("T3", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）", "（二）部分公开", "写作“（二）部分公开”"),
        ("T3", "（四）无法提供", "无法提供", "“（四）无法提供”写作“无法提供”"),
        ("T3", "（五）不予处理", "", "缺少“（五）不予处理”"),
        ("T3", "三、本年度办理结果", "", "缺少“三、本年度办理结果”"),
        ("T3", "7.属于行政执法案卷", "7.属于行政执法卷宗", "“7.属于行政执法案卷”写作“7.属于行政执法卷宗”"),
        ("T3", "8.属于行政查询事项", "", "“8.属于行政查询事项”一行的名称是空的，按位置认出"),
        ("T3", "科研机构", "科研单位", "“科研机构”写作“科研单位”"),
        ("T3", "科研机构", "", "缺少“科研机构”一列"),
        ("T3", "法人或其他组织", "法人和其他组织", "“法人或其他组织”写作“法人和其他组织”"),
        ("T3", "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", "", "缺少表角说明"),
        ("T4", "尚未审结", "未审结", "“尚未审结”写作“未审结”"),
        ("T4", "复议后起诉", "经复议后起诉", "“复议后起诉”写作“经复议后起诉”"),
        ("T4", "行政诉讼", "", "缺少“行政诉讼”"),
    ],
)
def test_a_slip_is_read_and_reported(key: str, label: str, printed: str, departure: str) -> None:
    report = page({label: printed})
    table = table_of(report, key)
    assert dict(table.cells) == cells(FACTS, key)
    assert len(table.departures) == 1
    assert departure in table.departures[0]
    assert all(not other.departures for other in report.tables() if other.schema_key != key)
    assert report.unread == ()


@pytest.mark.parametrize(
    "labels",
    [
        {"行政规范性文件": "行政规范\n性文件"},
        {"商业企业": "商 业 企 业", "自然人": "　自然人　"},
        {"1.属于国家秘密": "１．属于国家秘密"},
        {"3.危及“三安全一稳定”": '3.危及"三安全一稳定"'},
        {"本年收费金额（单位：万元）": "本年收费金额(单位:万元)"},
    ],
)
def test_print_alone_is_no_departure(labels: dict[str, str]) -> None:
    assert all(not table.departures for table in page(labels).tables())


def _rows(key: str) -> Rows:
    """A table without merging, as rows of texts."""
    return [
        [cell.text if (cell.row, cell.column) == (number, column) else "" for column, cell in enumerate(row)]
        for number, row in enumerate(wordml.grid(FACTS, key))
    ]


def _word(key: str, rows: Rows) -> Document:
    heading = next(section["heading"] for section in FACTS["section"] if section.get("table") == key)
    made = ["".join(wordml._cell(text, "") for text in row) for row in rows]
    body = wordml.paragraph(wordml.run(heading)) + wordml.table(f"<w:tr>{row}</w:tr>" for row in made)
    return read_bytes(wordml.package(body), "报告")


def _without(rows: Rows, label: str) -> Rows:
    return [row for row in rows if label not in row]


def _drop_column(rows: Rows, column: int) -> Rows:
    return [[text for place, text in enumerate(row) if place != column] for row in rows]


def test_a_missing_row_leaves_its_cells_out() -> None:
    table = table_of(_word("T3", _without(_rows("T3"), "2.重复申请")), "T3")
    expected = {path: text for path, text in cells(FACTS, "T3").items() if "repeated" not in path}
    assert dict(table.cells) == expected
    assert table.departures == ()


def test_a_missing_column_leaves_its_cells_out() -> None:
    table = table_of(_word("T3", _drop_column(_rows("T3"), 5)), "T3")
    assert dict(table.cells) == {path: text for path, text in cells(FACTS, "T3").items() if "research" not in path}


def test_columns_in_another_order() -> None:
    rows = [[*row[:4], row[5], row[4], *row[6:]] for row in _rows("T3")]
    table = table_of(_word("T3", rows), "T3")
    assert dict(table.cells) == cells(FACTS, "T3")
    assert table.departures == ("“科研机构”一列不在规定的位置",)


def test_rows_in_another_order() -> None:
    rows = _rows("T3")
    rows[3], rows[4] = rows[4], rows[3]
    table = table_of(_word("T3", rows), "T3")
    assert dict(table.cells) == cells(FACTS, "T3")
    assert table.departures == ("“一、本年新收政府信息公开申请数量”一行不在规定的位置",)


def test_an_extra_row_is_named_and_left_unread() -> None:
    rows = _rows("T3")
    rows.insert(10, ["", "", "9.属于工作秘密", "4", "0", "0", "0", "0", "0", "4"])
    report = _word("T3", rows)
    assert dict(table_of(report, "T3").cells) == cells(FACTS, "T3")
    assert table_of(report, "T3").departures == ("多出“9.属于工作秘密”一行",)
    assert len(report.unread) == 1
    assert report.unread[0].endswith("这一行没有对上：“9.属于工作秘密 4 0 0 0 0 0 4”")


def test_a_row_given_twice_is_read_once() -> None:
    rows = _rows("T3")
    rows.insert(6, ["", "（一）予以公开", "", "9", "9", "9", "9", "9", "9", "9"])
    table = table_of(_word("T3", rows), "T3")
    assert dict(table.cells) == cells(FACTS, "T3")
    assert table.departures == ("“（一）予以公开”出现了两行，只读了第一行",)


def test_figures_padded_at_the_wrong_end() -> None:
    rows = _rows("T3")
    rows[3] = [rows[3][0], *rows[3][3:], "", ""]
    assert dict(table_of(_word("T3", rows), "T3").cells) == cells(FACTS, "T3")


def test_too_few_figures_are_not_guessed() -> None:
    rows = [[text for text in row if text] for row in _rows("T3")]
    rows[-1] = rows[-1][:6]
    report = _word("T3", rows)
    table = table_of(report, "T3")
    assert dict(table.cells) == {path: text for path, text in cells(FACTS, "T3").items() if "carried_out" not in path}
    assert "“四、结转下年度继续办理”一行只有5个数字，应有7个" in table.departures
    assert len(report.unread) == 1


def test_a_note_under_the_figures_is_said() -> None:
    rows = [*_rows("T4"), ["注：另有2件为并案。", *[""] * 14]]
    report = _word("T4", rows)
    assert dict(table_of(report, "T4").cells) == cells(FACTS, "T4")
    assert any("并案" in passage for passage in report.unread)


def test_a_second_table_of_the_kind_is_said() -> None:
    facts: dict[str, Any] = FACTS
    tables = wordml.table(wordml.merged_rows(wordml.grid(facts, "T4")))
    body = wordml.paragraph(wordml.run("四、政府信息公开行政复议、行政诉讼情况")) + tables
    body += wordml.paragraph(wordml.run("五、存在的主要问题及改进情况")) + tables
    report = read_bytes(wordml.package(body), "报告")
    assert [table.schema_key for table in report.tables()] == ["T4"]
    assert report.unread == (
        "“五、存在的主要问题及改进情况”部分：又一张“政府信息公开行政复议、行政诉讼情况”的表，没有读",
    )
