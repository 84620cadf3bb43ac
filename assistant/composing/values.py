"""The answers as templates see them, and a record of which of them a template looked at."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from types import SimpleNamespace
from typing import Any

from pydantic import BaseModel

from assistant.composing.build import Words
from assistant.composing.typed import Typed, clause, mark, unnumbered
from assistant.report import (
    IDENTITY,
    LOCAL,
    Figures,
    ProceedingFigures,
    Report,
    field_paths,
    figures_class,
    holds_prose,
    is_local,
    read,
)
from assistant.standard import (
    Header,
    Standard,
    TableSchema,
    agency_kinds,
    formats,
    guess_kind,
    guess_self_word,
    join,
    nest,
)

PARTS = ("agency", "overview", "problems", "other", LOCAL)
PLACE = "place"
"""Under this name templates ask in which paragraph a fact is told."""
DERIVED = {"agency": ("scope", "government")}
_SELF = ("我", "本")
_DECIDES_PLACES = ("agency.name", "agency.year")


@dataclass(frozen=True)
class Named:
    """A count with its statutory name; ``parts`` are the counts it is made of, without zeros."""

    key: str
    name: str
    count: int
    parts: tuple[Named, ...] = ()


class Pending:
    """An answer still to come. It prints as a mark, counts as true and as more than any number.

    It adds, iterates and has members, all of them itself, so that a sentence around it stands.

    :param text: the mark as printed. :param touch: called when it is looked at, with whether it was printed.
    :param named: the mark of something else that waits for this answer, by its label.
    """

    def __init__(self, text: str, touch: Callable[[bool], None], named: Callable[[str], str] | None = None) -> None:
        self._text = text
        self._touch = touch
        self._named = named

    def sum(self, label: str = "") -> Pending:
        """The sum that this answer is a part of: it waits as well, and is no more the part than it is known."""
        return self if self._named is None else Pending(self._named(label), self._touch, self._named)

    def __str__(self) -> str:
        self._touch(True)
        return mark(self._text)

    def __bool__(self) -> bool:
        self._touch(False)
        return True

    def __gt__(self, other: object) -> bool:
        return bool(self)

    __ge__ = __gt__

    def __lt__(self, other: object) -> bool:
        return not self

    __le__ = __lt__

    def __eq__(self, other: object) -> bool:
        return self is other

    def __hash__(self) -> int:
        return id(self)

    def __add__(self, other: object) -> Pending:
        return self

    __radd__ = __add__

    def __iter__(self) -> Iterator[Pending]:
        yield self

    def __len__(self) -> int:
        return 1

    def __getitem__(self, key: object) -> Pending:
        return self

    def __getattr__(self, name: str) -> Pending:
        if name.startswith("_"):
            raise AttributeError(name)
        return self


class Part:
    """One part of the report (``overview``): each attribute is an answer, looked up when asked for."""

    def __init__(self, names: Container[str], look: Callable[[str], Any]) -> None:
        self._names = names
        self._look = look

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or name not in self._names:
            raise AttributeError(name)
        return self._look(name)


class _OwnNames:
    """The names of the questions of offices: whatever can be one, and tells nothing where nobody asks it."""

    def __contains__(self, name: object) -> bool:
        return is_local(f"{LOCAL}.{name}")


_OWN = _OwnNames()


class Places:
    """In which of several paragraphs a fact is told: ``place.office`` is the name of one of them.

    It follows from the agency and the year, so that whoever asks looks at these answers.
    """

    def __init__(self, taken: Mapping[str, str], touch: Callable[[str], None]) -> None:
        self._taken = taken
        self._touch = touch

    def __getattr__(self, name: str) -> str:
        if name.startswith("_") or name not in self._taken:
            raise AttributeError(name)
        for path in _DECIDES_PLACES:
            self._touch(path)
        return self._taken[name]


class Table:
    """A table or a part of one: ``requests.received.total``. Numbers are as typed or summed up."""

    def __init__(self, cells: Mapping[str, Any], touch: Callable[[], None], schema: TableSchema) -> None:
        self._cells = cells
        self._touch = touch
        self._schema = schema

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or name not in self._cells:
            raise AttributeError(name)
        self._touch()
        value = self._cells[name]
        return Table(value, self._touch, self._schema) if isinstance(value, Mapping) else value


@dataclass(frozen=True)
class Looked:
    """What one piece of a template looked at: keys of answers, and the marks of those that are still to come."""

    sources: frozenset[str] = frozenset()
    waiting: Mapping[str, str] = field(default_factory=dict)


class Reading:
    """One reading of the report by the templates of one paragraph.

    ``touched`` are the keys of the answers that were looked at, in the order of the report.
    """

    def __init__(
        self, report: Report, applicable: Mapping[str, str], words: Words, places: Mapping[str, str] | None = None
    ) -> None:
        self._report = report
        self._places = Places(places or {}, self._touch)
        self._applicable = applicable
        self._words = words
        self._all: set[str] = set()
        self._touched: set[str] = set()
        self._waiting: dict[str, str] = {}

    @property
    def touched(self) -> tuple[str, ...]:
        own = (path for path in self._applicable if is_local(path))
        return tuple(path for path in (*field_paths(), *own) if path in self._all)

    def looked(self) -> Looked:
        """What was looked at since this was asked last."""
        found = Looked(frozenset(self._touched), dict(self._waiting))
        self._touched.clear()
        self._waiting.clear()
        return found

    def context(self) -> dict[str, Any]:
        """The variables of a template: the format, the four parts and the three tables, and where facts are told."""
        names = part_names()
        found: dict[str, Any] = {"standard": self._report.standard, PLACE: self._places}
        found |= {part: Part(_OWN if part == LOCAL else names[part], self._looker(part)) for part in PARTS}
        for path in field_paths():
            if figures_class(path):
                found[path] = self._table(path)
        return found

    def look(self, path: str) -> Any:
        """The answer at ``path``: its value, Pending when it is to come, None when it does not apply."""
        if path == "agency.scope":
            return self._scope()
        if path == "agency.government":
            known = agency_kinds().get(self._kind())
            return known is not None and known.government
        value = read(self._report, path)
        if path == "agency.self_word" and value is None and self._report.agency.name:
            value = guess_self_word(self._report.agency.name, self._kind())
        identity = path in IDENTITY
        if not identity and path not in self._applicable:
            return None
        self._touch(path)
        return self._pending(path) if value is None else self._wrap(path, value)

    def _touch(self, path: str) -> None:
        self._touched.add(path)
        self._all.add(path)

    def _looker(self, part: str) -> Callable[[str], Any]:
        return lambda name: self.look(f"{part}.{name}")

    def _pending(self, path: str) -> Pending:
        label = self._applicable.get(path, self._words.unknown)
        text = self._words.pending.replace("{label}", label)

        def touch(printed: bool) -> None:
            self._touch(path)
            self._waiting[path] = "" if printed else self._waiting.get(path, text)

        words = self._words
        return Pending(text, touch, lambda name: words.pending.replace("{label}", name or words.total))

    def _table(self, path: str) -> Table | Pending | None:
        if path not in self._applicable:
            return None
        figures: Figures | None = read(self._report, path)
        if figures is None:
            return self._pending(path)
        return Table(nest(figures.values()), lambda: self._touch(path), figures.table_schema)

    def _wrap(self, path: str, value: Any) -> Any:
        if holds_prose(path):
            return () if self._none(value) else [Typed(line.strip()) for line in value.splitlines() if line.strip()]
        if path == "agency.kind":
            return value
        if path in IDENTITY and isinstance(value, str):
            return Typed(clause(value) or value)
        return self._literal(value)

    def _literal(self, value: Any) -> Any:
        """Typed text wrapped, wherever it stands; "" and left-out items for text that says nothing."""
        if isinstance(value, str):
            text = clause(value)
            return "" if self._none(text) else Typed(text)
        if isinstance(value, BaseModel):
            fields = {name: self._member(member) for name, member in value.model_dump().items()}
            return SimpleNamespace(**fields) if next(iter(fields.values())) else ""
        if isinstance(value, list):
            return [literal for item in value if (literal := self._literal(item))]
        return value

    def _member(self, member: Any) -> Any:
        return self._literal(unnumbered(member) if isinstance(member, str) else member)

    def _none(self, text: str) -> bool:
        said = clause(text)
        return not said or said in self._words.none

    def _kind(self) -> str:
        self._touch("agency.kind")
        agency = self._report.agency
        return agency.kind or guess_kind(agency.name or "")

    def _scope(self) -> Any:
        """Whom the figures cover: ``全县`` for a government of a county or above, else the self-word."""
        word = self.look("agency.self_word")
        known = agency_kinds().get(self._kind())
        covers = known is not None and known.government and known.rank != "township"
        if covers and isinstance(word, Typed) and len(word.text) == 2 and word.text.startswith(_SELF):
            return Typed(f"{self._words.whole}{word.text[1:]}")
        return word


@cache
def part_names() -> dict[str, frozenset[str]]:
    """The answers of each part by name, with what is derived from them; of offices' questions none is known."""
    paths = [path.partition(".") for path in field_paths()]
    return {
        part: frozenset(name for above, _, name in paths if above == part).union(DERIVED.get(part, ()))
        for part in PARTS
    }


def member_names() -> dict[str, Any]:
    """The tree of names that templates may use, whatever the report year; a leaf is an empty mapping."""
    return _member_names(formats())


@cache
def _member_names(known: tuple[Standard, ...]) -> dict[str, Any]:
    leaves = [join(part, name) for part, names in part_names().items() for name in names]
    for path in field_paths():
        if table := figures_class(path):
            leaves += [join(path, cell) for one in known for cell in one.tables[table.schema_key].cells]
    # What is a row in one format may be a group of rows in another: the shorter path goes first.
    return nest({path: {} for path in sorted(leaves, key=lambda path: path.count("."))})


_RECEIVED = "received"
_TOTAL = "total"
_REVIEW = "review"


def outcomes(requests: Table | Pending) -> list[Named] | Pending:
    """The groups of outcomes in T3 that have any application, each with its reasons, all applicants."""
    if isinstance(requests, Pending):
        return requests
    results = next(row for row in requests._schema.blocks[0].rows if not row.key and row.children)
    return _named(results.children, requests, after=(_TOTAL,))


def applicants(requests: Table | Pending) -> list[Named] | Pending:
    """Who filed this year's applications in T3: 自然人, and 法人或其他组织 with its kinds."""
    if isinstance(requests, Pending):
        return requests
    (all_columns,) = requests._schema.blocks[0].columns
    return _named(all_columns.children, getattr(requests, _RECEIVED))


def reviews(proceedings: Table | Pending) -> list[Named] | Pending:
    """How the reviews of T4 ended."""
    if isinstance(proceedings, Pending):
        return proceedings
    (review,) = (header for header in proceedings._schema.blocks[0].columns if header.key == _REVIEW)
    return _named(review.children, getattr(proceedings, _REVIEW))


def suits(proceedings: Table | Pending) -> list[Named] | Pending:
    """The suits of T4 by the way they came to court, each with how they ended."""
    if isinstance(proceedings, Pending):
        return proceedings
    (group,) = (header for header in proceedings._schema.blocks[0].columns if header.key != _REVIEW)
    return _named(group.children, proceedings)


def ends(cases: Iterable[Named]) -> list[Named]:
    """The parts of several counts added up by name, in the order of the format."""
    found: dict[str, Named] = {}
    for case in cases:
        for part in case.parts:
            count = part.count + (found[part.key].count if part.key in found else 0)
            found[part.key] = Named(part.key, part.name, count)
    order = _ends_in_order(formats())
    return sorted(found.values(), key=lambda part: order.index(part.key))


@cache
def _ends_in_order(known: tuple[Standard, ...]) -> tuple[str, ...]:
    """How a review or a suit may end, by key, in the order of the formats."""
    tables = (one.tables[ProceedingFigures.schema_key] for one in known)
    return tuple(dict.fromkeys(header.key for table in tables for header in table.blocks[0].columns[0].children))


def _named(headers: Iterable[Header], place: Any, after: tuple[str, ...] = ()) -> list[Named]:
    """The headers that count anything; totals are no group of their own."""
    found = []
    for header in headers:
        if header.key == _TOTAL:
            continue
        inner = getattr(place, header.key) if header.key else place
        if header.children:
            parts = tuple(_named(header.children, inner, after))
            count = sum(part.count for part in parts)
        else:
            parts = ()
            for key in after:
                inner = getattr(inner, key)
            count = inner
        if count:
            found.append(Named(header.key, header.short, count, parts))
    return found
