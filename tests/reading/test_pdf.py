"""PDF files: reading order, what is printed on every page, tables over pages, damage and bounds."""

from __future__ import annotations

import random
import zlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pdf_files import Drawn, Rule, Text, grid, lines, pdf, stream

from assistant.document import Document
from assistant.reading import UnreadableFile, bounds, read_bytes
from tests.examples import examples

REPORT = Path(__file__).resolve().parent.parent / "reports" / "17-county-print.pdf"
TITLE = "安平镇人民政府2024年政府信息公开工作年度报告"
START = [TITLE, "　　一、总体情况"]
COLUMNS = (60, 200, 340, 440, 540)


def read(*pages: list[Drawn]) -> Document:
    return read_bytes(pdf(*pages), "年报.pdf")


def texts(report: Document) -> list[str]:
    return [paragraph.text for paragraph in report.paragraphs()]


def refusal(data: bytes) -> str:
    with pytest.raises(UnreadableFile) as refused:
        read_bytes(data, "年报.pdf")
    assert refused.value.hint and "\n" not in refused.value.sentence() and "年报.pdf" in refused.value.message
    return refused.value.message


def test_lines_are_joined_to_paragraphs_over_pages() -> None:
    first = [
        *START,
        "　　全年主动公开政府信息二十六条，主要是镇党委和镇政府",
        "职责、信息公开制度、规范性文件和解读回应，都在网站上",
    ]
    second = ["查得到。", "　　全年开展培训一次。"]
    assert texts(read(lines(first), lines(second))) == [
        "全年主动公开政府信息二十六条，主要是镇党委和镇政府职责、信息公开制度、规范性文件和解读回应，都在网站上查得到。",
        "全年开展培训一次。",
    ]


def _paragraphs(page: int) -> list[str]:
    return [f"　　全年主动公开{page}30条，都在网站上。", "　　也不长的一段。", f"　　召开会议{page * 5}次。"]


def _expected(pages: int) -> list[str]:
    return [text.strip() for page in range(1, pages + 1) for text in _paragraphs(page)]


@pytest.mark.parametrize(
    ("top", "foot"),
    [
        ("", "— {page} —"),
        ("", "第{page}页 共3页"),
        ("安平镇政府信息公开资料汇编", "{page}"),
        ("安平镇政府信息公开资料汇编", "资料 {page}"),
        ("11/28/26, 12:04 AM 年报", "file:///tmp/report.html {page}/3"),
        ("2025/1/9 10:20 年报", "https://www.example.gov.cn/art/{page}.html {page}/3"),
    ],
)
def test_what_is_printed_on_every_page_is_left_away(top: str, foot: str) -> None:
    pages: list[list[Drawn]] = []
    for page in (1, 2, 3):
        body = lines([*START, *_paragraphs(page)] if page == 1 else _paragraphs(page))
        edge = [Text(40, 20, top, 8)] if top else []
        pages.append([*edge, *body, Text(260, 810, foot.format(page=page), 8)])
    report = read(*pages)
    assert (report.title, texts(report), report.unread) == (TITLE, _expected(3), ())


def test_what_a_browser_prints_is_known_on_a_single_page() -> None:
    edges = [Text(40, 20, "11/28/26, 12:04 AM 年报", 8), Text(40, 810, "file:///tmp/report.html 1/1", 8)]
    report = read([*edges, *lines([*START, *_paragraphs(1)])])
    assert (report.title, texts(report), report.unread) == (TITLE, _expected(1), ())


def test_the_same_words_in_the_text_of_two_pages_stay() -> None:
    again = "　　全年没有收到申请。"
    middle = [*lines([*START, *_paragraphs(1)]), *lines([again], 420)], [*lines(_paragraphs(2)), *lines([again], 420)]
    assert texts(read(*middle)).count(again.strip()) == 2


def test_a_text_drawn_twice_to_look_bold_is_read_once() -> None:
    body = lines([*START, "　　全年主动公开26条。"])
    doubled = [item._replace(x=item.x + 0.3) for item in body if isinstance(item, Text)]
    assert texts(read([*body, *doubled])) == ["全年主动公开26条。"]


FIRST = [
    ["第二十条第（一）项", "", "", ""],
    ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
    ["规章", "0", "0", "0"],
    ["行政规范性文件", "1", "2", "3"],
    ["第二十条第（五）项", "", "", ""],
    ["信息内容", "本年处理决定数量", "", ""],
    ["行政许可", "4", "", ""],
    ["第二十条第（六）项", "", "", ""],
    ["信息内容", "本年处理决定数量", "", ""],
]
SECOND = [
    ["行政处罚", "5", "", ""],
    ["行政强制", "6", "", ""],
    ["第二十条第（八）项", "", "", ""],
    ["信息内容", "本年收费金额（单位：万元）", "", ""],
    ["行政事业性收费", "7.5", "", ""],
]
FIGURES = {
    "normative.issued": "1", "normative.repealed": "2", "normative.in_force": "3",
    "permits": "4", "penalties": "5", "coercions": "6", "fees": "7.5",
}  # fmt: skip


def _table_pages(first: list[list[str]], second: list[list[str]]) -> Document:
    above = grid(COLUMNS, [200 + 20 * row for row in range(len(first) + 1)], first)
    below = grid(COLUMNS, [60 + 20 * row for row in range(len(second) + 1)], second)
    heading = lines([*START, "　　全年公开26条。", "　　二、主动公开政府信息情况"])
    return read([*heading, *above], [*below, *lines(["　　三、收到和处理政府信息公开申请情况"], 400)])


@pytest.mark.parametrize("rows", range(1, 14))
def test_a_table_goes_on_over_a_page(rows: int) -> None:
    both = FIRST + SECOND
    table = _table_pages(both[:rows], both[rows:]).table("T2")
    assert table is not None
    assert {path: table.cells[path] for path in FIGURES} == FIGURES


def test_a_row_that_a_page_cuts_in_two_is_one() -> None:
    first = [*FIRST[:3], ["行政规范", "1", "2", "3"]]
    report = _table_pages(first, [["性文件", "", "", ""], *FIRST[4:], *SECOND])
    table = report.table("T2")
    assert table is not None
    assert {path: table.cells[path] for path in FIGURES} == FIGURES
    assert (table.departures, report.unread) == ((), ())


def test_a_row_of_blanks_behind_a_page_is_a_row() -> None:
    report = _table_pages([*FIRST, ["行政处罚", "5", "", ""]], [["行政强制", "", "", ""], *SECOND[2:]])
    table = report.table("T2")
    assert table is not None
    assert (table.cells["penalties"], table.cells["coercions"], table.departures) == ("5", "", ())


def test_a_box_around_the_text_is_no_table() -> None:
    frame = [Rule(60, 40, 540, 40), Rule(60, 780, 540, 780), Rule(60, 40, 60, 780), Rule(540, 40, 540, 780)]
    assert texts(read([*frame, *lines([*START, "　　全年公开26条。"])])) == ["全年公开26条。"]


def test_a_pdf_without_text_is_said_to_be_a_scan() -> None:
    assert "扫描件" in refusal(pdf([Rule(60, 40, 540, 40)]))
    assert "扫描件" in refusal(pdf([]))


def test_a_pdf_behind_a_password_says_so() -> None:
    standard = b"/Encrypt<</Filter/Standard/V 2/R 3/Length 128/P -44/O<%s>/U<%s>>>" % (b"00" * 32, b"11" * 32)
    assert "打开密码" in refusal(pdf(lines(START), encrypt=standard))
    certificate = b"/Encrypt<</Filter/Adobe.PubSec/V 4/R 4/P -44/O<00>/U<00>>>"
    assert "打开密码" in refusal(pdf(lines(START), encrypt=certificate))


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.7\n" + bytes(5000), REPORT.read_bytes()[:9000]])
def test_a_damaged_pdf_is_one_sentence(data: bytes, capfd: pytest.CaptureFixture[str]) -> None:
    assert refusal(data) == "“年报.pdf”已损坏，打不开。"
    assert capfd.readouterr() == ("", "")


GOOD = pdf(lines([*START, "　　全年公开26条。"]), grid(COLUMNS, [60, 80, 100], FIRST[1:3]))


@settings(max_examples=examples(100), suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 2**32), st.integers(1, 12))
def test_damage_anywhere_is_one_sentence_or_still_readable(seed: int, blows: int) -> None:
    chance = random.Random(seed)
    struck = bytearray(GOOD)
    for _ in range(blows):
        place = chance.randrange(9, len(struck))
        struck[place : place + chance.choice((0, 1, 4))] = chance.choice(
            (b"", b"0", b"/", b"<<", b"9 0 R", b"]", b"-1")
        )
    try:
        read_bytes(bytes(struck), "年报.pdf")
    except UnreadableFile as error:
        assert error.hint


def _drawing(content: bytes, resources: bytes = b"", more: tuple[bytes, ...] = ()) -> bytes:
    """A page that draws ``content``; ``more`` are the objects from 9 on."""
    whole = pdf([], more=more)
    old, new = stream(b""), stream(content)
    assert old in whole
    return whole.replace(old, new, 1).replace(b"/Resources<<", b"/Resources<<" + resources, 1)


def _forms(depth: int) -> tuple[bytes, ...]:
    """Drawings each of which holds the next one ten times."""
    head = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>"
    return tuple(stream(b"/X Do " * 10, head % (10 + number)) for number in range(depth))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (pdf(*[[]] * (bounds.MAX_PAGES + 1)), "太长"),
        (_drawing(b"0 0 m 9 9 l S " * (bounds.MAX_SHAPES + 1)), "太长"),
        (_drawing(b"q Q " * (bounds.MAX_CONTENT_BYTES // 4 + 1)), "太长"),
        (_drawing(b"/X Do", b"/XObject<</X 9 0 R>>", _forms(12)), "太长"),
        (pdf([Text(80, 80, "年" * 5000)] * (bounds.MAX_PRINTED_CHARACTERS // 5000 + 1)), "太长"),
        (pdf([rule for n in range(250) for rule in (Rule(0, 3 * n, 580, 3 * n), Rule(2 * n, 0, 2 * n, 800))]), "太长"),
        (pdf(lines(START), more=(stream(bytes(bounds.MAX_PART_BYTES + 1)),)), "异常庞大"),
        (pdf(lines(START), more=(stream(bytes(bounds.MAX_PART_BYTES)),) * 5), "异常庞大"),
    ],
    ids=["pages", "shapes", "commands", "forms", "characters", "crossings", "one part", "all parts"],
)
def test_too_much_of_anything_is_refused(data: bytes, said: str) -> None:
    assert len(data) < bounds.MAX_FILE_BYTES
    assert said in refusal(data)


def test_a_large_picture_is_never_unpacked() -> None:
    packed = zlib.compress(bytes(bounds.MAX_UNPACKED_BYTES + 1))
    picture = b"<</Type/XObject/Subtype/Image/Width 9/Height 9/Length %d/Filter/FlateDecode>>stream\n%s\nendstream"
    data = pdf(lines([*START, "　　全年公开26条。"]), more=(picture % (len(packed), packed),))
    assert texts(read_bytes(data, "年报.pdf")) == ["全年公开26条。"]
