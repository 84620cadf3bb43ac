"""The cells of a table while they are typed, without a screen."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.report import DisclosureFigures, ProceedingFigures, RequestFigures
from assistant.session.sheet import Sheet
from assistant.standard import standard
from assistant.tui.inputs.table.painting import Drawing, bands, fit

TYPED = [path for path, cell in standard().tables["T3"].cells.items() if not cell.derived]


def t3() -> Sheet:
    return Sheet(RequestFigures, "申请情况表")


def test_totals_follow_at_once() -> None:
    sheet = t3()
    sheet.change({"granted.natural_person": "3", "denied.third_party.business": "２件"})
    assert sheet.value("total.natural_person") == 3
    assert sheet.value("total.business") == 2
    assert sheet.value("total.total") == 5
    assert sheet.texts == {"granted.natural_person": "3", "denied.third_party.business": "2"}


def test_the_balance_names_both_sides() -> None:
    sheet = t3()
    sheet.change({"received.natural_person": "6", "carried_in.natural_person": "1", "granted.natural_person": "6"})
    balance = sheet.balance("granted.natural_person")
    assert balance is not None
    assert balance.left == (("本年新收", 6), ("上年结转", 1))
    assert balance.right == (("办结总计", 6), ("结转下年度", 0))
    assert balance.difference == 1
    assert Sheet(ProceedingFigures, "").balance("review.upheld") is None


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("abc", "“本年新收·自然人”填的是“abc”，这里要填0或者正整数。"),
        ("-1", "数字不能小于0"),
        ("1.5", "这里要填0或者正整数"),
        ("9999999999", "数字太大"),
    ],
)
def test_what_is_no_number_stays_with_a_sentence(text: str, sentence: str) -> None:
    sheet = t3()
    sheet.type("received.natural_person", text)
    assert sheet.text("received.natural_person") == text
    assert sentence in sheet.problem("received.natural_person")
    assert sheet.value("received.natural_person") == 0
    assert sheet.problems == ("received.natural_person",)
    sheet.type("received.natural_person", "7")
    assert sheet.problems == ()


def test_fees_take_decimals_and_yuan() -> None:
    sheet = Sheet(DisclosureFigures, "表")
    sheet.type("fees", "1,234元")
    assert sheet.text("fees") == "0.1234"
    assert sheet.value("fees") == Decimal("0.1234")


def test_typing_in_a_cell_is_one_step_back() -> None:
    sheet = t3()
    for text in ("1", "12", "123"):
        sheet.type("received.natural_person", text)
    sheet.close()
    sheet.type("received.natural_person", "9")
    assert sheet.undo() == "received.natural_person"
    assert sheet.text("received.natural_person") == "123"
    sheet.undo()
    assert sheet.texts == {}
    assert sheet.undo() is None
    sheet.redo()
    assert sheet.text("received.natural_person") == "123"


def test_typing_the_same_is_no_step() -> None:
    sheet = t3()
    sheet.change({"received.natural_person": "5"})
    sheet.type("received.natural_person", "5")
    sheet.type("received.natural_person", "56")
    sheet.type("received.natural_person", "5")
    sheet.close()
    sheet.undo()
    assert sheet.texts == {}


def test_loading_leaves_out_totals_and_strangers() -> None:
    sheet = t3()
    sheet.load({"received.natural_person": "3", "received.total": "3", "no.such": "1"})
    assert sheet.texts == {"received.natural_person": "3"}
    assert sheet.undo() is None


@given(st.lists(st.tuples(st.sampled_from(TYPED), st.sampled_from(["", "0", "1", "12", "x", "３件"])), max_size=12))
def test_undo_and_redo_lead_back_and_forth(steps: list[tuple[str, str]]) -> None:
    sheet = t3()
    states = [sheet.texts]
    for path, text in steps:
        before = sheet.texts
        sheet.change({path: text})
        if sheet.texts != before:
            states.append(sheet.texts)
    for state in reversed(states[:-1]):
        sheet.undo()
        assert sheet.texts == state
    for state in states[1:]:
        sheet.redo()
        assert sheet.texts == state
    assert sheet.redo() is None


@pytest.mark.parametrize("key", ["T2", "T3", "T4"])
@pytest.mark.parametrize("width", [50, 58, 64, 78, 100, 138])
def test_every_cell_has_its_place_inside_the_width(key: str, width: int) -> None:
    table = standard().tables[key]
    drawing = Drawing(bands(table), width)
    shown = [cell.path for _, row in drawing.rows for cell in row.cells]
    assert sorted(shown) == sorted(table.cells)
    for spans in drawing.columns:
        assert spans[0].start == drawing.label_width
        assert spans[-1].end <= width
        assert all(one.end == other.start for one, other in pairwise(spans))
    for number in range(len(drawing.rows)):
        assert drawing.body[drawing.line_of(number)].row == number


def test_the_one_long_row_of_t4_is_folded() -> None:
    (band,) = bands(standard().tables["T4"])
    assert [(row.group, row.label) for row in band.rows] == [
        ("", "行政复议"), ("行政诉讼", "未经复议直接起诉"), ("行政诉讼", "复议后起诉"),
    ]  # fmt: skip
    assert [row.cells[4].path for row in band.rows] == ["review.total", "suit_direct.total", "suit_after_review.total"]


def test_a_text_fits_exactly() -> None:
    assert fit("12", 4, right=True) == "  12"
    assert fit("办结总计", 6) == "办结 ~"
    assert fit("办结总计", 5) == "办结~"
