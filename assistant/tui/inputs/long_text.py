"""A text editor in which the work of a key does not grow with the text; Textual's own goes through all of it.

A line is wrapped anew from the change to below the screen; the rows behind that keep their breaks
until no key has been pressed for a while. Of a line only the visible rows are drawn.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

from rich.cells import cell_len, get_character_cell_size
from rich.style import Style
from rich.text import Text
from textual._cells import cell_width_to_column_index
from textual.document._document import DocumentBase, EditResult, Location
from textual.document._document_navigator import DocumentNavigator
from textual.document._edit import Edit
from textual.document._wrapped_document import WrappedDocument
from textual.geometry import Offset
from textual.strip import Strip
from textual.timer import Timer
from textual.widgets import Input, TextArea

_WORD = re.compile(r"\S+\s*|\s+")
_ROWS_BEFORE = 3
"""Rows above a change in which a word may find room because of it."""
_ROWS_BELOW = 60
"""Rows below a change that are wrapped at once: more than a terminal shows of an editor."""
_SETTLED_AFTER = 0.3
"""Seconds without a key after which the rest is wrapped, too."""


def breaks(text: str, width: int, start: int = 0) -> Iterator[int]:
    """The places where ``text`` is broken into rows of ``width`` cells, found one by one.

    As Textual breaks lines: a word goes to the next row, one that is wider than a row is broken anywhere.

    :param start: where a row begins, from which on breaks are looked for.
    """
    at, used = start, 0
    while at < len(text):
        end, wide = _word(text, at, width)
        if wide <= width:
            if used + wide > width:
                yield at
                used = 0
            at, used = end, used + wide
            continue
        if at != start:
            yield at
        used, ending = 0, text[at].isspace()
        while at < len(text) and (text[at].isspace() or not ending):
            ending = ending or text[at].isspace()
            cells = get_character_cell_size(text[at])
            if used + cells > width:
                yield at
                used = 0
            at, used = at + 1, used + cells


def _word(text: str, at: int, width: int) -> tuple[int, int]:
    """The end and the cells of the word at ``at`` with the blanks behind it; of a wide one as much as shows that."""
    reach = at + width + 1
    while True:
        found = _WORD.match(text, at, reach)
        end = found.end() if found is not None else len(text)
        wide = sum(map(get_character_cell_size, text[at:end]))
        if wide > width or end < reach or end >= len(text):
            return end, wide
        reach += width


class WrappedText(WrappedDocument):
    """A document without tabs as rows. ``ragged``: below the last changes a row may be shorter than need be."""

    def __init__(self, document: DocumentBase, width: int = 0, tab_width: int = 4) -> None:
        self.ragged = False
        self._lengths: list[int] = []
        super().__init__(document, width, tab_width)

    def wrap(self, width: int, tab_width: int | None = None) -> None:
        """Wrap all lines."""
        self._width, self._tab_width = width, tab_width or self._tab_width
        lines = self.document.lines
        self._wrap_offsets = [list(breaks(line, width)) if width else [] for line in lines]
        self._lengths = list(map(len, lines))
        self.ragged = False
        self._number_rows()

    def wrap_range(self, start: Location, old_end: Location, new_end: Location) -> None:
        """Wrap what an edit changed: the text from ``start`` to ``old_end`` now ends at ``new_end``."""
        (top, column), (bottom, old_column), (last, new_column) = start, old_end, new_end
        lines = self.document.lines
        after = self._lengths[bottom] - old_column if bottom < len(self._lengths) else -1
        if not self._width or last >= len(lines) or len(lines[last]) - new_column != after:
            self.wrap(self._width)  # several edits taken back at once: where they ended is not known
            return
        above, below, shift = self._wrap_offsets[top], self._wrap_offsets[bottom], new_column - old_column
        tail = [place + shift for place in below[bisect_right(below, old_column) :]]
        kept = above[: max(bisect_right(above, column) - _ROWS_BEFORE, 0)]
        wrapped = [self._rewrapped(lines[top], kept, new_column, tail)] if top == last else []
        if top != last:
            wrapped = [[*kept, *breaks(lines[top], self._width, kept[-1] if kept else 0)]]
            wrapped += [list(breaks(line, self._width)) for line in lines[top + 1 : last]]
            wrapped += [self._rewrapped(lines[last], [], new_column, tail)]
        rows = [len(found) for found in wrapped]
        before = [len(found) for found in self._wrap_offsets[top : bottom + 1]]
        self._wrap_offsets[top : bottom + 1] = wrapped
        self._lengths[top : bottom + 1] = map(len, lines[top : last + 1])
        if rows != before:
            self._number_rows()

    def _rewrapped(self, line: str, kept: Sequence[int], changed: int, tail: Sequence[int]) -> list[int]:
        """The breaks of a line: those ``kept``, new ones, and behind ``changed`` those of ``tail`` once they fit."""
        found, below = list(kept), 0
        for place in breaks(line, self._width, kept[-1] if kept else 0):
            at = bisect_left(tail, place)
            if place >= changed and at < len(tail):
                below += 1
                if tail[at] == place:
                    return [*found, *tail[at:]]
                if below > _ROWS_BELOW:
                    self.ragged = True
                    return [*found, place, *tail[at:]]
            found.append(place)
        return found

    def settle(self) -> None:
        """Make every row as long as it can be."""
        if self.ragged:
            self.wrap(self._width)

    def _number_rows(self) -> None:
        counts = [len(found) + 1 for found in self._wrap_offsets]
        self._offset_to_line_info = [(line, row) for line, count in enumerate(counts) for row in range(count)]
        ends = accumulate(counts)
        self._line_index_to_offsets = [list(range(end - count, end)) for end, count in zip(ends, counts, strict=True)]
        self._tab_width_cache = [[] for _ in counts]

    # -- looking things up ---------------------------------------------------------------------
    @property
    def height(self) -> int:
        """How many rows there are."""
        return len(self._offset_to_line_info)

    def row(self, number: int) -> tuple[int, int, int]:
        """The line of a row, and where in the line it begins and ends."""
        line, section = self._offset_to_line_info[number]
        return line, *self._bounds(line, section)

    def _bounds(self, line: int, section: int) -> tuple[int, int]:
        found = self._wrap_offsets[line]
        begin = found[section - 1] if section else 0
        return begin, found[section] if section < len(found) else len(self.document.lines[line])

    def get_sections(self, line_index: int) -> list[str]:
        """The rows of a line."""
        line, found = self.document.lines[line_index], self._wrap_offsets[line_index]
        return [line[begin:end] for begin, end in zip([0, *found], [*found, len(line)], strict=True)]

    def location_to_offset(self, location: Location) -> Offset:
        """Where in the rows a place of the document is."""
        line, column = location
        section = bisect_right(self.get_offsets(line), column)
        begin, _ = self._bounds(line, section)
        return Offset(cell_len(self.document.lines[line][begin:column]), self._line_index_to_offsets[line][section])

    def get_target_document_column(self, line_index: int, x_offset: int, y_offset: int) -> int:
        """The column of a line at a cell of one of its rows, which may be counted from its last one."""
        last = len(self._wrap_offsets[line_index])
        section = y_offset if y_offset >= 0 else y_offset + last + 1
        begin, end = self._bounds(line_index, section)
        row = self.document.lines[line_index][begin:end]
        column = begin + cell_width_to_column_index(row, x_offset, self._tab_width)
        return column if section == last else min(column, end - 1)


class LongText(TextArea):
    """Plain text: without tabs, line numbers, highlighting, and the matching of brackets, which would search it all."""

    _settling: Timer | None = None

    def on_unmount(self) -> None:
        """Leave the screen, which stays: Textual's subscription would keep every editor that ever stood on it."""
        self.screen.text_selection_started_signal.unsubscribe(self)

    @property
    def rows(self) -> WrappedText:
        """The text as rows."""
        assert isinstance(self.wrapped_document, WrappedText)
        return self.wrapped_document

    def _set_document(self, text: str, language: str | None) -> None:
        super()._set_document(text, language)
        self.wrapped_document = WrappedText(self.document, tab_width=self.indent_width)
        self.navigator = DocumentNavigator(self.wrapped_document)
        self._rewrap_and_refresh_virtual_size()

    def find_matching_bracket(self, bracket: str, search_from: Location) -> Location | None:
        """None: brackets are not matched."""
        return None

    def edit(self, edit: Edit) -> EditResult:
        """Perform an edit."""
        result = super().edit(edit)
        if self.rows.ragged:
            if self._settling is not None:
                self._settling.stop()
            self._settling = self.set_timer(_SETTLED_AFTER, self.settle)
        return result

    def settle(self) -> None:
        """Wrap what the last keys left as it was."""
        self._settling = None
        if self.rows.ragged:
            self.rows.settle()
            self._line_cache.clear()
            self._refresh_size()
            self.scroll_cursor_visible()
            self.refresh()

    def _render_line(self, y: int) -> Strip:
        """A row of the screen, as Textual would draw it."""
        theme, number = self._theme, y + self.scroll_offset.y
        base = theme.base_style if theme and theme.base_style is not None else self.rich_style
        if number >= self.rows.height:
            return Strip.blank(self.size.width, base)
        line, begin, end = self.rows.row(number)
        whole = self.document.lines[line]
        text = Text(whole[begin:end] + (" " if end == len(whole) else ""), end="", no_wrap=True)
        cursor_style = theme.cursor_line_style if theme and self.highlight_cursor_line and self._has_cursor else None
        here = self.cursor_location[0] == line
        if here and cursor_style:
            text.stylize(cursor_style)
        self._stylize(text, line, begin, len(whole))
        strip = Strip(text.render(self.app.console), text.cell_len)
        fill = cursor_style if here and self.highlight_cursor_line else theme.base_style if theme else None
        return strip.extend_cell_length(self.scrollable_content_region.width, fill).apply_style(base)

    def _stylize(self, text: Text, line: int, begin: int, length: int) -> None:
        """Show the selection and the caret where they fall into the row that begins at ``begin``."""
        theme = self._theme
        (top, first), (bottom, last) = sorted(self.selection)
        style: Style | None = theme.selection_style if theme else None
        if style and (top, first) != (bottom, last) and top <= line <= bottom:
            if not length and line != self.cursor_location[0]:
                text.plain = "▌"  # so that an empty line is seen to be selected
                text.stylize(Style(color=style.bgcolor))
            else:
                start, end = first if line == top else 0, last if line == bottom else length
                text.stylize(style, max(start - begin, 0), max(end - begin, 0))
        row, column = self.cursor_location
        place = column - begin
        if row == line and 0 <= place < len(text) and self._draw_cursor and theme and theme.cursor_style:
            text.stylize(theme.cursor_style, place, place + 1)


class _Measured:
    """A text with the cells of its characters. A place is measured from the one that was measured last."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._cells = _cells(text)
        self.total = sum(self._cells)
        self._last = (0, 0)

    def replace(self, new: str, start: int, end: int) -> None:
        """Put ``new`` in the place of what stands between two places."""
        self.before(start)
        added = _cells(new)
        self.total += sum(added) - sum(self._cells[start:end])
        self._cells = self._cells[:start] + added + self._cells[end:]
        self.text = self.text[:start] + new + self.text[end:]

    def before(self, place: int) -> int:
        """The cells before a place."""
        at, cells = self._last
        cells += sum(self._cells[at:place]) - sum(self._cells[place:at])
        self._last = (place, cells)
        return cells

    def between(self, near: int, left: int, right: int) -> tuple[int, int, int]:
        """The part that covers the cells from ``left`` to ``right``: where it begins and ends, and its first cell.

        :param near: a place not far from there.
        """
        first, cell = near, self.before(near)
        while first and cell > left:
            first -= 1
            cell -= self._cells[first]
        while first < len(self._cells) and cell + self._cells[first] <= left:
            cell += self._cells[first]
            first += 1
        last, end = first, cell
        while last < len(self._cells) and end < right:
            end += self._cells[last]
            last += 1
        return first, last, cell


def _cells(text: str) -> bytes:
    return bytes(map(get_character_cell_size, text))


class LongLine(Input):
    """One line without tabs, of which only the visible part is drawn and only what changes is measured."""

    _known = _Measured("")

    def on_unmount(self) -> None:
        """As :meth:`LongText.on_unmount`."""
        self.screen.text_selection_started_signal.unsubscribe(self)

    @property
    def _measured(self) -> _Measured:
        if self._known.text != self.value:
            self._known = _Measured(self.value)
        return self._known

    def replace(self, text: str, start: int, end: int) -> None:
        """Put ``text`` in the place of what stands between two indices."""
        first, last = sorted((max(0, start), min(len(self.value), end)))
        self._measured.replace(text, first, last)
        super().replace(text, start, end)

    def _position_to_cell(self, position: int) -> int:
        return self._measured.before(min(position, len(self.value)))

    @property
    def content_width(self) -> int:
        """The cells of the value, and one for the caret."""
        return self._measured.total + 1 if self.value else super().content_width

    def render_line(self, y: int) -> Strip:
        """The visible part of the line, as Textual would draw it."""
        if y or not self.value or self.password or self.highlighter is not None or self._suggestion:
            return super().render_line(y)
        left, width = self.scroll_offset.x, self.scrollable_content_region.width + 1
        first, last, cell = self._measured.between(self.cursor_position, left, left + width)
        text = Text(self.value[first:last], no_wrap=True, overflow="ignore", end="")
        if self.has_focus:
            self._stylize(text, first)
        strip = Strip(text.render(self.app.console)).crop(left - cell, left - cell + width)
        return strip.extend_cell_length(width).apply_style(self.rich_style)

    def _stylize(self, text: Text, first: int) -> None:
        """Show the selection and the caret in a part of the line that begins at ``first``."""
        start, end = sorted(self.selection)
        if start != end:
            style = self.get_component_rich_style("input--selection")
            text.stylize_before(style, max(start - first, 0), max(end - first, 0))
        if self._cursor_visible:
            place = self.cursor_position - first
            if self.cursor_at_end:
                text.pad_right(1)
            if 0 <= place < len(text):
                text.stylize(self.get_component_rich_style("input--cursor"), place, place + 1)
