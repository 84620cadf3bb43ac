"""Figures that are possible but unlikely, given who reports."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from assistant.checks.examination import Examination
from assistant.checks.model import Hit, hit
from assistant.checks.registry import rule
from assistant.checks.rules.text_figures import cells_name
from assistant.document import print_number
from assistant.language.statement import address
from assistant.language.words import pattern
from assistant.standard import Standard

_YUAN_PER_UNIT = Decimal(10000)
_TOO_MUCH = {
    ("township", True): Decimal(2_000),
    ("township", False): Decimal(2_000),
    ("county", True): Decimal(500_000),
    ("county", False): Decimal(100_000),
    ("city", True): Decimal(5_000_000),
    ("city", False): Decimal(1_000_000),
    ("province", True): Decimal(50_000_000),
    ("province", False): Decimal(10_000_000),
}
"""By rank, and whether it is a government: fees of a year, in 万元, that were probably typed in 元."""
_LARGEST = Decimal(5_000_000)
_REVIEW_FIRST = 2024
"""The report year from which a refusal must go to review before it may go to court (行政复议法第二十三条)."""
_CAME_IN = ("T3.received.total", "T3.carried_in.total")


@rule("rules-by-rank")
def rules_by_rank(examination: Examination) -> Iterator[Hit]:
    """No 规章 but of ministries and of the governments of provinces and 设区的市."""
    kind = examination.kind
    if kind is None or kind.makes_rules:
        return
    message = "rules" if kind.rank in ("township", "county") else "department"
    yield from _filled(examination, "T2", ("rules.",), message, kind=kind.label)


@rule("township-norms")
def township_norms(examination: Examination) -> Iterator[Hit]:
    """Normative documents of a township or street: ask for the list."""
    if _is_township(examination):
        yield from _filled(examination, "T2", ("normative.",), "norms")


@rule("township-enforcement")
def township_enforcement(examination: Examination) -> Iterator[Hit]:
    """Permits, penalties and coercions of a township or street: ask for the list."""
    if _is_township(examination):
        yield from _filled(examination, "T2", ("permits", "penalties", "coercions"), "enforcement")


@rule("township-fees")
def township_fees(examination: Examination) -> Iterator[Hit]:
    """Administrative fees of a township or street: ask for the list."""
    if _is_township(examination):
        yield from _filled(examination, "T2", ("fees",), "fees")


@rule("fee-unit")
def fee_unit(examination: Examination) -> Iterator[Hit]:
    """Fees out of all proportion for the kind of agency were probably typed in 元."""
    cell = address("T2", "fees")
    fees, kind = examination.figure(cell), examination.kind
    most = _TOO_MUCH.get((kind.rank, kind.government)) if kind is not None else _LARGEST
    if fees is not None and most is not None and fees >= most:
        converted = print_number(fees / _YUAN_PER_UNIT)
        printed = print_number(fees)
        yield hit(
            "yuan",
            "disclosure",
            (cell,),
            (printed,),
            cells=cells_name((cell,), examination.standard),
            actual=printed,
            converted=converted,
        )


@rule("rare-secret")
def rare_secret(examination: Examination) -> Iterator[Hit]:
    """Applications denied as state secrets below a province."""
    if examination.kind is None or examination.kind.rank != "province":
        yield from _filled(examination, "T3", ("denied.state_secret.total",), "secret")


@rule("review-first")
def review_first(examination: Examination) -> Iterator[Hit]:
    """Suits without a review: from 2024 a refusal must go to review first; other answers need not."""
    if examination.year is not None and examination.year >= _REVIEW_FIRST:
        yield from _filled(examination, "T4", ("suit_direct.total",), "suit")


@rule("case-without-request")
def case_without_request(examination: Examination) -> Iterator[Hit]:
    """Reviews or suits without any application, and no word of where they come from."""
    came_in = [examination.figure(cell) for cell in _CAME_IN]
    if None in came_in or any(came_in) or pattern("cases.explained").search(examination.text_of("overview")):
        return
    yield from _filled(examination, "T4", _totals(examination.standard), "explain")


@rule("corrected-unexplained")
def corrected_unexplained(examination: Examination) -> Iterator[Hit]:
    """Corrected reviews or suits of which sections one and five say nothing."""
    if not pattern("cases.corrected").search(examination.text_of("overview", "problems")):
        cells = tuple(path for path in examination.standard.tables["T4"].cells if path.endswith(".corrected"))
        yield from _filled(examination, "T4", cells, "explain")


def _is_township(examination: Examination) -> bool:
    return examination.kind is not None and examination.kind.rank == "township"


def _totals(known: Standard) -> tuple[str, ...]:
    return tuple(relation.left[0] for relation in known.tables["T4"].relations)


def _filled(examination: Examination, table: str, paths: tuple[str, ...], message: str, **fields: str) -> Iterator[Hit]:
    """One hit for each cell above 0 among ``paths``; a path that ends in a dot stands for all under it."""
    schema = examination.standard.tables[table]
    for path in schema.cells:
        cell = address(table, path)
        number = examination.figure(cell)
        if path.startswith(paths) and number is not None and number > 0:
            printed = print_number(number)
            yield hit(
                message,
                schema.section,
                (cell,),
                (printed,),
                cells=cells_name((cell,), examination.standard),
                actual=printed,
                **fields,
            )
