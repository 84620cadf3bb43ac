"""How the tables of a Word file fill its pages, worked out from the fixed grid of lines."""

from __future__ import annotations

from dataclasses import replace

import pytest
from export_reports import figures, township
from word_xml import NS, W, body, written

from assistant.document import Document, Paragraph, Section
from assistant.export.lines import line_count

PAGE, LINE, TITLE = 12756, 579, 2 * 579 + 2 * 640
LINES = 22
NEAR = 120
T3 = 11_600
"""Twips that T3 takes with its heading, nearly a page."""
FULL_LINE = "全" * 26
"""With its indent a line of 28 characters."""


def report(lines: int) -> Document:
    """A report with that many lines of text before the heading of T2."""
    text = tuple(Paragraph(f"overview.p{place}", FULL_LINE) for place in range(lines))
    sections = (
        Section("overview", "", text),
        Section("disclosure", "二、主动公开政府信息情况", (figures("T2", {}),)),
        Section("requests", "三、收到和处理政府信息公开申请情况", (figures("T3", {}),)),
    )
    return replace(township(), preface=(), sections=sections)


def rows(document: Document) -> list[int]:
    table = body(written(document)).find("w:tbl", NS)
    return [int(row.find("w:trPr/w:trHeight", NS).get(f"{W}val")) for row in table.findall("w:tr", NS)]


def blank(lines: int) -> tuple[float, float]:
    """The shares of a page that stay blank before T2 and before T3."""
    used = TITLE
    for _ in range(lines):
        used = LINE if used + LINE > PAGE else used + LINE
    height = LINE + NEAR + sum(rows(report(lines)))
    before_first = 0.0
    if used + height > PAGE:
        before_first, used = 1 - used / PAGE, 0
    used += height
    return before_first, 1 - used / PAGE if used + T3 > PAGE else 0.0


def test_hardly_any_page_stays_blank_for_more_than_a_third() -> None:
    shares = [max(blank(lines)) for lines in range(16 + LINES)]
    assert max(shares) < 0.5
    assert sum(share < 0.35 for share in shares) >= len(shares) * 0.85


@pytest.mark.parametrize("lines", range(0, 38, 3))
def test_rows_are_of_one_height_and_hold_a_line(lines: int) -> None:
    heights = rows(report(lines))
    assert len(set(heights)) == 1 and 300 <= heights[0] <= 640


def test_where_text_follows_a_table_its_rows_are_as_usual() -> None:
    document = report(0)
    first, second, third = document.sections
    after = replace(second, blocks=(*second.blocks, Paragraph("disclosure.p", "以上为全年情况。")))
    assert set(rows(replace(document, sections=(first, after, third)))) == {480}


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (FULL_LINE, 1),
        (f"{FULL_LINE}。", 1),
        (f"{FULL_LINE}多", 2),
        (f"{FULL_LINE[:-1]}《条例》", 2),
        (f"{FULL_LINE}{FULL_LINE}两字", 2),
        ("", 1),
        ("第一行\n第二行", 2),
        (f"{FULL_LINE[:-2]}123456", 2),
        ("h" * 200, 4),
    ],
)
def test_lines_are_counted_as_word_breaks_them(text: str, lines: int) -> None:
    """A stop hangs over the end of a line, an opening bracket goes on to the next, a number is not broken."""
    assert line_count(text) == lines
