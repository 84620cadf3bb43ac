"""An invented report as files of all the sorts that offices and converters make."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from html import escape
from random import Random

from assistant.standard import PrintedCell, standard
from tests.corpus.draft import Draft
from tests.reading.pdf_files import Drawn, Rule, Text, pdf
from tests.reports.making import text, web, wordml
from tests.reports.making.facts import covered, printed
from tests.reports.making.wordml import paragraph, run


def page(draft: Draft, random: Random) -> bytes:
    """A page as an office program saves it."""
    return web.office_page(draft.facts()).encode()


def portal(draft: Draft, random: Random) -> bytes:
    """A page of a portal: menu, path, information about the page, the text in spans, rows of the page's end."""
    facts = draft.facts()
    body = "\n".join(
        part if part.startswith("<table") else f"<p style='text-indent:2em'><span>　　{part}</span></p>"
        for part in web.paragraphs(facts, lambda key: web.table(facts, key), run_on=False)
    )
    title = "".join(draft.title)
    signed = "".join(f"<p style='text-align:right'>{escape(line)}</p>" for line in facts["signature"])
    heading = f"<h1>{title}</h1>" if random.random() < 0.8 else ""
    return f"""<!doctype html><html><head><meta charset="utf-8"><title>{title}_{draft.agency or "政务公开"}</title></head><body>
<div class="nav"><a href="/">网站首页</a><a>政务公开</a><a>办事服务</a></div>
<div>当前位置：首页 &gt; 政务公开 &gt; 政府信息公开年报</div>
<div class="detail">{heading}<div>发布时间：2025-01-20 10:20　来源：本站　浏览次数：<span>381</span>次　字体：【大 中 小】</div>
<div class="content">{body}{signed}</div><div>【打印本页】【关闭窗口】</div><div>上一篇：没有了</div><div>下一篇：没有了</div></div>
<div class="foot">主办单位：本级人民政府办公室　网站标识码：3308250001　浙ICP备05000000号</div></body></html>""".encode()


def portal_gbk(draft: Draft, random: Random) -> bytes:
    return portal(draft, random).decode().replace('charset="utf-8"', 'charset="gb2312"').encode("gb18030")


def word(draft: Draft, random: Random) -> bytes:
    """A Word file: cells merged the new way, the old way or not at all; contents typed, by field or none."""
    facts = draft.facts()
    rows = random.choice((wordml.merged_rows, wordml.old_merged_rows, wordml.merged_rows))
    contents = random.choice(("", "", "typed", "field"))
    body = [paragraph(run(line), '<w:jc w:val="center"/>') for line in draft.title]
    if contents:
        body += _contents(draft, contents)
    body += [paragraph(run("　　" + line)) for line in draft.preface]
    for part in draft.parts:
        heading = part.heading.replace("、", random.choice(("、", "、", "、 ")), 1)
        body.append(paragraph(wordml.split(heading, 4), '<w:outlineLvl w:val="0"/>' if random.random() < 0.5 else ""))
        body += [paragraph(run("　　" + line)) for _, line in part.blocks]
        if part.table:
            body.append(wordml.table(rows(wordml.grid(facts, part.table))))
    body += [paragraph(run(line), '<w:jc w:val="right"/>') for line in facts["signature"]]
    return wordml.package("".join(body))


def _contents(draft: Draft, kind: str) -> list[str]:
    entries = [f"{part.heading}{'…' * 8}{place}" for place, part in enumerate(draft.parts, start=1)]
    if kind == "typed":
        return [paragraph(run(line)) for line in ("目  录", *entries)]
    return [paragraph(run("目录")), *(paragraph(wordml.field("PAGEREF _Toc1 \\h", line)) for line in entries)]


def numbered_word(draft: Draft, random: Random) -> bytes:
    """A Word file whose headings of the six parts are numbered by the program."""
    facts = draft.facts()
    level = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:suff w:val="nothing"/><w:lvlText w:val="%1、"/></w:lvl>'
    numbering = f'<w:abstractNum w:abstractNumId="7">{level}</w:abstractNum><w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num>'
    body = [paragraph(run(line)) for line in (*draft.title, *draft.preface)]
    for part in draft.parts:
        body.append(
            paragraph(
                run(part.heading.partition("、")[2]), '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr>'
            )
        )
        body += [paragraph(run(line)) for _, line in part.blocks]
        if part.table:
            body.append(wordml.table(wordml.blank_rows(wordml.grid(facts, part.table))))
    body += [paragraph(run(line)) for line in facts["signature"]]
    return wordml.package("".join(body), numbering=numbering)


def _text(shape: Callable[..., str]) -> Callable[[Draft, Random], bytes]:
    return lambda draft, random: shape(_stroked(draft)).encode(random.choice(("utf-8", "utf-8-sig", "gb18030")))


def _stroked(draft: Draft) -> dict[str, object]:
    """The facts with a stroke in each blank cell: lines of text keep no blank ones."""
    for cells in draft.cells.values():
        cells |= {path: "/" for path, number in cells.items() if not number}
    return draft.facts()


def spaces(draft: Draft, random: Random) -> bytes:
    """Text whose rows have their cells parted by spaces, as pdftotext lays them out."""
    facts = _stroked(draft)

    def table(key: str) -> str:
        return "\n".join("  ".join(cell.text for cell in row if cell.text) for row in printed(facts, key))

    return "\n".join(text.lines(facts, table)).encode()


def markdown(draft: Draft, random: Random) -> bytes:
    """Markdown as a converter of Word files makes it: pipe tables, a cell once, the places it covers blank."""
    facts, marked = draft.facts(), random.random() < 0.7
    lines = [f"# {''.join(draft.title)}", "", *_apart(draft.preface)]
    forgotten = random.choice(draft.parts).key if random.random() < 0.3 else ""
    for part in draft.parts:
        mark = "## " if marked and part.key != forgotten else "**" if not marked and part.key != forgotten else ""
        lines += [f"{mark}{part.heading}{'**' if mark == '**' else ''}", ""]
        lines += _apart([line for _, line in part.blocks])
        if part.table:
            rows = covered(printed(facts, part.table), standard().tables[part.table].width)
            shown = [
                [cell.text if (cell.row, cell.column) == (place, column) else "" for column, cell in enumerate(row)]
                for place, row in enumerate(rows)
            ]
            table = ["| " + " | ".join(row) + " |" for row in shown]
            lines += [table[0], "|" + " --- |" * len(rows[0]), *table[1:], ""]
    return "\n".join([*lines, *_apart(facts["signature"])]).encode()


def _apart(lines: list[str]) -> list[str]:
    return [part for line in lines for part in (line, "")]


_WIDTH, _HEIGHT = 30, 34


def print_out(draft: Draft, random: Random) -> bytes:
    """The text of printed pages: lines cut at the width of the page, a running title and a page number on each."""
    facts, cut = _stroked(draft), list[str]()

    def table(key: str) -> str:
        return "\n".join("  ".join(cell.text for cell in row if cell.text) for row in printed(facts, key))

    for item in text.lines(facts, table):
        for line in item.split("\n"):
            width = len(line) if "  " in line else _WIDTH
            indented = f"  {line}" if "。" in line and len(line) > _WIDTH else line
            cut += [indented[start : start + width] for start in range(0, len(indented), max(width, 1))]
    pages = [cut[start : start + _HEIGHT] for start in range(0, len(cut), _HEIGHT)]
    running = "".join(draft.title)
    return "\f".join(
        "\n".join([running, *lines, f"— {number} —"]) for number, lines in enumerate(pages, start=1)
    ).encode()


_LEFT, _BOTTOM, _LINE = 60, 780, 24


class _Pages:
    """Pages that are filled from the top; what does not fit begins the next one."""

    def __init__(self) -> None:
        self.drawn: list[list[Drawn]] = [[]]
        self.y = _TOP

    def line(self, content: str, indent: float = 0) -> None:
        """One line."""
        if self.y > _BOTTOM - _LINE:
            self.drawn.append([])
            self.y = _TOP
        self.drawn[-1].append(Text(_LEFT + indent, self.y, content, 14))
        self.y += _LINE

    def prose(self, content: str) -> None:
        """A paragraph, its first line indented."""
        self.line(content[: _WIDE - 2], 28)
        for start in range(_WIDE - 2, len(content), _WIDE):
            self.line(content[start : start + _WIDE])


_TOP, _WIDE = 70.0, 33


def pdf_file(draft: Draft, random: Random) -> bytes:
    """A PDF: lines of text and ruled tables that go on over the page."""
    facts, pages = draft.facts(), _Pages()
    for title in draft.title:
        pages.line(title, 40)
    for content in draft.preface:
        pages.prose(content)
    for part in draft.parts:
        pages.prose(part.heading)
        for _, content in part.blocks:
            pages.prose(content)
        if part.table:
            pages.y = _ruled(facts, part.table, pages.drawn, pages.y)
    for content in facts["signature"]:
        pages.line(content, 280)
    return pdf(*([*drawn, Text(285, 805, f"— {number} —", 10)] for number, drawn in enumerate(pages.drawn, start=1)))


def _ruled(facts: Mapping[str, object], key: str, pages: list[list[Drawn]], y: float) -> float:
    """Draws a table row by row; a row that does not fit begins the next page. Returns where the text goes on."""
    schema = standard().tables[key]
    rows = covered(printed(facts, key), schema.width)
    wide = _widths(key, schema.width)
    xs = [_LEFT + sum(wide[:place]) for place in range(schema.width + 1)]
    heights = [_height(row, xs) for row in rows]
    waiting: dict[int, list[str]] = {}
    opens = True
    for number, row in enumerate(rows):
        height = heights[number]
        if y + height > _BOTTOM:
            pages.append([])
            y, opens = _TOP, True
        closes = number + 1 == len(rows) or y + height + heights[number + 1] > _BOTTOM
        for column, cell in enumerate(row):
            if cell.column == column:
                pages[-1] += _borders(
                    cell, number, (xs[column], y, xs[column + cell.column_span], y + height), opens, closes
                )
                pages[-1] += _words(cell, number, (xs[column], y, xs[column + cell.column_span], y + height), waiting)
        y += height
        opens = False
    return y + 12


Place = tuple[float, float, float, float]


def _height(row: list[PrintedCell], xs: list[float]) -> float:
    lines = [
        len(cell.text) * 8 / (xs[cell.column + cell.column_span] - xs[cell.column] - 8)
        for cell in row
        if cell.row_span == 1
    ]
    return 12 * max([1, *(int(count) + 1 for count in lines)]) + 8


def _borders(cell: PrintedCell, number: int, place: Place, opens: bool, closes: bool) -> list[Drawn]:
    """The lines around the part of a cell that stands in a row; a page closes and opens those that reach over it."""
    x, y, end, bottom = place
    drawn: list[Drawn] = [Rule(x, y, x, bottom), Rule(end, y, end, bottom)]
    if cell.row == number or opens:
        drawn.append(Rule(x, y, end, y))
    if closes or cell.row + cell.row_span - 1 == number:
        drawn.append(Rule(x, bottom, end, bottom))
    return drawn


def _words(cell: PrintedCell, number: int, place: Place, waiting: dict[int, list[str]]) -> list[Drawn]:
    """The lines of a cell that fit in a row; those of a label of several rows go on in the next, and over the page."""
    x, y, end, bottom = place
    fits = max(1, int(end - x - 4) // 8)
    if cell.row == number:
        waiting[cell.column] = [cell.text[start : start + fits] for start in range(0, len(cell.text), fits)]
    lines = waiting.pop(cell.column, [])
    room = int(bottom - y - 4) // 12
    waiting[cell.column] = lines[room:]
    return [Text(x + 2, y + 4 + 12 * line, content, 8) for line, content in enumerate(lines[:room])]


def _widths(key: str, count: int) -> list[float]:
    if key == "T3":
        return [50, 60, 120, *[35] * (count - 3)]
    return [470 / count] * count


PRINTERS: dict[str, Callable[[Draft, Random], bytes]] = {
    "page.html": page,
    "portal.html": portal,
    "gbk.html": portal_gbk,
    "word.docx": word,
    "numbered.docx": numbered_word,
    "mail.txt": _text(text.mail),
    "bars.txt": _text(text.bars),
    "tabs.txt": _text(text.tabs),
    "plain.txt": _text(text.plain),
    "spaced.txt": _text(text.spaced),
    "lone.txt": _text(text.lone_bars),
    "trailing.txt": _text(text.trailing_bars),
    "commas.txt": _text(text.commas),
    "chinese.txt": _text(text.chinese_commas),
    "spaces.txt": spaces,
    "converted.md": markdown,
    "printed.txt": print_out,
    "printed.pdf": pdf_file,
}
"""How a report may be printed, by the end of the file's name."""

_DEAR = ("printed.pdf",)


def printer(random: Random, dear: bool) -> str:
    """One of the ways; PDF, which takes the longest to read, only where ``dear``."""
    if dear:
        return random.choice(_DEAR)
    cheap = [name for name in PRINTERS if name not in _DEAR]
    weights = [3 if name.endswith((".html", ".docx")) else 1 for name in cheap]
    return random.choices(cheap, weights)[0]


def unlabelled(name: str) -> str:
    """What kind of file a printed one is: html, docx, txt …"""
    return re.sub(r".*\.", "", name)
