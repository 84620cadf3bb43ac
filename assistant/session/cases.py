"""The applications of one year while they are put together: add, change, remove, undo. Knows no screen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from assistant.report.cases import RequestCase, applicant_kinds, case_outcomes, tally
from assistant.session.sheet import Balance, Locks
from assistant.standard import Header, Standard, join
from assistant.texts import CASES

Case = dict[str, Any]
"""One application as the interview takes it: applicant, outcome, carried_in, note."""

_MAX_STEPS = 200


class CaseList:
    """The applications in the order in which they were entered. Every change is one step of undo.

    :param known: the format of the report, whose table counts them.
    """

    def __init__(self, known: Standard) -> None:
        self.standard = known
        self._cases: tuple[RequestCase, ...] = ()
        self._done: list[tuple[RequestCase, ...]] = []
        self._undone: list[tuple[RequestCase, ...]] = []

    def __len__(self) -> int:
        return len(self._cases)

    def __iter__(self) -> Iterator[RequestCase]:
        return iter(self._cases)

    def __getitem__(self, index: int) -> RequestCase:
        return self._cases[index]

    # -- reading -------------------------------------------------------------------------------
    @property
    def raw(self) -> list[Case]:
        """The applications as the interview takes them."""
        return [case.model_dump() for case in self._cases]

    @property
    def cells(self) -> dict[str, str]:
        """The cells of the table that the applications fill, by path."""
        return {path: str(number) for path, number in tally(self._cases).items()}

    # -- writing -------------------------------------------------------------------------------
    def load(self, raw: Iterable[Case]) -> None:
        """Take over a whole answer; undo begins anew. :raises pydantic.ValidationError: something is no case."""
        self._cases = tuple(RequestCase.model_validate(item) for item in raw)
        self._done, self._undone = [], []

    def replace_all(self, cases: Sequence[RequestCase]) -> None:
        """Put other applications in place of all."""
        self._put(tuple(cases))

    def put(self, index: int | None, case: RequestCase) -> int:
        """Replace the one at ``index`` or add one at the end (None); where it stands."""
        at = len(self) if index is None else index
        self._put((*self._cases[:at], case, *self._cases[at + 1 :]))
        return at

    def repeat(self, index: int, carried_in: bool) -> int:
        """Add one like that at ``index``, without its note, right behind it; where it stands."""
        case = self._cases[index].model_copy(update={"note": "", "carried_in": carried_in})
        self._put((*self._cases[: index + 1], case, *self._cases[index + 1 :]))
        return index + 1

    def remove(self, index: int) -> RequestCase:
        """Take one out."""
        removed = self._cases[index]
        self._put((*self._cases[:index], *self._cases[index + 1 :]))
        return removed

    def undo(self) -> int | None:
        """Take the last step back; the first place that changed, None when there was no step."""
        return self._turn(self._done, self._undone)

    def redo(self) -> int | None:
        """Do again what was taken back; as :meth:`undo`."""
        return self._turn(self._undone, self._done)

    # -- inside --------------------------------------------------------------------------------
    def _put(self, cases: tuple[RequestCase, ...]) -> None:
        if cases != self._cases:
            self._done = [*self._done, self._cases][-_MAX_STEPS:]
            self._undone = []
            self._cases = cases

    def _turn(self, source: list[tuple[RequestCase, ...]], target: list[tuple[RequestCase, ...]]) -> int | None:
        if not source:
            return None
        before, self._cases = self._cases, source.pop()
        target.append(before)
        pairs = enumerate(zip(before, self._cases, strict=False))
        return next((place for place, (old, new) in pairs if old != new), min(len(before), len(self._cases)))


def balance_of(cases: Iterable[RequestCase], known: Standard) -> Balance:
    """Applications by the rows of the relation that must hold; it does by construction."""
    cases = tuple(cases)
    carried_in = sum(case.carried_in for case in cases)
    carried_out = sum(case.outcome == "carried_out" for case in cases)
    new, done = len(cases) - carried_in, len(cases) - carried_out
    names = row_names(known)
    return Balance(
        ((names["received"], new), (names["carried_in"], carried_in)),
        ((names["total"], done), (names["carried_out"], carried_out)),
    )


@cache
def row_names(known: Standard) -> dict[str, str]:
    """The rows of T3 by key, as sentences name them."""
    return {leaf.path: leaf.header.short for leaf in known.tables["T3"].blocks[0].row_leaves}


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
def applicants(known: Standard) -> tuple[Offer, ...]:
    """Who asked."""
    return tuple(_offer(path, leaf.header) for path, leaf in applicant_kinds(known.first_year).items())


@cache
def origins(known: Standard) -> tuple[Offer, ...]:
    """When it came in: this year or before."""
    rows = {leaf.path: leaf.header for leaf in known.tables["T3"].blocks[0].row_leaves}
    return tuple(_offer(key, rows[key]) for key in (NEW, CARRIED_IN))


@cache
def outcomes(known: Standard) -> tuple[Offer, ...]:
    """How it stands at the year's end: single outcomes, and groups with theirs below."""
    found: dict[str, Offer] = {}
    for path, leaf in case_outcomes(known.first_year).items():
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
    return Offer("", header.short, CASES.say("choose.listed").join(offer.text for offer in below), below=below)


class CarriedIn:
    """How many applications of each kind of applicant were carried in, where last year's report settles it."""

    def __init__(self, locks: Locks, known: Standard) -> None:
        self.locks = locks
        self._applicants = tuple(offer.value for offer in applicants(known))

    @staticmethod
    def path(applicant: str) -> str:
        """The cell of T3 that counts those of ``applicant``."""
        return join(CARRIED_IN, applicant)

    def is_locked(self, applicant: str) -> bool:
        """Whether the number of those of ``applicant`` is settled and not unlocked."""
        return self.locks.is_locked(self.path(applicant))

    @property
    def total(self) -> int:
        """How many were carried in, of all applicants whose number is locked."""
        return sum(self.locks.settled[self.path(kind)] for kind in self._applicants if self.is_locked(kind))

    def to_tell(self, cases: Iterable[RequestCase]) -> tuple[str, ...]:
        """Who asked in those that are not among ``cases``, once for each, in the order of the columns."""
        told = _told(cases)
        return tuple(
            kind
            for kind in self._applicants
            if self.is_locked(kind)
            for _ in range(self.locks.settled[self.path(kind)] - told[kind])
        )

    def too_many(self, cases: Iterable[RequestCase]) -> dict[str, tuple[int, int]]:
        """The applicants with more of them in ``cases`` than last year's report has: how many of each, by both."""
        told = _told(cases)
        settled = {kind: self.locks.settled[self.path(kind)] for kind in self._applicants if self.is_locked(kind)}
        return {kind: (told[kind], number) for kind, number in settled.items() if told[kind] > number}


def _told(cases: Iterable[RequestCase]) -> Counter[str]:
    return Counter(case.applicant for case in cases if case.carried_in)
