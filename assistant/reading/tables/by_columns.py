"""T4: a table with one row of figures, distinguished by the labels over them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.reading.bounds import MAX_LABEL
from assistant.reading.recognise.vocabulary import fold, vocabulary
from assistant.reading.tables.grid import Grid, Place, Reading
from assistant.reading.tables.labels import (
    ALIKE,
    Label,
    SchemaLabels,
    fits,
    is_figure,
    is_note,
    labels_of,
    likeness,
    without_year,
)
from assistant.standard import Leaf, TableSchema


def locate_columns(grid: Grid, header_rows: int, columns: Sequence[Label]) -> dict[str, int]:
    """The grid column of each column label that stands in the header, by path.

    Only for an aligned grid. A label broken over two rows is put together downwards.
    """
    found: dict[str, int] = {}
    if not grid.aligned or not grid.rows:
        return found
    for column in sorted({place.column for row in grid.rows[:header_rows] for place in row}):
        down = _down(grid, header_rows, column)
        for label in columns:
            if label.path not in found and any(fits(label, text) for text in down):
                found[label.path] = column
                break
    return found


def _down(grid: Grid, header_rows: int, column: int) -> list[str]:
    """The header texts over a column, lowest first, and what the lowest ones say together."""
    texts: list[str] = []
    for row in range(header_rows):
        place = grid.at(row, column)
        if place is not None and place.column == column and place.text and (not texts or texts[-1] != place.text):
            texts.append(place.text)
    joined = ["".join(texts[start:]) for start in range(len(texts) - 1)]
    return [*reversed(texts), *joined]


def note_labels(due: Iterable[Label], printed: Sequence[str], kind: str, reading: Reading) -> None:
    """Notes those of the labels due that are not printed word for word.

    ``kind`` is the part of the message keys: "group", "column" or "corner". A text that is exactly
    another label is never taken for a slip of this one.
    """
    labels = list(due)
    texts = [(text, without_year(fold(text))) for text in dict.fromkeys(printed) if 0 < len(text) <= MAX_LABEL]
    folded = {word for _, word in texts}
    exact = {label.folded for label in labels}
    loose = [(text, word) for text, word in texts if word not in exact]
    for label in labels:
        if label.folded in folded:
            continue
        if kind == "group" and _broken(label, [word for _, word in texts]):
            # A page parts the group, and what did not fit of its label stands on the next one.
            continue
        slip = _slip(label, loose)
        if slip:
            reading.depart(f"{kind}_renamed", label=label.printed, text=slip)
        elif kind == "column" and _broken(label, [word for _, word in texts]):
            reading.depart("column_broken", label=label.printed)
        else:
            reading.depart(f"{kind}_missing", label=label.printed)


def _slip(label: Label, loose: Sequence[tuple[str, str]]) -> str:
    """The printed text that is this label with a slip, or ""."""
    for text, _ in loose:
        if fits(label, text):
            return text
    best = max(loose, key=lambda item: likeness(item[1], label.folded), default=("", ""))
    return best[0] if likeness(best[1], label.folded) >= ALIKE else ""


def _broken(label: Label, words: Sequence[str]) -> bool:
    """Whether two printed texts together are the label."""
    return any(
        label.folded.startswith(word) and label.folded[len(word) :] in words for word in words if word != label.folded
    )


def read_by_columns(schema: TableSchema, grid: Grid, beside: Sequence[str], reading: Reading) -> None:
    """Reads the cells of a table into ``reading``. ``beside``: label lines printed next to the table."""
    labels = labels_of(schema)
    columns = [leaf for block in schema.blocks for leaf in block.column_leaves]
    data = _data_rows(grid, labels, len(columns))
    if not data:
        reading.leave("no_row")
        _note_headers(grid, data, labels, beside, reading)
        return
    first, *others = data
    for row in others:
        if is_note(grid.texts(row)):
            reading.leave("note", text=" ".join(grid.texts(row)))
            continue
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
