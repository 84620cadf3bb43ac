"""Rows to choose from, with a line for own words that opens under them."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.widget import Widget
from textual.widgets import Input

from assistant.interview import Choice, Question
from assistant.tui.inputs.base import AnswerInput, InputContext
from assistant.tui.inputs.line import Line
from assistant.tui.inputs.rows import Rows
from assistant.tui.inputs.wording import say

_KEYS = "123456789abcdefghijklmnopqrstuvwxyz"


class RowsInput(AnswerInput):
    """Rows with keys; Esc leaves the line for own words. Subclasses say what taking a row means."""

    DEFAULT_CSS = """
    RowsInput > Line { display: none; &.-open { display: block; } }
    """

    def __init__(self, question: Question, ask_context: InputContext) -> None:
        super().__init__(question, ask_context)
        self.hint = self.rows_hint
        self._rows = Rows()
        self._own = Line(question.title, hint_text=say("placeholder.own"))

    # -- for subclasses ------------------------------------------------------------------------
    @property
    def rows_hint(self) -> str:
        """The hint while the rows have the keyboard."""
        raise NotImplementedError

    def enter(self) -> None:
        """Enter was pressed on the rows."""
        raise NotImplementedError

    def take_row(self, index: int) -> None:
        """The row's own key was pressed, or it was clicked."""
        raise NotImplementedError

    def take_own(self, text: str) -> None:
        """Enter was pressed in the line for own words, which holds ``text``."""
        raise NotImplementedError

    def other_key(self, event: events.Key) -> bool:
        """Any other key on the rows; True when it was used."""
        return False

    @property
    def choices(self) -> tuple[Choice, ...]:
        return self.ask_context.choices

    def key_of(self, index: int) -> str:
        """The key of the row number ``index`` from 0: 1 to 9, then letters; "" beyond."""
        return _KEYS[index] if index < len(_KEYS) else ""

    # -- the two states ------------------------------------------------------------------------
    @property
    def own_open(self) -> bool:
        return self._own.has_class("-open")

    def open_own(self, text: str | None = None) -> None:
        """Open the line for own words, with ``text`` in place of what it holds."""
        self._own.add_class("-open")
        if text is not None:
            self._own.set_text(text)
        self.hint = say("hint.own")
        self.focus()

    def close_own(self) -> None:
        """Back to the rows; the line keeps its text for the next time it is opened."""
        self._own.remove_class("-open")
        self.hint = self.rows_hint
        self.focus()
        self.changed()

    # -- inside --------------------------------------------------------------------------------
    def compose_editor(self) -> ComposeResult:
        yield self._rows
        if self.question.own_words:
            yield self._own

    @property
    def editor(self) -> Widget:
        return self._own if self.own_open else self._rows

    def on_key(self, event: events.Key) -> None:
        """Keys that the focused part left over. Printable ones come from the rows only."""
        if self.own_open:
            self._key_while_own(event)
        elif self._key_on_rows(event):
            event.stop()

    def _key_while_own(self, event: events.Key) -> None:
        if event.key == "escape":
            event.stop()
            self.close_own()
        elif event.is_printable and event.character:
            # Sent to the rows before the line had the keyboard: the rest of what an input method committed.
            event.stop()
            self._own.add(event.character)

    def _key_on_rows(self, event: events.Key) -> bool:
        if event.key == "enter":
            self.enter()
            return True
        if self.other_key(event):
            return True
        if not event.is_printable or not event.character:
            return False
        index = self._rows.with_key(event.character)
        if index is not None:
            self.take_row(index)
        elif self.question.own_words and not event.character.isascii():
            self.open_own(event.character)
        return True

    def on_paste(self, event: events.Paste) -> None:
        event.stop()
        if self.question.own_words:
            self.open_own()
            self._own.add(event.text)

    def on_rows_clicked(self, event: Rows.Clicked) -> None:
        event.stop()
        self.take_row(event.index)

    def on_rows_moved(self, event: Rows.Moved) -> None:
        event.stop()

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self.changed()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.take_own(self._own.value.strip())

    def on_line_remark(self, event: Line.Remark) -> None:
        event.stop()
        self.call_later(self.remark, event.text, event.refused)
