"""Normative documents, decisions and fees in the text against T2."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from assistant.checks.examination import Examination
from assistant.checks.families.comparing import cells_name, mismatches
from assistant.checks.model import Hit, hit
from assistant.checks.registry import rule
from assistant.document import print_number

_YUAN = Decimal(10000)


@rule("text-norms")
def text_norms(examination: Examination) -> Iterator[Hit]:
    """Rules and normative documents issued, repealed, in force in the text = T2."""
    for found in mismatches(examination, "norms"):
        yield found.hit("off")


@rule("text-decisions")
def text_decisions(examination: Examination) -> Iterator[Hit]:
    """Permits, penalties and coercions in the text are at most those of T2, which counts all decisions."""
    for found in mismatches(examination, "decisions"):
        if found.statement.value > found.actual:
            yield found.hit("more")


@rule("text-fees")
def text_fees(examination: Examination) -> Iterator[Hit]:
    """Fees in the text (元) = T2 (万元), to the precision that is printed there."""
    for found in mismatches(examination, "fees"):
        statement = found.statement
        stated = statement.value / _YUAN
        if found.actual and abs(stated - found.actual) < _last_place(found.actual):
            continue
        yield hit(
            "off",
            statement.passage.section,
            (statement.passage.key, *found.cells),
            (print_number(statement.value), print_number(found.actual)),
            quote=statement.quote,
            stated=print_number(stated),
            cells=cells_name(found.cells),
            actual=print_number(found.actual),
        )


def _last_place(printed: Decimal) -> Decimal:
    """The worth of the last decimal that is printed; one yuan for a whole number of 万元."""
    exponent = printed.as_tuple().exponent
    return Decimal(1).scaleb(exponent) if isinstance(exponent, int) and exponent < 0 else 1 / _YUAN
