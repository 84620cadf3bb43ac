"""What the cells of a summed table are made of, as compactly as a draft's file keeps it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Annotated, NamedTuple, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from assistant.document import print_number
from assistant.report.types import Line
from assistant.texts import COUNTY

MOST_NAMED = 100
"""Units that are kept by name for one cell; the others are kept together: a draft stays small with any number."""
_NUMBER = r"-?\d{1,15}(?:\.\d{1,6})?"
PATTERN = rf"^(?:\d{{1,6}}:{_NUMBER} ?)+(?:\+\d{{1,6}}:{_NUMBER})?$"
"""A cell in the file: ``0:4 2:3 +12:40``, the first unit adds 4, the third 3, twelve others together 40."""
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

    :param cells: by the answer and the path in it ("requests.received.total"), see :data:`PATTERN`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    units: tuple[Line, ...] = ()
    cells: Mapping[str, Annotated[str, Field(pattern=PATTERN, max_length=10_000)]] = {}

    @model_validator(mode="after")
    def _known_units(self) -> Self:
        last = len(self.units)
        if any(not more and int(place) >= last for text in self.cells.values() for more, place, _ in _pieces(text)):
            raise PydanticCustomError("unknown_unit", "no such unit", {})
        return self

    @classmethod
    def of(cls, cells: Iterable[tuple[str, Sequence[Part]]]) -> SumParts:
        """The kept form of what each cell is made of, the largest parts first."""
        places: dict[str, int] = {}
        kept = {}
        for cell, parts in cells:
            pieces = [f"{places.setdefault(part.unit, len(places))}:{part.value:f}" for part in parts[:MOST_NAMED]]
            if rest := parts[MOST_NAMED:]:
                pieces.append(f"+{len(rest)}:{sum(part.value for part in rest):f}")
            if pieces:
                kept[cell] = " ".join(pieces)
        return cls(units=tuple(places), cells=kept)

    def at(self, answer: str, path: str) -> CellParts | None:
        """What the cell at ``path`` of an answer is made of, None where that is not known."""
        text = self.cells.get(f"{answer}.{path}")
        if text is None:
            return None
        pieces = _pieces(text)
        named = [Part(self.units[int(place)], Decimal(value)) for more, place, value in pieces if not more]
        others, rest = next(((int(count), Decimal(value)) for more, count, value in pieces if more), (0, Decimal(0)))
        return CellParts(named, others, rest)

    def only(self, answers: Iterable[str]) -> SumParts:
        """The same with the cells of these answers alone."""
        wanted = set(answers)
        cells = {cell: text for cell, text in self.cells.items() if cell.partition(".")[0] in wanted}
        return self if len(cells) == len(self.cells) else SumParts(units=self.units if cells else (), cells=cells)

    def without(self, answer: str) -> SumParts:
        """The same without the cells of an answer."""
        return self.only({cell.partition(".")[0] for cell in self.cells} - {answer})


def _pieces(text: str) -> list[tuple[str, str, str]]:
    return _PIECE.findall(text)


NO_PARTS = SumParts()
