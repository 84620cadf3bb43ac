"""About where on its page each part of a report stands: from that follows how high the rows of a table are made.

The layout of GB/T 9704-2012 has a fixed grid of lines, so that lines can be counted; programs differ by a line or two.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.document import Block, FigureTable, Heading, Paragraph
from assistant.export.lines import line_count
from assistant.export.word.tables import measures, row_needs

PAGE = 12756
"""Between the upper and the lower margin: 297 - 37 - 35 mm, in twips."""
LINE = 579
NEAR_TABLE = 120
"""What is left free between a heading and a table, in twips."""

_FILLED = 0.75
"""How far down a page is to be filled that another table cannot follow on."""
_TOGETHER = 2
"""Lines of a paragraph that stay together at the foot and at the head of a page."""


class Pages:
    """The place where the next part begins; ``used`` twips of its page are taken."""

    def __init__(self) -> None:
        self.used = 0
        self._headings = 0
        """Of headings that stay with what follows them."""

    def space(self, height: int) -> None:
        """Something that is not broken."""
        self._start(height)
        self.used += height

    def heading(self, text: str, *, table_next: bool) -> None:
        """A heading, which goes to the page of what follows it."""
        self._headings += LINE * line_count(text) + (NEAR_TABLE if table_next else 0)

    def paragraph(self, text: str) -> None:
        """A paragraph, which goes on on the next page."""
        lines = line_count(text)
        room = (PAGE - self.used - self._headings) // LINE
        first = lines if lines <= room else min(room, lines - _TOGETHER)
        if first < min(lines, _TOGETHER):
            first = min(lines, PAGE // LINE)
        self._start(LINE * first)
        self.used += LINE * first
        if lines > first:
            self.used = (lines - first) % (PAGE // LINE) * LINE

    def _start(self, height: int) -> None:
        """Makes room for the headings that wait and ``height`` more behind them."""
        if self.used + self._headings + height > PAGE:
            self.used = 0
        self.used += self._headings
        self._headings = 0

    def table(self, figures: FigureTable, following: Sequence[Block]) -> int:
        """A table, which is not broken; returns the least height of its rows.

        Rows become lower where the table then fits on the page that has begun, and higher where much of the page would
        stay blank because the next table, with no text between them, needs a page of its own.

        :param following: the blocks behind it.
        """
        measure, needs = measures(figures.schema_key), row_needs(figures)
        above, least = self._headings, _height(needs, measure.least)
        here = self.used + above + least + LINE <= PAGE
        start = above + (self.used if here else 0)
        rows = len(needs)
        # What was counted may be short by a line, and by another where that costs no more than lower rows.
        spare = min(2 * LINE, PAGE - start - least) if here else 0
        highest = min(measure.most, (PAGE - start - spare) // rows)
        row = min(measure.row, highest)
        after = _next_table(following)
        if after is not None and start + _height(needs, row) + after > PAGE:
            row = max(row, min(highest, int(PAGE * _FILLED - start) // rows))
        row = max(row, measure.least)
        self.space(_height(needs, row))
        return row


def _height(needs: Sequence[int], least: int) -> int:
    """The height of a table whose rows need so much and become no lower than ``least``."""
    return sum(max(least, need) for need in needs)


def _next_table(following: Sequence[Block]) -> int | None:
    """The height of the next table with the headings over it; None when text comes first, or no table."""
    height = 0
    for block in following:
        if isinstance(block, Paragraph):
            return None
        if isinstance(block, Heading):
            height += LINE * line_count(block.text)
        else:
            return height + NEAR_TABLE + _height(row_needs(block), measures(block.schema_key).row)
    return None
