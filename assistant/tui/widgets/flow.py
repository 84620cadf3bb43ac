"""Text for a widget that is broken into lines as Chinese text is, at whatever width the widget gets."""

from __future__ import annotations

from collections.abc import Callable

from rich.cells import cell_len
from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual

from assistant.tui.widgets.cells import breaks

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
