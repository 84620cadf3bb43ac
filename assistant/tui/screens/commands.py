"""F2: every command by name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from assistant.tui.widgets.cells import pad
from assistant.tui.widgets.search_list import Item, SearchList
from assistant.tui.words import entry, say


class CommandsScreen(ModalScreen[str | None]):
    """Gives the action of the command taken, None when there was none.

    :param actions: the actions that can be run now; their names and meanings stand in text.toml.
    """

    CSS_PATH = "jump.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,f2", "cancel", show=False, priority=True)]

    def __init__(self, actions: Sequence[str]) -> None:
        super().__init__()
        self._actions = tuple(actions)

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield Static(say("commands.title"), id="box-title", markup=False)
            yield SearchList(self._items(), say("commands.placeholder"), say("commands.none"))
            yield Static(say("commands.hint"), id="box-hint", markup=False)

    def _items(self) -> list[Item]:
        items = []
        for action in self._actions:
            name, meaning = entry(f"command.{action}")
            shown = Content.assemble((pad(name, 18), "bold"), "  ", (meaning, "$quiet"))
            items.append(Item(action, shown, name, meaning))
        return items

    @on(SearchList.Taken)
    def _taken(self, event: SearchList.Taken) -> None:
        self.dismiss(event.key)

    def action_cancel(self) -> None:
        self.dismiss(None)
