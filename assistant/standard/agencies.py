"""Kinds of agencies: what follows from whether the report is a township's, a bureau's or a government's."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

Rank = Literal["township", "county", "city", "province"]

_FILE = Path(__file__).with_name("agencies.toml")


@dataclass(frozen=True)
class AgencyKind:
    """One kind of agency.

    ``rank`` is its level; ``government`` says whether it is a 人民政府 (条例第五十条: assessment,
    social evaluation, accountability); ``deadline`` names the one of the format's deadlines that
    holds; ``makes_rules`` whether it may make 规章; ``self_word`` how it calls itself; ``leader``
    and ``offices`` who usually heads its leading group and who belongs to it.
    """

    key: str
    label: str
    rank: Rank
    government: bool
    deadline: str
    makes_rules: bool
    self_word: str
    leader: str
    offices: str
    endings: tuple[str, ...]


@cache
def agency_kinds() -> dict[str, AgencyKind]:
    """All kinds by key, in the order in which they are offered."""
    return {item["key"]: AgencyKind(**{**item, "endings": tuple(item["endings"])}) for item in _data()["kind"]}


def guess_kind(name: str) -> str:
    """The key of the kind that a full name most likely belongs to, or "" when nothing fits."""
    return next((key for key, endings in _endings() if endings.search(name)), "")


@cache
def _endings() -> tuple[tuple[str, re.Pattern[str]], ...]:
    kinds = agency_kinds().values()
    return tuple((kind.key, re.compile("|".join(f"(?:{ending})$" for ending in kind.endings))) for kind in kinds)


def guess_self_word(name: str, kind: str) -> str:
    """How an agency of that name and kind calls itself: 我镇, 我局 …; "本机关" when nothing fits."""
    for item in _data()["self_word"]:
        if name.endswith(item["ending"]):
            return str(item["word"])
    known = agency_kinds().get(kind)
    return known.self_word if known else "本机关"


@cache
def _data() -> dict[str, list[dict[str, Any]]]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
