"""Sums within the tables (30号文, 勾稽关系). The relations themselves stand in the standard."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from assistant.checks.examination import Examination
from assistant.checks.families.suspects import Deviation, line_name, suspects
from assistant.checks.model import Hit, hit
from assistant.checks.reading.statement import address, cells_by_address
from assistant.checks.registry import phrase, rule
from assistant.document import print_number
from assistant.standard import Relation, standard


@rule("t3-balance")
def t3_balance(examination: Examination) -> Iterator[Hit]:
    """Each column of T3: received + carried_in = total + carried_out."""
    return _sums(examination, "T3", "t3-balance")


@rule("t3-result-total")
def t3_result_total(examination: Examination) -> Iterator[Hit]:
    """Each column of T3: the total is the sum of all results."""
    return _sums(examination, "T3", "t3-result-total")


@rule("t3-row-total")
def t3_row_total(examination: Examination) -> Iterator[Hit]:
    """Each row of T3: the total is the sum of the six applicant columns."""
    return _sums(examination, "T3", "t3-row-total")


@rule("t4-total")
def t4_total(examination: Examination) -> Iterator[Hit]:
    """Each block of T4: the total is the sum of the four outcomes."""
    return _sums(examination, "T4", "t4-total")


def deviations(examination: Examination, table: str, slug: str = "") -> tuple[Deviation, ...]:
    """The relations of a table that do not hold, of one rule or of all.

    Those with a cell that cannot be read are left out.
    """
    found: list[Deviation] = []
    for relation, line, left, right in _relations(table):
        if slug in ("", relation.rule) and all(cell in examination.numbers for cell in left + right):
            difference = _total(examination, left) - _total(examination, right)
            if difference:
                found.append(Deviation(relation, line, left, right, difference))
    return tuple(found)


@cache
def _relations(table: str) -> tuple[tuple[Relation, str, tuple[str, ...], tuple[str, ...]], ...]:
    """Each relation on each of its lines with the addresses of both sides."""
    schema = standard().tables[table]
    return tuple(
        (
            relation,
            line,
            tuple(address(table, path) for path in relation.cells(relation.left, line)),
            tuple(address(table, path) for path in relation.cells(relation.right, line)),
        )
        for relation in schema.relations
        for line in schema.lines(relation)
    )


def _sums(examination: Examination, table: str, slug: str) -> Iterator[Hit]:
    found = deviations(examination, table, slug)
    every = deviations(examination, table) if found else ()
    for deviation in found:
        cells, words = suspects(deviation, every, examination.numbers)
        balance = not deviation.relation.derives
        yield hit(
            "off",
            standard().tables[table].section,
            where=tuple(dict.fromkeys(cells + deviation.left + deviation.right)),
            values=tuple(print_number(examination.numbers[cell]) for cell in deviation.left + deviation.right),
            line=line_name(deviation),
            left=_side(examination, deviation.left, deviation),
            right=_side(examination, deviation.right, deviation) if balance else _parts(examination, deviation),
            difference=print_number(abs(deviation.difference)),
            suspects=phrase("suspects", suspects="；".join(words)) if words else "",
        )


def _side(examination: Examination, cells: tuple[str, ...], deviation: Deviation) -> str:
    terms = _terms(examination, cells, deviation)
    if len(cells) == 1:
        return terms[0]
    return phrase("sum", terms="＋".join(terms), total=print_number(_total(examination, cells)))


def _parts(examination: Examination, deviation: Deviation) -> str:
    """The parts of a total that are not 0, and their sum."""
    filled = tuple(cell for cell in deviation.right if examination.numbers[cell])
    if not filled:
        return phrase("nothing")
    terms = "＋".join(_terms(examination, filled, deviation))
    return phrase("sum", terms=terms, total=print_number(_total(examination, filled)))


def _terms(examination: Examination, cells: tuple[str, ...], deviation: Deviation) -> list[str]:
    """The cells by the part of their name that varies within the relation, with their numbers."""
    names = [
        (cell.column if deviation.relation.across == "rows" else cell.row).header.short
        for cell in (cells_by_address()[item] for item in cells)
    ]
    numbers = [print_number(examination.numbers[cell]) for cell in cells]
    return [phrase("term", name=name, value=value) for name, value in zip(names, numbers, strict=True)]


def _total(examination: Examination, cells: tuple[str, ...]) -> Decimal:
    return sum((examination.numbers[cell] for cell in cells), Decimal(0))
