"""Reports as web pages: as an office program saves them, and as portals publish them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from html import escape
from typing import Any

from assistant.standard import PrintedCell

from .facts import printed

Cells = Callable[[PrintedCell], str]


def table(
    facts: Mapping[str, Any], key: str, labels: Mapping[str, str] | None = None, text: Cells | None = None
) -> str:
    """A table with its spans; a cell whose text comes out as "-drop-" is left away with its span."""
    rows = []
    for row in printed(facts, key, labels):
        inner = "".join(_cell(cell, text) for cell in row)
        rows.append(f"<tr>{inner}</tr>")
    return "<table border=1>" + "\n".join(rows) + "</table>"


def _cell(cell: PrintedCell, text: Cells | None) -> str:
    content = text(cell) if text is not None else escape(cell.text)
    spans = f' rowspan="{cell.row_span}"' * (cell.row_span > 1) + f' colspan="{cell.column_span}"' * (
        cell.column_span > 1
    )
    return f"<td{spans}>{content}</td>"


def paragraphs(facts: Mapping[str, Any], table_of: Callable[[str], str], run_on: bool = False) -> Iterator[str]:
    """Preface, sections and tables, each paragraph as HTML without its tag; tables whole."""
    yield from (escape(text) for _, text in facts["preface"])
    for section in facts["section"]:
        yield escape(section["heading"])
        pending = ""
        for kind, _, text, *_ in section.get("blocks", ()):
            if kind == "h" and run_on:
                pending = f"{escape(text)}。"
            else:
                yield pending + escape(text)
                pending = ""
        if section.get("table"):
            yield table_of(section["table"])


def office_page(facts: Mapping[str, Any], head: str = "") -> str:
    """A page as Word or Writer save it: paragraphs and tables, nothing else."""
    title = "".join(f"<p align=center><font size=5>{escape(line)}</font></p>\n" for line in facts["title"])
    body = "\n".join(
        text if text.startswith("<table") else f"<p>{text}</p>"
        for text in paragraphs(facts, lambda key: table(facts, key))
    )
    signed = "".join(f"<p align=right>{escape(text)}</p>\n" for text in facts["signature"][:2])
    return f"<html><head><meta charset=utf-8>{head}</head><body>\n{title}{body}\n{signed}</body></html>"


def gbk_portal(facts: Mapping[str, Any]) -> str:
    """A portal of the old kind: the page is laid out by tables, the text is indented by &nbsp;, cells are padded."""
    broken = {"商业企业": "商业<br>企业", "科研机构": "科研<br>机构", "法律服务机构": "法律<br/>服务<br/>机构"}

    def text(cell: PrintedCell) -> str:
        inner = broken.get(cell.text, escape(cell.text)) if cell.role == "column" else escape(cell.text)
        return f"<p style='text-align:center'><span>&nbsp;{inner}&nbsp;</span></p>"

    body = "\n".join(
        part if part.startswith("<table") else f"<p>&nbsp;&nbsp;&nbsp;&nbsp;{part}</p>"
        for part in paragraphs(facts, lambda key: table(facts, key, text=text))
    )
    agency, day = facts["signature"][:2]
    return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312" />
<title>{facts["title"][0]}-石门县人民政府</title>
<style>p {{ text-indent: 2em }}</style><script>var visits = "年度报告";</script></head>
<body><table width=1000><tr><td colspan=2><a href="/">网站首页</a> | <a href="/zw">政务公开</a> |
<a href="/bs">办事服务</a></td></tr>
<tr><td width=200 valign=top><ul><li><a href="#">政府信息公开指南</a></li><li><a href="#">政府信息公开年报</a></li>
<li><a href="#">2021年政府信息公开工作年度报告</a></li></ul></td><td>
<div>当前位置：<a>首页</a> &gt; <a>政务公开</a> &gt; {facts["title"][0]}</div>
<table><tr><td>索引号：</td><td>43072600/2023-00017</td><td>发布机构：</td><td>黄岗镇</td></tr></table>
<h2 align=center>{facts["title"][0]}</h2>
<div>发布时间：2023-01-11 10:20 &nbsp; 来源：黄岗镇 &nbsp; 浏览次数：<span>381</span>次 &nbsp; 字体：【大 中 小】</div>
<div class=content>{body}
<p align=right>{agency}&nbsp;&nbsp;&nbsp;&nbsp;</p><p align=right>{day}&nbsp;&nbsp;</p></div>
<div>【打印本页】【关闭窗口】</div>
<div>上一篇：黄岗镇防汛通告</div><div>下一篇：没有了</div></td></tr>
<tr><td colspan=2 align=center>主办：石门县人民政府办公室 &nbsp;
网站标识码：4307260001<br>湘ICP备00000000号</td></tr>
</table></body></html>"""


def new_portal(facts: Mapping[str, Any]) -> str:
    """A portal of the new kind, whose editor broke labels and lost a group; the charset it declares is wrong."""
    labels = {
        "行政规范性文件": "规范性文件",
        "1.属于国家秘密": "属于国家秘密",
        "4.保护第三方合法权益": "保护第三方合法权益",
        "（四）无法提供": "",
    }
    body = "\n".join(
        f"<div class='wide'>{part}</div>" if part.startswith("<table") else f"<p><span>　　{part}</span></p>"
        for part in paragraphs(facts, lambda key: table(facts, key, labels), run_on=True)
    )
    agency, day = facts["signature"][:2]
    return f"""<!doctype html><html lang="zh"><head><meta charset="gb2312"><title>信息公开</title></head><body>
<header><div class="logo">云州市人民政府</div></header><nav><a>首页</a><a>机构</a></nav>
<div class="crumbs">您的位置：首页 &gt; 法定主动公开内容 &gt; 政府信息公开年度报告</div>
<div class="detail"><h1>{facts["title"][0]}</h1>
<div class="info"><span>发布日期：2025-01-27</span><span>来源：市市场监督管理局</span></div>
<div class="article">{body}<p style="text-align:right">{agency}</p><p style="text-align:right">{day}</p></div>
<div style="display:none">2019年政府信息公开工作年度报告</div>
<div class="share">分享到：微信 微博</div></div>
<footer>版权所有 云州市人民政府</footer></body></html>"""


def traditional_page(facts: Mapping[str, Any], labels: Mapping[str, str]) -> str:
    """A page in traditional characters that declares no encoding."""
    body = "\n".join(
        part if part.startswith("<table") else f"<p>{part}</p>"
        for part in paragraphs(facts, lambda key: table(facts, key, labels))
    )
    agency, day = facts["signature"][:2]
    return (
        f"<html><body><div><a>返回首頁</a></div><h3>{facts['title'][0]}</h3>{body}"
        f"<p>{agency}</p><p>{day}</p><p>友情鏈接</p></body></html>"
    )
