"""The list of applications on the screen, and the questions for one of them: what stands there, what comes next."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from textual.app import ComposeResult
from textual.widget import Widget
from textual.widgets import Static

from assistant.report.cases import RequestCase
from assistant.tui.inputs.cases.carried_in import CarriedIn
from assistant.tui.inputs.cases.case_list import CaseList
from assistant.tui.inputs.cases.case_rows import case_rows, standing
from assistant.tui.inputs.cases.chooser import Chooser
from assistant.tui.inputs.cases.host import Host
from assistant.tui.inputs.cases.note import CaseNote
from assistant.tui.inputs.cases.questions import CaseQuestions
from assistant.tui.inputs.cases.wording import say
from assistant.tui.inputs.rows import Rows

Step = Literal["list", "asking", "noting"]


class CaseSteps(Widget):
    """The applications, and under them the questions for one of them or its note.

    Those that last year's report left open come first: only how each ended is asked. After a new
    application the next one is asked for at once.

    :param last: last year's cells as printed, by path.
    """

    DEFAULT_CSS = """
    CaseSteps {
        height: auto;
        .standing { padding: 0 1; color: $foreground 80%; }
        #cases { max-height: 45vh; }
        Chooser, Line { display: none; }
        Line { padding: 0 1; background: $panel; }
        &.-asking, &.-noting {
            #cases { max-height: 3; }
        }
        &.-asking Chooser { display: block; }
        &.-noting Line { display: block; }
        &.-empty { #cases, .standing { display: none; } }
    }
    """

    def __init__(self, host: Host, carried_in: CarriedIn, last: Mapping[str, str]) -> None:
        super().__init__()
        self.cases = CaseList()
        self.none_new = False
        """Whether the clerk said that none came in this year: then no new one is asked for."""
        self._host = host
        self._carried_in = carried_in
        self._last = last
        self._rows = Rows(id="cases")
        self._standing = Static("", classes="standing", markup=False)
        self._chooser = Chooser()
        locked = carried_in.is_locked
        self._questions = CaseQuestions(self._chooser, host.stepped, locked, self._put, self._leave_questions)
        self._note = CaseNote(self._put, lambda: self._show_list(self._at or 0), lambda text: host.tell(text, True))
        self._step: Step = "list"
        self._at: int | None = None
        self._telling = False

    def compose(self) -> ComposeResult:
        yield self._rows
        yield self._standing
        yield self._chooser
        yield self._note

    # -- for the input that holds it -----------------------------------------------------------
    @property
    def editor(self) -> Widget:
        """The part that has the keyboard."""
        parts: dict[Step, Widget] = {"list": self._rows, "asking": self._chooser.rows, "noting": self._note}
        return parts[self._step]

    @property
    def hint(self) -> str:
        if self._step == "noting":
            return say("hint.note")
        if self._step == "list":
            if 0 <= self._rows.index - len(self.cases) < len(self.to_tell):
                return say("hint.list_to_tell")
            behind = self._rows.index - self._add_row
            return say("hint.list_case" if behind < 0 else "hint.list_done" if behind else "hint.list_add")
        if self._telling:
            return say("hint.tell" if len(self.cases) else "hint.tell_first")
        if self._questions.begun:
            return say(f"hint.{self._questions.step}")
        hint = say("hint.who_again" if self._at is not None else "hint.who_next" if len(self.cases) else "hint.who")
        return hint + (say("hint.who_lock") if self._carried_in.locks.settled else "")

    @property
    def to_tell(self) -> tuple[str, ...]:
        """Who asked in the applications carried in whose outcome is not told yet."""
        return self._carried_in.to_tell(self.cases)

    @property
    def _add_row(self) -> int:
        """The row that adds an application; the one that ends follows it."""
        return len(self.cases) + len(self.to_tell)

    @property
    def cells(self) -> dict[str, str]:
        """The cells of the table that the applications fill, those without an outcome included, by path."""
        settled = self._carried_in.locks.settled
        return {
            **self.cases.cells,
            **{path: str(settled[path]) for path in map(self._carried_in.path, self.to_tell)},
        }

    def open(self) -> None:
        """Ask for what is still to be told, else show the applications, the pointer on the row that ends."""
        if self.to_tell:
            self._ask_next()
        else:
            self._show_list(self._add_row + 1)

    def locks_changed(self) -> None:
        """A number was unlocked or locked again."""
        if self._step == "asking" and self._at is None:
            self._ask_next()
        else:
            self._show_list(self._rows.index)

    def _show_list(self, index: int) -> None:
        """Show the applications with the pointer on ``index``; the two rows that add and end follow them.

        While there is none, the first one is asked for.
        """
        if not self._add_row:
            self._ask(None)
            return
        self._turn_to("list", None)
        self._rows.show(case_rows(self.cases, self.to_tell, ending=True), index)
        self._host.stepped()

    # -- the steps -----------------------------------------------------------------------------
    def _turn_to(self, step: Step, at: int | None, telling: bool = False) -> None:
        self._step, self._at, self._telling = step, at, telling
        for name in ("asking", "noting"):
            self.set_class(name == step, f"-{name}")
        self.set_class(not self._add_row, "-empty")
        self._standing.update(standing(self.cases, self._carried_in, self._last))

    def _ask(self, index: int | None) -> None:
        """Ask for the application at ``index``, or a new one (None)."""
        self._turn_to("asking", index)
        at = self._add_row if index is None else index
        self._rows.show(case_rows(self.cases, self.to_tell, ending=False), at)
        self._questions.ask(at + 1, None if index is None else self.cases[index])

    def _tell(self, place: int) -> None:
        """Ask how the application at ``place`` of those to be told ended."""
        self._turn_to("asking", None, telling=True)
        at = len(self.cases) + place
        self._rows.show(case_rows(self.cases, self.to_tell, ending=False), at)
        self._questions.ask_outcome(at + 1, self.to_tell[place])

    def _ask_next(self) -> None:
        """Ask for what is still to be told, then for a new application, unless there is none."""
        if self.to_tell:
            self._tell(0)
        elif self.none_new and len(self.cases):
            self._show_list(self._add_row + 1)
            self._host.tell(say("notice.told_all", count=len(self.cases)))
        else:
            self._ask(None)

    def _leave_questions(self) -> None:
        """To the list, or out of the editor while there is no application."""
        if self._add_row:
            at = len(self.cases) if self._telling else self._add_row + 1
            self._show_list(at if self._at is None else self._at)
        else:
            self._host.went_back()

    def _put(self, case: RequestCase) -> None:
        """Put an application into its place and show what comes next."""
        new = self._at is None
        place = self.cases.put(self._at, case)
        self._host.cases_changed()
        if new:
            self._ask_next()
        else:
            self._show_list(place)
