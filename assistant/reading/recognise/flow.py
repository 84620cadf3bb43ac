"""The stream made plain: layout tables unfolded, noise taken out, statutory tables told from others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from assistant.reading.bounds import MAX_CHARACTERS, MAX_HEADING, MAX_LINES, MAX_PARAGRAPH
from assistant.reading.recognise.headings import heads, section_of
from assistant.reading.recognise.vocabulary import fold, vocabulary
from assistant.reading.stream import Block, Cell, Gap, Layout, Line, Table
from assistant.reading.tables import lays_out, may_be_remembered, schema_of, tells

_LAYOUTS = 24
"""Layouts of tables that are kept in mind: most reports print the three tables in the same few."""


class Piece(NamedTuple):
    """A statutory table or a part of one."""

    schema: str
    table: Table


class Foreign(NamedTuple):
    """A table of figures that is none of the format's."""

    table: Table


Item = Line | Piece | Foreign | Gap


def flow_of(blocks: Iterable[Block]) -> list[Item]:
    """The items of a file in reading order."""
    return _bounded(_flow(blocks))


def without_noise(items: Iterable[Item]) -> list[Item]:
    """The items with paragraphs of several lines taken apart, and without page furniture."""
    return _bounded(_plain(items))


def _bounded(items: Iterable[Item]) -> list[Item]:
    """As many items, and as much text, as a report can have; where there is more a gap says so."""
    taken: list[Item] = []
    left = MAX_CHARACTERS
    for item in items:
        if len(taken) >= MAX_LINES or left <= 0:
            return [*taken, Gap("end")]
        if isinstance(item, Line):
            left -= len(item.text)
            if len(item.text) > MAX_PARAGRAPH:
                taken += [item._replace(text=item.text[:MAX_PARAGRAPH].rstrip()), Gap("line")]
                left += len(item.text) - MAX_PARAGRAPH
                continue
        taken.append(item)
    return taken


def _plain(items: Iterable[Item]) -> Iterator[Item]:
    for item in items:
        if not isinstance(item, Line):
            yield item
        elif item.mark == "title" or "\n" not in item.text:
            if not is_noise(item.text):
                yield item
        else:
            pieces = (piece.strip() for piece in item.text.split("\n"))
            yield from (item._replace(text=piece) for piece in pieces if piece and not is_noise(piece))


def is_noise(text: str) -> bool:
    """Whether a whole line is furniture of a page: its number, 来源：…, 打印 关闭."""
    if len(text) > 2 * MAX_HEADING:
        return False
    return vocabulary().noise.fullmatch(fold(text)) is not None


def _flow(blocks: Iterable[Block]) -> Iterator[Item]:
    schema = ""
    for block in blocks:
        if isinstance(block, Line):
            text = _clean(block.text)
            if text or block.mark == "blank":
                yield block if text == block.text else block._replace(text=text)
        elif isinstance(block, Table):
            for item in _table(block, schema):
                schema = item.schema if isinstance(item, Piece) else schema
                yield item
        else:
            yield block


def _clean(text: str) -> str:
    if "[" in text:
        for trace in vocabulary().traces:
            text = trace.sub("", text)
    return text.strip()


def _table(table: Table, before: str) -> Iterator[Item]:
    """One table: as it is, cut where a row is a section heading, or unfolded. ``before``: the last schema met."""
    look = _looked_at(table)
    if not look.headings:
        yield from _uncut(table, look, before)
        return
    rows, start = table.rows, 0
    for number in (*look.headings, len(rows)):
        part = Table(rows[start:number])
        yield from _uncut(part, _looked_at(part), before) if part.rows else ()
        yield from (Line(_only_text(row)) for row in rows[number : number + 1])
        start = number + 1


def _uncut(table: Table, look: _Look, before: str) -> Iterator[Item]:
    """One table without section headings among its rows, as :func:`_table`."""
    if look.schema:
        yield Piece(look.schema, table)
    elif before in look.told and not look.lays_out:
        # A piece cut off by a page may hold a single row.
        yield Piece(before, table)
    elif look.lays_out:
        yield from _flow(block for row in table.rows for cell in row for block in _content(cell))
    elif any(table.texts):
        yield Foreign(table)


class _Look(NamedTuple):
    """What a table is by its labels: the rows that are section headings, the format's table, else what single
    texts in it point to, and whether it only lays out text."""

    headings: tuple[int, ...]
    schema: str = ""
    told: frozenset[str] = frozenset()
    lays_out: bool = False


def _look(table: Table) -> _Look:
    headings = _section_rows(table)
    if headings:
        return _Look(headings)
    schema = schema_of(table)
    if schema:
        return _Look((), schema)
    return _Look((), "", frozenset(filter(None, map(tells, table.texts))), lays_out(table))


def _looked_at(table: Table) -> _Look:
    return _remembered_look(table.layout) if _may_be_remembered(table) else _look(table)


def _may_be_remembered(table: Table) -> bool:
    return may_be_remembered(table.layout) and not table.layout.mixed


@lru_cache(maxsize=_LAYOUTS)
def _remembered_look(layout: Layout) -> _Look:
    return _look(layout.table())


def _content(cell: Cell) -> Iterable[Block]:
    return cell.blocks or tuple(Line(text) for text in cell.text.split("\n"))


def _only_text(row: tuple[Cell, ...]) -> str:
    texts = [cell.text for cell in row if cell.text]
    return texts[0] if len(texts) == 1 else ""


def _section_rows(table: Table) -> tuple[int, ...]:
    """The rows that are section headings; a row that is all there is, or all that is left, is a table of one row."""
    last = len(table.rows) - 1
    found = [number for number, row in enumerate(table.rows) if _section_row(row)]
    if found[-1:] == [last] and (last == 0 or found[-2:-1] == [last - 1]):
        found.pop()
    return tuple(found)


def _section_row(row: tuple[Cell, ...]) -> bool:
    """Whether a row consists of a section heading that was typed into the table."""
    text = _only_text(row)
    if not text or len(text) > MAX_HEADING or any(cell.blocks for cell in row):
        return False
    return any(head.numeral.level == 1 and not head.rest and bool(section_of(head.name)) for head in heads(text))
