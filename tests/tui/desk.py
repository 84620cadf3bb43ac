"""A clerk's desk for tests: the running program with a folder of its own, drafts at any point, and eyes."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path
from typing import Any

from textual.events import Key
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Static

from assistant.drafts import Draft, DraftStore, read_draft
from assistant.interview import Interview, load_script
from assistant.report import Report, with_answer
from assistant.tui import NianbaoApp
from assistant.tui.inputs import AnswerInput
from assistant.tui.screens.conversation import ConversationScreen
from assistant.tui.widgets.closing_card import ClosingCard
from assistant.tui.widgets.transcript import Transcript
from tests.at_rest import settle
from tests.samples import finished_samples

TODAY = date(2025, 1, 6)
SAMPLES = finished_samples()
NARROW, WIDE = (80, 24), (140, 40)


def sample(name: str = "yongle-2024") -> Draft:
    """A finished draft that is not in the store yet."""
    return read_draft(SAMPLES / f"{name}.toml").changed(name="", saved_at=None)


def until(key: str) -> Draft:
    """The sample as it was when ``key`` came to be asked: nothing behind it is answered."""
    draft = sample()
    path = [question.key for question in Interview(load_script(), draft.report, today=TODAY).path]
    report: Report = draft.report
    for later in path[path.index(key) :]:
        report = with_answer(report, later, None)
    return draft.changed(report=report)


class Desk:
    """The program under the clerk's hands."""

    def __init__(self, pilot: Pilot[Any]) -> None:
        self.pilot = pilot

    @property
    def app(self) -> NianbaoApp:
        assert isinstance(self.pilot.app, NianbaoApp)
        return self.pilot.app

    @property
    def screen(self) -> Screen[Any]:
        return self.app.screen

    @property
    def conversation(self) -> ConversationScreen:
        assert isinstance(self.screen, ConversationScreen), self.screen
        return self.screen

    @property
    def input(self) -> AnswerInput:
        return self.conversation.query_one(AnswerInput)

    @property
    def at(self) -> str | None:
        """The key of the question on the screen, None when the closing card is shown."""
        return None if self.conversation.query_one(ClosingCard).display else self.input.question.key

    @property
    def transcript(self) -> Transcript:
        return self.conversation.query_one(Transcript)

    @property
    def settled(self) -> dict[str, str]:
        """The answers in the transcript by question."""
        return {exchange.question.key: exchange.shown for exchange in self.transcript.exchanges}

    async def press(self, *keys: str) -> None:
        """Press keys and wait after each until everything that it set off has happened."""
        for key in keys:
            if len(key) == 1 and not key.isascii():
                # Pilot has no names for Chinese punctuation; a terminal sends it like any character.
                self.app.post_message(Key(key, key))
            else:
                await self.pilot.press(key)
            await self.settle()

    async def type(self, text: str) -> None:
        await self.press(*text)

    async def settle(self) -> None:
        """Wait until everything that was set off has happened, what it set off in its turn included."""
        await settle(self.pilot)

    async def rest(self) -> None:
        """Wait until what is being typed has been saved and previewed, too."""
        for screen in self.app.screen_stack:
            while isinstance(screen, ConversationScreen) and screen._pause is not None:
                await self.pilot.pause(0.05)
        await self.settle()

    def shown(self) -> str:
        """All that can be read on the screen, line by line."""
        lines = self.screen._compositor.render_strips()
        return "\n".join(line.text.rstrip() for line in lines)

    def says(self, text: str) -> bool:
        """Whether ``text`` can be read on the screen, wherever its lines break."""
        return "".join(text.split()) in "".join(self.shown().split())

    def text_of(self, selector: str) -> str:
        """The text of one widget, in sight or not."""
        return str(getattr(self.screen.query_one(selector, Static).visual, "plain", ""))

    def only_draft(self) -> Draft:
        """The one draft on disk."""
        (entry,) = DraftStore().list()
        return DraftStore().load(entry.name)


@asynccontextmanager
async def desk(
    draft: Draft | None = None, folder: Path | None = None, size: tuple[int, int] = NARROW
) -> AsyncIterator[Desk]:
    """The program running over the test's own drafts."""
    app = NianbaoApp(DraftStore(), draft, TODAY, folder)
    async with app.run_test(size=size, notifications=True) as pilot:
        found = Desk(pilot)
        await found.settle()
        yield found
