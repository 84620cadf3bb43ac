"""A line for a file's path with the matching files under it."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from assistant.files import is_folder, pasted_path
from assistant.tui.inputs.lines import Line
from assistant.tui.widgets.cells import literal

_SHOWN = 200
_SEPARATORS = r"[/\\]" if os.name == "nt" else "/"


class PathBox(Vertical):
    """A path, relative to ``folder`` unless it says otherwise; Tab completes, the arrows pick from the list.

    :param suffixes: which files the list offers (``.toml``); folders are always offered.
    :param extra: files to offer while nothing is typed.
    :param wants_folder: whether Enter on a folder's path takes it; one picked from the list is gone into all the same.
    """

    DEFAULT_CSS = """
    PathBox {
        height: auto;
        Input { border: none; height: 1; padding: 0 1; background: $surface; margin-bottom: 1; }
        OptionList { border: none; height: auto; max-height: 10; padding: 0; background: $panel; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "complete", show=False, priority=True),
        Binding("down", "move('cursor_down')", show=False),
        Binding("up", "move('cursor_up')", show=False),
        Binding("pagedown", "move('page_down')", show=False),
        Binding("pageup", "move('page_up')", show=False),
    ]

    class Taken(Message):
        """Enter was pressed on something that may be a file."""

        def __init__(self, path: Path, typed: str) -> None:
            super().__init__()
            self.path = path
            self.typed = typed

    class Listed(Message):
        """The folder was read."""

        def __init__(self, typed: str, names: list[str]) -> None:
            super().__init__()
            self.typed = typed
            self.names = names

    def __init__(
        self,
        folder: Path,
        suffixes: Sequence[str],
        placeholder: str,
        value: str = "",
        extra: Sequence[Path] = (),
        wants_folder: bool = False,
    ) -> None:
        super().__init__()
        self._folder = folder
        self._suffixes = tuple(suffixes)
        self._extra = tuple(str(path) for path in extra)
        self._wants_folder = wants_folder
        self._moved = False
        self.line = Line(placeholder, hint_text=placeholder)
        self.line.set_text(value)
        self._options = OptionList(markup=False)
        self._options.can_focus = False
        self._options.display = False

    def compose(self) -> ComposeResult:
        yield self.line
        yield self._options

    def on_mount(self) -> None:
        self.line.focus()
        self._read_folder(self.line.value)

    @property
    def value(self) -> str:
        """What is typed."""
        return self.line.value

    @value.setter
    def value(self, text: str) -> None:
        self.line.set_text(text)

    def resolve(self, typed: str) -> Path:
        """The path that is meant by what was typed: without the quotes and escapes of a dragged file."""
        return pasted_path(typed, self._folder)

    # -- the list ------------------------------------------------------------------------------
    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._read_folder(event.value)

    @work(thread=True, exclusive=True, group="folder")
    def _read_folder(self, typed: str) -> None:
        tail = re.split(_SEPARATORS, typed)[-1]
        head = typed.removesuffix(tail)
        names = []
        try:
            for entry in os.scandir(self.resolve(head) if head else self._folder):
                fits = entry.name.casefold().startswith(tail.casefold()) and (tail or not entry.name.startswith("."))
                if fits and (entry.is_dir() or Path(entry.name).suffix.lower() in self._suffixes):
                    name = head + entry.name
                    names.append(name + os.sep if entry.is_dir() else name)
        except (OSError, ValueError):
            names = []
        names.sort(key=lambda name: (not name.endswith(os.sep), name.casefold()))
        self.post_message(self.Listed(typed, names[:_SHOWN] + ([] if typed else list(self._extra))))

    @on(Listed)
    def _listed(self, event: Listed) -> None:
        if event.typed != self.value:
            return
        self._moved = False
        options = self._options
        names = [name for name in event.names if name != event.typed]
        options.clear_options().add_options(Option(literal(name), id=name) for name in names)
        options.highlighted = None
        options.display = bool(names)

    def action_move(self, action: str) -> None:
        options = self._options
        if options.option_count:
            self._moved = True
            getattr(options, f"action_{action}")()

    def action_complete(self) -> None:
        """Fill in the entry pointed at, else as much as all entries have in common."""
        options = self._options
        names = [str(option.id) for option in options.options]
        if options.highlighted is not None:
            self.value = names[options.highlighted]
        elif names:
            common = _common(names)
            self.value = common if len(common) > len(self.value) else names[0]

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        options = self._options
        if self._moved and options.highlighted is not None:
            self._take(str(options.get_option_at_index(options.highlighted).id))
        elif self._wants_folder:
            self.post_message(self.Taken(self.resolve(event.value), event.value))
        else:
            self._take(event.value)

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self._take(str(event.option.id))

    def _take(self, typed: str) -> None:
        """Go into a folder; submit anything else."""
        if typed.strip() and is_folder(self.resolve(typed)):
            self.value = typed if re.search(_SEPARATORS + "$", typed) else typed + os.sep
            return
        self.value = typed
        self.post_message(self.Taken(self.resolve(typed), typed))


def _common(names: Sequence[str]) -> str:
    """The beginning that all names share."""
    first, last = min(names), max(names)
    same = next((place for place, letter in enumerate(first) if last[place : place + 1] != letter), len(first))
    return first[:same]
