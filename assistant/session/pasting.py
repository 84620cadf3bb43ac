"""A block pasted from a spreadsheet or a web page, read into cells: by its labels, or by its place.

Totals that come along are only compared. Nothing is changed here.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

from assistant.document import is_blank, print_number, read_number
from assistant.reading.stream import Cell as PrintedCell
from assistant.reading.stream import Table
from assistant.reading.tables import Reading, read_table
from assistant.reading.tables.labels import is_figure, is_number, labels_of
from assistant.session.sheet import Sheet, tidy
from assistant.standard import Cell, TableSchema

Lines = list[list[str]]


@dataclass(frozen=True)
class WrongTotal:
    """A total that came along and is not the sum of its cells."""

    cell: Cell
    pasted: str
    computed: str


@dataclass(frozen=True)
class KeptLocked:
    """A locked cell for which another number came along; it stays as it is."""

    cell: Cell
    pasted: str


@dataclass(frozen=True)
class ReadPaste:
    """What a paste would do.

    ``changes``: the typed cells that would change, with their texts before and after; ``read`` how
    many cells were recognised; ``left`` what was not (Chinese); ``outside`` how many numbers stand
    beyond the table's edge; ``locked`` the cells that last year's report settles otherwise.
    ``last`` is where the last number of a block without labels goes; ``other`` what it would do when read in
    another way, None where only one is likely.
    """

    changes: dict[str, tuple[str, str]]
    read: int
    wrong_totals: tuple[WrongTotal, ...] = ()
    left: tuple[str, ...] = ()
    outside: int = 0
    locked: tuple[KeptLocked, ...] = ()
    last: Cell | None = None
    other: ReadPaste | None = None

    @property
    def turned(self) -> ReadPaste:
        """The other way of reading, whose other way is this one. :raises ValueError: there is none."""
        if self.other is None:
            raise ValueError("the block can be read in one way only")
        return replace(self.other, other=replace(self, other=None))

    @property
    def texts(self) -> dict[str, str]:
        return {path: after for path, (_, after) in self.changes.items()}


def read_paste(text: str, sheet: Sheet, rows: Sequence[Sequence[Cell]]) -> ReadPaste:
    """What the block ``text`` would change in ``sheet``.

    :param rows: the cells from the pointed one to the right and down, where a block without labels goes.
    """
    lines = _lines(text)
    if not any(is_number(cell) for line in lines for cell in line):
        return ReadPaste({}, 0)
    if _is_labelled(lines, sheet.schema):
        reading = Reading("", "")
        read_table(sheet.schema, [_table(_with_totals(lines, sheet))], (), reading)
        if reading.cells:
            return _read(reading.cells, sheet, tuple(reading.unread))
    return _by_place(_bare(lines), sheet, rows)


def _lines(text: str) -> Lines:
    """The cells line by line, quoted ones unwrapped, blank lines at both ends left out."""
    rows = list(csv.reader(io.StringIO(text), delimiter="\t"))
    if any("\t" in cell for row in rows for cell in row):
        # A quotation mark that is never closed swallowed what follows: then the marks mean nothing.
        rows = list(csv.reader(io.StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE))
    lines = [[cell.strip() for cell in row] for row in rows]
    while lines and not any(lines[0]):
        lines.pop(0)
    while lines and not any(lines[-1]):
        lines.pop()
    return lines


# -- by labels ---------------------------------------------------------------------------------
def _is_labelled(lines: Lines, schema: TableSchema) -> bool:
    labels = labels_of(schema)
    return any(cell and not is_figure(cell) and labels.knows(cell) for line in lines for cell in line)


def _with_totals(lines: Lines, sheet: Sheet) -> Lines:
    """Lines that have neither a header nor the column of totals get a blank one in its place."""
    labels = labels_of(sheet.schema)
    first_row = [
        cell for cell in sheet.schema.cells.values() if cell.row == next(iter(sheet.schema.cells.values())).row
    ]
    typed = sum(not cell.derived for cell in first_row)
    counted = [line for line in lines if any(map(is_number, line))]
    headed = any(labels.knows(cell) and not labels.row(cell) for line in lines if line not in counted for cell in line)
    if typed == len(first_row) or headed or max(map(_figures_behind, counted)) != typed:
        return lines
    return [[*line, ""] for line in lines]


def _figures_behind(line: list[str]) -> int:
    """How many figures stand behind the last label of a line."""
    return next((number for number, cell in enumerate(reversed(line)) if not is_figure(cell)), len(line))


def _table(lines: Lines) -> Table:
    return Table(tuple(tuple(PrintedCell(cell, place) for place, cell in enumerate(line)) for line in lines))


# -- by place ----------------------------------------------------------------------------------
def _bare(lines: Lines) -> Lines:
    """The lines without what stands over and beside the numbers."""
    first = next(number for number, line in enumerate(lines) if any(map(is_number, line)))
    lines = lines[first:]
    while (
        lines
        and not any(is_number(line[0]) for line in lines if line)
        and any(line and line[0] and not is_figure(line[0]) for line in lines)
    ):
        lines = [line[1:] for line in lines]
    return lines


def _by_place(lines: Lines, sheet: Sheet, rows: Sequence[Sequence[Cell]]) -> ReadPaste:
    """The likeliest of the ways in which the block may lie: with and without rows and columns of totals.

    Totals that come along must be the sums, and a way after which the table balances goes before one after which it
    does not. Where another way is as likely, both are handed over; the one without totals, which gives every number
    a place, goes first.
    """
    whole_row = list(sheet.schema.cells.values())
    if len(lines) == 1 and len(sheet.schema.blocks[0].row_leaves) == 1:
        for cells in (whole_row, [cell for cell in whole_row if not cell.derived]):
            if len(lines[0]) == len(cells):
                return _read({cell.path: text for cell, text in zip(cells, lines[0], strict=True)}, sheet)
    ways = [_laid(lines, sheet, rows, *skipping) for skipping in product((True, False), repeat=2)]
    inside = min(way.outside for way in ways)
    ways = sorted((way for way in ways if way.outside == inside), key=lambda way: _unlikely(way, sheet))
    best = ways[0]
    others = (way for way in ways[1:] if way.texts != best.texts and _is_likely(way, sheet))
    return replace(best, other=next(others, None))


def _unlikely(way: ReadPaste, sheet: Sheet) -> tuple[bool, int]:
    return not (way.changes and _balances(way, sheet)), len(way.wrong_totals)


def _is_likely(way: ReadPaste, sheet: Sheet) -> bool:
    """Whether a block may have been meant so: its totals are sums, or the table balances after it."""
    return not way.wrong_totals or (sheet.relation is not None and _balances(way, sheet))


def _balances(way: ReadPaste, sheet: Sheet) -> bool:
    """Whether the table would balance in every column; one without a balance always does."""
    result = _after(sheet, way.texts)
    columns = {cell.column.path: path for path, cell in sheet.schema.cells.items()}
    balances = (result.balance(path) for path in columns.values())
    return all(balance is None or not balance.difference for balance in balances)


def _laid(lines: Lines, sheet: Sheet, rows: Sequence[Sequence[Cell]], skip_rows: bool, skip_columns: bool) -> ReadPaste:
    """The block laid from the pointed cell on, over totals or past them."""
    target = [row for row in rows if not (skip_rows and row and _is_total_row(row, sheet))]
    cells: dict[str, str] = {}
    outside = 0
    for number, line in enumerate(lines):
        row = target[number] if number < len(target) else ()
        places = [cell for cell in row if not (skip_columns and cell.derived and not _is_total_row(row, sheet))]
        for place, text in enumerate(line):
            if place < len(places):
                cells[places[place].path] = text
            elif not is_blank(text):
                outside += 1
    found = _read(cells, sheet, outside=outside)
    last = next((path for path in reversed(cells) if is_number(cells[path])), None)
    return replace(found, last=sheet.schema.cells[last] if last is not None else None)


def _is_total_row(row: Sequence[Cell], sheet: Sheet) -> bool:
    return all(cell.derived for cell in row) and any(
        relation.derives and relation.across == "columns" and row[0].row.path in relation.left
        for relation in sheet.schema.relations
    )


# -- what would change -------------------------------------------------------------------------
def _read(texts: Mapping[str, str], sheet: Sheet, left: tuple[str, ...] = (), outside: int = 0) -> ReadPaste:
    cells = sheet.schema.cells
    after = {path: tidy(text, cells[path].unit) for path, text in texts.items() if not cells[path].derived}
    changes = {path: (sheet.text(path), text) for path, text in after.items() if not _same(sheet.text(path), text)}
    refused = [path for path, (_, text) in changes.items() if not _settled_or_free(sheet, path, text)]
    locked = tuple(KeptLocked(cells[path], changes.pop(path)[1]) for path in refused)
    result = _after(sheet, {path: text for path, (_, text) in changes.items()})
    return ReadPaste(changes, len(texts), tuple(_wrong_totals(texts, result)), left, outside, locked)


def _after(sheet: Sheet, texts: Mapping[str, str]) -> Sheet:
    """The table as it would be with other texts in some cells."""
    result = Sheet(sheet.figures, "", year=sheet.year)
    result.load({**sheet.texts, **texts})
    return result


def _settled_or_free(sheet: Sheet, path: str, text: str) -> bool:
    """Whether ``text`` may be put in a cell: it is not locked, or this is the number that it is locked to."""
    return not sheet.locks.is_locked(path) or _same(text, str(sheet.locks.settled[path]))


def _same(before: str, after: str) -> bool:
    """Whether two texts mean the same number; a blank cell is 0."""
    return (before or "0") == (after or "0")


def _wrong_totals(texts: Mapping[str, str], result: Sheet) -> Iterator[WrongTotal]:
    for path, text in texts.items():
        cell = result.schema.cells[path]
        computed = result.value(path)
        if cell.derived and not is_blank(text) and read_number(tidy(text, cell.unit)) != computed:
            yield WrongTotal(cell, text, print_number(computed))
