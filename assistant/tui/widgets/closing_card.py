"""What stands in place of a question when all are answered: how the checks went, and the next steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from assistant.tui.inputs.rows import Row, Rows
from assistant.tui.widgets.flow import Flow
from assistant.tui.words import entry, say

if TYPE_CHECKING:
    from assistant.drafts.readiness import Readiness

_STEPS = ("preview", "findings", "export")


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
        """The clerk took a next step: "preview", "findings" or "export"."""

        def __init__(self, step: str) -> None:
            super().__init__()
            self.step = step

    def compose(self) -> ComposeResult:
        yield Static(id="state", markup=False)
        yield Rows()
        yield Static(Flow(say("closing.hint")), id="closing-hint", markup=False)

    def show(self, total: int) -> None:
        """Show the card before the checks are through."""
        rows = [Row(say(f"closing.{step}"), str(number)) for number, step in enumerate(_STEPS, start=1)]
        self._total = Content.styled(say("closing.title", total=total), "bold $success")
        self.query_one(Rows).show(rows, 0)
        self._say(say("closing.counting"))
        self.focus()

    def focus(self, scroll_visible: bool = True, *, from_app_focus: bool = False) -> ClosingCard:
        """Give the keyboard to the next steps."""
        self.query_one(Rows).focus(scroll_visible)
        return self

    def report(self, ready: Readiness) -> None:
        """Say what the checks found and point at what to do next."""
        kinds = [finding.severity for finding in ready.findings]
        counts = {kind: kinds.count(kind) for kind in entry("findings.severity")}
        found = say("closing.found", **counts) if kinds else say("closing.clean")
        self._say(found, *([say("closing.errors")] if counts["error"] else []))
        self.query_one(Rows).point(1 if counts["error"] else 0)

    def _say(self, *lines: str) -> None:
        self.query_one("#state", Static).update(Flow(self._total, *lines))

    def on_key(self, event: events.Key) -> None:
        """Enter takes the row pointed at, a row's number takes it at once."""
        rows = self.query_one(Rows)
        place = rows.index if event.key == "enter" else rows.with_key(event.character or "")
        if place is not None:
            event.stop()
            self.post_message(self.Chosen(_STEPS[place]))

    def on_rows_clicked(self, event: Rows.Clicked) -> None:
        event.stop()
        self.post_message(self.Chosen(_STEPS[event.index]))
