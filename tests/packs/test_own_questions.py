"""Questions that an office asks for itself: asked, kept, said, recovered, and refused where they do not fit."""

from __future__ import annotations

import io
import shutil
import string
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant import resources
from assistant.checks import Finding
from assistant.composing import compose
from assistant.drafts import DamagedDraft, Draft, DraftStore
from assistant.drafts.beginning import interview_of
from assistant.drafts.collected import collected_text, with_collected
from assistant.drafts.collection import wanted, write_collection
from assistant.drafts.draft import dump, parse
from assistant.drafts.grounds import grounds_of
from assistant.drafts.readiness import readiness
from assistant.drafts.undo import differences
from assistant.errors import NianbaoError
from assistant.export import WRITERS
from assistant.interview import Interview, load_script
from assistant.last_year.carry_forward import carry_forward
from assistant.last_year.recovery import recover
from assistant.last_year.returned import Work, compare
from assistant.packs import activate, install
from assistant.reading import read_bytes
from assistant.report import LOCAL_KINDS, MAX_LOCAL, Report, read, with_answer
from assistant.session.session import Session
from tests.at_rest import quick_pilot
from tests.examples import examples
from tests.packs.zips import head, zipped
from tests.tui.clerk import Clerk
from tests.tui.desk import TODAY, WIDE, desk, sample

__all__ = ["quick_pilot"]
pytestmark = pytest.mark.usefixtures("quick_pilot")

NAME = "临江县"
ANSWERS = {"local.visits": 120, "local.village_checks": 4, "local.list_revised": True}
SAID = ("120人次", "4次", "主动公开事项清单")


@pytest.fixture
def pack(with_sample: Path) -> Path:
    """The sample pack in the test's own data folder, in use."""
    assert activate() == []
    return with_sample


def answered(**others: Any) -> Draft:
    """The sample of a town with the pack's questions answered."""
    report = sample().report
    for key, value in {**ANSWERS, **{f"local.{name}": value for name, value in others.items()}}.items():
        report = with_answer(report, key, value)
    return sample().changed(report=report)


def text_of(draft: Draft) -> str:
    document = compose(draft.report, interview_of(draft).applicable)
    return "".join(paragraph.text for paragraph in document.paragraphs())


def local_findings(draft: Draft) -> list[Finding]:
    return [one for one in readiness(draft).findings if one.rule.startswith("linjiang-v")]


def test_they_stand_behind_the_questions_that_they_name(pack: Path) -> None:
    keys = [question.key for question in load_script().questions]
    for key, after in (("visits", "zones"), ("village_checks", "checks"), ("list_revised", "guide_updated")):
        assert keys.index(f"local.{key}") == keys.index(f"overview.{after}") + 1


def test_a_sentence_prints_with_its_fact_only(pack: Path) -> None:
    assert all(said in text_of(answered()) for said in SAID)
    nothing = text_of(answered(visits=0, village_checks=0, list_revised=False))
    assert "没有抽查村务公开" in nothing and "清单没有修订" in nothing and "专区" not in nothing
    assert "〔待填：专区接待人次〕" in text_of(sample())
    assert {question.key for question in readiness(sample()).unanswered} == set(ANSWERS)


def test_rules_see_them(pack: Path) -> None:
    (finding,) = local_findings(answered(village_checks=0))
    assert finding.rule == "linjiang-village-checks" and "没有抽查过村务公开" in finding.message
    assert local_findings(answered()) == local_findings(sample()) == []


def test_they_are_kept_exported_undone_and_listed_as_any_other(pack: Path) -> None:
    store = DraftStore()
    session = Session(store, sample(), load_script(), date(2025, 1, 6))
    session.interview.jump("local.visits")
    session.answer("120人次")
    saved = session.writer.write(session.save_request())
    kept = store.load(saved.name)
    assert kept.report.local == {"visits": 120} and kept.told_origins["local.visits"] == "typed"
    assert kept.without_packs == "" and kept.changed(packs=(NAME, "别的")).without_packs.count("答过") == 0
    facts = {fact.key: (fact.title, fact.value) for fact in grounds_of(kept, readiness(kept)).facts}
    assert facts["local.visits"] == ("专区接待人次", "120人次")
    (undone,) = session.undo() or ()
    assert undone.question == "local.visits" and session.interview.report.local == {}
    assert session.redo() and session.interview.report.local == {"visits": 120}


def test_the_office_that_knows_the_answer_is_asked_and_its_list_read_back(pack: Path, tmp_path: Path) -> None:
    draft = sample()
    (blank,) = [each for each in wanted(draft) if each.question.key == "local.visits"]
    write_collection(draft, tmp_path / "清单.txt")
    text = (tmp_path / "清单.txt").read_text(encoding="utf-8-sig")
    assert "政务服务中心" in text
    filled = "\n".join(
        line.replace("＿＿＿＿", "86", 1) if line.startswith(blank.label) else line for line in text.splitlines()
    )
    after = with_collected(draft, collected_text(draft, filled).answers, "file")
    assert after.report.local == {"visits": 86}


@pytest.mark.parametrize(
    "values", [ANSWERS, {"local.visits": 0, "local.village_checks": 0, "local.list_revised": False}]
)
def test_they_are_recovered_from_the_word_file_and_shown_next_year(pack: Path, values: dict[str, Any]) -> None:
    draft = answered(**{key.partition(".")[2]: value for key, value in values.items()})
    document = compose(draft.report, interview_of(draft).applicable)
    file = io.BytesIO()
    WRITERS[".docx"](document, file, draft=False)
    printed = read_bytes(file.getvalue(), "report.docx")
    found = recover(printed)
    assert {key: read(found.report, key) for key in values} == values
    assert not found.clerk.edits
    carried = carry_forward(printed)
    assert carried.shown["local.village_checks"] == f"{values['local.village_checks']}次"
    assert "local.village_checks" not in carried.answers and "local.list_revised" not in carried.answers


def test_a_changed_figure_of_a_returned_copy_is_their_answer(pack: Path) -> None:
    draft = answered()
    theirs = answered(visits=133)
    copy = compose(theirs.report, interview_of(theirs).applicable)
    found = compare(Work(draft.report, draft.clerk, draft.origins), load_script(), copy)
    assert [(change.kind, change.key, change.after) for change in found.changes] == [("answer", "local.visits", "133")]


def test_without_the_pack_the_answers_stay_and_one_sentence_names_it(pack: Path) -> None:
    store = DraftStore()
    origins = sample().origins.given("local.visits", "accepted").confirming(["local.visits"])
    draft = answered().changed(origins=origins, at="local.visits")
    made = store.save(Session(store, draft, load_script(), TODAY).draft())
    resources.use_packs([])
    shutil.rmtree(pack / "packs")
    found = store.load(made.name)
    assert f"本地包“{NAME}”" in found.without_packs and "本地的问题答过3个" in found.without_packs
    nobodys = found.changed(packs=())
    assert "3个本地问题的回答" in nobodys.without_packs
    assert not any(said in text_of(found) for said in ("120人次", "主动公开事项清单"))
    session = Session(store, found, load_script(), TODAY)
    session.interview.jump("overview.notice_items")
    session.answer("77")
    again = store.load(session.writer.write(session.save_request()).name)
    assert again.report.local == draft.report.local and again.origins.of("local.visits") == "accepted"
    emptied = again.changed(report=with_answer(again.report, "local.visits", None), origins=sample().origins)
    assert "local.visits" in {one.title for one in differences(again, emptied, load_script())}


def test_an_answer_of_another_kind_is_asked_anew_and_stays_until_then(pack: Path) -> None:
    draft = parse(dump(answered()).replace("visits = 120", 'visits = "很多"'), "x")
    interview = interview_of(draft)
    assert not interview.is_answered(interview.script.question("local.visits"))
    assert "很多" not in text_of(draft) and local_findings(draft) == []
    interview.jump("local.visits")
    interview.answer("9")
    assert draft.report.local["visits"] == "很多" and interview.report.local["visits"] == 9


async def test_a_clerk_answers_one_by_keys_and_finds_its_sentence_in_the_exported_text(
    pack: Path, tmp_path: Path
) -> None:
    draft = answered()
    draft = draft.changed(report=with_answer(draft.report, "local.visits", None))
    async with desk(draft, tmp_path, WIDE) as at_work:
        assert at_work.at == "local.visits" and at_work.says("2024年政务公开专区接待了多少人次？")
        clerk = Clerk(at_work.pilot, answered(visits=268).report)
        await clerk.answer_all()
        assert clerk.asked == ["local.visits"]
        await at_work.press("ctrl+e", "ctrl+u", *"定稿.txt", "enter")
        assert "已经写好" in at_work.shown()
    text = (tmp_path / "定稿.txt").read_text(encoding="utf-8-sig")
    assert "268人次" in text and "专区" in text


# -- what does not fit -----------------------------------------------------------------------------
def question(key: str = "local.visits", **changed: object) -> str:
    entries = {
        "key": key, "after": "overview.checks", "title": "例", "ask": "几次？", "kind": "integer", "help": "例",
        "basis": "例", **changed,
    }  # fmt: skip
    return "\n".join(["[[question]]", *(f"{name} = {value!r}" for name, value in entries.items() if value != "")])


def sentence(**changed: object) -> str:
    entries = {"paragraph": "overview.lead", "key": "own", "needs": ["local.visits"], "wordings": ["例"], **changed}
    return "\n".join(["[[sentence]]", *(f"{name} = {value!r}" for name, value in entries.items() if value != "")])


QUESTIONS, SENTENCES = "prompts/questions.toml", "templates/sentences.toml"
ASKED = {QUESTIONS: question()}
RULE = "[[rule]]\nslug='own'\nseverity='advice'\nsection='overview'\nmessage='例'\nmeaning='例'\nbasis='例'\n"
REFUSED = {
    "after nothing": ({QUESTIONS: question(after="overview.nothing")}, ("questions.toml 第2行", "overview.nothing")),
    "no after": ({QUESTIONS: question(after="")}, ("questions.toml 第2行", "没有写 after")),
    "in a circle": (
        {QUESTIONS: question("local.a", after="local.b") + "\n" + question("local.b", after="local.a")},
        ("questions.toml 第2行", "绕了一圈"),
    ),
    "twice": ({QUESTIONS: question() + "\n" + question()}, ("questions.toml 第10行", "local.visits", "问了两次")),
    "shipped twice": (
        {QUESTIONS: "[[question]]\nkey = 'overview.checks'\n" * 2}, ("questions.toml 第4行", "问了两次"),
    ),
    "kind": ({QUESTIONS: question(kind="number")}, ("questions.toml 第2行", "“number”", "integer")),
    "table": ({QUESTIONS: question(kind="table")}, ("questions.toml 第2行", "“table”")),
    "no choices": ({QUESTIONS: question(kind="choice")}, ("questions.toml 第2行", "choices")),
    "more": ({QUESTIONS: question(kind="choices", choices="more")}, ("questions.toml 第2行", "more")),
    "ticked": ({QUESTIONS: question(within="overview.supervision_more")}, ("questions.toml 第2行", "within")),
    "name": ({QUESTIONS: question("local.Visits")}, ("questions.toml 第2行", "local.visits")),
    "deep name": ({QUESTIONS: question("local.a.b")}, ("questions.toml 第2行", "名称不能用")),
    "no title": ({QUESTIONS: question(title="")}, ("questions.toml 第2行", "title")),
    "condition": ({QUESTIONS: question(when="local.nobody > 1")}, ("questions.toml 第2行", "local.nobody")),
    "after of others": (
        {QUESTIONS: "[[question]]\nkey = 'overview.checks'\nafter = 'overview.zones'"},
        ("questions.toml 第2行", "after"),
    ),
    "many": (
        {QUESTIONS: "\n".join(question(f"local.a{number}") for number in range(MAX_LOCAL + 1))},
        ("questions.toml 第402行", f"第{MAX_LOCAL + 1}个", f"最多{MAX_LOCAL}个"),
    ),
    "fact that nobody asks": (
        {**ASKED, SENTENCES: sentence() + "\n" + sentence(key="two", needs=["local.nobody"])},
        ("sentences.toml 第8行：two", "local.nobody", "没有哪个问题问它"),
    ),
    "fact without questions": ({SENTENCES: sentence()}, ("sentences.toml 第3行", "local.visits")),
    "fact of a wording": (
        {"templates/wordings.toml": "# 例\n'overview.supervision/checks' = ['{{ local.nobody }}次']"},
        ("wordings.toml 第2行", "local.nobody"),
    ),
    "other name": (
        {**ASKED, SENTENCES: sentence(wordings=["{{ overview.nothing }}"])},
        ("sentences.toml 第3行", "overview.nothing"),
    ),
    "paragraph": (
        {**ASKED, SENTENCES: sentence(paragraph="overview.nothing")}, ("sentences.toml 第3行", "overview.nothing"),
    ),
    "never printed": ({**ASKED, SENTENCES: sentence(covers=["own"])}, ("sentences.toml 第3行", "covers")),
    "key taken": (
        {**ASKED, SENTENCES: sentence(paragraph="overview.supervision", key="checks")},
        ("sentences.toml 第3行：checks", "重复"),
    ),
    "no wordings": ({**ASKED, SENTENCES: sentence(wordings=[])}, ("sentences.toml 第3行", "wordings")),
    "no list": ({**ASKED, SENTENCES: "sentence = 3"}, ("sentences.toml",)),
    "endless": (
        {**ASKED, SENTENCES: sentence(wordings=["{% for i in range(10**9) %}{{ local.visits }}{% endfor %}"])},
        ("sentences.toml 第3行",),
    ),
    "rule": ({**ASKED, "rules.toml": RULE + "when = 'local.nobody > 1'"}, ("“own”", "local.nobody")),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_what_does_not_fit_is_refused_by_file_and_line(case: str, data_home: Path, tmp_path: Path) -> None:
    files, told = REFUSED[case]
    with pytest.raises(NianbaoError) as refused:
        install(zipped(tmp_path / "坏.zip", {**head(schema=2), **files}))
    said = refused.value.sentence()
    assert all(words in said for words in told), said
    assert said.endswith("。") and "\n" not in said
    assert not list(data_home.rglob("*.toml"))


# -- the draft's file ------------------------------------------------------------------------------
NAMES = st.from_regex(r"[a-z][a-z0-9_]{0,39}", fullmatch=True)
LINES = st.text(string.ascii_letters + "镇村“”、，。\\\"' ", max_size=60).map(str.strip)
VALUES = (
    st.booleans()
    | st.integers(0, 999_999_999)
    | st.decimals(0, 99_999_999, places=2)
    | LINES
    | st.lists(LINES.filter(bool), max_size=5)
)


@settings(max_examples=examples(100))
@given(st.dictionaries(NAMES, VALUES, max_size=MAX_LOCAL))
def test_answers_of_every_kind_come_back_from_the_file_as_they_are(values: dict[str, Any]) -> None:
    report = Report()
    for name, value in values.items():
        report = with_answer(report, f"local.{name}", value)
    again = parse(dump(Draft(report)), "x")
    assert again.report.local == report.local == values
    shapes = {name: bool if isinstance(value, bool) else type(value) for name, value in values.items()}
    assert {name: type(value) for name, value in again.report.local.items()} == shapes


HOSTILE = {
    "megabytes": ('visits = "' + "很" * 600_000 + '"', "600000个字"),
    "control": ('visits = "a\\u0007"', "控制字符"),
    "several lines": ('visits = "a\\nb"', "一行"),
    "table": ("visits = { a = 1 }", "不是数字、文字"),
    "deep": ("visits = " + "[" * 30 + "]" * 30, "层"),
    "nested": ("visits = [[1]]", "visits"),
    "negative": ("visits = -1", "小于0"),
    "huge": ("visits = 99999999999", "太大"),
    "longer than a machine holds": ("visits = " + "9" * 400, "visits"),
    "infinite": ("visits = inf", "不是金额"),
    "day": ("visits = 2024-01-01", "不是数字、文字"),
    "name": ("Visits = 1", "名称"),
    "long list": ("visits = [" + '"a",' * 100 + "]", "最多60项"),
    "many": ("\n".join(f"a{number} = 1" for number in range(MAX_LOCAL + 1)), "最多50项"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_answers_are_one_sentence_with_the_line(case: str) -> None:
    text, why = HOSTILE[case]
    with pytest.raises(DamagedDraft) as told:
        parse(f"schema = 2\n\n[local]\n{text}\n", "x")
    said = told.value.sentence()
    assert why in said and "行" in said and len(said) < 400 and "count" not in said, said


def test_no_table_of_answers_is_damage() -> None:
    with pytest.raises(DamagedDraft):
        parse('schema = 2\nlocal = "x"\n', "x")


def test_a_draft_full_of_other_answers_takes_no_more_of_them(pack: Path) -> None:
    report = sample().report
    for number in range(MAX_LOCAL):
        report = with_answer(report, f"local.a{number}", number)
    interview = Interview(load_script(), report, "local.visits", today=TODAY)
    with pytest.raises(NianbaoError, match="记不下了"):
        interview.answer("3")
    assert interview.report is report


def test_every_kind_that_may_be_asked_is_answered_and_kept(data_home: Path, tmp_path: Path) -> None:
    more = {"choice": {"choices": ["甲", "乙"]}, "choices": {"choices": ["甲", "乙"]}}
    files = {QUESTIONS: "\n".join(question(f"local.{kind}", kind=kind, **more.get(kind, {})) for kind in LOCAL_KINDS)}
    install(zipped(tmp_path / "好.zip", {**head(schema=2), **files}))
    activate()
    raw: dict[str, Any] = {
        "integer": "12次", "money": "1.5万元", "text": "例", "choice": "乙", "yesno": "是", "choices": ["甲"],
        "list": ["甲", "丙"],
    }  # fmt: skip
    interview = Interview(load_script(), sample().report, today=TODAY)
    for kind in LOCAL_KINDS:
        interview.jump(f"local.{kind}")
        interview.answer(raw[kind])
    assert interview.report.local == {
        "integer": 12, "money": Decimal(15000), "text": "例", "choice": "乙", "yesno": True, "choices": ["甲"],
        "list": ["甲", "丙"],
    }  # fmt: skip
    again = interview_of(parse(dump(Draft(interview.report)), "x"))
    for kind in LOCAL_KINDS:
        question_asked = again.script.question(f"local.{kind}")
        assert again.is_answered(question_asked) and again.shown(question_asked) == interview.shown(question_asked)
