"""What last year's report gives to the conversation: suggestions, what was, settled cells, one key for a section."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from assistant.errors import AnswerRefused
from assistant.interview import Interview, LastYear, Raw, accept_section, load_script, offers
from assistant.interview.more import with_everything_asked
from assistant.report import Report, read

SCRIPT = load_script()
TODAY = date(2026, 1, 6)
SUGGESTIONS: Mapping[str, Raw] = {
    "agency.name": "清河镇人民政府",
    "agency.kind": "town",
    "agency.self_word": "我镇",
    "agency.year": "2025",
    "agency.contact": "",
    "agency.website": "清河县人民政府网站",
    "overview.leader": "镇长",
    "overview.deputy": "分管副镇长",
    "overview.members": "各办公室负责人",
    "overview.platforms": ["政务公开栏", "“清河发布”公众号"],
    "overview.checks": "0",
    "problems.last_year": [{"problem": "更新不够及时", "outcome": ""}, {"problem": "解读形式单一", "outcome": ""}],
}
SHOWN = {"overview.website_items": "26条", "overview.trainings": "1次"}
FIXED = {"requests": {"carried_in.natural_person": 2, "carried_in.business": 0}}
TEXTS: Mapping[str, Raw] = {
    "overview.review_practice": "坚持先审后发，责任到人",
    "overview.assessment": "本年度政务公开工作考核结果为优秀",
    "overview.social_evaluation": "两行\n不是一句",
    "other.matters": "办理建议提案3件，均已公开办理结果。",
}
LAST = LastYear(SUGGESTIONS, TEXTS, SHOWN, fixed=FIXED)


def interview(report: Report | None = None, at: str | None = None) -> Interview:
    return Interview(SCRIPT, with_everything_asked(SCRIPT, report or Report()), at, TODAY, LAST)


def test_last_years_answer_goes_before_the_scripts_default() -> None:
    talk = interview()
    assert talk.default(SCRIPT.question("overview.deputy")) == "分管副镇长"
    assert talk.default(SCRIPT.question("overview.platforms")) == ["政务公开栏", "“清河发布”公众号"]
    assert talk.default(SCRIPT.question("overview.other_items")) == "0"
    assert talk.default(SCRIPT.question("overview.website_items")) is None
    assert talk.last_shown(SCRIPT.question("overview.website_items")) == "26条"
    assert talk.last_shown(SCRIPT.question("overview.checks")) == ""


@pytest.mark.parametrize("raw", ["village", "x\ny", ["a"], {"a": "b"}, [{"problem": "a", "colour": "b"}]])
def test_a_suggestion_that_is_no_answer_is_none(raw: Raw) -> None:
    talk = Interview(SCRIPT, Report(), today=TODAY, last=LastYear({"agency.kind": raw, "problems.last_year": raw}))
    talk.answer("清河镇人民政府")
    assert talk.default(SCRIPT.question("agency.kind")) == "town"
    if isinstance(raw, list) and isinstance(raw[0], dict):
        assert talk.default(SCRIPT.question("problems.last_year")) == []


def test_last_years_problems_stand_there_and_want_their_outcome() -> None:
    talk = interview(at="problems.last_year")
    default = talk.default(SCRIPT.question("problems.last_year"))
    assert default == SUGGESTIONS["problems.last_year"]
    with pytest.raises(AnswerRefused, match="现在怎样了"):
        talk.answer(default)
    talk.answer([{"problem": "更新不够及时", "outcome": "已解决"}])
    assert talk.report.problems.last_year is not None


def test_settled_cells_stand_in_the_table_before_anything_is_typed() -> None:
    talk = interview()
    question = SCRIPT.question("requests")
    assert talk.fixed(question) == FIXED["requests"]
    default = talk.default(question)
    assert default == {"carried_in.natural_person": "2", "carried_in.business": "0"}
    talk.jump("requests")
    talk.answer({**default, "received.business": "1"})
    table = talk.report.requests
    assert table is not None
    assert (table.values()["carried_in.total"], table.values()["received.total"]) == (2, 1)
    assert talk.default(SCRIPT.question("disclosure")) is None


def test_another_year_is_not_the_one_after() -> None:
    talk = interview(at="agency.year")
    talk.answer("2023")
    assert talk.fixed(SCRIPT.question("requests")) == {}
    assert talk.default(SCRIPT.question("requests")) is None
    assert talk.last_shown(SCRIPT.question("overview.website_items")) == ""
    talk.jump("agency.year")
    talk.answer("2025")
    assert talk.fixed(SCRIPT.question("requests")) == FIXED["requests"]


def test_a_section_is_accepted_by_one_key_and_the_rest_is_asked() -> None:
    talk = interview()
    assert [offer.question.key for offer in offers(talk, "agency")] == [
        "agency.name", "agency.kind", "agency.self_word", "agency.year", "agency.contact", "agency.website",
    ]  # fmt: skip
    accepted = accept_section(talk, "agency")
    assert len(accepted) == 6
    assert talk.at == "agency.signed_on"
    assert read(talk.report, "agency.signed_on") is None
    assert accept_section(talk, "agency") == []
    assert talk.at == "agency.signed_on"


def test_what_an_accepted_answer_opens_is_accepted_with_it() -> None:
    talk = interview()
    assert "overview.deputy" not in talk.applicable
    accepted = accept_section(talk, "overview")
    assert accepted == [
        "overview.leader", "overview.deputy", "overview.members", "overview.platforms", "overview.checks",
    ]  # fmt: skip
    assert talk.at == "overview.website_items"
    assert talk.report.overview.new_media_items is None


def test_the_scripts_defaults_are_taken_only_when_asked_for_and_never_against_last_year() -> None:
    talk = Interview(SCRIPT, Report(), today=TODAY, last=LastYear(SUGGESTIONS, shown={"overview.notice_items": "2条"}))
    accept_section(talk, "agency", defaults=True)
    assert talk.at == "overview.leader"
    shown = {offer.question.key: offer.raw for offer in offers(talk, "overview", defaults=True)}
    assert shown["overview.other_items"] == "0"
    assert shown["overview.supervision_more"] == []
    accepted = accept_section(talk, "overview", defaults=True)
    # No default, none to take against last year's two, and what only these open.
    left = [each.key for each in talk.path if each.section == "overview" and not talk.is_answered(each)]
    assert left == ["overview.website_items", "overview.notice_items"]
    assert talk.at == "overview.website_items"
    assert "overview.deputy" in accepted
    for section in ("disclosure", "requests", "proceedings"):
        assert accept_section(talk, section, defaults=True) == []


def test_an_answer_already_given_and_one_half_told_are_left_alone() -> None:
    talk = interview(at="overview.checks")
    talk.answer("7")
    assert "overview.checks" not in accept_section(talk, "overview")
    assert talk.report.overview.checks == 7
    assert accept_section(talk, "problems") == []
    assert talk.at == "problems.last_year"


def test_a_section_that_is_done_leads_on() -> None:
    talk = interview(at="agency.signed_on")
    talk.answer("2026-1-9")
    accept_section(talk, "agency")
    assert talk.at == "overview.leader"


def test_the_same_conversation_goes_on_over_other_answers() -> None:
    talk = interview()
    before = talk.report
    accept_section(talk, "agency")
    again = talk.over(before, "agency.name")
    assert (again.at, again.report) == ("agency.name", before)
    assert again.default(SCRIPT.question("agency.name")) == "清河镇人民政府"
    assert again.fixed(SCRIPT.question("requests")) == FIXED["requests"]


def test_a_default_that_needs_an_answer_still_to_come_is_none() -> None:
    talk = Interview(SCRIPT, Report(), "agency.self_word", TODAY)
    assert talk.default(SCRIPT.question("agency.kind")) is None
    assert talk.default(SCRIPT.question("agency.self_word")) is None
    assert {offer.question.key: offer.raw for offer in offers(talk, "agency", defaults=True)} == {
        "agency.year": "2025",
        "agency.signed_on": "2026年1月6日",
        "agency.contact": "",
        "agency.website": "",
    }


def test_last_years_sentences_are_taken_over_only_one_by_one() -> None:
    talk = interview()
    accept_section(talk, "agency", defaults=True)
    # What could not be an answer (two lines) is not offered.
    texts = ["overview.review_practice", "overview.assessment"]
    assert [offer.question.key for offer in offers(talk, "overview") if offer.source == "text"] == texts
    accept_section(talk, "overview", defaults=True, texts=["overview.assessment", "overview.social_evaluation"])
    assert talk.report.overview.assessment == TEXTS["overview.assessment"]
    assert talk.report.overview.review_practice is None
    assert talk.report.overview.social_evaluation == ""
    assert [offer.raw for offer in offers(talk, "overview")] == [TEXTS["overview.review_practice"]]
    assert [offer.raw for offer in offers(talk, "other") if offer.source == "text"] == [TEXTS["other.matters"]]
    talk.jump("agency.year")
    talk.answer("2023")
    assert not [offer for offer in offers(talk, "other") if offer.source == "text"]


def test_what_is_to_be_asked_all_the_same_stays_open() -> None:
    talk = interview()
    accepted = accept_section(talk, "overview", defaults=True, left=["overview.leader", "overview.checks"])
    assert not {"overview.leader", "overview.deputy", "overview.checks"} & set(accepted)
    assert talk.at == "overview.leader"
    assert [offer.question.key for offer in offers(talk, "overview")][:2] == ["overview.leader", "overview.deputy"]
