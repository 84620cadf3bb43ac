"""A list of things to take over, ticked one by one or all at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import ClassVar

from textual.binding import BindingType
from textual.widgets import Static

from assistant.texts import SCREENS
from assistant.tui.inputs.rows import Row
from assistant.tui.screens.modal import TICK, TICK_ALL, ListScreen


def _say(name: str, /, **slots: object) -> str:
    return SCREENS.say(f"ticking.{name}", **slots)


class TickScreen(ListScreen[tuple[int, ...]]):
    """Gives the places of the rows that were ticked, () when nothing is to be taken.

    :param rows: what can be taken; ``others`` stand below them and are only read.
    :param ticked: the places of those that are ticked at first.
    """

    BINDINGS: ClassVar[list[BindingType]] = [TICK, TICK_ALL]

    def __init__(
        self, title: str, about: str, rows: Sequence[Row], others: Sequence[Row] = (), ticked: Iterable[int] = ()
    ) -> None:
        words = Static(about, id="about", markup=False)
        words.display = bool(rows)
        super().__init__(title, above=[words])
        self._choices, self._others = tuple(rows), tuple(others)
        self._taken = set(ticked)
        self._show(0)

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

    def _show(self, index: int) -> None:
        marks = (_say("taken" if place in self._taken else "left") for place in range(len(self._choices)))
        rows = [replace(row, mark=mark) for row, mark in zip(self._choices, marks, strict=True)]
        self._rows.show([*rows, *self._others], index)
        name = ("hint" if self._taken else "hint_none") if rows else "hint_nothing"
        self._hint.update(_say(name, count=len(self._taken)))
