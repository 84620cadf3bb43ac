"""A statutory table as lines on the screen: laid out for the width, scrolled to the pointed cell, the caret in it."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.geometry import Offset, Size
from textual.strip import Strip
from textual.widget import Widget

from assistant.standard import Cell
from assistant.tui.inputs.table.drawing import Drawing
from assistant.tui.inputs.table.painter import STYLES, Painter, Pointer
from assistant.tui.inputs.table.plan import bands
from assistant.tui.inputs.table.sheet import Sheet
from assistant.tui.inputs.table.walk import Place
from assistant.tui.inputs.wording import say

_AROUND = 12
"""Lines of the terminal that the grid leaves to the question, the lines below it and the keys."""
_LEAST_HEIGHT = 8


class Canvas(Widget, can_focus=True):
    """Draws the cells of ``sheet`` around a pointer.

    Last year's figures are drawn where they fit beside each figure; :meth:`turn_last_year` says otherwise.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"grid--{name}" for name in STYLES}
    DEFAULT_CSS = """
    Canvas {
        height: auto;
        background: $surface;
        .grid--label { color: $foreground; }
        .grid--group { color: $foreground 75%; }
        .grid--header { color: $foreground 75%; background: $panel; }
        .grid--here { color: $text-primary; text-style: bold; background: $panel; }
        .grid--number { color: $foreground; text-style: bold; }
        .grid--zero { color: $foreground 50%; }
        .grid--total { color: $foreground 70%; background: $panel; }
        .grid--bad { color: $text-error; text-style: bold reverse; }
        .grid--cursor { color: $block-cursor-foreground; background: $block-cursor-background; text-style: bold; }
        .grid--editing { color: $foreground; background: $boost; text-style: bold underline; }
        .grid--last { color: $foreground 45%; text-style: italic; }
        .grid--locked { color: $foreground 80%; background: $panel; }
        .grid--departing { color: $text-error; text-style: bold; }
        .grid--ghost { color: $foreground 45%; text-style: italic; }
        .grid--balanced { color: $text-success; background: $panel; }
        .grid--unbalanced { color: $text-error; background: $panel; text-style: bold; }
    }
    """

    def __init__(self, sheet: Sheet) -> None:
        super().__init__()
        self.sheet = sheet
        self._bands = bands(sheet.schema)
        self._pointer = Pointer(0, 0)
        self._top = 0
        self._last_wanted: bool | None = None
        self._lay_out(78)

    # -- where we are --------------------------------------------------------------------------
    @property
    def _here(self) -> Place:
        return self._pointer.row, self._pointer.column

    @property
    def cell(self) -> Cell:
        """The cell that is pointed at."""
        return self._drawing.rows[self._pointer.row][1].cells[self._pointer.column]

    # -- drawing -------------------------------------------------------------------------------
    def _lay_out(self, width: int) -> None:
        known = bool(self.sheet.last.printed)
        self._drawing = Drawing(self._bands, width, last=known and self._last_wanted is not False)
        if self._last_wanted is None and self._drawing.last and not self._drawing.beside:
            self._drawing = Drawing(self._bands, width)
        self._painter = Painter(self._drawing, self.sheet, lambda name: self.get_component_rich_style(f"grid--{name}"))

    def turn_last_year(self) -> bool:
        """Draw last year's figures, or no longer; False when they are not known."""
        if not self.sheet.last.printed:
            return False
        self._last_wanted = not self._drawing.last
        self._lay_out(self._drawing.width)
        self._keep_in_view()
        self.refresh(layout=True)
        return True

    @property
    def _checked(self) -> int:
        """How many lines at the bottom say whether the columns balance: one, or none."""
        return 1 if self.sheet.relation is not None else 0

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        if width != self._drawing.width:
            self._lay_out(width)
        whole = self._drawing.pinned + len(self._drawing.body) + self._checked
        return min(whole, max(_LEAST_HEIGHT, self.app.size.height - _AROUND))

    def _on_resize(self, event: events.Resize) -> None:
        if event.size.width != self._drawing.width:
            self._lay_out(event.size.width)
        self._keep_in_view()
        self.refresh()

    @property
    def _visible(self) -> int:
        """How many body lines are in view."""
        return max(1, self.size.height - self._drawing.pinned - self._checked)

    def _keep_in_view(self) -> None:
        drawing = self._drawing
        line = drawing.line_of(self._pointer.row)
        lowest = line + (1 if drawing.last and not drawing.beside else 0)
        last = max(0, len(drawing.body) - self._visible)
        self._top = min(max(self._top, lowest - self._visible + 1), line, last)

    @property
    def cursor_screen_offset(self) -> Offset:
        """The caret: behind the number, in the last column of the cell."""
        band, _ = self._drawing.rows[self._pointer.row]
        left, top, _, _ = self.content_region
        span = self._drawing.own(self._drawing.columns[band][self._pointer.column])
        line = self._drawing.pinned + self._drawing.line_of(self._pointer.row) - self._top
        return Offset(left + span.end - 1, top + line)

    def _place_caret(self) -> None:
        if self.has_focus:
            self.app.cursor_position = self.cursor_screen_offset

    def _on_focus(self, event: events.Focus) -> None:
        self._place_caret()

    def render_line(self, y: int) -> Strip:
        return self._line(y).adjust_cell_length(self.size.width, self.visual_style.rich_style)

    def _line(self, y: int) -> Strip:
        drawing, pointer = self._drawing, self._pointer
        if y < drawing.pinned:
            return self._painter.header(0, y, pointer, self._where() if y == 0 else "")
        if self._checked and y == self.size.height - 1:
            return self._painter.check(pointer)
        number = self._top + y - drawing.pinned
        if number >= len(drawing.body):
            return Strip.blank(self.size.width, self.visual_style.rich_style)
        return self._painter.body(drawing.body[number], pointer, number == self._top)

    def _where(self) -> str:
        """Which row of how many, where not all are in view."""
        if len(self._drawing.body) <= self._visible:
            return ""
        return say("table.where", row=self._pointer.row + 1, rows=len(self._drawing.rows))
