"""A box that asks under which name something is written, and shows where that is."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import ClassVar, TypeVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.message import Message
from textual.widgets import Input, Static

from assistant.drafts import Draft
from assistant.drafts.beginning import DRAFT_SUFFIX, save_as
from assistant.errors import NianbaoError
from assistant.files import exists, is_file, is_folder, pasted_path
from assistant.texts import SCREENS
from assistant.tui.inputs.lines import Line
from assistant.tui.opener import offer_download
from assistant.tui.screens.modal import BoxScreen
from assistant.tui.widgets.cells import Flow, literal
from assistant.tui.widgets.path_box import PathBox

_UNSAFE = re.compile(r'[\\/:*?"<>|\s]+')
Result = TypeVar("Result")


class FileNameScreen(BoxScreen[Result]):
    """What the boxes that write a file have in common: title, state, name, the whole path, a hint.

    :param folder: where a bare file name is put.
    :param title: the entry of the catalogue over the box.
    :param state: the entry that stands under it at first.
    :param suffix: the ending of a name that is typed without one.
    """

    CSS_PATH = "screens.tcss"
    AUTO_FOCUS = "Input"

    class Written(Message):
        """A file stands in its place."""

        def __init__(self, path: Path) -> None:
            super().__init__()
            self.path = path

    class Failed(Message):
        """It did not work; the reason is shown to the clerk."""

        def __init__(self, error: NianbaoError) -> None:
            super().__init__()
            self.error = error

    def __init__(self, folder: Path, title: str, state: str, suffix: str) -> None:
        super().__init__()
        self._folder = folder
        self._title = title
        self._suffix = suffix
        self._about = Static(Flow(self.words(state)), id="state", markup=False)
        self._label = Static(SCREENS.say("file.name"), id="label", markup=False)
        self._line = Line(SCREENS.say("file.name"))
        self._target_line = Static(id="target", markup=False)
        self._hint_line = Static(id="box-hint", markup=False)

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="box", can_focus=False):
            yield Static(self.words(self._title), id="box-title", markup=False)
            yield self._about
            yield self._label
            yield self._line
            yield self._target_line
            yield self._hint_line

    def words(self, entry: str) -> str:
        """The text at an entry of the catalogue."""
        return SCREENS.say(entry)

    def on_mount(self) -> None:
        self._line.set_text(_UNSAFE.sub("", self._file_name()) + self._suffix)
        self._show_target()

    def _file_name(self) -> str:
        """The name that is offered, without its ending."""
        raise NotImplementedError

    def _path(self) -> Path | None:
        """The file that is meant; None while none is named."""
        typed = self._line.value.strip()
        path = pasted_path(typed, self._folder)
        if not typed or not path.name:
            return None
        return path if path.suffix else path.with_name(path.name + self._suffix)

    @on(Input.Changed)
    def _show_target(self) -> None:
        self._target(str(self._path() or ""))

    def _target(self, text: str) -> None:
        self._target_line.update(literal(text))

    def _hint(self, text: str) -> None:
        self._hint_line.update(Flow(literal(text)))

    @on(Written)
    def _offer(self, event: Written) -> None:
        offer_download(self.app, event.path)

    def action_close(self) -> None:
        self.dismiss(None)


class FilePrompt(BoxScreen[Path | None]):
    """Gives the path of an existing file with one of ``suffixes``, None when the clerk thought better of it.

    :param texts: the entries ``<texts>_title`` and ``<texts>_about`` of the [file] words; the latter may name
        {suffixes}.
    """

    CSS_PATH = "screens.tcss"
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
        self._refused = Static(id="refusal", markup=False)

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="box", can_focus=False):
            yield Static(SCREENS.say(f"file.{self._texts}_title"), id="box-title", markup=False)
            about = SCREENS.say(f"file.{self._texts}_about", suffixes=self._named)
            yield Static(Flow(about), id="box-about", markup=False)
            yield self._box()
            yield self._refused
            yield Static(SCREENS.say("file.hint"), id="box-hint", markup=False)

    def _box(self) -> PathBox:
        return PathBox(self._folder, self._suffixes, SCREENS.say("file.placeholder"), extra=self._extra)

    @on(PathBox.Taken)
    def _taken(self, event: PathBox.Taken) -> None:
        sentence = self._refusal(event.path, event.typed)
        self._refused.update(literal(sentence))
        if not sentence:
            self.dismiss(event.path)

    @property
    def _named(self) -> str:
        return "、".join(self._suffixes)

    def _refusal(self, path: Path, typed: str) -> str:
        suffix = path.suffix.lower()
        if not typed.strip():
            return SCREENS.say("file.required")
        if not is_file(path):
            return SCREENS.say("file.missing", path=typed.strip())
        if suffix not in self._suffixes:
            return SCREENS.say("file.wrong_kind", suffix=suffix or path.name, suffixes=self._named)
        return ""

    def action_cancel(self) -> None:
        self.dismiss(None)


class FolderPrompt(FilePrompt):
    """Gives the path of an existing folder, None when the clerk thought better of it.

    :param texts: as in :class:`FilePrompt`.
    """

    def __init__(self, texts: str, folder: Path) -> None:
        super().__init__(texts, folder, ())

    def _box(self) -> PathBox:
        return PathBox(self._folder, (), SCREENS.say("file.folder_placeholder"), wants_folder=True)

    def _refusal(self, path: Path, typed: str) -> str:
        if not typed.strip():
            return SCREENS.say("file.folder_required")
        return "" if is_folder(path) else SCREENS.say("file.folder_missing", path=typed.strip())


class NewFileScreen(FileNameScreen[None]):
    """A box that writes one file; a file that stands there already is left alone.

    :param say: the words of the box by name: ``hint`` at first, ``exists``, ``done``.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "close", show=False, priority=True)]

    def __init__(self, folder: Path, title: str, state: str, suffix: str, say: Callable[..., str]) -> None:
        super().__init__(folder, title, state, suffix)
        self._say = say
        self._done = False

    def on_mount(self) -> None:
        super().on_mount()
        self._hint(self._say("hint"))

    def save(self, path: Path) -> None:
        """Write the file. Called in a thread. :raises NianbaoError: it could not be written."""
        raise NotImplementedError

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        path = self._path()
        if self._done:
            self.action_close()
        elif path is None:
            self._hint(SCREENS.say("file.name_required"))
        elif exists(path):
            self._hint(self._say("exists", name=path.name))
        else:
            self._write(path)

    @work(thread=True, exclusive=True, group="new file")
    def _write(self, path: Path) -> None:
        try:
            self.save(path)
        except NianbaoError as error:
            self.post_message(self.Failed(error))
        else:
            self.post_message(self.Written(path))

    @on(FileNameScreen.Written)
    def _written(self, event: FileNameScreen.Written) -> None:
        self._done = True
        self._target(str(event.path.resolve()))
        self._hint(self._say("done"))

    @on(FileNameScreen.Failed)
    def _failed(self, event: FileNameScreen.Failed) -> None:
        self._hint(event.error.sentence())


def _say_of_copy(name: str, /, **slots: object) -> str:
    return SCREENS.say(f"save_copy.{name}", **slots)


class SaveCopyScreen(NewFileScreen):
    """Writes ``draft`` to another place.

    :param folder: where a bare file name is put.
    """

    def __init__(self, draft: Draft, folder: Path) -> None:
        super().__init__(folder, "save_copy.title", "save_copy.about", DRAFT_SUFFIX, _say_of_copy)
        self._draft = draft

    def _file_name(self) -> str:
        agency = self._draft.report.agency
        return SCREENS.say(
            "save_copy.file", agency=agency.name or SCREENS.say("progress.unnamed"), year=agency.year or ""
        )

    def save(self, path: Path) -> None:
        save_as(self._draft, path)
