"""The grid: a statutory table that takes typing."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message

from assistant.document import print_number
from assistant.standard import Cell
from assistant.tui.inputs.table.canvas import Canvas
from assistant.tui.inputs.table.explain import settled_as
from assistant.tui.inputs.table.painter import Pointer
from assistant.tui.inputs.table.sheet import Sheet
from assistant.tui.inputs.table.walk import clamp, find, next_off, step
from assistant.tui.inputs.typed import PASTE_LIMIT
from assistant.tui.inputs.wording import say

_LONGEST_CELL = 40


class Grid(Canvas):
    """Arrows, Tab and Enter move; typing replaces a cell; totals and balances follow at every key.

    A cell that last year's report settles takes no typing until it is unlocked.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1, 0)", show=False),
        Binding("down", "move(1, 0)", show=False),
        Binding("left", "move(0, -1)", show=False),
        Binding("right", "move(0, 1)", show=False),
        Binding("pageup", "move(-8, 0)", show=False),
        Binding("pagedown", "move(8, 0)", show=False),
        Binding("home", "edge(0, -1)", show=False),
        Binding("end", "edge(0, 1)", show=False),
        Binding("ctrl+home", "edge(-1, -1)", show=False),
        Binding("ctrl+end", "edge(1, 1)", show=False),
        Binding("tab", "step(1, False)", show=False),
        Binding("shift+tab", "step(-1, False)", show=False),
        Binding("enter", "step(1, True)", show=False),
        Binding("shift+enter", "step(-1, True)", show=False),
        Binding("backspace", "rub_out", show=False),
        Binding("delete", "clear", show=False),
        Binding("ctrl+z", "undo", show=False),
        Binding("ctrl+y", "redo", show=False),
        Binding("f6", "turn_lock", show=False),
        Binding("f7", "last_year", show=False),
        Binding("f8", "next_off", show=False),
    ]

    class Moved(Message):
        """Another cell is pointed at."""

    class Edited(Message):
        """A cell's text changed."""

    class Told(Message):
        """Something to tell the clerk, "" to take the last sentence away."""

        def __init__(self, text: str, refused: bool = True) -> None:
            super().__init__()
            self.text = text
            self.refused = refused

    class Unlocking(Message):
        """The clerk wants to unlock the cell at ``path``; a reason is to be asked for."""

        def __init__(self, path: str) -> None:
            super().__init__()
            self.path = path

    class Pasted(Message):
        """A block was pasted at the pointed cell."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def __init__(self, sheet: Sheet) -> None:
        super().__init__(sheet)
        self._before = ""

    # -- where we are --------------------------------------------------------------------------
    @property
    def typing(self) -> bool:
        """Whether the pointed cell is open."""
        return self._pointer.typing is not None

    def block_from_here(self) -> list[list[Cell]]:
        """The cells from the pointed one to the right and down, where a pasted block goes."""
        below = [row for _, row in self._drawing.rows[self._pointer.row :]]
        return [list(row.cells[self._pointer.column :]) for row in below]

    def go_to(self, path: str) -> None:
        """Point at the cell at ``path``."""
        self._point(*find(self._drawing, path))

    def refresh_numbers(self) -> None:
        """Draw again after the sheet was changed from outside; the open cell is closed."""
        self.sheet.close()
        self._pointer = Pointer(*self._here)
        self.refresh()
        self.post_message(self.Moved())

    # -- moving --------------------------------------------------------------------------------
    def _point(self, row: int, column: int) -> None:
        """Point at another cell, closing the one that is open."""
        self.close()
        self._pointer = Pointer(*clamp(self._drawing, row, column))
        self._keep_in_view()
        self.refresh()
        self._place_caret()
        self.post_message(self.Told(self.sheet.problem(self.cell.path)))
        self.post_message(self.Moved())

    def action_move(self, down: int, right: int) -> None:
        self._point(self._pointer.row + down, self._pointer.column + right)

    def action_edge(self, down: int, right: int) -> None:
        rows = len(self._drawing.rows)
        row = self._pointer.row if not down else (0 if down < 0 else rows - 1)
        self._point(row, 0 if right < 0 else len(self._drawing.rows[row][1].cells) - 1)

    def action_step(self, by: int, downwards: bool) -> None:
        self._point(*step(self._drawing, self._here, by, downwards))

    def action_next_off(self) -> None:
        self.close()
        place = next_off(self._drawing, self.sheet, self._here)
        if place is None:
            self.post_message(self.Told(say("table.all_even"), refused=False))
        else:
            self._point(*place)

    # -- typing --------------------------------------------------------------------------------
    def on_key(self, event: events.Key) -> None:
        if event.is_printable and event.character:
            event.stop()
            if event.character == " " and not self.typing and self.sheet.offered(self.cell.path) is not None:
                self._take_offered()
                return
            self._type((self._pointer.typing or "") + event.character)
        elif event.key == "escape" and self.typing:
            event.stop()
            self._type(self._before)
            self.refresh_numbers()

    def _type(self, text: str) -> None:
        if self.cell.derived:
            self.post_message(self.Told(say("table.total", name=self.cell.name)))
            return
        if self.sheet.locks.is_locked(self.cell.path):
            self._tell_locked()
            return
        if not self.typing:
            self._before = self.sheet.text(self.cell.path)
        text = text.strip()[:_LONGEST_CELL]
        self._pointer = Pointer(*self._here, text)
        self.sheet.type(self.cell.path, text)
        self._changed()

    def close(self) -> None:
        """End the typing in the open cell."""
        if self.typing:
            self._pointer = Pointer(*self._here)
            self.sheet.close()

    def action_rub_out(self) -> None:
        """The last character of the open cell; the whole cell when it is not open."""
        if self.typing:
            self._type((self._pointer.typing or "")[:-1])
        else:
            self.action_clear()

    def action_clear(self) -> None:
        self.close()
        path = self.cell.path
        if self.cell.derived:
            return
        if not self.sheet.locks.is_locked(path):
            self.sheet.change({path: ""})
            self._changed()
        elif self.sheet.departs(path):
            self.sheet.change({path: str(self.sheet.locks.settled[path])})
            self._changed()
        else:
            self._tell_locked()

    def _take_offered(self) -> None:
        """Put the suggestion for the pointed cell in."""
        offered = self.sheet.offered(self.cell.path)
        if offered is not None:
            self.sheet.change({self.cell.path: print_number(offered)})
            self._changed()

    # -- last year -----------------------------------------------------------------------------
    def _tell_locked(self) -> None:
        self.post_message(self.Told(say("lock.locked", name=self.cell.name, settled=settled_as(self.sheet, self.cell))))

    def action_turn_lock(self) -> None:
        """Unlock the pointed cell, which needs a reason; or lock it again, with last year's number in it."""
        self.close()
        path, locks = self.cell.path, self.sheet.locks
        if path not in locks.settled:
            self.post_message(self.Told(say("lock.none"), refused=False))
        elif locks.is_locked(path):
            self.post_message(self.Unlocking(path))
        else:
            locks.lock(path)
            self.sheet.change({path: str(locks.settled[path])})
            self._changed()
            self.post_message(self.Told(say("lock.again", settled=settled_as(self.sheet, self.cell)), refused=False))

    def action_last_year(self) -> None:
        if not self.turn_last_year():
            self.post_message(self.Told(say("table.no_last_year"), refused=False))

    def action_undo(self) -> None:
        self._turned(self.sheet.undo())

    def action_redo(self) -> None:
        self._turned(self.sheet.redo())

    def _turned(self, path: str | None) -> None:
        self._pointer = Pointer(*self._here)
        if path is None:
            self.post_message(self.Told(say("table.nothing_to_undo"), refused=False))
        else:
            self.go_to(path)
            self._changed()

    def _changed(self) -> None:
        self.refresh()
        self._place_caret()
        self.post_message(self.Told("" if self.typing else self.sheet.problem(self.cell.path)))
        self.post_message(self.Edited())

    def on_paste(self, event: events.Paste) -> None:
        event.stop()
        text = event.text.strip("\r\n")
        if "\t" in text or "\n" in text or len(text) > PASTE_LIMIT:
            self.close()
            self.post_message(self.Pasted(event.text))
        else:
            self._type((self._pointer.typing or "") + text)
