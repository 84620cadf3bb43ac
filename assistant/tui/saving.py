"""Screens that change a draft put every state on disk in a thread; when the disk refuses, the clerk decides."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from textual import on, work
from textual.message import Message
from textual.reactive import Reactive
from textual.screen import Screen
from textual.timer import Timer
from textual.widget import Widget

from assistant.drafts import ChangedElsewhere, Draft, NotSaved
from assistant.errors import NianbaoError
from assistant.tui.keeping import Ticket
from assistant.tui.session import Session
from assistant.tui.words import entry, say

if TYPE_CHECKING:
    from assistant.tui.app import NianbaoApp
    from assistant.tui.inputs.table.unlocking import UnlockingInput

RETRY_SECONDS = 5.0
"""After a refusal the disk is asked again this often, as well as with every answer."""


class SavingScreen(Screen[Any]):
    """A screen over a :class:`Session`. :meth:`save` returns at once; ``Saved`` or ``NotSaved`` follows.

    When the disk refuses the clerk decides once whether to go on with the answers in memory.
    """

    # Textual paints the whole screen once more whenever the focus moves; the widgets concerned paint themselves.
    focused: Reactive[Widget | None] = Reactive(None, repaint=False)

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
        self._retry: Timer | None = None

    async def go_on(self) -> None:
        """The answer is safe, or the clerk has decided: show what comes next."""

    def show_saved(self) -> None:
        """Show whether the work is on disk."""

    @property
    def folder(self) -> Path:
        """Where file names without a folder are meant."""
        return cast("NianbaoApp", self.app).folder

    @property
    def saved_words(self) -> str:
        """Whether the work is on disk, in a few words."""
        session = self.session
        if session.read_only:
            return say("progress.read_only")
        if session.trouble is not None:
            why = session.trouble.brief if isinstance(session.trouble, NotSaved) else ""
            return say("progress.not_saved", why=why or session.trouble.title)
        return say("progress.saved" if session.saved_at else "progress.unsaved")

    # -- saving --------------------------------------------------------------------------------
    def save(self, advancing: bool = False, over: bool = False) -> None:
        """Put the present state on disk. ``over``: in the place of what others have written."""
        if not self.session.read_only:
            self._write(self.session.ticket(over), advancing)

    # Without a description Textual would print the whole draft for one.
    @work(thread=True, group="save", description="")
    def _write(self, ticket: Ticket, advancing: bool) -> None:
        try:
            draft = self.session.keeper.write(ticket)
        except NianbaoError as error:
            self.post_message(self.NotSaved(error, advancing))
        else:
            self.post_message(self.Saved(draft, advancing))

    def on_unlocking_input_reasoned(self, event: UnlockingInput.Reasoned) -> None:
        """A reason given in the input is kept at once, like an answer."""
        event.stop()
        if not self.session.read_only:
            self.session.unlock(event.question, event.reasons)
            if self.session.named:
                self.save()

    async def save_now(self, over: bool = False) -> None:
        """Put the present state on disk and wait for it, as on leaving. :raises NotSaved: the disk did not take it."""
        draft = await asyncio.to_thread(self.session.keeper.write, self.session.ticket(over))
        self.session.saved_at = draft.saved_at
        self.session.trouble = None

    @on(Saved)
    async def _is_saved(self, event: Saved) -> None:
        self.session.saved_at = event.draft.saved_at
        if self.session.trouble is not None:
            self.session.trouble, self.session.on_credit = None, False
            self.notify(say("saving.again"), markup=False)
        if event.advancing:
            await self.go_on()
        else:
            self.show_saved()

    @on(NotSaved)
    async def _is_not_saved(self, event: NotSaved) -> None:
        session, new = self.session, self.session.trouble is None
        session.trouble = event.error
        if self._retry is None:
            self._retry = self.set_interval(RETRY_SECONDS, self._save_again)
        self.show_saved()
        if not event.advancing:
            if new:
                self.notify(say("saving.refused", sentence=event.error.sentence()), severity="error", markup=False)
        elif isinstance(event.error, ChangedElsewhere):
            self.ask_whose(event.error)
        elif session.on_credit:
            await self.go_on()
        else:
            self._ask_whether(event.error)

    def _save_again(self) -> None:
        if self.session.trouble is not None:
            self.save()
        elif self._retry is not None:
            self._retry.stop()
            self._retry = None

    # -- what the clerk decides ----------------------------------------------------------------
    def _ask_whether(self, error: NianbaoError) -> None:
        """The disk refuses: go on all the same, try again, or keep a copy elsewhere."""
        from assistant.tui.screens.choice import ChoiceScreen

        async def decided(choice: str | None) -> None:
            if choice == "again":
                self.save(advancing=True)
                return
            self.session.on_credit = True
            await self.go_on()
            if choice == "copy":
                self.action_save_copy()

        text = say("saving.asked", sentence=error.sentence())
        self.app.push_screen(ChoiceScreen(error.title, [text], entry("saving.choices")), decided)

    def ask_whose(self, error: ChangedElsewhere, then: Callable[[], Awaitable[None]] | None = None) -> None:
        """The file was changed by others: whose work is to stand; without an answer it is asked again later.

        :param then: what the clerk was about to do (to leave); None for going on with the questions.
        """
        from assistant.tui.screens.conflict import conflict_screen

        async def decided(choice: str | None) -> None:
            if choice == "theirs":
                self.session.take(error)
            if choice is None and then is None:
                await self.go_on()
            elif choice is not None and then is None:
                self.save(advancing=True, over=choice == "mine")
            elif choice is not None and then is not None:
                # What goes wrong now is met again by leaving, which saves, too.
                with suppress(NianbaoError):
                    await self.save_now(over=choice == "mine")
                await self.go_on()
                await then()

        self.app.push_screen(conflict_screen(error, self.session.draft(), self.session.script), decided)

    def action_save_copy(self) -> None:
        """Put the draft into a file of the clerk's choice, as when the usual place does not take it."""
        from assistant.tui.screens.save_copy import SaveCopyScreen

        self.app.push_screen(SaveCopyScreen(self.session.draft(), self.folder))
