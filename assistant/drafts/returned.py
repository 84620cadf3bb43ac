"""A copy of a draft's report that comes back changed: compared with the draft, and taken over."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from assistant.checks import Finding
from assistant.composing import compose
from assistant.document import Document
from assistant.drafts.beginning import interview_of
from assistant.drafts.draft import Draft
from assistant.drafts.readiness import readiness
from assistant.errors import NianbaoError
from assistant.interview import Script, load_script
from assistant.language.similarity import likeness
from assistant.last_year.alignment import flat
from assistant.last_year.returned import Change, Comparison, Work, compare, merged
from assistant.reading import Comment, read_returned
from assistant.texts import ERRORS, RETURNED

_LIKE = 0.5
"""How much of the draft's text a copy under another name must have to be a copy of it."""


class NotACopy(NianbaoError):
    """A file that is no copy of the draft's report."""

    title = ERRORS.say("title.not_a_copy")


@dataclass(frozen=True)
class Remark:
    """A comment in the copy; ``place`` is the heading, or the row of a table, that it stands at."""

    author: str
    text: str
    quoted: str
    place: str
    key: str = ""


@dataclass(frozen=True)
class Returned:
    """What the copy says otherwise, the comments in it, and what cannot be taken over (``notes``)."""

    file: str
    changes: tuple[Change, ...]
    remarks: tuple[Remark, ...]
    notes: tuple[str, ...]


def returned(draft: Draft, path: Path, script: Script | None = None) -> Returned:
    """The copy in the file at ``path`` compared with ``draft``.

    :param script: the question scripts; the shipped ones when None.
    :raises NotACopy: it is the report of another year or agency. :raises NianbaoError: the file cannot be read.
    """
    script = script or load_script()
    document, remarks = read_returned(path)
    _check(draft, script, document, path.name)
    found = compare(_work(draft), script, document)
    tracked = [RETURNED.say("note.tracked", count=remarks.tracked)] if remarks.tracked else []
    placed = tuple(_placed(comment, found, document) for comment in remarks.comments)
    return Returned(path.name, found.changes, placed, (*tracked, *found.notes))


def with_changes(draft: Draft, changes: Iterable[Change], script: Script | None = None) -> Draft:
    """``draft`` with some of the changes taken over; the answers have the origin "file"."""
    work = merged(_work(draft), script or load_script(), changes)
    return draft.changed(report=work.report, clerk=work.clerk, origins=work.origins)


def contradictions(before: Draft, after: Draft, script: Script | None = None) -> tuple[Finding, ...]:
    """The errors and warnings that stand against ``after`` and did not against ``before``."""
    known = {(finding.rule, finding.message) for finding in readiness(before, script).findings}
    found = readiness(after, script).findings
    return tuple(
        finding for finding in found if finding.severity != "advice" and (finding.rule, finding.message) not in known
    )


def _work(draft: Draft) -> Work:
    return Work(draft.report, draft.clerk, draft.origins)


def _check(draft: Draft, script: Script, theirs: Document, file: str) -> None:
    """:raises NotACopy: ``theirs`` is on another year, or of another agency with another text."""
    agency = draft.report.agency
    if theirs.year is not None and agency.year is not None and theirs.year != agency.year:
        slots = {"file": file, "name": draft.name, "theirs": theirs.year, "ours": agency.year}
        raise NotACopy(*RETURNED.refusal("refused.year", **slots))
    if not agency.name or not theirs.agency or flat(theirs.agency) == flat(agency.name):
        return
    ours = compose(draft.report, interview_of(draft, script).applicable, draft.clerk)
    if likeness(_text(ours), _text(theirs)) < _LIKE:
        slots = {"file": file, "name": draft.name, "theirs": theirs.agency, "ours": agency.name}
        raise NotACopy(*RETURNED.refusal("refused.agency", **slots))


def _text(document: Document) -> str:
    return "".join(paragraph.text for paragraph in document.paragraphs())


def _placed(comment: Comment, found: Comparison, document: Document) -> Remark:
    """A comment with the place that it stands at: the row of a table, or the heading over the paragraph."""
    author = comment.author or RETURNED.say("say.unknown_author")
    if comment.row:
        place = RETURNED.say("title.row", row=RETURNED.say("title.between").join(_labels(comment.row)))
        return Remark(author, comment.text, comment.quoted or comment.paragraph, place)
    key = next((key for key, texts in found.texts.items() if flat(comment.paragraph) in map(flat, texts)), "")
    place = found.headings.get(key) or _heading(comment.paragraph, document)
    return Remark(author, comment.text, comment.quoted, place, key)


def _labels(row: tuple[str, ...]) -> list[str]:
    """The labels of a row: what is no number."""
    return [text for text in map(flat, row) if text and not text.replace(".", "").isdigit()]


def _heading(paragraph: str, document: Document) -> str:
    """The section whose heading a comment stands at; the beginning of the paragraph where it is none."""
    known = [section.heading for section in document.sections]
    return next((heading for heading in known if flat(heading) == flat(paragraph)), "") or RETURNED.say(
        "title.beginning" if not paragraph else "title.at", text=paragraph[:12]
    )
