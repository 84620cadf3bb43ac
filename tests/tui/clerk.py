"""A clerk made of keys: answers questions of the running program as the report at hand says."""

from __future__ import annotations

from typing import Any

from textual import events
from textual.keys import _character_to_key
from textual.pilot import Pilot

from assistant.interview import KINDS, Question, Raw
from assistant.report import Report, figures_class, read
from assistant.tui import NianbaoApp
from assistant.tui.inputs import AnswerInput
from assistant.tui.screens.conversation import ConversationScreen
from assistant.tui.widgets.closing_card import ClosingCard
from tests.at_rest import settle

ACCEPT = "ctrl+s"


class Clerk:
    """Presses keys, and counts them.

    :param report: what the clerk knows; every question is answered from it.
    """

    def __init__(self, pilot: Pilot[Any], report: Report) -> None:
        self.pilot = pilot
        self.report = report
        self.pressed = 0
        self.asked: list[str] = []
        self.by_enter = 0

    @property
    def app(self) -> NianbaoApp:
        assert isinstance(self.pilot.app, NianbaoApp)
        return self.pilot.app

    @property
    def question(self) -> Question | None:
        """The question on the screen, read off its input; None when the closing card is shown."""
        screen = self.app.screen
        assert isinstance(screen, ConversationScreen), screen
        if screen.query_one(ClosingCard).display:
            return None
        return screen.query_one(AnswerInput).question

    async def press(self, *keys: str) -> None:
        self.pressed += len(keys)
        await self.pilot.press(*keys)

    async def settle(self) -> None:
        """Wait until everything that was set off has happened."""
        await settle(self.pilot)

    async def type(self, text: str) -> None:
        """Type a text; the pilot's wait after each key would only make it slow."""
        self.pressed += len(text)
        for character in text:
            self.app.post_message(events.Key(_character_to_key(character), character))
        await self.pilot.pause()

    async def answer_all(self) -> None:
        """Answer until nothing is asked any more."""
        while (question := self.question) is not None:
            await self.answer(question)

    async def answer(self, question: Question) -> None:
        """Answer the question on the screen."""
        value = read(self.report, question.key)
        assert value is not None, question.key
        raw = KINDS[question.kind].raw(value)
        before = self.pressed
        await getattr(self, f"_{question.kind}")(question, raw)
        if self.pressed == before + 1:
            self.by_enter += 1
        self.asked.append(question.key)
        await self.settle()
        if self.question == question and self.app.screen.query_one(AnswerInput).notice_text:
            await self.press("enter")  # what is odd is asked back once: Enter keeps it
            await self.settle()
        assert self.question != question, f"{question.key} was not accepted"

    # -- one way of answering for each kind ------------------------------------------------------
    def _default(self) -> Raw | None:
        return self.app.screen.query_one(AnswerInput).ask_context.default

    async def _line(self, question: Question, raw: Raw) -> None:
        if raw != self._default():
            await self.type(str(raw))
        await self.press("enter")

    _text = _integer = _money = _date = _line

    async def _paragraph(self, question: Question, raw: Raw) -> None:
        if raw == self._default():
            await self.press("enter")
        else:
            for line in str(raw).split("\n"):
                await self.type(line)
            await self.press(ACCEPT)

    async def _yesno(self, question: Question, raw: Raw) -> None:
        await self.press("enter" if raw == self._default() else {"是": "y", "否": "n"}[str(raw)])

    async def _choice(self, question: Question, raw: Raw) -> None:
        values = [choice.value for choice in self.app.screen.query_one(AnswerInput).choices]
        if raw == self._default():
            await self.press("enter")
        elif raw in values:
            await self.press(str(values.index(str(raw)) + 1), "enter")
        else:
            await self.press(str(len(values) + 1), "enter")
            await self.type(str(raw))
            await self.press("enter")

    async def _choices(self, question: Question, raw: Raw) -> None:
        values = [choice.value for choice in self.app.screen.query_one(AnswerInput).choices]
        default = list(self._default() or [])
        here = 0
        for place, value in enumerate(values):
            if (value in raw) != (value in default):
                await self.press(*["down"] * (place - here), "space")
                here = place
        own = [value for value in raw if value not in values]
        for value in own:
            await self.press("end", "enter")
            await self.type(str(value))
            await self.press("enter")
        if here or own:
            await self.press("home")
        await self.press("enter")

    async def _list(self, question: Question, raw: Raw) -> None:
        if raw == self._default():
            await self.press("enter")
            return
        for item in raw:
            await self.press("a")
            for text in item.values() if isinstance(item, dict) else [item]:
                await self.type(str(text))
                await self.press("enter")
        await self.press(ACCEPT)

    async def _table(self, question: Question, raw: Raw) -> None:
        assert isinstance(raw, dict)
        if not raw:
            await self.press("n")
            return
        await self.press("g")
        figures = figures_class(question.key)
        assert figures is not None
        for cell in figures.schema_of().cells.values():
            if cell.derived:
                continue
            await self.type(raw.get(cell.path, ""))
            await self.press("tab")
        await self.press(ACCEPT)
