"""The summary pictures of the portal page: only figures that the report prints, each with its words."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import html5lib
import pytest
from export_reports import figures, township

from assistant.composing import compose
from assistant.document import Document, FigureTable, Paragraph
from assistant.drafts import read_draft
from assistant.export import publish, write_html
from assistant.export.charts import items
from assistant.export.pictures import pictures as years
from assistant.interview import Interview, load_script
from tests.composing.drafting_reports import chosen_somehow

SCRIPT = load_script()


def pictures(report: Document, last: Document | None = None) -> dict[str, Any]:
    """The <figure> elements behind the report by their captions."""
    target = io.BytesIO()
    write_html(report, target, last=last)
    root = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(target.getvalue().decode())
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    return {element.findtext("figcaption"): element for element in root.findall(".//body/aside/figure")}


def classed(picture: Any, name: str) -> list[Any]:
    return [element for element in picture.iter() if name in (element.get("class") or "").split()]


def length(bar: Any) -> int:
    """How long a bar is drawn, in percent of the longest."""
    return int(bar.find("i").get("style").removeprefix("width:").removesuffix("%"))


def bars(picture: Any) -> list[tuple[str, str, int]]:
    """Label, number and length of each bar."""
    words = [element.text for element in classed(picture, "label")]
    drawn = classed(picture, "bar")
    return list(zip(words, (bar.findtext("span") for bar in drawn), map(length, drawn), strict=True))


def with_cells(cells: dict[str, str], key: str = "T3") -> Document:
    return _changed(lambda block: figures(key, cells) if getattr(block, "schema_key", "") == key else block)


def with_text(text: str) -> Document:
    return _changed(lambda block: replace(block, text=text) if block == _proactive() else block)


def _proactive() -> Paragraph:
    return next(part for part in township().paragraphs() if part.key == "overview.proactive")


def _changed(change: Any) -> Document:
    report = township()
    sections = [replace(section, blocks=tuple(map(change, section.blocks))) for section in report.sections]
    return replace(report, sections=tuple(sections))


def test_the_pictures_show_what_the_report_prints() -> None:
    found = pictures(township())
    assert list(found) == ["主动公开的渠道", "申请的收办", "申请的办理结果", "新收申请的申请人"]
    assert bars(found["主动公开的渠道"]) == [
        ("政府网站", "52条", 100),
        ("政务新媒体", "21条", 40),
        ("公示栏", "13条", 25),
    ]
    assert [bar[:2] for bar in bars(found["申请的收办"])] == [
        ("本年新收", "3件"), ("上年结转", "0件"), ("办结总计", "3件"), ("结转下年度", "0件"),
    ]  # fmt: skip
    assert bars(found["申请的办理结果"]) == [
        ("予以公开", "1件", 100),
        ("部分公开", "1件", 100),
        ("本机关不掌握", "1件", 100),
    ]


def test_every_picture_says_in_words_what_it_shows() -> None:
    for caption, picture in pictures(township()).items():
        (drawing,) = classed(picture, "chart")
        assert drawing.get("role") == "img"
        words = "，".join(f"{label}{number}" for label, number, _ in bars(picture))
        assert drawing.get("aria-label") == f"{caption} {words}"


def test_proceedings_are_drawn_when_there_were_any() -> None:
    found = pictures(with_cells({"review.total": "2", "suit_after_review.total": "1"}, "T4"))
    assert [bar[:2] for bar in bars(found["行政复议与行政诉讼"])] == [
        ("行政复议", "2件"), ("未经复议直接起诉", "0件"), ("复议后起诉", "1件"),
    ]  # fmt: skip


def test_a_year_without_any_figure_has_no_pictures() -> None:
    report = _changed(
        lambda block: figures("T3", {}) if isinstance(block, FigureTable) and block.schema_key == "T3" else block
    )
    without = [
        replace(section, blocks=tuple(block for block in section.blocks if block != _proactive()))
        for section in report.sections
    ]
    assert pictures(replace(report, sections=tuple(without))) == {}


@pytest.mark.parametrize("odd", ["", "3件", "-1", "三"])
def test_a_picture_with_a_cell_that_holds_no_number_is_left_out(odd: str) -> None:
    found = pictures(with_cells({"received.total": odd, "granted.total": "3", "total.total": "3"}))
    assert "申请的收办" not in found
    assert bars(found["申请的办理结果"]) == [("予以公开", "3件", 100)]


@pytest.mark.parametrize(
    "text",
    [
        "2024年，我镇主动公开政府信息86条，其中政府网站52条、政务新媒体21条、公示栏13条。",
        "2024年，我镇通过政府网站发布52条、政务新媒体发布21条、公示栏张贴13条，合计主动公开政府信息86条。",
    ],
)
def test_channels_are_read_from_the_usual_wordings(text: str) -> None:
    assert [bar[1] for bar in bars(pictures(with_text(text))["主动公开的渠道"])] == ["52条", "21条", "13条"]


@pytest.mark.parametrize(
    "text",
    [
        "主动公开政府信息90条，其中政府网站52条、政务新媒体21条、公示栏13条。",
        "政府网站52条、政务新媒体21条。",
        "主动公开政府信息52条，均通过政府网站发布。",
        "主动公开政府信息86条，其中政府网站52条、政府网站栏目21条、公示栏13条。",
    ],
)
def test_channels_that_are_not_beyond_doubt_are_not_drawn(text: str) -> None:
    assert "主动公开的渠道" not in pictures(with_text(text))


@pytest.mark.parametrize("sample", ["qingpuyuan-county-2024", "linhe-housing-2024"])
@pytest.mark.parametrize("seed", range(12))
def test_two_years_of_items_are_drawn_however_our_own_text_words_them(sample: str, seed: int, samples: Path) -> None:
    report = read_draft(samples / f"{sample}.toml").report
    applicable = Interview(SCRIPT, report).applicable
    now, before = (compose(report, applicable, chosen_somehow(number)) for number in (seed, seed + 100))
    (drawn,) = [picture for picture in years(now, before) if picture.key == "channels"]
    told = report.overview
    whole = [told.website_items, told.new_media_items, told.notice_items, told.other_items]
    assert [(pair.now, pair.before) for pair in drawn.pairs] == [(count, count) for count in (sum(whole), *whole)]


@pytest.mark.parametrize(
    ("text", "total", "parts"),
    [
        ("2024年，我镇主动公开政府信息86条。", 86, {}),
        ("我镇通过政府网站公开信息26条。工作动态15条。", None, {"政府网站": 26}),
        ("我镇公开信息86条。公开信息90条。", None, {}),
        ("政府网站公开信息52条，政务新媒体公开信息21条。", None, {}),
        ("政府网站公开信息52条，公示栏20条，公示栏公开信息1条。", None, {}),
    ],
)
def test_items_are_a_total_only_where_nothing_says_otherwise(text: str, total: int | None, parts: dict) -> None:
    assert items(with_text(text)) == (total, parts)


def last_year(cells: dict[str, str], year: int | None = 2023) -> Document:
    return replace(with_cells(cells), year=year)


BOTH = "与上年对比"


def test_last_year_stands_beside_this_year() -> None:
    last = last_year({"received.total": "6", "total.total": "5", "granted.total": "2", "partly_granted.total": "0"})
    picture = pictures(township(), last)[BOTH]
    (key,) = classed(picture, "key")
    assert [(element.text, element.get("class")) for element in key] == [("2024年", "now"), ("2023年", "before")]
    assert [element.text for element in classed(picture, "label")] == ["本年新收", "办结总计", "予以公开", "部分公开"]
    drawn = classed(picture, "bar")
    assert [bar.get("class").split() for bar in drawn] == [["bar", "now"], ["bar", "before"]] * 4
    assert [bar.findtext("span") for bar in drawn] == ["3件", "6件", "3件", "5件", "1件", "2件", "1件", "0件"]
    assert [length(bar) for bar in drawn] == [50, 100, 50, 83, 17, 33, 17, 0]
    (drawing,) = classed(picture, "chart")
    assert drawing.get("role") == "img"
    assert drawing.get("aria-label") == (
        "与上年对比 本年新收2024年3件，2023年6件；办结总计2024年3件，2023年5件；"
        "予以公开2024年1件，2023年2件；部分公开2024年1件，2023年0件"
    )


@pytest.mark.parametrize("odd", ["", "/", "6件", "-6"])
def test_years_are_compared_only_where_both_hold_numbers(odd: str) -> None:
    whole = {"received.total": "6", "total.total": "5", "granted.total": "2", "partly_granted.total": "0"}
    assert BOTH not in pictures(township(), last_year({**whole, "granted.total": odd}))
    assert BOTH not in pictures(with_cells({**whole, "received.total": odd}), last_year(whole))


@pytest.mark.parametrize("year", [2022, 2024, 2025, None])
def test_only_the_year_before_is_compared(year: int | None) -> None:
    assert BOTH not in pictures(township(), last_year({"received.total": "6"}, year))


def test_two_years_without_applications_are_not_compared() -> None:
    none = with_cells({})
    assert BOTH not in pictures(none, replace(none, year=2023))
    without_table = replace(none, year=2023, sections=())
    assert BOTH not in pictures(township(), without_table)


def test_the_published_page_shows_both_years_and_reads_as_the_report(tmp_path: Path) -> None:
    last = last_year({"received.total": "6", "total.total": "5"})
    written = publish(township(), tmp_path / "年报.html", last=last)
    assert BOTH in written.read_text(encoding="utf-8")
    assert BOTH not in publish(township(), tmp_path / "单.html").read_text(encoding="utf-8")
    assert publish(township(), tmp_path / "年报.docx", last=last).exists()
