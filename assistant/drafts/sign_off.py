"""What whoever signs looks at: figures beside last year's, findings with reasons, what is open, what has changed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.document import number_in, print_number
from assistant.drafts.beginning import carried, interview_of
from assistant.drafts.draft import Draft
from assistant.drafts.proof_sheet import (
    cell_label,
    findings_told,
    own_words,
    reasons_told,
    source_of_cell,
    told_answers,
)
from assistant.drafts.proposals import proposals
from assistant.drafts.readiness import Readiness
from assistant.drafts.undo import differences
from assistant.export.word.sheet import SheetPart
from assistant.interview import Interview, Question, Script, load_script
from assistant.standard import Standard
from assistant.texts import PROOF_SHEET

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_SHARES = (34, 15, 15, 14, 22)


def _say(name: str, /, **slots: object) -> str:
    return PROOF_SHEET.say(f"sign_off.{name}", **slots)


@dataclass(frozen=True)
class Figure:
    """A figure of this year beside last year's ("" where it is not known); ``source`` is where it comes from."""

    title: str
    value: str
    before: str
    source: str

    @property
    def change(self) -> str:
        """Up or down by how much, "" where there is nothing to compare."""
        now, then = _number(self.value), _number(self.before)
        if now is None or then is None:
            return ""
        if now == then:
            return _say("same")
        more = print_number(abs(now - then))
        return _say("up" if now > then else "down", more=more)


def _number(shown: str) -> Decimal | None:
    found = _NUMBER.search(shown)
    return number_in(found[0]) if found else None


def sign_off(
    draft: Draft, readiness: Readiness, exported: Draft | None = None, script: Script | None = None
) -> tuple[SheetPart, ...]:
    """The page for whoever signs, part by part; a part that has nothing to tell says so.

    :param exported: the draft as its report was last written to a file, None when that is not known.
    :param script: the question scripts; the shipped ones when None.
    """
    script = script or load_script()
    waiting = proposals(draft, script)
    parts = [SheetPart(_say("state"), _state(readiness, len(waiting)))]
    parts += _figures(draft, readiness.document.standard, script)
    told = (
        ("findings", [line.strip() for line in findings_told(readiness.findings)][1:]),
        ("reasons", [line.strip() for line in reasons_told(readiness)]),
        ("pending", [question.title for question in readiness.unanswered]),
        ("proposals", [_say("proposal", title=each.title, shown=each.shown) for each in waiting]),
        ("own_words", [line.strip() for line in own_words(readiness.document)]),
        ("changed", _changed(draft, exported, script)),
    )
    return (*parts, *(SheetPart(_say(name), lines or [_say("none")]) for name, lines in told))


def _state(readiness: Readiness, waiting: int) -> list[str]:
    kinds = [finding.severity for finding in readiness.findings]
    counts = {kind: kinds.count(kind) for kind in PROOF_SHEET.entry("severities")}
    return [
        _say("found", **counts, reasons=len(readiness.answered)),
        _say("open", pending=len(readiness.unanswered), proposals=waiting),
    ]


def _changed(draft: Draft, exported: Draft | None, script: Script) -> list[str]:
    if exported is None:
        return [_say("never_exported")]
    when = f"{exported.saved_at:%Y-%m-%d %H:%M}" if exported.saved_at is not None else ""
    changes = [difference.sentence() for difference in differences(exported, draft, script)]
    return [_say("exported", when=when, count=len(changes)), *changes]


# -- figures -------------------------------------------------------------------------------------
def _figures(draft: Draft, standard: Standard, script: Script) -> Iterator[SheetPart]:
    """A table for each statutory table and one for the figures of the text."""
    interview = interview_of(draft, script)
    for section in standard.sections:
        if section.table:
            question = interview.script.question(section.key)
            found = list(_cells(draft, interview, question, script))
            shown = [figure for figure in found if _number(figure.value) or _number(figure.before)]
            zeros = [_say("zeros", count=len(found) - len(shown))] if len(shown) < len(found) else []
            yield _part(section.title, shown, zeros)
    words: dict[str, str] = PROOF_SHEET.entry("sources")
    counts = [
        Figure(question.title, value, before, words[draft.origins.of(question.key)])
        for question, value, before in told_answers(interview, counts=True)
    ]
    yield _part(_say("counts"), counts, [])


def _part(heading: str, figures: Sequence[Figure], lines: Sequence[str]) -> SheetPart:
    if not figures:
        return SheetPart(heading, lines or [_say("none")])
    rows = [list(PROOF_SHEET.entry("sign_off.columns"))]
    rows += [[figure.title, figure.value, figure.before, figure.change, figure.source] for figure in figures]
    return SheetPart(heading, lines, rows, _SHARES)


def _cells(draft: Draft, interview: Interview, question: Question, script: Script) -> Iterator[Figure]:
    given = carried(draft, script) if interview.follows_last else None
    before = given.cells.get(question.key, {}) if given is not None else {}
    words: dict[str, str] = PROOF_SHEET.entry("sources")
    figures = getattr(interview.report, question.key)
    if figures is None:
        return
    schema, settled = figures.table_schema, dict(interview.fixed(question))
    for path, value in figures.values().items():
        cell = schema.cells[path]
        last = f"{before[path]}{cell.unit}" if before.get(path) else ""
        source, _ = source_of_cell(draft, schema, path, settled)
        yield Figure(cell_label(cell), f"{print_number(value)}{cell.unit}", last, words[source])
