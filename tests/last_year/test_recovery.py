"""A finished report becomes a draft again: the same words, the same cells, and what can be told of the answers."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from assistant.composing import ClerkText, paragraph_keys, phrasing, plan_names
from assistant.document import Document, FigureTable, Heading, Paragraph, Section, is_blank, read_number
from assistant.drafts import Draft, read_draft
from assistant.drafts.draft import dump, parse
from assistant.drafts.readiness import readiness
from assistant.export import WRITERS
from assistant.interview import Interview, accept_section, read_cell
from assistant.language.quantities import quantities
from assistant.last_year.carry_forward import carry_forward
from assistant.last_year.recovery import recover
from assistant.reading import read_bytes, read_file
from assistant.report import IDENTITY, Report, read
from tests.composing.drafting_reports import township
from tests.document.any_documents import DOCUMENTS
from tests.endless import ends
from tests.examples import examples
from tests.last_year.recovered_reports import again, cells, ordinary, texts, with_paragraphs, words_of
from tests.reading.finished_reports import SCRIPT, completed, finished, printed

ROOT = Path(__file__).resolve().parents[1]
READ_HERE = {".docx", ".html", ".mht", ".txt", ".md"}
REPORTS = sorted(path for path in (ROOT / "reports").glob("[0-9]*") if path.suffix in READ_HERE)
SAMPLES = ["yongle-2024", "linhe-housing-2024", "qingpuyuan-county-2024"]


# -- what our own templates print ------------------------------------------------------------------
@settings(max_examples=examples(25), suppress_health_check=list(HealthCheck))
@given(finished())
def test_any_finished_report_prints_the_same_again(made: tuple[Report, Document]) -> None:
    _, document = made
    found = again(recover(document, SCRIPT))
    assert texts(found) == texts(document)
    assert cells(found) == cells(document)
    assert (found.title, found.signature) == (document.title, document.signature)


@pytest.mark.parametrize("kind", [".docx", ".html", ".md", ".txt"])
@pytest.mark.parametrize("sample", SAMPLES)
def test_an_exported_sample_gives_its_answers_back(sample: str, kind: str, samples: Path) -> None:
    draft = read_draft(samples / f"{sample}.toml")
    document = readiness(draft).document
    target = io.BytesIO()
    WRITERS[kind](document, target, draft=False)
    recovery = recover(read_bytes(target.getvalue(), f"report{kind}"), SCRIPT)
    told = {path for paragraph in document.paragraphs() for path in paragraph.sources} | set(IDENTITY)
    told |= {"disclosure", "requests", "proceedings"}
    # That the office has it in its own assessment is not said beside the result of the assessment.
    told -= {"overview.in_assessment"}
    found, given_ = ({path: _said(read(report, path)) for path in told} for report in (recovery.report, draft.report))
    assert found == given_
    assert dict(recovery.clerk.edits) == {}
    assert recovery.notes == ()
    assert texts(again(recovery)) == texts(document)


def _said(answer: object) -> object:
    """An answer, None where there was nothing to say."""
    return None if answer in (0, "", [], False) else answer


@cache
def _sample(name: str) -> Report:
    return read_draft(ROOT.parent / "samples" / f"{name}.toml").report


def _assert_gives_its_answers_back(report: Report, clerk: ClerkText) -> None:
    document = printed(report, clerk)
    recovery = recover(document, SCRIPT)
    told = {path for paragraph in document.paragraphs() for path in paragraph.sources} - {"overview.in_assessment"}
    assert {path: _in_any_order(recovery.report, path) for path in told} == {
        path: _in_any_order(report, path) for path in told
    }, texts(document)
    assert dict(recovery.clerk.edits) == {}
    assert texts(again(recovery)) == texts(document)


def _in_any_order(report: Report, path: str) -> object:
    answer = _said(read(report, path))
    return sorted(map(str, answer)) if isinstance(answer, list) else answer


@settings(max_examples=examples(60), suppress_health_check=list(HealthCheck))
@given(st.sampled_from(SAMPLES), st.integers(0, 2**32))
@example("qingpuyuan-county-2024", 211)  # an answer with pauses of its own within 一是…；二是…
def test_every_plan_and_wording_is_read_back_to_the_same_answers(sample: str, seed: int) -> None:
    report, draw, clerk = _sample(sample), Random(seed), ClerkText()
    applicable = Interview(SCRIPT, report).applicable
    for key in paragraph_keys():
        made = phrasing(report, applicable, clerk, key)
        clerk = clerk.with_wording(key, draw.choice(made.fitting))
        for said in phrasing(report, applicable, clerk, key).sentences:
            clerk = clerk.with_wording(f"{key}/{said.key}", draw.randrange(said.choice.count))
    _assert_gives_its_answers_back(report, clerk)


@pytest.mark.parametrize(
    ("sample", "key", "number"),
    [
        # A sentence that tells three things, and only where a fourth was not given.
        ("yongle-2024", "overview.platforms", "各平台合写"),
        # A point that begins with an answer.
        ("linhe-housing-2024", "overview.platforms", "一是、二是"),
        # A sum of channels of which only one counts anything.
        ("yongle-2024", "overview.proactive/total_one", 4),
        # Words that another wording has, too, after any beginning.
        ("linhe-housing-2024", "overview.on_request/carried_in", 3),
        # A list that ends with 和 and without 等.
        ("linhe-housing-2024", "overview.proactive/fields", 0),
        # Another count that stands alone in a sentence.
        ("qingpuyuan-county-2024", "overview.proactive", "总数和解读合写，再写分类"),
    ],
)
def test_a_wording_that_others_are_like_is_read_back(sample: str, key: str, number: str | int) -> None:
    chosen = plan_names(key).index(number) if isinstance(number, str) else number
    _assert_gives_its_answers_back(_sample(sample), ClerkText().with_wording(key, chosen))


def test_a_count_that_our_words_leave_out_was_none() -> None:
    report = completed(
        township(overview={"notice_items": 0, "zones": 0, "supervisors": 0, "leader": "", "deputy": None})
    )
    found = recover(printed(report), SCRIPT).report.overview
    assert (found.notice_items, found.leader) == (0, "")
    assert not {"zones", "supervisors"} & {*(found.platforms_more or ()), *(found.supervision_more or ())}
    assert "columns" in (found.platforms_more or ()) and "trainings" in (found.supervision_more or ())


# -- what others print -----------------------------------------------------------------------------
@settings(max_examples=examples(25), suppress_health_check=list(HealthCheck))
@given(finished(), st.data())
def test_changed_paragraphs_stay_as_they_are(made: tuple[Report, Document], data: st.DataObject) -> None:
    _, document = made
    words = st.text(
        st.sampled_from("公开信息一是二是共3件12条，；。：、《》（）“”[/b]{{ x }}<&>"), min_size=1, max_size=60
    )
    changed = data.draw(st.dictionaries(st.sampled_from(texts(document)), words.filter(str.strip), max_size=4))

    def reworded(block: Paragraph | Heading | FigureTable) -> Paragraph | Heading | FigureTable:
        return replace(block, text=changed.get(block.text, block.text)) if isinstance(block, Paragraph) else block

    other = replace(
        document,
        preface=tuple(replace(each, text=changed.get(each.text, each.text)) for each in document.preface),
        sections=tuple(replace(each, blocks=tuple(map(reworded, each.blocks))) for each in document.sections),
    )
    found = again(recover(other, SCRIPT))
    assert words_of(found) == words_of(other)
    assert cells(found) == cells(other)


def test_a_strangers_words_stay_and_what_they_say_plainly_is_known() -> None:
    lead = "成立以镇长为组长、分管副镇长为副组长、各办公室负责人为成员的领导小组，政务公开工作已纳入年度考核。"
    proactive = "全年通过政府网站发布信息318条，微信公众号推送146条，发布政策解读约9篇；2023年公示栏张贴20条。"
    supervision = "开展培训2次，参训57人次。未收到投诉、举报，没有发生责任追究。"
    document = with_paragraphs(
        ordinary(),
        "overview",
        Paragraph("overview.lead", lead),
        Heading("overview.proactive.heading", "（一）主动公开情况"),
        Paragraph("overview.proactive", proactive),
        Heading("overview.supervision.heading", "（二）监督保障情况"),
        Paragraph("overview.supervision", supervision),
    )
    recovery = recover(document, SCRIPT)
    found = recovery.report.overview
    assert (found.leader, found.deputy, found.members) == ("镇长", "分管副镇长", "各办公室负责人")
    assert found.in_assessment is True
    assert (found.website_items, found.new_media_items) == (318, 146)
    assert (found.trainings, found.trainees, found.complaints, found.accountability) == (2, 57, 0, 0)
    # A vague figure, one of another year, and what is not named at all are no answers.
    assert (found.interpretations, found.notice_items, found.zones, found.platforms) == (None, None, None, None)
    section = again(recovery).section("overview")
    assert section is not None
    assert [block.text for block in section.blocks if isinstance(block, Paragraph)] == [lead, proactive, supervision]
    assert any("保留原文" in note and "总体情况" in note for note in recovery.notes)


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.name)
def test_a_report_by_others_prints_its_words_and_figures_again(path: Path) -> None:
    document = read_file(path)
    recovery = recover(document, SCRIPT)
    found = again(recovery)
    assert words_of(found) == words_of(document)
    for table in document.tables():
        printed_again = cells(found)[table.schema_key]
        for place, cell in table.schema.cells.items():
            text = table.cells.get(place, "")
            if isinstance(number := read_cell(text, cell.unit), str):
                # Two numbers in a cell, as "4 6" may be, are told and left to the clerk.
                assert is_blank(text) or any(cell.name in note and text in note for note in recovery.notes), place
            else:
                assert read_number(printed_again[place]) == number, place
    unanswered = {question.key for question in readiness(Draft(recovery.report, recovery.clerk)).unanswered}
    assert unanswered <= {"agency.year", "agency.signed_on", "disclosure"}
    assert not unanswered or document.old_format


def test_the_measure_words_of_all_questions_are_known_to_the_readers() -> None:
    for question in SCRIPT.questions:
        turns = "".join(question.recover.count)
        said = {unit for units in re.findall("#([^#]+)#", turns) for unit in units.split("|")}
        for unit in {*said, question.unit, *(field.unit for field in question.fields)} - {"", "年"}:
            assert [each.unit for each in quantities(f"共3{unit}。")] == [unit], (question.key, unit)


def test_rounds_of_a_purge_are_read_from_anybodys_words() -> None:
    management = "全年清理网站信息3轮，下架过期信息12条。"
    document = with_paragraphs(
        ordinary(), "overview",
        Heading("overview.management.heading", "（三）政府信息管理情况"), Paragraph("overview.management", management),
    )  # fmt: skip
    assert recover(document, SCRIPT).report.overview.purge_rounds == 3


def test_several_paragraphs_and_sub_headings_become_one_with_all_words() -> None:
    document = with_paragraphs(
        ordinary(),
        "overview",
        Heading("overview.proactive.heading", "（一）主动公开情况"),
        Paragraph("overview.proactive", "第一段。"),
        Heading("overview.proactive.heading.2", "1.公开渠道", 3),
        Paragraph("overview.proactive.2", "第二段，没有句号"),
        Heading("overview.extra.heading", "（六）政策解读"),
        Paragraph("overview.extra", "第三段。"),
    )
    section = again(recover(document, SCRIPT)).section("overview")
    assert section is not None
    (text,) = (block.text for block in section.blocks if isinstance(block, Paragraph))
    assert text == "第一段。1.公开渠道。第二段，没有句号。（六）政策解读。第三段。"


def test_problems_pair_with_measures_only_when_they_are_as_many() -> None:
    def recovered(measures: str) -> Report:
        document = with_paragraphs(
            ordinary(),
            "problems",
            Paragraph("problems.lead", "主要问题：一是公示时间短；二是字太小，老人看不清。"),
            Paragraph("problems.lead.2", measures),
        )
        recovery = recover(document, SCRIPT)
        assert texts(again(recovery))[-3:-1] == [
            "主要问题：一是公示时间短；二是字太小，老人看不清。", measures,
        ]  # fmt: skip
        return recovery.report

    items = recovered("下一步：一是公示满七天；二是改用大字。").problems.items
    assert items is not None
    assert [(item.problem, item.measure) for item in items] == [
        ("公示时间短", "公示满七天"),
        ("字太小，老人看不清", "改用大字"),
    ]
    assert recovered("下一步将认真整改。").problems.items is None


def test_text_that_has_no_place_is_named() -> None:
    ours = ordinary()
    extra = Section("", "七、附件", (Paragraph("extra", "附表一张。"),))
    disclosure = ours.section("disclosure")
    assert disclosure is not None
    explained = replace(disclosure, blocks=(Paragraph("disclosure", "以下为统计表。"), *disclosure.blocks))
    sections = (explained if each.key == "disclosure" else each for each in ours.sections)
    document = replace(ours, sections=(*sections, extra))
    recovery = recover(document, SCRIPT)
    assert any("以下为统计表" in note for note in recovery.notes)
    assert any("七、附件" in note for note in recovery.notes)
    assert texts(again(recovery))[-1].endswith("七、附件。附表一张。")


@pytest.mark.parametrize(("leader", "deputy"), [("〔待填：领导小组组长〕", "分管副镇长"), ("镇长", "XX")])
def test_a_mark_to_be_filled_in_is_no_answer(leader: str, deputy: str) -> None:
    lead = f"成立由{leader}任组长、{deputy}任副组长、各办公室负责人为成员的领导小组。"
    found = recover(with_paragraphs(ordinary(), "overview", Paragraph("overview.lead", lead)), SCRIPT).report.overview
    known = leader == "镇长"
    assert (found.leader, found.deputy) == ("镇长" if known else None, None)
    assert found.members == ("各办公室负责人" if known else None)


def test_a_missing_paragraph_of_our_own_stays_missing() -> None:
    ours = ordinary().section("other")
    assert ours is not None
    fees = next(block for block in ours.blocks if isinstance(block, Paragraph) and block.key == "other.fees")
    recovery = recover(with_paragraphs(ordinary(), "other", fees), SCRIPT)
    assert not recovery.report.other.matters
    assert texts(again(recovery))[-1] == fees.text


@settings(max_examples=examples(100), suppress_health_check=list(HealthCheck))
@given(DOCUMENTS)
def test_no_document_is_too_odd(document: Document) -> None:
    recovery = recover(document, SCRIPT)
    assert all(note.endswith("。") for note in recovery.notes)
    carried = carry_forward(document, SCRIPT)
    talk = Interview(SCRIPT, Report(), last=carried)
    for section in SCRIPT.sections:
        accept_section(talk, section.id, defaults=True)
    assert parse(dump(Draft(recovery.report, recovery.clerk, last_year=document)), "x").report == recovery.report


def test_endless_text_and_figures_are_passed_over_quickly() -> None:
    words = "由甲任组长、执行《乙》，公开丙、丁等栏目，培训9次，" * 20_000
    document = with_paragraphs(
        ordinary(),
        "overview",
        Paragraph("overview.lead", f"培训{'9' * 5000}次，公开信息{'9' * 5000}条。"),
        Paragraph("overview.management", words),
    )
    with ends(5.0):
        recovery = recover(document, SCRIPT)
    assert recovery.report.overview.trainings is None
    assert recovery.report.overview.leader is None
    assert "".join(texts(again(recovery))).count("由甲任组长") == 20_000
