"""The input for text of one or more paragraphs."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import TextArea

from assistant.interview import Question, Raw
from assistant.texts import INPUTS
from assistant.tui.inputs.base import AnswerInput, InputContext
from assistant.tui.inputs.lines import PASTE_LIMIT, cleaned, too_much
from assistant.tui.inputs.long_text import LongText

_BREAKS = ("ctrl+j", "shift+enter", "alt+enter")
"""The keys of a line break; the latter two reach the program only where the terminal tells them from Enter."""


class Prose(LongText):
    """Several lines of literal text, wrapped at the edge."""

    DEFAULT_CSS = """
    Prose {
        height: auto;
        min-height: 5;
        max-height: 45vh;
        border: none;
        padding: 1 2;
        background: $surface;
        scrollbar-size-vertical: 1;
        &:focus { border: none; background-tint: $foreground 5%; }
        & .text-area--cursor-line { background: transparent; }
    }
    """

    class Notice(Message):
        """Something to tell the clerk about what was pasted."""

        def __init__(self, text: str, refused: bool) -> None:
            super().__init__()
            self.text = text
            self.refused = refused

    class Entered(Message):
        """Enter was pressed: the text is written."""

    def __init__(self, title: str, placeholder: str) -> None:
        super().__init__(soft_wrap=True, placeholder=Content(placeholder))
        self.title = title
        self.cursor_blink = False

    def set_text(self, text: str) -> None:
        """Replace the content; the caret stands behind it."""
        self.text = self._enter(text)
        self.move_cursor(self.document.end)

    def add(self, text: str) -> None:
        """Put ``text`` in place of the selection, the caret behind it."""
        total = len(self.text) + len(text)
        if total > PASTE_LIMIT:
            self.post_message(self.Notice(too_much(self.title, total), True))
            return
        if result := self._replace_via_keyboard(self._enter(text), *self.selection):
            self.move_cursor(result.end_location)

    def _enter(self, text: str) -> str:
        """``text`` as it may stand here; tells what had to be changed."""
        taken = cleaned(text.replace("\t", " "))
        if taken.dropped:
            self.post_message(self.Notice(INPUTS.say("notice.controls"), False))
        return taken.text

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "enter":
            event.stop()
            event.prevent_default()
            self.post_message(self.Entered())
        elif event.key in _BREAKS:
            event.stop()
            event.prevent_default()
            self.add("\n")

    async def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        self.add(event.text)

    def action_paste(self) -> None:
        self.add(self.app.clipboard)


class ParagraphInput(AnswerInput):
    """Paragraphs. Enter hands the text over, as everywhere; Ctrl+J breaks the line.

    Ctrl+S, which clerks press to save, serves too; the terminal is in raw mode, where it stops no output.
    Enter in the empty input takes the default where there is one.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+s,ctrl+enter", "accept", show=False, priority=True)]

    def __init__(self, question: Question, ask_context: InputContext) -> None:
        super().__init__(question, ask_context)
        shown = ask_context.default_shown
        self.hint = (
            INPUTS.say("hint.paragraph")
            if ask_context.default is None
            else INPUTS.say("hint.paragraph_default", shown=shown)
        )
        self._prose = Prose(question.title, INPUTS.say("placeholder.paragraph"))

    def compose_editor(self) -> ComposeResult:
        yield self._prose

    @property
    def editor(self) -> Prose:
        return self._prose

    def content(self) -> Raw:
        return self._prose.text

    def put(self, raw: Raw) -> None:
        self._prose.set_text(raw if isinstance(raw, str) else "\n".join(str(item) for item in raw))

    def action_accept(self) -> None:
        text, default = self._prose.text, self.ask_context.default
        self.submit(default if not text.strip() and default is not None else text)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        event.stop()
        self.changed()

    def on_text_area_selection_changed(self, event: TextArea.SelectionChanged) -> None:
        event.stop()

    def on_prose_notice(self, event: Prose.Notice) -> None:
        event.stop()
        self.call_later(self.set_notice, event.text, event.refused)

    def on_prose_entered(self, event: Prose.Entered) -> None:
        event.stop()
        self.action_accept()
