"""The statutory formats, each read from its TOML file: ``format_2021.toml`` is in force from report year 2021 on.

A later format is one more file beside it, named for the first report year that it holds for.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from assistant.standard.schema import Aspect, Block, Header, Relation, SectionSchema, Standard, TableSchema, Unit

_FOLDER = Path(__file__).parent
_FILE_NAME = re.compile(r"format_(\d{4})\.toml")
_NUMBERING = re.compile(r"^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+\.)")


@cache
def standard(year: int | None = None) -> Standard:
    """The format in force for a report on ``year``: the newest that is not later, the newest of all for None.

    A year before the first format has the first: there is none other that it could be held against.
    """
    files = _files()
    known = [first for first in files if year is None or first <= year]
    return _load(files[max(known, default=min(files))])


def standard_of(key: str) -> Standard:
    """The format that is called ``key`` ("2021"). :raises KeyError: no such format is known."""
    found = next((path for first, path in _files().items() if str(first) == key), None)
    if found is None:
        raise KeyError(key)
    return _load(found)


@cache
def formats() -> tuple[Standard, ...]:
    """All known formats, the newest first."""
    return tuple(_load(path) for _, path in sorted(_files().items(), reverse=True))


def in_any_format(holds: Callable[[Standard], bool]) -> bool:
    """Whether something holds in a known format. Older ones are read only where it does not hold in the newer ones."""
    return any(holds(_load(path)) for _, path in sorted(_files().items(), reverse=True))


def first_report_year() -> int:
    """The first report year of the oldest known format."""
    return min(_files())


@contextmanager
def known_format(file: Path) -> Iterator[Standard]:
    """Within the ``with`` block the format in ``file`` is known as well: to try out one that is not shipped.

    :raises ValueError: the file's name, its ``key`` and its ``first_year`` do not say the same year.
    """
    files = _files()
    before = dict(files)
    files[_year_in(file)] = file
    standard.cache_clear()
    formats.cache_clear()
    try:
        yield _load(file)
    finally:
        files.clear()
        files.update(before)
        standard.cache_clear()
        formats.cache_clear()


@cache
def _files() -> dict[int, Path]:
    """The file of each known format by its first report year; which formats there are is told without reading them."""
    return {_year_in(path): path for path in _FOLDER.glob("format_*.toml")}


def _year_in(file: Path) -> int:
    named = _FILE_NAME.fullmatch(file.name)
    if named is None:
        raise ValueError(file.name)
    return int(named[1])


@cache
def _load(file: Path) -> Standard:
    found = _standard(tomllib.loads(file.read_text(encoding="utf-8")))
    if not str(found.first_year) == found.key == str(_year_in(file)):
        raise ValueError(f"{file.name}: key {found.key}, first_year {found.first_year}")
    return found


def _standard(data: dict[str, Any]) -> Standard:
    head = data["format"]
    return Standard(
        key=head["key"],
        number=head["number"],
        name=head["name"],
        law=head["law"],
        report_title=head["report_title"],
        first_year=head["first_year"],
        deadlines={kind: _month_day(text) for kind, text in head["deadlines"].items()},
        sections=tuple(_section(item) for item in data["section"]),
        tables={item["key"]: _table(item) for item in data["table"]},
    )


def _month_day(text: str) -> tuple[int, int]:
    month, day = text.split("-")
    return int(month), int(day)


def _section(item: dict[str, Any]) -> SectionSchema:
    return SectionSchema(
        key=item["key"],
        number=item["number"],
        title=item["title"],
        basis=item["basis"],
        table=item.get("table", ""),
        aspects=tuple(Aspect(**aspect) for aspect in item.get("aspects", ())),
    )


def _table(item: dict[str, Any]) -> TableSchema:
    return TableSchema(
        key=item["key"],
        section=item["section"],
        label_columns=item["label_columns"],
        blocks=tuple(_block(block) for block in item["block"]),
        relations=tuple(_relation(relation) for relation in item.get("relation", ())),
    )


def _block(item: dict[str, Any]) -> Block:
    basis = item.get("basis", "")
    outcomes = item.get("outcomes", [])
    return Block(
        heading=item.get("heading", ""),
        corner=item.get("corner", ""),
        basis=basis,
        columns=tuple(_header(header, basis, "件", outcomes) for header in item["columns"]),
        rows=tuple(_header(header, basis, "件", outcomes) for header in item["rows"]),
    )


def _header(item: dict[str, Any], basis: str, unit: Unit, outcomes: list[dict[str, Any]]) -> Header:
    basis = item.get("basis", basis)
    unit = item.get("unit", unit)
    children = outcomes if item.get("outcomes") else item.get("children", [])
    return Header(
        key=item.get("key", ""),
        label=item["label"],
        short=item.get("short", _NUMBERING.sub("", item["label"])),
        meaning=item.get("meaning", ""),
        basis=basis,
        unit=unit,
        children=tuple(_header(child, basis, unit, outcomes) for child in children),
    )


def _relation(item: dict[str, Any]) -> Relation:
    return Relation(
        rule=item["rule"],
        name=item["name"],
        across=item["across"],
        left=tuple(item["left"]),
        right=tuple(item["right"]),
        derives=item.get("derives", False),
    )
