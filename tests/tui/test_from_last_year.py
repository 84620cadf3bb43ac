"""This year's report from last year's file, by keys alone: sections looked over and taken at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import ClassVar

import pytest

from assistant.document import Document
from assistant.drafts import Draft, DraftStore
from assistant.drafts.beginning import begin
from assistant.drafts.readiness import readiness
from assistant.export import publish
from assistant.reading import read_file
from assistant.report import read, with_answer
from assistant.tui import NianbaoApp
from assistant.tui.screens.last_year import LastYearScreen
from assistant.tui.screens.proposals import ProposalsScreen
from assistant.tui.widgets.page import Page
from tests.tui.clerk import Clerk
from tests.tui.desk import NARROW, WIDE, Desk, sample

REPORTS = Path(__file__).resolve().parents[1] / "reports"
TODAY = date(2026, 1, 6)


def last_year() -> Document:
    """The township's report on 2024."""
    return readiness(sample()).document


async def at_desk(pilot: object) -> Desk:
    found = Desk(pilot)  # type: ignore[arg-type]
    await found.settle()
    return found


def app(draft: Draft | None = None, folder: Path | None = None, today: date = TODAY) -> NianbaoApp:
    return NianbaoApp(DraftStore(), draft, today, folder)


# -- the whole way ---------------------------------------------------------------------------------
class Township(Clerk):
    """A clerk with last year's file and a quiet year; counts what had to be answered."""

    questions = 0
    sections = 0

    NEW: ClassVar[dict[str, Sequence[str]]] = {
        "overview.website_items": ("31", "enter"),
        "overview.notice_items": ("16", "enter"),
        "overview.new_media_items": ("8", "enter"),
        "overview.interpretations": ("2", "enter"),
        "overview.responses": ("1", "enter"),
        "overview.zones": ("1", "enter"),
        "overview.checks": ("2", "enter"),
        "overview.trainings": ("2", "enter"),
        "overview.trainees": ("5", "enter"),
        "overview.trainings_attended": ("1", "enter"),
        "overview.attendees": ("2", "enter"),
        "disclosure": ("n",),
        "requests": ("n",),
        "proceedings": ("n",),
        "problems.items": ("3", "enter", "ctrl+s"),
    }  # fmt: skip

    async def from_file(self, path: Path) -> None:
        await self.press("f")
        await self.settle()
        await self.type(str(path))
        await self.press("enter")
        await self.settle()

    async def go_through(self) -> None:
        while (question := self.question) is not None:
            if self.offered:
                await self.take_over()
                self.sections += 1
            else:
                await self.tell(question.key)
                self.questions += 1
                assert self.questions < 60, f"{question.key} is asked again and again"
            await self.settle()

    @property
    def offered(self) -> bool:
        return Desk(self.pilot).says("按 F4 把本节照上年填好")

    async def take_over(self) -> None:
        await self.press("f4")
        await self.settle()
        assert isinstance(self.app.screen, LastYearScreen)
        for _ in self.app.screen._texts:
            await self.press("space")
        await self.press("enter")

    async def tell(self, key: str) -> None:
        if key == "problems.last_year":
            while self.app.screen.query("EntryEditor") and self.app.screen.query("ListInput.-writing"):
                await self.type("已经解决")
                await self.press("enter")
            await self.press("enter")
            return
        for keys in self.NEW.get(key, ("enter",)):
            if keys in ("enter", "n", "ctrl+s"):
                await self.press(keys)
            else:
                await self.type(keys)


def own_file(folder: Path) -> Path:
    return publish(last_year(), folder / "last.docx")


@pytest.mark.parametrize("file", ["own", "01-town-libreoffice.docx", "05-town-portal.html", "12-town-plain.txt"])
async def test_a_quiet_year_from_last_years_file_takes_at_most_seventeen_answers(file: str, tmp_path: Path) -> None:
    path = own_file(tmp_path) if file == "own" else REPORTS / file
    year = read_file(path).year
    assert year is not None
    folder = tmp_path / "out"
    folder.mkdir()
    async with app(folder=folder, today=date(year + 2, 1, 6)).run_test(size=NARROW, notifications=True) as pilot:
        clerk = Township(pilot, sample().report)
        await clerk.settle()
        await clerk.from_file(path)
        begun = clerk.pressed
        await clerk.go_through()
        await clerk.press("ctrl+e")
        await clerk.settle()
        await clerk.press("enter")
        await clerk.settle()
        assert isinstance(clerk.app.screen, ProposalsScreen), "what was taken over is looked over"
        await clerk.press("a", "enter")
        await clerk.settle()
    (written,) = folder.glob("*.docx")
    document = read_file(written)
    print(
        f"\n{file}: {clerk.questions} questions and {clerk.sections} sections, "
        f"{clerk.pressed - begun} keys and {begun} for the file's name"
    )
    assert (document.year, document.unread) == (year + 1, ())
    assert f"{year + 1}年政府信息公开工作年度报告" in written.name
    assert clerk.questions + clerk.sections <= 17


# -- one section -----------------------------------------------------------------------------------
async def test_a_section_is_shown_first_and_is_one_step_to_take_back() -> None:
    async with app(begin(last_year(), None)).run_test(size=NARROW, notifications=True) as pilot:
        desk = await at_desk(pilot)
        assert desk.says("F4")
        await desk.press("f4")
        assert desk.says("机关全称：永乐镇人民政府")
        assert desk.says("还要您另外回答：落款日期")
        await desk.press("enter")
        assert desk.at == "agency.signed_on"
        assert desk.says("已经照上年填好6项")
        assert desk.only_draft().report.agency.year == 2025
        await desk.press("ctrl+z")
        assert desk.at == "agency.name"
        assert desk.settled == {}
        assert desk.only_draft().report.agency.year is None


async def test_what_is_unchecked_is_asked_and_nothing_is_taken_on_leaving() -> None:
    async with app(begin(last_year(), None)).run_test(size=NARROW, notifications=True) as pilot:
        desk = await at_desk(pilot)
        await desk.press("f4", "down", "down", "space", "escape")
        assert desk.at == "agency.name" and desk.settled == {}
        await desk.press("f4", "down", "down", "space", "enter")
        assert desk.at == "agency.self_word"
        assert read(desk.only_draft().report, "agency.contact") == ""


async def test_last_years_sentences_are_taken_one_by_one() -> None:
    draft = begin(last_year(), None)
    async with app(draft).run_test(size=NARROW, notifications=True) as pilot:
        desk = await at_desk(pilot)
        await desk.press("f4", "enter", "enter", "f4")
        assert desk.says("上年的原话（共3段）")
        await desk.press("space", "enter")
        report = desk.only_draft().report
        assert report.overview.review_practice == "发布前逐条进行保密审查"
        assert report.overview.assessment is None
        assert report.overview.social_evaluation is None


async def test_what_was_typed_and_not_submitted_survives_taking_the_section() -> None:
    async with app(begin(last_year(), None)).run_test(size=NARROW, notifications=True) as pilot:
        desk = await at_desk(pilot)
        await desk.press(*"qinghe", "f4", "space", "enter")
        assert desk.at == "agency.name"
        assert desk.input.typed == "qinghe"


async def test_odd_words_of_last_year_are_shown_as_they_are() -> None:
    odd = "评议[/b]很好"
    draft = sample()
    last = readiness(draft.changed(report=with_answer(draft.report, "overview.assessment", odd))).document
    async with app(begin(last, None)).run_test(size=WIDE, notifications=True) as pilot:
        desk = await at_desk(pilot)
        await desk.press("f4", "enter", "enter", "f4")
        assert desk.says(odd)


async def test_without_last_years_report_there_is_nothing_to_take() -> None:
    async with app(Draft()).run_test(size=NARROW, notifications=True) as pilot:
        desk = await at_desk(pilot)
        assert not desk.says("F4")
        await desk.press("f4")
        assert not isinstance(desk.screen, LastYearScreen)
        assert desk.at == "agency.name"


# -- last year's text beside this year's -----------------------------------------------------------
async def test_last_years_paragraph_is_shown_and_can_be_taken_into_the_box() -> None:
    draft = sample()
    proactive = next(each for each in last_year().paragraphs() if each.key == "overview.proactive").text
    this_year = with_answer(with_answer(draft.report, "agency.year", 2025), "overview.website_items", 77)
    async with app(draft.changed(report=this_year, last_year=last_year())).run_test(size=WIDE) as pilot:
        desk = await at_desk(pilot)
        await desk.press("ctrl+p", *["down"] * 20, *["up"] * 20)
        while desk.screen.query_one(Page).pointed.key != "overview.proactive":  # type: ignore[union-attr]
            await desk.press("down")
        assert not desk.says("上年的文字")
        await desk.press("l")
        assert desk.says(proactive)
        await desk.press("l")
        assert not desk.says("上年的文字")
        await desk.press("enter", "ctrl+l", "enter")
        assert desk.only_draft().clerk.edits["overview.proactive"].text == proactive
        assert "77" in desk.only_draft().clerk.edits["overview.proactive"].based_on
