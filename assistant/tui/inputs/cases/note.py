"""The clerk's own note on an application."""

from __future__ import annotations

from collections.abc import Callable

from pydantic import ValidationError
from textual import events

from assistant.interview.messages import from_validation
from assistant.report.cases import RequestCase
from assistant.tui.inputs.cases.wording import say
from assistant.tui.inputs.line import Line


class CaseNote(Line):
    """The line for the note.

    :param kept: called with the application and its new note.
    :param left: called when Esc is pressed.
    :param refused: called with the sentence why the text can be no note.
    """

    def __init__(
        self, kept: Callable[[RequestCase], None], left: Callable[[], None], refused: Callable[[str], None]
    ) -> None:
        super().__init__(say("list.note"), hint_text=say("list.note_place"))
        self._kept = kept
        self._left = left
        self._refused = refused
        self._case: RequestCase | None = None

    def write(self, case: RequestCase) -> None:
        """Take up the note of ``case``."""
        self._case = case
        self.set_text(case.note)

    def press(self, event: events.Key) -> bool:
        """Take a key that came by its owner; False when it means nothing here."""
        if event.key == "escape":
            self._left()
        elif event.key == "enter":
            self.keep()
        elif event.is_printable and event.character:
            # Sent to the rows before the line had the keyboard: the rest of what an input method committed.
            self.add(event.character)
        else:
            return event.key in ("up", "down", "ctrl+z", "ctrl+y")
        return True

    def keep(self) -> bool:
        """Hand the application over with its note; False when the text cannot be one."""
        if self._case is None:
            return False
        try:
            case = RequestCase.model_validate({**self._case.model_dump(), "note": self.value})
        except ValidationError as error:
            self._refused(from_validation(error, self.title, self.value).message)
            return False
        self._kept(case)
        return True
