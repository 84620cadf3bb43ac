"""Figures of the tables put into words: groups of outcomes and applicants with their statutory names.

The names and the grouping come from the table schema, so a template never repeats a label.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from assistant.drafting.values import Named, Pending, Table
from assistant.report import ProceedingFigures, RequestFigures
from assistant.standard import Header

_RECEIVED = "received"
_TOTAL = "total"
_REVIEW = "review"


def outcomes(requests: Table | Pending) -> list[Named] | Pending:
    """The groups of outcomes in T3 that have any application, each with its reasons, all applicants."""
    if isinstance(requests, Pending):
        return requests
    results = next(row for row in RequestFigures.schema_of().blocks[0].rows if not row.key and row.children)
    return _named(results.children, requests, after=(_TOTAL,))


def applicants(requests: Table | Pending) -> list[Named] | Pending:
    """Who filed this year's applications in T3: 自然人, and 法人或其他组织 with its kinds."""
    if isinstance(requests, Pending):
        return requests
    (all_columns,) = RequestFigures.schema_of().blocks[0].columns
    return _named(all_columns.children, getattr(requests, _RECEIVED))


def reviews(proceedings: Table | Pending) -> list[Named] | Pending:
    """How the reviews of T4 ended."""
    if isinstance(proceedings, Pending):
        return proceedings
    (review,) = (header for header in ProceedingFigures.schema_of().blocks[0].columns if header.key == _REVIEW)
    return _named(review.children, getattr(proceedings, _REVIEW))


def suits(proceedings: Table | Pending) -> list[Named] | Pending:
    """The suits of T4 by the way they came to court, each with how they ended."""
    if isinstance(proceedings, Pending):
        return proceedings
    (group,) = (header for header in ProceedingFigures.schema_of().blocks[0].columns if header.key != _REVIEW)
    return _named(group.children, proceedings)


def ends(cases: Iterable[Named]) -> list[Named]:
    """The parts of several counts added up by name, in the order of the format."""
    found: dict[str, Named] = {}
    for case in cases:
        for part in case.parts:
            count = part.count + (found[part.key].count if part.key in found else 0)
            found[part.key] = Named(part.key, part.name, count)
    order = [header.key for header in ProceedingFigures.schema_of().blocks[0].columns[0].children]
    return sorted(found.values(), key=lambda part: order.index(part.key))


def _named(headers: Iterable[Header], place: Any, after: tuple[str, ...] = ()) -> list[Named]:
    """The headers that count anything; totals are no group of their own."""
    found = []
    for header in headers:
        if header.key == _TOTAL:
            continue
        inner = getattr(place, header.key) if header.key else place
        if header.children:
            parts = tuple(_named(header.children, inner, after))
            count = sum(part.count for part in parts)
        else:
            parts = ()
            for key in after:
                inner = getattr(inner, key)
            count = inner
        if count:
            found.append(Named(header.key, header.short, count, parts))
    return found
