"""A cell's number is printed in it as one run of digits; marks of notes are no digits."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from assistant.document import read_number
from assistant.interview import read_cell
from tests.examples import examples

NOTES = "①⑫⑳⓪⑴⒇❶➓㉑㊿¹²³⁰⁹₁₉⁽⁾"
WHITE = [" ", "\n", "\t", "　", "\u2009", "\u200b"]
PIECES = ["2", "76", "０", "٣", ".", ",", "，", "-", "件", "½", "Ⅱ", "⒊", *WHITE, *NOTES]


@pytest.mark.parametrize("note", NOTES)
def test_the_mark_of_a_note_is_no_digit(note: str) -> None:
    assert read_number(f"276{note}") == read_number(f"{note}276") == read_number(f" 276 {note}{note}\n") == 276
    assert read_number(f"27{note}6") is read_number(note) is None
    assert read_cell(f"276{note}件") == 276


@pytest.mark.parametrize("white", [" ", "\n", "\t", "　", "\u2009", " \n ", "\u200b \u200b"])
def test_two_numbers_are_none(white: str) -> None:
    for text in (f"276{white}3", f"57.{white}32", f"1,{white}234", f"1{white},234"):
        assert read_number(text) is None
        assert read_cell(text) == text
    assert read_number(f"{white}276{white}") == 276


@settings(max_examples=examples(1_000))
@example(["2", "\u200b", "76"])
@given(st.lists(st.sampled_from(PIECES), max_size=6))
def test_a_number_is_printed_as_one_run(pieces: list[str]) -> None:
    text = "".join(pieces)
    number = read_number(text)
    printed = "".join(sign for sign in text if unicodedata.category(sign) != "Cf")
    for note in NOTES:
        printed = printed.replace(note, " ")
    runs = re.findall(r"[\d.,]+", unicodedata.normalize("NFKC", printed))
    if number is not None:
        assert [abs(number)] == [Decimal(run.replace(",", "")) for run in runs]
