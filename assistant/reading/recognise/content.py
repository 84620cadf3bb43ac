"""What stands in one section: headings, paragraphs with their keys, and the statutory table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from assistant.document import Block, FigureTable, Heading, Paragraph, Section
from assistant.reading.bounds import MAX_LABEL
from assistant.reading.messages import message
from assistant.reading.recognise.flow import Foreign, Item, Piece, is_noise
from assistant.reading.recognise.headings import (
    Head,
    aspect_of,
    heads,
    is_aspect_title,
    is_sentence,
    looks_like_heading,
)
from assistant.reading.recognise.outline import Start
from assistant.reading.recognise.vocabulary import fold, fold_passage, vocabulary
from assistant.reading.stream import Cell, Gap, Line, Table
from assistant.reading.tables import Reading, read_table, schema_of_texts, tells
from assistant.reading.tables.labels import is_figure, labels_of
from assistant.standard import SectionSchema, Standard, TableSchema

BASIS, CONTACT = "preface.basis", "preface.contact"

_LONGEST = 600
"""Characters of a paragraph that are searched: the marks stand at its beginning."""


def preface_key(text: str) -> str:
    """The key of a paragraph that by its words is a preface, or ""."""
    folded = fold_passage(text[:_LONGEST])
    if not any(pattern.search(folded) for pattern in vocabulary().preface):
        return ""
    return paragraph_key(text)


def paragraph_key(text: str) -> str:
    """The key of a paragraph that by its place is a preface."""
    folded = fold_passage(text[:_LONGEST])
    asks = vocabulary().contact.search(folded)
    based = vocabulary().preface[0].search(folded) or vocabulary().period.search(folded)
    return CONTACT if asks and not based else BASIS


def period_year(texts: Iterable[str]) -> int | None:
    """The year of the reporting period that the texts name, None when they name none."""
    for text in texts:
        found = vocabulary().period.search(fold_passage(text[:_LONGEST]))
        if found:
            return int(found["year"])
    return None


def reported_year(texts: Iterable[str]) -> int | None:
    """The year that nearly all sentences of the texts report on (2024年，我局…), None when they name several."""
    years = Counter(
        int(found["year"]) for text in texts for found in vocabulary().reported.finditer(fold_passage(text[:_LONGEST]))
    )
    if not years:
        return None
    year, times = years.most_common(1)[0]
    return year if 2 * times > years.total() else None


class Keys:
    """Numbers repeated keys: the first of a kind has the plain key, the next ``key.2``, ``key.3`` …"""

    def __init__(self) -> None:
        self._used: dict[str, int] = {}

    def next(self, key: str) -> str:
        """The key for the next paragraph or heading of that kind."""
        self._used[key] = self._used.get(key, 0) + 1
        return key if self._used[key] == 1 else f"{key}.{self._used[key]}"


_RUN_ON_NAME = 20
"""Characters of a heading of unknown name whose sentence runs on in the line."""

_BARE_NAME = 14
"""Characters of a heading that has no numeral: only a short line is one."""

_CALLS, _SHORTEST_CALL, _LONGEST_CALL = 2, 4, 14
"""Parts of a heading that is a motto, and their characters."""

_TABLE_WORD = "表"

_OPENING = 80
"""Characters in which a paragraph says what it is about."""

_LEAD = "overview.lead"
_MEASURES, _FORMER = "problems.measures", "problems.former"
_OTHER, _FEES, _MATTERS = "other", "other.fees", "other.matters"


@dataclass
class Content:
    """What was read of a section, and what was not."""

    blocks: list[Block] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    old_format: list[str] = field(default_factory=list)


@dataclass
class Progress:
    """What the sections of one file share.

    ``rank``: heading level of trusted section headings, else 0. ``preface_due``: no preface stood
    before the first section, so it may stand inside it. ``standard``: the format that the report is held against.
    ``known``: schemas of tables read so far.
    """

    rank: int
    preface_due: bool
    standard: Standard
    keys: Keys = field(default_factory=Keys)
    known: set[str] = field(default_factory=set)


def read_section(start: Start, items: Sequence[Item], progress: Progress) -> tuple[Section, Content]:
    """One section from its items."""
    reader = _SectionReader(start, progress)
    return Section(start.key, start.heading, tuple(reader.read(items))), reader.content


class _SectionReader:
    def __init__(self, start: Start, progress: Progress) -> None:
        self.content = Content()
        self._start = start
        self._rank = progress.rank
        self._standard = progress.standard
        self._keys = progress.keys
        self._known = progress.known
        self._read_here: set[str] = set()
        self._preface_due = progress.preface_due
        self._schema = _schema(start.key, self._standard)
        self._place = message("place", "section", heading=start.heading) if start.heading else ""
        self._key = _first_key(self._schema, start.key)
        self._marks_headings = False

    def read(self, items: Sequence[Item]) -> list[Block]:
        items = list(items)
        if self._start.rest:
            items.insert(0, Line(self._start.rest))
        table = self._schema.table if self._schema is not None else ""
        if table and not self._rank and not any(isinstance(item, Piece) and item.schema == table for item in items):
            items = gather_loose(items, self._standard.tables[table])
        self._marks_headings = self._trusts_headings(items)
        schemas = {item.schema for item in items if isinstance(item, Piece)}
        beside = [item.text for item in items if isinstance(item, Line) and self._is_label(item, schemas)]
        for item in items:
            if isinstance(item, Piece):
                self._read_table(item.schema, items, beside)
            elif isinstance(item, Line):
                if item.text and not self._is_label(item, schemas):
                    self._read_line(item)
            else:
                self._leave(item)
        return self.content.blocks

    def _trusts_headings(self, items: Sequence[Item]) -> bool:
        """Whether the file marks the headings inside this section, so that nothing else is one."""
        if not self._rank:
            return False
        lines = [item for item in items if isinstance(item, Line)]
        marked = sum(line.rank > self._rank for line in lines)
        others = sum(line.rank <= self._rank and self._aspect_line(line) for line in lines)
        return marked >= others

    def _aspect_line(self, line: Line) -> bool:
        return any(
            not head.rest and head.numeral.level > 1 and is_aspect_title(self._start.key, head.name)
            for head in heads(line.text)
        )

    def _is_label(self, item: Item, schemas: set[str]) -> bool:
        """Whether a line belongs to a table of this section though it stands outside of it: a label, a caption."""
        if not isinstance(item, Line) or len(item.text) > MAX_LABEL or not schemas:
            return False
        if self._schema is not None and fold(item.text) == fold(self._schema.title):
            return True
        return is_noise(item.text) or (not self._rank and tells(item.text) in schemas)

    def _leave(self, item: Foreign | Gap) -> None:
        if isinstance(item, Gap):
            self.content.unread.append(message("unread", item.kind, place=self._place))
            return
        texts = [cell.text for row in item.table.rows for cell in row if cell.text]
        phrase = message("unread", "table", place=self._place, rows=len(item.table.rows), text=" ".join(texts[:4])[:40])
        self.content.unread.append(phrase)

    def _leave_all(self, schema: str, items: Sequence[Item]) -> None:
        """A table that is one of another format only."""
        for item in items:
            if isinstance(item, Piece) and item.schema == schema:
                self._leave(Foreign(item.table))

    def _read_table(self, schema: str, items: Sequence[Item], beside: Sequence[str]) -> None:
        """Reads all pieces of a table where its first piece stands."""
        if schema in self._read_here:
            return
        self._read_here.add(schema)
        table = self._standard.tables.get(schema)
        if table is None:
            self._leave_all(schema, items)
            return
        if schema in self._known:
            title = self._standard.section(table.section).title
            self.content.unread.append(message("unread", "second_table", place=self._place, table=title))
            return
        self._known.add(schema)
        pieces = [item.table for item in items if isinstance(item, Piece) and item.schema == schema]
        reading = Reading(self._place, _TABLE_WORD)
        read_table(table, pieces, beside, reading)
        self.content.unread += reading.unread
        self.content.old_format += reading.old_format
        if reading.cells or not reading.old_format:
            read = reading.cells
            cells = {path: read[path] for path in table.cells if path in read}
            self.content.blocks.append(FigureTable(schema, cells, tuple(reading.departures), self._standard.key))

    def _read_line(self, line: Line) -> None:
        if self._marks_headings:
            if line.rank > self._rank:
                name = next((head.name for head in heads(line.text)), "")
                self._add_heading(line.text, aspect_of(self._start.key, name), line.rank - self._rank + 1)
            else:
                self._add_paragraph(line.text)
            return
        head = self._heading(line)
        if head is None:
            self._add_paragraph(line.text)
            return
        self._add_heading(head.text, aspect_of(self._start.key, head.name), max(head.numeral.level, 2))
        if head.rest:
            self._add_paragraph(head.rest)

    def _heading(self, line: Line) -> Head | None:
        """The heading that a line is or begins with, None for a paragraph."""
        if is_sentence(line.text):
            return None
        found = heads(line.text)
        if found and found[0].numeral.level == 0:
            return found[0] if found[0].whole and self._is_bare_heading(found[0], line.rank) else None
        for head in found:
            if is_aspect_title(self._start.key, head.name):
                return head
        return next((head for head in found if self._is_numbered_heading(head)), None)

    def _is_numbered_heading(self, head: Head) -> bool:
        if head.whole:
            return looks_like_heading(head)
        if not head.closed or vocabulary().heading_never.search(head.name):
            return False
        if "," in head.name:
            return self._is_motto(head)
        if aspect_of(self._start.key, head.name):
            return len(head.name) <= (_RUN_ON_NAME if head.rest else _BARE_NAME)
        return bool(head.rest) and head.numeral.level <= 2 and len(head.name) <= _RUN_ON_NAME

    def _is_bare_heading(self, head: Head, rank: int) -> bool:
        if head.rest or not looks_like_heading(head):
            return False
        if rank or self._is_motto(head):
            return True
        return len(head.name) <= _BARE_NAME and bool(aspect_of(self._start.key, head.name)) and "," not in head.name

    def _is_motto(self, head: Head) -> bool:
        """Whether a heading is two calls parted by a comma, one of them on an aspect: 聚焦重点，深化主动公开."""
        calls = head.name.split(",")
        return (
            len(calls) == _CALLS
            and all(_SHORTEST_CALL <= len(call) <= _LONGEST_CALL for call in calls)
            and not any(map(str.isdigit, head.name))
            and bool(aspect_of(self._start.key, head.name))
        )

    def _add_heading(self, text: str, aspect: str, level: int) -> None:
        section = self._start.key or "extra"
        name = aspect or (self._key.rpartition(".")[2] if level > 2 and "." in self._key else "extra")
        if aspect or level <= 2:
            self._key = f"{section}.{name}"
        self.content.blocks.append(Heading(self._keys.next(f"{section}.{name}.heading"), text, level))

    def _add_paragraph(self, text: str) -> None:
        self.content.blocks.append(Paragraph(self._keys.next(self._paragraph_key(text)), text))

    def _paragraph_key(self, text: str) -> str:
        if self._key == _OTHER:
            return _FEES if vocabulary().fees.search(fold_passage(text)) else _MATTERS
        if self._key == _MEASURES and vocabulary().former.search(fold_passage(text[:_OPENING])):
            return _FORMER
        if self._preface_due and self._key == _LEAD:
            return preface_key(text) or self._key
        return self._key


def _schema(key: str, known: Standard) -> SectionSchema | None:
    return next((section for section in known.sections if section.key == key), None)


def _first_key(schema: SectionSchema | None, key: str) -> str:
    """The key of paragraphs before any heading: ``overview.lead``, ``disclosure``."""
    return f"{key}.lead" if schema is not None and schema.aspects else key or "extra"


def gather_loose(items: Sequence[Item], schema: TableSchema) -> list[Item]:
    """Lines that are the cells of a table, put together as one.

    Text copied from a page keeps no table: every cell is a line of its own.
    """
    labels = labels_of(schema)
    places = [place for place, item in enumerate(items) if isinstance(item, Line)]
    if schema_of_texts(item.text for item in items if isinstance(item, Line)) != schema.key:
        return list(items)
    belongs = [place for place in places if labels.knows(_text(items[place])) or is_figure(_text(items[place]))]
    named = [place for place in belongs if labels.knows(_text(items[place]))]
    if not named:
        # What told the table are labels of the 2019 trial format, which are none of its own.
        return list(items)
    first, last = named[0], belongs[-1]
    inside = items[first : last + 1]
    table = Table(tuple((Cell(item.text, 0),) for item in inside if isinstance(item, Line) and _short(item)))
    around = [item for item in inside if not isinstance(item, Line) or not _short(item)]
    return [*items[:first], Piece(schema.key, table), *around, *items[last + 1 :]]


def _short(line: Line) -> bool:
    return len(line.text) <= MAX_LABEL


def _text(item: Item) -> str:
    return item.text if isinstance(item, Line) else ""
