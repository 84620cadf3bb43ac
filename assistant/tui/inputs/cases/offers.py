"""What may be chosen for an application, with the labels and meanings of the standard."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from assistant.report.cases import applicant_kinds, case_outcomes
from assistant.standard import Header, standard
from assistant.tui.inputs.cases.wording import say

NEW, CARRIED_IN = "received", "carried_in"
"""The rows of T3 in which an application is counted when it came in, by their keys."""


@dataclass(frozen=True)
class Offer:
    """One thing to choose: ``value`` is what the choice means, ``note`` explains it.

    ``key`` takes it, its number where that is ""; ``below`` are the offers of a group, one of which is
    chosen next.
    """

    value: str
    text: str
    note: str = ""
    key: str = ""
    below: tuple[Offer, ...] = ()

    def holds(self, value: str | None) -> bool:
        """Whether the offer, or one of its group, means ``value``."""
        if self.below:
            return any(offer.holds(value) for offer in self.below)
        return self.value == value


@cache
def applicants() -> tuple[Offer, ...]:
    """Who asked."""
    return tuple(_offer(path, leaf.header) for path, leaf in applicant_kinds().items())


@cache
def origins() -> tuple[Offer, ...]:
    """When it came in: this year or before."""
    rows = {leaf.path: leaf.header for leaf in standard().tables["T3"].blocks[0].row_leaves}
    return tuple(_offer(key, rows[key]) for key in (NEW, CARRIED_IN))


@cache
def outcomes() -> tuple[Offer, ...]:
    """How it stands at the year's end: single outcomes, and groups with theirs below."""
    found: dict[str, Offer] = {}
    for path, leaf in case_outcomes().items():
        group = leaf.headers[-2] if len(leaf.headers) > 1 else None
        offer = _offer(path, leaf.header)
        if group is None or not group.key:
            found[path] = offer
        else:
            above = found.get(group.key)
            below = (*above.below, offer) if above else (offer,)
            found[group.key] = _group(group, below)
    return tuple(found.values())


def _offer(path: str, header: Header) -> Offer:
    return Offer(path, header.short, header.meaning)


def _group(header: Header, below: Iterable[Offer]) -> Offer:
    below = tuple(below)
    return Offer("", header.short, say("choose.listed").join(offer.text for offer in below), below=below)
