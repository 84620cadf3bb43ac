"""What stands in place of a question when all are answered: how the checks went, and the next steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from assistant.texts import SCREENS
from assistant.tui.widgets.cells import Flow

if TYPE_CHECKING:
    from assistant.drafts.readiness import Readiness
    from assistant.tui.inputs.rows import Rows


_STEPS = ("preview", "findings", "export", "coach")


class ClosingCard(Vertical):
    """All questions are answered; says what the checks found and offers the next steps."""

    DEFAULT_CSS = """
    ClosingCard {
        height: auto;
        padding: 1 1 0 1;
        background: $surface;
        display: none;
        #state { margin-bottom: 1; }
        #closing-hint { color: $quiet; margin-top: 1; }
        Rows { padding: 0; }
    }
    """

    class Chosen(Message):
        """The clerk took a next step: "preview", "findings", "export" or "coach"."""

        def __init__(self, step: str) -> None:
            super().__init__()
            self.step = step

    def __init__(self) -> None:
        super().__init__()
        self._total = Content("")
        self._state = Static(id="state", markup=False)
        self._rows: Rows | None = None

    async def show(self, total: int) -> None:
        """Show the card before the checks are through."""
        # Loaded and mounted at the end of the interview: the first question does not wait for it.
        from assistant.tui.inputs.rows import Row, Rows

        self._total = Content.styled(SCREENS.say("closing.title", total=total), "bold $success")
        if self._rows is None:
            self._rows = Rows()
            hint = Static(Flow(SCREENS.say("closing.hint")), id="closing-hint", markup=False)
            await self.mount(self._state, self._rows, hint)
        rows = [Row(SCREENS.say(f"closing.{step}"), str(number)) for number, step in enumerate(_STEPS, start=1)]
        self._rows.show(rows, 0)
        self._say(SCREENS.say("closing.counting"))
        self.focus()

    def focus(self, scroll_visible: bool = True, *, from_app_focus: bool = False) -> ClosingCard:
        """Give the keyboard to the next steps, where they are shown."""
        if self._rows is not None:
            self._rows.focus(scroll_visible)
        return self

    def report(self, ready: Readiness) -> None:
        """Say what the checks found and point at what to do next; nothing while questions are open."""
        if self._rows is None:
            return
        kinds = [finding.severity for finding in ready.findings]
        counts = {kind: kinds.count(kind) for kind in SCREENS.entry("findings.severity")}
        found = SCREENS.say("closing.found", **counts) if kinds else SCREENS.say("closing.clean")
        self._say(found, *([SCREENS.say("closing.errors")] if counts["error"] else []))
        self._rows.point(1 if counts["error"] else 0)

    def _say(self, *lines: str) -> None:
        self._state.update(Flow(self._total, *lines))

    def on_key(self, event: events.Key) -> None:
        """Enter takes the row pointed at, a number moves the pointer."""
        rows = self._rows
        if rows is None:
            return
        if event.key == "enter":
            event.stop()
            self.post_message(self.Chosen(_STEPS[rows.index]))
        elif rows.moved_by(event.character):
            event.stop()

    def on_rows_clicked(self, event: Rows.Clicked) -> None:
        event.stop()
        self.post_message(self.Chosen(_STEPS[event.index]))
