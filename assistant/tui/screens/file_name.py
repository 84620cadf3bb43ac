"""A box that asks under which name something is written, and shows where that is."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from assistant.paths import typed_path
from assistant.tui.inputs.line import Line
from assistant.tui.widgets.flow import Flow
from assistant.tui.words import literal, say

if TYPE_CHECKING:
    from assistant.errors import NianbaoError

_UNSAFE = re.compile(r'[\\/:*?"<>|\s]+')
Result = TypeVar("Result")


class FileNameScreen(ModalScreen[Result]):
    """What the boxes that write a file have in common: title, state, name, the whole path, a hint.

    :param folder: where a bare file name is put.
    :param title: the entry of text.toml over the box.
    :param state: the entry that stands under it at first.
    :param suffix: the ending of a name that is typed without one.
    """

    CSS_PATH = "file_name.tcss"
    AUTO_FOCUS = "Input"

    class Written(Message):
        """A file stands in its place."""

        def __init__(self, path: Path) -> None:
            super().__init__()
            self.path = path

    class Failed(Message):
        """It did not work; the clerk is told why."""

        def __init__(self, error: NianbaoError) -> None:
            super().__init__()
            self.error = error

    def __init__(self, folder: Path, title: str, state: str, suffix: str) -> None:
        super().__init__()
        self._folder = folder
        self._title = title
        self._state = state
        self._suffix = suffix

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="box", can_focus=False):
            yield Static(say(self._title), id="box-title", markup=False)
            yield Static(Flow(say(self._state)), id="state", markup=False)
            yield Static(say("file.name"), id="label", markup=False)
            yield Line(say("file.name"))
            yield Static(id="target", markup=False)
            yield Static(id="box-hint", markup=False)

    def on_mount(self) -> None:
        self.query_one(Line).set_text(_UNSAFE.sub("", self._file_name()) + self._suffix)
        self._show_target()

    def _file_name(self) -> str:
        """The name that is offered, without its ending."""
        raise NotImplementedError

    def _path(self) -> Path | None:
        """The file that is meant; None while none is named."""
        typed = self.query_one(Line).value.strip()
        path = self._folder / typed_path(typed)
        if not typed or not path.name:
            return None
        return path if path.suffix else path.with_name(path.name + self._suffix)

    @on(Input.Changed)
    def _show_target(self) -> None:
        self._target(str(self._path() or ""))

    def _target(self, text: str) -> None:
        self.query_one("#target", Static).update(literal(text))

    def _hint(self, text: str) -> None:
        self.query_one("#box-hint", Static).update(Flow(literal(text)))

    def action_close(self) -> None:
        self.dismiss(None)
