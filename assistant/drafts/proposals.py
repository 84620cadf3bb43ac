"""What a report says only because a proposal was accepted: by Enter, or from last year's report."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.composing import compose
from assistant.document import Document
from assistant.drafts.beginning import interview_of
from assistant.drafts.draft import Draft
from assistant.interview import Interview, Script
from assistant.report import IDENTITY, Origin, read


@dataclass(frozen=True)
class Proposal:
    """An accepted proposal that the report prints.

    ``key`` is its question, ``title`` and ``shown`` how a clerk reads it, ``origin`` where the proposal
    came from, ``paragraph`` the text that would read otherwise without it ("" where it stands outside
    the paragraphs).
    """

    key: str
    title: str
    shown: str
    origin: Origin
    paragraph: str = ""


def proposals(draft: Draft, script: Script | None = None) -> tuple[Proposal, ...]:
    """The accepted proposals that the report prints and nobody has confirmed, in the script's order.

    One that changes no word of the report, such as a number of 0 that is not printed, is left out.

    :raises DataFileError: a script or a template does not fit.
    """
    interview = interview_of(draft, script)
    waiting = [
        question.key
        for question in interview.path
        if interview.is_answered(question) and draft.origins.unconfirmed(question.key)
    ]
    if not waiting:
        return ()
    whole = _paragraphs(compose(draft.report, interview.applicable, draft.clerk))
    found = []
    for key in waiting:
        told = "" if key in IDENTITY else _told(draft, interview, key, whole)
        if told or key in IDENTITY:
            question = interview.script.question(key)
            found.append(Proposal(key, question.title, interview.shown(question), draft.origins.of(key), told))
    return tuple(found)


def _told(draft: Draft, interview: Interview, key: str, whole: dict[str, str]) -> str:
    """The first paragraph that reads otherwise when the answer at ``key`` is left out, "" when none does."""
    if read(draft.report, key) is None:
        return ""
    others = {path: title for path, title in interview.applicable.items() if path != key}
    without = _paragraphs(compose(draft.report, others, draft.clerk))
    return next((text for paragraph, text in whole.items() if without.get(paragraph) != text), "")


def _paragraphs(document: Document) -> dict[str, str]:
    """The text of each planned paragraph, what belongs to the same one joined."""
    found: dict[str, str] = {}
    for paragraph in document.paragraphs():
        found[paragraph.key] = found.get(paragraph.key, "") + paragraph.text
    return found
