"""What opens from a screen over a draft: help, jump, whole preview, checks, export, and the way home.

A screen is imported when its door is opened: the first question does not wait for it.
"""

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
from assistant.session.draft_writer import SaveRequest
from assistant.session.session import Session
from assistant.texts import SCREENS

if TYPE_CHECKING:
    from assistant.drafts.readiness import Place, Readiness
    from assistant.interview import Question
    from assistant.tui.app import NianbaoApp
    from assistant.tui.inputs.table.unlocking import UnlockingInput
    from assistant.tui.screens.last_year import Taken


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
            return SCREENS.say("progress.read_only")
        if session.trouble is not None:
            why = session.trouble.brief if isinstance(session.trouble, NotSaved) else ""
            return SCREENS.say("progress.not_saved", why=why or session.trouble.title)
        return SCREENS.say("progress.saved" if session.saved_at else "progress.unsaved")

    # -- saving --------------------------------------------------------------------------------
    def save(self, advancing: bool = False, over: bool = False) -> None:
        """Put the present state on disk. ``over``: in the place of what others have written."""
        if not self.session.read_only:
            self._write(self.session.save_request(over), advancing)

    # Without a description Textual would print the whole draft for one.
    @work(thread=True, group="save", description="")
    def _write(self, request: SaveRequest, advancing: bool) -> None:
        try:
            draft = self.session.writer.write(request)
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
        draft = await asyncio.to_thread(self.session.writer.write, self.session.save_request(over))
        self.session.saved_at = draft.saved_at
        self.session.trouble = None

    @on(Saved)
    async def _is_saved(self, event: Saved) -> None:
        self.session.saved_at = event.draft.saved_at
        if self.session.trouble is not None:
            self.session.trouble, self.session.on_credit = None, False
            self.notify(SCREENS.say("saving.again"), markup=False)
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
                self.notify(
                    SCREENS.say("saving.refused", sentence=event.error.sentence()), severity="error", markup=False
                )
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
        from assistant.tui.screens.dialogs import ChoiceScreen

        async def decided(choice: str | None) -> None:
            if choice == "again":
                self.save(advancing=True)
                return
            self.session.on_credit = True
            await self.go_on()
            if choice == "copy":
                self.action_save_copy()

        text = SCREENS.say("saving.asked", sentence=error.sentence())
        self.app.push_screen(ChoiceScreen(error.title, [text], SCREENS.entry("saving.choices")), decided)

    def ask_whose(self, error: ChangedElsewhere, then: Callable[[], Awaitable[None]] | None = None) -> None:
        """The file was changed by others: whose work is to stand; without an answer it is asked again later.

        :param then: what the clerk was about to do (to leave); None for going on with the questions.
        """
        from assistant.tui.screens.dialogs import conflict_screen

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
        from assistant.tui.screens.files import SaveCopyScreen

        self.app.push_screen(SaveCopyScreen(self.session.draft(), self.folder))


class DraftScreen(SavingScreen):
    """A screen over a draft with the doors to the others."""

    class Checked(Message):
        """The report as it stands was held against the rules; ``show``: the clerk asked for the list."""

        def __init__(self, ready: Readiness, show: bool) -> None:
            super().__init__()
            self.ready = ready
            self.show = show

    class Failed(Message):
        """Work off the screen met an error that the clerk should know of."""

        def __init__(self, error: NianbaoError) -> None:
            super().__init__()
            self.error = error

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._reasons_before = session.acknowledged

    async def go_to(self, key: str) -> None:
        """Stand at a question of the path."""
        raise NotImplementedError

    async def mend(self, place: Place | None) -> None:
        """Go where a finding is mended."""
        if place is not None:
            await self.go_to(place.question)

    def take_over(self, section: str, taken: Taken) -> None:
        """Answer a section as last year. Only where questions are answered is there anything to take over."""
        raise NotImplementedError

    async def go_if(self, key: str | None) -> None:
        """Stand at the question that another screen gave, if it gave one."""
        if key is not None:
            await self.go_to(key)

    @property
    def asked(self) -> Question | None:
        """The question that help is about."""
        return self.session.question

    @on(Failed)
    def _failed(self, event: Failed) -> None:
        from assistant.tui.screens.dialogs import MessageScreen

        self.app.push_screen(MessageScreen.of(event.error))

    # -- doors ---------------------------------------------------------------------------------
    def action_help(self) -> None:
        from assistant.tui.screens.help import HelpScreen

        self.app.push_screen(HelpScreen(self.session.interview, self.asked))

    def action_jump(self) -> None:
        from assistant.tui.screens.search import JumpScreen

        self.app.push_screen(JumpScreen(self.session.interview), self.go_if)

    def action_last_year(self) -> None:
        from assistant.tui.screens.last_year import LastYearScreen

        question, offers = self.session.question, self.session.offers()
        if question is None or not offers:
            self.notify(SCREENS.say("talk.no_offers"), markup=False)
            return
        self.app.clear_notifications()
        section = self.session.section(question.section)

        def accept(taken: Taken | None) -> None:
            if taken is not None:
                self.take_over(section.id, taken)

        self.app.push_screen(LastYearScreen(section, offers, self.session.open_titles(section.id)), accept)

    def action_export(self) -> None:
        from assistant.tui.screens.export import ExportScreen

        self.app.push_screen(ExportScreen(self.session, self.folder), self.go_if)

    async def action_home(self) -> None:
        await self.app.run_action("go_home")

    def action_findings(self) -> None:
        self.check_report(show=True)

    # -- checking ------------------------------------------------------------------------------
    def check_report(self, show: bool = False) -> None:
        """Hold the report against the rules; ``Checked`` follows, and with ``show`` the list of findings."""
        self._run_checks(self.session.draft(), show)

    @work(thread=True, group="checks", exclusive=True)
    def _run_checks(self, draft: Draft, show: bool) -> None:
        try:
            ready = self.session.readiness(draft)
        except NianbaoError as error:
            self.post_message(self.Failed(error))
            return
        self.post_message(self.Checked(ready, show))

    @on(Checked)
    def _list_findings(self, event: Checked) -> None:
        if self.session.forget_outdated(event.ready):
            self.save()
        if event.show:
            from assistant.tui.screens.findings import FindingsScreen

            ready = event.ready
            found = [*ready.findings, *(finding for finding, _ in ready.answered)]
            screen = FindingsScreen(ready.document.title, found, ready.document, self.session)
            self._reasons_before = self.session.acknowledged
            self.app.push_screen(screen, self._listed)

    async def _listed(self, place: Place | None) -> None:
        """The list is closed: keep the reasons given in it, and go where the clerk chose."""
        if self.session.acknowledged != self._reasons_before:
            self.save()
        await self.mend(place)
