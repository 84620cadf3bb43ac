"""Pages as county portals really publish them: editors' mark-up, fixed column tables, furniture, pictures."""

from __future__ import annotations

import re
from html import escape

import pytest
from making import web
from making.facts import cells, load

from assistant.checks import check
from assistant.document import Document, read_number
from assistant.reading import read_bytes
from assistant.standard import PrintedCell

FACTS = load("01-town-libreoffice")
TITLE = FACTS["title"][0]


def _body(paragraph: str = "<p>{}</p>", cell: str = "{}", table: str = "{}") -> str:
    """The report in an editor's mark-up: each paragraph, cell and table in a pattern of its own."""

    def text(printed: PrintedCell) -> str:
        return cell.format(escape(printed.text))

    parts = web.paragraphs(FACTS, lambda key: table.format(web.table(FACTS, key, text=text)))
    signed = "".join(paragraph.format(line) for line in FACTS["signature"][:2])
    return "\n".join(part if "<table" in part else paragraph.format(part) for part in parts) + signed


TRS = f"""<html><head><title>{TITLE}_南溪县人民政府</title></head><body>
<div class="nav"><a href="/">首页</a> &gt; <a href="#">政府信息公开</a> &gt; <a href="#">政府信息公开年报</a></div>
<div class="xl_title"><h1>{TITLE}</h1></div>
<div class="info"><span>发布时间：2025-01-16 10:22</span><span>信息来源：柳塘镇</span>
<span>浏览次数：<em id="hits">137</em></span>
<span>字体：[<a>大</a> <a>中</a> <a>小</a>]</span></div>
<div class="view TRS_UEDITOR trs_paper_default trs_word trs_editor_view">
{{body}}
</div><div class="print"><a href="javascript:print()">【打印本页】</a><a>【关闭窗口】</a></div>
<div class="footer"><p>主办单位：南溪县人民政府</p>
<p>网站标识码：5115220001　蜀ICP备05002345号　川公网安备51152202000012号</p></div>
</body></html>"""

UCAP = f"""<html><body><table class="border-table"><tr><td>索 引 号：</td><td>000014349/2025-00012</td></tr>
<tr><td>主题分类：</td><td>政府信息公开年报</td></tr><tr><td>标　　题：</td><td>{TITLE}</td></tr></table>
<div class="pages_content" id="UCAP-CONTENT"><p style="text-align:center"><strong>{TITLE}</strong></p>
{{body}}
</div>
<div class="share">分享到：<a>微信</a><a>微博</a></div>
<p>扫一扫在手机打开当前页</p><p>相关链接：</p><p><a>2023年年报</a></p></body></html>"""

MSO = (
    "<p class=MsoNormal style='text-indent:32.0pt;mso-char-indent-count:2.0'><span lang=EN-US "
    "style='font-size:16.0pt;mso-fareast-font-family:仿宋_GB2312'>{}<o:p></o:p></span></p>"
)
PIECES = {
    "plain": _body(),
    "word paste": _body(MSO, "<p class=MsoNormal align=center><span lang=EN-US>{}<o:p>&nbsp;</o:p></span></p>"),
    "divs and breaks": _body("<div>&emsp;&emsp;{}<br/></div>", "<div>\n  {}\n</div>"),
    "scrolling tables": _body(table="<div style='overflow-x:auto'><center>{}</center></div>"),
    "table in a table": _body(table="<table width=100%><tr><td align=center>{}</td></tr></table>"),
}


def _is_whole(report: Document) -> None:
    assert (report.title, report.agency, report.year) == (TITLE, FACTS["agency"], 2024)
    assert [section.key for section in report.sections] == [section["key"] for section in FACTS["section"]]
    for key in ("T2", "T3", "T4"):
        table = report.table(key)
        assert table is not None and dict(table.cells) == cells(FACTS, key)
        assert table.departures == ()
    assert report.unread == ()
    assert (report.signature.agency, report.signature.date_text) == tuple(FACTS["signature"][:2])
    words = "".join(paragraph.text for paragraph in report.paragraphs())
    for noise in ("浏览次数", "打印", "网站标识码", "分享到", "索引号", "扫一扫", "2023年年报"):
        assert noise not in words


@pytest.mark.parametrize("page", [TRS, UCAP], ids=["trs", "ucap"])
@pytest.mark.parametrize("name", PIECES)
def test_a_report_in_an_editors_markup(page: str, name: str) -> None:
    _is_whole(read_bytes(page.replace("{body}", PIECES[name]).encode(), "年报.html"))


def _with_first_rows(rows: str) -> str:
    """Every table with rows of its own over the format's."""
    return _body().replace("<table border=1>", f"<table border=1>{rows}")


@pytest.mark.parametrize(
    "rows",
    [
        "<tr><td colspan=10>单位：件</td></tr>",
        "<tr><td colspan=14 align=center>　</td></tr>",
        "<tr style='height:0'>" + "<td width=70></td>" * 10 + "</tr>",
        "<colgroup>" + "<col width=70>" * 10 + "</colgroup><tbody>",
        "<caption>统计表</caption>",
    ],
    ids=["unit", "too wide", "column widths", "colgroup", "caption"],
)
def test_rows_over_the_table(rows: str) -> None:
    report = read_bytes(TRS.replace("{body}", _with_first_rows(rows)).encode(), "年报.html")
    for key in ("T2", "T3", "T4"):
        table = report.table(key)
        assert table is not None and dict(table.cells) == cells(FACTS, key)


def test_section_headings_typed_into_the_tables() -> None:
    body = _body()
    for section in FACTS["section"][1:4]:
        heading = section["heading"]
        row = f"<tr><td colspan=10><b>{heading}</b></td></tr>"
        body = body.replace(f"<p>{heading}</p>\n<table border=1>", f"<table border=1>{row}")
    _is_whole(read_bytes(TRS.replace("{body}", body).encode(), "年报.html"))


def test_tables_that_are_pictures_are_said_in_their_places() -> None:
    body = _body(table="<p align=center><img src='W020250116.png' width=600 alt=''></p><!-- {} -->")
    report = read_bytes(TRS.replace("{body}", body).encode(), "年报.html")
    assert list(report.tables()) == []
    assert report.unread == tuple(
        f"“{section['heading']}”部分：一张图片，里面的文字和表格读不出来" for section in FACTS["section"][1:4]
    )


def _reaching(page: str, rows: int) -> str:
    return re.sub(r' rowspan="(\d+)"', lambda span: f' rowspan="{int(span[1]) + rows}"', page)


@pytest.mark.parametrize("rows", [1, 3, -99])
def test_groups_that_reach_too_far_or_not_at_all(rows: int) -> None:
    """An editor that adds or takes out a row forgets the cell that spans it."""
    report = read_bytes(TRS.replace("{body}", _reaching(_body(), rows)).encode(), "年报.html")
    for key in ("T2", "T3", "T4"):
        table = report.table(key)
        assert table is not None and dict(table.cells) == cells(FACTS, key)


@pytest.mark.parametrize("unseen", ["&#8203;", "&#65279;", "&#8205;", "&shy;", "&nbsp;", "&#8288;"])
def test_what_nobody_sees_is_no_part_of_a_number(unseen: str) -> None:
    report = read_bytes(TRS.replace("{body}", _body(cell=f"{unseen}{{}}{unseen}")).encode(), "年报.html")
    for key in ("T2", "T3", "T4"):
        table = report.table(key)
        assert table is not None
        assert {path: read_number(text) for path, text in table.cells.items()} == {
            path: read_number(text) for path, text in cells(FACTS, key).items()
        }
    assert "cell-not-a-number" not in {finding.rule for finding in check(report)}
