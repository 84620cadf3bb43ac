"""The ways to fill a table that the prompt offers."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.tui.inputs.rows import Row
from assistant.tui.inputs.wording import say

NONE_KEY, GRID_KEY = "N", "G"


@dataclass(frozen=True)
class Way:
    """One way: its row on the prompt and the view it leads to ("" is none this year, handed over at once)."""

    row: Row
    view: str


def none_way(text: str, none_now: bool) -> Way:
    """None this year. ``none_now``: that is the present answer."""
    return Way(Row(text, NONE_KEY, note=say("label.present") if none_now else ""), "")


def plain_ways(filled: int, none_now: bool) -> tuple[Way, ...]:
    """None this year, or the grid. ``filled``: how many cells hold something."""
    none = say("table.none_again", filled=filled) if filled else say("table.none")
    opening = say("table.open_again", filled=filled) if filled else say("table.open")
    return none_way(none, none_now), Way(Row(opening, GRID_KEY), "grid")
