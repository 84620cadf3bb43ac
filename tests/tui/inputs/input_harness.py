"""A tiny screen with one input, driven by keys; it refuses what the interview refuses."""

from __future__ import annotations

from typing import Any

from textual.app import App, ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from assistant.errors import AnswerRefused
from assistant.interview import KINDS, Choice, Question, Raw, load_script
from assistant.tui.inputs import AnswerInput, InputContext, input_for
from assistant.tui.themes import THEMES

SCRIPT = load_script()


def shipped(key: str) -> Question:
    """A question of the shipped scripts."""
    return SCRIPT.question(key)


def choices(*texts: str) -> tuple[Choice, ...]:
    return tuple(Choice(value=text) for text in texts)


class Harness(App[None]):
    """The input for one question. ``raws`` collects what it submits, ``edits`` counts its Edited messages."""

    CSS = """
    #ask { padding: 0 1; text-style: bold; }
    #hint { dock: bottom; height: 1; padding: 0 1; background: $panel; }
    """

    def __init__(self, question: Question, theme: str = "", **context: Any) -> None:
        super().__init__()
        for known in THEMES:
            self.register_theme(known)
        self.theme = theme or THEMES[0].name
        self.question = question
        self.context = InputContext(**{"choices": question.choices, **context})
        self.answer_input = input_for(question, self.context)
        self.raws: list[Raw] = []
        self.edits = 0

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(self.question.ask.source, id="ask", markup=False)
            yield self.answer_input
        yield Static("", id="hint", markup=False)

    def on_mount(self) -> None:
        self.watch(self.answer_input, "hint", self._show_hint)

    def _show_hint(self, hint: str) -> None:
        self.query_one("#hint", Static).update(hint)

    def on_answer_input_edited(self, event: AnswerInput.Edited) -> None:
        self.edits += 1

    def on_answer_input_submitted(self, event: AnswerInput.Submitted) -> None:
        try:
            KINDS[self.question.kind].read(event.raw, self.question, self.context.choices)
        except AnswerRefused as error:
            event.answer_input.refuse(error.message)
        self.raws.append(event.raw)

    @property
    def notice(self) -> str:
        """The sentence under the input, "" when none is shown."""
        told = self.answer_input.notice_text
        assert told[:12] in self.screen_text(), "what is told stands on the screen"
        return told

    def screen_text(self) -> str:
        """What stands on the screen, line by line."""
        return "\n".join(
            "".join(segment.text for segment in strip) for strip in self.screen._compositor.render_strips()
        )
