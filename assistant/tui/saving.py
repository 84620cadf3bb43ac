"""Screens that change a draft put every state on disk in a thread and go on when it is there."""

from __future__ import annotations

import asyncio
from typing import Any

from textual import work
from textual.message import Message
from textual.screen import Screen

from assistant.drafts import Draft
from assistant.errors import NianbaoError
from assistant.tui.session import Session, Ticket


class SavingScreen(Screen[Any]):
    """A screen over a :class:`Session`. :meth:`save` returns at once; ``Saved`` or ``NotSaved`` follows."""

    class Saved(Message):
        """The state is on disk. ``advancing``: the conversation waits for it to go on."""

        def __init__(self, draft: Draft, advancing: bool) -> None:
            super().__init__()
            self.draft = draft
            self.advancing = advancing

    class NotSaved(Message):
        """The disk did not take the state."""

        def __init__(self, error: NianbaoError, advancing: bool) -> None:
            super().__init__()
            self.error = error
            self.advancing = advancing

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session

    def save(self, advancing: bool = False) -> None:
        """Put the present state on disk."""
        self._write(self.session.ticket(), advancing)

    @work(thread=True, group="save")
    def _write(self, ticket: Ticket, advancing: bool) -> None:
        try:
            draft = self.session.write(ticket)
        except NianbaoError as error:
            self.post_message(self.NotSaved(error, advancing))
        else:
            self.post_message(self.Saved(draft, advancing))

    async def save_now(self) -> None:
        """Put the present state on disk and wait for it, as on leaving. :raises NotSaved: the disk did not take it."""
        draft = await asyncio.to_thread(self.session.write, self.session.ticket())
        self.session.saved_at = draft.saved_at
