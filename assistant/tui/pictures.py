"""A picture of the screen as an SVG file.

The picture is a grid of cells like the terminal's. Each run of characters of one kind is placed by the number of its
cells and held to their width, so that columns stay in line whatever fonts the reader's browser has. Lines and blocks
are drawn as shapes: glyphs of a font would leave gaps between rows.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import datetime
from html import escape
from itertools import groupby
from pathlib import Path
from typing import Any

from rich.cells import cell_len
from rich.color import ColorType, blend_rgb
from rich.segment import Segment
from rich.style import Style
from rich.terminal_theme import SVG_EXPORT_THEME, TerminalTheme
from textual.app import App
from textual.color import Color

from assistant.files import visible
from assistant.texts import SCREENS

CELL, LINE = 12, 26
"""Width and height of a cell in pixels; a wide character has two cells."""

_EDGE, _BAR = 10, 40
_NARROW = "'Cascadia Mono',Consolas,Menlo,'DejaVu Sans Mono','Liberation Mono',monospace"
_WIDE = "'PingFang SC','Microsoft YaHei','Noto Sans CJK SC','Noto Sans SC','Source Han Sans SC',sans-serif"
_STYLE = f"text{{white-space:pre}}.n{{font:20px {_NARROW}}}.w{{font:22px {_WIDE}}}"
_FAINT = 0.4
"""How far a dimmed colour goes towards its background."""

_LINES = re.compile(r"BOX DRAWINGS (LIGHT|HEAVY) (ARC )?([A-Z]+)(?: AND ([A-Z]+))?")
_ARMS = {"HORIZONTAL": "LR", "VERTICAL": "UD", "LEFT": "L", "RIGHT": "R", "UP": "U", "DOWN": "D"}


def save_picture(app: App[Any], folder: Path) -> None:
    """Put what is on the screen into ``folder`` as an SVG file, and tell the clerk where, or why not."""
    path = folder / f"{app.title}_{datetime.now():%Y-%m-%dT%H_%M_%S_%f}.svg"
    try:
        path.write_text(picture(app), encoding="utf-8")
    except OSError as error:
        sentence = SCREENS.say("screenshot.failed", path=folder, reason=error.strerror)
        app.notify(sentence, severity="error", markup=False)
    else:
        app.notify(SCREENS.say("screenshot.saved", path=path), markup=False)


def picture(app: App[Any]) -> str:
    """What is on the screen of a running program, as SVG."""
    width, height = app.size
    # Textual has no public way to the cells of a screen and of those that show through; its own pictures use this one.
    update = app.screen._compositor.render_update(full=True, screen_stack=app._background_screens, simplify=True)
    assert update is not None  # only a part of a screen may have nothing new
    segments = Segment.filter_control(app.console.render(update, app.console.options.update(width=width)))
    lines = list(Segment.split_and_crop_lines(segments, width, include_new_lines=False))[:height]
    variables = app.theme_variables
    theme = TerminalTheme(
        Color.parse(variables["background"]).rgb,
        Color.parse(variables["foreground"]).rgb,
        [SVG_EXPORT_THEME.ansi_colors[number] for number in range(16)],
    )
    return _Drawing(theme).draw(lines, width, app.title)


class _Drawing:
    """An SVG in the making.

    :param theme: what a colour that only the terminal knows looks like.
    """

    def __init__(self, theme: TerminalTheme) -> None:
        self._theme = theme
        self._classes: dict[str, str] = {}
        self._under: list[str] = []
        self._over: list[str] = []

    def draw(self, lines: Iterable[list[Segment]], width: int, title: str) -> str:
        """The whole picture of ``lines`` with so many cells, in a window with a title."""
        row = 0
        for row, line in enumerate(lines):
            column = 0
            for text, style, _ in line:
                self._segment(text, style or Style.null(), column, row)
                column += cell_len(text)
        inner = width * CELL, (row + 1) * LINE
        outer = inner[0] + 2 * _EDGE, inner[1] + _BAR + _EDGE
        rules = "".join(f".{name}{{{rule}}}" for rule, name in self._classes.items())
        ground, ink = (color.hex for color in (self._theme.background_color, self._theme.foreground_color))
        window = (
            f'<rect x="1" y="1" width="{outer[0] - 2}" height="{outer[1] - 2}" rx="8" fill="{ground}" stroke="#888"/>'
            '<circle cx="22" cy="20" r="7" fill="#ff5f57"/><circle cx="44" cy="20" r="7" fill="#febc2e"/>'
            '<circle cx="66" cy="20" r="7" fill="#28c840"/>'
            f'<text class="w" x="{outer[0] / 2:g}" y="27" text-anchor="middle" fill="{ink}">{escape(title)}</text>'
        )
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" xml:lang="zh-CN" viewBox="0 0 {outer[0]} {outer[1]}"'
            f' width="{outer[0]}" height="{outer[1]}">\n<style>{_STYLE}{rules}</style>\n{window}\n'
            f'<g transform="translate({_EDGE} {_BAR})">\n' + "\n".join((*self._under, *self._over)) + "\n</g>\n</svg>\n"
        )

    def _segment(self, text: str, style: Style, column: int, row: int) -> None:
        ink, ground = self._colors(style)
        if ground is not None:
            area = f'x="{column * CELL}" y="{row * LINE}" width="{cell_len(text) * CELL}" height="{LINE}"'
            self._under.append(f'<rect {area} fill="{ground}" shape-rendering="crispEdges"/>')
        for kind, run in _runs(text):
            cells = cell_len(run)
            if kind == "shapes":
                marks = "".join(_shape(mark, (column + at) * CELL, row * LINE) for at, mark in enumerate(run))
                self._over.append(f'<g fill="{ink}" stroke="{ink}" stroke-width="0">{marks}</g>')
            elif run.strip(" ") or style.underline or style.strike:
                self._text(run, f"{kind} {self._class(ink, style)}", column, row)
            column += cells

    def _text(self, run: str, classes: str, column: int, row: int) -> None:
        """A run of characters, held to the width of its cells."""
        place = f'x="{column * CELL}" y="{row * LINE + 20}" textLength="{cell_len(run) * CELL}"'
        text = escape(visible(run)).replace(" ", "\u00a0")
        self._over.append(f'<text class="{classes}" {place} lengthAdjust="spacingAndGlyphs">{text}</text>')

    def _colors(self, style: Style) -> tuple[str, str | None]:
        """Colours of the text and of what is behind it; None where the window shows."""
        theme = self._theme
        ink = theme.foreground_color if style.color is None else style.color.get_truecolor(theme)
        ground = theme.background_color
        if style.bgcolor is not None:
            ground = style.bgcolor.get_truecolor(theme, foreground=False)
        plain = style.bgcolor is None or style.bgcolor.type == ColorType.DEFAULT
        if style.reverse:
            ink, ground, plain = ground, ink, False
        if style.dim:
            ink = blend_rgb(ink, ground, _FAINT)
        return ink.hex, None if plain else ground.hex

    def _class(self, ink: str, style: Style) -> str:
        """The name of the CSS class of a text with that colour and style."""
        rule = f"fill:{ink}"
        if style.bold:
            rule += ";font-weight:bold"
        if style.italic:
            rule += ";font-style:italic"
        decorations = [name for name, on in (("underline", style.underline), ("line-through", style.strike)) if on]
        if decorations:
            rule += f";text-decoration:{' '.join(decorations)}"
        return self._classes.setdefault(rule, f"s{len(self._classes)}")


def _runs(text: str) -> Iterator[tuple[str, str]]:
    """``text`` in runs of one kind: the class of its font, or "shapes".

    Characters that some fonts draw narrow and others wide ("ambiguous" to Unicode) stand alone: the width of one must
    not change its neighbours. What has no width of its own belongs to the character before it.
    """
    found: list[tuple[str, str]] = []
    kind, joined = "n", False
    for number, character in enumerate(text):
        width = cell_len(character)
        if found and (width == 0 or joined):
            found[-1] = found[-1][0], found[-1][1] + character
        else:
            alone = unicodedata.east_asian_width(character) == "A" or not character.isprintable()
            kind = "shapes" if _shape(character, 0, 0) else "w" if width == 2 else "n"
            found.append((f"{kind} {number}" if alone and kind != "shapes" else kind, character))
        joined = character == "\u200d"
    for key, run in groupby(found, lambda item: item[0]):
        yield key.split(" ")[0], "".join(part for _, part in run)


def _shape(character: str, x: float, y: float) -> str:
    """A block or a line as SVG shapes in the cell at ``x`` and ``y``; nothing for a character that is a glyph."""
    code = ord(character)
    if not 0x2500 <= code <= 0x259F:
        return ""
    parts = _block(code)
    if parts:
        return "".join(
            f'<rect x="{x + left * CELL / 8:g}" y="{y + top * LINE / 8:g}" width="{width * CELL / 8:g}"'
            f' height="{height * LINE / 8:g}" shape-rendering="crispEdges"/>'
            for left, top, width, height in parts
        )
    found = _LINES.fullmatch(unicodedata.name(character, ""))
    if found is None or any(word not in _ARMS for word in found.groups()[2:] if word):
        return ""
    weight, arc, one, other = found.groups()
    return _line(_ARMS[one] + _ARMS.get(other or "", ""), 3 if weight == "HEAVY" else 1.5, bool(arc), (x, y))


def _block(code: int) -> list[tuple[int, int, int, int]]:
    """Left, top, width and height of the parts of a block element, in eighths of a cell; none for others."""
    if 0x2581 <= code <= 0x2588:
        return [(0, 0x2588 - code, 8, code - 0x2580)]
    if 0x2589 <= code <= 0x258F:
        return [(0, 0, 0x2590 - code, 8)]
    halves = {0x2580: (0, 0, 8, 4), 0x2590: (4, 0, 4, 8), 0x2594: (0, 0, 8, 1), 0x2595: (7, 0, 1, 8)}
    if code in halves:
        return [halves[code]]
    quarters = {
        "UPPER LEFT": (0, 0, 4, 4),
        "UPPER RIGHT": (4, 0, 4, 4),
        "LOWER LEFT": (0, 4, 4, 4),
        "LOWER RIGHT": (4, 4, 4, 4),
    }
    name = unicodedata.name(chr(code), "")
    return [part for words, part in quarters.items() if words in name] if name.startswith("QUADRANT") else []


def _line(arms: str, weight: float, arc: bool, corner: tuple[float, float]) -> str:
    """Lines from the middle of a cell to its edges, or a bow from one edge to the other."""
    x, y = corner
    middle_x, middle_y = x + CELL / 2, y + LINE / 2
    ends = {"L": (x, middle_y), "R": (x + CELL, middle_y), "U": (middle_x, y), "D": (middle_x, y + LINE)}
    if arc:
        (from_x, from_y), (to_x, to_y) = (ends[arm] for arm in arms)
        path = f"M{from_x:g} {from_y:g}Q{middle_x:g} {middle_y:g} {to_x:g} {to_y:g}"
    else:
        path = "".join(f"M{middle_x:g} {middle_y:g}L{ends[arm][0]:g} {ends[arm][1]:g}" for arm in arms)
    return f'<path d="{path}" fill="none" stroke-width="{weight}" stroke-linecap="square"/>'
