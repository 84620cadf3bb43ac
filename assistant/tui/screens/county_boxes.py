"""The boxes of 收齐汇总: reading, reasons, letters, the roll-up's file, which draft, and a text to be read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.message import Message
from textual.widgets import Input, Static

from assistant.county.filing import Filing
from assistant.county.letters import DAYS
from assistant.county.task import Task
from assistant.county.work import CountyWork
from assistant.drafts import DraftEntry
from assistant.errors import NianbaoError
from assistant.files import pasted_path
from assistant.texts import COUNTY_SCREEN, LETTERS
from assistant.tui.inputs.lines import Line
from assistant.tui.inputs.rows import Row
from assistant.tui.screens.files import NewFileScreen
from assistant.tui.screens.modal import BoxScreen, ListScreen
from assistant.tui.widgets.cells import Flow, literal
from assistant.tui.widgets.draft_line import progress_of, year_of

say = COUNTY_SCREEN.say


class _GivenUp(Exception):
    """Nobody wants the county any more that is being read."""


class CountyReading(BoxScreen[CountyWork | NianbaoError | None]):
    """Reads the county in a thread and tells how far it is; gives the work on it, why it cannot be, or None after Esc.

    :param wordings: the office's own wordings of letters, None for ours alone.
    """

    CSS_PATH = "screens.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "give_up", show=False, priority=True)]

    class Going(Message):
        """So many files of ``total`` were read, the last one of that name."""

        def __init__(self, done: int, total: int, name: str) -> None:
            super().__init__()
            self.done = done
            self.total = total
            self.name = name

    class Read(Message):
        """It is read, or cannot be."""

        def __init__(self, found: CountyWork | NianbaoError) -> None:
            super().__init__()
            self.found = found

    def __init__(self, task: Task, wordings: Path | None = None) -> None:
        super().__init__()
        self._county_task, self._wordings = task, wordings
        self._wanted = True
        self._progress = Static(literal(say("reading.begun")), id="state", markup=False)

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="box", can_focus=False):
            yield Static(say("reading.title"), id="box-title", markup=False)
            yield self._progress
            yield Static(say("reading.hint"), id="box-hint", markup=False)

    def on_mount(self) -> None:
        self._read()

    @work(thread=True, group="county")
    def _read(self) -> None:
        try:
            county, kept = self._county_task.county(self._watch)
            found: CountyWork | NianbaoError = CountyWork(self._county_task, county, kept, self._wordings)
        except _GivenUp:
            return
        except NianbaoError as error:
            found = error
        if self._wanted:
            self.post_message(self.Read(found))

    @contextmanager
    def _watch(self, total: int) -> Iterator[Callable[[Filing], object]]:
        done = 0

        def told(filing: Filing) -> None:
            nonlocal done
            if not self._wanted:
                raise _GivenUp
            done += 1
            self.post_message(self.Going(done, total, filing.name))

        yield told

    @on(Going)
    def _going(self, event: Going) -> None:
        self._progress.update(literal(say("reading.going", done=event.done, total=event.total, name=event.name)))

    @on(Read)
    def _done(self, event: Read) -> None:
        self.dismiss(event.found)

    def action_give_up(self) -> None:
        self._wanted = False
        self.dismiss(None)

    def on_unmount(self) -> None:
        self._wanted = False


class DismissalScreen(BoxScreen[str]):
    """Gives the reason why a finding is none, "" when the clerk thought better of it.

    :param message: what was found. :param present: the reason given before.
    """

    CSS_PATH = "screens.tcss"
    AUTO_FOCUS = "Input"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss('')", show=False, priority=True)]

    def __init__(self, message: str, present: str = "") -> None:
        super().__init__()
        self._message = message
        self._line = Line(say("reason.title"), hint_text=say("reason.placeholder"))
        self._line.set_text(present)
        self._refusal = Static(id="refusal", markup=False)

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="box", can_focus=False):
            yield Static(say("reason.title"), id="box-title", markup=False)
            yield Static(Flow(literal(self._message)), id="box-about", markup=False)
            yield self._line
            yield self._refusal
            yield Static(say("reason.hint"), id="box-hint", markup=False)

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        typed = event.value.strip()
        if typed:
            self.dismiss(typed)
        else:
            self._refusal.update(say("reason.required"))


@dataclass(frozen=True)
class Sendings:
    """Where the letters go, by when an answer is wanted, who sends them."""

    folder: Path
    due: date
    sender: str
    contact: str


_FIELDS = ("folder", "due", "sender", "contact")


class LettersScreen(BoxScreen[Sendings | None]):
    """Asks what the letters of a round need, field by field; None after Esc.

    :param count: how many letters. :param folder: where the folder of the letters is put.
    """

    CSS_PATH = "screens.tcss"
    AUTO_FOCUS = "Input"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", show=False, priority=True),
        Binding("up", "move(-1)", show=False, priority=True),
        Binding("down", "move(1)", show=False, priority=True),
    ]

    def __init__(self, count: int, folder: Path, today: date) -> None:
        super().__init__()
        self._count, self._folder, self._today = count, folder, today
        self._lines = {name: Line(say(f"letters.{name}"), id=name) for name in _FIELDS}
        self._lines["folder"].set_text(str(folder / say("letters.folder_name")))
        self._lines["due"].set_text((today + timedelta(DAYS)).isoformat())
        self._refusal = Static(id="refusal", markup=False)
        self._hint = Static(say("letters.hint"), id="box-hint", markup=False)

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="box", can_focus=False):
            yield Static(say("letters.title"), id="box-title", markup=False)
            yield Static(Flow(say("letters.about", count=self._count)), id="box-about", markup=False)
            for name, line in self._lines.items():
                yield Static(say(f"letters.{name}"), classes="label", markup=False)
                yield line
            yield self._refusal
            yield self._hint

    @property
    def _at(self) -> int:
        return next((place for place, name in enumerate(_FIELDS) if self._lines[name].has_focus), 0)

    def action_move(self, by: int) -> None:
        place = min(max(self._at + by, 0), len(_FIELDS) - 1)
        self._lines[_FIELDS[place]].focus()
        self._hint.update(say("letters.hint_last" if place == len(_FIELDS) - 1 else "letters.hint"))

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        self._refusal.update("")
        if self._at < len(_FIELDS) - 1:
            self.action_move(1)
            return
        try:
            self.dismiss(self._sendings())
        except NianbaoError as error:
            self._refusal.update(Flow(literal(error.sentence())))

    def _sendings(self) -> Sendings:
        """What was filled in. :raises NianbaoError: no folder is named, or the day is none that is to come."""
        typed = {name: line.value.strip() for name, line in self._lines.items()}
        if not typed["folder"]:
            raise NianbaoError(say("letters.no_folder"))
        try:
            due = date.fromisoformat(typed["due"])
        except ValueError:
            raise NianbaoError(*LETTERS.refusal("say.bad_day", text=typed["due"])) from None
        if due < self._today:
            raise NianbaoError(*LETTERS.refusal("say.past", due=due))
        return Sendings(pasted_path(typed["folder"], self._folder), due, typed["sender"], typed["contact"])


def _say_of_workbook(name: str, /, **slots: object) -> str:
    return say(f"workbook.{name}", **slots)


class WorkbookScreen(NewFileScreen):
    """Writes the roll-up.

    :param title: the file's name without its ending. :param folder: where a bare file name is put.
    """

    def __init__(self, title: str, folder: Path, write: Callable[[Path], object]) -> None:
        super().__init__(folder, "title", "state", ".xlsx", _say_of_workbook)
        self._file = title
        self._write_to = write

    def words(self, entry: str) -> str:
        return say(f"workbook.{entry}")

    def _file_name(self) -> str:
        return self._file

    def save(self, path: Path) -> None:
        self._write_to(path)


class DraftChoice(ListScreen[str | None]):
    """Gives the name of the draft that the sum is put into, None when the clerk thought better of it."""

    def __init__(self, drafts: Sequence[DraftEntry], count: int) -> None:
        about = say("units.fill_about", count=count) if drafts else say("units.fill_none")
        super().__init__(say("units.fill_title"), above=[Static(Flow(about), id="about", markup=False)])
        self._drafts = tuple(drafts)
        self._rows.show([Row(each.agency, note=f"{year_of(each)} {progress_of(each)}") for each in self._drafts], 0)
        self._hint.update(say("units.fill_hint"))

    def action_mark(self) -> None:
        self.action_accept()

    def action_accept(self) -> None:
        if self._drafts:
            self.dismiss(self._drafts[self._rows.index].name)

    def action_cancel(self) -> None:
        self.dismiss(None)


class TextScreen(BoxScreen[None]):
    """A text to be read; Esc closes it."""

    CSS_PATH = "screens.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", show=False, priority=True)]

    def __init__(self, title: str, text: str) -> None:
        super().__init__()
        self._title, self._text = title, text
        self._page = VerticalScroll(id="text-page")

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="box", can_focus=False):
            yield Static(literal(self._title), id="box-title", markup=False)
            with self._page:
                yield Static(Flow(*(literal(line) for line in self._text.split("\n"))), markup=False)
            yield Static(say("unit.text_hint"), id="box-hint", markup=False)

    def on_mount(self) -> None:
        self._page.focus()
