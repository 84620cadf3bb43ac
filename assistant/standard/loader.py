"""The statutory format read from its TOML file."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from assistant.standard.schema import Aspect, Block, Header, Relation, SectionSchema, Standard, TableSchema, Unit

_FILE = Path(__file__).with_name("format_2021.toml")
_NUMBERING = re.compile(r"^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+\.)")


@cache
def standard() -> Standard:
    """The format in force (国办公开办函〔2021〕30号), loaded once."""
    return _standard(tomllib.loads(_FILE.read_text(encoding="utf-8")))


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
