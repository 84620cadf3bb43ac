"""The single-line editor that all inputs share."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from rich.cells import cell_len, set_cell_size
from textual import events
from textual.app import ComposeResult
from textual.geometry import Offset
from textual.message import Message
from textual.widgets import Input

from assistant.interview import Question, Raw
from assistant.interview.messages import refused
from assistant.texts import INPUTS
from assistant.tui.inputs.base import AnswerInput, InputContext
from assistant.tui.inputs.long_text import LongLine

PASTE_LIMIT = 20_000
"""The most characters that an input holds; a larger paste is not taken."""

_JUNK = dict.fromkeys(map(ord, "\u200b\u200c\u2060\ufeff\u00ad"))
_ACTING = {"Cc", "Cf", "Cs"}
_JOINERS = "\u200d\ufe0f"


@dataclass(frozen=True)
class CleanedText:
    """A text that may enter an input. ``dropped``: characters that act on a terminal were left out."""

    text: str
    dropped: bool


def cleaned(text: str) -> CleanedText:
    """``text`` without what a terminal would act upon; line breaks stay, as "\\n", and tabs.

    Zero-width spaces, byte order marks and soft hyphens go without a word: they come along with
    every paste from a web page and mean nothing.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_JUNK)
    kept = "".join(character for character in text if not _acts(character))
    return CleanedText(kept, kept != text)


def _acts(character: str) -> bool:
    return character not in "\n\t" and character not in _JOINERS and unicodedata.category(character) in _ACTING


def too_much(title: str, length: int) -> str:
    """The sentence for a paste over the limit."""
    return refused("too_much_text", title, length=length, limit=PASTE_LIMIT).message


def one_line(text: str) -> str:
    """Lines and tabs as single spaces, blank lines left out."""
    return " ".join(part.strip() for part in text.replace("\t", " ").split("\n") if part.strip())


def crop(text: str, width: int) -> str:
    """``text`` in at most ``width`` cells, with "..." where it was cut."""
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, max(0, width - 3)).rstrip() + "..."[: max(0, width)]


class Line(LongLine):
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

    class Notice(Message):
        """Something to tell the clerk about what was pasted."""

        def __init__(self, text: str, refused: bool) -> None:
            super().__init__()
            self.text = text
            self.refused = refused

    class Lines(Message):
        """Several lines were pasted where one is wanted."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

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
            self.post_message(self.Notice(too_much(self.title, total), True))
            return
        if not self.joins and "\n" in cleaned(text).text.strip():
            self.post_message(self.Notice(refused("several_lines", self.title, text).message, True))
            self.post_message(self.Lines(cleaned(text).text))
            return
        self.replace(self._enter(text), *self.selection)

    def _enter(self, text: str) -> str:
        """``text`` as it may stand in the line; tells what had to be changed."""
        taken = cleaned(text)
        lines = [line for line in taken.text.split("\n") if line.strip()]
        if len(lines) > 1:
            self.post_message(self.Notice(INPUTS.say("notice.joined", lines=len(lines)), False))
        elif taken.dropped:
            self.post_message(self.Notice(INPUTS.say("notice.controls"), False))
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


class LineInput(AnswerInput):
    """One line; Enter submits it, and an empty one submits the default where there is one."""

    def __init__(self, question: Question, ask_context: InputContext) -> None:
        super().__init__(question, ask_context)
        self._line = Line(question.title, hint_text=self._placeholder(), joins=question.kind == "text")
        self._line.expect_keyboard()
        self.hint = INPUTS.say("hint.line" if ask_context.default is None else "hint.line_default")

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
            return INPUTS.say("placeholder.default", shown=self.ask_context.default_shown)
        return INPUTS.say("placeholder.example", example=self.question.example) if self.question.example else ""

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self.changed()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        empty = not self._line.value.strip()
        default = self.ask_context.default
        self.submit(default if empty and default is not None else self._line.value)

    def on_line_lines(self, event: Line.Lines) -> None:
        """What fills no single line may tell several answers."""
        event.stop()
        self.post_message(self.Spoken(event.text))

    def on_line_notice(self, event: Line.Notice) -> None:
        event.stop()
        self.call_later(self.set_notice, event.text, event.refused)
