"""After undo and redo of an answer of any kind, box, transcript, preview, session and file say the same."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import pytest

from assistant.drafts import Draft, DraftStore
from assistant.interview import KINDS, Raw, load_script
from assistant.report import read, with_answer
from assistant.session.preview import view_of
from assistant.session.session import Session
from assistant.tui.inputs import INPUTS
from assistant.tui.widgets.live_preview import LivePreview
from tests.tui.desk import TODAY, WIDE, Desk, desk, sample, until

SCRIPT = load_script()
APPLICATIONS = [
    {"applicant": "natural_person", "outcome": "granted", "carried_in": False, "note": ""},
    {"applicant": "business", "outcome": "denied.third_party", "carried_in": False, "note": "张某"},
]
_FEES = ("other.fee_charged", "other.fee_received")
PROBLEM = {"problem": "更新慢", "measure": "按月检查"}


@dataclass(frozen=True)
class Change:
    """An answer that the sample has, and another one that could be given; ``accept`` hands it over."""

    key: str
    raw: Raw
    accept: str = "enter"

    @property
    def kind(self) -> str:
        return SCRIPT.question(self.key).kind


CHANGES = (
    Change("agency.contact", "办公室 0571-12345678"),
    Change("overview.website_items", "77"),
    Change("other.fee_charged", "12.5"),
    Change("agency.signed_on", "2025-01-08"),
    Change("overview.in_assessment", "否"),
    Change("overview.deputy", "分管副职"),
    Change("overview.leader", "由办公室牵头"),
    Change("overview.content_kinds", ["养老"]),
    Change("overview.proactive_more", ["content_kinds"]),
    Change("overview.platforms", ["本镇网站", "公开栏"]),
    Change("overview.items_by_kind", [{"kind": "工作动态", "count": "7"}], "ctrl+s"),
    Change("overview.review_systems", ["公开审查办法"], "ctrl+s"),
    Change("problems.items", [PROBLEM], "ctrl+s"),
    Change("other.matters", "第一段\n第二段", "ctrl+s"),
    Change("disclosure", {"rules.issued": "3"}, "ctrl+s"),
    Change("requests", {"received.natural_person": "4", "granted.natural_person": "4"}, "ctrl+s"),
    Change("requests", APPLICATIONS, "ctrl+s"),
)
NAMES = [f"{change.key}-{number}" for number, change in enumerate(CHANGES)]


def test_there_is_a_change_for_every_kind_of_question_asked() -> None:
    assert {change.kind for change in CHANGES} >= {question.kind for question in SCRIPT.questions} & set(INPUTS)


def finished() -> Draft:
    """The sample with everything answered, fees included."""
    draft = sample()
    report = with_answer(draft.report, "other.fee_notices", 2)
    for key in _FEES:
        report = with_answer(report, key, Decimal(900))
    return draft.changed(report=report)


def asking(key: str) -> Draft:
    """The same without the answer of ``key`` and those behind it."""
    if key not in _FEES:
        return until(key)
    report = finished().report
    for later in (*_FEES[_FEES.index(key) :], "other.matters"):
        report = with_answer(report, later, None)
    return finished().changed(report=report)


async def give(clerk: Desk, change: Change) -> None:
    """Put the answer into the box and hand it over."""
    clerk.input.offer(change.raw)
    await clerk.press(change.accept)
    assert clerk.conversation.session.interview.raw(SCRIPT.question(change.key)) is not None, clerk.input.notice_text


async def step(clerk: Desk, action: str) -> None:
    await clerk.screen.run_action(action)
    await clerk.rest()


def answer_of(clerk: Desk, key: str) -> Raw | None:
    return clerk.conversation.session.interview.raw(SCRIPT.question(key))


def raw_of(draft: Draft, key: str) -> Raw:
    return KINDS[SCRIPT.question(key).kind].raw(read(draft.report, key))


def all_agree(clerk: Desk, key: str, raw: Raw) -> None:
    """Session, transcript, box, file and preview have ``raw`` as the answer and nothing else."""
    session, question = clerk.conversation.session, SCRIPT.question(key)
    assert answer_of(clerk, key) == raw
    assert clerk.at == key
    assert clerk.settled[key] == session.interview.shown(question)
    assert clerk.input.ask_context.present == raw and clerk.input.typed is None and session.typed is None
    file = clerk.only_draft()
    assert file.typed is None and file.at == key
    assert raw_of(file, key) == raw
    preview_input = Session(DraftStore(), file, SCRIPT, TODAY).preview_input()
    assert clerk.conversation.query_one(LivePreview).view == view_of(*preview_input.beside(), question)


@pytest.mark.parametrize("change", CHANGES, ids=NAMES)
async def test_a_changed_answer_that_is_taken_back_is_everywhere_the_earlier_one(change: Change) -> None:
    async with desk(finished(), size=WIDE) as clerk:
        await clerk.conversation.go_to(change.key)
        await clerk.settle()
        before = answer_of(clerk, change.key)
        assert before is not None
        await give(clerk, change)
        after = answer_of(clerk, change.key)
        assert after is not None and after != before
        for action, answer in (("undo", before), ("redo", after), ("undo", before)):
            await step(clerk, action)
            all_agree(clerk, change.key, answer)
            await clerk.press(change.accept)
            assert answer_of(clerk, change.key) == answer, "what the box hands over is the answer that stands"
            assert raw_of(clerk.only_draft(), change.key) == answer


@pytest.mark.parametrize("change", CHANGES, ids=NAMES)
async def test_a_first_answer_that_is_taken_back_is_in_the_box_and_nowhere_else(change: Change) -> None:
    async with desk(asking(change.key), size=WIDE) as clerk:
        assert clerk.at == change.key
        await give(clerk, change)
        after = answer_of(clerk, change.key)
        assert after is not None
        await step(clerk, "undo")
        assert clerk.at == change.key and change.key not in clerk.settled
        file = clerk.only_draft()
        assert read(file.report, change.key) is None and file.typed == after
        await step(clerk, "redo")
        all_agree(clerk, change.key, after)
        await step(clerk, "undo")
        await clerk.press(change.accept)
        assert answer_of(clerk, change.key) == after, "the box held it"
