"""Pictures of the screens at both sizes; update them with ``--snapshot-update`` and look at each."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Awaitable, Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from assistant.drafts import Draft, DraftStore
from assistant.drafts.beginning import begin
from assistant.drafts.readiness import readiness
from assistant.interview import load_script
from assistant.report import with_answer
from assistant.resources import shipped
from assistant.tui import NianbaoApp
from tests.tui.desk import NARROW, TODAY, WIDE, Desk, sample, until

SIZES = pytest.mark.parametrize("size", [NARROW, WIDE], ids=["80x24", "140x40"])
Compare = Callable[..., bool]


ASKED = (Path(__file__).parent / "asked.txt").read_text(encoding="utf-8").split()


@pytest.fixture(autouse=True)
def the_questions_of_the_pictures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Questions that were added after the pictures were made do not apply in them."""
    if all(question.key in ASKED for question in load_script().questions):
        return
    folder = tmp_path / "prompts"
    folder.mkdir()
    for path in shipped("prompts").glob("*.toml"):
        head, *questions = path.read_text(encoding="utf-8").split("[[question]]\n")
        (folder / path.name).write_text("".join((head, *map(_as_in_the_pictures, questions))), encoding="utf-8")
    monkeypatch.setenv("NIANBAO_PROMPTS", str(folder))


def _as_in_the_pictures(question: str) -> str:
    if str(tomllib.loads(question)["key"]) not in ASKED:
        question = 'when = "false"\n' + re.sub("^when = .*\n", "", question, flags=re.MULTILINE)
    return f"[[question]]\n{question}"


def app(draft: Draft | None = None, folder: Path | None = None, light: bool = False) -> NianbaoApp:
    made = NianbaoApp(DraftStore(), draft, TODAY, folder)
    if light:
        made.theme = "xuanzhi"
    return made


def keys(*pressed: str) -> Callable[[Pilot[Any]], Awaitable[None]]:
    """Press keys and wait until everything has come to rest."""

    async def press(pilot: Pilot[Any]) -> None:
        clerk = Desk(pilot)
        await clerk.settle()
        await clerk.press(*pressed)
        await clerk.rest()

    return press


@SIZES
def test_welcome(snap_compare: Compare, size: tuple[int, int]) -> None:
    assert snap_compare(app(), terminal_size=size, run_before=keys())


@SIZES
def test_home(snap_compare: Compare, size: tuple[int, int]) -> None:
    store = DraftStore()
    long_ago = datetime(2024, 1, 9, 9, 12).timestamp()
    for number, draft in enumerate((sample(), until("overview.trainings_attended"), sample("linhe-housing-2024"))):
        path = store.path(store.save(draft).name)
        os.utime(path, (long_ago - number * 86_400 * 40,) * 2)
    damaged = store.path("损坏的草稿")
    damaged.write_text("schema = 1\n[agency\n", encoding="utf-8")
    os.utime(damaged, (1.0, 1.0))
    assert snap_compare(app(), terminal_size=size, run_before=keys())


@SIZES
@pytest.mark.parametrize("at", ["agency.name", "overview.content_kinds", "overview.attendees"])
def test_conversation(snap_compare: Compare, size: tuple[int, int], at: str) -> None:
    assert snap_compare(app(until(at)), terminal_size=size, run_before=keys())


@SIZES
def test_conversation_by_daylight(snap_compare: Compare, size: tuple[int, int]) -> None:
    assert snap_compare(
        app(until("overview.attendees"), light=True), terminal_size=size, run_before=keys(*"abc", "enter")
    )


@SIZES
def test_going_back(snap_compare: Compare, size: tuple[int, int]) -> None:
    assert snap_compare(app(until("overview.attendees")), terminal_size=size, run_before=keys("up", "up"))


@SIZES
def test_all_answered(snap_compare: Compare, size: tuple[int, int]) -> None:
    assert snap_compare(app(sample()), terminal_size=size, run_before=keys())


@SIZES
def test_preview(snap_compare: Compare, size: tuple[int, int]) -> None:
    pressed = keys("ctrl+p", *["down"] * 4)
    assert snap_compare(app(sample()), terminal_size=size, run_before=pressed)


@SIZES
def test_preview_of_a_table(snap_compare: Compare, size: tuple[int, int]) -> None:
    pressed = keys("ctrl+p", *["down"] * 9)
    assert snap_compare(app(sample()), terminal_size=size, run_before=pressed)


@SIZES
def test_editing_a_paragraph(snap_compare: Compare, size: tuple[int, int]) -> None:
    assert snap_compare(app(sample()), terminal_size=size, run_before=keys("ctrl+p", "down", "down", "enter"))


@SIZES
def test_jump(snap_compare: Compare, size: tuple[int, int]) -> None:
    assert snap_compare(app(until("overview.attendees")), terminal_size=size, run_before=keys("ctrl+g"))


@SIZES
def test_help(snap_compare: Compare, size: tuple[int, int]) -> None:
    assert snap_compare(app(until("overview.attendees")), terminal_size=size, run_before=keys("f1"))


@SIZES
def test_commands(snap_compare: Compare, size: tuple[int, int]) -> None:
    assert snap_compare(app(until("overview.attendees")), terminal_size=size, run_before=keys("f2"))


@SIZES
def test_export_before_its_time(snap_compare: Compare, size: tuple[int, int]) -> None:
    draft = until("other.fee_notices")
    assert snap_compare(app(draft, Path("/")), terminal_size=size, run_before=keys("ctrl+e"))


@SIZES
def test_findings(snap_compare: Compare, size: tuple[int, int]) -> None:
    draft = sample()
    odd = draft.changed(report=with_answer(draft.report, "requests", {"granted.natural_person": "4"}))
    assert snap_compare(app(odd), terminal_size=size, run_before=keys("2", "enter"))


@SIZES
def test_last_year_of_a_section(snap_compare: Compare, size: tuple[int, int]) -> None:
    begun = begin(readiness(sample()).document, None)
    assert snap_compare(app(begun), terminal_size=size, run_before=keys("f4", "enter", "enter", "f4", "space"))


@SIZES
def test_last_years_problem(snap_compare: Compare, size: tuple[int, int]) -> None:
    begun = begin(readiness(sample()).document, None)
    assert snap_compare(app(begun.changed(at="problems.last_year")), terminal_size=size, run_before=keys())


@SIZES
def test_a_damaged_draft_and_its_good_version(snap_compare: Compare, size: tuple[int, int]) -> None:
    store = DraftStore()
    draft = store.save(until("overview.trainings_attended"))
    (version,) = store.versions(draft.name).folder.glob("*.toml")
    path = store.path(draft.name)
    path.write_text(path.read_text(encoding="utf-8").replace("year = 2024", "year = 去年"), encoding="utf-8")
    for file in (version, path):
        os.utime(file, (datetime(2024, 1, 9, 9, 12).timestamp(),) * 2)
    assert snap_compare(app(), terminal_size=size, run_before=keys("enter"))
