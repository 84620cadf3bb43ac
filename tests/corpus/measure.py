"""How well invented reports are read and judged, in four figures.

python -m tests.corpus.measure [COUNT [FIRST]] [--verbose]
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from assistant.checks import check
from assistant.checks.model import Finding
from assistant.document import Document
from assistant.reading import read_bytes
from tests.corpus.cases import Case, cases

_SIDE = {
    "carried_differently": "text-requests text-no-requests text-percent text-parts",
    "word_in_cell": "text-requests text-no-requests t3-row-total t3-balance",
    "carried_blank": "t3-balance t3-row-total text-requests text-percent",
    "said_none": "text-one-value",
    "said_received": "text-percent text-parts text-no-requests",
    "said_done": "text-percent",
    "said_carried_in": "text-no-requests",
    "said_issued": "text-parts",
    "norms_less": "text-norms text-parts",
    "rules_of_a_bureau": "norms-carry",
    "yuan_in_table": "text-fees",
    "row_total": "t3-result-total",
    "balance": "t3-result-total",
    "other_period": "deadline",
    "no_part_five": "problems-repeat numbering accountability",
    "part_five_empty": "problems-repeat",
    "no_measures": "problems-repeat",
    "fewer_measures": "problems-repeat",
    "text_of_last_year": "problem-without-measure",
    "parts_swapped": "numbering",
    "part_seven": "",
    "unpaid_without_notice": "text-no-requests",
    "renamed_label": "",
    "parts_over": "text-one-value",
    "sentence_of_another_year": "text-norms",
}
"""What else may be said of a fault than what tells it."""


@dataclass
class Outcome:
    """What became of one report."""

    case: Case
    document: Document
    findings: list[Finding]
    misread: list[str] = field(default_factory=list)

    @property
    def missed(self) -> list[str]:
        said = {finding.rule for finding in self.findings}
        return [fault.kind for fault in self.case.planted if not fault.rules & said]

    @property
    def false(self) -> list[Finding]:
        """Errors and warnings that no planted fault explains."""
        explained = {rule for fault in self.case.planted for rule in (*fault.rules, *_SIDE.get(fault.kind, "").split())}
        explained |= self.case.draft.asked
        return [item for item in self.findings if item.severity != "advice" and item.rule not in explained]


@dataclass(frozen=True)
class Score:
    """The four figures over many reports, in shares but for ``alarms``, which are false ones a report."""

    reports: int
    read: float
    errors: float
    alarms: float
    found: float
    kinds: int


def outcome(case: Case) -> Outcome:
    """Reads and checks one report."""
    document = read_bytes(case.data, f"报告{case.name[case.name.index('.') :]}")
    found = Outcome(case, document, list(check(document, case.last, "")))
    found.misread = list(_misread(case, document))
    return found


def _misread(case: Case, document: Document) -> Iterable[str]:
    kinds = {fault.kind for fault in case.planted}
    for name, true, read in (
        ("agency", case.office.name, document.agency),
        ("kind", case.office.kind, document.kind),
        ("year", case.year, document.year),
    ):
        if read != true and not (name == "year" and "other_period" in kinds):
            yield f"{name} {read!r} for {true!r}"
    if "renamed_label" in kinds:
        return
    for key, cells in case.draft.cells.items():
        table = document.table(key)
        wrong = [path for path, true in cells.items() if table is None or table.cells.get(path) != true]
        if wrong:
            yield f"{key} {len(wrong)} cells, {wrong[0]}: {table.cells.get(wrong[0]) if table else None!r} for {cells[wrong[0]]!r}"


def score(outcomes: Iterable[Outcome]) -> Score:
    """The figures."""
    every = list(outcomes)
    planted = [fault.kind for found in every for fault in found.case.planted]
    errors = sum(finding.severity == "error" for found in every for finding in found.findings)
    wrong = sum(finding.severity == "error" for found in every for finding in found.false)
    return Score(
        len(every),
        sum(not found.misread for found in every) / len(every),
        1 - wrong / max(errors, 1),
        sum(len(found.false) for found in every) / len(every),
        1 - sum(len(found.missed) for found in every) / max(len(planted), 1),
        len(set(planted)),
    )


def line(figures: Score) -> str:
    return (
        f"{figures.reports} reports, {figures.kinds} kinds of faults: read right {figures.read:.1%} (goal 99 %), "
        f"error findings right {figures.errors:.1%} (99 %), false alarms a report {figures.alarms:.3f} (0.05), "
        f"planted faults found {figures.found:.1%} (95 %)"
    )


def told(found: Outcome) -> Iterable[str]:
    """What went wrong with one report, line by line."""
    head = f"{found.case.number} {found.case.name} {found.case.office.name} [{' '.join(fault.kind for fault in found.case.planted)}]"
    for words in found.misread:
        yield f"{head} misread: {words}"
    for kind in found.missed:
        yield f"{head} missed: {kind}"
    for finding in found.false:
        yield f"{head} false {finding.severity}: {finding.rule} {finding.message}"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.corpus.measure", description=__doc__)
    parser.add_argument("count", nargs="?", type=int, default=300)
    parser.add_argument("first", nargs="?", type=int, default=0)
    parser.add_argument("--verbose", action="store_true", help="tell each report that went wrong")
    options = parser.parse_args()
    outcomes = [outcome(case) for case in cases(options.count, options.first)]
    if options.verbose:
        for found in outcomes:
            for words in told(found):
                print(words)
        print(Counter(kind for found in outcomes for kind in found.missed).most_common())
    print(line(score(outcomes)))


if __name__ == "__main__":
    main()
