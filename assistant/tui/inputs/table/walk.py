"""Ways through the cells of a grid. A place is (row, column) in the whole grid."""

from __future__ import annotations

from assistant.tui.inputs.table.drawing import Drawing
from assistant.tui.inputs.table.sheet import Sheet

Place = tuple[int, int]


def find(drawing: Drawing, path: str) -> Place:
    """Where the cell at ``path`` stands. :raises KeyError: the grid has no such cell."""
    for number, (_, row) in enumerate(drawing.rows):
        for place, cell in enumerate(row.cells):
            if cell.path == path:
                return number, place
    raise KeyError(path)


def clamp(drawing: Drawing, row: int, column: int) -> Place:
    """The nearest place that exists."""
    row = min(max(row, 0), len(drawing.rows) - 1)
    return row, min(max(column, 0), len(drawing.rows[row][1].cells) - 1)


def step(drawing: Drawing, here: Place, by: int, downwards: bool) -> Place:
    """The next place that is typed, totals skipped: by columns downwards, else by rows; around at the end."""
    places = [
        (number, place)
        for number, (_, row) in enumerate(drawing.rows)
        for place, cell in enumerate(row.cells)
        if not cell.derived
    ]
    if downwards:
        places.sort(key=lambda at: (drawing.rows[at[0]][0], at[1], at[0]))
    if here in places:
        return places[(places.index(here) + by) % len(places)]
    return clamp(drawing, here[0] + (by if downwards else 0), here[1] + (0 if downwards else by))


def next_off(drawing: Drawing, sheet: Sheet, here: Place) -> Place | None:
    """The next cell that is no number or not as last year settles it, else the next column that does not balance.

    Columns of totals are passed over: they are mended by mending the others.
    """
    cells = drawing.rows[here[0]][1].cells
    first = drawing.rows[0][1].cells
    if wrong := {*sheet.problems, *sheet.departing}:
        places = sorted(find(drawing, path) for path in wrong)
        return next((place for place in places if place > here), places[0])
    for by in range(1, len(cells) + 1):
        column = (here[1] + by) % len(cells)
        balance = sheet.balance(cells[column].path)
        if balance is not None and balance.difference and not first[column].derived:
            return here[0], column
    return None
