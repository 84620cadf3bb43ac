"""The sums within the tables that do not agree. The relations themselves stand in the standard."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from assistant.checks.reading.statement import address
from assistant.standard import Relation, standard


@dataclass(frozen=True)
class Deviation:
    """A relation that does not hold on one line of a table ("T3").

    ``line`` is the path of the row or column; ``left`` and ``right`` are cell addresses;
    ``difference`` is Σ left - Σ right, never 0.
    """

    table: str
    relation: Relation
    line: str
    left: tuple[str, ...]
    right: tuple[str, ...]
    difference: Decimal


def deviations(numbers: Mapping[str, Decimal]) -> tuple[Deviation, ...]:
    """The relations of all tables that do not hold; those with a cell that has no number are left out."""
    found: list[Deviation] = []
    for table, relation, line, left, right in _lines():
        try:
            difference = total(numbers, left) - total(numbers, right)
        except KeyError:
            continue
        if difference:
            found.append(Deviation(table, relation, line, left, right, difference))
    return tuple(found)


def total(numbers: Mapping[str, Decimal], cells: tuple[str, ...]) -> Decimal:
    """The sum of some cells. :raises KeyError: one of them has no number."""
    return sum(map(numbers.__getitem__, cells), Decimal(0))


@cache
def _lines() -> tuple[tuple[str, Relation, str, tuple[str, ...], tuple[str, ...]], ...]:
    """Each relation on each of its lines with the addresses of both sides."""
    return tuple(
        (
            key,
            relation,
            line,
            tuple(address(key, path) for path in relation.cells(relation.left, line)),
            tuple(address(key, path) for path in relation.cells(relation.right, line)),
        )
        for key, schema in standard().tables.items()
        for relation in schema.relations
        for line in schema.lines(relation)
    )
