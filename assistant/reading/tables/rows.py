"""Rows distinguished: which printed row is which row of the format, by its label, by likeness, by its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from assistant.reading.recognise.vocabulary import fold
from assistant.reading.tables.grid import Grid, Place, Reading
from assistant.reading.tables.labels import (
    ALIKE,
    Label,
    SchemaLabels,
    bare,
    is_figure,
    is_note,
    is_number,
    likeness,
    without_year,
)


class PrintedRow(NamedTuple):
    """A row split at its label: the texts before its figures, and its figures."""

    number: int
    labels: tuple[str, ...]
    figures: tuple[Place, ...]

    @property
    def text(self) -> str:
        return " ".join([*self.labels, *(place.text for place in self.figures if place.text)])

    @property
    def counted(self) -> bool:
        """Whether any figure is a number."""
        return any(is_number(place.text) for place in self.figures)


@dataclass
class Matched:
    """Which row of the format each printed row is: path by row number; ``spare`` rows are none."""

    rows: dict[str, PrintedRow]
    spare: list[PrintedRow]


def split_row(number: int, grid: Grid, labels: SchemaLabels) -> PrintedRow:
    """One row of the grid, split behind the last cell that names it.

    Where no cell is a known name, the name ends before the first figure.
    """
    places = grid.rows[number]
    known = [index for index, place in enumerate(places) if place.text and labels.names(place.text)]
    if known:
        cut = known[-1] + 1
        if not labels.row(places[cut - 1].text):
            # Only the group is known: the words behind it are the name of a row that is not.
            while cut < len(places) and not is_figure(places[cut].text):
                cut += 1
    else:
        worded = [index for index, place in enumerate(places) if not is_figure(place.text)]
        first_number = next((index for index, place in enumerate(places) if is_number(place.text)), len(places))
        cut = max((index + 1 for index in worded if index < first_number), default=0)
    names = tuple(place.text for place in places[:cut] if place.text)
    return PrintedRow(number, names, places[cut:])


def match_rows(rows: Sequence[PrintedRow], labels: SchemaLabels, reading: Reading) -> Matched:
    """Finds the row of the format for each printed row: first by name, then by likeness and place."""
    order = [label.path for label in labels.rows]
    sure = ["" if _is_header(row, labels) else _named(row, labels) for row in rows]
    matched = Matched({}, [])
    for index, row in enumerate(rows):
        path = sure[index] or _guessed(index, rows, sure, labels)
        if not path:
            matched.spare.append(row)
        elif path in matched.rows:
            reading.depart("row_twice", label=_label(path, labels).printed)
        else:
            sure[index] = path
            matched.rows[path] = row
    _note_order(list(matched.rows), order, labels, reading)
    return matched


def _is_header(row: PrintedRow, labels: SchemaLabels) -> bool:
    """Whether the row repeats the column labels, as where a table goes on after a page.

    A row that came out together with the header over it ends with its own name instead.
    """
    columns = {label.folded for label in (*labels.columns, *labels.column_groups)}
    words = [fold(text) for text in row.labels]
    return not row.counted and not columns.isdisjoint(set(words) - set(labels.row_paths)) and words[-1] in columns


def _named(row: PrintedRow, labels: SchemaLabels) -> str:
    """The path of a row by its name: its last label, or several that are one name broken into cells."""
    for start in range(len(row.labels) - 1, -1, -1):
        path = labels.row("".join(row.labels[start:]))
        if path:
            return path
    if row.labels and row.counted:
        return labels.undivided.get(fold(row.labels[-1]), "")
    return ""


def _guessed(index: int, rows: Sequence[PrintedRow], sure: Sequence[str], labels: SchemaLabels) -> str:
    """The likeliest row of the format among those between the neighbours that are sure."""
    row = rows[index]
    if not row.figures or _is_header(row, labels):
        return ""
    order = [label.path for label in labels.rows]
    before = next((order.index(path) for path in reversed(sure[:index]) if path), -1)
    after = next((order.index(path) for path in sure[index + 1 :] if path), len(order))
    between = [label for label in labels.rows[before + 1 : after] if label.path not in sure]
    if not row.labels or not _own_words(row, labels):
        # A row without a name is known by its place, when only one row can stand there.
        return between[0].path if len(between) == 1 and row.counted else ""
    name = bare(fold(row.labels[-1]))
    best = max(between, key=lambda label: likeness(name, label.bare), default=None)
    return best.path if best is not None and likeness(name, best.bare) >= ALIKE else ""


def _own_words(row: PrintedRow, labels: SchemaLabels) -> bool:
    """Whether the row has a name of its own besides the groups that it stands in."""
    return any(fold(text) not in labels.row_group_words for text in row.labels)


def _note_order(found: Sequence[str], order: Sequence[str], labels: SchemaLabels, reading: Reading) -> None:
    furthest = -1
    for path in found:
        place = order.index(path)
        if place < furthest:
            reading.depart("row_order", label=_label(path, labels).printed)
        furthest = max(furthest, place)


def note_row_names(matched: Matched, labels: SchemaLabels, reading: Reading) -> None:
    """Notes rows whose printed name is not word for word that of the format.

    A row that is missing needs no note: its cells are not there.
    """
    covered = _note_undivided(matched, labels, reading)
    for label in labels.rows:
        row = matched.rows.get(label.path)
        if row is None or label.path in covered:
            continue
        texts = ["".join(row.labels[start:]) for start in range(len(row.labels))]
        if not _own_words(row, labels):
            reading.depart("row_unnamed", label=label.printed)
        elif label.folded not in map(without_year, map(fold, texts)):
            reading.depart("row_renamed", label=label.printed, text=row.labels[-1])


def _note_undivided(matched: Matched, labels: SchemaLabels, reading: Reading) -> set[str]:
    """Rows that stand in one undivided group: the one that took the figures, and those that are lost in it."""
    covered: set[str] = set()
    for group, path in labels.undivided.items():
        row = matched.rows.get(path)
        if row is not None and row.labels and fold(row.labels[-1]) == group:
            reading.depart("row_undivided", label=row.labels[-1], part=_label(path, labels).printed)
            inside = path.rpartition(".")[0]
            covered |= {label.path for label in labels.rows if label.path.startswith(f"{inside}.")}
    return covered


def note_spare_rows(matched: Matched, labels: SchemaLabels, reading: Reading) -> None:
    """Notes printed rows that are no row of the format, repeated headers aside."""
    for row in matched.spare:
        words = [text for text in row.labels if text]
        if is_note([*words, *(place.text for place in row.figures)]):
            reading.leave("note", text=row.text)
        elif row.counted:
            reading.depart("row_extra", text=" ".join(words) or row.text)
            reading.leave("row", text=row.text)
        elif words and not all(labels.knows(text) or _nearly(text, labels) for text in words):
            reading.leave("row", text=row.text)


def _nearly(text: str, labels: SchemaLabels) -> bool:
    """Whether a text is a label with a slip, which is reported where the label is looked for."""
    folded = fold(text)
    return any(likeness(folded, word) >= ALIKE for word in labels.known)


def _label(path: str, labels: SchemaLabels) -> Label:
    return next(label for label in labels.rows if label.path == path)
