"""From nothing to the Word file, by keys alone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from assistant.drafts import Draft, DraftStore, read_draft
from assistant.drafts.readiness import readiness
from assistant.export import publish
from assistant.interview import Interview, load_script
from assistant.report import IDENTITY, Report, field_paths, read, with_answer
from assistant.tui import NianbaoApp
from assistant.tui.screens.proposals import ProposalsScreen
from assistant.tui.widgets.transcript import Transcript
from tests.samples import finished_samples
from tests.tui.clerk import Clerk

TODAY = date(2025, 1, 6)
SAMPLES = finished_samples()


def app(folder: Path) -> NianbaoApp:
    return NianbaoApp(DraftStore(), today=TODAY, folder=folder)


@pytest.mark.parametrize("sample", ["yongle-2024", "linhe-housing-2024", "qingpuyuan-county-2024"])
@pytest.mark.parametrize("size", [(80, 24)])
async def test_a_sample_answered_by_keys_gives_the_file_of_the_sample(
    sample: str, size: tuple[int, int], tmp_path: Path
) -> None:
    draft = read_draft(SAMPLES / f"{sample}.toml")
    async with app(tmp_path).run_test(size=size) as pilot:
        clerk = Clerk(pilot, draft.report)
        await clerk.press("enter")
        await clerk.settle()
        await clerk.answer_all()
        await clerk.press("ctrl+e")
        await clerk.settle()
        await clerk.press("enter")
        await clerk.settle()
        assert isinstance(clerk.app.screen, ProposalsScreen), "what Enter accepted is looked over"
        await clerk.press("a", "enter")
        await clerk.settle()
    (written,) = tmp_path.glob("*.docx")
    assert written.name.startswith(f"{draft.report.agency.name}2024年")
    (tmp_path / "headless").mkdir()
    expected = publish(readiness(draft).document, tmp_path / "headless" / "out.docx")
    assert written.read_bytes() == expected.read_bytes()
    print(f"\n{sample}: {len(clerk.asked)} questions, {clerk.by_enter} by one key, {clerk.pressed} keys")


REPORT = read_draft(SAMPLES / "yongle-2024.toml").report
PATH = [question.key for question in Interview(load_script(), REPORT, today=TODAY).path]
STRETCH = 10


def answered_before(number: int) -> Report:
    """The answers to the first ``number`` questions of the path, and to no other."""
    report = REPORT
    for key in (*PATH[number:], *(key for key in field_paths() if key not in PATH)):
        report = with_answer(report, key, None)
    return report


@pytest.mark.parametrize("first", range(0, len(PATH) + 1, STRETCH))
async def test_it_can_be_left_at_every_question_and_resumes_there(first: int, tmp_path: Path) -> None:
    """Left and resumed at ten questions, one after the other, in a draft answered up to the first of them."""
    if first:
        DraftStore().save(Draft(answered_before(first), at=PATH[first] if first < len(PATH) else None))
    last = min(first + STRETCH, len(PATH) + 1)
    for number in range(first, last):
        async with app(tmp_path).run_test(size=(80, 24)) as pilot:
            clerk = Clerk(pilot, REPORT)
            await clerk.press("enter")
            await clerk.settle()
            transcript = clerk.app.screen.query_one(Transcript)
            assert [exchange.question.key for exchange in transcript.exchanges] == PATH[:number]
            assert number == 0 or transcript.shows(PATH[number - 1])
            question = clerk.question
            assert (question.key if question else None) == (PATH[number] if number < len(PATH) else None)
            if question is not None:
                await clerk.answer(question)
            await clerk.press("ctrl+q")
            await clerk.settle()
    (entry,) = DraftStore().list()
    assert DraftStore().load(entry.name).report == answered_before(last)


async def test_an_empty_township_year_takes_at_most_forty_questions(tmp_path: Path) -> None:
    report = Report()
    known = {
        "agency.name": "清河镇人民政府",
        "overview.website_items": 26,
        "overview.trainings": 1,
        "overview.trainees": 3,
        "disclosure": {},
        "requests": {},
        "proceedings": {},
        "problems.items": [{"problem": "部分栏目更新不够及时", "measure": "建立更新台账"}],
    }
    interview = Interview(load_script(), report, today=TODAY)
    while (question := interview.current) is not None:
        default = interview.default(question)
        if question.key in known:
            interview.jump(question.key)
            report = with_answer(interview.report, question.key, known[question.key])
            interview = Interview(interview.script, report, today=TODAY)
        else:
            assert default is not None, question.key
            interview.answer(default)
    async with app(tmp_path).run_test(size=(80, 24)) as pilot:
        clerk = Clerk(pilot, interview.report)
        await clerk.press("enter")
        await clerk.settle()
        await clerk.answer_all()
        await clerk.press("ctrl+e")
        await clerk.settle()
        await clerk.press("enter")
        await clerk.settle()
        assert isinstance(clerk.app.screen, ProposalsScreen), "what Enter accepted is looked over"
        await clerk.press("a", "enter")
        await clerk.settle()
    asked = len(clerk.asked)
    print(f"\nan empty township year: {asked} questions, {clerk.by_enter} by one key, {clerk.pressed} keys in all")
    assert asked <= 40
    assert clerk.by_enter >= asked * 0.8
    assert len(list(tmp_path.glob("*.docx"))) == 1
    (entry,) = DraftStore().list()
    _assert_claims_nothing_but(known, DraftStore().load(entry.name))


UNSAID = (
    "领导小组",
    "考核",
    "评议",
    "审查",
    "专区",
    "公众号",
    "公示栏",
    "培训",
    "检查",
    "监督员",
    "解读",
    "回应",
    "重点",
)


def _assert_claims_nothing_but(known: Mapping[str, object], draft: Draft) -> None:
    """The text rests on who reports and what was typed; else it says only that there was none of what the law names."""
    document, told = readiness(draft).document, {*known, *IDENTITY}
    for paragraph in document.paragraphs():
        claimed = {source: read(draft.report, source) for source in paragraph.sources if source not in told}
        assert not [source for source, value in claimed.items() if value], paragraph.text
    said = "".join(paragraph.text for paragraph in document.paragraphs() if not paragraph.key.startswith("preface"))
    assert set(re.findall("\\d+", said)) <= {"26", "2024", "2025"}, said
    assert not [claim for claim in UNSAID if claim in said], said
