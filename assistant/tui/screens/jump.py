"""Ctrl+G: find a question by its title, its words or its answer, and go there."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from assistant.interview import Interview
from assistant.tui.widgets.cells import pad, shorten
from assistant.tui.widgets.search_list import Item, SearchList
from assistant.tui.words import entry, say
from assistant.visible import visible

_TITLE_WIDTH = 20
_ANSWER_WIDTH = 44


class JumpScreen(ModalScreen[str | None]):
    """Gives the key of the question to go to, None when the clerk thought better of it."""

    CSS_PATH = "jump.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,ctrl+g", "cancel", show=False, priority=True)]

    def __init__(self, interview: Interview) -> None:
        super().__init__()
        self._interview = interview

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield Static(say("jump.title"), id="box-title", markup=False)
            yield SearchList(self._items(), say("jump.placeholder"), say("jump.none"), self._interview.at)
            yield Static(say("jump.hint"), id="box-hint", markup=False)

    def _items(self) -> list[Item]:
        items = []
        for number, question in enumerate(self._interview.path, start=1):
            answered = self._interview.is_answered(question)
            answer = self._interview.shown(question) if answered else say("jump.no_answer")
            mark = str(entry("jump.answered" if answered else "jump.unanswered"))
            title = pad(shorten(question.title, _TITLE_WIDTH), _TITLE_WIDTH)
            shown = Content.assemble(
                (f"{mark} {number:>2} ", "$quiet"), title, "  ",
                (shorten(visible(answer), _ANSWER_WIDTH), "" if answered else "$quiet"),
            )  # fmt: skip
            rest = f"{self._interview.ask(question)} {answer}"
            items.append(Item(question.key, shown, question.title, rest))
        return items

    @on(SearchList.Taken)
    def _taken(self, event: SearchList.Taken) -> None:
        self.dismiss(event.key)

    def action_cancel(self) -> None:
        self.dismiss(None)
