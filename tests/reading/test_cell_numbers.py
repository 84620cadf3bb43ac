"""A cell's number is printed in the cell as one run of digits, or there is a finding.

Each trick puts a digit beside a number that is none of it: struck out, raised, hidden, white, in a second paragraph.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making import wordml
from making.wordml import paragraph, run

from assistant.checks import check
from assistant.document import Document, read_number
from assistant.reading import read_bytes
from tests.examples import examples
from tests.reading.pdf_files import Rule, Text, grid, lines, pdf

TITLE = "安平镇人民政府2024年政府信息公开工作年度报告"
HEADINGS = ("一、总体情况", "全年公开26条。", "二、主动公开政府信息情况")
ROWS = [
    ["第二十条第（一）项", "", "", ""],
    ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
    ["规章", "0", "0", "0"],
    ["行政规范性文件", "1", "2", "3"],
    ["第二十条第（五）项", "", "", ""],
    ["信息内容", "本年处理决定数量", "", ""],
    ["行政许可", "{}", "", ""],
    ["第二十条第（六）项", "", "", ""],
    ["信息内容", "本年处理决定数量", "", ""],
    ["行政处罚", "5", "", ""],
    ["行政强制", "6", "", ""],
    ["第二十条第（八）项", "", "", ""],
    ["信息内容", "本年收费金额（单位：万元）", "", ""],
    ["行政事业性收费", "7.5", "", ""],
]

NUMBER, OTHER = "«", "»"
"""Stand for the number and for the digit beside it in a trick."""


class Trick(NamedTuple):
    """What is in the cell, and whether its number is sure; where not, a finding is due."""

    cell: str
    sure: bool = True
    styles: str = ""


# -- Word ----------------------------------------------------------------------------------------
def word_report(trick: Trick) -> bytes:
    def cell(text: str) -> str:
        inside = trick.cell if text == "{}" else paragraph(run(text)) if text else paragraph("")
        return f"<w:tc><w:tcPr/>{inside}</w:tc>"

    rows = "".join(f"<w:tr>{''.join(map(cell, row))}</w:tr>" for row in ROWS)
    body = "".join(paragraph(run(text)) for text in (TITLE, *HEADINGS))
    return wordml.package(f"{body}<w:tbl>{rows}</w:tbl>", styles=trick.styles)


def _style(kind: str, properties: str, based_on: str = "") -> str:
    above = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    return f'<w:style w:type="{kind}" w:styleId="x{based_on}">{above}<w:rPr>{properties}</w:rPr></w:style>'


UNSEEN = {
    "struck": "<w:strike/>",
    "struck twice": '<w:dstrike w:val="true"/>',
    "raised": '<w:vertAlign w:val="superscript"/>',
    "lowered": '<w:vertAlign w:val="subscript"/>',
    "hidden": "<w:vanish/>",
    "white": '<w:color w:val="FFFFFF"/>',
    "nearly white": '<w:color w:val="fdfefd"/>',
    "white of the theme": '<w:color w:val="auto" w:themeColor="background1"/>',
    "shifted": '<w:position w:val="12"/><w:sz w:val="12"/>',
    "tiny": '<w:sz w:val="2"/>',
}
_NAMED = '<w:rStyle w:val="x"/>'
_MATH = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
_CONTROL = "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"

WORD = {
    **{f"{name} before": Trick(paragraph(run(OTHER, said) + run(NUMBER))) for name, said in UNSEEN.items()},
    **{f"{name} behind": Trick(paragraph(run(NUMBER) + run(OTHER, said))) for name, said in UNSEEN.items()},
    **{
        f"{name} by a style": Trick(paragraph(run(NUMBER) + run(OTHER, _NAMED)), styles=_style("character", said))
        for name, said in UNSEEN.items()
        if name != "shifted"
    },
    "hidden by a style of a style": Trick(
        paragraph(run(NUMBER) + run(OTHER, '<w:rStyle w:val="xx"/>')),
        styles=_style("character", "<w:vanish/>") + _style("character", "", "x"),
    ),
    "hidden by a paragraph's style": Trick(
        paragraph(run(OTHER), '<w:pStyle w:val="x"/>') + paragraph(run(NUMBER)),
        styles=_style("paragraph", "<w:vanish/>"),
    ),
    "not hidden though its style says so": Trick(
        paragraph(run(NUMBER, f'{_NAMED}<w:vanish w:val="0"/>') + run(OTHER, _NAMED)),
        styles=_style("character", "<w:vanish/>"),
    ),
    "struck in between": Trick(paragraph(run(OTHER) + run(OTHER, "<w:strike/>") + run(NUMBER)), sure=False),
    "raised in between": Trick(paragraph(run(OTHER) + run("1", UNSEEN["raised"]) + run(NUMBER)), sure=False),
    "all raised": Trick(paragraph(run(NUMBER, UNSEEN["raised"]))),
    "all shifted": Trick(paragraph(run(NUMBER, UNSEEN["shifted"]))),
    "white on a shaded cell": Trick(
        f'<w:tcPr><w:shd w:val="clear" w:fill="1F4E79"/></w:tcPr>{paragraph(run(NUMBER, UNSEEN["white"]))}'
    ),
    "two paragraphs": Trick(paragraph(run(NUMBER)) + paragraph(run(OTHER)), sure=False),
    "a space": Trick(paragraph(run(f"{NUMBER} {OTHER}")), sure=False),
    "a line break": Trick(paragraph(run(NUMBER) + "<w:r><w:br/></w:r>" + run(OTHER)), sure=False),
    "a tab": Trick(paragraph(run(NUMBER) + "<w:r><w:tab/></w:r>" + run(OTHER)), sure=False),
    "a text box": Trick(paragraph(run(NUMBER) + wordml.text_box(paragraph(run(OTHER)))), sure=False),
    "a placeholder": Trick(paragraph(run(NUMBER) + _CONTROL.format(run(OTHER)))),
    "an exponent": Trick(
        f"<w:p {_MATH}><m:oMath><m:sSup><m:e><m:r><m:t>{NUMBER}</m:t></m:r></m:e>"
        f"<m:sup><m:r><m:t>{OTHER}</m:t></m:r></m:sup></m:sSup></m:oMath></w:p>"
    ),
}


# -- pages ---------------------------------------------------------------------------------------
def page_report(trick: Trick) -> bytes:
    rows = "".join(
        "<tr>" + "".join(trick.cell if text == "{}" else f"<td>{text}</td>" for text in row) + "</tr>" for row in ROWS
    )
    body = "".join(f"<p>{text}</p>" for text in (TITLE, *HEADINGS))
    sheet = f"<style>{trick.styles}</style>"
    return f"<!DOCTYPE html><html><head>{sheet}</head><body>{body}<table>{rows}</table></body></html>".encode()


DECLARED = {
    "struck": "text-decoration: underline line-through",
    "raised": "vertical-align: super",
    "lifted": "vertical-align: 4pt",
    "lowered": "vertical-align:sub",
    "absent": "display : none",
    "undrawn": "visibility:hidden",
    "transparent": "opacity:0",
    "of no size": "font-size:0",
    "of no size in points": "FONT-SIZE: 0pt",
    "white": "color:#FFF",
    "white in words": "color: white",
    "white in figures": "color:rgb(255, 255, 255)",
    "in no colour": "color: transparent",
    "hidden though another rule comes later": "display:none !important; display:inline",
}
TAGS = {
    "sup": "<sup>»</sup>", "sub": "<sub>»</sub>", "del": "<del>»</del>", "s": "<s>»</s>",
    "strike": "<strike>»</strike>", "hidden": "<span hidden>»</span>",
    "font": '<font color="#ffffff">»</font>', "marked note": "<b><sup>[»]</sup></b>",
}  # fmt: skip


def _td(content: str, said: str = "") -> str:
    return f"<td {said}>{content}</td>"


PAGES = {
    **{f"{name} by itself": Trick(_td(f'<span style="{said}">»</span>«')) for name, said in DECLARED.items()},
    **{f"{name} by a class": Trick(_td('«<i class="a x">»</i>'), styles=f".x{{{_}}}") for name, _ in DECLARED.items()},
    **{f"{name} by an id": Trick(_td('«<i id="x">»</i>'), styles=f"i#x {{ {_} }}") for name, _ in DECLARED.items()},
    **{f"{name} element": Trick(_td(f"«{tag}"), sure="[" not in tag) for name, tag in TAGS.items()},
    "a paragraph hidden by a class": Trick(_td('<p>«</p><p class="x">»</p>'), styles="p.x{display:none}"),
    "hidden inside a rule for screens": Trick(_td('«<i class="x">»</i>'), styles="@media screen{.x{display:none}}"),
    "white for printers only": Trick(_td('<i class="x">«</i>'), styles="@media print{.x{color:#fff}} p{color:red}"),
    "white on a ground": Trick(_td('<i style="color:#fff">«</i>', 'bgcolor="#036"')),
    "white on a ground by a far rule": Trick(
        _td('<i style="color:#fff">«</i>', 'class="deep"'), styles="table tr > td.deep, h1 { background: #036 }"
    ),
    "visible again": Trick(_td('<i style="font-size:0"><b style="font-size:12pt">«</b>»</i>')),
    "a hidden cell before it": Trick(_td(OTHER, 'style="display:none"') + _td(NUMBER)),
    "struck in between": Trick(_td("»<s>»</s>«"), sure=False),
    "struck as a whole cell": Trick(_td(NUMBER, 'style="text-decoration:line-through"'), sure=False),
    "two paragraphs": Trick(_td("<p>«</p><p>»</p>"), sure=False),
    "a space": Trick(_td("« »"), sure=False),
    "a space that does not break": Trick(_td("«&nbsp;»"), sure=False),
    "a line break": Trick(_td("«<br>»"), sure=False),
    "all raised": Trick(_td("<sup>«</sup>")),
}  # fmt: skip


# -- Markdown and plain text ----------------------------------------------------------------------
def markdown_report(trick: Trick) -> bytes:
    rows = ["| " + " | ".join(trick.cell if text == "{}" else text for text in row) + " |" for row in ROWS]
    rows.insert(1, "|---|---|---|---|")
    return "\n".join([f"# {TITLE}", *(f"\n{'#' * 2 * ('、' in text)} {text}\n" for text in HEADINGS), *rows]).encode()


MARKDOWN = {
    "struck": Trick("~~»~~«"), "struck behind": Trick("«~~»~~"), "struck in between": Trick("»~~»~~«", sure=False),
    "a tag that strikes": Trick("<del>»</del>«"), "raised": Trick("«<sup>»</sup>"), "lowered": Trick("«<SUB>»</SUB>"),
    "hidden": Trick('«<span style="display:none">»</span>'), "white": Trick('«<font color="white">»</font>'),
    "a line break": Trick("«<br>»", sure=False), "a space": Trick("« »", sure=False),
    "a note": Trick("«[^»]", sure=False), "raised by carets": Trick("«^»^", sure=False), "bold": Trick("**«**"),
}  # fmt: skip


def text_report(trick: Trick) -> bytes:
    rows = ["|" + "|".join(trick.cell if text == "{}" else text for text in row) + "|" for row in ROWS]
    return "\n".join([TITLE, *HEADINGS, *rows]).encode()


TEXTS = {"a space": Trick("« »", sure=False), "tags": Trick("«<sup>»</sup>", sure=False), "plain": Trick(" « ")}

Maker = Callable[[Trick], bytes]
EVERY: list[tuple[str, Maker, Trick]] = [
    (f"{form}: {name}", maker, trick)
    for form, maker, tricks in (
        ("docx", word_report, WORD),
        ("html", page_report, PAGES),
        ("md", markdown_report, MARKDOWN),
        ("txt", text_report, TEXTS),
    )
    for name, trick in tricks.items()
]


def _holds(report: Document, number: str, *, sure: bool) -> None:
    """The property: the number is read, or there is a finding that names the cell; where it is sure it is read."""
    table = report.table("T2")
    assert table is not None
    read = read_number(table.cells["permits"])
    found = [finding for finding in check(report) if finding.rule in ("cell-not-a-number", "blank-cell")]
    assert (str(read) == number) if sure else (read is None and found)
    assert {path: table.cells[path] for path in ("penalties", "coercions", "fees")} == {
        "penalties": "5", "coercions": "6", "fees": "7.5",
    }  # fmt: skip


@pytest.mark.parametrize(("maker", "trick"), [every[1:] for every in EVERY], ids=[every[0] for every in EVERY])
def test_what_stands_beside_a_number_is_none_of_its_digits(maker: Maker, trick: Trick) -> None:
    filled = Trick(
        *(part.replace(NUMBER, "276").replace(OTHER, "3") if isinstance(part, str) else part for part in trick)
    )
    _holds(read_bytes(maker(filled), "报告"), "276", sure=trick.sure)


@settings(max_examples=examples(150))
@given(st.sampled_from(EVERY), st.integers(0, 99_999), st.integers(0, 999))
def test_no_two_runs_of_digits_are_ever_one_number(every: tuple[str, Maker, Trick], number: int, other: int) -> None:
    _, maker, trick = every
    numbers = {NUMBER: str(number), OTHER: str(other)}
    cell = "".join(numbers.get(character, character) for character in trick.cell)
    _holds(read_bytes(maker(trick._replace(cell=cell)), "报告"), str(number), sure=trick.sure)


# -- PDF -----------------------------------------------------------------------------------------
COLUMNS = (60, 200, 320, 430, 540)
LINE = 200 + 20 * 6 + 4
"""Points from the top at which the text of the cell stands."""


def pdf_report(cell: list[Text | Rule]) -> Document:
    rows = [[text.replace("{}", "") for text in row] for row in ROWS]
    head = lines([TITLE, *(f"　　{text}" for text in HEADINGS)])
    table = grid(COLUMNS, [200 + 20 * row for row in range(len(ROWS) + 1)], rows)
    return read_bytes(pdf([*head, *table, *cell]), "报告.pdf")


SEEN = Text(202, LINE, "276", 10)

PRINTED: dict[str, tuple[list[Text | Rule], bool]] = {
    "raised": ([SEEN, Text(217, LINE - 1, "3", 6)], True),
    "lowered": ([SEEN, Text(217, LINE + 6, "3", 6)], True),
    "raised before": ([Text(202, LINE - 1, "3", 6), Text(205, LINE, "276", 10)], True),
    "undrawn": ([SEEN, Text(217, LINE, "3", 10, b"3 Tr")], True),
    "white": ([SEEN, Text(217, LINE, "3", 10, b"1 1 1 rg")], True),
    "white in grey": ([SEEN, Text(217, LINE, "3", 10, b"1 g")], True),
    "white in inks": ([SEEN, Text(217, LINE, "3", 10, b"0 0 0 0 k")], True),
    "struck out": ([SEEN, Text(217, LINE, "3", 10), Rule(217, LINE + 5, 222, LINE + 5)], True),
    "struck before": ([Text(202, LINE, "3", 10), Text(207, LINE, "276", 10), Rule(202, LINE + 5, 207, LINE + 5)], True),
    "wrapped": ([Text(202, LINE - 4, "2" * 22, 10), Text(202, LINE + 6, "276", 10)], True),
    "apart": ([SEEN, Text(225, LINE, "3", 10)], False),
    "below each other": ([Text(202, LINE - 4, "276", 8), Text(202, LINE + 5, "3", 8)], False),
    "set wide": ([Text(202 + 6 * place, LINE, digit, 10) for place, digit in enumerate("276")], True),
}  # fmt: skip


@pytest.mark.parametrize(("cell", "sure"), PRINTED.values(), ids=PRINTED)
def test_what_is_printed_beside_a_number_is_none_of_its_digits(cell: list[Text | Rule], sure: bool) -> None:
    wrapped = len(cell) > 1 and isinstance(cell[0], Text) and len(cell[0].text) > 3
    _holds(pdf_report(cell), "2" * 22 + "276" if wrapped else "276", sure=sure)


def test_white_text_on_a_painted_box_is_seen() -> None:
    painted = [Text(202, LINE, "276", 10, b"0 0 0.4 rg 200 502 60 16 re f 1 g")]
    _holds(pdf_report(painted), "276", sure=True)


def test_the_undrawn_text_behind_a_scanned_page_is_read() -> None:
    texts = [item._replace(state=b"3 Tr") for item in lines([TITLE, *(f"　　{text}" for text in HEADINGS)])]
    assert read_bytes(pdf(texts), "报告.pdf").title == TITLE
