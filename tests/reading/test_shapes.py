"""Any figures, in any shape in which tables are printed, come back cell by cell."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making import text, web, word, wordml
from making.facts import cells, load

from assistant.document import Document, Paragraph
from assistant.reading import read_bytes
from assistant.standard import standard
from tests.examples import examples

FACTS = load("01-town-libreoffice")

_NUMBERS = st.sampled_from(["0", "0", "0", "1", "12", "３", "1,204", "5件", "0.35", "17 8"])
_WITH_BLANKS = st.one_of(_NUMBERS, st.sampled_from(["", "/", "-"]))

Facts = Mapping[str, Any]


def _tables(numbers: st.SearchStrategy[str]) -> st.SearchStrategy[dict[str, Any]]:
    """The figures of all three tables as facts name them: by row, by cell where a table has no rows."""
    rows = {}
    for key, schema in standard().tables.items():
        lengths = {leaf.path or "": len(block.column_leaves) for block in schema.blocks for leaf in block.row_leaves}
        if "" in lengths:
            lengths = dict.fromkeys(schema.cells, 1)
        rows[key] = st.fixed_dictionaries(
            {path: st.lists(numbers, min_size=length, max_size=length) for path, length in lengths.items()}
        )
    return st.fixed_dictionaries(rows)


def _merged(facts: Facts) -> bytes:
    return _by_hand(facts, wordml.merged_rows)


def _blank(facts: Facts) -> bytes:
    return _by_hand(facts, wordml.blank_rows)


def _by_hand(facts: Facts, rows: Callable[[Any], Any]) -> bytes:
    body = []
    for section in facts["section"]:
        body.append(wordml.paragraph(wordml.run(section["heading"])))
        if section.get("table"):
            body.append(wordml.table(rows(wordml.grid(facts, section["table"]))))
    return wordml.package("".join(body))


COMPLETE: dict[str, Callable[[Facts], bytes]] = {
    "docx-merged": _merged,
    "docx-blank-headers": _blank,
    "docx-old-merge": word.strict,
    "docx-tracked": word.tracked,
    "html": lambda facts: web.office_page(facts).encode(),
    "portal": lambda facts: web.gbk_portal(facts).encode("gb18030"),
    "mail": lambda facts: text.mail(facts).encode(),
    "bars": lambda facts: text.bars(facts).encode(),
    "lone bars": lambda facts: text.lone_bars(facts).encode(),
    "trailing bars": lambda facts: text.trailing_bars(facts).encode(),
    "commas": lambda facts: text.commas(facts).encode(),
    "Chinese commas": lambda facts: text.chinese_commas(facts).encode(),
}
"""Shapes that keep blank cells."""

BARE: dict[str, Callable[[Facts], bytes]] = {
    "tabs": lambda facts: text.tabs(facts).encode(),
    "plain": lambda facts: text.plain(facts).encode(),
    "spaced": lambda facts: text.spaced(facts).encode(),
}
"""Shapes in which a blank cell leaves no trace that could be told from layout."""


def _check(make: Callable[[Facts], bytes], tables: dict[str, Any]) -> Document:
    facts = {**FACTS, "tables": tables}
    report = read_bytes(make(facts), "报告")
    for key in tables:
        table = report.table(key)
        assert table is not None
        assert {path: value.strip() for path, value in table.cells.items()} == cells(facts, key)
        assert table.departures == ()
    assert report.unread == ()
    return report


@pytest.mark.parametrize("shape", COMPLETE)
@settings(max_examples=examples(25))
@given(tables=_tables(_WITH_BLANKS))
def test_any_figures_and_blanks(shape: str, tables: dict[str, Any]) -> None:
    _check(COMPLETE[shape], tables)


@pytest.mark.parametrize("shape", BARE)
@settings(max_examples=examples(25))
@given(tables=_tables(_NUMBERS))
def test_any_figures_without_table_marks(shape: str, tables: dict[str, Any]) -> None:
    _check(BARE[shape], tables)


def test_endless_text_is_cut_and_that_is_told() -> None:
    long = "主动公开政府信息。" * 3_000
    report = read_bytes(
        f"安平镇人民政府2024年政府信息公开工作年度报告\n一、总体情况\n{long}\n六、其他需要报告的事项\n没有收取信息处理费。\n".encode(),
        "长",
    )
    first = report.section("overview").blocks[0]
    assert isinstance(first, Paragraph) and len(first.text) == 20_000
    assert report.unread == ("“一、总体情况”部分：一段文字太长，后面的部分没有读",)
    assert report.section("other").blocks, "what stands behind the paragraph is read"


def test_a_file_much_longer_than_a_report_is_read_to_a_bound() -> None:
    lines = "\n".join(f"第{number}段：{'公开' * 500}。" for number in range(200))
    report = read_bytes(
        f"安平镇人民政府2024年政府信息公开工作年度报告\n一、总体情况\n{lines}\n六、其他需要报告的事项\n无。\n".encode(),
        "长",
    )
    assert 100_000 < sum(len(paragraph.text) for paragraph in report.paragraphs()) < 130_000
    assert report.unread[-1] == "“一、总体情况”部分：文件太长，后面的内容没有读"


def test_columns_of_the_format_before_as_loose_lines_are_text() -> None:
    """They tell the table, but none of them is a label of this format."""
    title = "安平镇人民政府2024年政府信息公开工作年度报告"
    lines = (
        title,
        "一、总体情况",
        "公开12条。",
        "二、主动公开政府信息情况",
        "本年新制作数量",
        "本年新公开数量",
        "3",
        "4",
    )
    report = read_bytes("\n".join(lines).encode(), "报告")
    assert [section.key for section in report.sections] == ["overview", "disclosure"]
    assert report.table("T2") is None
