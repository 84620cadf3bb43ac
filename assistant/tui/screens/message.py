"""Dialogs: something went wrong and what to do, and the one question that is ever confirmed."""

from __future__ import annotations

from typing import ClassVar, Self

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from assistant.errors import NianbaoError
from assistant.tui.widgets.flow import Flow
from assistant.tui.words import literal, say


class MessageScreen(ModalScreen[None]):
    """A title, a message, a hint; Enter or Esc closes it."""

    CSS_PATH = "dialog.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,escape,space", "dismiss", show=False)]

    def __init__(self, title: str, message: str, hint: str = "") -> None:
        super().__init__()
        self._texts = (title, message, hint)

    @classmethod
    def of(cls, error: NianbaoError) -> Self:
        """The dialog for an error that the clerk can act on."""
        return cls(error.title, error.message, error.hint)

    def compose(self) -> ComposeResult:
        title, message, hint = self._texts
        with VerticalScroll(id="dialog"):
            yield Static(literal(title), id="dialog-title", markup=False)
            yield Static(Flow(literal(f"{message}{hint}")), id="dialog-message", markup=False)
            yield Static(say("message.close"), id="dialog-keys", markup=False)


class ConfirmScreen(ModalScreen[bool]):
    """One question; Y does it, N or Esc does not."""

    CSS_PATH = "dialog.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer(True)", show=False),
        Binding("n,escape", "answer(False)", show=False),
    ]

    def __init__(self, message: str, yes: str, no: str) -> None:
        super().__init__()
        self._message = message
        self._keys = f"{yes}  {no}"

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="dialog"):
            yield Static(Flow(literal(self._message)), id="dialog-message", markup=False)
            yield Static(literal(self._keys), id="dialog-keys", markup=False)

    def action_answer(self, yes: bool) -> None:
        self.dismiss(yes)
