"""Holding what the text says against the cells it speaks of."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from assistant.checks.examination import Examination
from assistant.checks.model import Hit, hit
from assistant.checks.registry import rule
from assistant.document import print_number
from assistant.language.disclosure import Charges, charges
from assistant.language.statement import Statement, cells_by_address
from assistant.standard import Cell, Standard

_UNSURE = "unsure"


class Mismatch(NamedTuple):
    """A statement that fits none of the sums it may mean; ``cells`` and ``actual`` are the likeliest one."""

    statement: Statement
    cells: tuple[str, ...]
    actual: Decimal
    standard: Standard

    def hit(self, message: str) -> Hit:
        """The finding, with quote, cells, actual and difference to fill the message; "unsure" where the words leave a
        doubt of the cells."""
        statement = self.statement
        message = message if statement.sure else _UNSURE
        return hit(
            message,
            statement.passage.section,
            (statement.passage.key, *self.cells),
            (print_number(statement.value), print_number(self.actual)),
            quote=statement.quote,
            cells=cells_name(self.cells, self.standard),
            actual=print_number(self.actual),
            difference=print_number(abs(self.actual - statement.value)),
        )


def mismatches(examination: Examination, about: str) -> Iterator[Mismatch]:
    """The statements about one subject that the tables contradict; unreadable cells contradict nothing."""
    for statement in examination.statements:
        if statement.about != about:
            continue
        sums = [(cells, total(examination, cells)) for cells in statement.alternatives]
        if any(actual is None or _fits(statement, actual) for _, actual in sums):
            continue
        cells, actual = sums[0]
        if actual is not None:
            yield Mismatch(statement, cells, actual, examination.standard)


def total(examination: Examination, cells: tuple[str, ...]) -> Decimal | None:
    """The sum of some cells, None when one of them cannot be read."""
    numbers = [examination.figure(cell) for cell in cells]
    return None if None in numbers else sum((number for number in numbers if number is not None), Decimal(0))


def cells_name(cells: tuple[str, ...], known: Standard) -> str:
    """A sum of cells in words: the cells joined, or the heading that they all stand under."""
    found = [cells_by_address(known)[cell] for cell in cells]
    if len(found) == 1:
        return found[0].name
    rows, columns = _shared([cell.row.path for cell in found]), _shared([cell.column.path for cell in found])
    if columns and not rows and (group := _group(found, "row")):
        return f"{group}·{found[0].column.header.short}"
    if rows and not columns and (group := _group(found, "column")):
        row = found[0].row.header.short
        return f"{row}·{group}" if row else group
    return "＋".join(cell.name for cell in found)


def _shared(paths: list[str]) -> bool:
    return len(set(paths)) == 1


def _group(cells: list[Cell], line: str) -> str:
    """The heading just above all of these rows or columns, when it is one and holds nothing else."""
    leaves = [cell.row if line == "row" else cell.column for cell in cells]
    parents = {leaf.headers[-2] for leaf in leaves if len(leaf.headers) > 1}
    if len(parents) != 1:
        return ""
    (parent,) = parents
    return parent.short if parent.span == len(cells) else ""


def _fits(statement: Statement, actual: Decimal) -> bool:
    if statement.quantity is not None:
        return statement.quantity.agrees(actual)
    return statement.value == actual


_CARRIED_IN = "T3.carried_in.total"
_CAME = "T3.received.total"
_NOTHING_CAME = (_CAME,)
_DONE = "T3.total.total"


@rule("text-requests")
def text_requests(examination: Examination) -> Iterator[Hit]:
    """Numbers of applications in the text = T3."""
    for found in mismatches(examination, "requests"):
        if not _says_none(found) and not _is_part(examination, found):
            yield found.hit("off")


@rule("text-no-requests")
def text_no_requests(examination: Examination) -> Iterator[Hit]:
    """No application received, all done, none carried over: the totals of T3 are 0."""
    for found in mismatches(examination, "requests"):
        if _says_none(found) and not _is_qualified(examination, found):
            yield found.hit("off")


def _says_none(found: Mismatch) -> bool:
    statement = found.statement
    return statement.quantity is None or (not statement.value and found.cells == _NOTHING_CAME)


def _is_part(examination: Examination, found: Mismatch) -> bool:
    """其中办结30件 may leave out what was carried in and done."""
    return found.statement.partial and bool(examination.figure(_CARRIED_IN))


def _is_qualified(examination: Examination, found: Mismatch) -> bool:
    """均已办结 in a paragraph that elsewhere says how many are still open, or that speaks of those done."""
    statement = found.statement
    if statement.label != "all_done":
        return False
    others = [other for other in examination.statements if other.passage is statement.passage]
    return any(other.label in ("carried_out", "carried") and other.value for other in others) or any(
        _is_number_done(examination, other) for other in others
    )


def _is_number_done(examination: Examination, statement: Statement) -> bool:
    """办理申请41件: of what was done, where that is the table's number of results and not that of what came in."""
    if statement.label not in ("handled", "noun"):
        return False
    return statement.value == examination.figure(_DONE) != examination.figure(_CAME)


@rule("text-review-suit")
def text_review_suit(examination: Examination) -> Iterator[Hit]:
    """Reviews and suits in the text, with the outcomes named, = T4; suits are both ways together."""
    for found in mismatches(examination, "proceedings"):
        yield found.hit("off")


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
            cells=cells_name(found.cells, found.standard),
            actual=print_number(found.actual),
        )


def _last_place(printed: Decimal) -> Decimal:
    """The worth of the last decimal that is printed; one yuan for a whole number of 万元."""
    exponent = printed.as_tuple().exponent
    return Decimal(1).scaleb(exponent) if isinstance(exponent, int) and exponent < 0 else 1 / _YUAN


_UNPAID, _FEES = "T3.other.fee_unpaid.total", "T2.fees"
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
        yield from _unpaid(stated, unpaid, examination.standard)
    if stated.charged is not None and stated.received is not None and stated.received > stated.charged:
        yield _hit("more_received", stated, received=stated.received, charged=stated.charged)
    amount = stated.charged or stated.received
    if stated.notices == 0 and amount:
        yield _hit("without_notice", stated, amount=amount)


@rule("fee-in-table")
def fee_in_table(examination: Examination) -> Iterator[Hit]:
    """A fee for handling information was received, and T2 has no administrative fee at all."""
    stated, fees = charges(examination.sentences), examination.figure(_FEES)
    if stated.received and fees == 0:
        printed = print_number(stated.received)
        name = cells_name((_FEES,), examination.standard)
        yield hit("absent", "other", (*stated.where, _FEES), (printed,), received=printed, cells=name)


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


def _unpaid(stated: Charges, unpaid: Decimal, known: Standard) -> Iterator[Hit]:
    values = (print_number(unpaid), "" if stated.notices is None else print_number(stated.notices))
    few = "no_notice" if stated.notices == 0 else "fewer"
    where = (_UNPAID, *stated.where)
    name = cells_name((_UNPAID,), known)
    if stated.notices is None:
        # Whoever tells of money sent notices; published reports seldom count them.
        if stated.charged or stated.received:
            return
        yield hit("none", "other", where, values, cells=name, actual=values[0])
    elif stated.notices < unpaid:
        yield hit(few, "other", where, values, cells=name, actual=values[0], notices=values[1])


def _hit(message: str, stated: Charges, **numbers: Decimal) -> Hit:
    printed = {name: print_number(value) for name, value in numbers.items()}
    return hit(message, "other", stated.where, tuple(printed.values()), **printed)
