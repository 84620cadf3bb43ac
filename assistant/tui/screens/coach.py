"""At the end: what good reports tell and this one does not; one key answers it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from assistant.interview.coach import Lack
from assistant.texts import SCREENS
from assistant.tui.inputs.rows import Row, Rows, row_key
from assistant.tui.screens.modal import BoxScreen


class CoachScreen(BoxScreen[str | None]):
    """Lists what could be told besides. Gives the key of the question to answer, None when there is none."""

    CSS_PATH = "screens.tcss"
    AUTO_FOCUS = "Rows"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", show=False, priority=True),
        Binding("enter", "accept", show=False, priority=True),
    ]

    def __init__(self, lacks: Sequence[Lack]) -> None:
        super().__init__()
        self._lacks = tuple(lacks)
        self._title_line = Static(SCREENS.say("coach.title"), id="box-title", markup=False)
        self._about = Static(SCREENS.say("coach.about" if lacks else "coach.nothing"), id="about", markup=False)
        self._rows = Rows()
        self._hint = Static(SCREENS.say("coach.hint" if lacks else "coach.hint_nothing"), id="box-hint", markup=False)
        self._rows.show(
            [Row(lack.title, row_key(place), note=lack.habit.shown) for place, lack in enumerate(self._lacks)]
        )

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield self._title_line
            yield self._about
            yield self._rows
            yield self._hint

    def on_resize(self) -> None:
        """A list that is longer than the window scrolls between the words above and below it."""
        words = (self._title_line, self._about, self._hint)
        self.set_class(self._rows.outgrow(self.size.height, *words), "-long")

    def on_key(self, event: events.Key) -> None:
        place = self._rows.with_key(event.character) if event.character else None
        if place is not None:
            event.stop()
            self.dismiss(self._lacks[place].question.key)

    def action_accept(self) -> None:
        self.dismiss(self._lacks[self._rows.index].question.key if self._lacks else None)

    def action_cancel(self) -> None:
        self.dismiss(None)

    @on(Rows.Clicked)
    def _clicked(self, event: Rows.Clicked) -> None:
        event.stop()
        self.dismiss(self._lacks[event.index].question.key)
