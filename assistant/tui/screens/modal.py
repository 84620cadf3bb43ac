"""Screens that open in a box over another one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Generic

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import ContentText
from textual.screen import ModalScreen, ScreenResultType
from textual.widgets import Static

from assistant.tui.inputs.rows import Rows


class BoxScreen(ModalScreen[ScreenResultType], Generic[ScreenResultType]):
    """A modal screen of which nothing is seen while another one lies over it: boxes differ in size."""

    VERTICAL_BREAKPOINTS = [(0, "-tiny"), (12, "-low")]  # noqa: RUF012

    def on_screen_suspend(self) -> None:
        self._show_box(False)

    def on_screen_resume(self) -> None:
        self._show_box(True)

    def _show_box(self, shown: bool) -> None:
        for child in self.children:
            child.visible = shown


class ListScreen(BoxScreen[ScreenResultType], Generic[ScreenResultType]):
    """A box with a title, rows with words above and below them, and a line that says what the keys do.

    Subclasses fill the rows and say what Enter (``action_accept``), Escape (``action_cancel``) and a click on the
    pointed row (``action_mark``) mean.
    """

    CSS_PATH = "screens.tcss"
    AUTO_FOCUS = "Rows"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", show=False, priority=True),
        Binding("enter", "accept", show=False, priority=True),
    ]

    def __init__(self, title: ContentText, above: Sequence[Static] = (), below: Sequence[Static] = ()) -> None:
        super().__init__()
        self._title_line = Static(title, id="box-title", markup=False)
        self._above, self._below = tuple(above), tuple(below)
        self._rows = Rows()
        self._hint = Static(id="box-hint", markup=False)

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield self._title_line
            yield from self._above
            yield self._rows
            yield from self._below
            yield self._hint

    def on_resize(self) -> None:
        """A list that is longer than the window scrolls between the words above and below it."""
        words = (self._title_line, *self._above, *self._below, self._hint)
        self.set_class(self._rows.outgrow(self.size.height, *words), "-long")

    @on(Rows.Clicked)
    def _clicked(self, event: Rows.Clicked) -> None:
        event.stop()
        self.action_mark()

    def action_mark(self) -> None:
        """What a click on the pointed row does, and the key that ticks it where there is one."""
        raise NotImplementedError


TICK = Binding("space,ideographic_space", "mark", show=False, priority=True)
TICK_ALL = Binding("a", "all", show=False, priority=True)
