"""The portal page: valid HTML5, semantic, self-contained, and word for word the document."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import html5lib
import pytest
from export_reports import documents, township
from hypothesis import given, settings

from assistant.document import Document, FigureTable, Heading, Paragraph
from assistant.export import write_html
from assistant.export.messages import printable
from assistant.standard import layout, standard
from tests.examples import examples


def written(document: Document, *, draft: bool = False) -> str:
    target = io.BytesIO()
    write_html(document, target, draft=draft)
    return target.getvalue().decode()


def page(document: Document, *, draft: bool = False) -> Any:
    """The page as the HTML5 parsing rules read it; any parse error fails."""
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(written(document, draft=draft))


def text(element: Any) -> str:
    pieces = [element.text or ""]
    for child in element:
        pieces += ["\n" if child.tag == "br" else text(child), child.tail or ""]
    return "".join(pieces)


def printed(root: Any) -> Iterator[tuple[str, str]]:
    """Headings and paragraphs of the article in order, tables left out."""
    for element in root.find(".//article").iter():
        if element.tag in {"h1", "h2", "h3", "h4", "h5", "p"}:
            yield element.tag, text(element)


def expected(report: Document) -> Iterator[tuple[str, str]]:
    yield "h1", printable(report.title)
    yield from (("p", printable(part.text)) for part in report.preface)
    for section in report.sections:
        yield "h2", section.heading
        for block in section.blocks:
            if isinstance(block, Heading):
                yield f"h{min(block.level, 4) + 1}", printable(block.text)
            elif isinstance(block, Paragraph):
                yield "p", printable(block.text)
    for line in (report.signature.agency, report.signature.date_text):
        if printable(line):
            yield "p", printable(line)


def grid(table: Any) -> dict[tuple[int, int], Any]:
    """Which cell covers each place; fails where two cells overlap (WHATWG HTML §4.9.12)."""
    covered: dict[tuple[int, int], Any] = {}
    for number, row in enumerate(table.iter("tr")):
        column = 0
        for cell in row:
            while (number, column) in covered:
                column += 1
            for down in range(int(cell.get("rowspan", 1))):
                for across in range(int(cell.get("colspan", 1))):
                    place = (number + down, column + across)
                    assert place not in covered
                    covered[place] = cell
    return covered


def test_the_text_stands_in_order_under_its_headings() -> None:
    assert list(printed(page(township()))) == list(expected(township()))


@settings(max_examples=examples(60))
@given(documents())
def test_any_document_gives_valid_html_that_reads_the_same(report: Document) -> None:
    root = page(report)
    assert written(report) == written(report)
    assert list(printed(root)) == list(expected(report))
    for figures, table in zip(report.tables(), root.iter("table"), strict=True):
        assert_same_cells(figures, table)


def assert_same_cells(figures: FigureTable, table: Any) -> None:
    covered = grid(table)
    cells = layout(figures.schema)
    assert len(covered) == sum(cell.row_span * cell.column_span for cell in cells)
    for cell in cells:
        value = printable(figures.cells[cell.path]) if cell.role == "number" else cell.text
        assert text(covered[cell.row, cell.column]) == value
        assert covered[cell.row, cell.column].tag == ("td" if cell.role == "number" else "th")


def test_every_label_says_what_it_speaks_for() -> None:
    for table in page(township()).iter("table"):
        assert text(table.find("caption"))
        for cell in table.iter("th"):
            across, down = int(cell.get("colspan", 1)), int(cell.get("rowspan", 1))
            scope = cell.get("scope")
            assert scope in {"row", "rowgroup", "col", "colgroup"}
            assert (scope == "colgroup") <= (across > 1)
            assert (scope == "rowgroup") <= (down > 1 or across > 1)


def test_row_groups_end_where_their_labels_end() -> None:
    (table,) = (table for table in page(township()).iter("table") if "T3" in table.get("class"))
    assert [len(list(group.iter("tr"))) for group in table if group.tag in {"thead", "tbody"}] == [3, 2, 22, 1]


def test_the_file_stands_alone() -> None:
    source = written(township())
    assert not re.search(r"<script|<link|<img|<iframe|@import|url\(|https?:|\son\w+=", source)
    root = page(township())
    assert root.get("lang") == "zh-CN"
    assert root.findtext("head/title") == township().title
    assert next(meta.get("charset") for meta in root.iter("meta")) == "utf-8"
    assert source.index('charset="utf-8"') < 1024


def test_a_long_title_may_break_behind_the_agency() -> None:
    assert f"<h1>{township().agency}<wbr>2024年" in written(township())


def test_a_long_agency_may_break_between_its_parts_in_title_and_signature() -> None:
    agency = "积石山保安族东乡族撒拉族自治县大河家镇人民政府"
    parted = "积石山保安族东乡族撒拉族自治县<wbr>大河家镇人民政府"
    signature = replace(township().signature, agency=agency)
    source = written(replace(township(), agency=agency, title=f"{agency}2024年年度报告", signature=signature))
    assert f"<h1>{parted}<wbr>2024年" in source
    assert f'<p class="signature">{parted}</p>' in source


def test_a_paragraph_with_an_address_of_the_web_is_not_stretched_and_no_other_is_ragged() -> None:
    address = Paragraph("preface.0", "网址为http://www.example.gov.cn/zwgk/zfxxgk/2024/index.html，欢迎查阅。")
    article = page(replace(township(), preface=(address, *township().preface))).find(".//article")
    assert [paragraph.get("class") == "ragged" for paragraph in article.iter("p")].index(True) == 0
    assert sum(paragraph.get("class") == "ragged" for paragraph in article.iter("p")) == 1
    assert re.search(r"\.ragged \{[^}]*text-align: left", written(township()))


def rules(source: str, selector: str) -> str:
    """What a style sheet, or a part of one, says of a selector."""
    return " ".join(
        re.findall(rf"(?<![\w.-])(?:[^{{}},]+, )*{re.escape(selector)}(?:, [^{{}}]+)? {{([^}}]*)}}", source)
    )


def test_headings_are_not_repeated_over_the_tables_but_still_told_to_a_screen_reader() -> None:
    hidden = rules(written(township()), ".figures caption")
    assert "clip-path: inset(50%)" in hidden and "width: 1px" in hidden
    assert not re.search("display: none|visibility: hidden", hidden), "it would not be read out either"
    assert all(text(table.find("caption")) for table in page(township()).iter("table"))


def test_on_a_phone_the_wide_tables_shrink_to_the_screen_as_far_as_their_numbers_let_them() -> None:
    source = written(township())
    phone = source[source.index("@media (max-width: 40rem)") : source.index("@media print")]
    for table in (".T3", ".T4"):
        said = rules(phone, table)
        assert "min-width: 0" in said and "table-layout: auto" in said
    assert "overflow-x: auto" in rules(source, ".wide"), "larger numbers are still reached"


def test_a_title_without_the_agency_is_left_alone() -> None:
    assert "<h1>关于<b>的报告</h1>".replace("<b>", "&lt;b&gt;") in written(replace(township(), title="关于<b>的报告"))


@pytest.mark.parametrize("draft", [False, True])
def test_only_a_draft_is_stamped(draft: bool) -> None:
    root = page(township(), draft=draft)
    assert ("草稿" in text(root.find("body"))) is draft
    assert (root.find("body").get("class") == "draft") is draft


def test_labels_are_word_for_word() -> None:
    words = {text(cell) for cell in page(township()).iter("th")}
    assert {cell.text for table in standard().tables.values() for cell in layout(table) if cell.text} == words
