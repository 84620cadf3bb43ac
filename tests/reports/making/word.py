"""The hand-made Word files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assistant.standard import header_rows, standard

from . import wordml
from .wordml import deleted, field, inserted, paragraph, run, split, table, text_box

_LEVELS = (
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:suff w:val="nothing"/>'
    '<w:lvlText w:val="%1、"/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
    '<w:suff w:val="nothing"/><w:lvlText w:val="（%2）"/></w:lvl>'
)
_LIST = '<w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num>'
_NUMBERING = f'<w:abstractNum w:abstractNumId="7">{_LEVELS}</w:abstractNum>{_LIST}'


def tracked(facts: Mapping[str, Any]) -> bytes:
    """Tracked changes, split runs, hidden text, a field, automatic numbering, the signature in a text box."""
    body = [paragraph(split(facts["title"][0]), '<w:jc w:val="center"/>')]
    text = facts["preface"][0][1]
    cut = text.index("编制")
    body.append(
        paragraph(run(text[:cut]) + deleted("2023年") + inserted(split(text[cut:])) + _hidden("内部稿，勿外传"))
    )
    for number, section in enumerate(facts["section"]):
        body.append(_numbered(section["heading"].partition("、")[2], 0))
        body += _paragraphs(section)
        if section.get("table"):
            body.append(_tracked_table(facts, section["table"]))
        if number == 0:
            body.append(_whole_deleted("（六）其他情况"))
    agency, day = facts["signature"][:2]
    signed = paragraph(run(agency)) + paragraph(field("DATE \\@ yyyy", day))
    body.append(paragraph(text_box(signed)))
    return wordml.package("".join(body), numbering=_NUMBERING)


def _hidden(text: str) -> str:
    return run(text, "<w:vanish/>")


def _numbered(text: str, level: int) -> str:
    return paragraph(split(text, 2), f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="3"/></w:numPr>')


def _whole_deleted(text: str) -> str:
    """A heading that was deleted with its paragraph mark: its number must not be counted."""
    properties = '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="3"/></w:numPr><w:rPr><w:del w:id="9"/></w:rPr>'
    return paragraph(deleted(text), properties)


def _paragraphs(section: Mapping[str, Any]) -> list[str]:
    made = []
    for kind, _, text, *_ in section.get("blocks", ()):
        if kind == "h":
            made.append(_numbered(text.partition("）")[2], 1))
        else:
            middle = len(text) // 2
            moved = f'<w:moveFrom w:id="5">{run("旧位置的话")}</w:moveFrom>'
            moved += f'<w:moveTo w:id="6">{run(text[middle:])}</w:moveTo>'
            made.append(paragraph(run(text[:middle]) + moved))
    return made


def _tracked_table(facts: Mapping[str, Any], key: str) -> str:
    """The table with a deleted row in it and one number corrected under tracking."""
    rows = list(wordml.merged_rows(wordml.grid(facts, key)))
    gone = f"<w:tr><w:trPr><w:del w:id='8'/></w:trPr><w:tc>{paragraph(run('附注'))}</w:tc></w:tr>"
    rows.insert(len(rows) - 1, gone)
    rows[-1] = rows[-1].replace(run("0"), deleted("7") + inserted(run("0")), 1)
    return table(rows)


def in_pages(facts: Mapping[str, Any]) -> bytes:
    """T2 in four tables, T3 cut by a page with its header repeated, T4 with blank header cells, all inside content
    controls and a layout table; headings by styles."""
    styles = (
        '<w:style w:type="paragraph" w:styleId="a3"><w:name w:val="Title"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/><w:basedOn w:val="1"/>'
        '<w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
    )
    body = [paragraph(run(facts["title"][0]) + "<w:r><w:br/></w:r>" + run(facts["title"][1]), '<w:pStyle w:val="a3"/>')]
    body += [paragraph(run(text)) for _, text in facts["preface"]]
    for section in facts["section"]:
        body.append(paragraph(run(section["heading"]), '<w:pStyle w:val="1"/>'))
        for kind, _, text, *_ in section.get("blocks", ()):
            body.append(paragraph(run(text), '<w:pStyle w:val="2"/>' if kind == "h" else ""))
        if section.get("table"):
            body.append(_controlled(_pieces(facts, section["table"])))
    body.append(_layout([paragraph(run(text)) for text in facts["signature"][:2]]))
    return wordml.package("".join(body), styles=styles)


def _pieces(facts: Mapping[str, Any], key: str) -> str:
    schema, rows = standard().tables[key], wordml.grid(facts, key)
    if key == "T4":
        return table(wordml.blank_rows(rows))
    if key == "T3":
        head, cut = header_rows(schema), 16
        first = list(wordml.merged_rows(rows[:cut]))
        again = list(wordml.merged_rows(rows[:head]))
        rest = list(wordml.merged_rows(rows[cut:], cut))
        return table(first) + paragraph(run("续表")) + table(again + rest)
    starts = [number for number, row in enumerate(rows) if row[0].role == "block"]
    ends = [*starts[1:], len(rows)]
    return paragraph("").join(
        table(wordml.merged_rows(rows[start:end], start)) for start, end in zip(starts, ends, strict=True)
    )


def _controlled(content: str) -> str:
    return f"<w:sdt><w:sdtPr/><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def _layout(lines: list[str]) -> str:
    inner = "".join(f"<w:tr><w:tc><w:p/></w:tc><w:tc>{line}</w:tc></w:tr>" for line in lines)
    return f"<w:tbl><w:tr><w:tc><w:tbl>{inner}</w:tbl><w:p/></w:tc></w:tr></w:tbl>"


def strict(facts: Mapping[str, Any]) -> bytes:
    """The strict namespace; cells merged the old way; title and signature each in one line."""
    body = [paragraph(run(facts["title"][0]))]
    body += [paragraph(run(text)) for _, text in facts["preface"]]
    for section in facts["section"]:
        body.append(paragraph(run(section["heading"])))
        body += [paragraph(run("\u3000\u3000" + text)) for _, _, text, *_ in section.get("blocks", ())]
        if section.get("table"):
            body.append(table(wordml.old_merged_rows(wordml.grid(facts, section["table"]))))
    body.append(paragraph(run("        ".join(facts["signature"][:2]))))
    return wordml.package("".join(body), namespace=wordml.STRICT)
