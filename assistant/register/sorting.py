"""The rows of a register → the cases of one report year."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from assistant.reading.messages import quote
from assistant.register.deadlines import late_answers
from assistant.register.messages import refused, rows_in_words, sentence
from assistant.register.model import Ledger, LedgerCases, LedgerRow
from assistant.register.vocabulary import is_blank
from assistant.report.cases import MAX_CASES, RequestCase, applicant_kinds, case_outcomes
from assistant.standard import Leaf

_OPEN = "carried_out"
_NONE: Mapping[str, str] = MappingProxyType({})

_ORDER = (
    "unread_day",
    "unknown_applicant",
    "blank_applicant",
    "unknown_outcome",
    "blank_outcome",
    "unsure_year",
    "received_later",
    "done_earlier",
    "not_wanted",
    "received_missing",
    "done_missing",
    "open_though_done",
    "done_before_received",
)


def cases_of(ledger: Ledger, year: int, choices: Mapping[str, str] = _NONE) -> LedgerCases:
    """The cases of ``year``: received before it and not done before 1 January is carried in; not done by
    31 December, or done later, is carried out; done before or received after is left out, and said.

    ``choices``: a text of :meth:`Ledger.unknown_applicants` or :meth:`Ledger.unknown_outcomes` → the key it
    stands for, or "" to leave its rows out. Rows whose text has no choice are left out, and said.

    A row without a day of receipt counts as received in the year; one with an outcome and without a day counts as
    done in the year, unless it came in before the year, for then it may have been done before too.

    :raises UnreadableLedger: a choice is no key of the tables.
    """
    for text, key in choices.items():
        if key and key not in applicant_kinds(year) and key not in case_outcomes(year):
            raise refused("bad_choice", choice=quote(key), text=quote(text))
    sorter = _Sorter(year, choices, ledger.has_done)
    cases = [case for row in ledger.rows if (case := sorter.case(row)) is not None]
    return LedgerCases(tuple(cases), tuple(sorter.sentences()), tuple(late_answers(ledger.rows, year)))


def check_room(found: LedgerCases) -> None:
    """Whether a draft has room for the cases.

    :raises UnreadableLedger: there are more than it may have.
    """
    if len(found.cases) > MAX_CASES:
        raise refused("no_room", "", count=len(found.cases), limit=MAX_CASES)


class _Sorter:
    """Decides row by row and remembers what must be said."""

    def __init__(self, year: int, choices: Mapping[str, str], has_done: bool) -> None:
        self._year = year
        self._choices = choices
        self._has_done = has_done
        self._said: dict[tuple[str, str, str], list[int]] = {}

    def case(self, row: LedgerRow) -> RequestCase | None:
        if row.unread and not row.falls_outside(self._year):
            # Of which year it is, is a question; it is never silently this one.
            self._say("unread_day", row)
            return None
        if row.falls_outside(self._year):
            later = row.received is not None and row.received.year > self._year
            self._say("received_later" if later else "done_earlier", row)
            return None
        applicant = self._applicant(row)
        outcome = self._outcome(row)
        if not applicant or not outcome:
            return None
        carried_in = row.received is not None and row.received.year < self._year
        if carried_in and row.done is None and outcome != _OPEN:
            self._say("unsure_year", row)
            return None
        self._remark(row, outcome)
        return RequestCase(applicant=applicant, outcome=outcome, carried_in=carried_in, note=row.note)

    def sentences(self) -> list[str]:
        """What was left out, the gravest first."""
        return [
            sentence("left_out", reason, rows=rows_in_words(lines, sheet), text=quote(text), year=self._year)
            for (reason, text, sheet), lines in sorted(self._said.items(), key=lambda item: _ORDER.index(item[0][0]))
        ]

    def _applicant(self, row: LedgerRow) -> str:
        """The applicant key, "" when the row is left out."""
        if row.applicant is not None and row.applicant in applicant_kinds(self._year):
            return row.applicant
        reason = "blank_applicant" if is_blank(row.applicant_text) else "unknown_applicant"
        return self._chosen(row, row.unknown_applicant, applicant_kinds(self._year), reason)

    def _outcome(self, row: LedgerRow) -> str:
        """The outcome key at the year's end, "" when the row is left out."""
        if row.stands_open(self._has_done) or (row.done is not None and row.done.year > self._year):
            return _OPEN
        if row.outcome is not None and row.outcome in case_outcomes(self._year):
            return row.outcome
        reason = "blank_outcome" if is_blank(row.outcome_text) else "unknown_outcome"
        return self._chosen(row, row.unknown_outcome, case_outcomes(self._year), reason)

    def _chosen(self, row: LedgerRow, text: str, keys: Mapping[str, Leaf], reason: str) -> str:
        key = self._choices.get(text)
        if key == "":
            self._say("not_wanted", row)
            return ""
        # One text may be unknown in both columns; a choice serves the column that has such a key.
        if key is None or key not in keys:
            self._say(reason, row, text)
            return ""
        return key

    def _remark(self, row: LedgerRow, outcome: str) -> None:
        if row.received is None:
            self._say("received_missing", row)
        if row.done is None and outcome != _OPEN:
            self._say("done_missing", row)
        if row.done is not None and row.done.year == self._year and outcome == _OPEN:
            self._say("open_though_done", row)
        if row.received is not None and row.done is not None and row.done < row.received:
            self._say("done_before_received", row)

    def _say(self, reason: str, row: LedgerRow, text: str = "") -> None:
        self._said.setdefault((reason, text, row.sheet), []).append(row.line)
