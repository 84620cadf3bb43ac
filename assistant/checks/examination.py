"""One report under examination: everything the rules look at, worked out once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache, cached_property, lru_cache
from typing import Any, NamedTuple

from assistant.checks.model import Likeness, OddAnswer
from assistant.checks.passages import SubHeading, passages, sub_headings
from assistant.document import Document, FigureTable, is_blank, number_in
from assistant.language.disclosure import disclosure_statements
from assistant.language.mentions import Sentence, sentences
from assistant.language.passage import Passage, plain
from assistant.language.proceedings import proceeding_statements
from assistant.language.requests import request_statements, request_words
from assistant.language.statement import Statement, address
from assistant.standard import AgencyKind, Relation, Standard, agency_kinds, guess_kind


class Deviation(NamedTuple):
    """A relation that does not hold on one line of a table ("T3").

    ``line`` is the path of the row or column; ``left`` and ``right`` are cell addresses;
    ``difference`` is Σ left - Σ right, never 0.
    """

    table: str
    relation: Relation
    line: str
    left: tuple[str, ...]
    right: tuple[str, ...]
    difference: Decimal


def deviations(numbers: Mapping[str, Decimal], known: Standard) -> tuple[Deviation, ...]:
    """The relations of all tables of a format that do not hold; those with a cell that has no number are left out."""
    found: list[Deviation] = []
    for table, relation, line, left, right in _lines(known):
        try:
            difference = total(numbers, left) - total(numbers, right)
        except KeyError:
            continue
        if difference:
            found.append(Deviation(table, relation, line, left, right, difference))
    return tuple(found)


def total(numbers: Mapping[str, Decimal], cells: tuple[str, ...]) -> Decimal:
    """The sum of some cells. :raises KeyError: one of them has no number."""
    return sum(map(numbers.__getitem__, cells), Decimal(0))


@cache
def _lines(known: Standard) -> tuple[tuple[str, Relation, str, tuple[str, ...], tuple[str, ...]], ...]:
    """Each relation on each of its lines with the addresses of both sides."""
    return tuple(
        (
            key,
            relation,
            line,
            tuple(address(key, path) for path in relation.cells(relation.left, line)),
            tuple(address(key, path) for path in relation.cells(relation.right, line)),
        )
        for key, schema in known.tables.items()
        for relation in schema.relations
        for line in schema.lines(relation)
    )


_ZERO = Decimal(0)
_OF_PROBLEMS = ("problems", "other")


class Examination:
    """A document with last year's (None: not known) and the name of its file ("" none).

    ``last`` is left aside when it is the report on any other year than the one before. ``neighbours`` are the
    reports of other agencies that are too alike, the nearest first. ``facts`` are the answers that a draft rests on,
    nested by the parts of their keys, ``odd`` what is odd about some of them; none are known of a file.
    """

    def __init__(
        self,
        document: Document,
        last: Document | None = None,
        file_name: str = "",
        neighbours: Sequence[Likeness] = (),
        facts: Mapping[str, Any] | None = None,
        odd: Sequence[OddAnswer] = (),
    ) -> None:
        self.document = document
        self.last = last if last is None or precedes(last, document) else None
        self.file_name = file_name
        self.neighbours = neighbours
        self.facts = facts or {}
        self.odd = odd

    @property
    def year(self) -> int | None:
        """The report year, None when unknown."""
        return self.document.year

    @cached_property
    def standard(self) -> Standard:
        """The format that the report is held against."""
        return self.document.standard

    @cached_property
    def kind(self) -> AgencyKind | None:
        """The kind of agency, guessed from its name where the document does not tell; None when unknown."""
        key = self.document.kind or guess_kind(self.document.agency)
        return agency_kinds().get(key)

    @cached_property
    def numbers(self) -> Mapping[str, Decimal]:
        """Every readable cell by address; a blank one counts as 0, an unreadable or unprinted one is absent."""
        return _numbers(self.document)

    @cached_property
    def last_numbers(self) -> Mapping[str, Decimal]:
        """The same of last year's report; empty when it is not known."""
        return _numbers(self.last) if self.last else {}

    @cached_property
    def deviations(self) -> tuple[Deviation, ...]:
        """The sums within the tables that do not agree."""
        return deviations(self.numbers, self.standard)

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """All paragraphs in reading order."""
        return passages(self.document)

    @cached_property
    def last_passages(self) -> tuple[Passage, ...]:
        """All paragraphs of last year's report; empty when it is not known."""
        return passages(self.last) if self.last else ()

    @cached_property
    def sub_headings(self) -> tuple[SubHeading, ...]:
        """All headings inside sections."""
        return sub_headings(self.document)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """All sentences in reading order."""
        return tuple(
            sentence
            for passage in self.passages
            for sentence in sentences(passage, self.year, plain(self.document.agency))
        )

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """What the text says about cells of the tables; sections five and six tell of single cases and are left out."""
        found: list[Statement] = []
        for sentence in self.sentences:
            if sentence.passage.section in _OF_PROBLEMS:
                continue
            figures = tuple(request_statements(sentence))
            found += figures
            found += request_words(sentence, figures)
            found += proceeding_statements(sentence)
            found += disclosure_statements(sentence)
        return tuple(found)

    def text_of(self, *sections: str) -> str:
        """The paragraphs of these sections in one string, one paragraph a line."""
        return "\n".join(passage.text for passage in self.passages if passage.section in sections)

    def figure(self, address: str) -> Decimal | None:
        """The number in a cell ("T3.received.total"), None when it cannot be read."""
        return self.numbers.get(address)


def precedes(last: Document, document: Document) -> bool:
    """Whether ``last`` may be the report on the year before ``document``: an unknown year may be any."""
    return last.year is None or document.year is None or last.year == document.year - 1


def _numbers(document: Document) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for table in document.tables():
        for cell, value in _cells(table):
            found.setdefault(cell, value)
    return found


def _cells(table: FigureTable) -> list[tuple[str, Decimal]]:
    pairs = ((f"{table.schema_key}.{path}", _read(text)) for path, text in table.cells.items())
    return [(address, value) for address, value in pairs if value is not None]


@lru_cache(maxsize=1024)
def _read(text: str) -> Decimal | None:
    if text.isascii() and text.isdigit():
        return Decimal(text)
    return _ZERO if is_blank(text) else number_in(text)
