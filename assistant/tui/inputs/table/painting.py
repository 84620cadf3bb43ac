"""The lines of a grid as strips of styled text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property

from rich.cells import cell_len, chop_cells, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from assistant.document import print_number
from assistant.files import visible
from assistant.session.sheet import Sheet
from assistant.standard import Block, Cell, Header, Leaf, TableSchema, join
from assistant.texts import INPUTS

_NARROW = str.maketrans({"“": '"', "”": '"', "（": "(", "）": ")"})


@dataclass(frozen=True)
class GridRow:
    """One row of numbers: the group above it ("" at the top level), its short label, its cells."""

    group: str
    label: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class GridColumn:
    """One column of numbers: the group over it ("" where there is none), its short label."""

    group: str
    label: str


@dataclass(frozen=True)
class Band:
    """Rows under the same column headers; ``heading`` is printed over them ("" where there is none)."""

    heading: str
    columns: tuple[GridColumn, ...]
    rows: tuple[GridRow, ...]


@cache
def bands(table: TableSchema) -> tuple[Band, ...]:
    """The bands of ``table``, one for each of its blocks.

    A block that is one long row (T4) is folded: the groups of its columns become rows.
    """
    return tuple(_folded(table, block) if _is_one_row(block) else _plain(table, block) for block in table.blocks)


def _plain(table: TableSchema, block: Block) -> Band:
    rows = tuple(
        GridRow(
            _group(row),
            _short(row.header),
            tuple(table.cells[join(row.path, column.path)] for column in block.column_leaves),
        )
        for row in block.row_leaves
    )
    columns = tuple(GridColumn(_column_group(block, column), _short(column.header)) for column in block.column_leaves)
    return Band(block.heading, columns, rows)


def _is_one_row(block: Block) -> bool:
    return len(block.row_leaves) == 1 and not block.row_leaves[0].header.label


def _folded(table: TableSchema, block: Block) -> Band:
    parents: dict[tuple[Header, ...], list[Leaf]] = {}
    for column in block.column_leaves:
        parents.setdefault(column.headers[:-1], []).append(column)
    rows = tuple(
        GridRow(
            _short(above[-2]) if len(above) > 1 else "",
            _short(above[-1]),
            tuple(table.cells[column.path] for column in columns),
        )
        for above, columns in parents.items()
    )
    first = next(iter(parents.values()))
    return Band(block.heading, tuple(GridColumn("", _short(column.header)) for column in first), rows)


def _group(leaf: Leaf) -> str:
    return _short(leaf.headers[-2]) if len(leaf.headers) > 1 else ""


def _column_group(block: Block, leaf: Leaf) -> str:
    """The header over a column, left out where it stands over the whole block."""
    above = leaf.headers[-2] if len(leaf.headers) > 1 else None
    return "" if above is None or above.span == len(block.column_leaves) else _short(above)


def _short(header: Header) -> str:
    """The short label, without characters that some terminals draw one cell wide and others two."""
    return header.short.translate(_NARROW)


_ROOMY_COLUMN = 7
_LEAST_COLUMN = 5
_LEAST_OWN = 6
"""Cells of a column that its own figures need when last year's stand beside them."""
_LEAST_BESIDE, _MOST_BESIDE = 4, 7
_LEAST_LABEL = 12


@dataclass(frozen=True)
class Span:
    """A stretch of a line, in cells from its left edge."""

    start: int
    width: int

    @property
    def end(self) -> int:
        return self.start + self.width


@dataclass(frozen=True)
class BodyLine:
    """One line below the pinned headers: a number row, a header line of a further band, or a group's name.

    ``row`` is the number of the row in the whole grid, None for the other two; ``last`` says that the
    line holds last year's figures of that row.
    """

    band: int
    row: int | None = None
    header: int | None = None
    group: str = ""
    last: bool = False


class Drawing:
    """The grid of ``bands`` laid out in ``width`` cells.

    Groups of rows stand in a column of their own where there is room, else on lines between the rows.

    :param last: whether last year's figures are drawn, too: beside each figure where there is room,
        else on a line of their own below each row.
    """

    def __init__(self, bands: tuple[Band, ...], width: int, last: bool = False) -> None:
        self.bands = bands
        self.width = width
        self.last = last
        self.rows: tuple[tuple[int, GridRow], ...] = tuple(
            (number, row) for number, band in enumerate(bands) for row in band.rows
        )
        names = [row for _, row in self.rows]
        group = max((cell_len(row.group) + 1 for row in names if row.group), default=0)
        label = max(cell_len(row.label) + 1 for row in names)
        alone = max((cell_len(row.label) + 1 for row in names if not row.group), default=0)
        heading = max((cell_len(band.heading) + 1 for band in bands), default=0)
        most = max(len(band.columns) for band in bands)
        self.group_width = group if width - group - label >= most * _ROOMY_COLUMN else 0
        wanted = max(self.group_width + label, alone, heading)
        self.label_width = max(_LEAST_LABEL, min(wanted, width - most * _LEAST_COLUMN))

        share = (width - self.label_width) // most
        fits = last and share >= _LEAST_OWN + _LEAST_BESIDE
        self.beside = min(_MOST_BESIDE, max(_LEAST_BESIDE, share - _ROOMY_COLUMN)) if fits else 0
        """The cells at the right of every column that last year's figures take; 0 where they stand elsewhere."""

        self.columns = tuple(self._columns(band) for band in bands)
        """Where the number columns stand, band by band."""
        self.headers = tuple(self._header(band, spans) for band, spans in zip(bands, self.columns, strict=True))
        """The header lines, band by band: on each line the labels with their places, groups first."""

    # -- across --------------------------------------------------------------------------------
    def _columns(self, band: Band) -> tuple[Span, ...]:
        columns = band.columns
        share = (self.width - self.label_width) // len(columns)
        widest = max(cell_len(column.label) for column in columns) + 2
        width = max(_LEAST_COLUMN, min(share, max(widest, _ROOMY_COLUMN) + self.beside))
        return tuple(Span(self.label_width + place * width, width) for place in range(len(columns)))

    def own(self, span: Span) -> Span:
        """The part of a column that holds its own figures."""
        return Span(span.start, span.width - self.beside)

    # -- down ----------------------------------------------------------------------------------
    def _header(self, band: Band, spans: tuple[Span, ...]) -> tuple[tuple[tuple[Span, str], ...], ...]:
        columns = band.columns
        gap = 2 if 0 < self.beside <= _LEAST_BESIDE + 1 else 1  # last year's head fills its cells, up to the next one
        wrapped = [_wrap(column.label, self.own(span).width - gap) for column, span in zip(columns, spans, strict=True)]
        depth = max(len(parts) for parts in wrapped)
        lines: list[tuple[tuple[Span, str], ...]] = []
        groups = _runs([column.group for column in columns])
        if any(name for name, _, _ in groups):
            lines.append(
                tuple((Span(spans[a].start, spans[b].end - spans[a].start), name) for name, a, b in groups if name)
            )
        for level in range(depth):
            pieces = []
            for parts, span in zip(wrapped, spans, strict=True):
                at = level - (depth - len(parts))
                if at >= 0:
                    pieces.append((span, parts[at]))
            lines.append(tuple(pieces))
        return tuple(lines)

    @property
    def pinned(self) -> int:
        """How many header lines stay at the top: those of an only band."""
        return len(self.headers[0]) if len(self.bands) == 1 else 0

    @cached_property
    def body(self) -> tuple[BodyLine, ...]:
        """The lines below the pinned headers."""
        lines: list[BodyLine] = []
        last: tuple[int, str] | None = None
        for number, (band, row) in enumerate(self.rows):
            new_band = last is None or last[0] != band
            if new_band and not self.pinned:
                lines += [BodyLine(band, header=level) for level in range(len(self.headers[band]))]
            if not self.group_width and row.group and (new_band or last is None or last[1] != row.group):
                lines.append(BodyLine(band, group=row.group))
            lines.append(BodyLine(band, row=number))
            if self.last and not self.beside:
                lines.append(BodyLine(band, row=number, last=True))
            last = (band, row.group)
        return tuple(lines)

    def line_of(self, row: int) -> int:
        """The body line on which a row stands."""
        return next(place for place, line in enumerate(self.body) if line.row == row)

    def starts_group(self, row: int) -> bool:
        """Whether a row is the first of its group."""
        return row == 0 or self.rows[row - 1][1].group != self.rows[row][1].group


def fit(text: str, width: int, right: bool = False) -> str:
    """``text`` in exactly ``width`` cells; cut with "~" where it does not fit."""
    size = cell_len(text)
    if size > width:
        return set_cell_size(text, max(0, width - 1)) + "~"[:width]
    return " " * (width - size) + text if right else text + " " * (width - size)


def _wrap(label: str, width: int) -> list[str]:
    """A label on as few lines as ``width`` allows, all about the same length."""
    lines = -(-cell_len(label) // max(2, width))
    for candidate in range(2, max(3, width + 1)):
        parts = chop_cells(label, candidate)
        if len(parts) <= lines:
            return parts
    return chop_cells(label, max(2, width))


def _runs(names: list[str]) -> list[tuple[str, int, int]]:
    """Equal neighbours as (name, first, last)."""
    found: list[tuple[str, int, int]] = []
    for place, name in enumerate(names):
        if found and found[-1][0] == name:
            found[-1] = (name, found[-1][1], place)
        else:
            found.append((name, place, place))
    return found


STYLES = (
    "label", "group", "header", "here", "number", "zero", "total", "bad", "cursor", "editing", "balanced", "unbalanced",
    "last", "locked", "departing", "ghost",
)  # fmt: skip

_LOCKED_LEFT, _LOCKED, _UNLOCKED, _DEPARTING, _OFFERED = "[", "]", "*", "!", "?"
"""Marks of cells, so that their state is not told by colour alone; all but the first stand behind the number."""


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
        word = INPUTS.say("table.last_year") if last else ""
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
            text = (
                INPUTS.say("table.off", difference=print_number(difference)) if difference else INPUTS.say("table.even")
            )
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
        return INPUTS.say("lock.row" if locked == len(settled) else "lock.row_partly" if locked else "lock.row_open")

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
        return self._strip(fit(INPUTS.say("table.last_year"), self.drawing.label_width - 1, right=True), "last", pieces)

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
                found.append(Segment(text, self._style(name)))
            at = span.end
        return found
