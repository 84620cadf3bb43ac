"""The shape of a statutory table: trees of rows and columns, cells by path, relations between cells.

Source: the annex of 国办公开办函〔2021〕30号; the data stands in ``format_2021.toml``. A format and its tables
are loaded once, so that each is equal to itself only and quick to look things up by.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal, NamedTuple

Unit = Literal["件", "万元"]


class Header(NamedTuple):
    """A printed row or column label, possibly over others.

    ``key`` is its part of a cell path ("" adds nothing); ``label`` is word for word as printed;
    ``short`` is the same for narrow screens and sentences; ``meaning`` and ``basis`` explain it.
    """

    key: str
    label: str
    short: str
    meaning: str
    basis: str
    unit: Unit
    children: tuple[Header, ...] = ()

    @property
    def span(self) -> int:
        """How many leaves stand under this label (1 for a leaf)."""
        return sum(child.span for child in self.children) or 1

    @property
    def depth(self) -> int:
        """How many levels of labels this one has, itself included."""
        return 1 + max((child.depth for child in self.children), default=0)


class Leaf(NamedTuple):
    """A row or a column of numbers: its path and the headers above it, outermost first."""

    path: str
    headers: tuple[Header, ...]

    @property
    def header(self) -> Header:
        """The innermost header: the label of the row or column itself."""
        return self.headers[-1]


def leaves(headers: tuple[Header, ...], above: tuple[Header, ...] = ()) -> Iterator[Leaf]:
    """The leaves of a tree of headers in printed order."""
    for header in headers:
        chain = (*above, header)
        if header.children:
            yield from leaves(header.children, chain)
        else:
            yield Leaf(join(*(part.key for part in chain)), chain)


def join(*keys: str) -> str:
    """Keys to a dotted path; empty keys add nothing."""
    return ".".join(key for key in keys if key)


def nest(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values by dotted path as nested mappings: ``{"a.b": 1}`` gives ``{"a": {"b": 1}}``."""
    nested: dict[str, Any] = {}
    for path, value in values.items():
        *groups, last = path.split(".")
        place = nested
        for group in groups:
            place = place.setdefault(group, {})
        place[last] = value
    return nested


class Cell(NamedTuple):
    """One number of a table: where it stands and what it is called.

    ``path`` is unique in its table; ``row`` and ``column`` are the leaves that cross in it.
    """

    path: str
    row: Leaf
    column: Leaf
    unit: Unit
    derived: bool

    @property
    def name(self) -> str:
        """The cell in words, as messages name it: ``予以公开·自然人``."""
        words: list[str] = []
        for leaf in (self.row, self.column):
            words += [leaf.header.short] if leaf.header.short else []
        if not self.row.header.short:
            words = [part.short for part in self.column.headers if part.short]
        return "·".join(words)


class Relation(NamedTuple):
    """Sums that must agree: Σ left = Σ right.

    With ``across`` "rows" the keys are column paths and the relation holds in every row; with
    "columns" they are row paths and it holds in every column. ``derives``: the one left cell is a
    total, computed and never typed.
    """

    rule: str
    name: str
    across: Literal["rows", "columns"]
    left: tuple[str, ...]
    right: tuple[str, ...]
    derives: bool

    def cells(self, keys: tuple[str, ...], line: str) -> tuple[str, ...]:
        """The cell paths of ``keys`` on one line (a row path across rows, else a column path)."""
        if self.across == "rows":
            return tuple(join(line, key) for key in keys)
        return tuple(join(key, line) for key in keys)


@dataclass(frozen=True)
class Block:
    """A part of a table with header rows of its own; T2 has four, T3 and T4 one each."""

    heading: str
    corner: str
    basis: str
    columns: tuple[Header, ...]
    rows: tuple[Header, ...]

    @cached_property
    def column_leaves(self) -> tuple[Leaf, ...]:
        return tuple(leaves(self.columns))

    @cached_property
    def row_leaves(self) -> tuple[Leaf, ...]:
        return tuple(leaves(self.rows))


@dataclass(frozen=True, eq=False)
class TableSchema:
    """One statutory table. ``key`` is T2, T3 or T4; ``section`` the key of its section."""

    key: str
    section: str
    label_columns: int
    blocks: tuple[Block, ...]
    relations: tuple[Relation, ...] = field(default=())

    @cached_property
    def cells(self) -> dict[str, Cell]:
        """Every number of the table by path, in printed order: T2 has 10, T3 175, T4 15."""
        derived = {total for total, _ in self.totals}
        found: dict[str, Cell] = {}
        for block in self.blocks:
            for row in block.row_leaves:
                for column in block.column_leaves:
                    path = join(row.path, column.path)
                    found[path] = Cell(path, row, column, row.header.unit, path in derived)
        return found

    @cached_property
    def width(self) -> int:
        """Printed columns: the label columns and the widest block's number columns."""
        return self.label_columns + max(len(block.column_leaves) for block in self.blocks)

    def lines(self, relation: Relation) -> tuple[str, ...]:
        """The row paths (across rows) or column paths on which ``relation`` holds."""
        block = self.blocks[0]
        found = block.row_leaves if relation.across == "rows" else block.column_leaves
        return tuple(leaf.path for leaf in found)

    @cached_property
    def totals(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Each computed cell with the cells that it is the sum of, in the order in which they can be summed up."""
        found: list[tuple[str, tuple[str, ...]]] = []
        for relation in self.relations:
            if relation.derives:
                for line in self.lines(relation):
                    (total,) = relation.cells(relation.left, line)
                    found.append((total, relation.cells(relation.right, line)))
        return tuple(found)


class Aspect(NamedTuple):
    """A statutory sub-section: its printed number and title."""

    key: str
    number: str
    title: str


class SectionSchema(NamedTuple):
    """One of the six statutory sections; ``table`` is the key of the table it consists of, or ""."""

    key: str
    number: str
    title: str
    basis: str
    table: str
    aspects: tuple[Aspect, ...]

    @property
    def heading(self) -> str:
        """The heading as printed: ``一、总体情况``."""
        return f"{self.number}、{self.title}"


@dataclass(frozen=True, eq=False)
class Standard:
    """A statutory format: its name and number, deadlines (month, day), sections and tables.

    ``first_year`` is the first report year that it holds for; it holds until a later format does.
    """

    key: str
    number: str
    name: str
    law: str
    report_title: str
    first_year: int
    deadlines: dict[str, tuple[int, int]]
    sections: tuple[SectionSchema, ...]
    tables: dict[str, TableSchema]

    def section(self, key: str) -> SectionSchema:
        """:raises KeyError: the format has no such section."""
        return {section.key: section for section in self.sections}[key]
