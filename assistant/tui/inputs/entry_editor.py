"""One entry of a list being written: a line for each of its fields, all of them in view."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static

from assistant.interview import Question
from assistant.tui.inputs.entries import Entry
from assistant.tui.inputs.line import Line
from assistant.tui.inputs.wording import say
from assistant.visible import visible


class EntryEditor(Widget):
    """Enter goes to the next field and, on the last one, ends the entry; Esc puts it aside."""

    DEFAULT_CSS = """
    EntryEditor {
        height: auto;
        layout: vertical;
        background: $surface;
        padding: 0 1;
        .which { color: $text-primary; text-style: bold; }
        .note { color: $quiet; }
        .field { color: $foreground 80%; }
        Line { padding: 0 1; background: $panel; &:focus { background-tint: $foreground 8%; } }
    }
    """

    class Finished(Message):
        """The entry is written."""

        def __init__(self, entry: Entry) -> None:
            super().__init__()
            self.entry = entry

    class PutAside(Message):
        """The clerk left with Esc."""

    class Changed(Message):
        """A field changed or another one has the keyboard."""

    def __init__(self, question: Question) -> None:
        super().__init__()
        self._asks = {field.key: field.ask for field in question.fields} or {"": ""}
        examples = {field.key: field.example for field in question.fields} or {"": question.example}
        self._lines = {
            key: Line(
                self._asks[key] or question.title, hint_text=say("placeholder.example", example=text) if text else ""
            )
            for key, text in examples.items()
        }
        self._start = 0
        self._which = Static("", classes="which", markup=False)
        self._note = Static("", classes="note", markup=False)

    def compose(self) -> ComposeResult:
        yield self._which
        for number, (key, line) in enumerate(self._lines.items()):
            if self._asks[key]:
                yield Static(visible(self._asks[key]), classes="field", markup=False)
            yield line
            if number == 0:
                yield self._note

    # -- content -------------------------------------------------------------------------------
    @property
    def entry(self) -> Entry:
        return {key: line.value.strip() for key, line in self._lines.items()}

    def load(self, entry: Entry, which: str, note: str = "", at_gap: bool = False) -> None:
        """Show ``entry`` under the heading ``which``, with a note to it where there is one.

        :param at_gap: start in the first empty field rather than in the first.
        """
        empty = (place for place, key in enumerate(self._lines) if not entry.get(key, "").strip())
        self._start = next(empty, 0) if at_gap else 0
        self._which.update(which)
        self._note.update(visible(note))
        self._note.display = bool(note)
        for key, line in self._lines.items():
            line.set_text(entry.get(key, ""))

    # -- where the keyboard is -----------------------------------------------------------------
    @property
    def line(self) -> Line:
        """The field that has the keyboard, else the one to start with."""
        return next((line for line in self._fields if line.has_focus), self._fields[self._start])

    @property
    def _fields(self) -> tuple[Line, ...]:
        return tuple(self._lines.values())

    @property
    def hint(self) -> str:
        if len(self._fields) == 1:
            return say("hint.entry_only")
        return say("hint.entry_last" if self.line is self._fields[-1] else "hint.entry_next")

    def on_key(self, event: events.Key) -> None:
        if event.key == "escape":
            event.stop()
            self.post_message(self.PutAside())
        elif event.key in ("up", "down"):
            event.stop()
            self._step(-1 if event.key == "up" else 1)

    def _step(self, by: int) -> bool:
        """Go to the field above or below; False when there is none."""
        at = self._fields.index(self.line) + by
        if not 0 <= at < len(self._fields):
            return False
        self._fields[at].focus()
        return True

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        self.post_message(self.Changed())

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.Changed())

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if not self._step(1):
            self.post_message(self.Finished(self.entry))
