"""The keys of the list of applications: add, change, remove, repeat, note; the table counts itself from it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from textual import events
from textual.app import ComposeResult
from textual.widget import Widget
from textual.widgets import Input, Static

from assistant.report.cases import RequestCase
from assistant.session.cases import CarriedIn, CaseList, applicants
from assistant.standard import Standard
from assistant.texts import CASES
from assistant.tui.inputs.cases.case_questions import (
    CaseNote,
    CaseQuestions,
    Chooser,
    Host,
    case_rows,
    how,
    standing,
    who,
)
from assistant.tui.inputs.lines import Line
from assistant.tui.inputs.rows import Rows, plain_key

Step = Literal["list", "asking", "noting"]


class CaseEditor(Widget):
    """The applications, and under them the questions for one of them or its note. Esc goes one step back.

    Those that last year's report left open come first: only how each ended is asked. After a new
    application the next one is asked for at once.

    :param last: last year's cells as printed, by path.
    """

    DEFAULT_CSS = """
    CaseEditor {
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

    def __init__(self, host: Host, known: Standard, carried_in: CarriedIn, last: Mapping[str, str]) -> None:
        super().__init__()
        self.cases = CaseList(known)
        self.none_new = False
        """Whether the clerk said that none came in this year: then no new one is asked for."""
        self._host = host
        self._carried_in = carried_in
        self._last = last
        self._rows = Rows(id="cases")
        self._standing = Static("", classes="standing", markup=False)
        self._chooser = Chooser()
        locked = carried_in.is_locked
        self._questions = CaseQuestions(self._chooser, known, host.stepped, locked, self._put, self._leave_questions)
        self._note = CaseNote(
            self._put, lambda: self._show_list(self._at or 0), lambda text: host.show_message(text, True)
        )
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
            return CASES.say("hint.note")
        if self._step == "list":
            if 0 <= self._rows.index - len(self.cases) < len(self.to_tell):
                return CASES.say("hint.list_to_tell")
            behind = self._rows.index - self._add_row
            return CASES.say("hint.list_case" if behind < 0 else "hint.list_done" if behind else "hint.list_add")
        if self._telling:
            return CASES.say("hint.tell" if len(self.cases) else "hint.tell_first")
        if self._questions.begun:
            return CASES.say(f"hint.{self._questions.step}")
        hint = CASES.say(
            "hint.who_again" if self._at is not None else "hint.who_next" if len(self.cases) else "hint.who"
        )
        return hint + (CASES.say("hint.who_lock") if self._carried_in.locks.settled else "")

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
            self._host.show_message(CASES.say("notice.told_all", count=len(self.cases)))
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

    # -- what keys and clicks do ---------------------------------------------------------------
    def accept(self) -> bool:
        """The accepting key: whether the list is complete, an application that is being changed included."""
        if self._step == "noting":
            return self._note.keep()
        if self._step == "asking" and self._questions.begun and not self._telling:
            case = self._questions.with_chosen()
            if case is None:
                self._host.show_message(CASES.say("notice.unfinished", number=self._add_row + 1))
                return False
            self._put(case)
        if count := len(self.to_tell):
            self._ask_next()
            self._host.show_message(CASES.say("notice.to_tell", count=count))
        elif too_many := self._carried_in.too_many(self.cases):
            self._point_at_surplus(next(iter(too_many)))
        elif not len(self.cases):
            self._host.show_message(CASES.say("notice.none_yet"))
        else:
            return True
        return False

    def _point_at_surplus(self, applicant: str) -> None:
        """The last of those carried in that last year's report does not know: to be removed, or reasoned."""
        carried = [at for at, case in enumerate(self.cases) if case.carried_in and case.applicant == applicant]
        self._show_list(carried[-1])
        self._host.show_message(CASES.say("notice.too_many", who=who(self.cases[carried[-1]], self.cases.standard)))

    # -- keys ----------------------------------------------------------------------------------
    def press(self, event: events.Key) -> bool:
        """Take a key; False when it means nothing here."""
        letter = plain_key(event.character) if event.is_printable and event.character else ""
        if self._step == "noting":
            return self._note.press(event)
        if event.key == "f6":
            self._toggle_lock()
        elif event.key in ("ctrl+z", "ctrl+y") or letter == "z":
            self._turn_back(redo=event.key == "ctrl+y")
        elif self._step == "list":
            return self._press_on_list(event, letter)
        elif letter == "c" and self._at is None and len(self.cases) and (self._telling or not self._questions.begun):
            self._repeat(len(self.cases) - 1)
        else:
            return self._chooser.press(event) or bool(letter)
        return True

    def _press_on_list(self, event: events.Key, letter: str) -> bool:
        at = self._rows.index if self._rows.index < len(self.cases) else None
        if event.key == "escape":
            self._host.went_back()
        elif event.key == "enter":
            self._take(self._rows.index)
        elif letter == "a":
            self._ask(None)
        elif at is None:
            return bool(letter)
        elif event.key in ("delete", "backspace") or letter == "d":
            self._remove(at)
        elif letter == "c":
            self._repeat(at)
        elif letter == "b":
            self._turn_to("noting", at)
            self._rows.show(case_rows(self.cases, self.to_tell, ending=False), at)
            self._note.write(self.cases[at])
            self._host.stepped()
        else:
            return bool(letter)
        return True

    def _take(self, index: int) -> None:
        """Do what the row says."""
        if index > self._add_row:
            self._host.finished()
        elif len(self.cases) <= index < self._add_row:
            self._tell(index - len(self.cases))
        else:
            self._ask(index if index < len(self.cases) else None)

    def _remove(self, index: int) -> None:
        removed = self.cases.remove(index)
        self._host.cases_changed()
        self._show_list(min(index, self._add_row - 1))
        if removed.carried_in and removed.applicant in self.to_tell:
            self._host.show_message(CASES.say("notice.untold"))
            return
        shown = CASES.say(
            "list.shown", number=index + 1, who=who(removed, self.cases.standard), how=how(removed, self.cases.standard)
        )
        self._host.show_message(CASES.say("notice.removed", case=shown))

    def _repeat(self, index: int) -> None:
        """One more like that at ``index``; the next one to be told ends like it."""
        like, to_tell = self.cases[index], self.to_tell
        if self._telling:
            self._put(RequestCase(applicant=to_tell[0], outcome=like.outcome, carried_in=True))
            return
        locked = like.carried_in and self._carried_in.is_locked(like.applicant) and like.applicant not in to_tell
        place = self.cases.repeat(index, carried_in=like.carried_in and not locked)
        self._host.cases_changed()
        if self._step == "list":
            self._show_list(place)
        else:
            self._ask_next()
        self._host.show_message(
            CASES.say("notice.repeated_new" if locked else "notice.repeated", count=len(self.cases))
        )

    def _turn_back(self, redo: bool) -> None:
        """Undo or redo a step of the list; amid the questions, go one of them back."""
        amid = self._chooser.in_group if self._telling else self._questions.begun or self._at is not None
        if self._step == "asking" and amid:
            self._chooser.back()
            return
        place = self.cases.redo() if redo else self.cases.undo()
        if place is None:
            self._host.show_message(CASES.say("notice.nothing_to_redo" if redo else "notice.nothing_to_undo"))
            return
        self._host.cases_changed()
        if self._step == "list":
            self._show_list(place)
        else:
            self._ask_next()
        self._host.show_message(CASES.say("notice.redone" if redo else "notice.undone", count=len(self.cases)))

    def _toggle_lock(self) -> None:
        """Unlock how many were carried in of the applicant at hand, or lock it again."""
        at, known = self._rows.index, [case.applicant for case in self.cases] + list(self.to_tell)
        if self._step == "asking":
            kind = self._questions.applicant or applicants(self.cases.standard)[self._chooser.rows.index].value
        elif at < len(known):
            kind = known[at]
        else:
            self._host.show_message(CASES.say("notice.choose_first"))
            return
        self._host.toggle_lock(self._carried_in.path(kind))

    # -- messages ------------------------------------------------------------------------------
    def on_rows_clicked(self, event: Rows.Clicked) -> None:
        event.stop()
        if self._step == "list":
            self._take(event.index)
        else:
            self._show_list(event.index)

    def on_rows_moved(self, event: Rows.Moved) -> None:
        event.stop()
        if self._step == "list":
            self._host.stepped()

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if self._step == "noting":
            self._note.keep()

    def on_line_notice(self, event: Line.Notice) -> None:
        event.stop()
        self._host.show_message(event.text, event.refused)
