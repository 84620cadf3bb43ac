"""One report that stands in a file twice is taken once, and that is said."""

from __future__ import annotations

from pathlib import Path

import pytest
from making import web, wordml
from making.facts import load
from making.wordml import paragraph, run

from assistant.document import Document
from assistant.reading import read_bytes

REPORTS = Path(__file__).resolve().parent.parent / "reports"
FACTS = load("01-town-libreoffice")
TITLE = FACTS["title"][0]
SAID = "从“一、总体情况”起，同样的报告又出现了一遍，只读了第一遍"
_NAVIGATION = "<div><a>首页</a> &gt; <a>政府信息公开年报</a></div>"
_FOOTER = "<p>主办单位：南溪县人民政府</p><p>网站标识码：5115220001　蜀ICP备05002345号　川公网安备51152202000012号</p>"


def _copy() -> str:
    parts = web.paragraphs(FACTS, lambda key: web.table(FACTS, key))
    signed = "".join(f"<p>{line}</p>" for line in FACTS["signature"][:2])
    return "\n".join(part if "<table" in part else f"<p>{part}</p>" for part in parts) + signed


def _page(*copies: str) -> Document:
    inside = "".join(f"<div>{copy}</div>" for copy in copies)
    return read_bytes(f"<html><body>{_NAVIGATION}{inside}{_FOOTER}</body></html>".encode(), "年报.html")


@pytest.mark.parametrize("copies", [2, 3])
@pytest.mark.parametrize("over", [f"<h2>{TITLE}</h2>", ""], ids=["with its title", "without"])
def test_a_page_that_holds_its_report_again_for_printing(copies: int, over: str) -> None:
    first = f"<h2>{TITLE}</h2>{_copy()}"
    once, report = _page(first), _page(first, *[over + _copy()] * (copies - 1))
    assert once.unread == ()
    assert report.unread == (SAID,)
    assert (report.title, report.preface, report.sections) == (once.title, once.preface, once.sections)
    assert report.signature == once.signature


def test_a_text_pasted_twice() -> None:
    text = (REPORTS / "10-county-tabs.txt").read_text(encoding="utf-8")
    once, report = (
        read_bytes(text.encode(), "年报.txt"),
        read_bytes(f"{text}\n{text}\n联系人：王某".encode(), "年报.txt"),
    )
    assert report.sections == once.sections
    assert report.unread == (*once.unread, SAID, "第二遍里不同的地方：“联系人：王某”")


def test_what_the_second_copy_alone_says_is_told() -> None:
    other = _copy().replace(FACTS["section"][0]["heading"], f"{FACTS['section'][0]['heading']}</p><p>另有一句。", 1)
    assert _page(_copy(), other).unread == (SAID, "第二遍里不同的地方：“另有一句。”")


def test_two_years_in_one_file_are_not_taken_for_one() -> None:
    def year(number: int) -> str:
        lines = (
            f"安平镇人民政府{number}年政府信息公开工作年度报告",
            "一、总体情况",
            f"{number}年公开信息{number - 1900}条。",
            "五、存在的主要问题及改进情况",
            f"{number}年人手不足。",
            "六、其他需要报告的事项",
            f"{number}年没有收取信息处理费。",
            "安平镇人民政府",
            f"{number + 1}年1月9日",
        )
        return "".join(paragraph(run(line)) for line in lines)

    report = read_bytes(wordml.package(year(2023) + year(2024)), "年报.docx")
    assert SAID not in report.unread
    assert any("2024年人手不足" in text.text for text in report.paragraphs())
