"""Before export the clerk looks over what rests on accepted proposals; at the end a coach names what is missing."""

from __future__ import annotations

import io
from pathlib import Path

import pyte
import pytest
from rich.console import Console

from assistant.drafts import Draft
from assistant.report import NO_ORIGINS, Origins
from assistant.tui.screens.coach import CoachScreen
from assistant.tui.screens.export import ExportScreen
from assistant.tui.screens.proposals import ProposalsScreen
from tests.tui.desk import Desk, desk, sample

ACCEPTED = ("agency.self_word", "overview.supervisors")


def accepted(origins: Origins = NO_ORIGINS) -> Draft:
    """The sample with two answers that were only accepted."""
    for key in ACCEPTED:
        origins = origins.given(key, "accepted")
    return sample().changed(origins=origins)


async def test_nothing_is_written_before_every_statement_is_confirmed_and_that_is_remembered(tmp_path: Path) -> None:
    async with desk(accepted(), tmp_path) as clerk:
        await clerk.press("ctrl+e", "enter")
        assert isinstance(clerk.screen, ProposalsScreen)
        assert clerk.says("监督员：3名")
        await clerk.press("space", "enter")
        assert isinstance(clerk.screen, ProposalsScreen) and not list(tmp_path.glob("*.docx"))
        await clerk.press("escape")
        assert isinstance(clerk.screen, ExportScreen)
        await clerk.rest()
        assert clerk.only_draft().origins.confirmed == {ACCEPTED[0]}
        await clerk.press("enter", "a", "enter")
        assert len(list(tmp_path.glob("*.docx"))) == 1
        await clerk.press("escape")
        await clerk.rest()
    assert clerk.only_draft().origins.confirmed == set(ACCEPTED)


@pytest.mark.parametrize("all_of_them", ["a", "A", "ａ", "Ａ"])
async def test_a_letter_is_the_same_key_when_it_is_large_or_full_width(tmp_path: Path, all_of_them: str) -> None:
    """Caps Lock and input methods send it so; it is printed large."""
    async with desk(accepted(), tmp_path) as clerk:
        await clerk.press("ctrl+e", "enter", all_of_them, "enter")
        assert len(list(tmp_path.glob("*.docx"))) == 1


@pytest.mark.parametrize("new", ["n", "N", "ｎ", "Ｎ"])
async def test_a_new_report_begins_with_a_large_letter_too_and_a_typed_one_stays_large(new: str) -> None:
    async with desk() as clerk:
        await clerk.press(new)
        assert clerk.at == "agency.name"
        await clerk.press("N", "Ａ")
        assert clerk.input.typed == "NＡ"


async def test_a_statement_that_is_wrong_leads_to_its_question(tmp_path: Path) -> None:
    async with desk(accepted(), tmp_path) as clerk:
        await clerk.press("ctrl+e", "enter", "down", "e")
        assert clerk.at == "overview.supervisors"
        await clerk.press("backspace", "5", "enter")
    assert clerk.only_draft().origins.of("overview.supervisors") == "typed"


async def test_what_was_typed_is_exported_without_asking(tmp_path: Path) -> None:
    async with desk(sample(), tmp_path) as clerk:
        await clerk.press("ctrl+e", "enter")
        assert isinstance(clerk.screen, ExportScreen)
        assert len(list(tmp_path.glob("*.docx"))) == 1


async def test_the_coach_names_what_is_missing_and_a_key_asks_for_it() -> None:
    async with desk(sample()) as clerk:
        await clerk.press("4", "enter")
        assert isinstance(clerk.screen, CoachScreen)
        assert clerk.says("账号的全名") and clerk.says("66份有23份写了")
        await clerk.press("1", "enter")
        assert clerk.at == "overview.account_names"
        assert "account_names" in (clerk.only_draft().report.overview.platforms_more or [])


async def test_a_box_under_another_box_is_not_seen_and_comes_back(tmp_path: Path) -> None:
    async with desk(accepted(), tmp_path) as clerk:
        await clerk.press("ctrl+e")
        below = clerk.screen
        assert "文件名" in everything(clerk)
        await clerk.press("enter")
        assert isinstance(clerk.screen, ProposalsScreen)
        assert "文件名" not in everything(clerk) and "请核对" in everything(clerk)
        await clerk.press("escape")
        assert clerk.screen is below and "文件名" in everything(clerk)


def everything(clerk: Desk) -> str:
    """All that is on the terminal, the screens below the topmost one included."""
    app, found = clerk.app, io.StringIO()
    update = app.screen._compositor.render_update(full=True, screen_stack=app._background_screens)
    Console(file=found, force_terminal=True, width=app.size.width, height=app.size.height).print(update, end="")
    seen = pyte.Screen(app.size.width, app.size.height)
    pyte.Stream(seen).feed(found.getvalue())
    return "\n".join(seen.display)
