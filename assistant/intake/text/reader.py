"""Text as it comes out of mails, extractions and our own export: lines, and tables in four shapes.

A table may have one cell a line (a tab before every cell, or before a row's first cell only), rows
with tabs between the cells, or rows with bars between them. Cells that come as bare lines are left
to the recognition, which knows the labels.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.intake.stream import Block, Line, Stream
from assistant.intake.text.bars import bar_rows_end, bar_table, is_bar_row, is_lone_bar, lone_bar_cells, lone_bars_end
from assistant.intake.text.markdown import is_markdown, read_markdown
from assistant.intake.text.tabs import TAB, is_tab_row, tab_table, tab_table_end


def read_text(text: str) -> Stream:
    """The stream of a plain text or Markdown file."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").split("\n")
    return Stream(tuple(read_markdown(lines) if is_markdown(lines) else _blocks(lines)))


def _blocks(lines: Sequence[str]) -> Iterator[Block]:
    place = 0
    while place < len(lines):
        end = place + 1
        if _begins_lone_bars(lines, place):
            end = lone_bars_end(lines, place)
            yield from lone_bar_cells(lines[place:end])
            place = end
            continue
        if is_bar_row(lines[place]):
            end = bar_rows_end(lines, place)
            table = bar_table(lines[place:end])
        elif lines[place].startswith(TAB) or is_tab_row(lines[place]):
            end = max(tab_table_end(lines, place), end)
            table = tab_table(lines[place:end])
        else:
            table = None
        if table is not None:
            yield table
        else:
            yield from (Line(line.strip()) for line in lines[place:end] if line.strip())
        place = end


def _begins_lone_bars(lines: Sequence[str], place: int) -> bool:
    """Whether a line is a cell and the next one, empty lines aside, is the bar behind it."""
    if not lines[place].strip():
        return False
    following = next((line for line in lines[place + 1 : place + 3] if line.strip()), "")
    return is_lone_bar(following)
