"""One of several: yes or no, and a choice with or without own words."""

from __future__ import annotations

from textual import events

from assistant.interview import KINDS, Choice, Raw
from assistant.tui.inputs.own_words import RowsInput
from assistant.tui.inputs.rows import Row
from assistant.tui.inputs.wording import say

_ALSO = {"1": 0, "2": 1, "１": 0, "２": 1}


class ChoiceInput(RowsInput):
    """One of the offered answers; a key takes it at once, Enter takes the one pointed at."""

    @property
    def rows_hint(self) -> str:
        return say("hint.choice")

    def begin(self) -> None:
        at = self._place(self.ask_context.default)
        self._rows.show(self.rows(), 0 if at is None else at)

    def rows(self) -> list[Row]:
        """The offered answers, and the one for own words."""
        found = [
            Row(choice.shown, self.key_of(place), note=self._note(choice.value) or choice.hint)
            for place, choice in enumerate(self.choices)
        ]
        if self.question.own_words:
            found.append(Row(say("label.own"), self.key_of(len(found))))
        return found

    def content(self) -> Raw:
        return self._own.value if self.own_open else ""

    def put(self, raw: Raw) -> None:
        at = self._place(raw)
        if at is not None:
            if self.own_open:
                self.close_own()
            self._rows.point(at)
        elif self.question.own_words and isinstance(raw, str) and raw:
            self._rows.point(len(self.choices))
            self.open_own(raw)

    def enter(self) -> None:
        self.take_row(self._rows.index)

    def take_row(self, index: int) -> None:
        self._rows.point(index)
        if index < len(self.choices):
            self.submit(self.choices[index].value)
        else:
            self.open_own()

    def take_own(self, text: str) -> None:
        if text:
            self.submit(text)
        else:
            self.close_own()

    def _place(self, raw: Raw | None) -> int | None:
        places = [place for place, choice in enumerate(self.choices) if raw in (choice.value, choice.shown)]
        return places[0] if places else None

    def _note(self, value: str) -> str:
        if value == self.ask_context.present:
            return say("label.present")
        return say("label.default") if value == self.ask_context.default else ""


class YesNoInput(ChoiceInput):
    """Yes or no by one key; 1 and 2 serve too."""

    @property
    def rows_hint(self) -> str:
        return say("hint.yesno")

    @property
    def choices(self) -> tuple[Choice, ...]:
        return tuple(Choice(value=str(KINDS["yesno"].raw(answer))) for answer in (True, False))

    def key_of(self, index: int) -> str:
        return "YN"[index]

    def other_key(self, event: events.Key) -> bool:
        place = _ALSO.get(event.character or "")
        if place is not None:
            self.take_row(place)
        return place is not None
