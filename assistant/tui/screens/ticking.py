"""A list of things to take over, ticked one by one or all at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from assistant.texts import SCREENS
from assistant.tui.inputs.rows import Row, Rows
from assistant.tui.screens.modal import BoxScreen


def _say(name: str, /, **slots: object) -> str:
    return SCREENS.say(f"ticking.{name}", **slots)


class TickScreen(BoxScreen[tuple[int, ...]]):
    """Gives the places of the rows that were ticked, () when nothing is to be taken.

    :param rows: what can be taken; ``others`` stand below them and are only read.
    :param ticked: the places of those that are ticked at first.
    """

    CSS_PATH = "screens.tcss"
    AUTO_FOCUS = "Rows"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", show=False, priority=True),
        Binding("enter", "accept", show=False, priority=True),
        Binding("space,ideographic_space", "mark", show=False, priority=True),
        Binding("a", "all", show=False, priority=True),
    ]

    def __init__(
        self, title: str, about: str, rows: Sequence[Row], others: Sequence[Row] = (), ticked: Iterable[int] = ()
    ) -> None:
        super().__init__()
        self._choices, self._others = tuple(rows), tuple(others)
        self._taken = set(ticked)
        self._title_line = Static(title, id="box-title", markup=False)
        self._about = Static(about, id="about", markup=False)
        self._about.display = bool(rows)
        self._rows = Rows()
        self._hint = Static(id="box-hint", markup=False)
        self._show(0)

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield self._title_line
            yield self._about
            yield self._rows
            yield self._hint

    def on_resize(self) -> None:
        """A list that is longer than the window scrolls between the words above and below it."""
        words = (self._title_line, self._about, self._hint)
        self.set_class(self._rows.outgrow(self.size.height, *words), "-long")

    # -- keys ----------------------------------------------------------------------------------
    def action_mark(self) -> None:
        """Take the pointed one, or not; the pointer goes on to the next."""
        place = self._rows.index
        if 0 <= place < len(self._choices):
            self._taken ^= {place}
            self._show(place + 1)

    def action_all(self) -> None:
        """Tick all; none, where all are ticked."""
        everything = set(range(len(self._choices)))
        self._taken = set() if self._taken == everything else everything
        self._show(self._rows.index)

    def action_accept(self) -> None:
        if self._taken:
            self.dismiss(tuple(sorted(self._taken)))

    def action_cancel(self) -> None:
        self.dismiss(())

    @on(Rows.Clicked)
    def _clicked(self, event: Rows.Clicked) -> None:
        event.stop()
        self.action_mark()

    def _show(self, index: int) -> None:
        marks = (_say("taken" if place in self._taken else "left") for place in range(len(self._choices)))
        rows = [replace(row, mark=mark) for row, mark in zip(self._choices, marks, strict=True)]
        self._rows.show([*rows, *self._others], index)
        name = ("hint" if self._taken else "hint_none") if rows else "hint_nothing"
        self._hint.update(_say(name, count=len(self._taken)))
