"""Saves the draft of a screen in a thread, and asks the clerk what to do when saving fails."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol

from textual.message import Message
from textual.screen import Screen
from textual.timer import Timer

from assistant.drafts import ChangedElsewhere, Draft, NotSaved
from assistant.errors import NianbaoError
from assistant.session.draft_writer import SaveRequest
from assistant.session.session import Session
from assistant.texts import SCREENS

RETRY_SECONDS = 5.0
"""Seconds between two attempts to save after one has failed; every answer is another attempt."""


class Saved(Message):
    """The state is on disk. ``advancing``: the conversation waits for it to go on."""

    def __init__(self, draft: Draft, advancing: bool) -> None:
        super().__init__()
        self.draft = draft
        self.advancing = advancing


class Refused(Message):
    """Saving the state failed. ``advancing``: the conversation waits for it to go on."""

    def __init__(self, error: NianbaoError, advancing: bool) -> None:
        super().__init__()
        self.error = error
        self.advancing = advancing


class Shown(Protocol):
    """What a screen shows of saving."""

    async def go_on(self) -> None:
        """Show the next question: the answer is saved, or the clerk goes on without saving."""

    def show_saved(self) -> None:
        """Show whether the work is on disk."""


class DraftSaver:
    """Saves the draft of a session for a screen. :meth:`save` returns at once; ``Saved`` or ``Refused`` follows.

    The screen hands both messages to :meth:`saved` and :meth:`refused`. When the disk refuses the clerk
    decides once whether to go on with the answers in memory.

    :param screen: runs the threads and timers, receives the messages, and is below the dialogs.
    :param shown: what follows on the screen, as a rule the screen itself.
    :param folder: where a copy is put whose name has no folder.
    """

    def __init__(self, screen: Screen[Any], shown: Shown, session: Session, folder: Path) -> None:
        self._screen = screen
        self._shown = shown
        self._session = session
        self._folder = folder
        self._retry: Timer | None = None

    @property
    def words(self) -> str:
        """Whether the work is on disk, in a few words."""
        session = self._session
        if session.read_only:
            return SCREENS.say("progress.read_only")
        if session.save_error is not None:
            why = session.save_error.brief if isinstance(session.save_error, NotSaved) else ""
            return SCREENS.say("progress.not_saved", why=why or session.save_error.title)
        return SCREENS.say("progress.saved" if session.saved_at else "progress.unsaved")

    def save(self, advancing: bool = False, over: bool = False) -> None:
        """Put the present state on disk. ``over``: in the place of what others have written."""
        if self._session.read_only:
            return
        request = self._session.save_request(over)
        # Without a description Textual would print the whole draft for one.
        self._screen.run_worker(lambda: self._write(request, advancing), group="save", description="", thread=True)

    def _write(self, request: SaveRequest, advancing: bool) -> None:
        try:
            draft = self._session.writer.write(request)
        except NianbaoError as error:
            self._screen.post_message(Refused(error, advancing))
        else:
            self._screen.post_message(Saved(draft, advancing))

    async def save_now(self, over: bool = False) -> None:
        """Put the present state on disk and wait for it, as on leaving. :raises NotSaved: the disk did not take it."""
        draft = await asyncio.to_thread(self._session.writer.write, self._session.save_request(over))
        self._session.saved_at = draft.saved_at
        self._session.save_error = None

    async def saved(self, event: Saved) -> None:
        """Handle ``Saved``: show it, and show the next question if the conversation waits for it."""
        session = self._session
        session.saved_at = event.draft.saved_at
        if session.save_error is not None:
            session.save_error, session.continue_unsaved = None, False
            self._screen.notify(SCREENS.say("saving.again"), markup=False)
        if event.advancing:
            await self._shown.go_on()
        else:
            self._shown.show_saved()

    async def refused(self, event: Refused) -> None:
        """Handle ``Refused``: try again at intervals, and ask the clerk if the conversation waits."""
        session, new = self._session, self._session.save_error is None
        session.save_error = event.error
        if self._retry is None:
            self._retry = self._screen.set_interval(RETRY_SECONDS, self._save_again)
        self._shown.show_saved()
        if not event.advancing:
            if new:
                sentence = event.error.sentence()
                self._screen.notify(SCREENS.say("saving.refused", sentence=sentence), severity="error", markup=False)
        elif isinstance(event.error, ChangedElsewhere):
            self.ask_which_version(event.error)
        elif session.continue_unsaved:
            await self._shown.go_on()
        else:
            self._ask_whether(event.error)

    def _save_again(self) -> None:
        if self._session.save_error is not None:
            self.save()
        elif self._retry is not None:
            self._retry.stop()
            self._retry = None

    # -- what the clerk decides ----------------------------------------------------------------
    def _ask_whether(self, error: NianbaoError) -> None:
        """Ask what to do after a failed save: go on without saving, try again, or save a copy elsewhere."""
        from assistant.tui.screens.dialogs import ChoiceScreen

        async def decided(choice: str | None) -> None:
            if choice == "again":
                self.save(advancing=True)
                return
            self._session.continue_unsaved = True
            await self._shown.go_on()
            if choice == "copy":
                self.save_copy()

        text = SCREENS.say("saving.asked", sentence=error.sentence())
        self._screen.app.push_screen(ChoiceScreen(error.title, [text], SCREENS.entry("saving.choices")), decided)

    def ask_which_version(self, error: ChangedElsewhere, then: Callable[[], Awaitable[None]] | None = None) -> None:
        """Ask whose version to keep after others changed the file; without an answer it is asked again later.

        :param then: what the clerk was about to do (to leave); None for going on with the questions.
        """
        from assistant.tui.screens.dialogs import conflict_screen

        async def decided(choice: str | None) -> None:
            if choice == "theirs":
                self._session.adopt_stored(error)
            if choice is None and then is None:
                await self._shown.go_on()
            elif choice is not None and then is None:
                self.save(advancing=True, over=choice == "mine")
            elif choice is not None and then is not None:
                # ``then`` leaves and saves as well: an error now is reported there.
                with suppress(NianbaoError):
                    await self.save_now(over=choice == "mine")
                await self._shown.go_on()
                await then()

        session = self._session
        self._screen.app.push_screen(conflict_screen(error, session.draft(), session.script), decided)

    def save_copy(self) -> None:
        """Put the draft into a file of the clerk's choice, as when the usual place does not take it."""
        from assistant.tui.screens.files import SaveCopyScreen

        self._screen.app.push_screen(SaveCopyScreen(self._session.draft(), self._folder))
