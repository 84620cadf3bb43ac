"""A column of rows to choose from: literal text, a mark, the key that takes it; drawn line by line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len, chop_cells
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.actions import SkipAction
from textual.binding import Binding, BindingType
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from assistant.tui.inputs.typed import crop
from assistant.tui.words import visible

_POINTER = "> "
_NO_POINTER = "  "


@dataclass(frozen=True)
class Row:
    """One row.

    ``key`` takes it from the keyboard and is printed in front, after ``mark``; ``note`` is a word
    behind it; ``more`` are further lines, always shown; ``detail`` is shown under the pointer only.
    A ``heading`` cannot be pointed at.
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
    """One line on the screen: its row, and its pieces with the names of their styles."""

    row: int
    pieces: tuple[tuple[str, str], ...]


class Rows(ScrollView, can_focus=True):
    """Rows with a pointer. Moves the pointer; what a key means is for the owner to say."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("pageup", "move(-5)", show=False),
        Binding("pagedown", "move(5)", show=False),
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

    # -- content -------------------------------------------------------------------------------
    @property
    def index(self) -> int:
        """The row that is pointed at."""
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
        """The row that ``character`` takes (full-width and capital letters too), or None."""
        plain = _plain(character)
        return next((place for place, row in enumerate(self._rows) if row.key and _plain(row.key) == plain), None)

    def _nearest(self, index: int) -> int:
        """The row at ``index``, or the next one that can be pointed at."""
        places = [place for place, row in enumerate(self._rows) if not row.heading]
        later = [place for place in places if place >= index]
        return later[0] if later else (places[-1] if places else 0)

    # -- moving --------------------------------------------------------------------------------
    def action_move(self, by: int) -> None:
        """Move by rows; at either end a single step is left to the screen."""
        places = [place for place, row in enumerate(self._rows) if not row.heading]
        at = places.index(self._index) if self._index in places else 0
        target = min(max(at + by, 0), len(places) - 1)
        if not places or target == at:
            raise SkipAction
        self.point(places[target])

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

    def _on_resize(self, event: events.Resize) -> None:
        self._width = self.scrollable_content_region.width
        self._lay_out()

    def _lay_out(self) -> None:
        before = len(self._lines)
        self._lines = self._wrapped(self._width or 76)
        self.virtual_size = Size(self._width, len(self._lines))
        self.refresh(layout=before != len(self._lines))
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
        found: list[_Line] = []
        for place, row in enumerate(self._rows):
            found += self._wrapped_row(place, row, max(10, width))
        return found

    def _wrapped_row(self, place: int, row: Row, width: int) -> list[_Line]:
        if row.heading:
            return [_Line(place, ((crop(visible(row.text), width), "heading"),))]
        pointed = place == self._index
        front = "".join(f"{part} " for part in (row.mark, row.key) if part)
        indent = len(_POINTER) + cell_len(front)
        text = "pointed" if pointed else "text"
        first, *rest = chop_cells(visible(row.text), width - indent) or [""]
        head = [(_POINTER if pointed else _NO_POINTER, text), (front, text if pointed else "key"), (first, text)]
        if row.note and indent + cell_len(first) + cell_len(row.note) + 2 <= width and not rest:
            head.append((f"  {visible(row.note)}", text if pointed else "quiet"))
        lines = [_Line(place, tuple(head))]
        lines += [_Line(place, ((" " * indent, text), (part, text))) for part in rest]
        for extra in row.more:
            lines += _indented(place, extra, indent, width, "pointed" if pointed else "quiet")
        if pointed and row.detail:
            lines += _indented(place, row.detail, indent, width, "quiet")
        return lines

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


def _indented(place: int, text: str, indent: int, width: int, style: str) -> list[_Line]:
    pad = (" " * indent, "pointed" if style == "pointed" else "text")
    return [_Line(place, (pad, (part, style))) for part in chop_cells(visible(text), width - indent)]


def _plain(character: str) -> str:
    code = ord(character) if len(character) == 1 else 0
    half = chr(code - 0xFEE0) if 0xFF01 <= code <= 0xFF5E else character
    return half.lower()
