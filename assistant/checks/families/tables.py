"""Sums within the tables (30号文, 勾稽关系). The relations themselves stand in the standard."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.checks.examination import Examination
from assistant.checks.families.suspects import line_name, suspects
from assistant.checks.model import Hit, hit
from assistant.checks.reading.statement import cells_by_address
from assistant.checks.registry import phrase, rule
from assistant.checks.relations import Deviation, total
from assistant.document import print_number
from assistant.standard import standard


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
    for deviation in examination.deviations:
        if deviation.relation.rule != slug:
            continue
        cells, words = suspects(deviation, examination.deviations, examination.numbers)
        balance = not deviation.relation.derives
        yield hit(
            "off",
            standard().tables[deviation.table].section,
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
        for cell in (cells_by_address()[item] for item in cells)
    ]
    numbers = [print_number(examination.numbers[cell]) for cell in cells]
    return [phrase("term", name=name, value=value) for name, value in zip(names, numbers, strict=True)]
