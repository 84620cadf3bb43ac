"""T3: a table whose rows are named at the left and whose columns are the same in every row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from assistant.reading.recognise.vocabulary import fold
from assistant.reading.tables.by_columns import locate_columns, note_labels
from assistant.reading.tables.grid import Grid, Place, Reading
from assistant.reading.tables.labels import Label, SchemaLabels, fingerprints, fits, is_figure, is_number, labels_of
from assistant.reading.tables.rows import PrintedRow, match_rows, note_row_names, note_spare_rows, split_row
from assistant.standard import TableSchema, join


def read_by_rows(schema: TableSchema, grid: Grid, beside: Sequence[str], reading: Reading) -> None:
    """Reads the cells of a table into ``reading``. ``beside``: label lines printed next to the table."""
    labels = labels_of(schema)
    header = _header_rows(grid, labels)
    rows = [split_row(number, grid, labels) for number in range(header, len(grid.rows))]
    matched = match_rows(rows, labels, reading)
    columns = _Columns(grid, header, labels, list(matched.rows.values()))
    for path, row in matched.rows.items():
        _read_row(path, row, columns, labels, reading)
    note_row_names(matched, labels, reading)
    note_spare_rows(matched, labels, reading)
    over = [place.text for row in grid.rows[:header] for place in row if place.own]
    left = [text for row in rows for text in row.labels]
    printed = [*over, *left, *beside]
    note_labels(labels.row_groups, printed, "group", reading)
    columns.note(over or printed, reading)
    note_labels(labels.column_groups, printed, "group", reading)
    note_labels(labels.corners, printed, "corner", reading)


def _header_rows(grid: Grid, labels: SchemaLabels) -> int:
    """How many rows come before the first row of figures."""
    over_columns = {label.folded for label in labels.columns}
    for number, row in enumerate(grid.rows):
        if any(place.text and fold(place.text) not in over_columns and labels.row(place.text) for place in row):
            return number
        if sum(is_number(place.text) for place in row) >= len(labels.columns) - 1:
            return number
    return len(grid.rows)


class _Columns:
    """Which figure of a row belongs to which column."""

    def __init__(self, grid: Grid, header: int, labels: SchemaLabels, rows: Sequence[PrintedRow]) -> None:
        self._grid = grid
        self._labels = labels.columns
        self._paths = [label.path for label in labels.columns]
        self._places = locate_columns(grid, header, labels.columns)
        self._by_place = len(self._places) == len(self._paths) and len(set(self._places.values())) == len(self._paths)
        lengths = Counter(len(row.figures) for row in rows)
        usual = lengths.most_common(1)[0][0] if lengths else len(self._paths)
        located = sorted(self._places, key=lambda path: self._places[path])
        # A table that lost a whole column has as many figures in a row as labels over them.
        self._lost = usual < len(self._paths) and usual == len(located)
        self._order = located if self._lost else self._paths

    def figures(self, row: PrintedRow) -> dict[str, str] | None:
        """The texts of one row by column path, None when they cannot be distinguished."""
        if self._by_place and not self._shifted(row):
            texts = {path: self._grid.at(row.number, column) for path, column in self._places.items()}
            return {path: "" if place is None else place.text for path, place in texts.items()}
        figures = _trim(row.figures, len(self._order))
        if figures is None:
            return None
        return {path: place.text for path, place in zip(self._order, figures, strict=True)}

    def note(self, printed: Sequence[str], reading: Reading) -> None:
        """Notes column labels that are missing, renamed, broken or in another order.

        A column that is lost with its figures needs no note: its cells are not there.
        """
        due = [label for label in self._labels if label.path in self._order]
        note_labels(due, printed, "column", reading)
        if self._by_place:
            furthest = -1
            for label in self._labels:
                if self._places[label.path] < furthest:
                    reading.depart("column_order", label=label.printed)
                furthest = max(furthest, self._places[label.path])

    def _shifted(self, row: PrintedRow) -> bool:
        """Whether the row's figures begin left of the first column: the row was padded at its other end."""
        first = min(self._places.values())
        return any(place.own and place.column < first and is_number(place.text) for place in row.figures)


def _trim(figures: tuple[Place, ...], due: int) -> tuple[Place, ...] | None:
    """As many figures as are due, blank cells at either end left away; None when that does not come out."""
    extra = len(figures) - due
    if extra < 0:
        return None
    if all(not place.text for place in figures[:extra]):
        return figures[extra:]
    return figures[:due] if all(not place.text for place in figures[due:]) else None


def _read_row(path: str, row: PrintedRow, columns: _Columns, labels: SchemaLabels, reading: Reading) -> None:
    texts = columns.figures(row)
    if texts is None:
        label = next(label.printed for label in labels.rows if label.path == path)
        found = sum(not is_figure(place.text) or is_number(place.text) for place in row.figures)
        reading.depart("values_short", row=label, found=found, due=len(labels.columns))
        reading.leave("row", text=row.text)
        return
    reading.cells.update({join(path, column): text for column, text in texts.items()})


def read_by_blocks(schema: TableSchema, grid: Grid, beside: Sequence[str], reading: Reading) -> None:
    """Reads the cells of a table into ``reading``. ``beside``: label lines printed next to the table.

    Rows under column labels of the 2019 trial format are not read: their figures mean something else.
    """
    labels = labels_of(schema)
    printed = [place.text for row in grid.rows for place in row if place.own] + list(beside)
    reading.old_format += fingerprints(printed)
    rows = [split_row(number, grid, labels) for number in range(len(grid.rows))]
    headers = _headers(rows, labels)
    counted = [row for row in rows if not _is_label_row(row, labels)]
    matched = match_rows([row for row in counted if not _old(headers[row.number], row)], labels, reading)
    if not matched.rows and reading.old_format:
        return
    due = {leaf.path: block.column_leaves for block in schema.blocks for leaf in block.row_leaves}
    for path, row in matched.rows.items():
        columns = _order([leaf.path for leaf in due[path]], headers[row.number], labels, reading)
        name = next(label.printed for label in labels.rows if label.path == path)
        _read_block_row(path, name, row, columns, reading)
    note_row_names(matched, labels, reading)
    note_spare_rows(matched, labels, reading)
    note_labels(labels.blocks, printed, "group", reading)
    note_labels(labels.columns, printed, "column", reading)


def _headers(rows: Sequence[PrintedRow], labels: SchemaLabels) -> list[tuple[str, ...]]:
    """For each row, the texts of the header row that it stands under; a row may bring its own in one line."""
    current: tuple[str, ...] = ()
    found: list[tuple[str, ...]] = []
    for row in rows:
        texts = (*row.labels, *(place.text for place in row.figures))
        header = tuple(text for text in texts if _is_column(text, labels))
        current = header or current
        found.append(current)
    return found


def _is_column(text: str, labels: SchemaLabels) -> bool:
    return any(label.folded == fold(text) or fits(label, text) for label in labels.columns) or any(
        fingerprints((text,))
    )


def _is_label_row(row: PrintedRow, labels: SchemaLabels) -> bool:
    """Whether the row is a header or the line over a block: labels only, and none of them names a row."""
    texts = [text for text in (*row.labels, *(place.text for place in row.figures)) if text]
    return not any(labels.row(text) for text in texts) and all(
        labels.knows(text) or _is_column(text, labels) for text in texts
    )


def _old(header: tuple[str, ...], row: PrintedRow) -> bool:
    return any(fingerprints((*header, *row.labels)))


def _order(due: list[str], header: tuple[str, ...], labels: SchemaLabels, reading: Reading) -> list[str]:
    """The column paths in the order in which the header prints them."""
    if len(due) == 1:
        return due
    columns: dict[str, Label] = {label.path: label for label in labels.columns if label.path in due}
    printed = [path for text in header for path, label in columns.items() if fits(label, text)]
    if sorted(printed) != sorted(due) or printed == due:
        return due
    for path, expected in zip(printed, due, strict=True):
        if path != expected:
            reading.depart("column_order", label=columns[path].printed)
    return printed


def _read_block_row(path: str, name: str, row: PrintedRow, columns: Sequence[str], reading: Reading) -> None:
    figures = _figures(row.figures, len(columns))
    if figures is None:
        found = sum(is_number(place.text) for place in row.figures)
        reading.depart("values_short", row=name, found=found, due=len(columns))
        reading.leave("row", text=row.text)
        return
    chosen = {place.column for place in figures}
    spare = [place.text for place in row.figures if place.text and place.column not in chosen]
    if spare:
        reading.leave("extra_values", row=name, text=" ".join(spare))
    reading.cells.update({join(path, column): place.text for column, place in zip(columns, figures, strict=True)})


def _figures(figures: tuple[Place, ...], due: int) -> tuple[Place, ...] | None:
    """The figures of a row; a single one may stand in any of the cells that its header spans."""
    if len(figures) < due:
        return None
    if due == 1:
        return (next((place for place in figures if place.text), figures[0]),)
    return figures[:due]
