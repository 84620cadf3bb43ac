"""The ways to fill a table that the prompt offers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from assistant.tui.inputs.rows import Row
from assistant.tui.inputs.wording import say

NONE_KEY, CASES_KEY, GRID_KEY = "N", "A", "G"


@dataclass(frozen=True)
class Way:
    """One way: its row on the prompt and the view it leads to ("ask": none this year, handed over at once)."""

    row: Row
    view: Literal["ask", "cases", "grid"]


def ways(filled: int, cases: int, takes_cases: bool, none_now: bool) -> tuple[Way, ...]:
    """None this year; the applications one by one where the table takes them; the grid.

    :param filled: how many cells hold something, typed or counted.
    :param cases: how many applications the table was counted from, 0 where it was typed.
    :param none_now: whether "none" is the present answer.
    """
    none = say("table.none_again", filled=filled) if filled else say("table.none")
    found = [Way(Row(none, NONE_KEY, note=say("label.present") if none_now else ""), "ask")]
    if takes_cases:
        found.append(Way(Row(_case_words(filled, cases), CASES_KEY), "cases"))
    if cases:
        opening = say("table.counted", cases=cases)
    else:
        opening = say("table.open_again", filled=filled) if filled else say("table.open")
    found.append(Way(Row(opening, GRID_KEY), "grid"))
    return tuple(found)


def _case_words(filled: int, cases: int) -> str:
    if cases:
        return say("cases.open_again", count=cases)
    return say("cases.open_instead", filled=filled) if filled else say("cases.open")
