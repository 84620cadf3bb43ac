"""Text and tables as they are drawn: nothing lost, nothing too wide, no mark on the wrong side of a break."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from assistant.document import FigureTable
from assistant.files import visible
from assistant.report import DisclosureFigures, ProceedingFigures, RequestFigures
from assistant.standard import layout, standard
from assistant.tui.widgets.cells import Flow, balance, cut, flowing, literal, pad, shorten, wrap
from assistant.tui.widgets.draft_line import ago
from assistant.tui.widgets.printed_table import paint

CHINESE = st.text(st.sampled_from("年报公开，。、；：（）《》“”〔〕2024 abc人次%.é\n"), max_size=120)


@given(CHINESE, st.integers(4, 80))
def test_a_wrapped_text_keeps_every_character_but_blanks_at_breaks(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert all(cell_len(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


@pytest.mark.parametrize("width", range(10, 60))
def test_no_closing_mark_begins_a_line_and_no_opening_one_ends_it(width: int) -> None:
    text = "依照《中华人民共和国政府信息公开条例》（以下简称《条例》）第五十条编制，格式执行国办公开办函〔2021〕30号。"
    lines = wrap(text, width)
    assert not [line for line in lines[1:] if line[0] in "，。、）》〕"]
    assert not [line for line in lines if line[-1] in "（《〔"]
    assert not [line for line in lines if line.endswith("202")]


@given(CHINESE, st.integers(4, 60))
def test_balanced_lines_are_no_more_than_wrapped_ones(text: str, width: int) -> None:
    assert len(balance(text, width)) <= len(wrap(text, width))


@given(st.text(max_size=40), st.integers(0, 40))
def test_padding_and_cutting_give_the_width_asked_for(text: str, width: int) -> None:
    assert cell_len(cut(text, width)) <= width
    assert cell_len(pad(text, width)) == width
    assert width < 2 or cell_len(shorten(text, width)) <= width


def test_a_flow_indents_the_first_line_and_keeps_styles_over_breaks() -> None:
    drawn = Flow(flowing(literal("公开政府信息二十六条", "bold"), "　　", "")).at(12)
    assert drawn.plain == "　　公开政府\n信息二十六条"
    assert sum(span.end - span.start for span in drawn.spans) == 10


@pytest.mark.parametrize("text", ["\x1b[31m红", "a\x00b", "左\u202e右", "铃\x07"])
def test_what_would_act_on_the_terminal_is_shown_as_a_mark(text: str) -> None:
    assert "\ufffd" in visible(text)
    assert literal("[/b] {{ x }}").plain == "[/b] {{ x }}"


@pytest.mark.parametrize("figures", [DisclosureFigures, RequestFigures, ProceedingFigures])
@pytest.mark.parametrize("width", [30, 46, 60, 76, 90, 120])
def test_a_table_is_never_wider_than_its_place(figures: type[RequestFigures], width: int) -> None:
    lines = paint(figures.model_validate({}).printed(), width).plain.split("\n")
    assert max(cell_len(line) for line in lines) <= width


@pytest.mark.parametrize("schema_key", ["T2", "T3", "T4"])
def test_a_painted_table_shows_every_number_and_every_label(schema_key: str) -> None:
    schema = standard().tables[schema_key]
    cells = {path: str(1000 + number) for number, path in enumerate(schema.cells)}
    plain = paint(FigureTable(schema_key, cells), 110).plain
    assert [number for number in cells.values() if number not in plain] == []
    flat = "".join(plain.split())
    for cell in layout(schema):
        missing = set(cell.text) - set(flat)
        assert not missing, cell.text


def test_a_narrow_place_shows_each_row_with_its_total() -> None:
    plain = paint(RequestFigures.model_validate({"received.business": 7, "granted.business": 7}).printed(), 40).plain
    assert "一、本年新收政府信息公开申请数量" in "".join(plain.split("\n"))
    assert plain.count("7") >= 3


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (datetime(2025, 1, 9, 9, 5), "今天 09:05"),
        (datetime(2025, 1, 8, 23, 59), "昨天 23:59"),
        (datetime(2025, 1, 6, 8, 0), "3天前"),
        (datetime(2024, 11, 2, 8, 0), "2024年11月2日"),
        (datetime(2025, 1, 9, 18, 0), "今天 18:00"),
    ],
)
def test_the_last_edit_is_told_as_people_do(moment: datetime, said: str) -> None:
    assert ago(moment, datetime(2025, 1, 9, 10, 0)) == said
