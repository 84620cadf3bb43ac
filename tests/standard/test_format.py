"""The statutory tables hold every label, cell and relation that the format prints."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

import pytest

from assistant.standard import (
    agencies,
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

_compile = re.compile
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
    assert late == {"county_government", "city_government", "league_office", "provincial_government"}
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


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("清水镇", "town"),
        ("临河市清水镇", "town"),
        ("双河乡", "township"),
        ("安平县双河民族乡", "township"),
        ("安平街道", "street"),
        ("东街街道", "street"),
        ("和平街", "street"),
        ("朝外地区办事处", "street"),
        ("安平县", "county_government"),
        ("安平区", "county_government"),
        ("安平旗", "county_government"),
        ("安平市", "city_government"),
        ("美丽乡村示范镇", "town"),
        ("政务公开专区", ""),
        ("高新技术开发区", ""),
        ("国家林业和草原局", "ministry"),
        ("国家发展和改革委员会", "ministry"),
        ("国家市场监督管理总局", "ministry"),
        ("国家税务总局安平县税务局", "county_department"),
        ("国家税务总局江苏省税务局", "provincial_department"),
        ("国家税务总局无锡市税务局", "city_department"),
        ("财政部", "ministry"),
        ("中华人民共和国财政部", "ministry"),
        ("住房和城乡建设部", "ministry"),
        ("海关总署", "ministry"),
        ("中国人民银行", "ministry"),
        ("中国证券监督管理委员会", "ministry"),
        ("审计署", "ministry"),
        ("江苏省财政厅", "provincial_department"),
        ("江苏省发展和改革委员会", "provincial_department"),
        ("江苏省市场监督管理局", "provincial_department"),
        ("广西壮族自治区林业局", "provincial_department"),
        ("江苏省人民政府办公厅", "provincial_department"),
        ("江苏省人民政府", "provincial_government"),
        ("江苏省苏州市财政局", "city_department"),
        ("江苏省苏州市吴江区财政局", "county_department"),
        ("江苏省沭阳县财政局", "county_department"),
        ("北京市人民政府", "provincial_government"),
        ("北京市财政局", "provincial_department"),
        ("北京市朝阳区财政局", "county_department"),
        ("北京市朝阳区人民政府", "county_government"),
        ("上海市浦东新区人民政府", "county_government"),
        ("上海市徐汇区湖南路街道办事处", "street"),
        ("重庆市市场监督管理局", "provincial_department"),
        ("重庆市城口县财政局", "county_department"),
        ("天津市卫生健康委员会", "provincial_department"),
        ("杭州市西湖区财政局", "county_department"),
        ("杭州市市场监督管理局", "city_department"),
        ("杭州市财政局", "city_department"),
        ("广州市人民政府办公厅", "city_department"),
        ("安平市城市管理局", "city_department"),
        ("苏州市昆山市财政局", "county_department"),
        ("安平县人民政府办公室", "county_department"),
        ("凉山彝族自治州财政局", "city_department"),
        ("凉山彝族自治州人民政府", "city_government"),
        ("锡林郭勒盟行政公署", "league_office"),
        ("锡林郭勒盟财政局", "city_department"),
        ("内蒙古自治区人民政府", "provincial_government"),
        ("临河市政务服务管理局", "city_department"),
        ("临河市市政管理局", "city_department"),
        ("安平县市场监督管理局", "county_department"),
        ("安平经济技术开发区管理委员会", "county_department"),
        ("安平大学", ""),
        ("徐州市财政局", "city_department"),
        ("徐州市云龙区财政局", "county_department"),
        ("南浦县自然资源局", "county_department"),
        ("城市管理局", "county_department"),
        ("市场监督管理局", "county_department"),
        ("浙江省杭州市余杭区良渚街道办事处", "street"),
        ("云溪镇人民政府", "town"),
        ("新疆生产建设兵团第八师石河子市财政局", "city_department"),
        ("各乡镇", ""),
        ("我市", ""),
        ("湖北省恩施州财政局", "city_department"),
        ("深圳市前海管理局", "city_department"),
        ("国家统计局安平调查队", ""),
        ("厦门市思明区市场监督管理局", "county_department"),
        ("重庆两江新区管理委员会", "county_department"),
        ("雄安新区管理委员会", "county_department"),
        ("社区服务中心", "county_department"),
    ],
)
def test_the_kind_is_told_from_short_names_and_from_the_place_in_front(name: str, kind: str) -> None:
    assert guess_kind(name) == kind


@pytest.mark.parametrize(
    ("name", "self_word"),
    [
        ("清水镇", "我镇"),
        ("双河乡", "我乡"),
        ("东街街道", "我街道"),
        ("安平县", "我县"),
        ("锡林郭勒盟行政公署", "我盟"),
    ],
)
def test_the_self_word_follows_short_names(name: str, self_word: str) -> None:
    assert guess_self_word(name, guess_kind(name)) == self_word


def test_a_name_is_held_against_no_more_kinds_than_it_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each kind's pattern is compiled for the first name that gets so far: for a town's report, that of towns."""
    compiled = []
    monkeypatch.setattr(agencies, "_ending", cache(agencies._ending.__wrapped__))
    monkeypatch.setattr(agencies.re, "compile", lambda pattern: compiled.append(pattern) or _compile(pattern))
    assert [guess_kind(name) for name in ("清河镇人民政府", "柳塘镇人民政府")] == ["town", "town"]
    assert len(compiled) == 1
