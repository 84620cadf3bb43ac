"""The review: from the list of findings to the very cell and back; warnings answered with a reason."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from textual.pilot import Pilot
from textual.widgets import OptionList

from assistant.drafts import Draft, DraftStore, read_draft
from assistant.report import Report, with_answer
from assistant.tui import NianbaoApp
from assistant.tui.inputs.table.grid import Grid
from assistant.tui.screens.conversation import ConversationScreen
from assistant.tui.screens.findings import FindingsScreen
from tests.samples import finished_samples
from tests.tui.clerk import Clerk

SAMPLE = finished_samples() / "linhe-housing-2024.toml"


def opened(report: Report, tmp_path: Path) -> NianbaoApp:
    return NianbaoApp(DraftStore(), DraftStore().save(Draft(report)), date(2025, 1, 6), tmp_path)


def lines(pilot: Pilot[None]) -> list[str]:
    """The findings on the screen, one a line."""
    screen = pilot.app.screen
    assert isinstance(screen, FindingsScreen), screen
    return [option.prompt.plain for option in screen.query_one(OptionList).options]  # type: ignore[union-attr]


async def test_an_imbalance_is_mended_from_the_list_and_is_gone_from_it(tmp_path: Path) -> None:
    report = read_draft(SAMPLE).report
    assert report.requests is not None
    report = with_answer(report, "requests", {**report.requests.cells, "received.natural_person": 28})
    async with opened(report, tmp_path).run_test(size=(80, 24)) as pilot:
        clerk = Clerk(pilot, report)
        await clerk.settle()
        await clerk.press("2", "enter")
        await clerk.settle()
        assert len(lines(pilot)) == 3
        assert "警告" in lines(pilot)[-1] and "各渠道加起来41件" in lines(pilot)[-1]
        await clerk.press("enter")
        await clerk.settle()
        assert clerk.question is not None and clerk.question.key == "requests"
        assert pilot.app.screen.query_one(Grid).cell.path == "received.natural_person"
        await clerk.type("29")
        await clerk.press("ctrl+s")
        await clerk.settle()
        await clerk.settle()
        assert lines(pilot) == []
        await clerk.press("escape", "ctrl+e")
        await clerk.settle()
        await clerk.press("enter")
        await clerk.settle()
    assert len(list(tmp_path.glob("*.docx"))) == 1


async def test_a_warning_answered_with_a_reason_is_answered_until_its_figures_change(tmp_path: Path) -> None:
    report = read_draft(SAMPLE).report
    assert report.disclosure is not None
    report = with_answer(report, "disclosure", {**report.disclosure.cells, "normative.repealed": 0})
    report = with_answer(report, "disclosure", {**report.disclosure.cells, "normative.in_force": 1})
    async with opened(report, tmp_path).run_test(size=(80, 24)) as pilot:
        clerk = Clerk(pilot, report)
        await clerk.settle()
        await clerk.press("2", "enter")
        await clerk.settle()
        before = lines(pilot)
        place = next(number for number, line in enumerate(before) if "警告" in line)
        await clerk.press("home", *["down"] * place, "r")
        await clerk.settle()
        await clerk.type("[已核对]{{ x }}")
        await clerk.press("enter")
        await clerk.settle()
        assert [line for line in lines(pilot) if "已说明" in line] == [lines(pilot)[-1]]
        assert "[已核对]{{ x }}" in lines(pilot)[-1]
        await clerk.press("escape")
        await clerk.settle()
        assert isinstance(pilot.app.screen, ConversationScreen)
    (entry,) = DraftStore().list()
    (reason,) = DraftStore().load(entry.name).acknowledged
    assert reason.reason == "[已核对]{{ x }}" and reason.on == date(2025, 1, 6)
    changed = with_answer(report, "disclosure", {"normative.issued": 3, "normative.in_force": 1})
    draft = DraftStore().load(entry.name).changed(report=changed)
    async with NianbaoApp(DraftStore(), draft, date(2025, 1, 6), tmp_path).run_test(size=(80, 24)) as pilot:
        clerk = Clerk(pilot, changed)
        await clerk.settle()
        await clerk.press("2", "enter")
        await clerk.settle()
        assert not any("已说明" in line for line in lines(pilot))
    assert DraftStore().load(entry.name).acknowledged == ()


async def test_an_error_cannot_be_kept_with_a_reason(tmp_path: Path) -> None:
    report = with_answer(read_draft(SAMPLE).report, "requests", {"granted.business": 3})
    async with opened(report, tmp_path).run_test(size=(80, 24)) as pilot:
        clerk = Clerk(pilot, report)
        await clerk.settle()
        await clerk.press("2", "enter")
        await clerk.settle()
        await clerk.press("home", "r")
        await clerk.settle()
        assert isinstance(pilot.app.screen, FindingsScreen)


async def test_what_is_missing_altogether_leads_to_the_question_that_is_called_so(tmp_path: Path) -> None:
    report = read_draft(finished_samples() / "yongle-2024.toml").report
    for path, nothing in (("supervision_more", []), ("assessment", ""), ("social_evaluation", "")):
        report = with_answer(report, f"overview.{path}", nothing)
    async with opened(report, tmp_path).run_test(size=(80, 24)) as pilot:
        clerk = Clerk(pilot, report)
        await clerk.settle()
        await clerk.press("2", "enter")
        await clerk.settle()
        place = next(number for number, line in enumerate(lines(pilot)) if "没有写到：工作考核、社会评议" in line)
        await clerk.press("home", *["down"] * place, "enter")
        await clerk.settle()
        assert clerk.question is not None and clerk.question.key == "overview.assessment"
