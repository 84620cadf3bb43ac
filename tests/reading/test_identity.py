"""Agency and year where the title does not name them; headings that are mottos; pages of printed text."""

from __future__ import annotations

import pytest

from assistant.document import Document
from assistant.reading import read_bytes
from assistant.standard import standard

HEADINGS = [section.heading for section in standard().sections]
PERIOD = "统计期限为2024年1月1日至2024年12月31日。"


def read(title: str, preface: str, *overview: str, end: tuple[str, ...] = (), name: str = "报告.txt") -> Document:
    lines = [title, preface, HEADINGS[0], *overview]
    for heading in HEADINGS[1:]:
        lines += [heading, "无。"]
    return read_bytes("\n".join([*lines, *end]).encode(), name)


@pytest.mark.parametrize(
    ("preface", "agency"),
    [
        ("根据条例，现公布云溪县水利局2024年政府信息公开工作年度报告。", "云溪县水利局"),
        ("按照要求编制了《云溪县清河镇人民政府2024年政府信息公开工作年度报告》。", "云溪县清河镇人民政府"),
        ("本报告是柳林区人民政府2024年度政府信息公开工作报告。", "柳林区人民政府"),
        ("白沙旗教育局根据《中华人民共和国政府信息公开条例》编制本报告。", "白沙旗教育局"),
    ],
)
def test_the_agency_is_taken_from_an_unsigned_preface(preface: str, agency: str) -> None:
    found = read("2024年政府信息公开工作年度报告", preface + PERIOD, "公开信息41条。")
    assert (found.agency, found.year) == (agency, 2024)
    assert found.kind


@pytest.mark.parametrize(
    "preface", ["根据条例，我局编制本报告。", "县财政局按照条例编制本报告。", "全局高度重视公开工作。"]
)
def test_a_word_for_the_agency_is_no_name(preface: str) -> None:
    assert read("2024年政府信息公开工作年度报告", preface + PERIOD, "公开信息41条。").agency == ""


@pytest.mark.parametrize(
    "overview",
    [
        ("2024年，我局共公开信息41条。", "2024年度未收到申请。"),
        ("2024年，云溪县水利局认真落实条例，公开信息41条。", "较2023年增加3条。"),
        ("年内公开信息41条。", "2024年全年培训2次，2023年，我局培训1次，2024年，我局自查2次。"),
    ],
)
def test_the_year_is_taken_from_the_text(overview: tuple[str, ...]) -> None:
    assert read("云溪县水利局政府信息公开工作年度报告", "根据条例编制。", *overview).year == 2024


def test_the_year_is_taken_from_the_signature_last() -> None:
    found = read(
        "云溪县水利局政府信息公开工作年度报告", "根据条例编制。", "公开信息41条。", end=("云溪县水利局", "2025年1月9日")
    )
    assert found.year == 2024


def test_a_period_of_the_year_before_does_not_make_the_year() -> None:
    found = read(
        "云溪县水利局政府信息公开工作年度报告",
        "统计期限为2023年1月1日至2023年12月31日。",
        "2024年，我局公开信息41条。",
        end=("云溪县水利局", "2025年1月9日"),
    )
    assert found.year == 2024


@pytest.mark.parametrize("site", ["-云溪县人民政府", "_政府信息公开", " | 云溪在线", ""])
def test_the_title_of_the_page_stands_in_for_a_missing_one(site: str) -> None:
    sections = "".join(f"<p>{heading}</p><p>无。</p>" for heading in HEADINGS)
    title = f"<title>云溪县水利局2024年政府信息公开工作年度报告{site}</title>"
    page = f"<html><head>{title}</head><body>{sections}</body></html>"
    found = read_bytes(page.encode(), "报告.html")
    assert (found.agency, found.year) == ("云溪县水利局", 2024)


@pytest.mark.parametrize(
    "heading", ["聚焦重点，深化主动公开", "（一）突出实效，抓好主动公开", "1.围绕中心，推进主动公开"]
)
@pytest.mark.parametrize("runs_on", [False, True])
def test_a_motto_over_an_aspect_is_its_heading(heading: str, runs_on: bool) -> None:
    lines = (f"{heading}。公开信息41条。",) if runs_on else (heading, "公开信息41条。")
    report = read("云溪县水利局2024年政府信息公开工作年度报告", PERIOD, *lines)
    keys = [block.key for block in report.sections[0].blocks if hasattr(block, "key")]
    assert ("overview.proactive" in keys) == (not runs_on or heading[0] in "（1")


def test_an_aspect_without_a_numeral_that_sounds_like_a_section_is_none() -> None:
    report = read("云溪县水利局2024年政府信息公开工作年度报告", PERIOD, "主动公开政府信息情况", "公开信息41条。")
    assert [section.key for section in report.sections] == [section.key for section in standard().sections]


def test_running_titles_and_numbers_of_printed_text_part_no_table() -> None:
    rows = ["第二十条第（一）项", "信息内容  本年制发件数  本年废止件数  现行有效件数", "规章  0  0  0"]
    rest = ["行政规范性文件  3  1  8", "第二十条第（五）项", "信息内容  本年处理决定数量", "行政许可  77"]
    rest += ["第二十条第（六）项", "信息内容  本年处理决定数量", "行政处罚  6", "行政强制  2"]
    rest += ["第二十条第（八）项", "信息内容  本年收费金额（单位：万元）", "行政事业性收费  4.2"]
    title = "云溪县水利局2024年政府信息公开工作年度报告"
    pages = [[title, PERIOD, HEADINGS[0], "公开信息41条。", HEADINGS[1], *rows], rest, [HEADINGS[2], "无。"]]
    text = "\f".join("\n".join([title, *lines, f"— {number} —"]) for number, lines in enumerate(pages, start=1))
    report = read_bytes(text.encode(), "报告.txt")
    table = report.table("T2")
    assert (report.agency, report.year) == ("云溪县水利局", 2024)
    assert table is not None
    assert table.departures == ()
    assert (table.cells["normative.in_force"], table.cells["fees"]) == ("8", "4.2")
