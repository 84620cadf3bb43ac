"""Markdown by anybody: what its markup means is read, what it only decorates is not; plain texts keep their reader."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.document import Document, Heading
from assistant.reading import UnreadableFile, read_bytes
from tests.endless import ends
from tests.examples import examples

TITLE = "安平镇人民政府2024年政府信息公开工作年度报告"


def read(*lines: str) -> Document:
    return read_bytes("\n".join((f"# {TITLE}", "", "## 一、总体情况", "", *lines)).encode(), "年报.md")


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["公开**政府信息**12条，*其中*`文件`3条。"], ["公开政府信息12条，其中文件3条。"]),
        (["见[政府网站](https://x.gov.cn/a_b)和<https://y.gov.cn>。"], ["见政府网站和https://y.gov.cn。"]),
        (["公开文件", "12件。", "", "召开会议", "3次。"], ["公开文件12件。", "召开会议3次。"]),
        (["公开12条。  ", "召开会议3次。\\", "完。"], ["公开12条。", "召开会议3次。", "完。"]),
        (["公开12条。<br>召开会议3次。"], ["公开12条。", "召开会议3次。"]),
        (["1. 公开文件；", "2. 召开会议。"], ["1.公开文件；", "2.召开会议。"]),
        (["3) 公开文件；", "4) 召开会议。"], ["3)公开文件；", "4)召开会议。"]),
        (["- 公开文件；", "  - 其中规章；", "* 召开会议。"], ["公开文件；", "其中规章；", "召开会议。"]),
        (["> 公开12条。"], ["公开12条。"]),
        (["    公开12条。"], ["公开12条。"]),
        (["```", "公开12条。", "召开会议3次。", "```"], ["公开12条。", "召开会议3次。"]),
        (["<div>公开<b>12</b>条。</div>"], ["公开12条。"]),
        (["<!-- 草稿，勿发 -->", "", "公开12条。"], ["公开12条。"]),
        (["公开12条。", "", "---", "", "召开会议3次。"], ["公开12条。", "召开会议3次。"]),
        ([r"公开\*12\*条&amp;3件，5*6模式，a_b_c。"], ["公开*12*条&3件，5*6模式，a_b_c。"]),
    ],
)
def test_markup_is_read_as_it_is_shown(lines: list[str], expected: list[str]) -> None:
    report = read(*lines)
    assert (report.title, [paragraph.text for paragraph in report.paragraphs()]) == (TITLE, expected)


def test_headings_of_both_kinds_and_their_ranks() -> None:
    report = read("### （一）主动公开 ###", "", "公开12条。", "", "二、主动公开政府信息情况", "-----", "", "见表。")
    assert [section.key for section in report.sections] == ["overview", "disclosure"]
    assert [block.text for block in report.sections[0].blocks if isinstance(block, Heading)] == ["（一）主动公开"]


def test_a_picture_is_said() -> None:
    assert read("见图：![收费](tu.png)").unread == ("“一、总体情况”部分：一张图片，里面的文字和表格读不出来",)


FIRST = ["第二十条第（一）项", "", "", ""]
T2 = [
    ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
    ["规章", "0", "0", "0"],
    ["行政规范性文件", "1", "2", "**3**"],
    ["第二十条第（五）项", ""],
    ["信息内容", "本年处理决定数量"],
    ["行政许可", "4"],
    ["第二十条第（六）项", ""],
    ["信息内容", "本年处理决定数量"],
    ["行政处罚", "5"],
    ["行政强制", "6"],
    ["第二十条第（八）项", ""],
    ["信息内容", "本年收费金额（单位：万元）"],
    ["行政事业性收费", "7.5"],
]
FIGURES = {"normative.issued": "1", "normative.in_force": "3", "permits": "4", "coercions": "6", "fees": "7.5"}


@pytest.mark.parametrize(
    ("rows", "pattern", "columns"),
    [([FIRST, *T2], "| {} |", 4), (T2, "{}", 4), ([["第二十条第（一）项"], *T2], "| {} |", 1)],
    ids=["framed", "without outer bars", "rows longer than the first"],
)
def test_pipe_tables(rows: list[list[str]], pattern: str, columns: int) -> None:
    lines = [pattern.format(" | ".join(row)) for row in rows]
    lines.insert(1, pattern.format(" | ".join([":---:"] * columns)))
    table = read("公开12条。", "", "## 二、主动公开政府信息情况", "", *lines).table("T2")
    assert table is not None
    assert {path: table.cells[path] for path in FIGURES} == FIGURES


def test_a_piece_of_html_out_of_bounds_names_the_file() -> None:
    with pytest.raises(UnreadableFile, match=r"“年报\.md”"):
        read("<div>" + "<" * 300_001)


@settings(max_examples=examples(200))
@given(st.lists(st.text("公开12条。*_`[]()!<>|#-\\&; \n\t", max_size=40), max_size=12))
def test_any_markup_ends_well(lines: list[str]) -> None:
    assert TITLE in read(*lines).title


@pytest.mark.parametrize("piece", ["[", "![", "*a ", "`", "<", "[a](", "> ", "- ", "| ", "&#", "**a_"])
def test_markup_without_end_takes_no_time_without_end(piece: str) -> None:
    data = f"# {TITLE}\n\n## 一、总体情况\n\n{piece * (400_000 // len(piece))}\n".encode()
    with ends(5.0), suppress(UnreadableFile):
        read_bytes(data, "a")
