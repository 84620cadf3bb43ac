"""Asks why a warning may stand; the reason is kept with the draft while its figures stay the same."""

from __future__ import annotations

from typing import ClassVar

from pydantic import ValidationError
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from assistant.checks import Finding
from assistant.errors import AnswerRefused
from assistant.tui.session import Session
from assistant.tui.widgets.flow import Flow
from assistant.tui.words import literal, say


class ReasonScreen(ModalScreen[bool]):
    """Takes the reason for one finding into the session; gives whether it did.

    An empty line takes an earlier reason back.

    :param present: the reason given before, "" for none.
    """

    CSS_PATH = "reason.tcss"
    AUTO_FOCUS = "Input"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", show=False, priority=True)]

    def __init__(self, session: Session, finding: Finding, present: str = "") -> None:
        super().__init__()
        self._session = session
        self._finding = finding
        self._present = present

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="box", can_focus=False):
            yield Static(say("reason.title"), id="box-title", markup=False)
            yield Static(Flow(literal(self._finding.message)), id="box-about", markup=False)
            box = Input(self._present, placeholder=say("reason.placeholder"), compact=True, select_on_focus=False)
            box.cursor_blink = False
            yield box
            yield Static(id="refusal", markup=False)
            yield Static(say("reason.hint"), id="box-hint", markup=False)

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        typed = event.value.strip()
        if not typed and not self._present:
            self.query_one("#refusal", Static).update(say("reason.required"))
            return
        try:
            self._session.acknowledge(self._finding, typed)
        except ValidationError:
            self.query_one("#refusal", Static).update(literal(say("reason.refused", length=len(typed))))
            return
        except AnswerRefused as error:
            self.query_one("#refusal", Static).update(literal(error.sentence()))
            return
        self.dismiss(True)

    def action_cancel(self) -> None:
        self.dismiss(False)
