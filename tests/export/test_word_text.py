"""The text of a Word file: in order, word for word, in the right styles."""

from __future__ import annotations

import io
from dataclasses import replace
from itertools import pairwise

import docx
import pytest
from export_reports import TOWNSHIP, documents, township
from hypothesis import given, settings
from word_xml import NS, W, body, cells, letters, paragraphs, parts, style, text, written

from assistant.document import Document, FigureTable, Heading, Paragraph, Signature
from assistant.export.messages import printable
from assistant.reading import read_bytes
from assistant.standard import layout
from tests.examples import examples

TEXT_WIDTH = 11906 - 1587 - 1474


def test_every_paragraph_stands_in_order_in_its_style() -> None:
    report = township()
    expected = [("BodyText", part.text) for part in report.preface]
    for section in report.sections:
        expected.append(("Heading1", section.heading))
        for block in section.blocks:
            if isinstance(block, Heading):
                expected.append((f"Heading{block.level}", block.text))
            elif isinstance(block, Paragraph):
                expected.append(("BodyText", block.text))
    expected += [("Signature", TOWNSHIP), ("Date", "2025年1月9日")]
    assert paragraphs(written(report))[1:] == expected


def test_a_long_title_breaks_behind_the_agency_and_still_reads_as_the_title() -> None:
    report = township()
    title = body(written(report))[0]
    assert style(title) == "Title"
    assert text(title) == f"{TOWNSHIP}\n2024年政府信息公开工作年度报告"
    assert letters(title) == report.title


@pytest.mark.parametrize(
    "title", ["永镇2024年政府信息公开工作年度报告", "2024年度政府信息公开工作的报告（某某单位，送审稿）"]
)
def test_a_short_or_foreign_title_is_not_broken(title: str) -> None:
    report = replace(township(), agency="永镇", title=title)
    assert text(body(written(report))[0]) == title


def test_a_signature_never_stands_alone() -> None:
    nodes = body(written(township())).findall("w:p", NS)
    signed = [style(node) for node in nodes].index("Signature")
    assert nodes[signed - 1].find("w:pPr/w:keepNext", NS) is not None
    assert nodes[signed].find("w:pPr/w:keepNext", NS) is not None


@pytest.mark.parametrize(
    ("agency", "right", "date_right"),
    [
        ("云岭镇人民政府", 350, 400),
        ("青石县云岭镇人民政府", 200, 400),
        ("国家税务总局某某税务局第二稽查局", 0, 400),
    ],
)
def test_the_agency_is_centred_over_its_date(agency: str, right: int, date_right: int) -> None:
    report = replace(township(), signature=Signature(agency, "2025年1月9日"))
    nodes = {style(node): node for node in body(written(report)).findall("w:p", NS)}
    indents = [nodes[name].find("w:pPr/w:ind", NS).get(f"{W}rightChars") for name in ("Signature", "Date")]
    assert indents == [str(right), str(date_right)]


@pytest.mark.parametrize(
    ("agency", "lines"),
    [
        ("积石山保安族东乡族撒拉族自治县大河家镇人民政府", ["积石山保安族东乡族撒拉族自治县", "大河家镇人民政府"]),
        ("双江拉祜族佤族布朗族傣族自治县住房和城乡建设局", ["双江拉祜族佤族布朗族傣族自治县", "住房和城乡建设局"]),
        ("某某省某某市某某区人民政府某某街道办事处", ["某某省某某市某某区", "人民政府某某街道办事处"]),
    ],
)
def test_a_long_agency_breaks_between_its_parts_in_title_and_signature(agency: str, lines: list[str]) -> None:
    title = f"{agency}2024年政府信息公开工作年度报告"
    report = replace(township(), agency=agency, title=title, signature=Signature(agency, "2025年1月9日"))
    data = written(report)
    nodes = {style(node): node for node in body(data).findall("w:p", NS)}
    printed = text(nodes["Title"]).split("\n")
    assert printed[-1] == "2024年政府信息公开工作年度报告"
    assert printed[:-1] == (lines if len(agency) > 20 else [agency])
    assert text(nodes["Signature"]).split("\n") == lines
    assert letters(nodes["Signature"]) == agency
    properties = nodes["Signature"].find("w:pPr", NS)
    indent = properties.find("w:ind", NS)
    left, right = (int(indent.get(f"{W}{side}")) for side in ("left", "right"))
    assert properties.find("w:jc", NS).get(f"{W}val") == "center"
    assert TEXT_WIDTH - left - right >= max(map(len, lines)) * 314, "the longest line fits into its box"
    centre = right + (TEXT_WIDTH - left - right) / 2
    assert abs(centre - (4 + 3) * 314) < 314, "over the date, which stands four characters in and is six wide"
    assert nodes["Date"].find("w:pPr/w:ind", NS).get(f"{W}rightChars") == "400"
    read = read_bytes(data, "年报.docx")
    assert (read.title, read.signature.agency) == (title, agency)


def test_a_paragraph_with_an_address_of_the_web_is_not_stretched_and_no_other_is_ragged() -> None:
    address = "网址为http://www.example.gov.cn/zwgk/zfxxgk/2024/index.html，欢迎查阅。"
    report = replace(
        township(), preface=(Paragraph("preface.0", address), Paragraph("preface.1", "电话：0388-5550110。"))
    )
    first, second = body(written(report)).findall("w:p", NS)[1:3]
    assert first.find("w:pPr/w:jc", NS).get(f"{W}val") == "left"
    assert second.find("w:pPr/w:jc", NS) is None


def test_a_heading_stands_off_the_table_under_it_and_close_to_text() -> None:
    nodes = list(body(written(township())))
    for node, below in pairwise(nodes):
        if node.tag == f"{W}p" and style(node).startswith("Heading"):
            spacing = node.find("w:pPr/w:spacing", NS)
            assert (spacing is not None) is (below.tag == f"{W}tbl")
            assert spacing is None or int(spacing.get(f"{W}after")) >= 100


def test_a_report_without_signature_or_sections_is_written() -> None:
    report = Document("", "", None, "", (), (), Signature("", ""))
    assert paragraphs(written(report)) == [("Title", "")]


def test_what_xml_cannot_carry_is_dropped_and_nothing_else() -> None:
    odd = "甲\x00乙\x1b[31m丙\ufffe丁\ud800戊<b>&amp;\"'{{ x }}[2024]3号 🙂\r\n己\t庚"
    report = replace(township(), preface=(Paragraph("preface.0", odd),))
    assert paragraphs(written(report))[1][1] == "甲乙[31m丙丁戊<b>&amp;\"'{{ x }}[2024]3号 🙂\n己\t庚"


def test_python_docx_opens_the_file_and_reads_the_same() -> None:
    opened = docx.Document(io.BytesIO(written(township())))
    assert [paragraph.text for paragraph in opened.paragraphs][1:] == [
        line for _, line in paragraphs(written(township()))
    ][1:]
    assert [len(table.rows) for table in opened.tables] == [14, 28, 4]


@settings(max_examples=examples(60))
@given(documents())
def test_any_document_comes_back_from_the_xml(report: Document) -> None:
    data = written(report)
    assert data == written(report)
    assert letters(body(data)[0]) == "".join(printable(report.title).split("\n")).replace("\t", "")
    expected = [printable(part.text) for part in report.preface]
    for section in report.sections:
        expected.append(section.heading)
        expected += [printable(block.text) for block in section.blocks if not isinstance(block, FigureTable)]
    expected += [printable(line) for line in (report.signature.agency, report.signature.date_text) if printable(line)]
    assert [line for _, line in paragraphs(data)][1:] == expected
    for figures, element in zip(report.tables(), body(data).findall("w:tbl", NS), strict=True):
        found = cells(element)
        for cell in layout(figures.schema):
            value = figures.cells[cell.path] if cell.role == "number" else cell.text
            assert found[cell.row, cell.column][1] == printable(value)


def test_parts_are_only_what_a_report_needs() -> None:
    names = sorted(parts(written(township())))
    assert names == [
        "[Content_Types].xml",
        "_rels/.rels",
        "docProps/core.xml",
        "word/_rels/document.xml.rels",
        "word/document.xml",
        "word/fontTable.xml",
        "word/footer1.xml",
        "word/footer2.xml",
        "word/settings.xml",
        "word/styles.xml",
        "word/theme/theme1.xml",
    ]
