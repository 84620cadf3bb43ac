"""Asks why a cell that last year's report settles is to hold another number."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import TypeAdapter, ValidationError
from textual.app import ComposeResult
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static

from assistant.files import visible
from assistant.interview import Question
from assistant.interview.messages import from_validation
from assistant.report import Line as OneLine
from assistant.report import figures_class
from assistant.session.sheet import Sheet
from assistant.texts import INPUTS
from assistant.tui.inputs.base import AnswerInput, InputContext
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


class UnlockingInput(AnswerInput):
    """A table some of whose cells last year's report may settle; one is unlocked by giving a reason.

    While the reason is asked for, the class ``-unlocking`` is on the widget.
    """

    DEFAULT_CSS = """
    UnlockingInput {
        UnlockPrompt { display: none; }
        &.-unlocking UnlockPrompt { display: block; }
    }
    """

    class Reasoned(Message):
        """Cells were unlocked or locked again; ``reasons`` are all that hold now, by cell path."""

        def __init__(self, question: Question, reasons: Mapping[str, str]) -> None:
            super().__init__()
            self.question = question
            self.reasons = reasons

    def __init__(self, question: Question, ask_context: InputContext) -> None:
        super().__init__(question, ask_context)
        figures = figures_class(question.key)
        if figures is None:
            raise KeyError(question.key)
        self._sheet = Sheet(figures, question.title, ask_context.last_year, ask_context.year)
        self._prompt = UnlockPrompt()
        self._reasons_told = self._sheet.locks.reasons
        self._hint_before = ""

    def locks_changed(self) -> None:
        """Called when a cell was unlocked or locked again, and nothing else shows it yet."""
        raise NotImplementedError

    def unlocked(self) -> None:
        """Called when a cell was unlocked."""
        self.locks_changed()

    @property
    def unlocking(self) -> bool:
        """Whether a reason is being asked for."""
        return self.has_class("-unlocking")

    def ask_reason(self, path: str) -> None:
        """Ask why the cell at ``path`` is to hold another number than last year's report settles."""
        self._hint_before = self.hint
        self._prompt.ask(self._sheet, path)
        self.add_class("-unlocking")
        self.remark("")
        self.hint = INPUTS.say("lock.hint")
        self.focus()

    def leave_reason(self) -> None:
        """Back to where the clerk was."""
        self.remove_class("-unlocking")
        self.remark("")
        self.hint = self._hint_before
        self.focus()

    def settle_reason(self) -> None:
        """The accepting key on the line."""
        if refused := self._prompt.settle():
            self.remark(f"{self.REFUSAL_MARK}{refused}", refused=True)

    def tell_reasons(self) -> None:
        """Tell the screen when the reasons have changed."""
        reasons = self._sheet.locks.reasons
        if reasons != self._reasons_told:
            self._reasons_told = reasons
            self.post_message(self.Reasoned(self.question, reasons))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        if self.unlocking:
            event.stop()
            self.settle_reason()

    def on_unlock_prompt_given(self, event: UnlockPrompt.Given) -> None:
        event.stop()
        self._sheet.locks.unlock(event.path, event.reason)
        self.tell_reasons()
        self.leave_reason()
        self.unlocked()
