"""Drafts that begin from last year's report, or from a finished one of their own year."""

from __future__ import annotations

import io
import tomllib
from copy import deepcopy
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from assistant.document import Document, Paragraph
from assistant.drafts import DamagedDraft, Draft, DraftStore, NotSaved, read_draft
from assistant.drafts.beginning import NotLastYears, begin, carried, interview_of, save_as, taken_over
from assistant.drafts.readiness import document_of, inspect, readiness
from assistant.errors import AnswerRefused
from assistant.export import WRITERS
from assistant.interview import Interview, accept_section, load_script
from assistant.reading import read_bytes
from assistant.report import read, with_answer

SCRIPT = load_script()
TODAY = date(2026, 1, 6)


@pytest.fixture
def last(samples: Path) -> Document:
    """A township's report on 2024, as its Word file reads."""
    return as_read(readiness(read_draft(samples / "yongle-2024.toml")).document)


def as_read(document: Document) -> Document:
    target = io.BytesIO()
    WRITERS[".docx"](document, target, draft=False)
    return read_bytes(target.getvalue(), "last.docx")


# -- on disk ---------------------------------------------------------------------------------------
def test_last_years_report_is_kept_with_the_draft(last: Document) -> None:
    store = DraftStore()
    saved = store.save(begin(last, 2025).changed(at="agency.name", typed="打了一半"))
    loaded = store.load(saved.name)
    assert loaded.last_year == last
    assert (loaded.at, loaded.typed) == ("agency.name", "打了一半")
    assert list(tomllib.loads(store.path(saved.name).read_text(encoding="utf-8")))[-2:] == ["last_year", "session"]
    store.save(loaded.changed(at="agency.kind", typed=None))
    assert store.versions(saved.name).numbers() == [1]
    assert DraftStore().create(loaded.report, "名字", last).last_year == last


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("year = 2024", 'year = "去年"', "last_year.year"),
        ('table = "T2"', 'table = "T7"', "last_year.sections.1.blocks.0.table"),
        ("[last_year.signature]", "[last_year.seal]", "last_year"),
    ],
)
def test_a_spoilt_last_year_is_said_and_left_alone(last: Document, old: str, new: str, words: str) -> None:
    store = DraftStore()
    saved = store.save(begin(last, None))
    path = store.path(saved.name)
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(DamagedDraft, match=words):
        store.load(saved.name)


# -- beginning -------------------------------------------------------------------------------------
def test_it_begins_with_what_is_known(last: Document) -> None:
    assert begin(None, None) == Draft()
    assert begin(None, 2025).report.agency.year == 2025
    draft = begin(last, None)
    assert (draft.report, draft.last_year) == (Draft().report, last)
    with pytest.raises(AnswerRefused, match="1999"):
        begin(None, 1999)
    with pytest.raises(NotLastYears, match="2024年度的，不是2025年度的"):
        begin(last, 2026)
    assert begin(replace(last, year=None), 2026).report.agency.year == 2026


def test_a_report_too_long_to_be_opened_again_is_refused(last: Document) -> None:
    with pytest.raises(NotLastYears, match="字节"):
        begin(replace(last, preface=(Paragraph("preface.basis", "长" * 400_000),)), None)


def test_the_conversation_knows_last_year(last: Document) -> None:
    draft = begin(last, 2025).changed(at="overview.website_items")
    talk = interview_of(draft, SCRIPT, TODAY)
    assert talk.at == "overview.website_items"
    assert talk.default(SCRIPT.question("agency.name")) == "永乐镇人民政府"
    assert talk.last_shown(SCRIPT.question("overview.website_items")) == "26条"
    assert set(talk.fixed(SCRIPT.question("requests")).values()) == {0}
    given = carried(draft, SCRIPT)
    assert given is not None
    assert given is carried(draft.changed(at=None), SCRIPT)
    assert given is carried(draft.changed(last_year=deepcopy(last)), load_script()), "worked out anew"
    assert given.expected == {"disclosure": {"rules.in_force": 0, "normative.in_force": 0}}
    assert carried(Draft(), SCRIPT) is None
    assert interview_of(Draft(), SCRIPT, TODAY).default(SCRIPT.question("agency.name")) is None


def test_the_rules_on_last_year_run(last: Document, samples: Path) -> None:
    this = read_draft(samples / "yongle-2024.toml")
    report = with_answer(this.report, "agency.year", 2025)
    report = with_answer(report, "agency.signed_on", date(2026, 1, 9))
    report = with_answer(report, "requests", {"carried_in.business": 1, "granted.business": 1})
    draft = Draft(report, this.clerk, last_year=last)
    rules = {finding.rule for finding in readiness(draft).findings}
    assert {"carry-over", "problems-repeat"} <= rules
    assert not rules & {finding.rule for finding in readiness(draft.changed(last_year=None)).findings} & {"carry-over"}
    name = DraftStore().save(draft).name
    assert "carry-over" in {finding.rule for finding in inspect(name).findings}
    assert document_of(name) == readiness(draft).document
    assert "carry-over" in {
        finding.rule for finding in inspect(name, document_of(str(samples / "yongle-2024.toml"))).findings
    }


# -- how much work is left -------------------------------------------------------------------------
NEW = {
    "overview.website_items": "31",
    "overview.trainings": "2",
    "overview.trainees": "5",
    "overview.trainings_attended": "1",
    "overview.attendees": "2",
    "overview.items_by_kind": [{"kind": "工作动态", "count": "31"}],
    "disclosure": {},
    "requests": {},
    "proceedings": {},
    "problems.last_year": "已经解决，没有再发生",
    "problems.items": [{"problem": "政策解读形式单一", "measure": "制作图解"}],
    "overview.assessment": "本年度政务公开工作考核结果为良好",
    "overview.social_evaluation": "邀请村民代表作了评议，总体满意",
}


def outcomes(talk: Interview) -> Any:
    """Last year's problems as they stand in the box, each answered."""
    assert talk.current is not None
    default = talk.default(talk.current)
    assert isinstance(default, list)
    return [{**entry, "outcome": NEW["problems.last_year"]} for entry in default]


def answered(talk: Interview, *, defaults: bool) -> int:
    """Answer everything; how many questions and keys that took: those answered one by one, and one key a section."""
    sections, by_enter, typed, taken = 0, 0, 0, 0
    while (question := talk.current) is not None:
        if accepted := accept_section(talk, question.section, defaults=defaults):
            taken += len(accepted)
            sections += 1
        elif question.key == "problems.last_year":
            talk.answer(outcomes(talk))
            typed += 1
        elif question.key in NEW:
            talk.answer(NEW[question.key])
            typed += 1
        else:
            default = talk.default(question)
            assert default is not None, question.key
            talk.answer(default)
            by_enter += 1
    assert by_enter + typed + taken == talk.progress.total
    print(
        f"\n{by_enter + typed} questions ({by_enter} by Enter), {sections} sections by one key each ({taken} answers)"
    )
    return by_enter + typed + sections


def test_with_last_years_file_a_quiet_year_takes_seventeen_answers(last: Document) -> None:
    talk = interview_of(begin(last, None), SCRIPT, TODAY)
    assert answered(talk, defaults=False) <= 17
    state = readiness(begin(last, None).changed(report=talk.report), SCRIPT)
    assert state.ready, [finding.message for finding in state.errors]


def test_with_a_strangers_file_it_takes_fifteen_when_the_scripts_defaults_are_looked_over_together() -> None:
    stranger = read_bytes(STRANGERS.encode(), "last.txt")
    one_by_one = answered(interview_of(begin(stranger, None), SCRIPT, TODAY), defaults=False)
    assert answered(interview_of(begin(stranger, None), SCRIPT, TODAY), defaults=True) <= 15 < one_by_one


def test_no_count_that_was_there_last_year_is_taken_over_unseen(last: Document) -> None:
    talk = interview_of(begin(last, None), SCRIPT, TODAY)
    for section in SCRIPT.sections:
        accept_section(talk, section.id)
    for key in ("overview.website_items", "overview.trainings", "disclosure", "requests", "proceedings"):
        assert read(talk.report, key) is None, key


# -- a finished report taken over ------------------------------------------------------------------
STRANGERS = """清河镇人民政府2024年政府信息公开工作年度报告
清河镇人民政府按照条例和国办公开办函〔2021〕30号的格式编制本报告，统计期限为2024年1月1日至2024年12月31日。
一、总体情况
清河镇把信息公开放进每周例会，镇长过问，党政办经办。
（一）主动公开情况
全年公开信息46条，其中网站30条、公开栏16条。
（二）依申请公开情况
全年未收到政府信息公开申请，没有行政复议和行政诉讼。
（三）政府信息管理情况
稿件两级签字后发布，没有制发行政规范性文件。
（四）政府信息公开平台建设情况
县网站设有本镇栏目1个。
（五）监督保障情况
年度考核为良好，村民评议满意，没有责任追究。
五、存在的主要问题及改进情况
上年说的更新慢已经改好。主要问题是图解少。改进措施是每季度做一期图解。
六、其他需要报告的事项
本年度未收取信息处理费。
清河镇人民政府
2025年1月9日
"""


def test_a_strangers_report_is_ready_when_its_tables_are_filled(tmp_path: Path) -> None:
    path = tmp_path / "报告.txt"
    path.write_text(STRANGERS, encoding="utf-8")
    draft, notes = taken_over(path)
    state = readiness(draft)
    assert [question.key for question in state.unanswered] == ["disclosure", "requests", "proceedings"]
    assert sum("重新填" in note for note in notes) == 3
    report = draft.report
    for key in ("disclosure", "requests", "proceedings"):
        report = with_answer(report, key, {})
    filled = readiness(draft.changed(report=report))
    assert filled.ready, [finding.message for finding in filled.errors]
    assert "清河镇把信息公开放进每周例会" in "".join(each.text for each in filled.document.paragraphs())
    # An answer counts again as soon as the paragraph that tells it is the templates' own.
    opened = readiness(draft.changed(report=report, clerk=draft.clerk.without_edit("overview.lead")))
    assert {"overview.leader"} <= {question.key for question in opened.unanswered}


def test_a_left_out_paragraph_that_would_come_back_is_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "报告.txt"
    path.write_text(STRANGERS, encoding="utf-8")
    draft, _ = taken_over(path)
    assert draft.clerk.edits["preface.contact"].text == ""
    other = draft.clerk.with_edit("preface.contact", "", "别的文字")
    assert {"agency.contact", "agency.website"} <= {
        question.key for question in readiness(draft.changed(clerk=other)).unanswered
    }


def test_a_draft_file_is_taken_over_as_it_is(samples: Path) -> None:
    draft, notes = taken_over(samples / "yongle-2024.toml")
    assert draft == read_draft(samples / "yongle-2024.toml").changed(name="", saved_at=draft.saved_at)
    assert notes == ()


def test_it_is_written_where_the_clerk_says_and_nothing_is_overwritten_unasked(samples: Path, tmp_path: Path) -> None:
    draft, _ = taken_over(samples / "yongle-2024.toml")
    path = tmp_path / "新.toml"
    save_as(draft, path)
    assert read_draft(path).report == draft.report
    path.write_text("mine", encoding="utf-8")
    for wrong in (path, tmp_path / "新.docx", tmp_path / "没有" / "新.toml"):
        with pytest.raises(NotSaved):
            save_as(draft, wrong)
    assert path.read_text(encoding="utf-8") == "mine"
    save_as(draft, path, force=True)
    assert read_draft(path).report == draft.report
