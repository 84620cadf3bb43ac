"""Web pages: encodings, white space, furniture, layout."""

from __future__ import annotations

import pytest
from making import web
from making.facts import cells, load

from assistant.document import Document
from assistant.reading import UnreadableFile, read_bytes

TITLE = "安平镇人民政府2024年政府信息公开工作年度报告"
FACTS = load("01-town-libreoffice")
LONG = "左边说明全年公开政府信息的总体情况，" * 4 + "完。"


def read(inside: str, head: str = "") -> Document:
    page = f"<html><head>{head}</head><body><p>{TITLE}</p><p>一、总体情况</p>{inside}</body></html>"
    return read_bytes(page.encode(), "页面.html")


def texts(inside: str) -> list[str]:
    return [paragraph.text for paragraph in read(inside).paragraphs()]


@pytest.mark.parametrize("declared", ["", "utf-8", "gb2312", "GBK", "big5", "iso-8859-1", "x-unknown", "hex", "utf-16"])
@pytest.mark.parametrize("used", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le"])
def test_the_encoding_is_found_whatever_is_declared(used: str, declared: str) -> None:
    page = web.office_page(FACTS).replace("charset=utf-8", f"charset={declared}" if declared else "name=x")
    report = read_bytes(page.encode(used), "页面")
    assert report.title == FACTS["title"][0]
    table = report.table("T3")
    assert table is not None
    assert dict(table.cells) == cells(FACTS, "T3")


def test_a_few_broken_bytes_do_not_change_the_encoding() -> None:
    data = web.office_page(FACTS).encode("gbk")
    place = data.index("柳塘镇把".encode("gbk"))
    assert read_bytes(data[:place] + b"\x80\xff" + data[place:], "页面").title == FACTS["title"][0]
    utf8 = web.office_page(FACTS).encode()
    assert read_bytes(utf8[:-30] + "报".encode()[:2] + utf8[-30:], "页面").title == FACTS["title"][0]


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ("<p>&nbsp;&nbsp;公开&nbsp;12&nbsp;条。</p>", ["公开 12 条。"]),
        ("<p>公开政府\n      信息12条。</p>", ["公开政府信息12条。"]),
        ("<p>公开\n12\n条。</p>", ["公开 12 条。"]),
        ("<p>一段。<br>又一段。<br/><br/>末段。</p>", ["一段。", "又一段。", "末段。"]),
        ("<div>一段。<p>又一段。</p>末段。</div>", ["一段。", "又一段。", "末段。"]),
        ("<p><span>公</span><b>开</b><a href=x>12</a><font>条。</font></p>", ["公开12条。"]),
        ("<p>原文<del>删去</del><ins>增加</ins>。</p>", ["原文增加。"]),
        ("<p>看得见。</p><p style='DISPLAY: none'>看不见。</p><p hidden>也看不见。</p>", ["看得见。"]),
        ("<script>var a='<p>不是正文。</p>'</script><style>p{}</style><p>正文。</p>", ["正文。"]),
        ("<ol><li>公开文件；<li>公开指南。</ol>", ["1.公开文件；", "2.公开指南。"]),
        ("<ol start=3 style='list-style-type: cjk-ideographic'><li>公开文件。</li></ol>", ["三、公开文件。"]),
        ("<ul><li>公开文件。</li></ul>", ["公开文件。"]),
        ("<pre>　　一段。\n　　又一段。</pre>", ["一段。", "又一段。"]),
        ("<p>A&amp;B &lt;公告&gt; &#9312;。</p>", ["A&B <公告> ①。"]),
        ("<form><table><tr><td><table><tr><td><p>框里一段。</p></table></table></form>", ["框里一段。"]),
        (f"<table><tr><td>{LONG}</td><td>右边。</td></tr></table>", [LONG, "右边。"]),
    ],
)  # fmt: skip
def test_text_as_a_browser_shows_it(inside: str, expected: list[str]) -> None:
    assert texts(inside) == expected


def test_what_stands_around_the_report_is_left_away() -> None:
    report = read_bytes(
        f"""<body><div>首页 | 机构 | 公开</div><div>当前位置：首页 &gt; {TITLE}</div><h1>安平镇人民政府</h1>
        <h2>{TITLE}</h2><div>发布日期：2025-01-11 来源：安平镇 浏览次数：12</div>
        <p>根据条例编制本报告，统计期限为2024年1月1日至12月31日。</p><p>一、总体情况</p><p>公开12条。</p>
        <p>六、其他需要报告的事项</p><p>没有收费。</p><p>安平镇人民政府</p><p>2025年1月9日</p>
        <div>【打印】【关闭】</div><div>相关链接</div><div>2019年政府信息公开工作年度报告</div></body>""".encode(),
        "页面",
    )
    assert (report.title, report.agency, report.year) == (TITLE, "安平镇人民政府", 2024)
    assert [paragraph.text for paragraph in report.preface] == [
        "根据条例编制本报告，统计期限为2024年1月1日至12月31日。"
    ]
    assert [paragraph.text for section in report.sections for paragraph in section.blocks] == [
        "公开12条。",
        "没有收费。",
    ]
    assert report.signature.date_text == "2025年1月9日"
    assert report.unread == ()


def test_a_footer_ends_a_report_without_signature() -> None:
    report = read("<p>公开12条。</p><div>上一篇：通知</div><div>友情链接 某某网站群众信箱</div>")
    assert [paragraph.text for paragraph in report.paragraphs()] == ["公开12条。"]


def test_pictures_are_said() -> None:
    assert read("<p>见图：<img src='biao.png'></p>").unread == (
        "“一、总体情况”部分：一张图片，里面的文字和表格读不出来",
    )


@pytest.mark.parametrize(
    "page",
    [
        "<html><body>" + "<div>" * 50_000 + "</body></html>",
        "<html><body>" + "<table><tr><td>" * 20_000,
        "<html>" + "<p>段" * 400_000,
        "<html></html>",
        "<p>一份购物清单：米、面、油。</p>",
    ],
)
def test_pages_that_are_no_report(page: str) -> None:
    with pytest.raises(UnreadableFile):
        read_bytes(page.encode(), "页面")


def test_spans_beyond_the_table_do_no_harm() -> None:
    inside = "<p>三、收到和处理政府信息公开申请情况</p>" + web.table(FACTS, "T3").replace(
        'rowspan="22"', "rowspan=65534"
    )
    report = read(inside.replace('colspan="3"', "colspan='3'"))
    table = report.table("T3")
    assert table is not None
    assert dict(table.cells) == cells(FACTS, "T3")
