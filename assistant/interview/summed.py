"""What a sum over many reports tells of the applications, as the expressions of questions see it (``summed``)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from assistant.report import Part, Report, RequestFigures, SumParts
from assistant.standard import agency_kinds, join
from assistant.texts import COUNTY

_ANSWER, _RECEIVED, _TOTAL = "requests", "received.total", "total"
_MOST = 3
"""Units that are proposed by name: those with the most applications."""


def summed(report: Report, parts: SumParts) -> Mapping[str, Any] | None:
    """What is known of the sum that the table of applications is; None where it is none, or nothing came in.

    ``units`` is how many are in the sum, ``left`` how many are not and ``left_names`` who they are; ``groups`` are
    the applications by kind of unit and ``most`` by unit, as entries of lists; ``results`` are the names of the groups
    of results; ``before`` is how many came in the year before, and missing where that is not known.
    """
    received = parts.at(_ANSWER, _RECEIVED)
    if received is None or report.requests is None:
        return None
    before = parts.before.get(f"{_ANSWER}.{_RECEIVED}")
    return {
        "units": parts.counted,
        "left": parts.left_count,
        "left_names": parts.left,
        "groups": list(_groups(parts.by_kind(_ANSWER, _RECEIVED))),
        "most": [{"unit": part.unit, "count": str(part.value)} for part in _largest(received.named)],
        "results": list(_results(report.requests)),
        **({"before": int(before)} if before is not None else {}),
    }


def _groups(by_kind: Mapping[str, Decimal]) -> Iterator[dict[str, str]]:
    """The counts by what units of a kind are called together, the largest first; the rest as others.

    Nothing where no kind is known.
    """
    kinds, rest = agency_kinds(), COUNTY.say("made_of.other_units")
    found: dict[str, Decimal] = {}
    for key, value in by_kind.items():
        group = kinds[key].group if key in kinds else rest
        found[group] = found.get(group, Decimal(0)) + value
    if found.keys() == {rest}:
        return
    for group in sorted(found, key=lambda group: (group == rest, -found[group], group)):
        yield {"group": group, "count": str(found[group])}


def _largest(parts: Sequence[Part]) -> Sequence[Part]:
    """The first few; those alike in number are all among them or none of them is."""
    if len(parts) <= _MOST:
        return parts
    return [part for part in parts[:_MOST] if part.value > parts[_MOST].value]


def _results(figures: RequestFigures) -> Iterator[str]:
    """The groups of results that count anything."""
    values = figures.values()
    row = next(row for row in figures.table_schema.blocks[0].rows if not row.key and row.children)
    for group in row.children:
        rows = [join(group.key, leaf.key) for leaf in group.children] or [group.key]
        if group.key != _TOTAL and any(values[join(path, _TOTAL)] for path in rows):
            yield group.short
