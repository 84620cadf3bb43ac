"""What Word, WPS and LibreOffice leave in a .docx, and what no .docx may do to the reader."""

from __future__ import annotations

import io
import zipfile

import pytest
from making import wordml
from making.wordml import paragraph, run

from assistant.document import Document
from assistant.reading import UnreadableFile, read_bytes

TITLE = paragraph(run("安平镇人民政府2024年政府信息公开工作年度报告"))


def read(body: str, **parts: str) -> Document:
    return read_bytes(wordml.package(TITLE + body, **parts), "报告.docx")


def texts(body: str, **parts: str) -> list[str]:
    """The paragraphs of section one whose inside is ``body``."""
    report = read(paragraph(run("一、总体情况")) + body, **parts)
    return [paragraph.text for paragraph in report.paragraphs()]


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        (run("前") + wordml.inserted(run("插入")) + wordml.deleted("删去") + run("后。"), "前插入后。"),
        (run("见") + wordml.field("HYPERLINK \\l x", "网站") + run("。"), "见网站。"),
        (run("看得见") + run("看不见", "<w:vanish/>") + run('。', '<w:vanish w:val="0"/>'), "看得见。"),
        ('<w:hyperlink r:id="r1">' + run("链接") + "</w:hyperlink>" + run("在此。"), "链接在此。"),
        ("<w:smartTag>" + run("安平镇") + "</w:smartTag>" + run("公开。"), "安平镇公开。"),
        ("<w:r><w:t>二</w:t><w:tab/><w:t>分。</w:t></w:r>", "二\t分。"),
        ("<w:r><w:t>甲</w:t><w:noBreakHyphen/><w:t>乙。</w:t></w:r>", "甲-乙。"),
        (f"<w:r><w:ruby><w:rt>{run('yīn')}</w:rt><w:rubyBase>{run('音')}</w:rubyBase></w:ruby></w:r>", "音"),
        ('<w:r><w:sym w:font="Arial" w:char="2116"/><w:t>3。</w:t></w:r>', "№3。"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:t>已办。</w:t></w:r>', "已办。"),
        (run("一") + '<w:commentReference w:id="1"/>' + '<w:footnoteReference w:id="2"/>' + run("二。"), "一二。"),
    ],
)  # fmt: skip
def test_what_prints_in_a_paragraph(inside: str, text: str) -> None:
    assert texts(paragraph(inside)) == [text]


def test_a_line_break_begins_a_paragraph_of_its_own() -> None:
    assert texts(paragraph(run("一句。") + "<w:r><w:br/></w:r>" + run("又一句。"))) == ["一句。", "又一句。"]


def test_a_deleted_paragraph_end_joins_two_paragraphs() -> None:
    assert texts(paragraph(run("前半，"), "<w:rPr><w:del/></w:rPr>") + paragraph(run("后半。"))) == ["前半，后半。"]


def test_moved_text_stands_where_it_was_moved_to() -> None:
    moved = f"<w:moveFrom>{run('走。')}</w:moveFrom>"
    assert texts(paragraph(run("留。") + moved) + paragraph(f"<w:moveTo>{run('来。')}</w:moveTo>")) == ["留。", "来。"]


def test_a_text_box_is_read_once() -> None:
    assert texts(paragraph(run("正文。") + wordml.text_box(paragraph(run("框内的话。"))))) == ["正文。", "框内的话。"]


LEVELS = {
    "decimal": "1.", "chineseCounting": "一.", "chineseCountingThousand": "一.", "ideographDigital": "一.",
    "decimalFullWidth": "１.", "decimalEnclosedCircle": "①.", "upperLetter": "A.", "lowerRoman": "i.",
    "decimalZero": "01.", "none": ".", "bullet": "",
}  # fmt: skip


@pytest.mark.parametrize(("name", "label"), LEVELS.items())
def test_automatic_numbering(name: str, label: str) -> None:
    level = f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{name}"/><w:lvlText w:val="%1."/></w:lvl>'
    numbering = f'<w:abstractNum w:abstractNumId="1">{level}</w:abstractNum>'
    numbering += '<w:num w:numId="5"><w:abstractNumId w:val="1"/></w:num>'
    listed = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="5"/></w:numPr>'
    assert texts(paragraph(run("公开了信息；"), listed), numbering=numbering) == [f"{label}公开了信息；"]


def test_numbering_goes_on_restarts_and_comes_from_styles() -> None:
    levels = (
        '<w:numFmt w:val="chineseCounting"/><w:pStyle w:val="L"/><w:lvlText w:val="%1、"/>',
        '<w:numFmt w:val="decimal"/><w:isLgl/><w:lvlText w:val="%1.%2 "/>',
    )
    inside = "".join(f'<w:lvl w:ilvl="{depth}">{level}</w:lvl>' for depth, level in enumerate(levels))
    restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride>'
    numbering = f'<w:abstractNum w:abstractNumId="1">{inside}</w:abstractNum>'
    for number, override in (("5", ""), ("6", restart)):
        numbering += f'<w:num w:numId="{number}"><w:abstractNumId w:val="1"/>{override}</w:num>'
    listed = '<w:pPr><w:numPr><w:numId w:val="5"/></w:numPr></w:pPr>'
    styles = f'<w:style w:type="paragraph" w:styleId="L"><w:name w:val="x"/>{listed}</w:style>'
    styles += '<w:style w:type="paragraph" w:styleId="M"><w:basedOn w:val="L"/></w:style>'
    inner = '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="5"/></w:numPr>'
    body = "".join(
        (
            paragraph(run("甲，"), '<w:pStyle w:val="L"/>'),
            paragraph(run("子，"), inner),
            paragraph(run("丑，"), inner),
            paragraph(run("乙，"), '<w:pStyle w:val="M"/>'),
            paragraph(run("寅，"), inner),
            paragraph(run("不编号，"), '<w:pStyle w:val="L"/><w:numPr><w:numId w:val="0"/></w:numPr>'),
            paragraph(run("丙，"), '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="6"/></w:numPr>'),
        )
    )
    assert texts(body, numbering=numbering, styles=styles) == [
        "一、甲，", "1.1 子，", "1.2 丑，", "二、乙，", "2.1 寅，", "不编号，", "七、丙，",
    ]  # fmt: skip


def test_pictures_and_objects_are_said() -> None:
    picture = '<w:r><w:drawing><a:blip r:embed="r1"/></w:drawing></w:r>'
    report = read(
        paragraph(run("一、总体情况"))
        + paragraph(run("见图。") + picture)
        + paragraph(run("二、主动公开政府信息情况"))
        + paragraph("<w:r><w:object><v:shape/></w:object></w:r>")
    )
    assert report.unread == (
        "“一、总体情况”部分：一张图片，里面的文字和表格读不出来",
        "“二、主动公开政府信息情况”部分：一个嵌入的对象（如 Excel 表），里面的内容读不出来",
    )


PAGE = "<html><body><p>公开信息12条。</p><table><tr><td>甲</td><td>乙</td></tr></table></body></html>".encode()
MAIL = (
    b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="=_b"\r\n\r\n--=_b\r\n'
    b"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n%b\r\n--=_b--\r\n"
)


@pytest.mark.parametrize("namespace", [wordml.TRANSITIONAL, wordml.STRICT], ids=["transitional", "strict"])
@pytest.mark.parametrize(
    "data",
    [
        PAGE,
        "﻿公开信息12条。".encode(),
        wordml.package(paragraph(run("公开信息12条。"))),
        MAIL % PAGE,
    ],
    ids=["page", "text", "word", "mht"],
)
def test_a_file_that_is_taken_in_as_it_is_stands_in_its_place(data: bytes, namespace: str) -> None:
    body = TITLE + paragraph(run("一、总体情况")) + wordml.chunk("part.dat") + paragraph(run("受理申请3件。"))
    report = read_bytes(wordml.package(body, namespace=namespace, chunks={"part.dat": data}), "报告.docx")
    texts = [paragraph.text for paragraph in report.paragraphs()]
    assert (texts[0], texts[-1]) == ("公开信息12条。", "受理申请3件。")


@pytest.mark.parametrize(
    "data",
    [
        b"{\\rtf1 x}",
        b"%PDF-1.7",
        b"",
        b"\x89PNG\r\n\x1a\n" + bytes(range(99)),
        wordml.package(wordml.chunk("a"), chunks={"a": PAGE}),
    ],
    ids=["rtf", "pdf", "nothing", "picture", "a file in a file in a file"],
)
def test_what_cannot_be_taken_in_is_said_not_passed_over(data: bytes) -> None:
    body = TITLE + paragraph(run("一、总体情况")) + wordml.chunk("part.dat") + paragraph(run("受理申请3件。"))
    report = read_bytes(wordml.package(body, chunks={"part.dat": data}), "报告.docx")
    assert [paragraph.text for paragraph in report.paragraphs()] == ["受理申请3件。"]
    assert report.unread


def _zip(**members: str | bytes) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/"), content)
    return written.getvalue()


_OPEN = f'<w:document xmlns:w="{wordml.TRANSITIONAL}"><w:body>'
_BOMB = b"<w:p>" + b"0" * 64_000_000
_TAGS = (_OPEN + "<w:p/>" * 400_000).encode()
_ENTITY = f'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/hostname">]>{_OPEN}<w:p><w:r><w:t>&f;</w:t></w:r></w:p></w:body></w:document>'
_LAUGHS = "<!DOCTYPE x [<!ENTITY a 'ha'>" + "".join(f"<!ENTITY {b} '{f'&{a};' * 40}'>" for a, b in zip("abcdef", "bcdefg")) + f"]>{_OPEN}&g;</w:body></w:document>"  # noqa: E501, B905  # fmt: skip
_DEEP = _OPEN + "<w:sdt>" * 3000


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (_zip(word__document_xml=b""), "不是 Word 文档"),
        (_zip(**{"word__document.xml": _BOMB}), "展开后异常庞大"),
        (_zip(**{"word__document.xml": _TAGS}), "展开后异常庞大"),
        (_zip(**{"word__document.xml": _ENTITY}), "外部引用声明"),
        (_zip(**{"word__document.xml": _LAUGHS}), "损坏|外部引用"),
        (_zip(**{"word__document.xml": _DEEP}), "已损坏"),
        (_zip(**{f"{number}.txt": "" for number in range(4100)}), "展开后异常庞大"),
        (b"PK\x03\x04" + b"\x00" * 80, "已损坏"),
        (wordml.package(TITLE)[:-40], "已损坏"),
        (_zip(**{"xl__workbook.xml": "<a/>"}), "不是 Word 文档"),
        (wordml.package(paragraph(run("一份购物清单"))), "没有找到年度报告"),
    ],
)  # fmt: skip
def test_what_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(UnreadableFile, match=message) as refused:
        read_bytes(data, "甲.docx")
    assert "甲.docx" in refused.value.message
    assert refused.value.hint.endswith("。")


def test_a_member_with_a_password_is_refused() -> None:
    data = bytearray(_zip(**{"word__document.xml": _OPEN}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    with pytest.raises(UnreadableFile, match="打开密码"):
        read_bytes(bytes(data), "密.docx")


def test_tables_nested_beyond_reason_are_said() -> None:
    nested = "<w:tbl><w:tr><w:tc>" * 30 + paragraph(run("深处")) + "</w:tc></w:tr></w:tbl>" * 30
    report = read(paragraph(run("一、总体情况")) + nested)
    assert report.unread == ("“一、总体情况”部分：表格层层嵌套过深，里面没有读",)


def test_cells_without_properties_or_content() -> None:
    heading = paragraph(run("四、政府信息公开行政复议、行政诉讼情况"))
    two = f"<w:tc>{paragraph(run('行政'))}{paragraph(run('复议'))}</w:tc><w:tc/>"
    row = f"<w:tr>{two}<w:tc>{paragraph(run('行政诉讼'))}</w:tc></w:tr><w:tr/>"
    report = read(heading + f"<w:tbl>{row}</w:tbl><w:tbl/>")
    table = report.table("T4")
    assert table is not None
    assert not table.cells
    assert "缺少“行政复议”" not in table.departures


@pytest.mark.parametrize("rows", [["", "安平镇人民政府", "", "2025年1月9日"], ["安平镇人民政府", "2025年1月9日"]])
def test_a_signature_laid_out_by_a_table(rows: list[str]) -> None:
    cells = [f"<w:tc>{paragraph(run(text))}</w:tc>" for text in rows]
    inner = "".join(f"<w:tr>{left}{right}</w:tr>" for left, right in zip(cells[::2], cells[1::2], strict=True))
    report = read(paragraph(run("一、总体情况")) + paragraph(run("公开12条。")) + f"<w:tbl>{inner}</w:tbl>")
    assert (report.signature.agency, report.signature.date_text) == ("安平镇人民政府", "2025年1月9日")
    assert report.unread == ()
