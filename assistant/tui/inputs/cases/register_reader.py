"""An office's own register read into applications: the file, what is unknown in it, what it gives."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol, runtime_checkable

from textual import events, work
from textual.app import ComposeResult
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from assistant.errors import NianbaoError
from assistant.files import visible
from assistant.interview.messages import shorten
from assistant.session.cases import Offer, applicants, balance_of, outcomes
from assistant.session.sheet import arithmetic
from assistant.standard import standard
from assistant.texts import CASES
from assistant.tui.inputs.cases.case_questions import Chooser, Host
from assistant.tui.inputs.rows import Row, Rows
from assistant.tui.widgets.path_box import PathBox

if TYPE_CHECKING:
    from assistant.register import Ledger, LedgerCases


LEAVE_OUT = ""
"""Chosen for a text whose rows are not wanted."""

_LEAVE_OUT_KEY = "0"


@dataclass(frozen=True)
class LedgerQuestion:
    """One unknown text of a register, on ``count`` of its rows, and what it may mean."""

    text: str
    title: str
    offers: tuple[Offer, ...]


def ledger_questions(ledger: Ledger, year: int) -> tuple[LedgerQuestion, ...]:
    """The unknown texts that bear on ``year``: applicants first, then outcomes, the most frequent ones first."""
    known = standard(year)
    kinds = (
        ("ledger.applicant", ledger.unknown_applicants(year), applicants(known)),
        ("ledger.outcome", ledger.unknown_outcomes(year), outcomes(known)),
    )
    total = sum(len(texts) for _, texts, _ in kinds)
    leave_out = Offer(LEAVE_OUT, CASES.say("ledger.leave_out"), key=_LEAVE_OUT_KEY)
    found: list[LedgerQuestion] = []
    for name, texts, offers in kinds:
        for text, count in texts.items():
            place = CASES.say("ledger.place", number=len(found) + 1, total=total) if total > 1 else ""
            title = CASES.say(name, text=shorten(text), count=count, place=place)
            found.append(LedgerQuestion(text, title, (*offers, leave_out)))
    return tuple(found)


def summary_title(ledger: Ledger, found: LedgerCases, year: int) -> str:
    """How many rows were read, how many applications they are, and how these balance."""
    slots = {"name": shorten(ledger.file), "rows": len(ledger.rows), "year": year, "count": len(found.cases)}
    if not found.cases:
        return CASES.say("ledger.summary_none", **slots)
    return CASES.say("ledger.summary", **slots) + "\n" + arithmetic(balance_of(found.cases, standard(year)))


def summary_rows(ledger: Ledger, found: LedgerCases, replaced: str) -> list[Row]:
    """A row for each sentence: what is given up, what was left out or decided, which columns were read."""
    rows = [Row(replaced, mark=CASES.say("ledger.warning"))] if replaced else []
    rows += [
        Row(sentence, mark=CASES.say("ledger.mark")) for sentence in (*found.left_out, *found.late, *ledger.skipped)
    ]
    headings = CASES.say("choose.listed").join(
        CASES.say("ledger.heading", heading=text) for text in ledger.columns.values()
    )
    return [*rows, Row(CASES.say("ledger.columns", headings=headings), mark=CASES.say("ledger.mark"))]


SUFFIXES = (".xlsx", ".xlsm", ".xls", ".et", ".ods", ".csv")
"""The files that are offered; what is typed is read whatever its name, and told by its content."""

Step = Literal["path", "reading", "unknown", "summary"]


@runtime_checkable
class HasFolder(Protocol):
    """A screen or an application that says where file names without a folder are meant."""

    folder: Path


class _Forgotten(Exception):
    """Nobody wants the file any more that is being read."""


class RegisterReader(Widget, can_focus=True):
    """The way from a file to applications. Nothing is taken over before the clerk has seen what it gives."""

    DEFAULT_CSS = """
    RegisterReader {
        height: auto;
        #title { padding: 0 1; text-style: bold; }
        PathBox { padding: 0 1; }
        PathBox, Chooser, #summary { display: none; }
        #summary { max-height: 40vh; }
        &.-path PathBox, &.-reading PathBox { display: block; }
        &.-unknown Chooser { display: block; }
        &.-unknown #title { display: none; }
        &.-summary #summary { display: block; }
    }
    """

    class Read(Message):
        """A file was read."""

        def __init__(self, order: int, ledger: Ledger) -> None:
            super().__init__()
            self.order = order
            self.ledger = ledger

    class NotRead(Message):
        """A file could not be read."""

        def __init__(self, order: int, error: NianbaoError) -> None:
            super().__init__()
            self.order = order
            self.error = error

    class Going(Message):
        """So many rows of a file were read."""

        def __init__(self, order: int, name: str, rows: int) -> None:
            super().__init__()
            self.order = order
            self.name = name
            self.rows = rows

    def __init__(self, host: Host) -> None:
        super().__init__()
        self._host = host
        self._title = Static("", id="title", markup=False)
        self._chooser = Chooser()
        self._summary = Rows(id="summary")
        self._box: PathBox | None = None
        self._typed_ahead = ""
        self._step: Step = "path"
        self._order = 0
        self._year = 0
        self._replaced = ""
        self._ledger: Ledger | None = None
        self._questions: tuple[LedgerQuestion, ...] = ()
        self._choices: dict[str, str] = {}
        self._found: LedgerCases | None = None

    def compose(self) -> ComposeResult:
        yield self._title
        yield self._chooser
        yield self._summary

    # -- for the input that holds it -----------------------------------------------------------
    @property
    def editor(self) -> Widget:
        """The part that has the keyboard."""
        if self._step == "unknown":
            return self._chooser.rows
        if self._step == "summary":
            return self._summary
        return self._box.line if self._box is not None else self

    @property
    def hint(self) -> str:
        if self._step == "summary" and self._found is not None and not self._found.cases:
            return CASES.say("hint.summary_none")
        return CASES.say(f"hint.{'path' if self._step == 'reading' else self._step}")

    def open(self, year: int, replaced: str, path: str = "") -> None:
        """Ask for the file.

        :param year: the report year that the applications are sorted into.
        :param replaced: the sentence on what is given up when they are taken, "" when nothing is.
        :param path: what is typed already.
        """
        self._year, self._replaced = year, replaced
        if self._box is None:
            self._typed_ahead = path
            self.call_later(self._mount_box)
        elif path:
            self._box.value = path
        self._turn_to("path")

    async def _mount_box(self) -> None:
        """The line for the path comes when it is needed: it takes the keyboard and looks into the folder."""
        holders = (holder for holder in (self.screen, self.app) if isinstance(holder, HasFolder))
        folder = next((holder.folder for holder in holders), Path.cwd())
        box = PathBox(folder, SUFFIXES, CASES.say("ledger.placeholder"))
        await self.mount(box, after=self._title)
        self._box = box
        box.value = self._typed_ahead
        if self._step == "path":
            self._host.stepped()

    def press(self, event: events.Key) -> bool:
        """Take a key; False when it means nothing here."""
        back = event.key == "escape" or (event.key == "ctrl+z" and self._step != "path")
        if self._step == "unknown" and back:
            self._chooser.back()
        elif self._step == "unknown":
            return self._chooser.press(event)
        elif back:
            self._leave()
        elif event.key == "enter" and self._step == "summary":
            self.accept()
        elif self._step == "path" and event.is_printable and event.character:
            self.add(event.character)
        else:
            return False
        return True

    def add(self, text: str) -> None:
        """Text that was typed before the line for the path had the keyboard."""
        if self._box is None:
            self._typed_ahead += text
        else:
            self._box.value += text

    def accept(self) -> None:
        """The accepting key."""
        if self._step == "summary" and self._found is not None:
            if self._found.cases:
                self._host.ledger_taken(self._found.cases)
            else:
                self._turn_to("path")

    def _leave(self) -> None:
        """Back to the file from what it gives; out from the file. What is still being read is forgotten."""
        self._order += 1
        if self._step == "path":
            self._host.went_back()
        else:
            self._turn_to("path")

    def _turn_to(self, step: Step) -> None:
        self._step = step
        for name in ("path", "reading", "unknown", "summary"):
            self.set_class(name == step, f"-{name}")
        if step == "path":
            self._title.update(CASES.say("ledger.title"))
        self._host.stepped()

    # -- reading -------------------------------------------------------------------------------
    def on_path_box_taken(self, event: PathBox.Taken) -> None:
        event.stop()
        if self._step == "path" and event.typed.strip():
            self._order += 1
            self._turn_to("reading")
            self._host.show_message(CASES.say("ledger.reading", name=event.path.name))
            self._read(self._order, event.path)

    @work(thread=True, group="ledger")
    def _read(self, order: int, path: Path) -> None:
        # The readers of files are slow to load, and most clerks have no register.
        from assistant.register import read_ledger

        def going(rows: int) -> None:
            if order != self._order:
                raise _Forgotten
            self.post_message(self.Going(order, path.name, rows))

        try:
            ledger = read_ledger(path, going)
        except _Forgotten:
            return
        except NianbaoError as error:
            self.post_message(self.NotRead(order, error))
        else:
            self.post_message(self.Read(order, ledger))

    def on_unmount(self) -> None:
        self._order += 1

    def on_register_reader_going(self, event: Going) -> None:
        event.stop()
        if event.order == self._order and self._step == "reading":
            self._host.show_message(CASES.say("ledger.reading_rows", name=event.name, rows=f"{event.rows:,}"))

    def on_register_reader_not_read(self, event: NotRead) -> None:
        event.stop()
        if event.order == self._order and self._step == "reading":
            self._turn_to("path")
            self._host.show_message(event.error.sentence(), refused=True)

    def on_register_reader_read(self, event: Read) -> None:
        event.stop()
        if event.order == self._order and self._step == "reading":
            self._ledger, self._choices = event.ledger, {}
            self._questions = ledger_questions(event.ledger, self._year)
            self._ask(0)

    # -- what is unknown -----------------------------------------------------------------------
    def _ask(self, number: int) -> None:
        """Ask for the meaning of an unknown text; show what the register gives when all are known."""
        if number >= len(self._questions):
            self._show_summary()
            return
        question = self._questions[number]

        def took(value: str) -> None:
            self._choices[question.text] = value
            self._ask(number + 1)

        def left() -> None:
            if number:
                self._ask(number - 1)
            else:
                self._leave()

        value = self._choices.get(question.text)
        self._chooser.ask(question.title, question.offers, took, left, value)
        self._turn_to("unknown")

    def _show_summary(self) -> None:
        if self._ledger is None:
            return
        from assistant.register import cases_of, check_room

        found = cases_of(self._ledger, self._year, self._choices)
        try:
            check_room(found)
        except NianbaoError as error:
            self._turn_to("path")
            self._host.show_message(error.sentence(), refused=True)
            return
        self._found = found
        self._title.update(visible(summary_title(self._ledger, found, self._year)))
        self._summary.show(summary_rows(self._ledger, found, self._replaced if found.cases else ""), 0)
        self._turn_to("summary")

    # -- messages ------------------------------------------------------------------------------
    def on_rows_clicked(self, event: Rows.Clicked) -> None:
        event.stop()

    def on_rows_moved(self, event: Rows.Moved) -> None:
        event.stop()
