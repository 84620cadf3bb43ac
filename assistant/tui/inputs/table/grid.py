"""The grid: a statutory table that takes typing."""

from __future__ import annotations

import re
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Offset, Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from assistant.document import print_number
from assistant.session.sheet import Sheet, settled_as
from assistant.standard import Cell
from assistant.texts import INPUTS
from assistant.tui.inputs.lines import PASTE_LIMIT
from assistant.tui.inputs.table.painting import STYLES, Drawing, Painter, Pointer, bands

Place = tuple[int, int]


def find(drawing: Drawing, path: str) -> Place:
    """Where the cell at ``path`` stands. :raises KeyError: the grid has no such cell."""
    for number, (_, row) in enumerate(drawing.rows):
        for place, cell in enumerate(row.cells):
            if cell.path == path:
                return number, place
    raise KeyError(path)


def clamp(drawing: Drawing, row: int, column: int) -> Place:
    """The nearest place that exists."""
    row = min(max(row, 0), len(drawing.rows) - 1)
    return row, min(max(column, 0), len(drawing.rows[row][1].cells) - 1)


def step(drawing: Drawing, here: Place, by: int, downwards: bool) -> Place:
    """The next place that is typed, totals skipped: by columns downwards, else by rows; around at the end."""
    places = [
        (number, place)
        for number, (_, row) in enumerate(drawing.rows)
        for place, cell in enumerate(row.cells)
        if not cell.derived
    ]
    if downwards:
        places.sort(key=lambda at: (drawing.rows[at[0]][0], at[1], at[0]))
    if here in places:
        return places[(places.index(here) + by) % len(places)]
    return clamp(drawing, here[0] + (by if downwards else 0), here[1] + (0 if downwards else by))


def next_off(drawing: Drawing, sheet: Sheet, here: Place) -> Place | None:
    """The next cell that is no number or not as last year settles it, else the next column that does not balance.

    Columns of totals are passed over: they are mended by mending the others.
    """
    cells = drawing.rows[here[0]][1].cells
    first = drawing.rows[0][1].cells
    if wrong := {*sheet.problems, *sheet.departing}:
        places = sorted(find(drawing, path) for path in wrong)
        return next((place for place in places if place > here), places[0])
    for by in range(1, len(cells) + 1):
        column = (here[1] + by) % len(cells)
        balance = sheet.balance(cells[column].path)
        if balance is not None and balance.difference and not first[column].derived:
            return here[0], column
    return None


_LEAST_HEIGHT = 8


class Canvas(Widget, can_focus=True):
    """Draws the cells of ``sheet`` around a pointer, which the arrows move.

    Last year's figures are drawn where they fit beside each figure; :meth:`turn_last_year` says otherwise.
    """

    AROUND: ClassVar[int] = 12
    """Lines of the terminal that the grid leaves to the question, the lines below it and the keys."""
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
    ]
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

    class Moved(Message):
        """Another cell is pointed at."""

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
        return min(whole, max(_LEAST_HEIGHT, self.app.size.height - self.AROUND))

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
        return INPUTS.say("table.where", row=self._pointer.row + 1, rows=len(self._drawing.rows))

    # -- moving --------------------------------------------------------------------------------
    def _stand_at(self, row: int, column: int) -> None:
        self._pointer = Pointer(*clamp(self._drawing, row, column))
        self._keep_in_view()
        self.refresh()
        self._place_caret()

    def _point(self, row: int, column: int) -> None:
        """Point at another cell."""
        self._stand_at(row, column)
        self.post_message(self.Moved())

    def action_move(self, down: int, right: int) -> None:
        self._point(self._pointer.row + down, self._pointer.column + right)

    def action_edge(self, down: int, right: int) -> None:
        rows = len(self._drawing.rows)
        row = self._pointer.row if not down else (0 if down < 0 else rows - 1)
        self._point(row, 0 if right < 0 else len(self._drawing.rows[row][1].cells) - 1)


_LONGEST_CELL = 200
_WORD = re.compile("[一-龥？]")
_SENTENCE_FROM = 3
"""Chinese characters from which on the text of a cell is no number with its unit any more."""


class Grid(Canvas):
    """Arrows, Tab and Enter move; typing replaces a cell; totals and balances follow at every key.

    A cell that last year's report settles takes no typing until it is unlocked.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "step(1, False)", show=False),
        Binding("shift+tab", "step(-1, False)", show=False),
        Binding("enter", "step(1, True)", show=False),
        Binding("shift+enter", "step(-1, True)", show=False),
        Binding("backspace", "rub_out", show=False),
        Binding("delete", "clear", show=False),
        Binding("ctrl+z", "undo", show=False),
        Binding("ctrl+y", "redo", show=False),
        Binding("f6", "toggle_lock", show=False),
        Binding("f7", "last_year", show=False),
        Binding("f8", "next_off", show=False),
    ]

    class Edited(Message):
        """A cell's text changed."""

    class Notice(Message):
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

    class Said(Message):
        """A sentence was begun or written in the cell at ``path``, which held ``before`` until then.

        ``begun``: with its first character, which is in no cell yet. ``finished``: as in :meth:`Grid.hand_over`.
        """

        def __init__(self, path: str, text: str, before: str, begun: bool = False, finished: bool = False) -> None:
            super().__init__()
            self.finished = finished
            self.path = path
            self.text = text
            self.before = before
            self.begun = begun

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

    def go_to_fault(self) -> None:
        """Point at the first cell or column that cannot be right; stay where there is none."""
        place = next_off(self._drawing, self.sheet, (0, -1))
        if place is not None:
            self._point(*place)

    def refresh_numbers(self) -> None:
        """Draw again after the sheet was changed from outside; the open cell is closed."""
        self.sheet.close()
        self._pointer = Pointer(*self._here)
        self.refresh()
        self.post_message(self.Moved())

    # -- moving --------------------------------------------------------------------------------
    def _point(self, row: int, column: int) -> None:
        """Point at another cell, closing the one that is open."""
        self.hand_over()
        self.close()
        self._stand_at(row, column)
        self.post_message(self.Notice(self.sheet.problem(self.cell.path)))
        self.post_message(self.Moved())

    def action_step(self, by: int, downwards: bool) -> None:
        self._point(*step(self._drawing, self._here, by, downwards))

    def action_next_off(self) -> None:
        self.close()
        place = next_off(self._drawing, self.sheet, self._here)
        if place is None:
            self.post_message(self.Notice(INPUTS.say("table.all_even"), refused=False))
        else:
            self._point(*place)

    # -- typing --------------------------------------------------------------------------------
    def on_key(self, event: events.Key) -> None:
        if event.is_printable and event.character:
            event.stop()
            if event.character == " " and not self.typing and self.sheet.offered(self.cell.path) is not None:
                self._take_offered()
                return
            if not self.typing and _WORD.match(event.character):
                self.post_message(self.Said(self.cell.path, event.character, self.sheet.text(self.cell.path), True))
                return
            self._type((self._pointer.typing or "") + event.character)
        elif event.key == "escape" and self.typing:
            event.stop()
            self.close()
            self.refresh_numbers()

    def _type(self, text: str) -> None:
        if self.cell.derived:
            self.post_message(self.Notice(INPUTS.say("table.total", name=self.cell.name)))
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

    def hand_over(self, finished: bool = False) -> bool:
        """Post a sentence in the open cell, which may tell more than a number; whether there is one.

        :param finished: the table is to be submitted unless the sentence means something.
        """
        text = self._pointer.typing or ""
        if len(_WORD.findall(text)) < _SENTENCE_FROM:
            return False
        self.post_message(self.Said(self.cell.path, text, self._before, finished=finished))
        return True

    def close(self) -> None:
        """End the typing in the open cell, which keeps what was typed."""
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
        self.post_message(
            self.Notice(INPUTS.say("lock.locked", name=self.cell.name, settled=settled_as(self.sheet, self.cell)))
        )

    def action_toggle_lock(self) -> None:
        """Unlock the pointed cell, which needs a reason; or lock it again, with last year's number in it."""
        self.close()
        path, locks = self.cell.path, self.sheet.locks
        if path not in locks.settled:
            self.post_message(self.Notice(INPUTS.say("lock.none"), refused=False))
        elif locks.is_locked(path):
            self.post_message(self.Unlocking(path))
        else:
            locks.lock(path)
            self.sheet.change({path: str(locks.settled[path])})
            self._changed()
            self.post_message(
                self.Notice(INPUTS.say("lock.again", settled=settled_as(self.sheet, self.cell)), refused=False)
            )

    def action_last_year(self) -> None:
        if not self.turn_last_year():
            self.post_message(self.Notice(INPUTS.say("table.no_last_year"), refused=False))

    def action_undo(self) -> None:
        self._turned(self.sheet.undo())

    def action_redo(self) -> None:
        self._turned(self.sheet.redo())

    def _turned(self, path: str | None) -> None:
        self._pointer = Pointer(*self._here)
        if path is None:
            self.post_message(self.Notice(INPUTS.say("table.nothing_to_undo"), refused=False))
        else:
            self.go_to(path)
            self._changed()

    def _changed(self) -> None:
        self.refresh()
        self._place_caret()
        self.post_message(self.Notice("" if self.typing else self.sheet.problem(self.cell.path)))
        self.post_message(self.Edited())

    def on_paste(self, event: events.Paste) -> None:
        event.stop()
        text = event.text.strip("\r\n")
        if "\t" in text or "\n" in text or len(text) > PASTE_LIMIT:
            self.close()
            self.post_message(self.Pasted(event.text))
        else:
            self._type((self._pointer.typing or "") + text)
