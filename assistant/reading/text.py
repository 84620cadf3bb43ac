"""Plain text and Markdown → the neutral stream."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from assistant.reading.bounds import MAX_LABEL
from assistant.reading.budget import Budget
from assistant.reading.comma_table import comma_table
from assistant.reading.markdown import is_markdown, read_markdown
from assistant.reading.stream import Block, Cell, Line, Stream, Table
from assistant.reading.tables import schema_of
from assistant.reading.tables.labels import is_figure, is_label

_BARS = "|｜│┃"
_BORDER = frozenset("|｜│┃+-=:─━┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬═║ \t")
_LINES_OF_A_CELL = 3
"""Lines that a cell between lone bars may be broken into."""

_FEWEST_ROWS = 2
"""Rows of a table at least: a single line with bars is a menu or a path."""


def is_bar_row(line: str) -> bool:
    """Whether a line is a row, or a line drawn between rows.

    A row of one cell may have one bar, at its end; one of two cells of the format may have it between them.
    """
    text = line.strip()
    bars = sum(text.count(bar) for bar in _BARS)
    if bars == 1 and 1 < len(text) <= MAX_LABEL:
        return text[-1] in _BARS or all(is_label(cell) or is_figure(cell) for cell in _cells(text, False))
    return bars >= 2 or (len(text) > 2 and set(text) <= _BORDER)


def is_lone_bar(line: str) -> bool:
    """Whether a line is nothing but the bar between two cells that stand on lines of their own."""
    text = line.strip()
    return len(text) == 1 and text in _BARS


def lone_bars_end(lines: Sequence[str], start: int) -> int:
    """Where the cells end that begin at ``start``, each followed by a lone bar; ``start`` when none do."""
    end = place = start
    between = 0
    while place < len(lines) and between <= _LINES_OF_A_CELL:
        text = lines[place].strip()
        if is_lone_bar(text):
            end, between = place + 1, 0
        elif len(text) > MAX_LABEL:
            break
        elif text:
            between += 1
        place += 1
    return end


def lone_bar_cells(lines: Sequence[str]) -> list[Line]:
    """Cells parted by lone bars as lines; two bars behind each other have a blank cell between them.

    Headings and sentences may stand among them: only the recognition can tell.
    """
    cells: list[Line] = []
    blank = False
    for line in lines:
        text = line.strip()
        if text and not is_lone_bar(text):
            cells.append(Line(text))
            blank = False
        elif text:
            cells += [Line("", mark="blank")] if blank else []
            blank = True
    return cells


def bar_rows_end(lines: Sequence[str], start: int) -> int:
    """Where the rows that begin at ``start`` end. Between them a row of one cell may have no bar."""
    end = start
    while end < len(lines) and (is_bar_row(lines[end]) or (end > start and _is_bare_row(lines, end))):
        end += 1
    return end


def _is_bare_row(lines: Sequence[str], place: int) -> bool:
    return is_label(lines[place].strip()) and place + 1 < len(lines) and is_bar_row(lines[place + 1])


def bar_table(lines: Sequence[str], budget: Budget) -> Table | None:
    """The table of some rows, None when they are too few to be one."""
    budget.take("cells", sum(line.count(bar) for line in lines for bar in _BARS))
    drawn = [line for line in lines if not set(line.strip()) <= _BORDER or _blank_row(line) or _stroke_row(line)]
    framed = sum(line.strip()[0] in _BARS for line in drawn) > len(drawn) / 2
    rows = [_cells(line, framed) for line in drawn]
    if len(rows) < _FEWEST_ROWS:
        return None
    return Table(tuple(tuple(Cell(text, column) for column, text in enumerate(row)) for row in rows))


def _blank_row(line: str) -> bool:
    """Whether a row has bars and nothing between them: its cells are printed blank."""
    return set(line.strip()) <= set(_BARS) | {" "}


def _stroke_row(line: str) -> bool:
    """Whether the cells of a row hold one stroke each, as some print nothing; a drawn line has many, markdown three."""
    cells = [cell for cell in _cells(line, False) if cell]
    return bool(cells) and all(len(cell) == 1 for cell in cells) and any(bar in line for bar in _BARS)


def _cells(line: str, framed: bool) -> list[str]:
    """The cells of a row. ``framed``: the rows of this table begin with a bar; else one there follows a blank cell."""
    for bar in _BARS[1:]:
        line = line.replace(bar, _BARS[0])
    text = line.strip()
    text = text.removeprefix(_BARS[0]) if framed else text
    text = text.removesuffix(_BARS[0])
    return [piece.strip() for piece in text.split(_BARS[0])]


def cell_lines_end(lines: Sequence[str], start: int) -> int:
    """Where lines end that hold one cell each with the bar behind it, or nothing but bars; ``start`` for too few."""
    end, cells = start, 0
    while end < len(lines) and (only_bars(lines[end]) or _is_barred_cell(lines[end])):
        cells += not only_bars(lines[end])
        end += 1
    return end if cells >= _FEWEST_CELLS else start


def only_bars(line: str) -> bool:
    """Whether a line is nothing but bars: cells that the one above covers, or the bar in front of a row."""
    text = "".join(line.split())
    return bool(text) and set(text) <= set(_BARS)


def _is_barred_cell(line: str) -> bool:
    text = line.strip()
    return (
        bool(text)
        and len(text) <= 2 * MAX_LABEL
        and text[0] not in _BARS
        and text[-1] in _BARS
        and sum(map(bool, _cells(text, False))) == 1
    )


def cell_lines(lines: Sequence[str]) -> Iterator[Block]:
    """The cells of lines with a bar behind each: rows where a bar stands in front of each row, else loose cells."""
    if is_lone_bar(lines[0]):
        rows: list[list[str]] = []
        for line in lines:
            if is_lone_bar(line):
                rows.append([])
            elif not only_bars(line):
                text = next(filter(None, _cells(line, False)))
                # A figure does not open a row that has a name: what stood before it was a blank cell.
                if not rows[-1] and len(rows) > 1 and is_figure(text) and _is_named(rows[-2]):
                    rows.pop()
                    rows[-1].append("")
                rows[-1].append(text)
        yield Table(tuple(tuple(Cell(text, column) for column, text in enumerate(row)) for row in rows if row))
        return
    for line in lines:
        if is_lone_bar(line):
            yield Line("", mark="blank")
        elif not only_bars(line):
            yield Line(next(filter(None, _cells(line, False))))


def _is_named(row: Sequence[str]) -> bool:
    """Whether a row begins with its name, or its group's and its own; a header has more labels."""
    return 0 < sum(not is_figure(text) for text in row) <= _NAMES


_GAP = re.compile(r"[ \u3000]{2,}")


def space_cells(line: str) -> list[str]:
    """The cells of a row that are parted by spaces; empty where a line is no such row.

    Where single spaces part them, all must be labels and figures.
    """
    text = line.strip()
    if len(text) > _LONGEST_ROW or TAB in text or any(bar in text for bar in _BARS):
        return []
    pieces = _GAP.split(text)
    if len(pieces) > 1:
        return pieces
    words = text.split()
    labels = sum(map(is_label, words))
    known = len(words) > 1 and all(is_figure(word) or is_label(word) for word in words)
    # Two numbers are one cell with a slip.
    return words if known and (labels or len(words) >= _FEWEST_FIGURES) else []


def space_table(lines: Sequence[str], start: int) -> tuple[Table | None, int]:
    """The statutory table whose rows begin at ``start``, its cells parted by spaces, and where such rows end.

    The table is None where the rows are none of the format's.
    A line may be a single label, or the beginning of a label that goes on in the next row.
    """
    rows: list[list[str]] = []
    place, begun = start, ""
    while place < len(lines) and (text := lines[place].strip()):
        cells = space_cells(text)
        following = space_cells(lines[place + 1]) if place + 1 < len(lines) and not cells else []
        if cells:
            rows.append([begun + cells[0], *cells[1:]])
            begun = ""
        elif is_label(text) or is_figure(text):
            rows.append([text])
        elif not begun and following and is_label(text + following[0]):
            begun = text
        else:
            break
        place += 1
    table = Table(tuple(tuple(Cell(text, column) for column, text in enumerate(row)) for row in rows))
    several = sum(len(row) > 1 for row in rows) >= _FEWEST_ROWS
    return (table if several and schema_of(table) else None), place


TAB = "\t"

_NEARLY_ALL = 0.9
"""Share of a block's lines that must begin with a tab for every cell to have one; the rest are slips."""

_LONGEST_ROW = 400
"""Characters of a row whose cells are parted by spaces: the widest row has 10 cells."""

_NAMES = 2
"""Labels in front of the figures of a row at most."""

_FEWEST_FIGURES = 5
"""Figures that a row without a label has at least where single spaces part them."""

_FEWEST_CELLS = 4
"""Cells of a table at least: fewer lines with a tab are an indented paragraph or a signature."""


_WORD = 6
"""Characters of a word that stands in the place of a figure."""


def is_tab_row(line: str) -> bool:
    """Whether a line is a whole row: tabs stand between its cells."""
    return TAB in line.lstrip(TAB)


def tab_table_end(lines: Sequence[str], start: int) -> int:
    """Where the cells that begin at ``start`` end.

    A long line is a paragraph, however it is indented. A line without a tab goes on with the row
    above if it is a figure, or if it follows a label at once.
    """
    end = place = start
    before = ""
    while place < len(lines):
        line = lines[place]
        text = line.strip()
        if len(line) > MAX_LABEL and not is_tab_row(line):
            break
        if line.startswith(TAB) or is_tab_row(line):
            end = place + 1
        elif text:
            following = lines[place + 1] if place + 1 < len(lines) else ""
            worded = len(text) <= _WORD and following.startswith(TAB)
            if place > end or not (is_figure(text) or not is_figure(before) or worded):
                break
            end = place + 1
        elif _goes_on_blank(lines, place, end):
            end = place + 1
        before = text or before
        place += 1
    return end


def _goes_on_blank(lines: Sequence[str], place: int, end: int) -> bool:
    """Whether an empty line may be a blank cell: a figure without a tab follows."""
    following = lines[place + 1] if place + 1 < len(lines) else ""
    return place == end and bool(following.strip()) and TAB not in following and is_figure(following)


def tab_table(lines: Sequence[str], budget: Budget) -> Table | None:
    """The table of some lines, None when they are no table."""
    budget.take("cells", sum(line.count(TAB) for line in lines))
    filled = [line for line in lines if line.strip(" ")]
    wholes = sum(map(is_tab_row, filled))
    if wholes > len(filled) / 2:
        rows = [[piece.strip() for piece in line.split(TAB)] for line in filled]
    elif len(filled) < _FEWEST_CELLS:
        return None
    elif sum(line.startswith(TAB) for line in filled) >= _NEARLY_ALL * len(filled):
        rows = _rows_by_blank_lines(lines)
    else:
        rows = _rows_by_tabs(lines)
    return Table(tuple(tuple(Cell(text, column) for column, text in enumerate(row)) for row in rows if row))


def _rows_by_blank_lines(lines: Sequence[str]) -> list[list[str]]:
    """Every cell has its tab; a line without anything ends a row."""
    rows: list[list[str]] = [[]]
    for line in lines:
        if line.strip(" "):
            rows[-1].append(line.strip())
        else:
            rows.append([])
    return rows


def _rows_by_tabs(lines: Sequence[str]) -> list[list[str]]:
    """A tab begins a row; an empty line is a blank cell, unless one stands between all rows."""
    rows: list[list[str]] = []
    for line in lines:
        if line.startswith(TAB) or not rows:
            rows.append([])
        rows[-1].append(line.strip())
    parted = sum(row[-1] == "" for row in rows[:-1])
    if parted >= _NEARLY_ALL * (len(rows) - 1):
        rows = [row[:-1] if row[-1] == "" else row for row in rows]
    return rows


def read_text(text: str, name: str, budget: Budget) -> Stream:
    """The stream of a plain text or Markdown file; ``name`` only serves messages.

    :raises UnreadableFile: a piece of HTML is without content. :raises Exceeded: out of bounds.
    """
    lines = _without_furniture(text.replace("\r\n", "\n").replace("\r", "\n").split("\f"))
    blocks = read_markdown(lines, name, budget) if is_markdown(lines) else _blocks(lines, budget)
    return Stream(tuple(budget.counted(blocks)))


def _without_furniture(pages: Sequence[str]) -> list[str]:
    """The lines of printed pages without their numbers, and without the title that runs on from page to page."""
    every = [page.split("\n") for page in pages]
    if len(every) < _FEWEST_PAGES:
        return [line for lines in every for line in lines]
    edges = [set(_edges(lines)) for lines in every]
    seen = Counter(text for lines, places in zip(every, edges, strict=True) for text in _texts(lines, places))
    kept: list[str] = []
    for number, (lines, places) in enumerate(zip(every, edges, strict=True)):
        running = {place for place in places if number and seen["".join(lines[place].split())] > len(every) / 2}
        numbers = {place for place in places if _PAGE_NUMBER.fullmatch("".join(lines[place].split()))}
        kept += [line for place, line in enumerate(lines) if place not in running | numbers]
    return kept


_FEWEST_PAGES = 2
_PAGE_NUMBER = re.compile(r"[-—－–·]*(?:第)?\d{1,3}(?:页)?(?:/\d{1,3}|共\d{1,3}页)?[-—－–·]*")


def _edges(lines: Sequence[str]) -> list[int]:
    """The numbers of the first and the last line of a page that say something."""
    filled = [number for number, line in enumerate(lines) if line.strip()]
    return filled[:1] + filled[-1:]


def _texts(lines: Sequence[str], places: Iterable[int]) -> set[str]:
    return {"".join(lines[place].split()) for place in places}


def _blocks(lines: Sequence[str], budget: Budget) -> Iterator[Block]:
    place = 0
    while place < len(lines):
        end = place + 1
        cells_end = lone_bars_end(lines, place) if _begins_lone_bars(lines, place) else place
        if cells_end > place:
            yield from lone_bar_cells(lines[place:cells_end])
            place = cells_end
            continue
        barred_end = cell_lines_end(lines, place)
        if barred_end > place:
            yield from cell_lines(lines[place:barred_end])
            place = barred_end
            continue
        if is_bar_row(lines[place]):
            end = bar_rows_end(lines, place)
            table = bar_table(lines[place:end], budget)
        elif lines[place].startswith(TAB) or is_tab_row(lines[place]):
            end = max(tab_table_end(lines, place), end)
            table = tab_table(lines[place:end], budget)
        else:
            table, end = comma_table(lines, place, budget)
            if end == place:
                table, end = _spaced(lines, place)
        if table is not None:
            yield table
        else:
            yield from (Line(line.strip()) for line in lines[place:end] if line.strip() and not is_lone_bar(line))
        place = end


def _spaced(lines: Sequence[str], place: int) -> tuple[Table | None, int]:
    """A table whose cells are parted by spaces, None where a line begins none."""
    if not space_cells(lines[place]) and not is_label(lines[place].strip()):
        return None, place + 1
    table, end = space_table(lines, place)
    return table, max(end, place + 1)


def _begins_lone_bars(lines: Sequence[str], place: int) -> bool:
    """Whether a line is a cell and the next one, empty lines aside, is the bar behind it."""
    if not lines[place].strip():
        return False
    following = [line for line in lines[place + 1 : place + 4] if line.strip()]
    # Where the next cell has a bar behind it, the lone one stands in front of a row.
    return bool(following) and is_lone_bar(following[0]) and not (following[1:] and _is_barred_cell(following[1]))


__all__ = ["read_text"]
