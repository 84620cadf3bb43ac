"""Habits of real offices and of converters: contents, sub-headings like sections, broken lines, tables in text."""

from __future__ import annotations

import pytest

from assistant.document import Document
from assistant.reading import read_bytes
from assistant.standard import standard

TITLE = "云溪县水利局2024年政府信息公开工作年度报告"
HEADINGS = [section.heading for section in standard().sections]
PREFACE = "根据条例编制本报告，统计期限为2024年1月1日至2024年12月31日。"
T2 = [
    ["第二十条第（一）项"],
    ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
    ["规章", "0", "0", "0"],
    ["行政规范性文件", "3", "1", "8"],
    ["第二十条第（五）项"],
    ["信息内容", "本年处理决定数量"],
    ["行政许可", "77"],
    ["第二十条第（六）项"],
    ["信息内容", "本年处理决定数量"],
    ["行政处罚", "6"],
    ["行政强制", "2"],
    ["第二十条第（八）项"],
    ["信息内容", "本年收费金额（单位：万元）"],
    ["行政事业性收费", "4.2"],
]


def read(*lines: str, name: str = "报告.txt") -> Document:
    return read_bytes("\n".join(lines).encode(), name)


def whole(*overview: str, front: tuple[str, ...] = (), disclosure: tuple[str, ...] = ()) -> Document:
    lines = [TITLE, *front, PREFACE, HEADINGS[0], *overview, HEADINGS[1], *disclosure]
    for heading in HEADINGS[2:]:
        lines += [heading, "无。"]
    return read(*lines, "云溪县水利局", "2025年1月12日")


def keys(document: Document) -> list[str]:
    return [section.key for section in document.sections]


SECTIONS = [section.key for section in standard().sections]


@pytest.mark.parametrize(
    "entries",
    [
        ("目 录", "一、总体情况 ………… 1", "（二）依申请公开 ………… 2", "五、存在的主要问题及改进情况 ………… 5"),
        ("目录", *HEADINGS),
        tuple(f"{heading}{page}" for page, heading in enumerate(HEADINGS, 1)),
        tuple(f"{heading}......{page}" for page, heading in enumerate(HEADINGS, 1)),
    ],
    ids=["partly, with leaders", "without pages", "pages without leaders", "without a title"],
)
def test_a_table_of_contents_is_no_text_of_the_report(entries: tuple[str, ...]) -> None:
    report = whole("（一）主动公开。公开信息41条。", front=entries)
    assert [section.heading for section in report.sections] == HEADINGS
    assert [paragraph.text for paragraph in report.preface] == [PREFACE]


@pytest.mark.parametrize(
    "heading",
    ["（二）主动公开政府信息情况", "（三）收到和处理政府信息公开申请情况", "（五）存在的主要问题及改进情况"],
)
def test_a_sub_heading_that_sounds_like_a_section_is_none(heading: str) -> None:
    report = whole("（一）概述。由办公室承担。", f"{heading}。共41条。")
    assert keys(report) == SECTIONS


@pytest.mark.parametrize("forgotten", range(6))
def test_a_heading_that_was_not_marked_is_one_all_the_same(forgotten: int) -> None:
    marks = ["" if place == forgotten else "## " for place in range(6)]
    lines = [line for mark, heading in zip(marks, HEADINGS, strict=True) for line in (mark + heading, "", "说明。", "")]
    assert keys(read(f"# {TITLE}", "", *lines, name="报告.md")) == SECTIONS


@pytest.mark.parametrize("place", range(6))
@pytest.mark.parametrize("parted", ["", " "])
def test_a_title_of_a_section_may_be_broken_anywhere(place: int, parted: str) -> None:
    title = parted.join(HEADINGS[place])
    for cut in range(title.index("、") + 2, len(title)):
        lines = [line for heading in HEADINGS for line in (heading, "说明。")]
        lines[2 * place : 2 * place + 1] = [title[:cut].strip(), title[cut:].strip()]
        assert [section.key for section in read(TITLE, PREFACE, *lines).sections] == SECTIONS, title[:cut]


def test_what_stands_under_a_heading_is_not_taken_for_its_end() -> None:
    report = read(TITLE, PREFACE, "六、其他", "需要报告的事项没有。")
    assert [paragraph.text for paragraph in report.paragraphs()][-1] == "需要报告的事项没有。"


def test_numbered_lines_of_markdown_stand_apart_and_rows_need_no_rule() -> None:
    lines = ["", "（一）主动公开。公开信息41条。", "（二）依申请公开。", "收到申请2件。", ""]
    table = ["", *("| " + " | ".join(row) + " |" for row in T2), ""]
    rest = [line for heading in HEADINGS[2:] for line in (f"## {heading}", "", "说明。", "")]
    report = read(f"# {TITLE}", f"## {HEADINGS[0]}", *lines, f"## {HEADINGS[1]}", *table, *rest, name="报告.md")
    section, table_read = report.section("overview"), report.table("T2")
    assert section is not None and report.title == TITLE
    texts = [block.text for block in section.blocks if hasattr(block, "text")]
    assert texts == ["（一）主动公开。公开信息41条。", "（二）依申请公开。收到申请2件。"]
    assert table_read is not None and table_read.cells["permits"] == "77"


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (
            (
                "（一）主动公开。年内在县政府门户网站公开信息",
                "41条。",
                "（二）依申请公开。年内收到申请12件，已办结10",
                "件，结转2件。",
            ),
            "年内收到申请12件，已办结10件，结转2件。",
        ),
        (
            (
                "年内公开信息，共41条，其中网站30条、公示",
                "栏11条",
                "，均按时更新。",
                "清理过期信息，共6条，涉及3个栏",
                "目。",
            ),
            "年内公开信息，共41条，其中网站30条、公示栏11条，均按时更新。",
        ),
        (
            ("可向我局咨询，地址在城关镇（建设路18号，电话：", "0399-5550146）。", "统计时限，自2024年1月", "1日起。"),
            "可向我局咨询，地址在城关镇（建设路18号，电话：0399-5550146）。",
        ),
        (
            (
                "可向我局咨询，联系方式见政府网站（地址：城",
                "关镇建设路18号，电话：0399-5550146，邮编：",
                "324400）。",
                "年内公开信息，共41条，其中网站30条、公示",
                "栏11条。",
            ),
            "可向我局咨询，联系方式见政府网站（地址：城关镇建设路18号，电话：0399-5550146，邮编：324400）。",
        ),
    ],
)
def test_lines_broken_within_a_sentence_are_put_together(lines: tuple[str, ...], text: str) -> None:
    assert text in [paragraph.text for paragraph in whole(*lines).paragraphs()]


@pytest.mark.parametrize(
    "lines",
    [
        ("公开信息41条，其中网站30条。", "清理过期信息6条。", "培训1次，共30人次"),
        ("一是公开信息41条；", "二是清理信息6条；", "三是培训1次。"),
    ],
)
def test_whole_lines_stay_apart(lines: tuple[str, ...]) -> None:
    section = whole(*lines).section("overview")
    assert section is not None
    assert [block.text for block in section.blocks if hasattr(block, "text")] == list(lines)


def _spaces(rows: list[list[str]]) -> list[str]:
    return ["   ".join(row) for row in rows]


def _single(rows: list[list[str]]) -> list[str]:
    return [" ".join(row) for row in rows]


def _behind(rows: list[list[str]]) -> list[str]:
    return [f"{cell} |" for row in rows for cell in row]


def _spans(rows: list[list[str]]) -> list[str]:
    return [
        f"{cell} |" + " | ||" * (place == len(row) - 1 and len(row) < 4)
        for row in rows
        for place, cell in enumerate(row)
    ]


def _before(rows: list[list[str]]) -> list[str]:
    return [line for row in rows for line in ("|", *(f"{cell} |" for cell in row), *["|||"] * (len(row) < 4))]


def _between(rows: list[list[str]]) -> list[str]:
    return ["|".join(row) for row in rows]


@pytest.mark.parametrize("printed", [_spaces, _single, _behind, _spans, _before, _between])
def test_tables_whose_cells_are_parted_by_spaces_or_by_bars(printed: object) -> None:
    assert callable(printed)
    table = whole("公开信息41条。", disclosure=tuple(printed(T2))).table("T2")
    assert table is not None
    assert table.departures == ()
    assert table.cells["normative.in_force"] == "8"
    assert (table.cells["permits"], table.cells["coercions"], table.cells["fees"]) == ("77", "2", "4.2")


def test_rows_of_spaces_that_are_no_table_cost_as_much_as_their_lines() -> None:
    report = read(TITLE, HEADINGS[0], *["甲  乙  丙"] * 3_000)
    assert keys(report) == ["overview"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("本年制发件数", "本年（2024）制发件数"),
        ("现行有效件数", "现行有效件数（2024年）"),
        ("本年废止件数", "2024年度本年废止件数"),
    ],
)
def test_a_year_in_a_label_is_no_departure(old: str, new: str) -> None:
    rows = [[new if cell == old else cell for cell in row] for row in T2]
    table = whole("公开信息41条。", disclosure=tuple("| " + " | ".join(row) + " |" for row in rows)).table("T2")
    assert table is not None
    assert table.departures == ()
    assert table.cells["normative.issued"] == "3"


@pytest.mark.parametrize("note", ["注：以上为2024年数据。", "备注：含3件延续。", "※、数据来源为台账。"])
def test_a_note_in_a_row_of_the_table_is_no_row_of_it(note: str) -> None:
    rows = [*T2, [note]]
    report = whole("公开信息41条。", disclosure=tuple("| " + " | ".join(row) + " |" for row in rows))
    table = report.table("T2")
    assert table is not None
    assert table.departures == ()
    assert any(note[:3] in text for text in report.unread)


@pytest.mark.parametrize(
    "title",
    ["2024年云溪县水利局2024年度政府信息公开工作年度报告", "2024年度云溪县水利局政府信息公开工作2024年度报告"],
)
def test_the_year_may_stand_twice_in_the_title(title: str) -> None:
    report = read(title, HEADINGS[0], "公开信息41条。")
    assert (report.agency, report.year) == ("云溪县水利局", 2024)
