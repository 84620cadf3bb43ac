"""Kinds of agencies: what follows from whether the report is a township's, a bureau's or a government's."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

from assistant.standard.loader import standard

Rank = Literal["township", "county", "city", "province"]

_FILE = Path(__file__).with_name("agencies.toml")


class AgencyKind(NamedTuple):
    """One kind of agency.

    ``group`` is what a whole area's report calls agencies of this and like kinds; ``rank`` is its level;
    ``government`` says whether it is a 人民政府 (条例第五十条: assessment, social evaluation, accountability);
    ``deadline`` names the one of the format's deadlines that holds; ``makes_rules`` whether it may make 规章;
    ``self_word`` how it calls itself; ``leader`` and ``offices`` who usually heads its leading group and who
    belongs to it; ``unclear`` is a regular expression for names that do not tell the rank of their agency.
    """

    key: str
    label: str
    group: str
    rank: Rank
    government: bool
    deadline: str
    makes_rules: bool
    self_word: str
    leader: str
    offices: str
    endings: tuple[str, ...]
    unclear: str = ""


@cache
def agency_kinds() -> dict[str, AgencyKind]:
    """All kinds by key, in the order in which they are offered."""
    return {item["key"]: AgencyKind(**{**item, "endings": tuple(item["endings"])}) for item in _data()["kind"]}


def guess_kind(name: str) -> str:
    """The key of the kind that a full name most likely belongs to, or "" when nothing fits."""
    return next((key for key in agency_kinds() if _ending(key).search(name)), "")


def known_kind(name: str) -> str:
    """The key of the kind that a full name tells for certain, or "": a 市 may be 设区的市 or 县级市."""
    key = guess_kind(name)
    kind = agency_kinds().get(key)
    return "" if kind is not None and kind.unclear and re.search(f"(?:{kind.unclear})$", name) else key


def has_other_format(name: str) -> bool:
    """Whether an agency of that name reports in another format: universities and schools (教育部令第29号)."""
    return re.search("|".join(f"(?:{ending})$" for ending in _data()["other_format"]["endings"]), name) is not None


def agency_of_place(name: str) -> str:
    """The usual full name of the agency of a place (清河镇 → 清河镇人民政府), "" when the name is not a place's."""
    place = next((item for item in _data()["place"] if name.endswith(tuple(item["endings"]))), None)
    return name + place["agency"] if place is not None else ""


@cache
def _ending(kind: str) -> re.Pattern[str]:
    """How names of a kind end; compiled when the first name is held against it: most are of one of the first kinds."""
    return re.compile("|".join(f"(?:{ending})$" for ending in agency_kinds()[kind].endings))


def guess_self_word(name: str, kind: str) -> str:
    """How an agency of that name and kind calls itself: 我镇, 我局 …; "本机关" when nothing fits."""
    known = agency_kinds().get(kind)
    return _by_ending(name, "word") or (known.self_word if known else _unknown("word"))


def guess_leader(name: str, kind: str) -> str:
    """Who usually heads the leading group of an agency of that name and kind: 局长, 区政府主要负责同志 …"""
    known = agency_kinds().get(kind)
    return _by_ending(name, "leader") or (known.leader if known else _unknown("leader"))


def guess_offices(name: str, kind: str) -> str:
    """Who usually belongs to that group: 各股室和下属单位 …"""
    known = agency_kinds().get(kind)
    return _by_ending(name, "offices") or (known.offices if known else _unknown("offices"))


def _unknown(entry: str) -> str:
    """What is said of an agency of which nothing is known."""
    return str(_data()["unknown"][0][entry])


def _by_ending(name: str, entry: str) -> str:
    """What the data say of names that end so, "" when they say nothing."""
    fitting = (item for item in _data()["self_word"] if name.endswith(item["ending"]))
    return next((str(item.get(entry, "")) for item in fitting), "")


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


_BEFOREHAND = 10
"""The month from which the coming January's report is prepared; that on the year before was due by 31 March at the
latest (条例第四十九条)."""


def reporting_year(today: date) -> int:
    """The year that a report begun today is about: the one before, in the last quarter the one that is ending."""
    return today.year if today.month >= _BEFOREHAND else today.year - 1


def period(year: int) -> tuple[date, date]:
    """The first and the last day of the reporting period: 1 January to 31 December of ``year``."""
    return date(year, 1, 1), date(year, 12, 31)


def deadline(year: int, kind: str) -> date:
    """The last day on which an agency of that kind may sign and publish its report on ``year``.

    :raises KeyError: ``kind`` is no key of :func:`agency_kinds`.
    """
    month, day = standard(year).deadlines[agency_kinds()[kind].deadline]
    return date(year + 1, month, day)


def chinese_date(day: date) -> str:
    """A date as official documents print it, Arabic digits without leading zeros: 2025年1月9日."""
    return f"{day.year}年{day.month}月{day.day}日"
