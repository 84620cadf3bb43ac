"""What the cells of a summed table are made of, as compactly as a draft's file keeps it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Annotated, NamedTuple, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from assistant.document import print_number
from assistant.report.types import Count, Line, OptionalLine
from assistant.texts import COUNTY

MOST_NAMED = 100
"""Units that are kept by name for one cell; the others are kept together: a draft stays small with any number."""
_NUMBER = r"-?\d{1,15}(?:\.\d{1,6})?"
PATTERN = rf"^(?:\d{{1,6}}:{_NUMBER} ?)+(?:\+\d{{1,6}}:{_NUMBER})?$"
"""A cell in the file: ``0:4 2:3 +12:40``, the first unit adds 4, the third 3, twelve others together 40."""
_Amount = Annotated[Decimal, Field(max_digits=21, decimal_places=6)]
_PIECE = re.compile(rf"(\+?)(\d+):({_NUMBER})")


class Part(NamedTuple):
    """What one unit adds to a cell of the sum."""

    unit: str
    value: Decimal


class CellParts(NamedTuple):
    """What a cell is made of, the largest parts first; ``others`` further units add ``rest`` together."""

    named: Sequence[Part]
    others: int = 0
    rest: Decimal = Decimal(0)

    @property
    def total(self) -> Decimal:
        return sum((part.value for part in self.named), self.rest)

    def sentence(self, cell: str, most: int) -> str:
        """What the cell of that name is made of, ``most`` units by name."""
        if not self.named:
            return COUNTY.say("made_of.nothing", cell=cell)
        told = [COUNTY.say("made_of.part", unit=part.unit, value=number_text(part.value)) for part in self.named[:most]]
        parts = COUNTY.say("separator").join(told)
        count = len(self.named) + self.others
        if count > len(told):
            parts = COUNTY.say("made_of.more", parts=parts, count=count)
        return COUNTY.say("made_of.cell", cell=cell, total=number_text(self.total), parts=parts)


def number_text(number: Decimal) -> str:
    """A number of a sum as it is printed."""
    return print_number(int(number) if number == number.to_integral_value() else number)


class SumParts(BaseModel):
    """The units that are in a sum, and what each cell of the summed tables is made of.

    :param kinds: the kind of each of ``units``, a key of :func:`~assistant.standard.agency_kinds`, "" unknown.
    :param cells: by the answer and the path in it ("requests.received.total"), see :data:`PATTERN`.
    :param others: what the units that ``cells`` does not name add, by cell and kind.
    :param before: the sum of the year before, by cell, where it is known of all units of the sum.
    :param counted: how many units are in the sum, those included that add nothing.
    :param left: the units that are to file and are not in the sum: up to :data:`MOST_NAMED` of ``left_count``.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    units: tuple[Line, ...] = ()
    kinds: tuple[OptionalLine, ...] = ()
    cells: Mapping[str, Annotated[str, Field(pattern=PATTERN, max_length=10_000)]] = {}
    others: Mapping[str, Mapping[str, _Amount]] = {}
    before: Mapping[str, _Amount] = {}
    counted: Count = 0
    left: Annotated[tuple[Line, ...], Field(max_length=MOST_NAMED)] = ()
    left_count: Count = 0

    @model_validator(mode="after")
    def _known_units(self) -> Self:
        last = len(self.units)
        if any(not more and int(place) >= last for text in self.cells.values() for more, place, _ in _pieces(text)):
            raise PydanticCustomError("unknown_unit", "no such unit", {})
        if self.kinds and len(self.kinds) != last:
            raise PydanticCustomError("kinds_of_units", "not a kind for each unit", {})
        return self

    @classmethod
    def of(
        cls,
        cells: Iterable[tuple[str, Sequence[Part]]],
        kinds: Mapping[str, str] | None = None,
        before: Mapping[str, Decimal] | None = None,
    ) -> SumParts:
        """The kept form of what each cell is made of, the largest parts first.

        :param kinds: the kind of each unit in the sum. :param before: see the class.
        """
        kinds = kinds or {}
        places: dict[str, int] = {}
        kept: dict[str, str] = {}
        others: dict[str, dict[str, Decimal]] = {}
        for cell, parts in cells:
            pieces = [f"{places.setdefault(part.unit, len(places))}:{part.value:f}" for part in parts[:MOST_NAMED]]
            if rest := parts[MOST_NAMED:]:
                pieces.append(f"+{len(rest)}:{sum(part.value for part in rest):f}")
                others |= {cell: _by_kind((kinds.get(part.unit, ""), part.value) for part in rest)} if kinds else {}
            if pieces:
                kept[cell] = " ".join(pieces)
        known = tuple(kinds.get(unit, "") for unit in places)
        return cls(
            units=tuple(places), kinds=known if any(known) else (), cells=kept, others=others, before=before or {},
            counted=len(kinds),
        )  # fmt: skip

    def leaving_out(self, units: Sequence[str]) -> SumParts:
        """The same, knowing which units are to file and are not in the sum."""
        return self.model_copy(update={"left": tuple(units[:MOST_NAMED]), "left_count": len(units)})

    def at(self, answer: str, path: str) -> CellParts | None:
        """What the cell at ``path`` of an answer is made of, None where that is not known."""
        text = self.cells.get(f"{answer}.{path}")
        if text is None:
            return None
        pieces = _pieces(text)
        named = [Part(self.units[int(place)], Decimal(value)) for more, place, value in pieces if not more]
        others, rest = next(((int(count), Decimal(value)) for more, count, value in pieces if more), (0, Decimal(0)))
        return CellParts(named, others, rest)

    def by_kind(self, answer: str, path: str) -> dict[str, Decimal]:
        """What the units of each kind add to a cell, "" for those of no known kind; {} where nothing is kept."""
        made = self.at(answer, path)
        if made is None:
            return {}
        kinds = dict(zip(self.units, self.kinds, strict=True)) if self.kinds else {}
        return _by_kind(
            [
                *((kinds.get(part.unit, ""), part.value) for part in made.named),
                *self.others.get(f"{answer}.{path}", {"": made.rest}).items(),
            ]
        )

    def only(self, answers: Iterable[str]) -> SumParts:
        """The same with the cells of these answers alone."""
        wanted = set(answers)
        if all(cell.partition(".")[0] in wanted for cell in self.cells):
            return self
        kept = {
            name: {cell: value for cell, value in by_cell.items() if cell.partition(".")[0] in wanted}
            for name, by_cell in (("cells", self.cells), ("others", self.others), ("before", self.before))
        }
        return self.model_copy(update=kept) if kept["cells"] else NO_PARTS

    def without(self, answer: str) -> SumParts:
        """The same without the cells of an answer."""
        return self.only({cell.partition(".")[0] for cell in self.cells} - {answer})


def _by_kind(parts: Iterable[tuple[str, Decimal]]) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for kind, value in parts:
        if value:
            found[kind] = found.get(kind, Decimal(0)) + value
    return found


def _pieces(text: str) -> list[tuple[str, str, str]]:
    return _PIECE.findall(text)


NO_PARTS = SumParts()
