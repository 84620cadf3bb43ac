"""The applications that last year's report left open: each is to be told how it ended. Knows no screen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from assistant.report.cases import RequestCase, applicant_kinds
from assistant.standard import join
from assistant.tui.inputs.cases.offers import CARRIED_IN
from assistant.tui.inputs.last_year import Locks


class CarriedIn:
    """How many applications of each kind of applicant were carried in, where last year's report settles it."""

    def __init__(self, locks: Locks) -> None:
        self.locks = locks

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
        return sum(self.locks.settled[self.path(kind)] for kind in applicant_kinds() if self.is_locked(kind))

    def to_tell(self, cases: Iterable[RequestCase]) -> tuple[str, ...]:
        """Who asked in those that are not among ``cases``, once for each, in the order of the columns."""
        told = _told(cases)
        return tuple(
            kind
            for kind in applicant_kinds()
            if self.is_locked(kind)
            for _ in range(self.locks.settled[self.path(kind)] - told[kind])
        )

    def too_many(self, cases: Iterable[RequestCase]) -> dict[str, tuple[int, int]]:
        """The applicants with more of them in ``cases`` than last year's report has: how many of each, by both."""
        told = _told(cases)
        settled = {kind: self.locks.settled[self.path(kind)] for kind in applicant_kinds() if self.is_locked(kind)}
        return {kind: (told[kind], number) for kind, number in settled.items() if told[kind] > number}


def _told(cases: Iterable[RequestCase]) -> Counter[str]:
    return Counter(case.applicant for case in cases if case.carried_in)
