"""What the lines under the grid say about a cell: its full labels, its meaning and basis, the balance."""

from __future__ import annotations

from decimal import Decimal

from assistant.document import print_number
from assistant.standard import Cell, Header
from assistant.tui.inputs.table.sheet import Balance, Sheet
from assistant.tui.inputs.wording import say


def about(sheet: Sheet, cell: Cell) -> tuple[str, str]:
    """The cell by its printed labels, and what it counts with the legal basis."""
    beside = sum(1 for other in sheet.schema.cells.values() if other.row.path == cell.row.path)
    names = [_labels(cell.row.headers, 0), _labels(cell.column.headers, beside)]
    meanings = [_meaning(cell.row.header), _meaning(cell.column.header, cell.row.header.basis)]
    joiner = say("table.joiner")
    return joiner.join(name for name in names if name), say("table.meanings").join(text for text in meanings if text)


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
    """The arithmetic of the cell's column, or what an amount is in yuan; "" where there is nothing to say."""
    balance = sheet.balance(cell.path)
    if balance is not None:
        return arithmetic(balance)
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
