"""Applications one by one: who asked, how it ended; the table counts itself."""

from __future__ import annotations

from typing import Literal

from textual import events
from textual.app import ComposeResult
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from assistant.report.cases import RequestCase, applicant_kinds
from assistant.tui.inputs.rows import Row, Rows
from assistant.tui.inputs.table.case_list import Case, CaseList, applicant_rows, outcome_rows
from assistant.tui.inputs.wording import say

Step = Literal["list", "who", "how"]


class CaseEditor(Widget):
    """The list of applications, and two questions for each: a key answers either. Esc goes one step back."""

    DEFAULT_CSS = """
    CaseEditor {
        height: auto;
        .step { padding: 0 1; text-style: bold; }
        Rows { max-height: 50vh; }
    }
    """

    class Changed(Message):
        """An application was added, changed, removed or brought back."""

    class Stepped(Message):
        """Another question is on the screen, or another row pointed at."""

    class Told(Message):
        """Something to tell the clerk."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Done(Message):
        """The list is complete."""

    class Left(Message):
        """The clerk went back with Esc."""

    def __init__(self) -> None:
        super().__init__()
        self.cases = CaseList()
        self.rows = Rows()
        self._title = Static("", classes="step", markup=False)
        self._step: Step = "list"
        self._at: int | None = None
        self._carried_in = False
        self._applicant = ""
        self._outcomes: list[str] = []

    def compose(self) -> ComposeResult:
        yield self._title
        yield self.rows

    def load(self, raw: list[Case]) -> None:
        self.cases.load(raw)

    @property
    def hint(self) -> str:
        if self._step == "list":
            return say("hint.case" if self.rows.index < len(self.cases) else "hint.cases")
        return say(f"hint.case_{self._step}")

    # -- the three views -----------------------------------------------------------------------
    def show_list(self, index: int | None = None) -> None:
        """The applications so far, the pointer on ``index`` or on the row that adds one."""
        self._step = "list"
        count = len(self.cases)
        rows = [Row(self.cases.shown(place), mark=say("cases.number", number=place + 1)) for place in range(count)]
        rows.append(Row(say("cases.add" if count else "cases.add_first"), "A"))
        rows.append(Row(say("cases.done", count=count), "Ctrl+S"))
        self._title.update(say("cases.title", count=count))
        self.rows.show(rows, count if index is None else index)
        self.post_message(self.Stepped())

    def _ask_who(self, index: int | None) -> None:
        """Ask who made the application at ``index``, or a new one (None)."""
        self._step, self._at = "who", index
        present = None if index is None else self.cases[index]
        self._carried_in = present.carried_in if present else False
        self._title.update(say("cases.who", number=(len(self.cases) if index is None else index) + 1))
        self.rows.show(
            applicant_rows(self._carried_in), list(applicant_kinds()).index(present.applicant) if present else 0
        )
        self.post_message(self.Stepped())

    def _ask_how(self) -> None:
        self._step = "how"
        present = None if self._at is None else self.cases[self._at]
        rows, self._outcomes = outcome_rows()
        name = applicant_kinds()[self._applicant].header.short
        self._title.update(say("cases.how", who=name))
        self.rows.show(rows, self._outcomes.index(present.outcome) if present else 0)
        self.post_message(self.Stepped())

    # -- keys ----------------------------------------------------------------------------------
    def on_key(self, event: events.Key) -> None:
        if event.key == "escape":
            event.stop()
            self._back()
        elif event.key == "enter":
            event.stop()
            self._take(self.rows.index)
        elif self._step == "list" and event.key in ("delete", "backspace", "d", "z"):
            event.stop()
            self._remove_or_restore(event.key)
        elif event.is_printable and event.character:
            event.stop()
            index = self.rows.with_key(event.character)
            if index is not None:
                self._take(index)

    def _back(self) -> None:
        if self._step == "list":
            self.post_message(self.Left())
        elif self._step == "how":
            self._ask_who(self._at)
        else:
            self.show_list(self._at)

    def _take(self, index: int) -> None:
        """Do what the row says."""
        if self._step == "list":
            if index < len(self.cases):
                self._ask_who(index)
            elif index == len(self.cases):
                self._ask_who(None)
            else:
                self.post_message(self.Done())
        elif self._step == "how":
            self._finish(self._outcomes[index])
        elif index < len(applicant_kinds()):
            self._applicant = list(applicant_kinds())[index]
            self._ask_how()
        else:
            self._carried_in = not self._carried_in
            self.rows.show(applicant_rows(self._carried_in))

    def _finish(self, outcome: str) -> None:
        note = "" if self._at is None else self.cases[self._at].note
        case = RequestCase(applicant=self._applicant, outcome=outcome, carried_in=self._carried_in, note=note)
        new = self._at is None
        place = self.cases.put(self._at, case)
        self.show_list(None if new else place)
        self.post_message(self.Changed())

    def _remove_or_restore(self, key: str) -> None:
        told = ""
        if key == "z":
            place = self.cases.bring_back()
            if place is None:
                return
        else:
            place = self.rows.index
            if place >= len(self.cases):
                return
            told = say("notice.removed", text=self.cases.shown(place))
            self.cases.remove(place)
        self.show_list(place)
        self.post_message(self.Changed())
        self.post_message(self.Told(told))

    # -- messages ------------------------------------------------------------------------------
    def on_rows_clicked(self, event: Rows.Clicked) -> None:
        event.stop()
        self._take(event.index)

    def on_rows_moved(self, event: Rows.Moved) -> None:
        event.stop()
        self.post_message(self.Stepped())
