"""A register as read, and the cases of one year that it gives."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from assistant.register.messages import word
from assistant.register.vocabulary import applicant_of, is_blank, outcome_of
from assistant.report.cases import RequestCase, applicant_kinds, case_outcomes


@dataclass(frozen=True)
class LedgerRow:
    """One application as written. ``line`` is its row in the file, counted from 1.

    The texts are on one line and cut after 80 characters; ``note`` is a serial number or "". Names,
    addresses and numbers of persons are never in it. ``sheet``: the sheet where several were read, else "";
    ``unread``: a date is written in a way that nobody understands; ``whole_months``: a date names its month only;
    ``extended``: the time for the answer was extended.
    """

    line: int
    applicant_text: str
    outcome_text: str
    received: date | None
    done: date | None
    note: str
    sheet: str = ""
    unread: bool = False
    whole_months: bool = False
    extended: bool = False

    @property
    def applicant(self) -> str | None:
        """The applicant key that the row names itself."""
        return applicant_of(self.applicant_text)

    @property
    def outcome(self) -> str | None:
        """The outcome key that the row names itself, whatever its dates say."""
        return outcome_of(self.outcome_text)

    @property
    def unknown_applicant(self) -> str:
        """The text that ``choices`` takes for the applicant; an empty cell has a text of its own."""
        return word("blank_applicant") if is_blank(self.applicant_text) else self.applicant_text

    @property
    def unknown_outcome(self) -> str:
        """The text that ``choices`` takes for the outcome; an empty cell has a text of its own."""
        return word("blank_outcome") if is_blank(self.outcome_text) else self.outcome_text

    def stands_open(self, has_done: bool) -> bool:
        """Whether the row says by itself that the application is still open.

        ``has_done``: the register has a column for the day it was done; only then does an empty outcome
        without a day mean open rather than forgotten.
        """
        return has_done and self.done is None and is_blank(self.outcome_text)

    def falls_outside(self, year: int) -> bool:
        """Whether the application came in after the year, or was done before it."""
        return bool((self.received and self.received.year > year) or (self.done and self.done.year < year))


@dataclass(frozen=True)
class Ledger:
    """A register of applications as read.

    ``columns``: the heading as printed by role (``applicant``, ``outcome``, ``received``, ``done``, ``serial``,
    ``reason``; the first two always). ``skipped``: Chinese sentences on what was left out and where, and on what
    was read though it may surprise (hidden rows, cells that could not be understood).
    """

    file: str
    columns: Mapping[str, str]
    rows: tuple[LedgerRow, ...]
    skipped: tuple[str, ...]

    @property
    def has_done(self) -> bool:
        """Whether the register has a column for the day an application was done."""
        return "done" in self.columns

    def unknown_applicants(self, year: int | None = None) -> Mapping[str, int]:
        """Texts that name no kind of applicant, with the number of their rows, the most frequent first.

        With ``year`` only the rows that bear on it count.
        """
        kinds = applicant_kinds(year)
        return _counted(row.unknown_applicant for row in self._bearing(year) if row.applicant not in kinds)

    def unknown_outcomes(self, year: int | None = None) -> Mapping[str, int]:
        """Texts that name no outcome, with the number of their rows, the most frequent first.

        With ``year`` only the rows that bear on it count, and of these not the ones done after it.
        """
        outcomes = case_outcomes(year)
        return _counted(
            row.unknown_outcome
            for row in self._bearing(year)
            if row.outcome not in outcomes
            and not row.stands_open(self.has_done)
            and not (year is not None and row.done and row.done.year > year)
        )

    def _bearing(self, year: int | None) -> Iterable[LedgerRow]:
        return (row for row in self.rows if year is None or not row.falls_outside(year))


@dataclass(frozen=True)
class LedgerCases:
    """The cases of one year.

    ``left_out``: Chinese sentences on rows that were not taken, and on what was decided where a date was missing or
    contradicted itself; ``late``: on answers that came after their time.
    """

    cases: tuple[RequestCase, ...]
    left_out: tuple[str, ...]
    late: tuple[str, ...] = ()


def _counted(texts: Iterable[str]) -> Mapping[str, int]:
    return dict(Counter(texts).most_common())
