"""Invented reports in the habits of real offices are read right, their faults are found, and nothing else is said."""

from __future__ import annotations

from tests.corpus.cases import cases
from tests.corpus.measure import Score, outcome, score, told
from tests.examples import examples

_READ, _ERRORS, _ALARMS, _FOUND = 0.99, 0.99, 0.05, 0.95
"""Shares of reports read right, of errors that are right and of faults found; false alarms a report."""

_KINDS = 35
"""Kinds of faults that are planted in so many reports as a subset of them has."""


def test_invented_reports_are_read_and_judged_as_well_as_promised() -> None:
    outcomes = [outcome(case) for case in cases(examples(500))]
    figures = score(outcomes)
    wrong = "\n".join(line for found in outcomes for line in told(found))
    assert figures.kinds >= _KINDS
    assert figures.read >= _READ, wrong
    assert figures.errors >= _ERRORS, wrong
    assert figures.alarms <= _ALARMS, wrong
    assert figures.found >= _FOUND, wrong


def test_a_score_counts_what_went_wrong() -> None:
    found = outcome(next(case for case in cases(20) if case.planted))
    assert score([found]) == Score(1, 1.0, 1.0, 0.0, 1.0, len({fault.kind for fault in found.case.planted}))
    found.misread.append("year")
    found.findings.clear()
    spoiled = score([found])
    assert (spoiled.read, spoiled.found) == (0.0, 0.0)
