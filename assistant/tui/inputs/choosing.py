"""One of several: yes or no, and a choice with or without own words."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.widget import Widget
from textual.widgets import Input

from assistant.interview import KINDS, Choice, Question, Raw
from assistant.texts import INPUTS
from assistant.tui.inputs.base import ASKING, AnswerInput, InputContext
from assistant.tui.inputs.lines import PASTE_LIMIT, Line, too_much
from assistant.tui.inputs.rows import Row, Rows, plain_key, row_key


class RowsInput(AnswerInput):
    """Rows with keys; Esc leaves the line for own words. Subclasses say what taking a row means."""

    DEFAULT_CSS = """
    RowsInput > Line { display: none; &.-open { display: block; } }
    """

    def __init__(self, question: Question, ask_context: InputContext) -> None:
        super().__init__(question, ask_context)
        self.hint = self.rows_hint
        self._rows = Rows()
        self._own = Line(question.title, hint_text=INPUTS.say("placeholder.own"))

    # -- for subclasses ------------------------------------------------------------------------
    @property
    def rows_hint(self) -> str:
        """The hint while the rows have the keyboard."""
        raise NotImplementedError

    def enter(self) -> None:
        """Enter was pressed on the rows."""
        raise NotImplementedError

    def take_row(self, index: int) -> None:
        """The row was clicked."""
        raise NotImplementedError

    def take_own(self, text: str) -> None:
        """Enter was pressed in the line for own words, which holds ``text``."""
        raise NotImplementedError

    def other_key(self, event: events.Key) -> bool:
        """Any other key on the rows; True when it was used."""
        return False

    @property
    def choices(self) -> tuple[Choice, ...]:
        return self.ask_context.choices

    def key_of(self, index: int) -> str:
        """The key of the row number ``index``, as :func:`row_key`."""
        return row_key(index)

    # -- the two states ------------------------------------------------------------------------
    @property
    def own_open(self) -> bool:
        return self._own.has_class("-open")

    def open_own(self, text: str | None = None) -> None:
        """Open the line for own words, with ``text`` in place of what it holds."""
        self._own.add_class("-open")
        if text is not None:
            self._own.set_text(text)
        self.hint = INPUTS.say("hint.own")
        self.focus()

    def close_own(self) -> None:
        """Back to the rows; the line keeps its text for the next time it is opened."""
        self._own.remove_class("-open")
        self.hint = self.rows_hint
        self.focus()
        self.changed()

    # -- inside --------------------------------------------------------------------------------
    def compose_editor(self) -> ComposeResult:
        yield self._rows
        if self.question.own_words:
            yield self._own

    @property
    def editor(self) -> Widget:
        return self._own if self.own_open else self._rows

    def on_key(self, event: events.Key) -> None:
        """Keys that the focused part left over. Printable ones come from the rows only."""
        if self.own_open:
            self._key_while_own(event)
        elif self._key_on_rows(event):
            event.stop()

    def _key_while_own(self, event: events.Key) -> None:
        if event.key == "escape":
            event.stop()
            self.close_own()
        elif event.is_printable and event.character:
            # Sent to the rows before the line had the keyboard: the rest of what an input method committed.
            event.stop()
            self._own.add(event.character)

    def _key_on_rows(self, event: events.Key) -> bool:
        if self.ends_asking(event):
            return True
        if event.key == "enter":
            self.enter()
            return True
        if self.other_key(event):
            return True
        if not event.is_printable or not event.character:
            return False
        if self._rows.moved_by(event.character):
            self.set_notice("")
        elif plain_key(event.character).isdecimal():
            self.set_notice(INPUTS.say("notice.no_row", number=plain_key(event.character)))
        elif event.character in ASKING:
            self.speak(event.character)
        elif not event.character.isascii():
            if self.question.own_words:
                self.open_own(event.character)
            else:
                self.speak(event.character)
        return True

    def on_paste(self, event: events.Paste) -> None:
        event.stop()
        if self.question.own_words:
            self.open_own()
            self._own.add(event.text)
        elif len(event.text) > PASTE_LIMIT:
            self.set_notice(too_much(self.question.title, len(event.text)), refused=True)
        else:
            self.post_message(self.Spoken(event.text))

    def on_rows_clicked(self, event: Rows.Clicked) -> None:
        event.stop()
        self.take_row(event.index)

    def on_rows_moved(self, event: Rows.Moved) -> None:
        event.stop()
        self.forget_asking()

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self.changed()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.take_own(self._own.value.strip())

    def on_line_notice(self, event: Line.Notice) -> None:
        event.stop()
        self.call_later(self.set_notice, event.text, event.refused)


class ChoiceInput(RowsInput):
    """One of the offered answers; a number moves the pointer, Enter takes the one pointed at.

    The default is pointed at from the start. Without one nothing is, so that Enter alone answers nothing.
    """

    NOTHING_POINTED_AT: ClassVar[str] = "notice.choose"
    """The name of the sentence that tells so."""

    @property
    def rows_hint(self) -> str:
        return INPUTS.say("hint.choice")

    def begin(self) -> None:
        at = self._place(self.ask_context.default)
        self._rows.show(self.rows(), at)
        if at is None:
            self._rows.point_nowhere()

    def rows(self) -> list[Row]:
        """The offered answers, and the one for own words."""
        found = [
            Row(choice.shown, self.key_of(place), note=self._note(choice.value) or choice.hint)
            for place, choice in enumerate(self.choices)
        ]
        if self.question.own_words:
            found.append(Row(INPUTS.say("label.own"), self.key_of(len(found))))
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
        if self._rows.index < 0:
            self.set_notice(INPUTS.say(self.NOTHING_POINTED_AT))
        else:
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
            return INPUTS.say("label.present")
        return INPUTS.say("label.default") if value == self.ask_context.default else ""


class YesNoInput(ChoiceInput):
    """Yes or no: Y and N answer at once, 1 and 2 move the pointer."""

    NOTHING_POINTED_AT = "notice.yes_or_no"

    @property
    def rows_hint(self) -> str:
        return INPUTS.say("hint.yesno")

    @property
    def choices(self) -> tuple[Choice, ...]:
        return tuple(Choice(value=str(KINDS["yesno"].raw(answer))) for answer in (True, False))

    def key_of(self, index: int) -> str:
        return "YN"[index]

    def other_key(self, event: events.Key) -> bool:
        place = self._rows.with_key(event.character) if event.character else None
        number = plain_key(event.character or "")
        if place is not None:
            self.take_row(place)
        elif number in ("1", "2"):
            self._rows.point(int(number) - 1)
        return place is not None or number in ("1", "2")


class ChoicesInput(RowsInput):
    """Rows with check marks. The default is checked from the start; Enter submits what is checked.

    Checked answers are submitted in the order in which they are offered, own words behind them;
    what was not changed is submitted exactly as it was given.
    """

    def begin(self) -> None:
        self._own_items: list[str] = []
        self._checked: set[str] = set()
        self._given: tuple[Raw, list[str]] | None = None
        self.put(self.ask_context.default or [])

    @property
    def rows_hint(self) -> str:
        return INPUTS.say("hint.choices")

    # -- content -------------------------------------------------------------------------------
    def content(self) -> Raw:
        found = self._items()
        half_written = self._own.value.strip() if self.own_open else ""
        return [*found, half_written] if half_written else found

    def put(self, raw: Raw) -> None:
        by_text = {text: choice.value for choice in self.choices for text in (choice.shown, choice.value)}
        items = [raw] if isinstance(raw, str) else [str(item) for item in raw]
        values = [by_text.get(item, item) for item in items if item]
        self._own_items = [value for value in dict.fromkeys(values) if value not in by_text]
        self._checked = set(values)
        self._given = (list(items), self._ordered())
        self._show()

    def _items(self) -> list[str]:
        """What is checked; as it was given when that is the same set."""
        ordered = self._ordered()
        if self._given is not None and ordered == self._given[1]:
            return list(self._given[0])
        return ordered

    def _ordered(self) -> list[str]:
        return [
            value for value in (*(choice.value for choice in self.choices), *self._own_items) if value in self._checked
        ]

    # -- keys ----------------------------------------------------------------------------------
    def enter(self) -> None:
        if self._is_own_row(self._rows.index):
            self.open_own()
        else:
            self.submit(self._items())

    def take_row(self, index: int) -> None:
        """Check or uncheck the row, or open the line for own words."""
        self._rows.point(index)
        if self._is_own_row(index):
            self.open_own()
            return
        self._checked ^= {self._values()[index]}
        self._show()
        self.changed()

    def other_key(self, event: events.Key) -> bool:
        if event.key in ("space", "ideographic_space"):
            self.take_row(self._rows.index)
            return True
        return False

    def take_own(self, text: str) -> None:
        """Add ``text`` as a checked row and go back to the rows, pointing at it."""
        self._own.value = ""
        if text:
            by_shown = {choice.shown: choice.value for choice in self.choices}
            value = by_shown.get(text, text)
            if value not in self._values():
                self._own_items.append(value)
            self._checked.add(value)
            self._show(self._values().index(value))
        else:
            self._show(max(0, len(self._values()) - 1))
        self.close_own()

    # -- rows ----------------------------------------------------------------------------------
    def _values(self) -> list[str]:
        return [*(choice.value for choice in self.choices), *self._own_items]

    def _is_own_row(self, index: int) -> bool:
        return index >= len(self._values())

    def _show(self, index: int | None = None) -> None:
        shown = {choice.value: choice for choice in self.choices}
        rows = [
            Row(
                shown[value].shown if value in shown else value,
                self.key_of(place),
                INPUTS.say("label.checked") if value in self._checked else INPUTS.say("label.unchecked"),
                shown[value].hint if value in shown else "",
            )
            for place, value in enumerate(self._values())
        ]
        if self.question.own_words:
            rows.append(Row(INPUTS.say("label.own"), self.key_of(len(rows)), INPUTS.say("label.add")))
        self._rows.show(rows, index)
