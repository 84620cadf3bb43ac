"""What was understood of a sentence or a text, ticked one by one or all, before any of it is an answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Static

from assistant.session.follow_ups import FollowUps
from assistant.session.telling import LONG, Item, Telling
from assistant.texts import TALK
from assistant.tui.inputs.rows import Row
from assistant.tui.screens.modal import TICK, TICK_ALL, ListScreen
from assistant.tui.widgets.cells import Flow, literal

_SHOWN_LEFT = 4
"""Figures that were not taken, which are named one by one."""


@dataclass(frozen=True)
class Decision:
    """The items that the clerk takes; ``table`` is one to be looked over in its grid first, "" for none."""

    names: frozenset[str]
    table: str = ""


class ToldScreen(ListScreen[Decision | None]):
    """Each answer with the words it was understood from. Gives what to take, None when nothing is to be."""

    BINDINGS: ClassVar[list[BindingType]] = [TICK, TICK_ALL, Binding("g", "grid", show=False, priority=True)]

    def __init__(self, telling: Telling | FollowUps) -> None:
        self._sums = Static(id="about", markup=False)
        left = Static(Flow(*(literal(line) for line in _left_lines(telling.left))), id="rest", markup=False)
        left.display = bool(telling.left)
        super().__init__(literal(_title(telling)), below=[self._sums, left])
        self._telling = telling
        self._items = telling.items
        self._checked = {item.name for item in self._items}
        self._words = "follow" if isinstance(telling, FollowUps) else "told"
        self._show(0)

    # -- keys ----------------------------------------------------------------------------------
    def action_mark(self) -> None:
        """Take the pointed one or leave it; the pointer goes on to the next."""
        place = self._rows.index
        if self._items:
            self._checked ^= {self._items[place].name}
            self._show(min(place + 1, len(self._items) - 1))

    def action_all(self) -> None:
        every = {item.name for item in self._items}
        self._checked = set() if self._checked == every else every
        self._show(self._rows.index)

    def action_accept(self) -> None:
        """Take what is ticked; of tables not answered yet that are not ticked whole, the first one into its grid."""
        if not self._checked:
            return
        partly = self._telling.partly(self._checked)
        names = {item.name for item in self._items if item.fact.key not in partly[1:]} & self._checked
        self.dismiss(Decision(frozenset(names), partly[0] if partly else ""))

    def action_grid(self) -> None:
        """Look the table over in its grid: that of the pointed row, else the first."""
        if table := self._table():
            self.dismiss(Decision(frozenset(self._checked), table))

    def action_cancel(self) -> None:
        self.dismiss(None)

    # -- rows ----------------------------------------------------------------------------------
    def _table(self) -> str:
        pointed = self._items[self._rows.index : self._rows.index + 1]
        return next((item.fact.key for item in (*pointed, *self._items) if item.fact.cell), "")

    def _show(self, index: int) -> None:
        self._rows.show([self._row(item) for item in self._items], index)
        sums = self._telling.sums(self._checked)
        self._sums.update(Flow(*(literal(line) for line in sums)))
        self._sums.display = bool(sums)
        grid = TALK.say("told.hint_grid") if self._table() else ""
        hint = (
            TALK.say(f"{self._words}.hint", count=len(self._checked), grid=grid)
            if self._checked
            else TALK.say(f"{self._words}.hint_none")
        )
        self._hint.update(hint)

    def _row(self, item: Item) -> Row:
        mark = TALK.say("told.taken_mark" if item.name in self._checked else "told.not_taken_mark")
        text = TALK.say("told.row", title=item.title, shown=item.shown)
        was = TALK.say(f"{self._words}.was", before=item.before) if item.before and not item.fact.cell else ""
        doubt = TALK.say("told.doubt", doubt=item.doubt) if item.doubt else ""
        note = TALK.say("told.from", quote=item.fact.quote) if item.fact.quote else ""
        return Row(text, mark=mark, note=note, more=tuple(filter(None, (was, doubt))))


def _left_lines(left: Sequence[str]) -> list[str]:
    more = [TALK.say("told.left_more", count=len(left) - _SHOWN_LEFT)] if len(left) > _SHOWN_LEFT else []
    return [*left[:_SHOWN_LEFT], *more]


def _title(telling: Telling | FollowUps) -> str:
    if isinstance(telling, FollowUps):
        return telling.title
    if telling.source:
        return TALK.say("told.title_file", name=telling.source, count=len(telling.items))
    if len(telling.text) > LONG:
        return TALK.say("told.title_many", count=len(telling.items))
    return TALK.say("told.title")
