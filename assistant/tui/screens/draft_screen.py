"""A screen over a draft: what opens from it (help, jump, whole preview, checks, export, the way home).

Those screens are imported when they are opened: the first question does not wait for them.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from textual import on, work
from textual.message import Message
from textual.reactive import Reactive
from textual.screen import Screen
from textual.widget import Widget

from assistant.drafts import Draft
from assistant.errors import NianbaoError
from assistant.resources import PRACTICE_FOLDER
from assistant.session.session import Session
from assistant.texts import SCREENS
from assistant.tui.saving import DraftSaver, Refused, Saved

if TYPE_CHECKING:
    from assistant.drafts.readiness import Place, Readiness
    from assistant.interview import Question
    from assistant.tui.inputs.table.unlocking import Unlocking
    from assistant.tui.screens.last_year import Taken


Result = TypeVar("Result")


async def in_thread(screen: Screen[Any], work: Callable[[], Result]) -> Result | NianbaoError:
    """What ``work`` finds out in a thread, or why it cannot."""

    def tried() -> Result | NianbaoError:
        try:
            return work()
        except NianbaoError as error:
            return error

    return await screen.run_worker(tried, thread=True, description="").wait()


class DraftScreen(Screen[Any]):
    """A screen over a :class:`Session`, which it saves.

    :param folder: where file names without a folder are meant.
    """

    # Textual paints the whole screen once more whenever the focus moves; the widgets concerned paint themselves.
    focused: Reactive[Widget | None] = Reactive(None, repaint=False)

    class Checked(Message):
        """The report as it stands was held against the rules; ``show``: the clerk asked for the list."""

        def __init__(self, ready: Readiness, show: bool) -> None:
            super().__init__()
            self.ready = ready
            self.show = show

    class Failed(Message):
        """Work in a thread failed with an error that the clerk is shown."""

        def __init__(self, error: NianbaoError) -> None:
            super().__init__()
            self.error = error

    def __init__(self, session: Session, folder: Path) -> None:
        super().__init__()
        self.session = session
        self.folder = folder
        self.saver = DraftSaver(self, self, session, folder)
        self._reasons_before = session.acknowledged

    # -- saving --------------------------------------------------------------------------------
    async def go_on(self) -> None:
        """Show the next question: the answer is saved, or the clerk goes on without saving."""

    def show_saved(self) -> None:
        """Show whether the work is on disk."""

    @on(Saved)
    async def _is_saved(self, event: Saved) -> None:
        await self.saver.saved(event)

    @on(Refused)
    async def _is_not_saved(self, event: Refused) -> None:
        await self.saver.refused(event)

    def on_unlocking_reasoned(self, event: Unlocking.Reasoned) -> None:
        """A reason given in the input is kept at once, like an answer."""
        event.stop()
        if not self.session.read_only:
            self.session.unlock(event.question, event.reasons)
            if self.session.named:
                self.saver.save()

    def action_save_copy(self) -> None:
        self.saver.save_copy()

    # -- where to go ---------------------------------------------------------------------------

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

    @property
    def hint(self) -> str:
        """What the keys do in the input at hand, "" without one."""
        return ""

    @on(Failed)
    def _failed(self, event: Failed) -> None:
        from assistant.tui.screens.dialogs import MessageScreen

        self.app.push_screen(MessageScreen.of(event.error))

    # -- screens -------------------------------------------------------------------------------
    def action_help(self) -> None:
        from assistant.tui.screens.help import HelpScreen

        self.app.push_screen(HelpScreen(self.session.interview, self.asked, self.hint))

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

        self.app.push_screen(ExportScreen(self.session, self.folder, self.saver.save), self.go_if)

    async def action_home(self) -> None:
        await self.app.run_action("go_home")

    def action_findings(self) -> None:
        self.check_report(show=True)

    @property
    def is_practice(self) -> bool:
        """Whether the draft is that of the practice."""
        return self.session.store.home.name == PRACTICE_FOLDER

    def action_practice_result(self) -> None:
        from assistant.tui.screens.practice import show_result

        self.run_worker(show_result(self), group="practice", exclusive=True, description="")

    def action_sign_off(self) -> None:
        from assistant.tui.screens.sign_off import SignOffScreen

        self.app.push_screen(SignOffScreen(self.session))

    def action_merge(self, path: Path | None = None) -> None:
        """Take over a copy of the report that came back changed; the file is asked for where none is named."""
        from assistant.tui.screens.returned import bring_back

        self.run_worker(bring_back(self, path), group="returned", exclusive=True, description="")

    def action_ask(self) -> None:
        """The list of what is still wanted from whom: write it, or read a filled one back."""
        from assistant.tui.screens.collection import collect

        self.run_worker(collect(self), group="collection", exclusive=True, description="")

    async def show_changed(self) -> None:
        """Show the draft anew: much of it may have changed at once."""
        raise NotImplementedError

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
            self.saver.save()
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
            self.saver.save()
        await self.mend(place)
