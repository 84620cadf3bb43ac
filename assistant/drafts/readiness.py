"""What stands between a draft and its finished report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from assistant import resources
from assistant.checks import Finding, check
from assistant.checks.inspection import Inspection, LastYearReports, inspect_file, inspected, is_report_file
from assistant.checks.model import OddAnswer
from assistant.checks.rules.answers import ODD_ANSWER
from assistant.composing import compose, generated_paragraphs, paragraph_keys
from assistant.document import Document
from assistant.drafts.beginning import DRAFT_SUFFIX, interview_of
from assistant.drafts.draft import Draft
from assistant.drafts.reasons import Acknowledgement, Unlocked
from assistant.drafts.store import DraftStore, read_draft
from assistant.interview import Interview, Question, Script, load_script
from assistant.reading import read_file
from assistant.report import IDENTITY, Report, figures_class
from assistant.standard import nest

_FIRST, _TITLE = "agency.name", "title"
# The question that answers for a part of the report without figures of its own.
_BY_SECTION = {
    "title": "agency.year",
    "preface": "agency.year",
    "signature": "agency.signed_on",
    "overview": "overview.leader",
    "disclosure": "disclosure",
    "requests": "requests",
    "proceedings": "proceedings",
    "problems": "problems.items",
    "other": "other.fee_notices",
}


@dataclass(frozen=True)
class Readiness:
    """A draft seen from its end: the report as it stands, what is not answered, what the checks say.

    ``unanswered`` leaves out questions whose answer would be printed nowhere, since the clerk's own
    text stands in the place of every paragraph that tells it (a finished report taken over).
    ``findings`` are those that are open, ``answered`` those that the clerk gave a reason for: warnings,
    and numbers carried in that differ from last year's report in a cell that was unlocked.
    ``ready`` is False while a question is open or an error stands; then only a 草稿 may leave the house.
    """

    document: Document
    unanswered: tuple[Question, ...]
    findings: tuple[Finding, ...]
    answered: tuple[tuple[Finding, Acknowledgement | Unlocked], ...] = ()

    @property
    def errors(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.severity == "error")

    @property
    def ready(self) -> bool:
        return not self.unanswered and not self.errors


@dataclass(frozen=True)
class Place:
    """Where a finding is mended: the question to open and, in a table, the cell to stand in.

    ``paragraph`` is the key of the paragraph in the preview when it is text that is wrong.
    """

    question: str
    cell: str = ""
    paragraph: str = ""


def readiness(draft: Draft, script: Script | None = None) -> Readiness:
    """Compose the report of ``draft`` and hold it against every rule.

    :param script: the question scripts; the shipped ones when None.
    :raises DataFileError: a script or a template does not fit.
    """
    interview = interview_of(draft, script)
    document = compose(draft.report, interview.applicable, draft.clerk)
    unanswered = tuple(question for question in interview.path if not interview.is_answered(question))
    if unanswered and draft.clerk.edits:
        generated, replaced = _told(draft, interview.applicable, document)
        unanswered = tuple(
            question
            for question in unanswered
            if question.key in generated or (question.asks_more and question.key not in replaced)
        )
    facts = facts_of(draft.report, interview.applicable)
    found = check(document, draft.last_year, facts=facts, odd=odd_answers(interview))
    reasons = reasons_given(draft, found)
    return Readiness(
        document,
        unanswered,
        tuple(finding for finding in found if id(finding) not in reasons),
        tuple((finding, reasons[id(finding)]) for finding in found if id(finding) in reasons),
    )


def reasons_given(draft: Draft, findings: Iterable[Finding]) -> dict[int, Acknowledgement | Unlocked]:
    """The reasons that the clerk has given for findings as they stand, by the finding's ``id``."""
    given: tuple[Acknowledgement | Unlocked, ...] = (*draft.acknowledged, *draft.unlocked)
    return {id(finding): reason for finding in findings for reason in given if reason.covers(finding)}


def facts_of(report: Report, applicable: Mapping[str, str]) -> Mapping[str, Any]:
    """The answers on the path by the parts of their keys, for the rules of offices; {} when there are none."""
    if not resources.packs():
        return {}
    parts = report.model_dump(exclude_none=True)
    paths = [path.partition(".") for path in applicable if figures_class(path) is None]
    return nest({f"{part}.{name}": parts[part][name] for part, _, name in paths if name in parts[part]})


def odd_answers(interview: Interview) -> tuple[OddAnswer, ...]:
    """What is odd about the answers as they stand, whether or not the clerk has kept them when asked back."""
    return tuple(
        OddAnswer(
            question.key,
            question.title,
            interview.shown(question),
            said,
            question.section if question.section in _BY_SECTION else _TITLE,
            doubt.rule if doubt is not None else "",
        )
        for question, doubt, said in interview.standing_doubts()
    )


def _told(draft: Draft, applicable: Mapping[str, str], document: Document) -> tuple[set[str], set[str]]:
    """The answers that our own paragraphs tell, and those told only where the clerk has changed the text."""
    printed = {paragraph.key for paragraph in document.paragraphs()}
    own: set[str] = set()
    generated: set[str] = set(IDENTITY)
    for key in paragraph_keys():
        for paragraph in generated_paragraphs(draft.report, applicable, draft.clerk, key):
            edit = draft.clerk.edits.get(paragraph.key)
            replaced = edit is not None and (edit.text or paragraph.key not in printed)
            (own if replaced else generated).update(paragraph.sources)
    generated.update(key for key in applicable if figures_class(key) is not None)
    return generated, own - generated


def place_of(finding: Finding, document: Document) -> Place:
    """Where the clerk mends ``finding``: at the answer that is odd, its first cell, else the first of its paragraph.

    What is missing altogether stands nowhere: it is answered by the question that is called so.
    """
    if finding.rule == ODD_ANSWER:
        return Place(finding.where[0])
    tables = document.standard.tables
    for address in finding.where:
        table, _, cell = address.partition(".")
        if table in tables and cell in tables[table].cells:
            return Place(tables[table].section, cell)
    for paragraph in document.paragraphs():
        if paragraph.key in finding.where:
            figures = [source for source in paragraph.sources if not source.startswith("agency.")]
            edited = paragraph.key if paragraph.state in ("edited", "stale") else ""
            return Place((figures or [*paragraph.sources, _FIRST])[0], paragraph=edited)
    if not finding.where:
        for question in load_script().questions:
            if question.title in finding.values:
                return Place(question.key)
    return Place(_BY_SECTION.get(finding.section, _FIRST))


__all__ = ["Inspection", "document_of", "facts_of", "inspect"]


def inspect(file: str, last: Document | LastYearReports | None = None) -> Inspection:
    """Check a draft (a ``.toml`` file or the name of a stored one) or a report file.

    What the clerk has given a reason for in a draft is counted, and not told again.

    :param last: last year's report, or those of many agencies, for the rules that compare with it; a
        draft's own when None.
    :raises NianbaoError: there is no such file or draft, or it cannot be read.
    """
    if is_report_file(file):
        return inspect_file(file, last)
    draft = _draft(file)
    interview = interview_of(draft)
    document = compose(draft.report, interview.applicable, draft.clerk)
    facts = facts_of(draft.report, interview.applicable)
    found = inspected(file, document, last or draft.last_year, facts=facts, odd=odd_answers(interview))
    reasons = reasons_given(draft, found.findings)
    left = [finding for finding in found.findings if id(finding) not in reasons]
    return replace(found, findings=left, answered=len(reasons), origins=draft.told_origins)


def document_of(file: str) -> Document:
    """The report in a draft (a ``.toml`` file or the name of a stored one) or a report file.

    :raises NianbaoError: there is no such file or draft, or it cannot be read.
    """
    return read_file(Path(file)) if is_report_file(file) else _composed(_draft(file))


def _draft(file: str) -> Draft:
    path = Path(file)
    return read_draft(path) if path.suffix == DRAFT_SUFFIX else DraftStore().find(file)


def _composed(draft: Draft) -> Document:
    return compose(draft.report, interview_of(draft).applicable, draft.clerk)
