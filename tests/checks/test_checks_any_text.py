"""Whatever stands in a report, the checks come to an end without an accident, and soon."""

from __future__ import annotations

import pytest
from checks_documents import base, build, with_cell
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import assistant
from assistant.checks import check
from assistant.standard import standard
from tests.endless import ends, work
from tests.examples import examples

LINES = 100_000
"""Lines of code for checking one report, about five times what it takes."""

_PIECES = [
    *"0123456789一二三十百千万亿两零〇廿，。；：、（）%〔〕年月日件条",
    *("政府信息公开", "申请", "收到", "办结", "上年结转", "结转下年度", "均已办结", "未收到", "其中", "占", "同比增长"),
    *("行政复议", "行政诉讼", "维持", "未发生", "规范性文件", "制发", "现行有效", "行政许可", "行政事业性收费", "万元"),
    *(
        "自然人",
        "法人或其他组织",
        "予以公开",
        "2024",
        "2023年",
        "我镇",
        "我局",
        "截止",
        "一是",
        "下一步",
        "通过",
        "等渠道",
    ),
    *("国办公开办函", "{", "}", "%d", "\\1", "统计期限", "1月1日", "至", "余", "约", "\u2067", "²", "①", "٣"),
]
_TEXT = st.lists(st.sampled_from(_PIECES), max_size=40).map("".join) | st.text(max_size=60)
_PARAGRAPHS = ["preface.basis", "overview.on_request", "overview.management", "problems.found", "other.fees"]
_CELLS = [f"{key}.{path}" for key, schema in standard().tables.items() for path in schema.cells]


@settings(max_examples=examples(300), suppress_health_check=list(HealthCheck))
@given(st.dictionaries(st.sampled_from(_PARAGRAPHS), _TEXT), _TEXT, st.sampled_from(_CELLS), st.text(max_size=12))
def test_any_words_and_any_cell(text: dict[str, str], title: str, where: str, cell: str) -> None:
    document = build(
        {"base": "bureau", "text": text, "document": {"title": title, "signer": title, "file_name": title}}
    )
    document = with_cell(document, where, cell)
    for finding in check(document, build({"base": "bureau", "text": text, "document": {"year": 2023}}), title):
        assert finding.message
        assert finding.section
        assert "{" not in finding.message or "{" in title + "".join(text.values()) + cell


@pytest.mark.parametrize(
    "piece",
    [
        "政府信息公开申请",
        "收到申请12件，",
        "二十〇次、",
        "九廿九件、",
        "（",
        "其中3件、",
        "一是",
        "未",
        "结转",
        "2024年",
        "１,２３４",
        "行政复议、",
        "通过",
    ],
)
def test_an_endless_paragraph_takes_no_endless_time(piece: str) -> None:
    document = build({"base": "town", "text": {"overview.on_request": piece * 2000, "problems.found": piece * 2000}})
    check(base("town"))
    with ends(5.0):
        check(document, base("town"))


def test_a_report_is_checked_by_few_lines_of_code() -> None:
    document = base("bureau")
    check(document)
    assert work(lambda: check(document), LINES, assistant) > 0
