"""Holding what the text says against the cells it speaks of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from assistant.checks.examination import Examination
from assistant.checks.model import Hit, hit
from assistant.checks.reading.statement import Statement, cells_by_address
from assistant.document import print_number
from assistant.standard import Cell


@dataclass(frozen=True)
class Mismatch:
    """A statement that fits none of the sums it may mean; ``cells`` and ``actual`` are the likeliest one."""

    statement: Statement
    cells: tuple[str, ...]
    actual: Decimal

    def hit(self, message: str) -> Hit:
        """The finding, with quote, cells, actual and difference to fill the message."""
        statement = self.statement
        return hit(
            message,
            statement.passage.section,
            (statement.passage.key, *self.cells),
            (print_number(statement.value), print_number(self.actual)),
            quote=statement.quote,
            cells=cells_name(self.cells),
            actual=print_number(self.actual),
            difference=print_number(abs(self.actual - statement.value)),
        )


def mismatches(examination: Examination, about: str) -> Iterator[Mismatch]:
    """The statements about one subject that the tables contradict; unreadable cells contradict nothing."""
    for statement in examination.statements:
        if statement.about != about:
            continue
        sums = [(cells, total(examination, cells)) for cells in statement.alternatives]
        if any(actual is None or _fits(statement, actual) for _, actual in sums):
            continue
        cells, actual = sums[0]
        if actual is not None:
            yield Mismatch(statement, cells, actual)


def total(examination: Examination, cells: tuple[str, ...]) -> Decimal | None:
    """The sum of some cells, None when one of them cannot be read."""
    numbers = [examination.figure(cell) for cell in cells]
    return None if None in numbers else sum((number for number in numbers if number is not None), Decimal(0))


def cells_name(cells: tuple[str, ...]) -> str:
    """A sum of cells in words: the cells joined, or the heading that they all stand under."""
    found = [cells_by_address()[cell] for cell in cells]
    if len(found) == 1:
        return found[0].name
    rows, columns = _shared([cell.row.path for cell in found]), _shared([cell.column.path for cell in found])
    if columns and not rows and (group := _group(found, "row")):
        return f"{group}·{found[0].column.header.short}"
    if rows and not columns and (group := _group(found, "column")):
        row = found[0].row.header.short
        return f"{row}·{group}" if row else group
    return "＋".join(cell.name for cell in found)


def _shared(paths: list[str]) -> bool:
    return len(set(paths)) == 1


def _group(cells: list[Cell], line: str) -> str:
    """The heading just above all of these rows or columns, when it is one and holds nothing else."""
    leaves = [cell.row if line == "row" else cell.column for cell in cells]
    parents = {leaf.headers[-2] for leaf in leaves if len(leaf.headers) > 1}
    if len(parents) != 1:
        return ""
    (parent,) = parents
    return parent.short if parent.span == len(cells) else ""


def _fits(statement: Statement, actual: Decimal) -> bool:
    if statement.quantity is not None:
        return statement.quantity.agrees(actual)
    return statement.value == actual
