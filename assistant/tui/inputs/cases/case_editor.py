"""The list of applications: add, change, remove, repeat, note; the table counts itself from it."""

from __future__ import annotations

from typing import Literal

from pydantic import ValidationError
from textual import events
from textual.app import ComposeResult
from textual.widget import Widget
from textual.widgets import Input, Static

from assistant.interview.messages import from_validation
from assistant.report.cases import RequestCase
from assistant.tui.inputs.cases.case_list import CaseList, balance_of
from assistant.tui.inputs.cases.case_rows import case_rows, how, who
from assistant.tui.inputs.cases.chooser import Chooser
from assistant.tui.inputs.cases.host import Host
from assistant.tui.inputs.cases.questions import CaseQuestions
from assistant.tui.inputs.cases.wording import say
from assistant.tui.inputs.line import Line
from assistant.tui.inputs.rows import Rows, plain_key
from assistant.tui.inputs.table.explain import arithmetic

Step = Literal["list", "asking", "noting"]


class CaseEditor(Widget):
    """The applications, and under them the questions for one of them or its note.

    After a new application the next one is asked for at once. Esc goes one step back.
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

    def __init__(self, host: Host) -> None:
        super().__init__()
        self.cases = CaseList()
        self._host = host
        self._rows = Rows(id="cases")
        self._standing = Static("", classes="standing", markup=False)
        self._chooser = Chooser()
        self._questions = CaseQuestions(self._chooser, host.stepped, self._put, self._leave_questions)
        self._note = Line(say("list.note"), hint_text=say("list.note_place"))
        self._step: Step = "list"
        self._at: int | None = None

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
            behind = self._rows.index - len(self.cases)
            return say("hint.list_case" if behind < 0 else "hint.list_done" if behind else "hint.list_add")
        if self._questions.begun:
            return say(f"hint.{self._questions.step}")
        return say("hint.who_again" if self._at is not None else "hint.who_next" if len(self.cases) else "hint.who")

    def open(self) -> None:
        """Show the applications, the pointer on the row that ends."""
        self._show_list(len(self.cases) + 1)

    def _show_list(self, index: int) -> None:
        """Show the applications with the pointer on ``index``; the two rows that add and end follow them.

        While there is none, the first one is asked for.
        """
        if not len(self.cases):
            self._ask(None)
            return
        self._turn_to("list", None)
        self._rows.show(case_rows(self.cases, ending=True), index)
        self._host.stepped()

    def accept(self) -> bool:
        """The accepting key: whether the list is complete, an application that is being changed included."""
        if self._step == "noting":
            return self._keep_note()
        if self._step == "asking" and self._questions.begun:
            case = self._questions.with_chosen()
            if case is None:
                self._host.tell(say("notice.unfinished", number=len(self.cases) + 1))
                return False
            self._put(case)
        if not len(self.cases):
            self._host.tell(say("notice.none_yet"))
        return len(self.cases) > 0

    # -- the steps -----------------------------------------------------------------------------
    def _turn_to(self, step: Step, at: int | None) -> None:
        self._step, self._at = step, at
        for name in ("asking", "noting"):
            self.set_class(name == step, f"-{name}")
        self.set_class(not len(self.cases), "-empty")
        shown = say("list.standing", count=len(self.cases), arithmetic=arithmetic(balance_of(self.cases)))
        self._standing.update(shown)

    def _ask(self, index: int | None) -> None:
        """Ask for the application at ``index``, or a new one (None)."""
        self._turn_to("asking", index)
        at = len(self.cases) if index is None else index
        self._rows.show(case_rows(self.cases, ending=False), at)
        self._questions.ask(at + 1, None if index is None else self.cases[index])

    def _leave_questions(self) -> None:
        """To the list, or out of the editor while there is no application."""
        if len(self.cases):
            self._show_list(len(self.cases) + 1 if self._at is None else self._at)
        else:
            self._host.went_back()

    def _put(self, case: RequestCase) -> None:
        """Put an application into its place and show what comes next."""
        new = self._at is None
        place = self.cases.put(self._at, case)
        self._host.cases_changed()
        if new:
            self._ask(None)
        else:
            self._show_list(place)

    # -- keys ----------------------------------------------------------------------------------
    def press(self, event: events.Key) -> bool:
        """Take a key; False when it means nothing here."""
        letter = plain_key(event.character) if event.is_printable and event.character else ""
        if self._step == "noting":
            return self._press_on_note(event)
        if event.key in ("ctrl+z", "ctrl+y") or letter == "z":
            self._turn_back(redo=event.key == "ctrl+y")
            return True
        if self._step == "list":
            return self._press_on_list(event, letter)
        if letter == "c" and self._at is None and not self._questions.begun and len(self.cases):
            self._repeat(len(self.cases) - 1)
            return True
        return self._chooser.press(event) or bool(letter)

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
            self._write_note(at)
        else:
            return bool(letter)
        return True

    def _take(self, index: int) -> None:
        """Do what the row says."""
        if index > len(self.cases):
            self._host.finished()
        else:
            self._ask(index if index < len(self.cases) else None)

    def _remove(self, index: int) -> None:
        removed = self.cases.remove(index)
        self._host.cases_changed()
        self._show_list(min(index, len(self.cases) - 1))
        shown = say("list.shown", number=index + 1, who=who(removed), how=how(removed))
        self._host.tell(say("notice.removed", case=shown))

    def _repeat(self, index: int) -> None:
        place = self.cases.repeat(index)
        self._host.cases_changed()
        if self._step == "list":
            self._show_list(place)
        else:
            self._ask(None)
        self._host.tell(say("notice.repeated", count=len(self.cases)))

    def _turn_back(self, redo: bool) -> None:
        """Undo or redo a step of the list; amid the questions, go one of them back."""
        if self._step == "asking" and (self._questions.begun or self._at is not None):
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
            self._ask(None)
        self._host.tell(say("notice.redone" if redo else "notice.undone", count=len(self.cases)))

    # -- the note ------------------------------------------------------------------------------
    def _write_note(self, index: int) -> None:
        self._turn_to("noting", index)
        self._rows.show(case_rows(self.cases, ending=False), index)
        self._note.set_text(self.cases[index].note)
        self._host.stepped()

    def _press_on_note(self, event: events.Key) -> bool:
        if event.key == "escape":
            self._show_list(self._at or 0)
        elif event.key == "enter":
            self._keep_note()
        elif event.is_printable and event.character:
            # Sent to the rows before the line had the keyboard: the rest of what an input method committed.
            self._note.add(event.character)
        else:
            return event.key in ("up", "down", "ctrl+z", "ctrl+y")
        return True

    def _keep_note(self) -> bool:
        """Put the note to its application; False, and told, when it cannot be one."""
        at, text = self._at or 0, self._note.value
        try:
            case = RequestCase.model_validate({**self.cases[at].model_dump(), "note": text})
        except ValidationError as error:
            self._host.tell(from_validation(error, say("list.note"), text).message, refused=True)
            return False
        self._put(case)
        return True

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
            self._keep_note()

    def on_line_remark(self, event: Line.Remark) -> None:
        event.stop()
        self._host.tell(event.text, event.refused)
