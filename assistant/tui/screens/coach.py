"""At the end: what good reports tell and this one does not; Enter goes to the one pointed at."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.widgets import Static

from assistant.interview.coach import Lack
from assistant.texts import SCREENS
from assistant.tui.inputs.rows import Row, row_key
from assistant.tui.screens.modal import ListScreen


class CoachScreen(ListScreen[str | None]):
    """Lists what could be told besides. Gives the key of the question to answer, None when there is none."""

    def __init__(self, lacks: Sequence[Lack]) -> None:
        about = Static(SCREENS.say("coach.about" if lacks else "coach.nothing"), id="about", markup=False)
        super().__init__(SCREENS.say("coach.title"), above=[about])
        self._lacks = tuple(lacks)
        self._hint.update(SCREENS.say("coach.hint" if lacks else "coach.hint_nothing"))
        self._rows.show(
            [Row(lack.title, row_key(place), note=lack.habit.shown) for place, lack in enumerate(self._lacks)]
        )

    def on_key(self, event: events.Key) -> None:
        if self._rows.moved_by(event.character):
            event.stop()

    def action_accept(self) -> None:
        self.dismiss(self._lacks[self._rows.index].question.key if self._lacks else None)

    def action_cancel(self) -> None:
        self.dismiss(None)

    def action_mark(self) -> None:
        self.action_accept()
