"""T2: blocks under each other, each with its own header row and its own columns."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.intake.recognise.folding import fold
from assistant.intake.recognise.tables.classify import fingerprints
from assistant.intake.recognise.tables.columns import note_labels
from assistant.intake.recognise.tables.grid import Grid, Place
from assistant.intake.recognise.tables.labels import Label, SchemaLabels, fits, is_number, labels_of
from assistant.intake.recognise.tables.reading import Reading
from assistant.intake.recognise.tables.rows import (
    PrintedRow,
    match_rows,
    note_row_names,
    note_spare_rows,
    split_row,
)
from assistant.standard import join, standard


def read_by_blocks(schema_key: str, grid: Grid, beside: Sequence[str], reading: Reading) -> None:
    """Reads the cells of a table into ``reading``. ``beside``: label lines printed next to the table.

    Rows under column labels of the 2019 trial format are not read: their figures mean something else.
    """
    labels = labels_of(schema_key)
    printed = [place.text for row in grid.rows for place in row if place.own] + list(beside)
    reading.old_format += fingerprints(printed)
    rows = [split_row(number, grid, labels) for number in range(len(grid.rows))]
    headers = _headers(rows, labels)
    counted = [row for row in rows if not _is_label_row(row, labels)]
    matched = match_rows([row for row in counted if not _old(headers[row.number], row)], labels, reading)
    if not matched.rows and reading.old_format:
        return
    due = {
        leaf.path: block.column_leaves for block in standard().tables[schema_key].blocks for leaf in block.row_leaves
    }
    for path, row in matched.rows.items():
        columns = _order([leaf.path for leaf in due[path]], headers[row.number], labels, reading)
        name = next(label.printed for label in labels.rows if label.path == path)
        _read_row(path, name, row, columns, reading)
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


def _read_row(path: str, name: str, row: PrintedRow, columns: Sequence[str], reading: Reading) -> None:
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
