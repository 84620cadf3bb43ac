"""F2: every command by name."""

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

from assistant.files import visible
from assistant.interview import Interview
from assistant.texts import SCREENS
from assistant.tui.inputs.lines import Line
from assistant.tui.screens.modal import BoxScreen
from assistant.tui.widgets.cells import literal, pad, shorten


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
        OptionList {
            border: none; height: auto; max-height: 100%; padding: 0; background: $panel;
            text-wrap: nowrap; text-overflow: clip;
        }
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
        self._start = start
        self._line = Line(placeholder, hint_text=placeholder)
        self._options = OptionList(markup=False)
        self._options.can_focus = False
        self._nothing = Static(literal(nothing), id="nothing", markup=False)

    def compose(self) -> ComposeResult:
        yield self._line
        yield self._options
        yield self._nothing

    def on_mount(self) -> None:
        self._narrow("")
        self._line.focus()
        self.call_after_refresh(self._options.scroll_to_highlight)

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
        getattr(self._options, f"action_{action}")()

    def _narrow(self, typed: str) -> None:
        words = typed.casefold().split()
        found = [item for item in self._items if _has(f"{item.name} {item.rest}", words)]
        found.sort(key=lambda item: not _has(item.name, words))
        options = self._options
        options.clear_options().add_options(Option(item.shown, id=item.key) for item in found)
        keys = [item.key for item in found]
        options.highlighted = None if not found else keys.index(self._start) if self._start in keys and not words else 0
        options.display = bool(found)
        self._nothing.display = not found


def _has(text: str, words: Sequence[str]) -> bool:
    return all(word in text.casefold() for word in words)


class CommandsScreen(BoxScreen[str | None]):
    """Gives the action of the command taken, None when there was none.

    :param actions: the actions that can be run now; their names and meanings stand in the catalogue.
    """

    CSS_PATH = "screens.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,f2", "cancel", show=False, priority=True)]

    def __init__(self, actions: Sequence[str]) -> None:
        super().__init__()
        self._actions = tuple(actions)

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield Static(SCREENS.say("commands.title"), id="box-title", markup=False)
            yield SearchList(self._items(), SCREENS.say("commands.placeholder"), SCREENS.say("commands.none"))
            yield Static(SCREENS.say("commands.hint"), id="box-hint", markup=False)

    def _items(self) -> list[Item]:
        items = []
        for action in self._actions:
            name, meaning = SCREENS.entry(f"command.{action}")
            shown = Content.assemble((pad(name, 18), "bold"), "  ", (meaning, "$quiet"))
            items.append(Item(action, shown, name, meaning))
        return items

    @on(SearchList.Taken)
    def _taken(self, event: SearchList.Taken) -> None:
        self.dismiss(event.key)

    def action_cancel(self) -> None:
        self.dismiss(None)


_TITLE_WIDTH = 20
_ANSWER_WIDTH = 44


class JumpScreen(BoxScreen[str | None]):
    """Gives the key of the question to go to, None when the clerk thought better of it."""

    CSS_PATH = "screens.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,ctrl+g", "cancel", show=False, priority=True)]

    def __init__(self, interview: Interview) -> None:
        super().__init__()
        self._interview = interview

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield Static(SCREENS.say("jump.title"), id="box-title", markup=False)
            yield SearchList(
                self._items(), SCREENS.say("jump.placeholder"), SCREENS.say("jump.none"), self._interview.at
            )
            yield Static(SCREENS.say("jump.hint"), id="box-hint", markup=False)

    def _items(self) -> list[Item]:
        items = []
        for number, question in enumerate(self._interview.path, start=1):
            answered = self._interview.is_answered(question)
            answer = self._interview.shown(question) if answered else SCREENS.say("jump.no_answer")
            mark = str(SCREENS.entry("jump.answered" if answered else "jump.unanswered"))
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
