"""Inputs of one line: text, integer, money, date."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widgets import Input

from assistant.interview import Question, Raw
from assistant.tui.inputs.base import AnswerInput, InputContext
from assistant.tui.inputs.line import Line
from assistant.tui.inputs.wording import say


class LineInput(AnswerInput):
    """One line; Enter hands it over, and empty hands over the default where there is one."""

    def __init__(self, question: Question, ask_context: InputContext) -> None:
        super().__init__(question, ask_context)
        self._line = Line(question.title, hint_text=self._placeholder(), joins=question.kind == "text")
        self._line.expect_keyboard()
        self.hint = say("hint.line" if ask_context.default is None else "hint.line_default")

    def compose_editor(self) -> ComposeResult:
        yield self._line

    @property
    def editor(self) -> Line:
        return self._line

    def content(self) -> Raw:
        return self._line.value

    def put(self, raw: Raw) -> None:
        self._line.set_text(raw if isinstance(raw, str) else "、".join(str(item) for item in raw))

    def _placeholder(self) -> str:
        if self.ask_context.default is not None:
            return say("placeholder.default", shown=self.ask_context.default_shown)
        return say("placeholder.example", example=self.question.example) if self.question.example else ""

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self.changed()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        empty = not self._line.value.strip()
        default = self.ask_context.default
        self.submit(default if empty and default is not None else self._line.value)

    def on_line_remark(self, event: Line.Remark) -> None:
        event.stop()
        self.call_later(self.remark, event.text, event.refused)
