"""Asks why a cell that last year's report settles is to hold another number."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from pydantic import TypeAdapter, ValidationError
from textual.app import ComposeResult
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static

from assistant.files import visible
from assistant.interview import Question
from assistant.interview.messages import from_validation
from assistant.report import Line as OneLine
from assistant.session.sheet import Sheet
from assistant.texts import INPUTS
from assistant.tui.inputs.base import AnswerInput
from assistant.tui.inputs.lines import Line

_REASON: TypeAdapter[str] = TypeAdapter(OneLine)


class UnlockPrompt(Widget):
    """One line for the reason, under what it is about."""

    DEFAULT_CSS = """
    UnlockPrompt {
        height: auto;
        .why { height: auto; padding: 0 1; text-style: bold; }
        Line { padding: 0 1; background: $panel; }
    }
    """

    class Given(Message):
        """The clerk wrote ``reason`` for the cell at ``path``."""

        def __init__(self, path: str, reason: str) -> None:
            super().__init__()
            self.path = path
            self.reason = reason

    def __init__(self) -> None:
        super().__init__()
        self._why = Static("", classes="why", markup=False)
        self.line = Line(INPUTS.say("lock.title"), hint_text=INPUTS.say("lock.example"))
        self._path = ""

    def compose(self) -> ComposeResult:
        yield self._why
        yield self.line

    def ask(self, sheet: Sheet, path: str) -> None:
        """Ask for the reason for the cell at ``path``."""
        cell = sheet.schema.cells[path]
        self._path = path
        number = sheet.locks.settled[path]
        self._why.update(visible(INPUTS.say("lock.ask", name=cell.name, number=number, unit=cell.unit)))
        self.line.set_text("")

    def settle(self) -> str:
        """Hand the reason over; the sentence why it cannot be one, else ""."""
        text = self.line.value.strip()
        if not text:
            return INPUTS.say("lock.required")
        try:
            reason = _REASON.validate_python(text)
        except ValidationError as error:
            return from_validation(error, INPUTS.say("lock.title"), text).message
        self.post_message(self.Given(self._path, reason))
        return ""

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()


class Unlocking:
    """Cells that last year's report settles are unlocked by giving a reason: a part of an input for a table.

    While the reason is asked for, the class ``-unlocking`` is on the input.

    :param answer_input: shows the prompt in the place of its editor, and the notices.
    :param sheet: the table; its locks are turned.
    :param unlocked: called when a cell was unlocked.
    """

    class Reasoned(Message):
        """Cells were unlocked or locked again; ``reasons`` are all that hold now, by cell path."""

        def __init__(self, question: Question, reasons: Mapping[str, str]) -> None:
            super().__init__()
            self.question = question
            self.reasons = reasons

    def __init__(self, answer_input: AnswerInput, sheet: Sheet, unlocked: Callable[[], None]) -> None:
        self.prompt = UnlockPrompt()
        self._input = answer_input
        self._sheet = sheet
        self._unlocked = unlocked
        self._reasons_posted = sheet.locks.reasons
        self._hint_before = ""

    @property
    def begun(self) -> bool:
        """Whether a reason is being asked for."""
        return self._input.has_class("-unlocking")

    def ask(self, path: str) -> None:
        """Ask why the cell at ``path`` is to hold another number than last year's report settles."""
        self._hint_before = self._input.hint
        self.prompt.ask(self._sheet, path)
        self._input.add_class("-unlocking")
        self._show(INPUTS.say("lock.hint"))

    def leave(self) -> None:
        """Back to where the clerk was."""
        self._input.remove_class("-unlocking")
        self._show(self._hint_before)

    def _show(self, hint: str) -> None:
        self._input.set_notice("")
        self._input.hint = hint
        self._input.focus()

    def settle(self) -> None:
        """The accepting key on the line."""
        if refused := self.prompt.settle():
            self._input.set_notice(f"{self._input.REFUSAL_MARK}{refused}", refused=True)

    def given(self, event: UnlockPrompt.Given) -> None:
        """The clerk gave a reason: the cell is unlocked."""
        self._sheet.locks.unlock(event.path, event.reason)
        self.post_reasons()
        self.leave()
        self._unlocked()

    def post_reasons(self) -> None:
        """Post the reasons to the screen when they have changed."""
        reasons = self._sheet.locks.reasons
        if reasons != self._reasons_posted:
            self._reasons_posted = reasons
            self._input.post_message(self.Reasoned(self._input.question, reasons))

    def press(self, key: str) -> bool:
        """Take a key while a reason is asked for; whether it goes no further."""
        if key == "escape":
            self.leave()
        return key in ("escape", "up", "down", "pageup", "ctrl+z", "ctrl+y")
