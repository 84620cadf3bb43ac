"""Some of several, with own words."""

from __future__ import annotations

from textual import events

from assistant.interview import Raw
from assistant.tui.inputs.own_words import RowsInput
from assistant.tui.inputs.rows import Row
from assistant.tui.inputs.wording import say


class ChoicesInput(RowsInput):
    """Rows with check marks. The default is checked from the start; Enter hands over what is checked.

    Checked answers are handed over in the order in which they are offered, own words behind them;
    what was not touched is handed over exactly as it was given.
    """

    def begin(self) -> None:
        self._own_items: list[str] = []
        self._checked: set[str] = set()
        self._given: tuple[Raw, list[str]] | None = None
        self.put(self.ask_context.default or [])

    @property
    def rows_hint(self) -> str:
        return say("hint.choices")

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
                say("label.checked") if value in self._checked else say("label.unchecked"),
                shown[value].hint if value in shown else "",
            )
            for place, value in enumerate(self._values())
        ]
        if self.question.own_words:
            rows.append(Row(say("label.own"), self.key_of(len(rows)), say("label.add")))
        self._rows.show(rows, index)
