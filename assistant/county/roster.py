"""The roster: which agencies are to file, and by what names their files may call them."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import tomli_w
from pydantic import BaseModel, ConfigDict, ValidationError, field_validator, model_validator
from pydantic_core import PydanticCustomError

from assistant.errors import NianbaoError, reason
from assistant.export.placing import refuse_taken, staged
from assistant.export.workbook import add_sheet, new_workbook, put_rows, saved
from assistant.files import read_regular
from assistant.language.words import pattern
from assistant.register.messages import UnreadableLedger
from assistant.register.reading import in_bounds, sheets_in
from assistant.register.sheet import text_of
from assistant.report.types import AnyDay, Line, OptionalLine, Year
from assistant.standard import agency_kinds, deadline, known_kind
from assistant.texts import COUNTY

MAX_UNITS = 5000
_MAX_BYTES = 20_000_000
_SHORTEST = 3
"""Characters that a name needs to be taken for a part of a longer one: 财政局 is one, 局 none."""
_TOML, _XLSX = ".toml", ".xlsx"
ENDINGS = (_TOML, _XLSX)
_COLUMNS = ("name", "kind", "contact", "deadline", "aliases", "former")
_WIDTHS = (40, 24, 28, 14, 30, 40)
_BETWEEN_NAMES = re.compile(r"[、；;，,\n]+")
_DAY = re.compile(r"(\d{4})\D{1,2}(\d{1,2})\D{1,2}(\d{1,2})日?")


def plain_name(name: str) -> str:
    """A name as it is compared: half-width, without white space and the 人民政府 or 办事处 behind a place."""
    return pattern("agency.behind_place").sub("", "".join(unicodedata.normalize("NFKC", name).split()))


def same_agency(one: str, other: str) -> bool:
    """Whether two names may be of one agency: one may leave out the county in front."""
    first, second = plain_name(one), plain_name(other)
    return first.endswith(second) or second.endswith(first)


class Unit(BaseModel):
    """An agency that is to file.

    :param kind: a key of :func:`agency_kinds`, "" unknown. :param deadline: None: the statutory one.
    :param aliases: other names that its files may carry.
    :param former: names that it had before, and those of agencies that were merged into it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Line
    kind: OptionalLine = ""
    contact: OptionalLine = ""
    deadline: AnyDay | None = None
    aliases: tuple[Line, ...] = ()
    former: tuple[Line, ...] = ()

    @field_validator("kind")
    @classmethod
    def _known_kind(cls, kind: str) -> str:
        """The key of a kind that is named by its key or in Chinese."""
        labels = {known.label: key for key, known in agency_kinds().items()}
        found = labels.get(kind, kind)
        if found and found not in agency_kinds():
            raise PydanticCustomError("unknown_kind", "no such kind", {"kind": kind})
        return found

    @property
    def names(self) -> tuple[str, ...]:
        """All names by which a file may call it, its own first."""
        return (self.name, *self.aliases, *self.former)

    def due(self, year: int) -> date | None:
        """The day by which its report on ``year`` was to be there, None when nothing tells."""
        if self.deadline is not None or not self.kind:
            return self.deadline
        return deadline(year, self.kind)


class Roster(BaseModel):
    """The agencies in the order in which they are listed, no two of one name.

    :param name: whose county it is, "" for nothing said. :param year: the report year, None: that of most files.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: OptionalLine = ""
    year: Year | None = None
    unit: tuple[Unit, ...] = ()

    @model_validator(mode="after")
    def _apart(self) -> Roster:
        seen: dict[str, str] = {}
        for unit in self.unit:
            for name in dict.fromkeys(map(plain_name, unit.names)):
                if name in seen:
                    raise PydanticCustomError("two_units", "{name} twice", {"name": unit.name, "other": seen[name]})
                seen[name] = unit.name
        return self

    @cached_property
    def _by_name(self) -> dict[str, Unit]:
        return {plain_name(name): unit for unit in self.unit for name in unit.names}

    def unit_of(self, agency: str) -> Unit | None:
        """The unit that a file means by ``agency``: by any of its whole names, else by the only one that ends so.

        清河镇人民政府 is 临江县清河镇人民政府 as long as there is no second one. None for a stranger.
        """
        name = plain_name(agency)
        if found := self._by_name.get(name):
            return found
        longer = {
            unit.name: unit
            for known, unit in self._by_name.items()
            if min(len(known), len(name)) >= _SHORTEST and (known.endswith(name) or name.endswith(known))
        }
        return next(iter(longer.values())) if len(longer) == 1 else None

    def with_unit(self, unit: Unit) -> Roster:
        """The same with one more unit behind the others. :raises ValidationError: it has the name of another."""
        return Roster(name=self.name, year=self.year, unit=(*self.unit, unit))


def roster_of(named: Iterable[tuple[str, str]], year: int | None = None) -> Roster:
    """The roster of the agencies that files name; shorter names of one that is named in full become its aliases.

    :param named: agency and kind of each file; files without an agency are left out.
    """
    kinds: dict[str, str] = {}
    for agency, kind in named:
        if agency:
            kinds.setdefault("".join(agency.split()), kind)
    units: dict[str, list[str]] = {}
    known: dict[str, str] = {}
    for name in sorted(kinds, key=lambda name: (-len(name), name)):
        plain = plain_name(name)
        if plain in known:
            continue
        longer = {own for other, own in known.items() if len(plain) >= _SHORTEST and other.endswith(plain)}
        known[plain] = longer.pop() if len(longer) == 1 else name
        if known[plain] == name:
            units[name] = []
        else:
            units[known[plain]].append(name)
    listed = sorted(units, key=lambda name: (_kind_place(kinds[name]), name))
    return Roster(
        year=year,
        unit=tuple(
            Unit(name=name, kind=known_kind(name) or kinds[name], aliases=tuple(units[name])) for name in listed
        ),
    )


def _kind_place(kind: str) -> int:
    return -list(agency_kinds()).index(kind) if kind in agency_kinds() else 1


def whole_area(agencies: Sequence[str]) -> frozenset[str]:
    """Those agencies that are the government of the area which two or more of the others lie in.

    Their report is the sum of the others' and no part of it.
    """
    found = set()
    for agency in agencies:
        place = plain_name(agency)
        inside = {other for other in map(plain_name, agencies) if other != place and other.startswith(place)}
        if len(place) >= _SHORTEST - 1 and place != "".join(agency.split()) and len(inside) > 1:
            found.add(agency)
    return frozenset(found)


# -- files ---------------------------------------------------------------------------------------
def read_roster(path: Path) -> Roster:
    """The roster in a .toml or .xlsx file.

    :raises NianbaoError: it cannot be read, names no unit, or two of one name.
    """
    try:
        data = read_regular(path, _MAX_BYTES)
    except (OSError, ValueError) as error:
        why = reason(error) if isinstance(error, OSError) else COUNTY.say("roster.name")
        raise NianbaoError(*COUNTY.refusal("roster.unreadable", path=path, why=why)) from None
    if len(data) > _MAX_BYTES:
        raise NianbaoError(*COUNTY.refusal("roster.too_large", path=path))
    try:
        found = Roster.model_validate(_from_toml(data, path) if path.suffix == _TOML else _from_sheet(data, path))
    except ValidationError as error:
        raise NianbaoError(*_refusal(path, error)) from None
    if not found.unit:
        raise NianbaoError(*COUNTY.refusal("roster.empty", path=path))
    if len(found.unit) > MAX_UNITS:
        raise NianbaoError(*COUNTY.refusal("roster.too_many", path=path, count=len(found.unit), most=MAX_UNITS))
    return found


def _refusal(path: Path, error: ValidationError) -> tuple[str, str]:
    first = error.errors(include_url=False)[0]
    slots = {"path": path, **first.get("ctx", {})}
    if first["type"] in ("two_units", "unknown_kind"):
        return COUNTY.refusal(f"roster.{first['type']}", **slots)
    place = ".".join(str(part + 1 if isinstance(part, int) else part) for part in first["loc"])
    return COUNTY.refusal("roster.entry", path=path, place=place)


def _from_toml(data: bytes, path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(data.decode("utf-8-sig").replace("\r\n", "\n"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError):
        raise NianbaoError(*COUNTY.refusal("roster.not_toml", path=path)) from None


def _from_sheet(data: bytes, path: Path) -> dict[str, Any]:
    headings = COUNTY.entry("roster.columns")
    try:
        sheets = in_bounds(None, _sheet_rows, data, path.name)
    except UnreadableLedger:
        raise NianbaoError(*COUNTY.refusal("roster.not_sheet", path=path)) from None
    for rows in sheets:
        for number, row in enumerate(rows):
            if headings["name"] in row:
                places = {key: row.index(headings[key]) for key in _COLUMNS if headings[key] in row}
                return {"unit": list(_units(rows[number + 1 :], places, path))}
    raise NianbaoError(*COUNTY.refusal("roster.no_column", path=path, heading=headings["name"]))


def _sheet_rows(data: bytes, name: str) -> list[list[list[str]]]:
    """The filled rows of each sheet as texts."""
    return [
        [[text_of(value) for value in sheet.rows[number]] for number in sorted(sheet.rows)]
        for sheet in sheets_in(data, name)
    ]


def _units(rows: Sequence[Sequence[str]], places: dict[str, int], path: Path) -> Iterator[dict[str, Any]]:
    for row in rows:
        told = {key: row[place].strip() for key, place in places.items() if place < len(row) and row[place].strip()}
        if "name" not in told:
            continue
        unit: dict[str, Any] = dict(told)
        for key in ("aliases", "former"):
            unit[key] = [name for name in map(str.strip, _BETWEEN_NAMES.split(told.get(key, ""))) if name]
        if "deadline" in told:
            unit["deadline"] = _day(told["deadline"], told["name"], path)
        yield unit


def _day(text: str, name: str, path: Path) -> date:
    found = _DAY.match(text)
    try:
        return date(*map(int, found.groups())) if found else date.fromisoformat(text)
    except ValueError:
        raise NianbaoError(*COUNTY.refusal("roster.day", path=path, name=name, day=text[:20])) from None


def write_roster(roster: Roster, path: Path, *, force: bool = False) -> None:
    """Write the roster to a .toml or .xlsx file, to be corrected by hand.

    :raises NianbaoError: another ending, the file exists and ``force`` is not given, or the disk refuses.
    """
    writers: dict[str, Callable[[Roster], bytes]] = {_TOML: _as_toml, _XLSX: _as_workbook}
    writer = writers.get(path.suffix.lower())
    if writer is None:
        raise NianbaoError(*COUNTY.refusal("roster.ending", name=path.name))
    refuse_taken(path, force=force)
    with staged(path, writer(roster), force=force):
        pass


def _as_toml(roster: Roster) -> bytes:
    data = roster.model_dump(exclude_none=True)
    data["unit"] = [
        {key: list(value) if isinstance(value, tuple) else value for key, value in unit.items()}
        for unit in data["unit"]
    ]
    head = "".join(f"# {line}\n" for line in COUNTY.entry("roster.head"))
    return f"{head}\n{tomli_w.dumps({key: value for key, value in data.items() if value != ''})}".encode()


def _as_workbook(roster: Roster) -> bytes:
    headings, separator = COUNTY.entry("roster.columns"), COUNTY.say("separator")
    workbook = new_workbook(COUNTY.say("roster.sheet"))
    sheet = add_sheet(workbook, COUNTY.say("roster.sheet"), widths=_WIDTHS)
    rows = [[headings[key] for key in _COLUMNS]]
    for unit in roster.unit:
        kind = agency_kinds()[unit.kind].label if unit.kind else ""
        due = unit.deadline.isoformat() if unit.deadline is not None else ""
        rows.append([unit.name, kind, unit.contact, due, separator.join(unit.aliases), separator.join(unit.former)])
    put_rows(sheet, 1, rows)
    return saved(workbook)
