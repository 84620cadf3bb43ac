"""Markdown and plain text: every character literal, tables whole, the same bytes every time."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from export_reports import documents, township
from hypothesis import given, settings
from markdown_it import MarkdownIt

from assistant.document import Document, FigureTable, Paragraph
from assistant.export import WRITERS
from assistant.export.messages import printable, width
from assistant.standard import layout
from tests.examples import examples

GOLDEN = Path(__file__).with_name("golden")
"""What the township's report looks like. To renew after a wanted change: python tests/export/renew_golden.py"""


def written(document: Document, kind: str, *, draft: bool = False) -> str:
    target = io.BytesIO()
    WRITERS[kind](document, target, draft=draft)
    return target.getvalue().decode()


def flat(text: str) -> str:
    return "".join(printable(text).split())


@pytest.mark.parametrize("kind", [".md", ".txt", ".html"])
def test_the_report_is_written_byte_for_byte_as_agreed(kind: str) -> None:
    assert written(township(), kind).encode() == (GOLDEN / f"township{kind}").read_bytes()


@pytest.mark.parametrize("kind", [".md", ".txt"])
def test_a_draft_begins_with_its_stamp_and_is_the_report_otherwise(kind: str) -> None:
    stamp, _, rest = written(township(), kind, draft=True).partition("\n\n")
    assert stamp.strip("*") == "草稿　未经审签　不得公布"
    assert rest == written(township(), kind)


def rendered(source: str) -> tuple[list[str], list[list[list[str]]]]:
    """Headings and paragraphs, and tables by rows, as a CommonMark reader shows them."""
    lines: list[str] = []
    tables: list[list[list[str]]] = []
    inside: list[str] = []
    for token in MarkdownIt("commonmark").enable("table").parse(source):
        assert token.type not in {"html_block", "fence", "code_block", "hr"}, token.content
        inside.append(token.type)
        if token.type == "table_open":
            tables.append([])
        elif token.type == "tr_open":
            tables[-1].append([])
        elif token.type == "inline":
            opened = inside[-2]
            if opened in {"td_open", "th_open"}:
                tables[-1][-1].append(shown(token))
            else:
                assert opened in {"heading_open", "paragraph_open"}
                lines.append(shown(token))
    assert not {"blockquote_open", "bullet_list_open", "ordered_list_open"} & set(inside)
    return lines, tables


def shown(token: Any) -> str:
    assert {child.type for child in token.children} <= {"text", "hardbreak", "softbreak", "text_special"}, token.content
    return "".join(child.content or "\n" for child in token.children)


@settings(max_examples=examples(100))
@given(documents())
def test_markdown_shows_every_character_as_it_was_typed(report: Document) -> None:
    lines, tables = rendered(written(report, ".md"))
    expected = [report.title, *(part.text for part in report.preface)]
    for section in report.sections:
        expected.append(section.heading)
        expected += [block.text for block in section.blocks if not isinstance(block, FigureTable)]
    expected += [report.signature.agency, report.signature.date_text]
    assert flat("".join(lines)) == flat("".join(expected))
    for figures, table in zip(report.tables(), tables, strict=True):
        assert {len(row) for row in table} == {figures.schema.width}
        for cell in layout(figures.schema):
            value = figures.cells[cell.path] if cell.role == "number" else cell.text
            assert flat(table[cell.row][cell.column]) == flat(value)


@pytest.mark.parametrize(
    "text",
    [
        "1. 不是列表", "1) 不是", "- 也不是", "+ 不是", "# 不是标题", "##", "结尾##", "> 不是引用", "=== ", "---",
        "*不是强调*", "_也不是_", "a_b_c", "~~不删~~", "`不是代码`", "\\*", "| a | b |",
        "[不是](链接)", "![不是](图)", "http://x.gov.cn/a_b", "<b>不是标签</b>", "&lt;不是实体",
    ],
)  # fmt: skip
def test_markup_that_was_typed_stays_text(text: str) -> None:
    report = replace(
        township(), preface=(Paragraph("preface.0", f"前\n{text}"), Paragraph("preface.1", text)), title=text
    )
    lines, _ = rendered(written(report, ".md"))
    assert [flat(line) for line in lines[:3]] == [flat(text), flat(f"前{text}"), flat(text)]


@settings(max_examples=examples(50))
@given(documents())
def test_plain_text_holds_every_line_and_cell(report: Document) -> None:
    source = written(report, ".txt")
    for figures in report.tables():
        for cell in layout(figures.schema):
            value = figures.cells[cell.path] if cell.role == "number" else cell.text
            assert " ".join(printable(value).split()) in source
    rest = flat("".join(line for line in source.split("\n") if not line.startswith("| ")))
    for part in report.paragraphs():
        piece = flat(part.text)
        assert piece in rest or "|" in piece


def test_plain_text_columns_stand_under_each_other() -> None:
    rows = [line for line in written(township(), ".txt").splitlines() if line.startswith("|")]
    for start, height in ((0, 14), (14, 33), (47, 4)):
        edges = {
            tuple(width(row[:place]) for place, character in enumerate(row) if character == "|")
            for row in rows[start : start + height]
        }
        assert len(edges) == 1
    assert len(rows) == 51


def test_plain_text_numbers_stand_behind_their_label() -> None:
    (row,) = [line for line in written(township(), ".txt").splitlines() if "本机关不掌握相关政府信息 " in line]
    assert [cell.strip() for cell in row.strip("|").split("|")] == ["1.本机关不掌握相关政府信息", *"1000001"]
