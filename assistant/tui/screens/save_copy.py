"""A copy of the draft in a file of the clerk's choice."""

from __future__ import annotations

import re
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from assistant.drafts import Draft
from assistant.drafts.beginning import DRAFT_SUFFIX, save_as
from assistant.errors import NianbaoError
from assistant.paths import exists, typed_path
from assistant.tui.inputs.line import Line
from assistant.tui.widgets.flow import Flow
from assistant.tui.words import literal, say

_UNSAFE = re.compile(r'[\\/:*?"<>|\s]+')


class SaveCopyScreen(ModalScreen[None]):
    """Writes ``draft`` to another place.

    :param folder: where a bare file name is put.
    """

    CSS_PATH = "export.tcss"
    AUTO_FOCUS = "Input"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", show=False, priority=True)]

    class Written(Message):
        """The copy stands in its place."""

        def __init__(self, path: Path) -> None:
            super().__init__()
            self.path = path

    class Failed(Message):
        """It did not work; the clerk is told why."""

        def __init__(self, error: NianbaoError) -> None:
            super().__init__()
            self.error = error

    def __init__(self, draft: Draft, folder: Path) -> None:
        super().__init__()
        self._draft = draft
        self._folder = folder
        self._done = False

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="box", can_focus=False):
            yield Static(say("save_copy.title"), id="box-title", markup=False)
            yield Static(Flow(say("save_copy.about")), id="state", markup=False)
            yield Line(say("export.label"))
            yield Static(id="target", markup=False)
            yield Static(say("save_copy.hint"), id="box-hint", markup=False)

    def on_mount(self) -> None:
        agency = self._draft.report.agency
        name = say("save_copy.file", agency=agency.name or say("progress.unnamed"), year=agency.year or "")
        self.query_one(Line).set_text(_UNSAFE.sub("", name) + DRAFT_SUFFIX)

    @property
    def _path(self) -> Path | None:
        typed = self.query_one(Line).value.strip()
        if not typed:
            return None
        path = self._folder / typed_path(typed)
        if not path.name:
            return None
        return path if path.suffix else path.with_name(path.name + DRAFT_SUFFIX)

    @on(Input.Changed)
    def _show_target(self) -> None:
        self.query_one("#target", Static).update(literal(str(self._path or "")))

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        path = self._path
        if self._done:
            self.dismiss()
        elif path is None:
            self._tell(say("export.required"))
        elif exists(path):
            self._tell(say("save_copy.exists", name=path.name))
        else:
            self._write(path)

    @work(thread=True, exclusive=True, group="copy")
    def _write(self, path: Path) -> None:
        try:
            save_as(self._draft, path)
        except NianbaoError as error:
            self.post_message(self.Failed(error))
        else:
            self.post_message(self.Written(path))

    @on(Written)
    def _written(self, event: Written) -> None:
        self._done = True
        self.query_one("#target", Static).update(literal(str(event.path.resolve())))
        self._tell(say("save_copy.done"))

    @on(Failed)
    def _failed(self, event: Failed) -> None:
        self._tell(event.error.sentence())

    def _tell(self, sentence: str) -> None:
        self.query_one("#box-hint", Static).update(Flow(literal(sentence)))
