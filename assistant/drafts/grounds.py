"""What formats for data carry beside the report of a draft: the findings, and each answer with where it comes from."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.drafts.beginning import interview_of
from assistant.drafts.draft import Draft
from assistant.drafts.proof_sheet import origin_words, told_answers
from assistant.drafts.readiness import Readiness
from assistant.export.grounds import Fact, Grounds


def grounds_of(draft: Draft, readiness: Readiness) -> Grounds:
    """The findings that no reason was given for, and all answers in the order of the questions, tables last."""
    return Grounds(readiness.findings, draft.told_origins, tuple(_facts(draft)))


def _facts(draft: Draft) -> Iterator[Fact]:
    interview = interview_of(draft)
    rows = [row for counts in (True, False) for row in told_answers(interview, counts=counts)]
    order = {question.key: place for place, question in enumerate(interview.path)}
    for question, value, before in sorted(rows, key=lambda row: order[row[0].key]):
        source = origin_words(draft, question.key, value, before)
        yield Fact(question.key, question.title, value, draft.origins.of(question.key), source)
    for question in interview.path:
        if question.kind == "table" and interview.is_answered(question):
            source = origin_words(draft, question.key, "", "")
            yield Fact(question.key, question.title, interview.shown(question), draft.origins.of(question.key), source)
