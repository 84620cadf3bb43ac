"""A column of rows to choose from: literal text, a mark, the key that belongs to it; drawn line by line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.actions import SkipAction
from textual.binding import Binding, BindingType
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

from assistant.files import visible
from assistant.tui.inputs.lines import crop
from assistant.tui.widgets.cells import wrap

_KEYS = "123456789abcdefghijklmnopqrstuvwxyz"
_FRAME = 6
"""Lines of a box around rows that hold no words: its margin, its padding, the space between its parts."""
_POINTER = "> "
_NO_POINTER = "  "
_LEAST_NOTE = 12
"""Cells behind a row in which the beginning of a note still tells something."""

_Pieces = tuple[tuple[str, str], ...]
"""One line: its pieces with the names of their styles."""


@dataclass(frozen=True)
class Row:
    """One row.

    ``key`` is printed in front, after ``mark``: a number moves the pointer there, a letter is a command.
    ``note`` stands behind the text, cut where it is too long and then whole under the pointer; ``more`` are further
    lines, always shown; ``detail`` is shown under the pointer only. A ``heading`` cannot be pointed at.
    """

    text: str
    key: str = ""
    mark: str = ""
    note: str = ""
    more: tuple[str, ...] = ()
    detail: str = ""
    heading: bool = False


@dataclass(frozen=True)
class _Line:
    """One line on the screen and the row to which it belongs."""

    row: int
    pieces: _Pieces


def row_key(place: int) -> str:
    """The key that moves to the row number ``place`` from 0: 1 to 9, then letters; "" beyond."""
    return _KEYS[place] if place < len(_KEYS) else ""


class Rows(ScrollView, can_focus=True):
    """Rows with a pointer. Moves the pointer; what a key means is for the owner to say."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("home", "edge(-1)", show=False),
        Binding("end", "edge(1)", show=False),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"rows--text", "rows--pointed", "rows--key", "rows--quiet", "rows--heading"}
    DEFAULT_CSS = """
    Rows {
        height: auto;
        max-height: 58vh;
        padding: 0 1;
        background: $surface;
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
        .rows--text { color: $foreground; }
        .rows--pointed { color: $foreground; text-style: bold; }
        .rows--key { color: $text-primary; text-style: bold; }
        .rows--quiet { color: $foreground 65%; }
        .rows--heading { color: $foreground 65%; }
        &:focus .rows--pointed { color: $block-cursor-foreground; background: $block-cursor-background; }
    }
    """

    class Clicked(Message):
        """A row was clicked."""

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index

    class Moved(Message):
        """The pointer went to another row."""

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self._rows: tuple[Row, ...] = ()
        self._lines: list[_Line] = []
        self._width = 0
        self._index = 0

    def outgrow(self, height: int, *words: Widget) -> bool:
        """Whether the rows in a box with ``words`` above and below them are longer than a window of that height."""
        return self.virtual_size.height + sum(each.outer_size.height for each in words) + _FRAME > height

    # -- content -------------------------------------------------------------------------------
    @property
    def index(self) -> int:
        """The row that is pointed at, -1 when none is."""
        return self._index

    def show(self, rows: Sequence[Row], index: int | None = None) -> None:
        """Show ``rows`` with the pointer on ``index`` (unmoved when None)."""
        self._rows = tuple(rows)
        self._index = self._nearest(self._index if index is None else index)
        self._lay_out()

    def point(self, index: int) -> None:
        """Move the pointer."""
        self._index = self._nearest(index)
        self._lay_out()
        self.post_message(self.Moved())

    def with_key(self, character: str) -> int | None:
        """The row whose key is ``character`` (full-width and capital letters too), or None."""
        plain = plain_key(character)
        return next((place for place, row in enumerate(self._rows) if row.key and plain_key(row.key) == plain), None)

    def moved_by(self, character: str | None) -> bool:
        """Move the pointer to the row whose key is ``character``; False where there is no such row."""
        place = self.with_key(character) if character else None
        if place is not None:
            self.point(place)
        return place is not None

    def _nearest(self, index: int) -> int:
        """The row at ``index``, or the next one that can be pointed at."""
        places = [place for place, row in enumerate(self._rows) if not row.heading]
        later = [place for place in places if place >= index]
        return later[0] if later else (places[-1] if places else 0)

    def point_nowhere(self) -> None:
        """Take the pointer away: there is nothing that Enter could mean."""
        self._index = -1
        self._lay_out()

    # -- moving --------------------------------------------------------------------------------
    def action_move(self, by: int) -> None:
        """Move by rows, no further than to either end."""
        places = [place for place, row in enumerate(self._rows) if not row.heading]
        at = places.index(self._index) if self._index in places else (-1 if by > 0 else len(places))
        target = min(max(at + by, 0), len(places) - 1)
        if places and target != at:
            self.point(places[target])

    def action_page(self, by: int) -> None:
        """Move by as many lines as are in view; at either end it is left to the screen."""
        line = self._first_line() + by * max(1, self.scrollable_content_region.height - 1)
        target = self._nearest(self._lines[min(max(line, 0), len(self._lines) - 1)].row) if self._lines else 0
        if target == self._index:
            raise SkipAction
        self.point(target)

    def action_edge(self, side: int) -> None:
        self.point(0 if side < 0 else len(self._rows))

    async def _on_click(self, event: events.Click) -> None:
        place = event.get_content_offset(self)
        line = (place.y + self.scroll_offset.y) if place is not None else -1
        if 0 <= line < len(self._lines) and not self._rows[self._lines[line].row].heading:
            self.point(self._lines[line].row)
            self.post_message(self.Clicked(self._index))

    # -- drawing -------------------------------------------------------------------------------
    @property
    def cursor_screen_offset(self) -> Offset:
        """The start of the pointed row, where an input method may open its window."""
        left, top, _, _ = self.content_region
        return Offset(left + len(_POINTER), top + self._first_line() - self.scroll_offset.y)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        if width != self._width:
            self._width = width
            self._lines = self._wrapped(width)
        return max(1, len(self._lines))

    def watch_has_focus(self, _has_focus: bool) -> None:
        if not self._pruning:  # what is being taken away needs no other look
            super().watch_has_focus(_has_focus)

    def _on_resize(self, event: events.Resize) -> None:
        self._width = self.scrollable_content_region.width
        self._lay_out()

    def _lay_out(self) -> None:
        before = self._lines
        self._lines = self._wrapped(self._width or 76)
        self.virtual_size = Size(self._width, len(self._lines))
        if self._lines != before:
            self.refresh(layout=len(self._lines) != len(before))
        if self.is_attached:
            self.call_after_refresh(self._show_pointed)

    def _show_pointed(self) -> None:
        height = sum(1 for line in self._lines if line.row == self._index)
        self.scroll_to_region(Region(0, self._first_line(), 1, max(1, height)), animate=False, force=True)
        if self.has_focus:
            self.app.cursor_position = self.cursor_screen_offset

    def _first_line(self) -> int:
        return next((number for number, line in enumerate(self._lines) if line.row == self._index), 0)

    def _wrapped(self, width: int) -> list[_Line]:
        return [
            _Line(place, pieces)
            for place, row in enumerate(self._rows)
            for pieces in _wrapped_row(row, place == self._index, max(10, width))
        ]

    def render_line(self, y: int) -> Strip:
        number = y + self.scroll_offset.y
        width = self.scrollable_content_region.width
        base = self.rich_style
        if number >= len(self._lines):
            return Strip.blank(width, base)
        segments = [Segment(text, base + self._style(name)) for text, name in self._lines[number].pieces]
        pointed = self._lines[number].pieces[-1][1] == "pointed"
        behind = base + self._style("pointed") if pointed else base
        return Strip(segments).adjust_cell_length(width, behind)

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"rows--{name}")


@lru_cache(maxsize=2**15)
def _wrapped_row(row: Row, pointed: bool, width: int) -> tuple[_Pieces, ...]:
    """The lines of a row. Kept, so that a move of the pointer draws two rows anew and not hundreds."""
    if row.heading:
        return (((crop(visible(row.text), width), "heading"),),)
    front = "".join(f"{part} " for part in (row.mark, row.key) if part)
    indent = len(_POINTER) + cell_len(front)
    text = "pointed" if pointed else "text"
    first, *rest = wrap(visible(row.text), width - indent)
    head = [(_POINTER if pointed else _NO_POINTER, text), (front, text if pointed else "key"), (first, text)]
    note = visible(row.note)
    room = 0 if rest else width - indent - cell_len(first) - 2
    whole = cell_len(note) <= room
    if note and (whole or room >= _LEAST_NOTE):
        head.append((f"  {crop(note, room)}", text if pointed else "quiet"))
    lines = [tuple(head), *(((" " * indent, text), (part, text)) for part in rest)]
    for extra in row.more:
        lines += _indented(extra, indent, width, "pointed" if pointed else "quiet")
    under = (row.detail, "" if whole else note)
    for extra in under if pointed else ():
        lines += _indented(extra, indent, width, "quiet") if extra else []
    return tuple(lines)


def _indented(text: str, indent: int, width: int, style: str) -> list[_Pieces]:
    pad = (" " * indent, "pointed" if style == "pointed" else "text")
    return [(pad, (part, style)) for part in wrap(visible(text), width - indent)]


def plain_key(character: str) -> str:
    """A character as the key it stands for: full-width and capital letters as small ones."""
    code = ord(character) if len(character) == 1 else 0
    half = chr(code - 0xFEE0) if 0xFF01 <= code <= 0xFF5E else character
    return half.lower()
