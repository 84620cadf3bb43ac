"""Text measured in terminal cells and broken as Chinese text is: a character takes two cells.

No closing mark begins a line, no opening one ends it (GB/T 15834), and numbers and Latin words stay whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from rich.cells import cell_len
from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual

from assistant.files import visible

_UNIT = re.compile(r"[A-Za-z0-9][A-Za-z0-9.,:/@_%+\-]*|.", re.DOTALL)
_CLOSING = frozenset("，。、；：！？）》”’〕】％,.;:!?)]%")
_NEAR = 6
"""Units that may go down to the next line with a mark."""
_OPENING = frozenset("（《“‘〔【([")


def literal(text: str, style: str = "") -> Content:
    """Somebody's text for a widget: shown letter by letter, no markup, no control characters."""
    content = Content(visible(text))
    return content.stylize(style) if style else content


def breaks(text: str, width: int, first: int | None = None) -> list[tuple[int, int]]:
    """The lines of ``text`` as slices of it, each at most ``width`` cells (the first one ``first`` cells).

    Line breaks in the text end a line and belong to none; so do blanks at a break.
    """
    slices: list[tuple[int, int]] = []
    room = width if first is None else first
    start = 0
    for line in text.split("\n"):
        slices += _line_breaks(text, start, start + len(line), max(width, 2), max(room, 2))
        room = width
        start += len(line) + 1
    return slices


def _line_breaks(text: str, start: int, end: int, width: int, room: int) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    begin, used = start, 0
    edges: list[int] = []
    for unit, place in _units(text, start, end, width):
        size = cell_len(unit)
        if unit == " " and used + size > room:
            continue
        while place > begin and used + size > room:
            broken = _break_place(text, edges, place)
            found.append((begin, _without_blanks(text, begin, broken)))
            edges = [edge for edge in edges if edge > broken]
            begin, room = broken, width
            used = cell_len(text[begin:place])
        if place > begin:
            edges.append(place)
        used += size
    fits = cell_len(text[begin:end]) <= room
    return [*found, (begin, end if fits else _without_blanks(text, begin, end))]


def _units(text: str, start: int, end: int, width: int) -> list[tuple[str, int]]:
    """What may not be broken, with its place: single characters, and words that are no longer than a line."""
    units: list[tuple[str, int]] = []
    for match in _UNIT.finditer(text, start, end):
        if cell_len(match.group()) <= width:
            units.append((match.group(), match.start()))
        else:
            units += zip(match.group(), range(*match.span()), strict=True)
    return units


def _break_place(text: str, edges: list[int], place: int) -> int:
    """``place``, or one of the last ``edges`` of units, where no mark stands on the wrong side of the break."""
    for edge in (place, *reversed(edges[-_NEAR:])):
        if text[edge] not in _CLOSING and text[edge - 1] not in _OPENING:
            return edge
    return place


def _without_blanks(text: str, begin: int, end: int) -> int:
    while end > begin and text[end - 1] == " ":
        end -= 1
    return end


def wrap(text: str, width: int) -> list[str]:
    """``text`` in lines of at most ``width`` cells."""
    return [text[start:end] for start, end in breaks(text, width)]


def balance(text: str, width: int) -> list[str]:
    """``text`` wrapped to ``width`` with lines of about equal length, as headers look best."""
    lines = len(wrap(text, width))
    least = -(-cell_len(text) // lines)
    rooms = range(min(max(least, 2), width), width + 1)
    return next(wrapped for room in rooms if len(wrapped := wrap(text, room)) == lines or room == width)


def pad(text: str, width: int, align: str = "left") -> str:
    """``text`` filled with spaces to ``width`` cells; what does not fit is cut off."""
    text = cut(text, width)
    room = width - cell_len(text)
    if align == "right":
        return " " * room + text
    if align == "center":
        return " " * (room // 2) + text + " " * (room - room // 2)
    return text + " " * room


def cut(text: str, width: int) -> str:
    """The beginning of ``text`` that fits into ``width`` cells."""
    kept, used = [], 0
    for character in text:
        used += cell_len(character)
        if used > width:
            break
        kept.append(character)
    return "".join(kept)


def shorten(text: str, width: int) -> str:
    """``text`` on one line of at most ``width`` cells, two dots at its end when something was left out."""
    flat = " ".join(text.split())
    return flat if cell_len(flat) <= width else cut(flat, width - 2) + ".."


Painter = Callable[[int], Content]
"""Draws something at a width in cells."""

_AT_LEAST = 4


class Flow(Visual):
    """Parts under each other: contents, broken into lines, and painters that break theirs themselves."""

    def __init__(self, *parts: Content | str | Painter) -> None:
        self._painters = [flowing(part) if isinstance(part, Content | str) else part for part in parts]
        self._drawn: tuple[int, Content] = (0, Content(""))

    def at(self, width: int) -> Content:
        """The whole at a width, line by line."""
        if self._drawn[0] != width:
            self._drawn = (width, Content("\n").join(painter(max(width, _AT_LEAST)) for painter in self._painters))
        return self._drawn[1]

    @property
    def plain(self) -> str:
        """The text without line breaks of our making."""
        return self.at(10_000).plain

    def get_height(self, rules: RulesMap, width: int) -> int:
        return self.at(width).plain.count("\n") + 1 if self._painters else 0

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        lines = self.at(container_width or 80).plain.split("\n")
        return max(cell_len(line) for line in lines)

    def render_strips(self, width: int, height: int | None, style: Style, options: RenderOptions) -> list[Strip]:
        return self.at(width).render_strips(width, height, style, options)


def flowing(part: Content | str, first: str = "", rest: str = "") -> Painter:
    """A content broken into lines; ``first`` stands before its first line, ``rest`` before the others."""
    content = Content(part) if isinstance(part, str) else part

    def paint(width: int) -> Content:
        room = width - cell_len(rest)
        lines = [
            Content.assemble(rest if number else first, content[start:end])
            for number, (start, end) in enumerate(breaks(content.plain, room, width - cell_len(first)))
        ]
        return Content("\n").join(lines)

    return paint
