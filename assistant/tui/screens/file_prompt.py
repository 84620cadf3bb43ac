"""Asks for a file and holds the answer against what can be opened."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from assistant.paths import is_file
from assistant.tui.widgets.flow import Flow
from assistant.tui.widgets.path_box import PathBox
from assistant.tui.words import literal, say


class FilePrompt(ModalScreen[Path | None]):
    """Gives the path of an existing file with one of ``suffixes``, None when the clerk thought better of it.

    :param texts: the entries ``<texts>_title`` and ``<texts>_about`` of the [file] words.
    """

    CSS_PATH = "file_prompt.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", show=False, priority=True)]

    def __init__(
        self,
        texts: str,
        folder: Path,
        suffixes: Sequence[str],
        extra: Sequence[Path] = (),
    ) -> None:
        super().__init__()
        self._texts = texts
        self._folder = folder
        self._suffixes = tuple(suffixes)
        self._extra = tuple(extra)

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="box", can_focus=False):
            yield Static(say(f"file.{self._texts}_title"), id="box-title", markup=False)
            yield Static(Flow(say(f"file.{self._texts}_about")), id="box-about", markup=False)
            yield PathBox(self._folder, self._suffixes, say("file.placeholder"), extra=self._extra)
            yield Static(id="refusal", markup=False)
            yield Static(say("file.hint"), id="box-hint", markup=False)

    @on(PathBox.Taken)
    def _taken(self, event: PathBox.Taken) -> None:
        sentence = self._refusal(event.path, event.typed)
        self.query_one("#refusal", Static).update(literal(sentence))
        if not sentence:
            self.dismiss(event.path)

    def _refusal(self, path: Path, typed: str) -> str:
        suffix = path.suffix.lower()
        if not typed.strip():
            return say("file.required")
        if not is_file(path):
            return say("file.missing", path=typed.strip())
        if suffix not in self._suffixes:
            return say("file.wrong_kind", suffix=suffix or path.name, suffixes="、".join(self._suffixes))
        return ""

    def action_cancel(self) -> None:
        self.dismiss(None)
