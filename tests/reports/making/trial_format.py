"""The tables of the trial format of 2019 (国办公开办函〔2019〕60号), as its annex prints them."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from .facts import printed

_T2 = """
<tr><td colspan=4>第二十条第（一）项</td></tr>
<tr><td>信息内容</td><td>本年新制作数量</td><td>本年新公开数量</td><td>对外公开总数量</td></tr>
<tr><td>规章</td><td>0</td><td>0</td><td>0</td></tr><tr><td>规范性文件</td><td>2</td><td>2</td><td>15</td></tr>
<tr><td colspan=4>第二十条第（五）项</td></tr>
<tr><td>信息内容</td><td>上一年项目数量</td><td>本年增/减</td><td>处理决定数量</td></tr>
<tr><td>行政许可</td><td>3</td><td>0</td><td>41</td></tr><tr><td>其他对外管理服务事项</td><td>5</td><td>+1</td><td>260</td></tr>
<tr><td colspan=4>第二十条第（六）项</td></tr>
<tr><td>信息内容</td><td>上一年项目数量</td><td>本年增/减</td><td>处理决定数量</td></tr>
<tr><td>行政处罚</td><td>4</td><td>0</td><td>1</td></tr><tr><td>行政强制</td><td>0</td><td>0</td><td>0</td></tr>
<tr><td colspan=4>第二十条第（八）项</td></tr>
<tr><td>信息内容</td><td>上一年项目数量</td><td colspan=2>本年增/减</td></tr>
<tr><td>行政事业性收费</td><td>2</td><td colspan=2>0</td></tr>
<tr><td colspan=4>第二十条第（九）项</td></tr>
<tr><td>信息内容</td><td>采购项目数量</td><td colspan=2>采购总金额</td></tr>
<tr><td>政府集中采购</td><td>12</td><td colspan=2>318.6万元</td></tr>
"""

_UNDIVIDED = "（六）其他处理"


def page(facts: Mapping[str, Any]) -> str:
    """A page with the trial tables; the group （六）其他处理 of T3 is one row."""
    parts = [f"<h1>{facts['title'][0]}</h1>"]
    parts += [f"<p>{escape(text)}</p>" for _, text in facts["preface"]]
    for section in facts["section"]:
        parts.append(f"<p><b>{escape(section['heading'])}</b></p>")
        parts += [f"<p>{escape(text)}</p>" for _, _, text, *_ in section.get("blocks", ())]
        if section["key"] == "disclosure":
            parts.append(f"<table>{_T2}</table>")
        elif section.get("table"):
            parts.append(_table(facts, section["table"]))
    parts += [f"<p>{text}</p>" for text in facts["signature"][:2]]
    return f"<html><head><meta charset='utf-8'></head><body>{''.join(parts)}</body></html>"


def _table(facts: Mapping[str, Any], key: str) -> str:
    rows = []
    missing = facts["tables"][key].get("missing", ())
    for row in printed(facts, key):
        if any(cell.path.startswith(tuple(missing)) for cell in row if missing and cell.path):
            rows.append("")
            continue
        inner = ""
        for cell in row:
            across, down = cell.column_span, cell.row_span
            text = cell.text
            if text.startswith("3.其他"):
                text, across = _UNDIVIDED, 2
            elif text == _UNDIVIDED:
                continue
            elif text == "三、本年度办理结果":
                down -= len(missing)
            inner += f"<td rowspan={down} colspan={across}>{escape(text)}</td>"
        rows.append(f"<tr>{inner}</tr>")
    return f"<table>{''.join(rows)}</table>"
