"""Sums within the tables (30号文, 勾稽关系). The relations themselves stand in the standard."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from assistant.checks.examination import Deviation, Examination, total
from assistant.checks.model import Hit, hit
from assistant.checks.registry import phrase, rule
from assistant.document import print_number
from assistant.language.statement import address, cells_by_address
from assistant.standard import Standard

_MOST = 2
_NOTHING = Decimal(0)
_RECEIVED = ("received", "carried_in")


class _Misprint(NamedTuple):
    """A cell that explains the deviations of its row and of its column; ``error`` is printed - true."""

    row: str
    column: str
    error: Decimal

    @property
    def cell(self) -> str:
        return address("T3", f"{self.row}.{self.column}")


def line_name(deviation: Deviation, known: Standard) -> str:
    """The row, column or block that a relation was held against, in words."""
    cell = cells_by_address(known)[deviation.left[0]]
    if deviation.relation.rule == "t4-total":
        return cell.column.headers[-2].short
    return (cell.row if deviation.relation.across == "rows" else cell.column).header.short


def suspects(
    deviation: Deviation, every: tuple[Deviation, ...], numbers: Mapping[str, Decimal], known: Standard
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The suspected cells and the words for them: at most two of each.

    A cell in which a wrong row and a wrong column cross comes first. Otherwise: a neighbouring line
    that is off by the same amount the other way, a number with swapped digits, and a cell that holds
    just the difference.
    """
    misprints = [
        found
        for found in _misprints(every, known)
        if deviation.line == (found.row if deviation.relation.across == "rows" else found.column)
    ]
    if misprints:
        cells = tuple(found.cell for found in misprints[:_MOST])
        return cells, tuple(_misprint_words(found, known) for found in misprints[:_MOST])
    words = [
        *_neighbours(deviation, every, known),
        *_swapped(deviation, numbers, known),
        *_omitted(deviation, numbers, known),
    ]
    return (), tuple(words[:_MOST])


def _misprint_words(found: _Misprint, known: Standard) -> str:
    cell = cells_by_address(known)[found.cell]
    name = "misprint_more" if found.error > 0 else "misprint_less"
    return phrase(name, cell=cell.name, amount=print_number(abs(found.error)), unit=cell.unit)


def _misprints(every: tuple[Deviation, ...], known: Standard) -> Iterator[_Misprint]:
    """The cells of T3 that, wrong by one amount, explain their row's and their column's deviation at once."""
    rows = {found.line: found.difference for found in every if found.relation.rule == "t3-row-total"}
    results = {found.line: found.difference for found in every if found.relation.rule == "t3-result-total"}
    balance = {found.line: found.difference for found in every if found.relation.rule == "t3-balance"}
    columns = [leaf.path for leaf in known.tables["T3"].blocks[0].column_leaves]
    for row, difference in rows.items():
        for column in columns:
            error = difference if column == "total" else -difference
            seen = (results.get(column, _NOTHING), balance.get(column, _NOTHING))
            if any(seen) and seen in _effects(row, error, rows):
                yield _Misprint(row, column, error)


def _effects(row: str, error: Decimal, rows: Mapping[str, Decimal]) -> list[tuple[Decimal, Decimal]]:
    """What an error in a cell of ``row`` does to its column: (result total, balance).

    A result may also be wrong together with the total under it, when that was summed up from it.
    """
    if row in _RECEIVED:
        return [(_NOTHING, error)]
    if row == "carried_out":
        return [(_NOTHING, -error)]
    if row == "total":
        return [(error, -error)]
    alone = [(-error, _NOTHING)]
    return [*alone, (_NOTHING, -error)] if rows.get("total") == rows[row] else alone


def _neighbours(deviation: Deviation, every: tuple[Deviation, ...], known: Standard) -> Iterator[str]:
    for other in every:
        same = other.relation.rule == deviation.relation.rule and other is not deviation
        if same and other.difference == -deviation.difference:
            yield phrase("neighbour", line=line_name(other, known), amount=print_number(abs(other.difference)))


def _swapped(deviation: Deviation, numbers: Mapping[str, Decimal], known: Standard) -> Iterator[str]:
    """Numbers that make the sum agree once two neighbouring digits change places."""
    for side, sign in ((deviation.left, -1), (deviation.right, 1)):
        for cell in side:
            text = print_number(numbers[cell])
            for place in range(len(text) - 1):
                other = text[:place] + text[place + 1] + text[place] + text[place + 2 :]
                if other.isdigit() and (Decimal(other) - numbers[cell]) * sign == deviation.difference:
                    yield phrase("swapped", cell=cells_by_address(known)[cell].name, value=text, swapped=other)


def _omitted(deviation: Deviation, numbers: Mapping[str, Decimal], known: Standard) -> list[str]:
    """The one cell of the relation that holds just the difference."""
    amount = abs(deviation.difference)
    parts = deviation.right if deviation.relation.derives else deviation.left + deviation.right
    found = [cell for cell in parts if numbers[cell] == amount]
    if len(found) != 1:
        return []
    return [phrase("omitted", cell=cells_by_address(known)[found[0]].name, amount=print_number(amount))]


@rule("t3-balance")
def t3_balance(examination: Examination) -> Iterator[Hit]:
    """Each column of T3: received + carried_in = total + carried_out."""
    return _sums(examination, "t3-balance")


@rule("t3-result-total")
def t3_result_total(examination: Examination) -> Iterator[Hit]:
    """Each column of T3: the total is the sum of all results."""
    return _sums(examination, "t3-result-total")


@rule("t3-row-total")
def t3_row_total(examination: Examination) -> Iterator[Hit]:
    """Each row of T3: the total is the sum of the six applicant columns."""
    return _sums(examination, "t3-row-total")


@rule("t4-total")
def t4_total(examination: Examination) -> Iterator[Hit]:
    """Each block of T4: the total is the sum of the four outcomes."""
    return _sums(examination, "t4-total")


def _sums(examination: Examination, slug: str) -> Iterator[Hit]:
    known = examination.standard
    for deviation in examination.deviations:
        if deviation.relation.rule != slug:
            continue
        cells, words = suspects(deviation, examination.deviations, examination.numbers, known)
        balance = not deviation.relation.derives
        yield hit(
            "off",
            known.tables[deviation.table].section,
            where=tuple(dict.fromkeys(cells + deviation.left + deviation.right)),
            values=tuple(print_number(examination.numbers[cell]) for cell in deviation.left + deviation.right),
            line=line_name(deviation, known),
            left=_side(examination, deviation.left, deviation),
            right=_side(examination, deviation.right, deviation) if balance else _parts(examination, deviation),
            difference=print_number(abs(deviation.difference)),
            suspects=phrase("suspects", suspects="；".join(words)) if words else "",
        )


def _side(examination: Examination, cells: tuple[str, ...], deviation: Deviation) -> str:
    terms = _terms(examination, cells, deviation)
    if len(cells) == 1:
        return terms[0]
    return phrase("sum", terms="＋".join(terms), total=print_number(total(examination.numbers, cells)))


def _parts(examination: Examination, deviation: Deviation) -> str:
    """The parts of a total that are not 0, and their sum."""
    filled = tuple(cell for cell in deviation.right if examination.numbers[cell])
    if not filled:
        return phrase("nothing")
    terms = "＋".join(_terms(examination, filled, deviation))
    return phrase("sum", terms=terms, total=print_number(total(examination.numbers, filled)))


def _terms(examination: Examination, cells: tuple[str, ...], deviation: Deviation) -> list[str]:
    """The cells by the part of their name that varies within the relation, with their numbers."""
    names = [
        (cell.column if deviation.relation.across == "rows" else cell.row).header.short
        for cell in (cells_by_address(examination.standard)[item] for item in cells)
    ]
    numbers = [print_number(examination.numbers[cell]) for cell in cells]
    return [phrase("term", name=name, value=value) for name, value in zip(names, numbers, strict=True)]
