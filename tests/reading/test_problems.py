"""Section five as lists, however it is written."""

from __future__ import annotations

import pytest

from assistant.reading import listed_problems, read_bytes

TITLE = "安平镇人民政府2024年政府信息公开工作年度报告"


def lists(*lines: str) -> tuple[list[str], list[str]]:
    text = "\n".join((TITLE, "一、总体情况", "公开12条。", "五、存在的主要问题及改进情况", *lines))
    listed = listed_problems(read_bytes(text.encode(), "报告"))
    return listed.found, listed.measures


SLOW, SHORT = "更新不及时", "解读太少，群众看不懂"
FASTER, MORE = "每周五集中更新", "给每份文件配一张图"


@pytest.mark.parametrize(
    "lines",
    [
        ["（一）存在的主要问题", f"一是{SLOW}；二是{SHORT}。", "（二）改进情况", f"一是{FASTER}；二是{MORE}。"],
        ["（一）存在的主要问题", f"有：一是{SLOW}，二是{SHORT}。上述问题须解决。",
         "（2）改进措施", f"1.{FASTER}；", f"2.{MORE}。"],
        [f"存在问题：一是{SLOW}。二是{SHORT}。下一步，一是{FASTER}。二是{MORE}。"],
        [f"问题：（1）{SLOW}；（2）{SHORT}。", f"改进措施：（1）{FASTER}；（2）{MORE}。"],
        [f"第一，{SLOW}；第二，{SHORT}。针对上述问题，第一，{FASTER}；第二，{MORE}。"],
    ],
)  # fmt: skip
def test_problems_and_measures(lines: list[str]) -> None:
    assert lists(*lines) == ([SLOW, SHORT], [FASTER, MORE])


def test_problems_that_are_headings_and_problems_between_measures() -> None:
    assert lists(f"（一）{SLOW}。部分站所拖延。下一步{FASTER}。", f"（二）解读太少。今后{MORE}。") == (
        [SLOW, "解读太少"],
        [f"下一步{FASTER}", f"今后{MORE}"],
    )
    assert lists(f"问题一：{SLOW}。", f"改进办法：{FASTER}。", f"问题二：{SHORT}。", f"改进办法：{MORE}。") == (
        [SLOW, SHORT],
        [FASTER, MORE],
    )


def test_what_became_of_last_years_problems_is_none_of_either() -> None:
    found, measures = lists(
        "（一）存在的主要问题",
        f"{SLOW}。",
        "（二）改进情况",
        f"上年度报告指出的{SHORT}等问题，已经解决。",
        f"{FASTER}。",
    )
    assert (found, measures) == ([SLOW], [FASTER])


def test_numbers_in_a_sentence_open_no_item() -> None:
    assert lists(f"一是全年只公开3.5万字，比上年少2.1万字；二是{SLOW}。") == (
        ["全年只公开3.5万字，比上年少2.1万字", SLOW],
        [],
    )


def test_a_report_without_the_section() -> None:
    report = read_bytes(f"{TITLE}\n一、总体情况\n公开12条。".encode(), "报告")
    assert (listed_problems(report).found, listed_problems(report).measures) == ([], [])
