"""Figure tables as answered: only the numbers that are typed. Totals are derived, never stored."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Self

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, model_serializer, model_validator
from pydantic_core import PydanticCustomError

from assistant.document import FigureTable, print_number
from assistant.report.cases import MAX_CASES, RequestCase, tally
from assistant.report.types import Count, TenThousandYuan
from assistant.standard import TableSchema, nest, standard, standard_of

Number = int | Decimal

_ADAPTERS: dict[str, TypeAdapter[Any]] = {"件": TypeAdapter(Count), "万元": TypeAdapter(TenThousandYuan)}
_CASES = TypeAdapter(Annotated[tuple[RequestCase, ...], Field(max_length=MAX_CASES)])


@dataclass(frozen=True)
class InFormat:
    """What is to be a table (a Figures, or a mapping as it takes one), with the key of its format."""

    format: str
    data: Any


class Figures(BaseModel):
    """The typed cells of one statutory table by path; a cell that is not named is 0.

    ``format`` is the key of the format that the table belongs to, that of the report year; the newest
    where nothing tells.

    Accepts a flat mapping (``{"denied.third_party.business": 1}``) or a nested one, as drafts
    store it, and keeps only what is not 0. Stored nested, without a level of its own.

    :raises ValidationError: type ``unknown_cell`` or ``total_cell`` for a path that is no typed
        cell, ``cell`` (context: name, reason) for a number that the cell cannot hold.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    schema_key: ClassVar[str]
    format: str = Field(default_factory=lambda: standard().key)
    cells: dict[str, Number] = {}

    @classmethod
    def schema_of(cls, year: int | None = None) -> TableSchema:
        """The schema of the table that this class answers in a report on ``year``."""
        return standard(year).tables[cls.schema_key]

    @classmethod
    def of(cls, data: Any, year: int | None) -> Self:
        """The table of a report on ``year``. :raises ValidationError: as the class does."""
        return cls.model_validate(in_format(data, standard(year).key))

    @property
    def table_schema(self) -> TableSchema:
        """The schema of the table in its format."""
        return standard_of(self.format).tables[self.schema_key]

    @model_validator(mode="before")
    @classmethod
    def _take(cls, data: Any) -> Any:
        if isinstance(data, cls):
            return data
        known = standard()
        if isinstance(data, InFormat):
            known, data = standard_of(data.format), data.data
        if isinstance(data, cls):
            data = data.stored()
        if not isinstance(data, Mapping):
            raise PydanticCustomError("not_a_table", "a table of cells is expected", {})
        return {**cls._fields(dict(data), known.tables[cls.schema_key]), "format": known.key}

    @classmethod
    def _fields(cls, data: dict[str, Any], schema: TableSchema) -> dict[str, Any]:
        """The model's fields from what is stored."""
        checked = {path: cls._check_cell(path, value, schema) for path, value in _flatten(data)}
        return {"cells": {path: checked[path] for path in schema.cells if checked.get(path)}}

    @classmethod
    def _check_cell(cls, path: str, value: Any, schema: TableSchema) -> Number:
        cell = schema.cells.get(path)
        if cell is None:
            raise PydanticCustomError("unknown_cell", "no cell {path}", {"path": path})
        if cell.derived:
            raise PydanticCustomError("total_cell", "{name} is computed", {"name": cell.name, "path": path})
        try:
            number: Number = _ADAPTERS[cell.unit].validate_python(value)
        except ValidationError as error:
            reason = error.errors(include_url=False)[0]["type"]
            context = {"name": cell.name, "reason": reason, "typed": str(value)[:40], "path": path}
            raise PydanticCustomError("cell", "{name}: {reason}", context) from None
        return number

    @model_serializer(mode="plain")
    def _stored(self) -> dict[str, Any]:
        return self.stored()

    def stored(self) -> dict[str, Any]:
        """The answer as drafts keep it: typed cells, nested by row and column."""
        return nest(self.cells)

    def values(self) -> dict[str, Number]:
        """Every cell of the table by path, zeros and derived totals included, in printed order."""
        schema = self.table_schema
        values: dict[str, Number] = {path: self.cells.get(path, 0) for path in schema.cells}
        for total, parts in schema.totals:
            values[total] = sum(values[part] for part in parts)
        return values

    def with_cell(self, path: str, value: Any) -> Self:
        """A copy with one cell changed. :raises ValidationError: as the class does."""
        return self.model_validate(InFormat(self.format, {**self.cells, path: value}))

    def printed(self) -> FigureTable:
        """The table as it stands in the report."""
        cells = {path: print_number(value) for path, value in self.values().items()}
        return FigureTable(self.schema_key, cells, format=self.format)


def in_format(data: Any, key: str) -> Any:
    """``data`` so that a table takes it for one of the format called ``key``."""
    return data if isinstance(data, Figures) and data.format == key else InFormat(key, data)


def _flatten(data: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in data.items():
        path = f"{above}.{key}" if above else str(key)
        if isinstance(value, Mapping):
            yield from _flatten(value, path)
        else:
            yield path, value


class DisclosureFigures(Figures):
    """T2: rules, normative documents, permits, penalties, coercions (件), fees (万元)."""

    schema_key = "T2"


class RequestFigures(Figures):
    """T3: applications received, carried in, their outcomes, carried out, by kind of applicant.

    With ``cases`` the cells are counted from them and only the cases are stored
    (``{"cases": [...]}``); changing a cell by hand lets the cases go.
    """

    schema_key = "T3"
    cases: tuple[RequestCase, ...] = ()

    @classmethod
    def _fields(cls, data: dict[str, Any], schema: TableSchema) -> dict[str, Any]:
        if not data.get("cases"):
            data.pop("cases", None)
            return super()._fields(data, schema)
        cases = _CASES.validate_python(data["cases"])
        return {**super()._fields(tally(cases), schema), "cases": cases}

    def stored(self) -> dict[str, Any]:
        if self.cases:
            return {"cases": [case.model_dump(exclude_defaults=True) for case in self.cases]}
        return super().stored()


class ProceedingFigures(Figures):
    """T4: administrative reviews and suits by outcome."""

    schema_key = "T4"
