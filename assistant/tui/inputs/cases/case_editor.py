"""The keys of the list of applications: add, change, remove, repeat, note; the table counts itself from it."""

from __future__ import annotations

from textual import events
from textual.widgets import Input

from assistant.report.cases import RequestCase
from assistant.tui.inputs.cases.case_rows import case_rows, how, who
from assistant.tui.inputs.cases.case_steps import CaseSteps
from assistant.tui.inputs.cases.offers import applicants
from assistant.tui.inputs.cases.wording import say
from assistant.tui.inputs.line import Line
from assistant.tui.inputs.rows import Rows, plain_key


class CaseEditor(CaseSteps):
    """What keys and clicks do to the applications. Esc goes one step back."""

    def accept(self) -> bool:
        """The accepting key: whether the list is complete, an application that is being changed included."""
        if self._step == "noting":
            return self._note.keep()
        if self._step == "asking" and self._questions.begun and not self._telling:
            case = self._questions.with_chosen()
            if case is None:
                self._host.tell(say("notice.unfinished", number=self._add_row + 1))
                return False
            self._put(case)
        if count := len(self.to_tell):
            self._ask_next()
            self._host.tell(say("notice.to_tell", count=count))
        elif too_many := self._carried_in.too_many(self.cases):
            self._point_at_surplus(next(iter(too_many)))
        elif not len(self.cases):
            self._host.tell(say("notice.none_yet"))
        else:
            return True
        return False

    def _point_at_surplus(self, applicant: str) -> None:
        """The last of those carried in that last year's report does not know: to be removed, or reasoned."""
        carried = [at for at, case in enumerate(self.cases) if case.carried_in and case.applicant == applicant]
        self._show_list(carried[-1])
        self._host.tell(say("notice.too_many", who=who(self.cases[carried[-1]])))

    # -- keys ----------------------------------------------------------------------------------
    def press(self, event: events.Key) -> bool:
        """Take a key; False when it means nothing here."""
        letter = plain_key(event.character) if event.is_printable and event.character else ""
        if self._step == "noting":
            return self._note.press(event)
        if event.key == "f6":
            self._turn_lock()
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
            self._host.tell(say("notice.untold"))
            return
        shown = say("list.shown", number=index + 1, who=who(removed), how=how(removed))
        self._host.tell(say("notice.removed", case=shown))

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
        self._host.tell(say("notice.repeated_new" if locked else "notice.repeated", count=len(self.cases)))

    def _turn_back(self, redo: bool) -> None:
        """Undo or redo a step of the list; amid the questions, go one of them back."""
        amid = self._chooser.in_group if self._telling else self._questions.begun or self._at is not None
        if self._step == "asking" and amid:
            self._chooser.back()
            return
        place = self.cases.redo() if redo else self.cases.undo()
        if place is None:
            self._host.tell(say("notice.nothing_to_redo" if redo else "notice.nothing_to_undo"))
            return
        self._host.cases_changed()
        if self._step == "list":
            self._show_list(place)
        else:
            self._ask_next()
        self._host.tell(say("notice.redone" if redo else "notice.undone", count=len(self.cases)))

    def _turn_lock(self) -> None:
        """Unlock how many were carried in of the applicant at hand, or lock it again."""
        at, known = self._rows.index, [case.applicant for case in self.cases] + list(self.to_tell)
        if self._step == "asking":
            kind = self._questions.applicant or applicants()[self._chooser.rows.index].value
        elif at < len(known):
            kind = known[at]
        else:
            self._host.tell(say("notice.choose_first"))
            return
        self._host.turn_lock(self._carried_in.path(kind))

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

    def on_line_remark(self, event: Line.Remark) -> None:
        event.stop()
        self._host.tell(event.text, event.refused)
