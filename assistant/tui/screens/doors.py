"""What opens from a screen over a draft: help, jump, whole preview, checks, export, and the way home.

A screen is imported when its door is opened: the first question does not wait for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on, work
from textual.message import Message

from assistant.errors import NianbaoError
from assistant.tui.saving import SavingScreen
from assistant.tui.words import say

if TYPE_CHECKING:
    from assistant.drafts import Draft
    from assistant.drafts.readiness import Place, Readiness
    from assistant.interview import Question
    from assistant.tui.screens.last_year import Taken
    from assistant.tui.session import Session


class SessionScreen(SavingScreen):
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
        from assistant.tui.screens.message import MessageScreen

        self.app.push_screen(MessageScreen.of(event.error))

    # -- doors ---------------------------------------------------------------------------------
    def action_help(self) -> None:
        from assistant.tui.screens.help import HelpScreen

        self.app.push_screen(HelpScreen(self.session.interview, self.asked))

    def action_jump(self) -> None:
        from assistant.tui.screens.jump import JumpScreen

        self.app.push_screen(JumpScreen(self.session.interview), self.go_if)

    def action_last_year(self) -> None:
        from assistant.tui.screens.last_year import LastYearScreen

        question, offers = self.session.question, self.session.offers()
        if question is None or not offers:
            self.notify(say("talk.no_offers"), markup=False)
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
