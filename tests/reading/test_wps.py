"""Word files as WPS and hurried clerks leave them: marks of other programs, rows over the tables, broken grids."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from making import wordml
from making.facts import cells, load
from making.wordml import paragraph, run

from assistant.document import Document
from assistant.reading import read_bytes

FACTS = load("01-town-libreoffice")
KEYS = ("T2", "T3", "T4")
_CELL = '<w:tc><w:tcPr><w:gridSpan w:val="{}"/></w:tcPr>{}</w:tc>'
_PICTURE = '<w:r><w:drawing><wp:inline><a:graphic><a:blip r:embed="r9"/></a:graphic></wp:inline></w:drawing></w:r>'


def _table(key: str) -> str:
    return wordml.table(wordml.merged_rows(wordml.grid(FACTS, key)))


def _body(table: Callable[[str], str] = _table, headings: bool = True) -> str:
    """The report as bare WordprocessingML; ``headings``: the tables' sections have a heading paragraph."""
    body = [paragraph(run(FACTS["title"][0]))]
    body += [paragraph(run(text)) for _, text in FACTS["preface"]]
    for section in FACTS["section"]:
        if headings or not section.get("table"):
            body.append(paragraph(run(section["heading"])))
        body += [paragraph(run(block[2])) for block in section.get("blocks", ())]
        if section.get("table"):
            body.append(table(section["table"]))
    return "".join([*body, *(paragraph(run(text)) for text in FACTS["signature"][:2])])


def _is_whole(report: Document) -> None:
    assert (report.title, report.agency, report.year) == (FACTS["title"][0], FACTS["agency"], 2024)
    assert [section.key for section in report.sections] == [section["key"] for section in FACTS["section"]]
    for key in KEYS:
        table = report.table(key)
        assert table is not None and dict(table.cells) == cells(FACTS, key)
        assert table.departures == ()
    assert report.unread == ()
    assert (report.signature.agency, report.signature.date_text) == tuple(FACTS["signature"][:2])
    written = [block[2] for section in FACTS["section"] for block in section.get("blocks", ()) if block[0] == "p"]
    assert [paragraph.text for paragraph in report.paragraphs()][len(FACTS["preface"]) :] == written


def _with_ids(body: str) -> str:
    """Identities and revision marks on every paragraph and row, as Word 2010 and WPS write them."""
    w14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
    return re.sub(r"<w:(p|tr)>", rf'<w:\1 {w14} w14:paraId="3C4D5E6F" w14:textId="77777777" w:rsidR="00A1">', body)


def _with_marks(body: str) -> str:
    """Bookmarks, permissions, page breaks that were drawn, and the language in every run."""
    before = '<w:bookmarkStart w:id="0" w:name="_GoBack"/><w:bookmarkEnd w:id="0"/>'
    body = body.replace("<w:r><w:t", f'{before}<w:r><w:rPr><w:rFonts w:ascii="仿宋_GB2312" w:eastAsia="仿宋_GB2312"/>'
                        '<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr><w:lastRenderedPageBreak/><w:t')  # fmt: skip
    return body.replace(
        "<w:tr>", '<w:tr><w:tblPrEx><w:tblCellMar/></w:tblPrEx><w:trPr><w:trHeight w:val="567"/></w:trPr>'
    )


def _with_changed_format(body: str) -> str:
    """Formats that were changed while changes were tracked."""
    change = '<w:rPrChange w:id="7" w:author="WPS_16"><w:rPr><w:b/></w:rPr></w:rPrChange>'
    body = body.replace("<w:r><w:t", f"<w:r><w:rPr>{change}</w:rPr><w:t")
    return body.replace("<w:tcPr>", '<w:tcPr><w:tcPrChange w:id="8" w:author="a"><w:tcPr/></w:tcPrChange>')


def _with_drawn_line(body: str) -> str:
    """A drawn line that hangs on the title, once for new programs and once for old ones."""
    line = "<wps:wsp><wps:cNvSpPr/></wps:wsp>"
    new = f'<mc:Choice Requires="wps"><w:drawing><wp:anchor>{line}</wp:anchor></w:drawing></mc:Choice>'
    old = '<mc:Fallback><w:pict><v:line from="0,0" to="442,0"/></w:pict></mc:Fallback>'
    return body.replace("<w:r>", f"<w:r><mc:AlternateContent>{new}{old}</mc:AlternateContent></w:r><w:r>", 1)


@pytest.mark.parametrize("change", [_with_ids, _with_marks, _with_changed_format, _with_drawn_line])
def test_marks_of_programs_change_nothing(change: Callable[[str], str]) -> None:
    _is_whole(read_bytes(wordml.package(change(_body())), "年报.docx"))


def _under(row: str) -> Callable[[str], str]:
    """The tables with a row of their own over the format's."""
    return lambda key: wordml.table([row, *wordml.merged_rows(wordml.grid(FACTS, key))])


@pytest.mark.parametrize(
    "row",
    [
        "<w:tr>" + _CELL.format(10, paragraph(run("单位：件"))) + "</w:tr>",
        "<w:tr>" + _CELL.format(16, "<w:p/>") + "</w:tr>",
        "<w:tr>" + "<w:tc><w:p/></w:tc>" * 10 + "</w:tr>",
        "<w:tr/>",
    ],
    ids=["unit", "too wide", "blank", "no cells"],
)
def test_rows_over_the_format_s(row: str) -> None:
    report = read_bytes(wordml.package(_body(_under(row))), "年报.docx")
    for key in KEYS:
        table = report.table(key)
        assert table is not None and dict(table.cells) == cells(FACTS, key)


def test_section_headings_as_merged_rows_of_the_tables() -> None:
    headings = {section["table"]: section["heading"] for section in FACTS["section"] if section.get("table")}

    def table(key: str) -> str:
        return _under("<w:tr>" + _CELL.format(10, paragraph(run(headings[key]))) + "</w:tr>")(key)

    _is_whole(read_bytes(wordml.package(_body(table, headings=False)), "年报.docx"))


def _off_by_one(xml: str) -> str:
    """Spans one too wide, as a column that was taken out leaves them."""
    return re.sub(r'gridSpan w:val="(\d+)"', lambda span: f'gridSpan w:val="{int(span[1]) + 1}"', xml)


def _without_spans(xml: str) -> str:
    return re.sub(r'<w:gridSpan w:val="\d+"/>', "", xml)


@pytest.mark.parametrize("change", [_off_by_one, _without_spans])
def test_broken_grids_are_read_by_their_labels(change: Callable[[str], str]) -> None:
    report = read_bytes(wordml.package(_body(lambda key: change(_table(key)))), "年报.docx")
    for key in KEYS:
        table = report.table(key)
        assert table is not None and dict(table.cells) == cells(FACTS, key)


def test_tables_that_are_pictures_are_said_in_their_places() -> None:
    report = read_bytes(wordml.package(_body(lambda key: paragraph(_PICTURE))), "年报.docx")
    assert list(report.tables()) == []
    assert report.unread == tuple(
        f"“{section['heading']}”部分：一张图片，里面的文字和表格读不出来" for section in FACTS["section"][1:4]
    )


def test_a_blank_cell_is_no_zero() -> None:
    body = _body().replace('<w:t xml:space="preserve">0</w:t>', '<w:t xml:space="preserve"> </w:t>')
    report = read_bytes(wordml.package(body), "年报.docx")
    for key in KEYS:
        table = report.table(key)
        assert table is not None
        assert dict(table.cells) == {path: "" if text == "0" else text for path, text in cells(FACTS, key).items()}
