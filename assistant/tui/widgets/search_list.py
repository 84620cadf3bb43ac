"""A search box over a list: typing narrows the list, the arrows move in it, Enter takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from assistant.tui.inputs.line import Line
from assistant.tui.words import literal


@dataclass(frozen=True)
class Item:
    """One thing to find: its key, what is drawn, its name and the rest in which words are looked for."""

    key: str
    shown: Content
    name: str
    rest: str


class SearchList(Vertical):
    """All words typed must occur in an item, in any order, letter case aside; hits in the name come first."""

    DEFAULT_CSS = """
    SearchList {
        height: auto;
        Input { border: none; height: 1; padding: 0 1; background: $surface; margin-bottom: 1; }
        OptionList { border: none; height: auto; max-height: 100%; padding: 0; background: $panel; }
        #nothing { color: $quiet; padding: 0 1; display: none; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "list('cursor_down')", show=False),
        Binding("up", "list('cursor_up')", show=False),
        Binding("pagedown", "list('page_down')", show=False),
        Binding("pageup", "list('page_up')", show=False),
    ]

    class Taken(Message):
        """Enter was pressed, or an item clicked."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    def __init__(self, items: Sequence[Item], placeholder: str, nothing: str, start: str | None = None) -> None:
        super().__init__()
        self._items = tuple(items)
        self._texts = (placeholder, nothing)
        self._start = start

    def compose(self) -> ComposeResult:
        yield Line(self._texts[0], hint_text=self._texts[0])
        yield OptionList(markup=False)
        yield Static(literal(self._texts[1]), id="nothing", markup=False)

    def on_mount(self) -> None:
        self.query_one(OptionList).can_focus = False
        self._narrow("")
        self.query_one(Input).focus()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._narrow(event.value)

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_list("select")

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.post_message(self.Taken(str(event.option.id)))

    def action_list(self, action: str) -> None:
        getattr(self.query_one(OptionList), f"action_{action}")()

    def _narrow(self, typed: str) -> None:
        words = typed.casefold().split()
        found = [item for item in self._items if _has(f"{item.name} {item.rest}", words)]
        found.sort(key=lambda item: not _has(item.name, words))
        options = self.query_one(OptionList)
        options.clear_options().add_options(Option(item.shown, id=item.key) for item in found)
        keys = [item.key for item in found]
        options.highlighted = None if not found else keys.index(self._start) if self._start in keys and not words else 0
        options.display = bool(found)
        self.query_one("#nothing").display = not found


def _has(text: str, words: Sequence[str]) -> bool:
    return all(word in text.casefold() for word in words)
