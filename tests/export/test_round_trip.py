"""What is written comes back through the project's own reader: every paragraph, every cell."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from export_reports import TOWNSHIP, figures, township
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.document import Document, Paragraph, Section, Signature
from assistant.errors import NianbaoError
from assistant.export import WRITERS, publish
from assistant.export.publish import differences
from assistant.reading import read_bytes
from assistant.standard import chinese_date, standard
from tests.examples import examples

READABLE = [kind for kind in WRITERS if kind not in (".pdf", ".xlsx", ".json")]

# What clerks write: clauses of words, figures, signs, with odd characters now and then.
_CLAUSES = st.text(
    st.sampled_from("公开信息服务群众网站专栏培训考核村社区镇街道办理答复及时准确规范"), min_size=2, max_size=14
)
_FIGURES = st.integers(0, 99999).map(str)
_ODD = st.sampled_from(
    [
        "〔2024〕3号",
        "[2024]3号",
        "“一卡通”",
        "《条例》",
        "A&B",
        "<公告>",
        "3.5%",
        "{{ x }}",
        "12:30",
        "①",
        "🙂",
        "—",
        "5*6",
    ]
)
_SENTENCES = st.tuples(_CLAUSES, st.one_of(_CLAUSES, _FIGURES, _ODD), _CLAUSES).map("".join)
_PROSE = st.lists(_SENTENCES, min_size=1, max_size=5).map(lambda parts: "，".join(parts) + "。")
_COUNTS = st.integers(0, 9_999_999).map(str)


@st.composite
def valid_reports(draw: st.DrawFn) -> Document:
    """The township's report with any figures in any cell and any prose in any paragraph."""
    report = township()
    sections = []
    for section in report.sections:
        blocks = [
            replace(block, text=draw(_PROSE)) if isinstance(block, Paragraph) else block for block in section.blocks
        ]
        schema = standard().section(section.key).table
        if schema:
            cells = standard().tables[schema].cells
            blocks = [figures(schema, draw(st.fixed_dictionaries(dict.fromkeys(cells, _COUNTS))))]
        sections.append(Section(section.key, section.heading, tuple(blocks)))
    day = draw(st.dates(date(2025, 1, 1), date(2025, 3, 31)))
    signature = Signature(TOWNSHIP, chinese_date(day), day)
    return replace(report, sections=tuple(sections), signature=signature)


def read_again(report: Document, kind: str, *, draft: bool = False) -> Document:
    target = io.BytesIO()
    WRITERS[kind](report, target, draft=draft)
    return read_bytes(target.getvalue(), f"report{kind}")


@pytest.mark.parametrize("kind", READABLE)
def test_a_whole_report_comes_back(kind: str) -> None:
    found = read_again(township(), kind)
    assert differences(township(), found) == []
    assert found.unread == ()
    assert (found.agency, found.year, found.title) == (TOWNSHIP, 2024, township().title)
    assert found.signature == township().signature


@pytest.mark.parametrize("kind", READABLE)
@settings(max_examples=examples(40))
@given(report=valid_reports())
def test_any_valid_report_comes_back(kind: str, report: Document) -> None:
    assert differences(report, read_again(report, kind)) == []


@pytest.mark.parametrize("kind", READABLE)
def test_a_draft_comes_back_with_its_stamp_and_nothing_else(kind: str) -> None:
    found = read_again(township(), kind, draft=True)
    assert differences(township(), found, "草稿　未经审签　不得公布") == []


def test_every_difference_is_named() -> None:
    report = township()
    first, *rest = report.preface
    changed = replace(
        report,
        preface=(replace(first, text="别的话"), *rest),
        sections=tuple(
            replace(section, blocks=(figures("T4", {"review.total": "2"}),))
            if section.key == "proceedings"
            else section
            for section in report.sections
            if section.key != "requests"
        ),
    )
    places = differences(report, changed)
    assert places[0].startswith("第2段应为“根据《中华人民共和国")
    assert "读出“别的话”" in places[0]
    assert any(place.startswith("少了第") and "三、收到和处理" in place for place in places)
    assert any("没有读到T3" in place for place in places)
    assert any("T4" in place and "总计”应为“0”，读出“2”" in place for place in places)
    assert len(places) == 4
    assert any("多出一段“别的话" in place for place in differences(replace(report, preface=()), changed))


@pytest.mark.parametrize("kind", READABLE)
@pytest.mark.parametrize(
    "text",
    [
        "现将有关情况报告如下。", "一、总体情况", "（六）其他", "1. 第一项", "附件：1.明细表", "抄送：县政府办公室。",
        "第一段\n第二段", "　　全角缩进", "[2024]3号", "{{ x }}", "<b>x</b>", "&nbsp;", "http://x.gov.cn/a_b",
        "a|b", "| a |", "# 标题", "**强调**", "---", "> 引用",
    ],
)  # fmt: skip
def test_a_preface_of_odd_words_comes_back(kind: str, text: str) -> None:
    first, *rest = township().preface
    report = replace(township(), preface=(replace(first, text=text), *rest))
    assert differences(report, read_again(report, kind)) == []


def test_a_file_that_reads_otherwise_is_not_delivered(tmp_path: Path) -> None:
    report = replace(township(), preface=(Paragraph("preface.0", "2025年1月9日"),))
    with pytest.raises(NianbaoError) as caught:
        publish(report, tmp_path / "年报.docx")
    assert "少了第2段“2025年1月9日”" in caught.value.message
    assert list(tmp_path.iterdir()) == []
