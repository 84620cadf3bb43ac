"""The statutory tables hold every label, cell and relation that the format prints."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.standard import (
    agency_kinds,
    chinese_date,
    deadline,
    guess_kind,
    guess_self_word,
    header_rows,
    layout,
    period,
    reporting_year,
    standard,
)

T3_ROWS = [
    "received",
    "carried_in",
    "granted",
    "partly_granted",
    "denied.state_secret",
    "denied.law_forbids",
    "denied.security_stability",
    "denied.third_party",
    "denied.internal_affairs",
    "denied.process_records",
    "denied.enforcement_file",
    "denied.administrative_inquiry",
    "unavailable.not_held",
    "unavailable.needs_creation",
    "unavailable.still_unclear",
    "not_processed.petition",
    "not_processed.repeated",
    "not_processed.publication",
    "not_processed.excessive",
    "not_processed.reconfirmation",
    "other.no_correction",
    "other.fee_unpaid",
    "other.other",
    "total",
    "carried_out",
]
T3_COLUMNS = ["natural_person", "business", "research", "social", "legal_service", "other", "total"]
OUTCOMES = ["upheld", "corrected", "other", "pending", "total"]


def test_cells_are_the_fixed_keys() -> None:
    tables = standard().tables
    assert list(tables["T2"].cells) == [
        *(f"{row}.{column}" for row in ("rules", "normative") for column in ("issued", "repealed", "in_force")),
        *("permits", "penalties", "coercions", "fees"),
    ]
    assert list(tables["T3"].cells) == [f"{row}.{column}" for row in T3_ROWS for column in T3_COLUMNS]
    assert list(tables["T4"].cells) == [
        f"{block}.{outcome}" for block in ("review", "suit_direct", "suit_after_review") for outcome in OUTCOMES
    ]


@pytest.mark.parametrize(("key", "rows", "width"), [("T2", 14, 4), ("T3", 28, 10), ("T4", 4, 15)])
def test_layout_covers_the_printed_grid_exactly_once(key: str, rows: int, width: int) -> None:
    table = standard().tables[key]
    places = [
        (row, column)
        for cell in layout(table)
        for row in range(cell.row, cell.row + cell.row_span)
        for column in range(cell.column, cell.column + cell.column_span)
    ]
    assert sorted(places) == [(row, column) for row in range(rows) for column in range(width)]
    assert {cell.path for cell in layout(table) if cell.role == "number"} == set(table.cells)


def test_labels_stand_as_the_format_prints_them() -> None:
    printed = {key: [cell.text for cell in layout(table) if cell.text] for key, table in standard().tables.items()}
    assert printed["T3"][0] == "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
    for label in (
        "三、本年度办理结果",
        "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
        "3.危及“三安全一稳定”",
        "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
        "四、结转下年度继续办理",
    ):
        assert printed["T3"].count(label) == 1
    assert printed["T4"].count("结果维持") == 3
    assert printed["T2"].count("信息内容") == 4
    assert header_rows(standard().tables["T3"]) == 3


def test_every_cell_has_a_name_of_its_own_and_every_row_a_basis() -> None:
    for table in standard().tables.values():
        names = [cell.name for cell in table.cells.values()]
        assert len(set(names)) == len(names)
        assert all(cell.row.header.basis or cell.column.header.basis for cell in table.cells.values())


def test_relations_name_only_cells_of_their_table() -> None:
    rules = set()
    for table in standard().tables.values():
        for relation in table.relations:
            rules.add(relation.rule)
            for line in table.lines(relation):
                assert {*relation.cells(relation.left, line), *relation.cells(relation.right, line)} <= set(table.cells)
    assert rules == {"t3-row-total", "t3-result-total", "t3-balance", "t4-total"}


def test_calendar() -> None:
    assert period(2024) == (date(2024, 1, 1), date(2024, 12, 31))
    assert chinese_date(date(2025, 1, 9)) == "2025年1月9日"
    late = {kind for kind in agency_kinds() if deadline(2024, kind) == date(2025, 3, 31)}
    assert late == {"county_government", "city_government", "provincial_government"}
    assert deadline(2024, "town") == date(2025, 1, 31)


@pytest.mark.parametrize(
    ("name", "kind", "self_word"),
    [
        ("清河镇人民政府", "town", "我镇"),
        ("柳林乡人民政府", "township", "我乡"),
        ("石桥街道办事处", "street", "我街道"),
        ("临禾县住房和城乡建设局", "county_department", "我局"),
        ("临禾县市场监督管理局", "county_department", "我局"),
        ("海州市发展和改革委员会", "city_department", "我委"),
        ("西湖区人民政府", "county_government", "我区"),
        ("海州市人民政府", "city_government", "我市"),
        ("东江省教育厅", "provincial_department", "我厅"),
        ("某某公司", "", "本机关"),
    ],
)
def test_kind_and_self_word_follow_the_name(name: str, kind: str, self_word: str) -> None:
    assert guess_kind(name) == kind
    assert guess_self_word(name, kind) == self_word


def test_in_autumn_the_report_begun_is_the_coming_januarys() -> None:
    years = {reporting_year(date(2026, month, 1)) for month in range(1, 10)}
    assert years == {2025}
    assert {reporting_year(date(2026, month, 31)) for month in (10, 12)} == {2026}
