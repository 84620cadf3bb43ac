"""The cells of a table while they are typed: texts, numbers, totals, balances, undo. Knows no screen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from pydantic import ValidationError

from assistant.document import is_blank, print_number
from assistant.interview import read_cell
from assistant.interview.messages import from_validation
from assistant.report import CellParts, Figures, Number
from assistant.standard import Cell, Header, Relation, Unit, join
from assistant.texts import INPUTS


@dataclass(frozen=True)
class LastYearCells:
    """Last year's report on one table; everything by cell path.

    ``printed``: its cells as printed, totals included. ``settled``: the numbers that it settles for
    this year (上年结转). ``in_force``: last year's documents in force, from which this year's follow.
    ``reasons``: why a settled cell need not be as it says, in the clerk's words.
    """

    printed: Mapping[str, str] = field(default_factory=dict)
    settled: Mapping[str, int] = field(default_factory=dict)
    in_force: Mapping[str, int] = field(default_factory=dict)
    reasons: Mapping[str, str] = field(default_factory=dict)

    @property
    def prefilled(self) -> dict[str, str]:
        """The settled cells that are not 0, as a table takes them."""
        return {path: str(number) for path, number in self.settled.items() if number}


NOTHING_KNOWN = LastYearCells()


class Locks:
    """The settled cells: each is locked until the clerk gives a reason, and may be locked again.

    A reason that was taken back is remembered, so that undoing what followed can bring it back.
    """

    def __init__(self, last: LastYearCells) -> None:
        self.settled = last.settled
        self._reasons = {path: reason for path, reason in last.reasons.items() if path in last.settled}
        self._given = dict(self._reasons)

    @property
    def reasons(self) -> dict[str, str]:
        """The reasons by the cells that they unlock."""
        return dict(self._reasons)

    def is_locked(self, path: str) -> bool:
        """Whether the cell is settled and not unlocked."""
        return path in self.settled and path not in self._reasons

    def reason(self, path: str) -> str:
        """Why a cell is unlocked, "" when it is not."""
        return self._reasons.get(path, "")

    def unlock(self, path: str, reason: str) -> None:
        """Unlock a settled cell."""
        self._reasons[path] = self._given[path] = reason

    def lock(self, path: str) -> None:
        """Lock a settled cell again."""
        self._reasons.pop(path, None)

    def unlock_again(self, path: str) -> None:
        """Unlock a cell for the reason that it had once, if it had one."""
        if self.is_locked(path) and path in self._given:
            self._reasons[path] = self._given[path]


PartsOf = Callable[[str], CellParts | None]
_NAMED = 4
"""Units that the line under the grid names."""
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
    :param year: the report year, whose format says which cells there are; None while it is not known.
    :param parts: says of a cell what it is made of, None where that is not known.
    """

    def __init__(
        self,
        figures: type[Figures],
        title: str,
        last: LastYearCells = NOTHING_KNOWN,
        year: int | None = None,
        parts: PartsOf = lambda path: None,
    ) -> None:
        self.figures = figures
        self.year = year
        self.last = last
        self._parts_of = parts
        self.locks = Locks(last)
        self.schema = figures.schema_of(year)
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

    def parts(self, path: str) -> CellParts | None:
        """What a cell is made of; None where that is not known, or is not what now stands in it."""
        found = self._parts_of(path)
        return found if found is not None and found.named and found.total == self.value(path) else None

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
            self.figures.of({path: number}, self.year)
        except ValidationError as error:
            self._problems[path] = from_validation(error, self._title, text).message
        else:
            self._numbers[path] = number

    def _count(self) -> None:
        """Work out every number anew, totals included; a cell that is no number counts as 0."""
        self._values = self.figures.of(self._numbers, self.year).values()


def tidy(text: str, unit: Unit) -> str:
    """A cell as the table prints it where it is a number, else as it was typed; "" where it is blank."""
    if is_blank(text):
        return ""
    number = read_cell(text, unit)
    return print_number(number) if isinstance(number, int | Decimal) else text.strip()


_SOURCE = ("carried_in", "carried_out")
"""The row of this year's table, and the row of last year's that settles it."""


def about(sheet: Sheet, cell: Cell) -> tuple[str, str]:
    """The cell by its printed labels, and what it is made of, or else what it counts with the legal basis."""
    beside = sum(1 for other in sheet.schema.cells.values() if other.row.path == cell.row.path)
    names = [_labels(cell.row.headers, 0), _labels(cell.column.headers, beside)]
    joiner = INPUTS.say("table.joiner")
    named = joiner.join(name for name in names if name)
    if cell.path in sheet.locks.settled:
        return named, _standing(sheet, cell)
    if (parts := sheet.parts(cell.path)) is not None:
        return named, parts.sentence(cell.name, _NAMED)
    meanings = [_meaning(cell.row.header), _meaning(cell.column.header, cell.row.header.basis)]
    return named, INPUTS.say("table.meanings").join(text for text in meanings if text)


def settled_as(sheet: Sheet, cell: Cell) -> str:
    """What last year's report settles for a cell, with its source: ``上年年报“四、结转下年度继续办理”6件``."""
    number = sheet.locks.settled[cell.path]
    source = sheet.schema.cells[cell.path.replace(*_SOURCE)].row.header.label
    return INPUTS.say("lock.source", row=source, number=number, unit=cell.unit)


def _standing(sheet: Sheet, cell: Cell) -> str:
    """How a settled cell stands: locked, unlocked for a reason, or not as last year's report has it."""
    settled = settled_as(sheet, cell)
    if reason := sheet.locks.reason(cell.path):
        return INPUTS.say("lock.unlocked", settled=settled, reason=reason)
    return INPUTS.say("lock.departing" if sheet.departs(cell.path) else "lock.standing", settled=settled)


def _labels(headers: tuple[Header, ...], whole: int) -> str:
    """The label of a row or column with the one above it, unless that stands over all (``whole`` leaves)."""
    above = [header.label for header in headers[-2:-1] if header.span != whole and len(headers) > (0 if whole else 2)]
    return " ".join((*above, headers[-1].label))


def _meaning(header: Header, told: str = "") -> str:
    """What a label means, with its basis unless that is ``told`` already."""
    if not header.meaning or not header.basis or header.basis == told:
        return header.meaning
    return INPUTS.say("table.meaning", meaning=header.meaning, basis=header.basis)


def state(sheet: Sheet, cell: Cell) -> str:
    """Last year's figure of the cell, and what follows from others: its column's arithmetic, documents in force."""
    return INPUTS.say("table.sentences").join(text for text in (_last(sheet, cell), _follows(sheet, cell)) if text)


def _last(sheet: Sheet, cell: Cell) -> str:
    printed = sheet.last.printed.get(cell.path)
    if printed is None:
        return ""
    return INPUTS.say("table.last", number=printed.strip() or INPUTS.say("table.last_blank"))


def _follows(sheet: Sheet, cell: Cell) -> str:
    """The arithmetic of the cell's column, what is in force after all, or what an amount is in yuan."""
    balance = sheet.balance(cell.path)
    if balance is not None:
        return arithmetic(balance)
    number = sheet.suggestion(cell.path)
    if number is not None:
        row = cell.row.path
        sums = {name: print_number(sheet.value(join(row, name))) for name in ("issued", "repealed")}
        text = INPUTS.say("table.in_force", before=sheet.last.in_force[cell.path], number=print_number(number), **sums)
        return text + (INPUTS.say("table.take") if sheet.offered(cell.path) is not None else "")
    if cell.unit == "万元" and sheet.value(cell.path):
        return INPUTS.say("table.yuan", yuan=f"{Decimal(sheet.value(cell.path)) * 10_000:,.0f}")
    return ""


def arithmetic(balance: Balance) -> str:
    """Both sides of a balance with their names: ``本年新收6＋上年结转1 ＝ 办结总计7＋结转下年度0 ✓``."""
    left, right = (
        "＋".join(f"{name}{print_number(number)}" for name, number in side) for side in (balance.left, balance.right)
    )
    end = (
        INPUTS.say("table.off", difference=print_number(balance.difference))
        if balance.difference
        else INPUTS.say("table.even")
    )
    return INPUTS.say("table.balance", left=left, right=right, end=end)
