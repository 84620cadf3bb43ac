"""信息处理费 in section six (国办函〔2020〕109号; 30号文, part six)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from assistant.checks.examination import Examination
from assistant.checks.families.comparing import cells_name
from assistant.checks.model import Hit, hit
from assistant.checks.reading.charges import Charges, charges
from assistant.checks.registry import rule
from assistant.document import print_number

_UNPAID = "T3.other.fee_unpaid.total"
_PER_PAGE = Decimal(10)


@rule("fee-statement")
def fee_statement(examination: Examination) -> Iterator[Hit]:
    """Section six speaks of 信息处理费, if only to say that there was none."""
    if examination.document.section("other") is not None and not charges(examination.sentences).mentioned:
        yield hit("missing", "other")


@rule("fee-notice")
def fee_notice(examination: Examination) -> Iterator[Hit]:
    """Notices cover the applications dropped for want of payment; no notice, no money; received ≤ charged."""
    stated = charges(examination.sentences)
    unpaid = examination.figure(_UNPAID)
    if unpaid:
        yield from _unpaid(stated, unpaid)
    if stated.charged is not None and stated.received is not None and stated.received > stated.charged:
        yield _hit("more_received", stated, received=stated.received, charged=stated.charged)
    amount = stated.charged or stated.received
    if stated.notices == 0 and amount:
        yield _hit("without_notice", stated, amount=amount)


@rule("fee-tariff")
def fee_tariff(examination: Examination) -> Iterator[Hit]:
    """The amount charged is a multiple of 10 元 and at least 10 元 a notice."""
    stated = charges(examination.sentences)
    if not stated.charged:
        return
    if stated.charged % _PER_PAGE:
        yield _hit("step", stated, charged=stated.charged)
    elif stated.notices and stated.charged < _PER_PAGE * stated.notices:
        yield _hit("low", stated, notices=stated.notices, charged=stated.charged)


def _unpaid(stated: Charges, unpaid: Decimal) -> Iterator[Hit]:
    values = (print_number(unpaid), "" if stated.notices is None else print_number(stated.notices))
    where = (_UNPAID, *stated.where)
    name = cells_name((_UNPAID,))
    if stated.notices is None:
        yield hit("none", "other", where, values, cells=name, actual=values[0])
    elif stated.notices < unpaid:
        yield hit("fewer", "other", where, values, cells=name, actual=values[0], notices=values[1])


def _hit(message: str, stated: Charges, **numbers: Decimal) -> Hit:
    printed = {name: print_number(value) for name, value in numbers.items()}
    return hit(message, "other", stated.where, tuple(printed.values()), **printed)
