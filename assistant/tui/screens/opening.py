"""The first question of a new report, on the screen before the program behind it is loaded.

Most of a cold start goes into loading what comes after the first question. It is shown at once, from
its script alone; keys pressed meanwhile are kept and fall into the input that takes its place. Letters
are shown at once, as that input will show them.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.events import Key, Paste
from textual.geometry import Offset
from textual.screen import Screen
from textual.widgets import Static

from assistant import resources
from assistant.errors import DataFileError
from assistant.texts import SCREENS
from assistant.tui.widgets.cells import literal

_REST = 0.02
"""Seconds in which the terminal gets what was painted, before loading takes the processor."""
_LONGEST_ECHO = 60
"""Characters of a paste that are shown before the input takes it."""


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
        #opening-line { padding: 1 2; background: $surface; height: 3; &.-typed { color: $foreground; } }
    }
    """

    def __init__(self, question: FirstQuestion, then: Callable[[], object]) -> None:
        super().__init__()
        self._question = question
        self._then = then
        self._typed = ""
        self._echoes = True
        self._line = Static(literal(self._example), id="opening-line")

    @property
    def _example(self) -> str:
        return SCREENS.say("opening.example", example=self._question.example)

    def compose(self) -> ComposeResult:
        yield Static(SCREENS.say("app.name"), id="opening-head", markup=False)
        with Vertical(id="opening-card"):
            yield Static(literal(self._question.title), id="opening-where")
            yield Static(literal(self._question.ask), id="opening-ask")
            yield self._line
            yield Static(SCREENS.say("opening.hint"), id="opening-hint", markup=False)
        yield Static(id="opening-keys")

    def on_mount(self) -> None:
        self.call_after_refresh(self._painted)

    def _painted(self) -> None:
        self._place_caret()
        self.set_timer(_REST, self._then)

    def echo(self, event: Key | Paste) -> None:
        """Show a letter that was typed, as long as letters and deletions at the end are all that was pressed."""
        typed = self._after(event)
        self._echoes = self._echoes and typed is not None
        if not self._echoes or typed is None or not self.is_running:
            return
        self._typed = typed
        self._line.update(literal(typed or self._example))
        self._line.set_class(bool(typed), "-typed")
        self._place_caret()

    def _after(self, event: Key | Paste) -> str | None:
        """The typed text with what a key does to it; None when that is more than its end shows."""
        if isinstance(event, Paste):
            pasted = event.text.strip()
            return self._typed + pasted if pasted.isprintable() and len(pasted) <= _LONGEST_ECHO else None
        if event.key == "backspace":
            return self._typed[:-1]
        return self._typed + (event.character or "") if event.is_printable else None

    def _place_caret(self) -> None:
        """Put the terminal's own cursor behind the text: input methods open their window there."""
        content = self._line.content_region
        self.app.cursor_position = content.offset + Offset(min(cell_len(self._typed), content.width - 1), 0)
