"""A dialog that tells something and lets the clerk choose what to do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from assistant.tui.inputs.rows import Row, Rows
from assistant.tui.widgets.flow import Flow
from assistant.tui.words import literal, say


class ChoiceScreen(ModalScreen[str | None]):
    """Gives the name of the choice, None for Esc.

    :param paragraphs: what is to be known before choosing, shown literally.
    :param choices: what can be done, by name; the first is what Enter does.
    """

    CSS_PATH = "dialog.tcss"
    AUTO_FOCUS = "Rows"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", show=False),
        Binding("pageup", "scroll(-1)", show=False, priority=True),
        Binding("pagedown", "scroll(1)", show=False, priority=True),
    ]

    def __init__(self, title: str, paragraphs: Sequence[str | Content], choices: Mapping[str, str]) -> None:
        super().__init__()
        self._title = title
        self._paragraphs = [part if isinstance(part, Content) else literal(part) for part in paragraphs]
        self._choices = dict(choices)

    def compose(self) -> ComposeResult:
        with Vertical(id="dialog"):
            yield Static(literal(self._title), id="dialog-title", markup=False)
            with VerticalScroll(id="dialog-text", can_focus=False):
                yield Static(Flow(*self._paragraphs), id="dialog-message", markup=False)
            yield Rows()
            yield Static(say("message.choose"), id="dialog-keys", markup=False)

    def on_mount(self) -> None:
        rows = [Row(text, str(number)) for number, text in enumerate(self._choices.values(), start=1)]
        self.query_one(Rows).show(rows, 0)

    def on_key(self, event: events.Key) -> None:
        """Enter takes the row pointed at, a row's number takes it at once."""
        rows = self.query_one(Rows)
        place = rows.index if event.key == "enter" else rows.with_key(event.character or "")
        if place is not None:
            event.stop()
            self._take(place)

    @on(Rows.Clicked)
    def _clicked(self, event: Rows.Clicked) -> None:
        event.stop()
        self._take(event.index)

    def _take(self, place: int) -> None:
        self.dismiss(list(self._choices)[place])

    def action_scroll(self, way: int) -> None:
        text = self.query_one("#dialog-text", VerticalScroll)
        text.scroll_relative(y=way * max(text.size.height - 1, 1), animate=False)
