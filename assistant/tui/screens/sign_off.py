"""The page for whoever signs: figures beside last year's, findings with reasons, what is open, what has changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Static

from assistant.drafts import Draft
from assistant.drafts.sign_off import sign_off
from assistant.errors import NianbaoError
from assistant.export.word.sheet import SheetPart
from assistant.session.session import Session
from assistant.texts import PROOF_SHEET, SCREENS
from assistant.tui.inputs.lines import crop
from assistant.tui.screens.dialogs import MessageScreen
from assistant.tui.widgets.cells import Flow, literal, pad
from assistant.tui.widgets.keys import Keys

_LABELS: dict[str, str] = SCREENS.entry("keys")
_NARROW = 40
_EDGE = 4
"""Cells at both sides of the lines."""


class SignOffScreen(Screen[None]):
    """One page, to be read; Esc goes back."""

    CSS_PATH = "screens.tcss"
    AUTO_FOCUS = "VerticalScroll"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", _LABELS["close"]),
        Binding("f2", "app.commands", _LABELS["commands"], priority=True),
    ]

    class Ready(Message):
        """The page was put together."""

        def __init__(self, title: str, parts: Sequence[SheetPart]) -> None:
            super().__init__()
            self.title = title
            self.parts = parts

    class Failed(Message):
        """It could not be put together."""

        def __init__(self, error: NianbaoError) -> None:
            super().__init__()
            self.error = error

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._parts: Sequence[SheetPart] = ()
        self._title_line = Static(id="findings-title", markup=False)
        self._page = Static(PROOF_SHEET.say("sign_off.wait"), id="sign-off", markup=False)

    def compose(self) -> ComposeResult:
        yield self._title_line
        with VerticalScroll():
            yield self._page
        yield Keys()

    def on_mount(self) -> None:
        self._gather(self._session.draft())

    @work(thread=True, exclusive=True, group="sign_off")
    def _gather(self, draft: Draft) -> None:
        session = self._session
        try:
            ready = session.readiness(draft)
            exported = session.store.exported(draft.name) if draft.name else None
            parts = sign_off(draft, ready, exported, session.script)
        except NianbaoError as error:
            self.post_message(self.Failed(error))
        else:
            self.post_message(self.Ready(ready.document.title, parts))

    @on(Failed)
    def _failed(self, event: Failed) -> None:
        self.app.push_screen(MessageScreen.of(event.error))

    @on(Ready)
    def _ready(self, event: Ready) -> None:
        self._parts = event.parts
        self._title_line.update(literal(PROOF_SHEET.say("sign_off.title", title=event.title)))
        self._draw()

    def on_resize(self) -> None:
        self._draw()

    def _draw(self) -> None:
        if self._parts:
            self._page.update(Flow(*_lines(self._parts, max(_NARROW, self.size.width - _EDGE))))


def _lines(parts: Sequence[SheetPart], width: int) -> Iterator[Content]:
    for part in parts:
        yield Content("")
        yield Content.styled(part.heading, "bold $primary")
        yield from (literal(f"  {line}") for line in part.lines)
        if part.rows:
            yield from _table(part, width - 2)


def _table(part: SheetPart, width: int) -> Iterator[Content]:
    """The rows with columns as wide as their shares."""
    whole = sum(part.shares)
    widths = [max(1, share * width // whole) for share in part.shares]
    for number, row in enumerate(part.rows):
        cells = (pad(crop(cell, size - 1), size) for cell, size in zip(row, widths, strict=True))
        yield literal(f"  {''.join(cells)}", "$quiet" if not number else "")
