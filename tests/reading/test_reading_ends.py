"""Every reader ends, whatever the lines of a file are: its work, counted in lines of code, is bounded by the file."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Callable, Iterator, Sequence
from html import escape

import markdown_it
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from making import wordml
from making.archive import saved_page
from openpyxl import Workbook

import assistant.reading
import assistant.register
from assistant import confined
from assistant.errors import NianbaoError
from assistant.reading import read_bytes
from assistant.register import read_ledger_bytes
from assistant.standard import standard
from tests import endless
from tests.examples import examples
from tests.reading.pdf_files import Drawn, Rule, Text, pdf

FOR_EACH_LINE = 20_000
"""Lines of code that a line of the file may cost, several times what the dearest one does: a page shows it often."""

TO_BEGIN_WITH = 200_000
"""Lines of code that do not depend on the file: word lists are loaded, patterns made, caches filled."""

FOR_EACH_CHARACTER = 50
"""Lines of code that a character of one long line may cost, those of the reader of Markdown among them."""

LONG_LINE, ENDLESS_LINE = 40_000, 400_000
"""Characters: for the first each line of code is counted; the second has too many for anything but one pass."""

TITLE = "安平县财政局2024年政府信息公开工作年度报告"
LONG = "年内按规定登记、审核、答复和归档每一件公开申请，" * 4


def work(read: Callable[[], object], most: int) -> int:
    """How many lines of the readers' code run; one that is refused by a sentence is read too.

    :raises DoesNotEnd: after ``most`` of them.
    """

    def to_the_end() -> None:
        with contextlib.suppress(NianbaoError), pytest.MonkeyPatch.context() as here:
            # Where it is counted, and not in a process with bounds.
            here.setattr(confined, "inside", True)
            read()

    return endless.work(to_the_end, most, assistant.reading, assistant.register, markdown_it)


def labels() -> Iterator[str]:
    for table in standard().tables.values():
        for block in table.blocks:
            for leaf in (*block.row_leaves, *block.column_leaves):
                yield leaf.header.label


HEADINGS = [section.heading for section in standard().sections]
WORDS = [
    "", " ", "　", "\t", "  ", "无。", "0", "12", "1,000", "—", "/", "件", "单位：件", "2024年", "（一）", "1.", "①",
    "一、", "|", "｜", "│", "┃", "||", "| 0 |", "|---|---|", "+--+--+", "┌──┐", "```", "---", "===", "**", "**公开",
    "***", "\\", "\\|", "#", "## 一、总体情况", "<", "&", "&lt;", "<p>", "安平县财政局", "2025年1月20日", "第 1 页",
    "# ", "来源：本站", "打印 关闭", "上一篇", TITLE, LONG, LONG[:80], LONG[:81], "\t" + LONG, *HEADINGS, *labels(),
]  # fmt: skip

lines = st.builds(
    str.join,
    st.sampled_from(["", "\t", "|", " ", "｜", "，"]),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=3),
)
files = st.builds(
    lambda front, body, times: [*front, *body * times],
    st.sampled_from([[], [TITLE], [TITLE, HEADINGS[0]], [f"# {TITLE}", f"## {HEADINGS[0]}"], [*HEADINGS, "无。"]]),
    st.lists(lines, min_size=1, max_size=20),
    st.sampled_from([1, 2, 5]),
)


def text(file: Sequence[str]) -> object:
    return read_bytes("\n".join(file).encode(), "报告.txt")


def markdown(file: Sequence[str]) -> object:
    return read_bytes("\n\n".join([f"# {TITLE}", "| 甲 | 乙 |\n|---|---|", *file]).encode(), "报告.md")


def page(file: Sequence[str]) -> object:
    return read_bytes(_page(file).encode(), "报告.html")


def archive(file: Sequence[str]) -> object:
    return read_bytes(saved_page(_page(file)), "报告.mht")


def _page(file: Sequence[str]) -> str:
    """The lines as paragraphs, as a list, as cells of a table and line by line in one element."""
    shown = [escape(line) for line in file]
    return (
        f"<html><body><div>{''.join(f'<p>{line}</p>' for line in shown)}</div>"
        f"<ol>{''.join(f'<li>{line}</li>' for line in shown)}</ol><pre>{chr(10).join(shown)}</pre>"
        f"<table>{''.join(f'<tr>{_cells(line)}</tr>' for line in shown)}</table>{'<br>'.join(shown)}</body></html>"
    )


def _cells(line: str) -> str:
    return "".join(f"<td rowspan='{len(cell) % 3}' colspan='{len(cell) % 4}'>{cell}</td>" for cell in line.split("|"))


def word(file: Sequence[str]) -> object:
    paragraphs = "".join(wordml.paragraph(wordml.run(escape(line))) for line in file)
    rows = [f"<w:tr><w:tc>{wordml.paragraph(wordml.run(escape(line)))}</w:tc></w:tr>" for line in file]
    return read_bytes(wordml.package(paragraphs + wordml.table(rows)), "报告.docx")


def printed(file: Sequence[str]) -> object:
    """The lines as the pages of a PDF, twenty a page: every second one between ruled lines."""
    pages = [list(file[first : first + 20]) for first in range(0, len(file), 20)] or [[]]
    return read_bytes(pdf(*(_drawn(texts) for texts in pages)), "报告.pdf")


def _drawn(texts: Sequence[str]) -> list[Drawn]:
    found: list[Drawn] = []
    for place, text in enumerate(texts):
        y = 80.0 + 30 * place
        found += [Text(90, y, text[:500]), Rule(80, y - 8, 512, y - 8)] if place % 2 else [Text(80, y, text[:500])]
        found.append(Rule(80.0 + place % 4, 80, 80.0 + place % 4, y))
    return found


LEDGER = "登记编号|申请人类型|收到日期|办结日期|办理结果"


def ledger(file: Sequence[str]) -> object:
    return read_ledger_bytes("\n".join([LEDGER, *file]).replace("|", ",").encode(), "台账.csv")


def sheet(file: Sequence[str]) -> object:
    book, target = Workbook(), io.BytesIO()
    for line in (LEDGER, *file):
        book.worksheets[0].append([f" {cell}" for cell in line.split("|")])
    book.worksheets[0].merge_cells("A3:C9")
    book.save(target)
    return read_ledger_bytes(target.getvalue(), "台账.xlsx")


READERS = [text, markdown, page, archive, word, printed, ledger, sheet]


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.__name__)
@settings(max_examples=examples(25))
@given(file=files)
@example(file=[TITLE, LONG, "|"])
@example(file=[TITLE, "无。", *HEADINGS, *[line for heading in HEADINGS for line in (heading, "无。")] * 2])
@example(file=[TITLE, *HEADINGS * 40])
def test_the_work_of_a_reader_is_bounded_by_the_lines_of_its_file(
    reader: Callable[[Sequence[str]], object], file: list[str]
) -> None:
    reader([TITLE, *HEADINGS])
    work(lambda: reader(file), TO_BEGIN_WITH + FOR_EACH_LINE * len(file))


def test_a_bar_behind_a_paragraph_is_no_text() -> None:
    data = f"{TITLE}\n{HEADINGS[0]}\n{LONG}\n|\n{LONG}\n\n|\n无。\n".encode()
    work(lambda: read_bytes(data, "报告.txt"), TO_BEGIN_WITH)
    assert [paragraph.text for paragraph in read_bytes(data, "报告.txt").paragraphs()] == [LONG, LONG, "无。"]


def test_a_copy_of_which_every_line_stands_in_front_begins_behind_the_report() -> None:
    body = [line for heading in HEADINGS for line in (heading, f"{heading[2:]}无。")]
    report = read_bytes("\n".join([TITLE, *body[1::2], *HEADINGS, *body, *body]).encode(), "报告.txt")
    assert [section.heading for section in report.sections] == HEADINGS


def test_a_long_numbered_list_costs_as_much_as_its_items() -> None:
    items = 3_000
    data = f"<html><body><p>{TITLE}</p><p>{HEADINGS[0]}</p><ol>{'<li>公开。' * items}</ol></body></html>".encode()
    work(lambda: read_bytes(data, "报告.html"), TO_BEGIN_WITH + 1_000 * items)


def test_a_table_may_have_a_section_heading_in_each_of_very_many_rows() -> None:
    rows = [f"| {HEADINGS[place % len(HEADINGS)]} | |" for place in range(4_000)]
    report = read_bytes("\n".join([TITLE, *rows]).encode(), "报告.txt")
    assert [section.heading for section in report.sections] == HEADINGS


def marks(kind: str, length: int) -> bytes:
    """A report with one line of so many characters."""
    line = {
        "blanks": f"## 甲{' ' * length}乙",
        "emphasis": "**甲 " * (length // 4),
        "closing-marks": f"## 甲{' #' * (length // 2)}乙",
        "escapes": "\\" * length + "|",
    }[kind]
    return f"# {TITLE}\n\n## {HEADINGS[0]}\n\n{line}\n".encode()


@pytest.mark.parametrize("kind", ["blanks", "emphasis", "closing-marks", "escapes"])
def test_a_long_line_of_marks_is_not_tried_from_each_of_its_places(kind: str) -> None:
    data = marks(kind, LONG_LINE)
    work(lambda: read_bytes(data, "报告.md"), FOR_EACH_CHARACTER * LONG_LINE)
    with endless.ends():
        read_bytes(marks(kind, ENDLESS_LINE), "报告.md")
