"""What two reports have in common and what not, as plain data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, NamedTuple

from assistant.checks import Finding
from assistant.document import Document
from assistant.standard import TableSchema

Kind = Literal["years", "versions", "agencies", "unknown"]
"""Reports of one agency on two years; two versions of one report; reports of two agencies; not to be told."""

TextState = Literal["unchanged", "changed", "moved", "new", "dropped"]
RuleState = Literal["gone", "new", "still", "beside"]
"""``beside``: seen only where the newer report is held against the older one."""
CarryRule = Literal["requests", "norms", "pending"]


class Side(NamedTuple):
    """One of the two reports and the name it was given by."""

    file: str
    document: Document


@dataclass(frozen=True)
class CellPair:
    """One cell of both reports.

    ``where`` is its address; ``before`` and ``after`` are the printed texts, None where the table is missing or the
    cell is not printed. ``difference`` and ``percent`` (to one decimal) are None unless both hold a number; a base of
    0 has no percentage.
    """

    where: str
    name: str
    unit: str
    before: str | None
    after: str | None
    difference: Decimal | None
    percent: Decimal | None

    @property
    def changed(self) -> bool:
        return self.difference != 0 if self.difference is not None else self.before != self.after


@dataclass(frozen=True)
class TablePair:
    """One statutory table of both reports, laid out as the newer one's format prints it; ``cells`` by path."""

    schema: TableSchema
    heading: str
    cells: Mapping[str, CellPair]

    @property
    def changed(self) -> list[CellPair]:
        return [cell for cell in self.cells.values() if cell.changed]


class Line(NamedTuple):
    """A printed line: the part it stands in, its key in the document ("" for none), whether it is a heading."""

    section: str
    key: str
    text: str
    heading: bool = False


class Piece(NamedTuple):
    """A piece of a line and whether the other side has it."""

    text: str
    common: bool


@dataclass(frozen=True)
class TextPair:
    """A line of both reports, or of one of them.

    ``moved`` says that the order is another one; ``state`` is "moved" where nothing but the order differs.
    ``only_figures``: the words are the same, years or figures differ. The pieces make up the texts.
    """

    state: TextState
    before: Line | None
    after: Line | None
    moved: bool = False
    only_figures: bool = False
    pieces_before: tuple[Piece, ...] = ()
    pieces_after: tuple[Piece, ...] = ()

    @property
    def section(self) -> str:
        line = self.after or self.before
        assert line is not None
        return line.section

    @property
    def heading(self) -> bool:
        line = self.after or self.before
        return line is not None and line.heading


@dataclass(frozen=True)
class SectionPair:
    """The text of one part of the reports.

    ``repeated`` is the share of the newer text whose wording stands in the older one, too, 0 to 1 (figures, years
    and names do not count); None where there is too little text to tell.
    """

    key: str
    heading: str
    repeated: float | None
    texts: tuple[TextPair, ...]


class RulePair(NamedTuple):
    """A finding of the newer report, or of the older one where it is gone."""

    state: RuleState
    finding: Finding


class Carry(NamedTuple):
    """A figure that follows from last year's.

    ``expected`` is what last year's report leads to, ``found`` what this year's prints, None where a cell holds no
    number. Of "pending" cases ``found`` must be ``expected`` at least.
    """

    rule: CarryRule
    name: str
    where: tuple[str, ...]
    expected: Decimal | None
    found: Decimal | None

    @property
    def holds(self) -> bool | None:
        if self.expected is None or self.found is None:
            return None
        return self.found >= self.expected if self.rule == "pending" else self.found == self.expected


@dataclass(frozen=True)
class Comparison:
    """Two reports side by side. ``notes`` are Chinese sentences on what they are and what could not be compared."""

    kind: Kind
    older: Side
    newer: Side
    swapped: bool
    notes: tuple[str, ...]
    tables: tuple[TablePair, ...]
    sections: tuple[SectionPair, ...]
    rules: tuple[RulePair, ...]
    carried: tuple[Carry, ...]

    def texts(self) -> Iterator[TextPair]:
        """All lines in printed order."""
        for section in self.sections:
            yield from section.texts

    @property
    def same(self) -> bool:
        """Whether the two reports print the same."""
        return not any(table.changed for table in self.tables) and all(
            text.state == "unchanged" for text in self.texts()
        )
