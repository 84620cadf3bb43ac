"""The cells of a table while they are typed: texts, numbers, totals, balances, undo. Knows no screen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from pydantic import ValidationError

from assistant.document import is_blank, print_number
from assistant.interview import read_cell
from assistant.interview.messages import from_validation
from assistant.report import Figures, Number
from assistant.standard import Relation, Unit, join
from assistant.tui.inputs.last_year import NOTHING_KNOWN, LastYearCells, Locks

_ISSUED, _REPEALED = "issued", "repealed"
_Change = dict[str, tuple[str, str]]
"""Cell texts by path, before and after."""


@dataclass(frozen=True)
class Balance:
    """One relation on one column: the named sums on both sides."""

    left: tuple[tuple[str, Number], ...]
    right: tuple[tuple[str, Number], ...]

    @property
    def difference(self) -> Number:
        """How much the two sides differ, never negative."""
        left, right = (sum((Decimal(number) for _, number in side), Decimal(0)) for side in (self.left, self.right))
        return abs(left - right)


class Sheet:
    """The typed cells of one table.

    :param figures: the table's class; it says what a cell may hold and what the totals are.
    :param title: the question's short name, for refusals.
    :param last: what last year's report says.
    """

    def __init__(self, figures: type[Figures], title: str, last: LastYearCells = NOTHING_KNOWN) -> None:
        self.figures = figures
        self.last = last
        self.locks = Locks(last)
        self.schema = figures.schema_of()
        self._title = title
        self._texts: dict[str, str] = {}
        self._done: list[_Change] = []
        self._undone: list[_Change] = []
        self._open: str | None = None
        self._numbers: dict[str, object] = {}
        self._problems: dict[str, str] = {}
        self._values: dict[str, Number] = {}
        self._count()

    # -- reading -------------------------------------------------------------------------------
    @property
    def texts(self) -> dict[str, str]:
        """What is typed, by cell path, in printed order; blank cells are left out."""
        return {path: self._texts[path] for path in self.schema.cells if path in self._texts}

    def text(self, path: str) -> str:
        return self._texts.get(path, "")

    def value(self, path: str) -> Number:
        """The number of a cell, totals included; 0 where it is blank or no number."""
        return self._values[path]

    def problem(self, path: str) -> str:
        """The Chinese sentence for what cannot stand in the cell, "" when nothing is wrong."""
        return self._problems.get(path, "")

    @property
    def problems(self) -> tuple[str, ...]:
        """The cells with a problem, in printed order."""
        return tuple(path for path in self.schema.cells if path in self._problems)

    @property
    def departing(self) -> tuple[str, ...]:
        """The locked cells that are not as last year's report settles them, in printed order."""
        return tuple(path for path in self.schema.cells if self.departs(path) and self.locks.is_locked(path))

    def departs(self, path: str) -> bool:
        """Whether a cell is not as last year's report settles it."""
        settled = self.locks.settled.get(path)
        return settled is not None and (self.value(path) != settled or path in self._problems)

    def suggestion(self, path: str) -> Number | None:
        """What last year's documents in force come to, with those issued and repealed; None for any other cell."""
        before = self.last.in_force.get(path)
        if before is None:
            return None
        row = path.rpartition(".")[0]
        number = before + self.value(join(row, _ISSUED)) - self.value(join(row, _REPEALED))
        return number if number >= 0 else None

    def offered(self, path: str) -> Number | None:
        """The suggestion for a blank cell, None when there is none or it is 0."""
        return None if path in self._texts else self.suggestion(path) or None

    @property
    def relation(self) -> Relation | None:
        """The relation that must hold in every column, None where the table has none."""
        return next((one for one in self.schema.relations if one.across == "columns" and not one.derives), None)

    def balance(self, path: str) -> Balance | None:
        """The relation on the column of the cell at ``path``, None where the table has none."""
        relation, cells = self.relation, self.schema.cells
        if relation is None:
            return None
        column = cells[path].column.path
        left, right = (
            tuple((cells[cell].row.header.short, self.value(cell)) for cell in relation.cells(keys, column))
            for keys in (relation.left, relation.right)
        )
        return Balance(left, right)

    # -- writing -------------------------------------------------------------------------------
    def load(self, texts: Mapping[str, str]) -> None:
        """Take over a whole table; undo begins anew. Totals and unknown cells are left out."""
        cells = self.schema.cells
        for path, cell in cells.items():
            if not cell.derived:
                self._set(path, tidy(texts.get(path, ""), cell.unit))
        self._done, self._undone, self._open = [], [], None
        self._count()

    def type(self, path: str, text: str) -> None:
        """Put ``text`` into a cell while it is being typed; one undo step until :meth:`close`."""
        going_on = self._open == path and bool(self._done)
        before = self._done.pop()[path][0] if going_on else self.text(path)
        changed = self._put({path: (before, tidy(text, self.schema.cells[path].unit))})
        self._open = path if changed else None

    def close(self) -> None:
        """End the typing in a cell."""
        self._open = None

    def change(self, texts: Mapping[str, str]) -> None:
        """Put many cells in at once, as one undo step."""
        self.close()
        cells = self.schema.cells
        self._put({path: (self.text(path), tidy(text, cells[path].unit)) for path, text in texts.items()})

    def undo(self) -> str | None:
        """Take back the last step; a cell that it changed, None when there is none."""
        return self._turn(self._done, self._undone, back=True)

    def redo(self) -> str | None:
        """Do again what was taken back; as :meth:`undo`."""
        return self._turn(self._undone, self._done, back=False)

    # -- inside --------------------------------------------------------------------------------
    def _put(self, change: _Change) -> bool:
        """Carry a step out; False when it changes nothing and so is no step."""
        real = {path: pair for path, pair in change.items() if pair[0] != pair[1]}
        for path, (_, after) in change.items():
            self._set(path, after)
        self._count()
        if real:
            self._done.append(real)
            self._undone.clear()
        return bool(real)

    def _turn(self, source: list[_Change], target: list[_Change], back: bool) -> str | None:
        self.close()
        if not source:
            return None
        change = source.pop()
        for path, (before, after) in change.items():
            self._set(path, before if back else after)
        target.append(change)
        self._count()
        for path in filter(self.departs, change):
            self.locks.unlock_again(path)
        return next(iter(change))

    def _set(self, path: str, text: str) -> None:
        """Put a tidied text into a cell and find out what it is."""
        for known in (self._texts, self._numbers, self._problems):
            known.pop(path, None)
        if not text:
            return
        self._texts[path] = text
        number = read_cell(text, self.schema.cells[path].unit)
        try:
            self.figures.model_validate({path: number})
        except ValidationError as error:
            self._problems[path] = from_validation(error, self._title, text).message
        else:
            self._numbers[path] = number

    def _count(self) -> None:
        """Work out every number anew, totals included; a cell that is no number counts as 0."""
        self._values = self.figures.model_validate(self._numbers).values()


def tidy(text: str, unit: Unit) -> str:
    """A cell as the table prints it where it is a number, else as it was typed; "" where it is blank."""
    if is_blank(text):
        return ""
    number = read_cell(text, unit)
    return print_number(number) if isinstance(number, int | Decimal) else text.strip()
