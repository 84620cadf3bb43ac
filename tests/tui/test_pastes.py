"""What a terminal sends in bracketed paste mode: text, however it is cut into pieces."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from assistant.tui.run import PasteFilter

START, END = "\x1b[200~", "\x1b[201~"


def read(*pieces: str) -> str:
    pastes = PasteFilter()
    return "".join(map(pastes.clean, pieces))


def test_an_escape_sequence_in_a_paste_presses_no_key() -> None:
    assert read(f"{START}甲\x1b]0;乙\x07\x11\x1b[A{END}\x1b[A") == f"{START}甲]0;乙[A{END}\x1b[A"


def test_line_ends_and_tabs_stay() -> None:
    assert read(f"{START}甲\r\n乙\t丙{END}") == f"{START}甲\r\n乙\t丙{END}"


def test_keys_are_left_alone() -> None:
    assert read("a\x1b[A\x1b\x07\x11") == "a\x1b[A\x1b\x07\x11"


@given(st.text(), st.text(), st.text(), st.data())
def test_pieces_make_no_difference(before: str, pasted: str, after: str, data: st.DataObject) -> None:
    whole = f"{before}{START}{pasted}{END}{after}"
    cuts = sorted(data.draw(st.lists(st.integers(0, len(whole)), max_size=6)))
    edges = [0, *cuts, len(whole)]
    pieces = [whole[left:right] for left, right in pairwise(edges)]
    assert read(*pieces) == read(whole)
