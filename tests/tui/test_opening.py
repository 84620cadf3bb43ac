"""The first question stands on the screen before the rest is loaded, and nothing typed meanwhile is lost."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest
from textual.events import Key, Paste

from assistant.interview import load_script
from assistant.tui import NianbaoApp
from assistant.tui.inputs import AnswerInput
from assistant.tui.screens.conversation import ConversationScreen
from assistant.tui.screens.home import HomeScreen
from assistant.tui.screens.opening import OpeningScreen, first_question
from tests.tui.desk import TODAY, Desk

_HEAVY = "pydantic", "jinja2", "docx", "lxml", "openpyxl", "assistant.interview", "assistant.drafts"


def test_its_words_are_those_of_the_script() -> None:
    found, question = first_question(), load_script().questions[0]
    assert found is not None
    assert (found.title, found.ask, found.example) == (question.title, question.ask.source, question.example)
    assert question.when is None


def test_nothing_heavy_is_loaded_for_it() -> None:
    code = (
        f"import sys, assistant.cli, assistant.tui; sys.exit(' '.join(n for n in {_HEAVY!r} if n in sys.modules) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


async def test_keys_pressed_over_it_fall_into_the_first_input() -> None:
    app = NianbaoApp(today=TODAY, begin=True)
    async with app.run_test() as pilot:
        assert isinstance(app.screen, OpeningScreen)
        for letter in "清河镇":
            app.post_message(Key(letter, letter))
        desk = Desk(pilot)
        while not isinstance(app.screen, ConversationScreen) or not app.screen.query(AnswerInput):
            await pilot.pause(0.02)
        await desk.settle()
        assert desk.input.typed == "清河镇"
        await desk.press("escape")
        assert isinstance(app.screen, HomeScreen)


async def test_letters_typed_over_it_are_shown_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    loaded = threading.Event()
    monkeypatch.setattr(NianbaoApp, "_load_modules", lambda app: loaded.wait(30))
    app = NianbaoApp(today=TODAY, begin=True)
    async with app.run_test() as pilot:
        try:
            desk = Desk(pilot)
            for letter in "清河镇乡":
                app.post_message(Key(letter, letter))
            app.post_message(Key("backspace", None))
            app.post_message(Paste("人民政府"))
            await pilot.pause()
            assert isinstance(app.screen, OpeningScreen)
            assert "清河镇人民政府" in desk.shown()
            assert "例如" not in desk.shown()
            assert app.cursor_position.x == app.screen.query_one("#opening-line").content_region.x + 14
        finally:
            loaded.set()
        while not isinstance(app.screen, ConversationScreen) or not app.screen.query(AnswerInput):
            await pilot.pause(0.02)
        await desk.settle()
        assert desk.input.typed == "清河镇人民政府"


def test_scripts_of_others_are_looked_through_before_anything_is_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NIANBAO_PROMPTS", str(tmp_path))
    assert first_question() is None
