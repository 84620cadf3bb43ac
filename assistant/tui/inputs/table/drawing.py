"""Where everything of a grid stands in a given width: lines, columns, labels, wrapped headers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from rich.cells import cell_len, chop_cells, set_cell_size

from assistant.tui.inputs.table.plan import Band, GridRow

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
        wrapped = [_wrap(column.label, self.own(span).width - 1) for column, span in zip(columns, spans, strict=True)]
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
