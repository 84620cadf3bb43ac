"""A copy of the draft in a file of the clerk's choice."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.widgets import Input

from assistant.drafts import Draft
from assistant.drafts.beginning import DRAFT_SUFFIX, save_as
from assistant.errors import NianbaoError
from assistant.paths import exists
from assistant.tui.screens.file_name import FileNameScreen
from assistant.tui.words import say


class SaveCopyScreen(FileNameScreen[None]):
    """Writes ``draft`` to another place; a file that stands there already is left alone.

    :param folder: where a bare file name is put.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "close", show=False, priority=True)]

    def __init__(self, draft: Draft, folder: Path) -> None:
        super().__init__(folder, title="save_copy.title", state="save_copy.about", suffix=DRAFT_SUFFIX)
        self._draft = draft
        self._done = False

    def on_mount(self) -> None:
        super().on_mount()
        self._hint(say("save_copy.hint"))

    def _file_name(self) -> str:
        agency = self._draft.report.agency
        return say("save_copy.file", agency=agency.name or say("progress.unnamed"), year=agency.year or "")

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        path = self._path()
        if self._done:
            self.action_close()
        elif path is None:
            self._hint(say("file.name_required"))
        elif exists(path):
            self._hint(say("save_copy.exists", name=path.name))
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

    @on(FileNameScreen.Written)
    def _written(self, event: FileNameScreen.Written) -> None:
        self._done = True
        self._target(str(event.path.resolve()))
        self._hint(say("save_copy.done"))

    @on(FileNameScreen.Failed)
    def _failed(self, event: FileNameScreen.Failed) -> None:
        self._hint(event.error.sentence())
