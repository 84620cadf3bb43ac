"""The ways to fill a table that the prompt offers."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.document import print_number, read_number
from assistant.tui.inputs.rows import Row
from assistant.tui.inputs.table.sheet import Sheet
from assistant.tui.inputs.wording import say

NONE_KEY, GRID_KEY = "N", "G"
_PENDING = "pending"


@dataclass(frozen=True)
class Way:
    """One way: its row on the prompt and the view it leads to ("" is none this year, handed over at once)."""

    row: Row
    view: str


def none_way(text: str, none_now: bool, more: str = "") -> Way:
    """None this year. ``none_now``: that is the present answer; ``more`` stands below."""
    note = say("label.present") if none_now else ""
    return Way(Row(text, NONE_KEY, note=note, more=(more,) if more else ()), "")


def plain_ways(sheet: Sheet, filled: int, none_now: bool) -> tuple[Way, ...]:
    """None this year, or the grid. ``filled``: how many cells hold something of this year."""
    cells, kept = sheet.schema.cells, none_this_year(sheet)
    none = say("table.none")
    if kept:
        names = (say("table.none_kept", name=cells[path].row.header.short, number=kept[path]) for path in kept)
        none = say("table.none_but", kept=say("table.listed").join(names))
    if filled:
        none = say("table.none_again", none=none, filled=filled)
    opening = say("table.open_again", filled=filled) if filled else say("table.open")
    return none_way(none, none_now, _pending(sheet)), Way(Row(opening, GRID_KEY), "grid")


def none_this_year(sheet: Sheet) -> dict[str, str]:
    """The table when nothing happened this year: all 0, but last year's documents are still in force."""
    return {path: str(number) for path, number in sheet.last.in_force.items() if number}


def _pending(sheet: Sheet) -> str:
    """What was pending last year and must turn up again, "" where nothing was."""
    cells, printed = sheet.schema.cells, sheet.last.printed
    counts = {path: read_number(printed.get(path, "")) for path in cells if path.rpartition(".")[2] == _PENDING}
    names = [
        say("table.pending", name=cells[path].column.headers[-2].short, number=print_number(number))
        for path, number in counts.items()
        if number
    ]
    return say("table.none_pending", pending=say("table.listed").join(names)) if names else ""
