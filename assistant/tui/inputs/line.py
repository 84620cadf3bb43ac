"""The single-line editor that all inputs share."""

from __future__ import annotations

from textual import events
from textual.geometry import Offset
from textual.message import Message
from textual.widgets import Input

from assistant.interview.messages import refused
from assistant.tui.inputs.typed import PASTE_LIMIT, crop, one_line, take, too_much
from assistant.tui.inputs.wording import say


class Line(Input):
    """One line of literal text.

    :param title: the question's short name, for sentences about a paste.
    :param joins: whether several pasted lines are joined (a text) or not taken (a number, a date).
    :param hint_text: the placeholder.
    """

    DEFAULT_CSS = """
    Line {
        width: 100%;
        height: auto;
        border: none;
        padding: 1 2;
        background: $surface;
        &:focus { border: none; background-tint: $foreground 5%; }
    }
    """

    class Remark(Message):
        """Something to tell the clerk about what was pasted."""

        def __init__(self, text: str, refused: bool) -> None:
            super().__init__()
            self.text = text
            self.refused = refused

    def __init__(self, title: str, *, hint_text: str = "", joins: bool = True, id: str | None = None) -> None:
        super().__init__(select_on_focus=False, id=id)
        self.cursor_blink = False  # a steady caret: nothing moves on the screen by itself
        self.title = title
        self.joins = joins
        self.hint_text = hint_text

    def expect_keyboard(self) -> None:
        """Look from the first as with the keyboard, which comes when this is mounted: its styles are found once."""
        self.set_reactive(Line.has_focus, True)

    def set_text(self, text: str) -> None:
        """Replace the content; the caret stands behind it."""
        self.value = self._enter(text)
        self.cursor_position = len(self.value)

    def add(self, text: str) -> None:
        """Insert ``text`` at the caret, as if it were typed or pasted."""
        total = len(self.value) + len(text)
        if total > PASTE_LIMIT:
            self.post_message(self.Remark(too_much(self.title, total), True))
            return
        if not self.joins and "\n" in take(text).text.strip():
            self.post_message(self.Remark(refused("several_lines", self.title, text).message, True))
            return
        self.replace(self._enter(text), *self.selection)

    def _enter(self, text: str) -> str:
        """``text`` as it may stand in the line; tells what had to be changed."""
        taken = take(text)
        lines = [line for line in taken.text.split("\n") if line.strip()]
        if len(lines) > 1:
            self.post_message(self.Remark(say("notice.joined", lines=len(lines)), False))
        elif taken.dropped:
            self.post_message(self.Remark(say("notice.controls"), False))
        # A blank at the end of a single line is the clerk's own; only pasted line breaks are tidied.
        return one_line(taken.text) if {"\n", "\t"} & set(taken.text) else taken.text

    @property
    def cursor_screen_offset(self) -> Offset:
        """Where the caret stands on the screen (Textual's own is one cell off behind the last character)."""
        left, top, _, _ = self.content_region
        return Offset(left + self._position_to_cell(self.cursor_position) - self.scroll_offset.x, top)

    def watch_has_focus(self, _has_focus: bool) -> None:
        if not self._pruning:  # what is being taken away needs no other look
            super().watch_has_focus(_has_focus)

    def on_input_blurred(self, event: Input.Blurred) -> None:
        event.stop()  # of no concern to anybody above

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        self.add(event.text)

    def action_paste(self) -> None:
        self.add(self.app.clipboard)

    def _on_resize(self, event: events.Resize) -> None:
        self.placeholder = crop(self.hint_text, max(1, event.size.width - 2))
