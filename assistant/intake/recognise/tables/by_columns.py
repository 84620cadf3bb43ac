"""T4: a table with one row of figures, told apart by the labels over them."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.intake.recognise.folding import fold
from assistant.intake.recognise.tables.columns import note_labels
from assistant.intake.recognise.tables.grid import Grid, Place
from assistant.intake.recognise.tables.labels import SchemaLabels, fits, is_figure, labels_of
from assistant.intake.recognise.tables.reading import Reading
from assistant.intake.recognise.vocabulary import vocabulary
from assistant.standard import Leaf, standard


def read_by_columns(schema_key: str, grid: Grid, beside: Sequence[str], reading: Reading) -> None:
    """Reads the cells of a table into ``reading``. ``beside``: label lines printed next to the table."""
    labels = labels_of(schema_key)
    columns = [leaf for block in standard().tables[schema_key].blocks for leaf in block.column_leaves]
    data = _data_rows(grid, labels, len(columns))
    if not data:
        reading.leave("no_row")
        _note_headers(grid, data, labels, beside, reading)
        return
    first, *others = data
    for row in others:
        reading.depart("two_data_rows", text=" ".join(grid.texts(row)))
        reading.leave("row", text=" ".join(grid.texts(row)))
    _read(grid, first, columns, labels, reading)
    _note_headers(grid, data, labels, beside, reading)


def _data_rows(grid: Grid, labels: SchemaLabels, due: int) -> list[int]:
    """The rows without any label: those with figures, or else the first blank one wide enough."""
    bare_rows = [
        number
        for number, row in enumerate(grid.rows)
        if not any(place.text and labels.knows(place.text) for place in row)
    ]
    # In running text the labels and the figures may have come out as one row.
    joined = [number for number, row in enumerate(grid.rows) if len(_tail(row)) >= due and number not in bare_rows]
    filled = [number for number in bare_rows if any(grid.texts(number)) and not _is_furniture(grid.texts(number))]
    figured = [number for number in filled if any(text and is_figure(text) for text in grid.texts(number))]
    blank = [number for number in bare_rows if not any(grid.texts(number)) and len(grid.texts(number)) >= due - 1]
    below_header = [number for number in blank if number > 0]
    found = (
        figured
        or [number for number in joined if any(place.text for place in _tail(grid.rows[number]))]
        or below_header[:1]
    )
    # Words alone may stand over or under the figures; they are told, but not read in the place of the figures.
    return [*found, *(number for number in filled if number not in figured)]


def _is_furniture(texts: Sequence[str]) -> bool:
    """Whether a row holds nothing but what stands around a table: 单位：件."""
    return all(vocabulary().noise.fullmatch(fold(text)) for text in texts if text)


def _tail(row: tuple[Place, ...]) -> tuple[Place, ...]:
    """The figures at the end of a row."""
    start = len(row)
    while start > 0 and is_figure(row[start - 1].text):
        start -= 1
    return row[start:]


def _read(grid: Grid, row: int, columns: Sequence[Leaf], labels: SchemaLabels, reading: Reading) -> None:
    located = _located(grid, row, columns, labels)
    if len(located) == len(columns):
        texts = {path: grid.at(row, column) for path, column in located.items()}
        reading.cells.update({path: "" if place is None else place.text for path, place in texts.items()})
        return
    figures = [place for place in _tail(grid.rows[row]) or grid.rows[row] if place.own]
    extra = len(figures) - len(columns)
    if extra > 0 and not any(place.text for place in figures[:extra]):
        figures = figures[extra:]
    elif extra > 0 and not any(place.text for place in figures[len(columns) :]):
        figures = figures[: len(columns)]
    if len(figures) == len(columns):
        pairs = zip(columns, figures, strict=True)
        reading.cells.update({leaf.path: place.text for leaf, place in pairs})
    elif located:
        texts = {path: grid.at(row, column) for path, column in located.items()}
        reading.cells.update({path: place.text for path, place in texts.items() if place is not None})
    else:
        reading.depart("values_short", row=reading.name, found=len(figures), due=len(columns))
        reading.leave("row", text=" ".join(grid.texts(row)))


def _located(grid: Grid, row: int, columns: Sequence[Leaf], labels: SchemaLabels) -> dict[str, int]:
    """The grid column of each leaf whose own label and groups stand over it."""
    found: dict[str, int] = {}
    if not grid.aligned:
        return found
    for place in grid.rows[row]:
        over = [grid.at(above, place.column) for above in range(row)]
        own = [cell.text for cell in over if cell is not None and cell.text]
        groups = own + [_left(grid, above, place.column) for above in range(row)]
        for leaf in columns:
            if leaf.path not in found and _stands_over(leaf, own, groups, labels):
                found[leaf.path] = place.column
                break
    return found


def _left(grid: Grid, row: int, column: int) -> str:
    """The last text at or left of a column: the group over a column whose own cell is printed blank."""
    return next((place.text for place in reversed(grid.rows[row]) if place.column <= column and place.text), "")


def _stands_over(leaf: Leaf, own: Sequence[str], groups: Sequence[str], labels: SchemaLabels) -> bool:
    label = next(label for label in labels.columns if label.path == leaf.path)
    above = {fold(header.label) for header in leaf.headers[:-1]}
    over = [group for group in labels.column_groups if group.folded in above]
    return (
        bool(own) and fits(label, own[-1]) and all(any(fits(group, text) for text in groups if text) for group in over)
    )


def _note_headers(
    grid: Grid, data: Sequence[int], labels: SchemaLabels, beside: Sequence[str], reading: Reading
) -> None:
    """Notes headers that are not word for word those of the format.

    A column that is lost with its figure needs no note: its cell is not there.
    """
    end = data[0] if data and data[0] > 0 else len(grid.rows)
    printed = [place.text for row in grid.rows[:end] for place in row if place.own]
    printed += beside
    note_labels(labels.column_groups, printed, "group", reading)
    due = {label.folded: label for label in labels.columns if label.path in reading.cells}
    note_labels(due.values(), printed, "column", reading)
    words = [fold(text) for text in printed]
    for folded, label in due.items():
        blocks = sum(other.folded == folded and other.path in reading.cells for other in labels.columns)
        if 0 < words.count(folded) < blocks:
            reading.depart("column_missing", label=label.printed)
