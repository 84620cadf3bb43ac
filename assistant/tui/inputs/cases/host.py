"""What the parts of the input for T3 need of the input that holds them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from assistant.report.cases import RequestCase


class Host(Protocol):
    """Called at once, not by messages: keys that were typed ahead must find everything in its new state."""

    def tell(self, text: str, refused: bool = False) -> None:
        """Show a sentence under the part, until something else happens there."""

    def stepped(self) -> None:
        """Another question is on the screen, or another row pointed at: hint and keyboard follow.

        The sentence that was told goes; :meth:`tell` comes after this.
        """

    def cases_changed(self) -> None:
        """An application was added, changed, removed or brought back."""

    def turn_lock(self, path: str) -> None:
        """Unlock a settled cell of the table, for which a reason is asked; or lock it again."""

    def finished(self) -> None:
        """The list of applications is complete."""

    def went_back(self) -> None:
        """The clerk left the part with Esc."""

    def ledger_taken(self, cases: Sequence[RequestCase]) -> None:
        """The applications of a register are to be taken over."""
