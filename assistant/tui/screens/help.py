"""F1: what the current question means, on what law it rests, an example; and the keys."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from assistant.interview import Interview, Question
from assistant.texts import KEYS, SCREENS
from assistant.tui.screens.modal import BoxScreen
from assistant.tui.widgets.cells import Flow, Painter, flowing, literal, pad


class HelpScreen(BoxScreen[None]):
    """Help on a question (on the keys alone without one); F1 or Esc closes it.

    :param hint: what the keys do in the input at hand, as it is said there; "" where there is none.
    """

    CSS_PATH = "screens.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("f1,escape,enter,q", "dismiss", show=False, priority=True)]

    def __init__(self, interview: Interview | None = None, question: Question | None = None, hint: str = "") -> None:
        super().__init__()
        self._hint = hint
        self._interview = interview
        self._question = question
        self._page = VerticalScroll(id="help")

    def compose(self) -> ComposeResult:
        with self._page:
            yield Static(Flow(*self._parts()), markup=False)
        yield Static(SCREENS.say("help.hint"), id="help-hint", markup=False)

    def on_mount(self) -> None:
        self._page.focus()

    def _parts(self) -> list[Content | Painter]:
        parts: list[Content | Painter] = []
        if self._interview is not None and self._question is not None:
            parts += self._about(self._interview, self._question)
        if self._hint:
            parts += [_heading("here"), literal(self._hint), Content("")]
        parts.append(_heading("keys"))
        keys: list[dict[str, str]] = KEYS.entry("key")
        parts += [flowing(Content(key["means"]), pad(key["name"], 8), " " * 8) for key in keys if key["means"]]
        notes = (SCREENS.say("help.general_note"), SCREENS.say("help.mouse"))
        parts += [Content(""), *(Content.styled(note, "$quiet") for note in notes)]
        return parts

    @staticmethod
    def _about(interview: Interview, question: Question) -> list[Content]:
        parts = [literal(interview.ask(question), "bold"), Content("")]
        texts = {"about": question.help, "basis": question.basis, "example": question.example}
        choices = [
            f"{choice.shown}：{choice.hint}" if choice.hint else choice.shown for choice in interview.choices(question)
        ]
        texts["choices"] = "\n".join(choices)
        for name, text in texts.items():
            if text:
                parts += [_heading(name), literal(text), Content("")]
        return parts


def _heading(name: str) -> Content:
    return Content.styled(SCREENS.say(f"help.{name}"), "bold $primary")
