"""What good reports tell and this one does not: named by how often others tell it, and one key away."""

from __future__ import annotations

from datetime import date

from assistant.drafts import DraftStore, read_draft
from assistant.interview import Interview, load_script
from assistant.interview.coach import habits, lacking
from assistant.report import with_answer
from assistant.session.session import Session
from tests.samples import finished_samples

SCRIPT = load_script()
TODAY = date(2025, 1, 6)


def yongle() -> Interview:
    return Interview(SCRIPT, read_draft(finished_samples() / "yongle-2024.toml").report, today=TODAY)


def test_every_habit_is_of_a_question_and_every_share_is_one() -> None:
    keys = {question.key for question in SCRIPT.questions}
    assert {habit.key for habit in habits()} <= keys
    assert all(0 <= habit.count <= habit.of for habit in habits())
    assert all(habit.shown for habit in habits())


def test_what_others_tell_most_often_is_named_first_and_what_is_told_is_not() -> None:
    found = [lack.question.key for lack in lacking(yongle())]
    assert not {"overview.items_by_kind", "overview.office", "overview.website_name"} & set(found)
    assert found.index("overview.account_names") < found.index("overview.purge_rounds") < found.index("overview.events")
    (lack,) = [each for each in lacking(yongle()) if each.question.key == "overview.events"]
    assert lack.habit.shown == "乡镇和街道的报告里，66份有5份写了"


def test_an_answer_that_says_there_was_none_is_lacking_and_what_cannot_apply_is_not() -> None:
    talk = yongle()
    late = talk.over(with_answer(talk.report, "overview.answered_in_time", False))
    assert lacking(late)[0].question.key == "overview.answered_in_time"
    silent = talk.over(with_answer(talk.report, "requests", {}))
    assert not {"overview.answered_in_time", "overview.request_subjects"} & {
        each.question.key for each in lacking(silent)
    }


def test_one_key_ticks_it_and_asks_and_one_undo_takes_both_back() -> None:
    session = Session(DraftStore(), read_draft(finished_samples() / "yongle-2024.toml"), SCRIPT, TODAY)
    before = session.interview.report
    session.tick("overview.events")
    assert session.question is not None and session.question.key == "overview.events"
    assert session.interview.report.overview.proactive_more == ["items_by_kind", "content_kinds", "events"]
    session.answer([{"event": "政府开放日", "count": "2"}])
    assert session.question is None
    session.undo()
    session.undo()
    assert session.interview.report == before


def test_a_companion_is_ticked_by_the_question_that_it_belongs_to() -> None:
    session = Session(DraftStore(), read_draft(finished_samples() / "yongle-2024.toml"), SCRIPT, TODAY)
    session.tick("overview.hotline_calls")
    assert session.question is not None and session.question.key == "overview.hotline_calls"
    assert "messages" in (session.interview.report.overview.proactive_more or [])
