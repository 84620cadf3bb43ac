"""What the lines under the grid say about a cell: its full labels, its meaning and basis, the balance."""

from __future__ import annotations

from decimal import Decimal

from assistant.document import print_number
from assistant.standard import Cell, Header, join
from assistant.tui.inputs.table.sheet import Balance, Sheet
from assistant.tui.inputs.wording import say

_SOURCE = ("carried_in", "carried_out")
"""The row of this year's table, and the row of last year's that settles it."""


def about(sheet: Sheet, cell: Cell) -> tuple[str, str]:
    """The cell by its printed labels, and what it counts with the legal basis."""
    beside = sum(1 for other in sheet.schema.cells.values() if other.row.path == cell.row.path)
    names = [_labels(cell.row.headers, 0), _labels(cell.column.headers, beside)]
    joiner = say("table.joiner")
    named = joiner.join(name for name in names if name)
    if cell.path in sheet.locks.settled:
        return named, _standing(sheet, cell)
    meanings = [_meaning(cell.row.header), _meaning(cell.column.header, cell.row.header.basis)]
    return named, say("table.meanings").join(text for text in meanings if text)


def settled_as(sheet: Sheet, cell: Cell) -> str:
    """What last year's report settles for a cell, with its source: ``上年年报“四、结转下年度继续办理”6件``."""
    number = sheet.locks.settled[cell.path]
    source = sheet.schema.cells[cell.path.replace(*_SOURCE)].row.header.label
    return say("lock.source", row=source, number=number, unit=cell.unit)


def _standing(sheet: Sheet, cell: Cell) -> str:
    """How a settled cell stands: locked, unlocked for a reason, or not as last year's report has it."""
    settled = settled_as(sheet, cell)
    if reason := sheet.locks.reason(cell.path):
        return say("lock.unlocked", settled=settled, reason=reason)
    return say("lock.departing" if sheet.departs(cell.path) else "lock.standing", settled=settled)


def _labels(headers: tuple[Header, ...], whole: int) -> str:
    """The label of a row or column with the one above it, unless that stands over all (``whole`` leaves)."""
    above = [header.label for header in headers[-2:-1] if header.span != whole and len(headers) > (0 if whole else 2)]
    return " ".join((*above, headers[-1].label))


def _meaning(header: Header, told: str = "") -> str:
    """What a label means, with its basis unless that is ``told`` already."""
    if not header.meaning or not header.basis or header.basis == told:
        return header.meaning
    return say("table.meaning", meaning=header.meaning, basis=header.basis)


def state(sheet: Sheet, cell: Cell) -> str:
    """Last year's figure of the cell, and what follows from others: its column's arithmetic, documents in force."""
    return say("table.sentences").join(text for text in (_last(sheet, cell), _follows(sheet, cell)) if text)


def _last(sheet: Sheet, cell: Cell) -> str:
    printed = sheet.last.printed.get(cell.path)
    if printed is None:
        return ""
    return say("table.last", number=printed.strip() or say("table.last_blank"))


def _follows(sheet: Sheet, cell: Cell) -> str:
    """The arithmetic of the cell's column, what is in force after all, or what an amount is in yuan."""
    balance = sheet.balance(cell.path)
    if balance is not None:
        return arithmetic(balance)
    number = sheet.suggestion(cell.path)
    if number is not None:
        row = cell.row.path
        sums = {name: print_number(sheet.value(join(row, name))) for name in ("issued", "repealed")}
        text = say("table.in_force", before=sheet.last.in_force[cell.path], number=print_number(number), **sums)
        return text + (say("table.take") if sheet.offered(cell.path) is not None else "")
    if cell.unit == "万元" and sheet.value(cell.path):
        return say("table.yuan", yuan=f"{Decimal(sheet.value(cell.path)) * 10_000:,.0f}")
    return ""


def arithmetic(balance: Balance) -> str:
    """Both sides of a balance with their names: ``本年新收6＋上年结转1 ＝ 办结总计7＋结转下年度0 ✓``."""
    left, right = (
        "＋".join(f"{name}{print_number(number)}" for name, number in side) for side in (balance.left, balance.right)
    )
    end = say("table.off", difference=print_number(balance.difference)) if balance.difference else say("table.even")
    return say("table.balance", left=left, right=right, end=end)
