"""The county's sum: T2, T3 and T4 of all units cell by cell, and the change from last year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from assistant.checks.rules.last_year import is_jump
from assistant.county.filing import Filing
from assistant.county.roster import Unit, whole_area
from assistant.county.standing import County, Entry, number_of, unreadable_cells
from assistant.report import Part
from assistant.standard import Cell, Standard, TableSchema, standard

_TOTAL = "total"
_FROM_NOTHING = 20
"""From and to nothing a figure of this size is looked at."""


class Change(NamedTuple):
    """A figure of two years. :param unit: None for the sum of those that reported in both."""

    unit: Unit | None
    table: str
    cell: Cell
    before: Decimal
    now: Decimal

    @property
    def difference(self) -> Decimal:
        return self.now - self.before

    @property
    def percent(self) -> Decimal | None:
        """The change in percent of last year's figure, None where that was 0."""
        return self.difference * 100 / self.before if self.before else None

    @property
    def striking(self) -> bool:
        """Whether somebody should ask: five times as large or a fifth, or from or to nothing."""
        if not self.before or not self.now:
            return max(self.before, self.now) >= _FROM_NOTHING
        return is_jump(self.before, self.now)


@dataclass(frozen=True)
class Rollup:
    """The sum of the units that count.

    :param with_errors: whether units with errors are in.
    """

    county: County
    with_errors: bool = True

    @cached_property
    def standard(self) -> Standard:
        """The format of the report year."""
        return standard(self.county.year)

    @cached_property
    def counted(self) -> tuple[Entry, ...]:
        """The units that are in the sum."""
        return tuple(entry for entry in self.county.filed if self.with_errors or not entry.has_errors)

    @cached_property
    def left_out(self) -> tuple[Entry, ...]:
        """The units that have filed and are not in the sum, because of errors."""
        return tuple(entry for entry in self.county.filed if not self.with_errors and entry.has_errors)

    @cached_property
    def _parts(self) -> Mapping[str, Mapping[str, Sequence[Part]]]:
        """What each cell of the sum is made of, by table and path: looking at one takes no time, however many units."""
        filings = [(entry.unit.name, entry.filing) for entry in self.counted if entry.filing is not None]
        return {
            key: {
                path: sorted(
                    (Part(unit, value) for unit, filing in filings if (value := number_of(filing, key, path))),
                    key=lambda part: (-part.value, part.unit),
                )
                for path in schema.cells
            }
            for key, schema in self.standard.tables.items()
        }

    @cached_property
    def totals(self) -> Mapping[str, Mapping[str, Decimal]]:
        """The sum by table and path; every cell by itself, totals too."""
        return {
            key: {path: sum((part.value for part in parts), Decimal(0)) for path, parts in cells.items()}
            for key, cells in self._parts.items()
        }

    def parts(self, table: str, path: str) -> Sequence[Part]:
        """What a cell of the sum is made of: the units that add something, the largest first."""
        return self._parts[table][path]

    def before(self, table: str, path: str) -> Decimal | None:
        """The sum of last year: that of the whole area's report, else of the reports of the same units.

        None where it would be the sum of others than this year's: a unit is left out now or had no report then, or
        there was a report of an agency that is none of the units.
        """
        whole = [each for each in self.county.last if each.agency in self._whole_of_last]
        if whole:
            return whole[-1].number(table, path) if len(self._whole_of_last) == 1 else None
        then = [self.county.last_of(entry.unit) for entry in self.counted]
        strangers = any(self.county.roster.unit_of(each.agency) is None for each in self.county.last)
        if strangers or not then or not all(then) or self.uncounted:
            return None
        return sum((number_of(each, table, path) for filings in then for each in filings), Decimal(0))

    @cached_property
    def uncounted(self) -> tuple[Unit, ...]:
        """The units that are to file and are not in the sum: they have not filed, or are left out."""
        counted = {entry.unit.name for entry in self.counted}
        return tuple(entry.unit for entry in self.county.entries if entry.unit.name not in counted)

    @cached_property
    def unreadable(self) -> tuple[tuple[Entry, str, str, str], ...]:
        """The cells that count as 0 because they hold no number: unit, table, path, what is printed."""
        return tuple(
            (entry, *found)
            for entry in self.counted
            if entry.filing is not None
            for found in unreadable_cells(entry.filing)
        )

    @cached_property
    def unbalanced(self) -> tuple[tuple[str, Cell, Decimal, Decimal], ...]:
        """Totals of the sum that are not the sum of their parts, because a unit's are not: table, cell, both."""
        return tuple(
            (key, schema.cells[total], self.totals[key][total], parts)
            for key, schema in self.standard.tables.items()
            for total, cells in schema.totals
            if (parts := sum((self.totals[key][cell] for cell in cells), Decimal(0))) != self.totals[key][total]
        )

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """The changes of the sum, then those of each unit that filed in both years, where either figure is not 0."""
        if not self.county.last:
            return ()
        both = [(entry.unit, entry.filing, self.county.last_of(entry.unit)) for entry in self.counted if entry.filing]
        both = [each for each in both if each[2]]
        found = list(self._sum_changes([(now, before) for _, now, before in both]))
        for unit, now, before in both:
            found += self._changes(unit, [now], before)
        return tuple(found)

    def _sum_changes(self, both: Sequence[tuple[Filing, Sequence[Filing]]]) -> Iterator[Change]:
        whole = [each for each in self.county.last if each.agency in self._whole_of_last]
        if whole and not both:
            # Only the whole area's report of last year is known.
            yield from self._changes(None, [entry.filing for entry in self.counted if entry.filing], whole[-1:])
            return
        yield from self._changes(None, [now for now, _ in both], [each for _, before in both for each in before])

    @cached_property
    def _whole_of_last(self) -> frozenset[str]:
        """The agencies of last year's reports that are no unit, and in whose area the units lie."""
        units = [unit.name for unit in self.county.roster.unit]
        then = {each.agency for each in self.county.last if self.county.roster.unit_of(each.agency) is None}
        return whole_area([*units, *then]) & then

    def _changes(self, unit: Unit | None, now: Sequence[Filing], before: Sequence[Filing]) -> Iterator[Change]:
        for key, schema in self.standard.tables.items():
            for cell in compared(schema):
                old, new = (
                    sum((number_of(each, key, cell.path) for each in side), Decimal(0)) for side in (before, now)
                )
                if old or new:
                    yield Change(unit, key, cell, old, new)


def compared(schema: TableSchema) -> list[Cell]:
    """The cells of a table that are held against last year's: its totals across; every cell where there are none."""
    return [cell for cell in schema.cells.values() if cell.path.endswith(f".{_TOTAL}")] or list(schema.cells.values())
