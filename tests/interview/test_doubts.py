"""An answer that is possible but odd beside the others is asked back once, in one sentence, and then taken."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date
from typing import Any

import pytest

from assistant.checks import rules
from assistant.drafts import Draft, DraftStore, read_draft
from assistant.drafts.readiness import Place, place_of, readiness
from assistant.errors import AnswerRefused
from assistant.interview import Interview, Question, Raw, load_script
from assistant.interview.bare import bare_texts
from assistant.interview.more import with_everything_asked
from assistant.report import Report, read, with_answer
from assistant.session.session import Session
from tests.samples import finished_samples

SCRIPT = load_script()
TODAY = date(2025, 1, 6)


def session(**answers: Any) -> Session:
    """A township's talk in which everything is asked; answers of the overview by name."""
    report = read_draft(finished_samples() / "yongle-2024.toml").report
    report = with_everything_asked(SCRIPT, report)
    for name, value in answers.items():
        report = with_answer(report, name.replace("__", "."), value)
    return Session(DraftStore(), Draft(report), SCRIPT, TODAY)


def assert_asked_back(talk: Session, raw: Raw, words: list[str]) -> None:
    """The answer is refused for now, in one sentence that holds these words."""
    with pytest.raises(AnswerRefused) as doubt:
        talk.answer(raw)
    sentence = doubt.value.sentence()
    assert all(word in sentence for word in words), sentence
    assert sentence.endswith("。") and sentence.count("。") == 1


NO_ITEMS = {f"overview__{name}": 0 for name in ("website_items", "new_media_items", "notice_items", "other_items")}


@pytest.mark.parametrize(
    ("answers", "key", "raw", "words"),
    [
        ({}, "agency.name", "清河县第一中学", ["教育部令第29号"]),
        ({}, "agency.name", "一", ["不像机关的全称"]),
        ({}, "agency.name", "清河镇", ["是地名", "清河镇人民政府"]),
        ({}, "agency.name", "城东街道", ["是地名", "城东街道办事处"]),
        ({}, "agency.name", "临河县", ["是地名", "临河县人民政府"]),
        ({}, "agency.name", "临河经济技术开发区", ["是地名", "开发区管理委员会"]),
        ({}, "agency.name", "北岭地区", ["是地名", "北岭地区行政公署"]),
        ({}, "agency.name", "清河镇人民政府，", ["不像机关的全称", "标点"]),
        ({}, "agency.self_word", "镇", ["一个字", "我镇"]),
        ({}, "agency.self_word", "我局", ["我局", "我镇"]),
        ({}, "agency.year", "2027", ["2027年还没有过完", "2024年"]),
        ({}, "agency.signed_on", "2024年12月31日", ["早了", "2025年1月"]),
        ({}, "agency.signed_on", "2026年1月9日", ["晚了", "2025年1月", "2026年1月"]),
        ({}, "agency.signed_on", "12月30日", ["晚了", "2025年1月", "2025年12月"]),
        (NO_ITEMS, "overview.items_by_kind", [{"kind": "动态", "count": "1"}], ["0条"]),
        (NO_ITEMS, "overview.content_kinds", ["政策文件"], ["0条"]),
        ({}, "overview.items_by_kind", [{"kind": "动态", "count": "20"}, {"kind": "公告", "count": "7"}], ["27", "26"]),
        ({}, "overview.field_items", [{"field": "教育", "count": "27"}], ["27", "26"]),
        ({}, "overview.requests_by_channel", [{"channel": "邮寄", "count": "2"}], ["2件", "1件"]),
        ({"overview__new_media_items": 5}, "overview.platforms", ["政府网站"], ["新媒体", "5条"]),
        ({}, "overview.platforms", ["政府网站", "政务微信公众号"], ["新媒体", "0"]),
        ({"overview__website_name": ""}, "overview.platforms", ["村广播"], ["网站", "26条"]),
        ({}, "overview.account_names", ["“永乐发布”微信公众号"], ["账号", "0"]),
        ({}, "overview.trainings", "13", ["13次"]),
        ({"overview__trainings": 3}, "overview.trainees", "2", ["3次", "2人次"]),
        (
            {"other__fee_notices": 1, "other__fee_charged": 300},
            "other.fee_received",
            "400",
            ["300元"],
        ),
    ],
)
def test_it_is_asked_back_once_and_then_taken(answers: Any, key: str, raw: Raw, words: list[str]) -> None:
    talk = session(**answers)
    before = talk.interview.report
    talk.jump(key)
    assert_asked_back(talk, raw, words)
    assert talk.interview.report == before
    talk.answer(raw)
    question = SCRIPT.question(key)
    assert talk.interview.raw(question) is not None and read(talk.interview.report, key) != read(before, key)


# -- texts that tell nothing -----------------------------------------------------------------------
IN_WORDS = [
    question
    for question in SCRIPT.questions
    if question.kind in ("text", "paragraph") or (question.kind == "list") or question.own_words
]


def filled(question: Question, text: str) -> Raw:
    """An answer to ``question`` with ``text`` in it; its other parts are as the examples and choices have them."""
    if question.fields:
        first, *rest = question.fields
        return [{first.key: text, **{field.key: "1" if field.unit else field.example for field in rest}}]
    return (
        text if question.kind in ("text", "paragraph", "choice") else [*(each.value for each in question.choices), text]
    )


@pytest.mark.parametrize("question", IN_WORDS, ids=lambda question: question.key)
def test_a_text_that_tells_nothing_is_doubted_wherever_words_are_an_answer(question: Question) -> None:
    talk = session(overview__new_media_items=5).interview
    one, marks = "一个字|全称", "标点|全称|一个字|自称"
    for text, words in (("一", one), ("“一”。", one), ("？", marks), ("……", marks)):
        assert re.search(words, talk.doubt(question, filled(question, text))), text
    figures = talk.doubt(question, filled(question, "2024"))
    assert ("只有数字" in figures or "全称" in figures) != question.figures_alone, figures


@pytest.mark.parametrize(
    ("key", "raw", "words"),
    [
        ("overview.website_name", "4", ["“4”", "只有数字"]),
        ("agency.contact", "？", ["“？”", "只有标点"]),
        ("overview.assessment_weight", "4", ["“4”", "一个字"]),
        ("other.matters", "好", ["“好”", "一个字"]),
        ("overview.platforms", ["政府网站", "4"], ["“4”", "只有数字"]),
        ("problems.items", [{"problem": "更新不够及时", "measure": "改"}], ["“改”", "一个字"]),
        ("problems.items", [{"problem": "更新不及时", "measure": "更新不及时"}], ["一字不差", "更新不及时"]),
    ],
)
def test_a_text_that_tells_nothing_is_asked_back_and_stands_too(key: str, raw: Raw, words: list[str]) -> None:
    talk = session()
    talk.jump(key)
    assert_asked_back(talk, raw, words)
    talk.answer(raw)
    ready = readiness(talk.draft())
    (finding,) = (each for each in ready.findings if each.rule == "odd-answer")
    assert all(word in finding.message for word in words) and SCRIPT.question(key).title in finding.message
    assert place_of(finding, ready.document) == Place(key)


def test_every_doubt_about_a_draft_stands_before_export_once() -> None:
    talk = session(
        agency__name="？", agency__self_word="镇", agency__signed_on=date(2024, 1, 9), overview__website_name="4",
        problems__items=[{"problem": "一", "measure": "一"}],
    )  # fmt: skip
    found = readiness(talk.draft()).findings
    titles = [each.message.split("”")[0] for each in found if each.rule == "odd-answer"]
    assert titles == ["“机关全称", "“自称", "“网站名称", "“问题和措施"]
    assert [each.rule for each in found if "落款" in each.message] == ["deadline"]


def test_a_rule_that_says_the_same_is_one_of_the_rules() -> None:
    said = {doubt.rule for question in SCRIPT.questions for doubt in question.doubts} - {""}
    assert said and said <= {rule.slug for rule in rules()}


def test_no_answer_that_is_shown_offered_or_taken_from_a_sample_is_a_text_that_tells_nothing() -> None:
    """Every example, default, choice, offer and sample answer, and what sentences are understood as."""
    answers: list[tuple[Question, Raw]] = []
    talk = session().interview
    for question in SCRIPT.questions:
        usual = [question.example, *(choice.value for choice in talk.choices(question))]
        answers += [(question, filled(question, text)) for text in usual if text]
        answers += [(question, [offer]) for offer in question.offers]
        if question.fields and all(field.example for field in question.fields):
            answers.append((question, [{field.key: field.example for field in question.fields}]))
        if (default := talk.default(question)) is not None:
            answers.append((question, default))
    for path in finished_samples().glob("*.toml"):
        report = with_everything_asked(SCRIPT, read_draft(path).report)
        sample = Interview(SCRIPT, report, today=TODAY)
        answers += [(question, raw) for question in sample.path if (raw := sample.raw(question)) is not None]
    odd = {}
    for question, raw in answers:
        with suppress(AnswerRefused):
            odd |= {f"{question.key} {raw}": said for said in bare_texts(question, raw, talk.choices(question))}
    assert len(answers) > 300 and not odd


def test_a_platform_that_is_named_elsewhere_is_not_missed() -> None:
    accounts = ["“永乐发布”微信公众号"]
    talk = session(overview__new_media_items=5, overview__account_names=accounts).interview
    assert talk.doubt(SCRIPT.question("overview.platforms"), ["村广播"]) == ""


def test_another_odd_answer_is_asked_back_again() -> None:
    talk = session()
    talk.jump("overview.trainings")
    for typed in ("13", "14"):
        with pytest.raises(AnswerRefused, match=typed):
            talk.answer(typed)
    talk.answer("14")
    assert talk.interview.report.overview.trainings == 14


@pytest.mark.parametrize("name", ["yongle-2024", "linhe-housing-2024", "qingpuyuan-county-2024"])
def test_nothing_is_odd_about_the_samples(name: str) -> None:
    talk = Interview(SCRIPT, read_draft(finished_samples() / f"{name}.toml").report, today=TODAY)
    odd = {question.key: talk.doubt(question, raw) for question in talk.path if (raw := talk.raw(question)) is not None}
    assert not {key: doubt for key, doubt in odd.items() if doubt}


# -- what Enter alone answers ----------------------------------------------------------------------
@pytest.mark.parametrize(
    "name",
    [
        "清河镇人民政府",
        "城东街道办事处",
        "临河县教育局",
        "临河县发展和改革委员会",
        "临河县人民政府",
        "安澜市人民政府",
        "江北省水利厅",
    ],
)  # fmt: skip
def test_enter_alone_makes_no_claim(name: str) -> None:
    """What is proposed follows from the name, the day and the law, or says that there was none."""
    talk = Interview(SCRIPT, Report(), today=TODAY)
    typed: dict[str, Raw] = {
        "agency.name": name,
        "overview.website_items": "26",
        "problems.items": [{"problem": "更新不够及时", "measure": "每月核对一次"}],
        "disclosure": {}, "requests": {}, "proceedings": {},
    }  # fmt: skip
    answers = 0
    while (question := talk.current) is not None:
        default = talk.default(question)
        if question.key == "agency.kind" and not default:
            default = "city_government"
        raw = typed.get(question.key, default)
        assert raw is not None, question.key
        talk.answer(raw)
        answers += 1
        value = read(talk.report, question.key)
        computed = question.key in {"agency.kind", "agency.self_word", "agency.year", "agency.signed_on"}
        assert question.key in typed or computed or value in (0, "", []), question.key
    print(f"\n{name}: {answers} answers")
    assert answers <= 30


def test_the_kind_of_a_city_is_asked_and_not_taken_for_granted() -> None:
    talk = Interview(SCRIPT, Report(), today=TODAY)
    talk.answer("安澜市人民政府")
    assert talk.default(SCRIPT.question("agency.kind")) == ""
    assert "县级市" in talk.ask(SCRIPT.question("agency.kind"))
    with pytest.raises(AnswerRefused):
        talk.answer("")
    talk.jump("agency.name")
    talk.answer("安澜市临河市人民政府")
    assert talk.default(SCRIPT.question("agency.kind")) == "county_government"


@pytest.mark.parametrize(
    ("name", "leader"),
    [
        ("临河县发展和改革委员会", "主任"), ("临河县教育局", "局长"), ("海淀区人民政府", "区政府主要负责同志"),
        ("鄂托克旗人民政府", "旗政府主要负责同志"), ("江北省水利厅", "厅长"), ("清河镇人民政府", "镇长"),
    ],
)  # fmt: skip
def test_the_usual_head_is_called_as_agencies_of_that_name_call_theirs(name: str, leader: str) -> None:
    talk = Interview(SCRIPT, Report(), today=TODAY)
    talk.answer(name)
    talk.answer(talk.default(SCRIPT.question("agency.kind")) or "")
    assert talk.choices(SCRIPT.question("overview.leader"))[0].value == leader
