"""The lines of a grid as strips of styled text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from assistant.document import print_number
from assistant.standard import Cell
from assistant.tui.inputs.table.drawing import BodyLine, Drawing, Span, fit
from assistant.tui.inputs.table.sheet import Sheet
from assistant.tui.inputs.wording import say
from assistant.visible import visible

STYLES = (
    "label", "group", "header", "here", "number", "zero", "total", "bad", "cursor", "editing", "balanced", "unbalanced",
)  # fmt: skip

_OWN_PLACE = Style.from_meta({"own_place": True})


@dataclass(frozen=True)
class Pointer:
    """Where the clerk stands: row and column of the grid; ``typing`` is the text of an open cell."""

    row: int
    column: int
    typing: str | None = None


class Painter:
    """Draws the lines of ``drawing`` with the numbers of ``sheet``; ``style`` gives a style by its name."""

    def __init__(self, drawing: Drawing, sheet: Sheet, style: Callable[[str], Style]) -> None:
        self.drawing = drawing
        self.sheet = sheet
        self._style = style

    def header(self, band: int, level: int, pointer: Pointer, note: str = "") -> Strip:
        """A header line; the first one of a band has its heading or ``note`` in front."""
        drawing = self.drawing
        last = level == len(drawing.headers[band]) - 1
        front = drawing.bands[band].heading if last else note if level == 0 else ""
        at_band = drawing.rows[pointer.row][0] == band
        spans = drawing.columns[band]
        here = spans[pointer.column] if at_band and pointer.column < len(spans) else None
        pieces = [
            (span, fit(text, span.width - 1, right=True) + " ", "here" if span == here else "header")
            for span, text in drawing.headers[band][level]
        ]
        return self._strip(front, "header", pieces, "header")

    def body(self, line: BodyLine, pointer: Pointer, top: bool) -> Strip:
        """A line below the pinned headers; ``top`` says that it is the first one in view."""
        if line.header is not None:
            return self.header(line.band, line.header, pointer)
        if line.row is None:
            return self._strip(line.group, "group", [])
        return self._row(line.row, pointer, top)

    def check(self, pointer: Pointer) -> Strip:
        """The line that says for every column whether its relation holds."""
        band, row = self.drawing.rows[pointer.row]
        relation = self.sheet.relation
        pieces = []
        for cell, span in zip(row.cells, self.drawing.columns[band], strict=True):
            balance = self.sheet.balance(cell.path)
            difference = balance.difference if balance else 0
            text = say("table.off", difference=print_number(difference)) if difference else say("table.even")
            name = "unbalanced" if difference else "balanced"
            pieces.append((span, fit(text, span.width - 1, right=True) + " ", name))
        return self._strip(relation.name if relation else "", "header", pieces, "header")

    def _row(self, number: int, pointer: Pointer, top: bool) -> Strip:
        drawing = self.drawing
        band, row = drawing.rows[number]
        here = number == pointer.row
        pieces = [
            self._number(cell, span, pointer.typing if here and place == pointer.column else None,
                         here and place == pointer.column)
            for place, (cell, span) in enumerate(zip(row.cells, drawing.columns[band], strict=True))
        ]  # fmt: skip
        label = "here" if here else "label"
        if not drawing.group_width or not row.group:
            indent = " " if row.group and not drawing.group_width else ""
            return self._strip(indent + row.label, label, pieces)
        group = row.group if top or drawing.starts_group(number) else ""
        front = [Segment(fit(group, drawing.group_width), self._style("group"))]
        rest = drawing.label_width - drawing.group_width
        return Strip([*front, Segment(fit(row.label, rest), self._style(label)), *self._between(pieces, "zero")])

    def _number(self, cell: Cell, span: Span, typing: str | None, here: bool) -> tuple[Span, str, str]:
        """One number cell: its place, what it prints, the name of its style."""
        sheet = self.sheet
        bad = bool(sheet.problem(cell.path)) and typing is None
        if typing is not None:
            text, style = visible(typing), "editing"
        elif bad:
            text, style = f"!{visible(sheet.text(cell.path))}", "bad"
        else:
            text = print_number(sheet.value(cell.path))
            style = "total" if cell.derived else "number" if sheet.text(cell.path) else "zero"
        return span, fit(text, span.width - 1, right=True) + " ", "cursor" if here and typing is None else style

    def _strip(self, front: str, style: str, pieces: list[tuple[Span, str, str]], blank: str = "zero") -> Strip:
        """A line: ``front`` in the place of the labels, the pieces in theirs, ``blank`` style between them."""
        label = Segment(fit(front, self.drawing.label_width), self._style(style))
        return Strip([label, *self._between(pieces, blank)])

    def _between(self, pieces: list[tuple[Span, str, str]], blank: str) -> list[Segment]:
        found: list[Segment] = []
        at = self.drawing.label_width
        for span, text, name in (*pieces, (Span(self.drawing.width, 0), "", blank)):
            if span.start > at:
                found.append(Segment(" " * (span.start - at), self._style(blank)))
            if text:
                found += _apart(text, self._style(name))
            at = span.end
        return found


def _apart(text: str, style: Style) -> tuple[Segment, Segment]:
    """The blanks before a text and the text, kept from being joined: so each number and label has its
    own place in pictures of the screen, whose renderers do not measure wide characters."""
    bare = text.lstrip(" ")
    return Segment(" " * (len(text) - len(bare)), style), Segment(bare, style + _OWN_PLACE)
