"""Last year's report gives this year's interview what stands, what is settled, and nothing that is guessed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from assistant.document import Document, FigureTable, Heading, Paragraph, Section, Signature
from assistant.interview import Interview, accept_section
from assistant.last_year.carry_forward import CarriedForward, carry_forward
from assistant.report import Report
from assistant.standard import standard
from tests.composing.drafting_reports import township
from tests.examples import examples
from tests.reading.finished_reports import SCRIPT, completed, finished, printed


def carried(**parts: Any) -> CarriedForward:
    """What an ordinary township's report of 2024 gives, some answers changed."""
    return carry_forward(printed(completed(township(**parts))), SCRIPT)


def strangers(*paragraphs: tuple[str, str]) -> Document:
    """A report by others: tables of zeros, and these paragraphs of section one and five."""
    sections = []
    for schema in standard().sections:
        blocks: list[Paragraph | Heading | FigureTable] = [
            Paragraph(key, text) for key, text in paragraphs if key.partition(".")[0] == schema.key
        ]
        if schema.table:
            blocks.append(FigureTable(schema.table, dict.fromkeys(standard().tables[schema.table].cells, "0")))
        sections.append(Section(schema.key, schema.heading, tuple(blocks)))
    return Document(
        agency="清河镇人民政府",
        kind="town",
        year=2024,
        title="清河镇人民政府2024年政府信息公开工作年度报告",
        preface=(),
        sections=tuple(sections),
        signature=Signature("清河镇人民政府", "2025年1月9日"),
        self_word="我镇",
    )


def test_what_stands_is_suggested_and_the_year_goes_on() -> None:
    answers = carried().answers
    assert answers["agency.name"] == "永乐镇人民政府"
    assert answers["agency.kind"] == "town"
    assert answers["agency.year"] == "2025"
    assert answers["overview.leader"] == "镇长"
    assert answers["overview.review_systems"] == ["永乐镇政府信息公开保密审查制度"]
    assert answers["overview.platforms"] == ["县人民政府门户网站", "政务公开栏"]
    assert answers["overview.zones"] == "1"
    assert answers["overview.supervisors"] == "6"


def test_counts_of_a_year_are_shown_and_only_none_is_suggested() -> None:
    found = carried()
    assert found.shown["overview.website_items"] == "52条"
    assert found.shown["overview.trainees"] == "64人次"
    assert {"overview.website_items", "overview.trainings", "overview.trainees", "overview.checks"}.isdisjoint(
        found.answers
    )
    assert found.answers["overview.other_items"] == "0"
    assert found.answers["overview.complaints"] == "0"
    assert found.answers["other.fee_notices"] == "0"
    assert not {"overview.assessment", "overview.social_evaluation", "problems.items"} & found.answers.keys()


def test_last_years_problems_wait_for_their_outcome() -> None:
    found = carried(problems={"items": [{"problem": "更新不够及时", "measure": "每月核对"}], "last_year": []})
    assert found.answers["problems.last_year"] == [{"problem": "更新不够及时", "outcome": ""}]
    assert "problems.last_year" not in found.shown
    words = ("problems.found", "主要有：一是公示时间短；二是字太小。三是讲解少。")
    told = carry_forward(strangers(words, ("problems.measures", "下一步认真整改。")), SCRIPT).answers
    assert told["problems.last_year"] == [
        {"problem": problem, "outcome": ""} for problem in ("公示时间短", "字太小", "讲解少")
    ]


def test_every_column_is_carried_in_and_no_total() -> None:
    found = carried(
        requests={
            "received": {"natural_person": 3, "business": 2},
            "granted": {"natural_person": 1},
            "carried_out": {"natural_person": 2, "business": 2},
        }
    )
    assert found.fixed == {
        "requests": {
            "carried_in.natural_person": 2,
            "carried_in.business": 2,
            "carried_in.research": 0,
            "carried_in.social": 0,
            "carried_in.legal_service": 0,
            "carried_in.other": 0,
        }
    }
    assert found.cells["requests"]["carried_out.total"] == "4"
    assert len(found.cells["requests"]) == 175


def _with_cells(text: str) -> Document:
    """A report with the same text in two cells that are carried forward."""
    document = printed(completed(township()))
    spoilt = {"carried_out.business", "normative.in_force"}
    sections = []
    for section in document.sections:
        blocks = [
            replace(block, cells={path: text if path in spoilt else number for path, number in block.cells.items()})
            if isinstance(block, FigureTable)
            else block
            for block in section.blocks
        ]
        sections.append(replace(section, blocks=tuple(blocks)))
    return replace(document, sections=tuple(sections))


@pytest.mark.parametrize("text", ["", "/", "2元", "-1", "1.5", "若干"])
def test_a_cell_that_is_no_whole_number_settles_nothing(text: str) -> None:
    found = carry_forward(_with_cells(text), SCRIPT)
    assert "carried_in.business" not in found.fixed["requests"]
    assert found.fixed["requests"]["carried_in.natural_person"] == 0
    assert found.expected == {"disclosure": {"rules.in_force": 0}}


@pytest.mark.parametrize("text", ["2件", "2（其中1件延期）", "2件（均已告知）"])
def test_a_unit_or_a_remark_behind_a_number_does_not_hide_it(text: str) -> None:
    found = carry_forward(_with_cells(text), SCRIPT)
    assert found.fixed["requests"]["carried_in.business"] == 2
    assert found.expected == {"disclosure": {"rules.in_force": 0, "normative.in_force": 2}}


def test_documents_in_force_go_on() -> None:
    assert carried(disclosure={"normative": {"issued": 1, "in_force": 4}}).expected == {
        "disclosure": {"rules.in_force": 0, "normative.in_force": 4}
    }


def test_a_stranger_who_says_no_word_of_a_count_had_none_to_tell() -> None:
    told = strangers(
        ("overview.proactive", "通过网站公开信息26条，张贴公告若干。"), ("overview.platforms", "开通公众号。")
    )
    found = carry_forward(told, SCRIPT)
    assert found.answers["overview.other_items"] == "0"
    assert found.shown["overview.other_items"] == "没有写到"
    # 张贴 and 公众号 are words of these counts: something was published, nobody knows how much.
    assert not {"overview.notice_items", "overview.new_media_items"} & found.answers.keys()
    assert not {"overview.notice_items", "overview.new_media_items"} & found.shown.keys()
    assert "overview.other_items" not in carry_forward(replace(told, unread=("一张图片",)), SCRIPT).answers


def test_nothing_comes_of_nothing() -> None:
    found = carry_forward(Document("", "", None, "", (), (), Signature("", "")), SCRIPT)
    assert found == CarriedForward()


@settings(max_examples=examples(30), suppress_health_check=list(HealthCheck))
@given(finished())
def test_suggestions_are_answers_of_the_interview(made: tuple[Report, Document]) -> None:
    _, document = made
    found = carry_forward(document, SCRIPT)
    interview = Interview(SCRIPT, Report(), last=found)
    accept_section(interview, "agency")
    for question in SCRIPT.questions:
        # A tick of last year may be one that this year's answers do not offer.
        if question.key in found.answers and (not question.asks_more or interview.suggested(question) is not None):
            assert interview.default(question) == found.answers[question.key]
    assert interview.default(SCRIPT.question("requests")) == {
        path: str(number) for path, number in found.fixed["requests"].items()
    }
