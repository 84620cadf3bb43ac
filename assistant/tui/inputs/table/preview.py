"""What a paste would change, shown before it does."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from assistant.interview.messages import shorten
from assistant.tui.inputs.rows import Row, Rows
from assistant.tui.inputs.table.explain import settled_as
from assistant.tui.inputs.table.sheet import Sheet
from assistant.tui.inputs.wording import say

if TYPE_CHECKING:
    from assistant.tui.inputs.table.paste import Proposal


class PastePreview(Widget):
    """How many cells would change, and a row for each of them, warnings first."""

    DEFAULT_CSS = """
    PastePreview {
        height: auto;
        .count { padding: 0 1; text-style: bold; }
        Rows { max-height: 45vh; }
    }
    """

    class Settled(Message):
        """The clerk looked at ``proposal`` and takes it (``adopt``) or not."""

        def __init__(self, proposal: Proposal, adopt: bool) -> None:
            super().__init__()
            self.proposal = proposal
            self.adopt = adopt

    def __init__(self) -> None:
        super().__init__()
        self._proposal: Proposal | None = None
        self._count = Static("", classes="count", markup=False)
        self.rows = Rows()

    def compose(self) -> ComposeResult:
        yield self._count
        yield self.rows

    def show(self, proposal: Proposal, sheet: Sheet) -> None:
        """Show ``proposal``, which has not been carried out yet."""
        self._proposal = proposal
        self._count.update(say("paste.heading", read=proposal.read, count=len(proposal.changes)))
        self.rows.show([*_warnings(proposal, sheet), *_changes(proposal, sheet)], 0)

    def on_key(self, event: events.Key) -> None:
        if event.key in ("enter", "escape"):
            event.stop()
            self.settle(event.key == "enter")

    def settle(self, adopt: bool) -> None:
        """Take the proposal or leave it."""
        if self._proposal is not None:
            self.post_message(self.Settled(self._proposal, adopt))
            self._proposal = None

    def on_rows_clicked(self, event: Rows.Clicked) -> None:
        event.stop()

    def on_rows_moved(self, event: Rows.Moved) -> None:
        event.stop()


def _warnings(proposal: Proposal, sheet: Sheet) -> Iterator[Row]:
    for kept in proposal.locked:
        settled = settled_as(sheet, kept.cell)
        pasted = shorten(kept.pasted) or "0"
        yield Row(say("paste.locked", name=kept.cell.name, settled=settled, pasted=pasted), mark=say("paste.mark"))
    for wrong in proposal.wrong_totals:
        pasted = shorten(wrong.pasted)
        yield Row(
            say("paste.wrong_total", name=wrong.cell.name, pasted=pasted, computed=wrong.computed),
            mark=say("paste.mark"),
        )
    for passage in proposal.left:
        yield Row(passage, mark=say("paste.mark"))
    if proposal.outside:
        yield Row(say("paste.outside", count=proposal.outside), mark=say("paste.mark"))


def _changes(proposal: Proposal, sheet: Sheet) -> Iterator[Row]:
    trial = Sheet(sheet.figures, "")
    trial.load({**sheet.texts, **proposal.texts})
    for path, (before, after) in proposal.changes.items():
        problem = trial.problem(path)
        name = sheet.schema.cells[path].name
        text = say("paste.change", name=name, before=before or "0", after=shorten(after) or "0")
        yield Row(text, mark=say("paste.mark") if problem else "", more=(problem,) if problem else ())
