"""The first question of a new report, on the screen before the program behind it is loaded.

Most of a cold start goes into loading what comes after the first question. It is shown at once, from
its script alone; keys pressed meanwhile are kept and fall into the input that takes its place.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import Screen
from textual.widgets import Static

from assistant import resources
from assistant.errors import DataFileError
from assistant.texts import SCREENS
from assistant.tui.widgets.cells import literal

_REST = 0.02
"""Seconds in which the terminal gets what was painted, before loading takes the processor."""


@dataclass(frozen=True)
class FirstQuestion:
    """The words of a script's first question, which is asked whatever the answers are."""

    title: str
    ask: str
    example: str


def first_question() -> FirstQuestion | None:
    """The first question of the shipped scripts; None with scripts of others, which are looked through before."""
    if resources.own("prompts"):
        return None
    try:
        first = min(resources.shipped("prompts").glob("*.toml"))
        item = tomllib.loads(first.read_text(encoding="utf-8"))["question"][0]
        found = FirstQuestion(item["title"], item["ask"], item.get("example", ""))
    except (DataFileError, OSError, ValueError, LookupError, TypeError):
        return None  # what is wrong with the scripts is told where they are loaded
    return None if "{" in found.ask else found


class OpeningScreen(Screen[None]):
    """Shows the question where the conversation will, and calls ``then`` once it is on the terminal."""

    AUTO_FOCUS = ""
    DEFAULT_CSS = """
    OpeningScreen {
        align-vertical: bottom;
        #opening-head { dock: top; height: 1; background: $panel; padding: 0 1; text-style: bold; }
        #opening-keys { dock: bottom; height: 1; background: $footer-background; }
        #opening-card { height: auto; padding: 1 1 0 1; background: $surface; }
        #opening-where, #opening-line, #opening-hint { color: $quiet; }
        #opening-ask { text-style: bold; }
        #opening-line { padding: 1 2; background: $surface; }
    }
    """

    def __init__(self, question: FirstQuestion, then: Callable[[], object]) -> None:
        super().__init__()
        self._question = question
        self._then = then

    def compose(self) -> ComposeResult:
        yield Static(SCREENS.say("app.name"), id="opening-head", markup=False)
        with Vertical(id="opening-card"):
            yield Static(literal(self._question.title), id="opening-where")
            yield Static(literal(self._question.ask), id="opening-ask")
            yield Static(literal(SCREENS.say("opening.example", example=self._question.example)), id="opening-line")
            yield Static(SCREENS.say("opening.hint"), id="opening-hint", markup=False)
        yield Static(id="opening-keys")

    def on_mount(self) -> None:
        self.call_after_refresh(self.set_timer, _REST, self._then)
