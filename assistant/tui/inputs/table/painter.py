"""The lines of a grid as strips of styled text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from assistant.document import print_number
from assistant.standard import Cell
from assistant.tui.inputs.table.drawing import BodyLine, Drawing, Span, fit
from assistant.tui.inputs.table.plan import GridRow
from assistant.tui.inputs.table.sheet import Sheet
from assistant.tui.inputs.wording import say
from assistant.visible import visible

STYLES = (
    "label", "group", "header", "here", "number", "zero", "total", "bad", "cursor", "editing", "balanced", "unbalanced",
    "last", "locked", "departing", "ghost",
)  # fmt: skip

_LOCKED_LEFT, _LOCKED, _UNLOCKED, _DEPARTING, _OFFERED = "[", "]", "*", "!", "?"
"""Marks of cells, so that their state is not told by colour alone; all but the first stand behind the number."""
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
        word = say("table.last_year") if last else ""
        pieces = []
        for span, text in drawing.headers[band][level]:
            own = drawing.own(span)
            pieces.append((own, fit(text, own.width - 1, right=True) + " ", "here" if span == here else "header"))
            pieces += self._beside(span, word, "header")
        return self._strip(front, "header", pieces, "header")

    def body(self, line: BodyLine, pointer: Pointer, top: bool) -> Strip:
        """A line below the pinned headers; ``top`` says that it is the first one in view."""
        if line.header is not None:
            return self.header(line.band, line.header, pointer)
        if line.row is None:
            return self._strip(line.group, "group", [])
        return self._last_row(line.row) if line.last else self._row(line.row, pointer, top)

    def check(self, pointer: Pointer) -> Strip:
        """The line that says for every column whether its relation holds."""
        band, row = self.drawing.rows[pointer.row]
        relation = self.sheet.relation
        pieces = []
        for cell, whole in zip(row.cells, self.drawing.columns[band], strict=True):
            span = self.drawing.own(whole)
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
        pieces: list[tuple[Span, str, str]] = []
        for place, (cell, span) in enumerate(zip(row.cells, drawing.columns[band], strict=True)):
            at = here and place == pointer.column
            pieces.append(self._number(cell, drawing.own(span), pointer.typing if at else None, at))
            pieces += self._beside(span, self._then(cell), "last")
        label, name = "here" if here else "label", row.label + self._lock_word(row)
        if not drawing.group_width or not row.group:
            indent = " " if row.group and not drawing.group_width else ""
            return self._strip(indent + name, label, pieces)
        group = row.group if top or drawing.starts_group(number) else ""
        front = [Segment(fit(group, drawing.group_width), self._style("group"))]
        rest = drawing.label_width - drawing.group_width
        return Strip([*front, Segment(fit(name, rest), self._style(label)), *self._between(pieces, "zero")])

    def _number(self, cell: Cell, span: Span, typing: str | None, here: bool) -> tuple[Span, str, str]:
        """One number cell: its place, what it prints, the name of its style."""
        sheet = self.sheet
        bad = bool(sheet.problem(cell.path)) and typing is None
        mark = " "
        if typing is not None:
            text, style = visible(typing), "editing"
        elif bad:
            text, style = f"!{visible(sheet.text(cell.path))}", "bad"
        elif (offered := sheet.offered(cell.path)) is not None:
            text, style, mark = print_number(offered), "ghost", _OFFERED
        else:
            text = print_number(sheet.value(cell.path))
            style = "total" if cell.derived else "number" if sheet.text(cell.path) else "zero"
            if cell.path in sheet.locks.settled:
                text, style, mark = self._settled(cell.path, text, style, span.width - 1)
        return span, fit(text, span.width - 1, right=True) + mark, "cursor" if here and typing is None else style

    def _settled(self, path: str, text: str, style: str, width: int) -> tuple[str, str, str]:
        """The text, style and mark of a cell that last year's report settles."""
        if not self.sheet.locks.is_locked(path):
            return text, style, _UNLOCKED
        if self.sheet.departs(path):
            return text, "departing", _DEPARTING
        return (_LOCKED_LEFT + text if len(text) < width else text), "locked", _LOCKED

    def _lock_word(self, row: GridRow) -> str:
        """Whether the settled cells of a row are locked, in a word behind its label."""
        locks = self.sheet.locks
        settled = [cell.path for cell in row.cells if cell.path in locks.settled]
        if not settled:
            return ""
        locked = sum(map(locks.is_locked, settled))
        return say("lock.row" if locked == len(settled) else "lock.row_partly" if locked else "lock.row_open")

    def _then(self, cell: Cell) -> str:
        """Last year's figure of a cell; zeros are left out, or the others would be lost among them."""
        printed = self.sheet.last.printed.get(cell.path, "")
        return "" if printed == "0" else visible(printed.strip())

    def _last_row(self, number: int) -> Strip:
        """Last year's figures of a row on a line of their own."""
        band, row = self.drawing.rows[number]
        pieces = [
            (span, fit(self._then(cell), span.width - 1, right=True) + " ", "last")
            for cell, span in zip(row.cells, self.drawing.columns[band], strict=True)
        ]
        return self._strip(fit(say("table.last_year"), self.drawing.label_width - 1, right=True), "last", pieces)

    def _beside(self, span: Span, text: str, style: str) -> list[tuple[Span, str, str]]:
        """What stands in the part of a column that is last year's."""
        width = self.drawing.beside
        text = f" {text}" if cell_len(text) < width else text
        return [(Span(span.end - width, width), fit(text, width), style)] if width else []

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
