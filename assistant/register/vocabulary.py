"""The word lists of ``words.toml``, held against the known formats and compiled once."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal

from assistant.errors import DataFileError
from assistant.reading.recognise.vocabulary import fold
from assistant.report.cases import applicant_kinds, case_outcomes
from assistant.standard import Leaf, Standard, formats

_NUMERAL = r"[一二三四五六七八九十\d]{1,2}"
_NUMBERING = re.compile(
    rf"\({_NUMERAL}\)"
    # "1." anywhere, "三、" where a word begins, but not the 三 of 三类.
    r"|(?<!\d)\d{1,2}[、.)](?!\d)|(?<!\w)[一二三四五六七八九十]{1,2}[、.)]"
    # What is left of ① once full-width forms are folded.
    r"|^\d{1,2}(?=\D)"
)


@lru_cache(maxsize=8192)
def fold_words(text: str) -> str:
    """``text`` down to its words: ``（三）不予公开 1.属于国家秘密`` gives ``不予公开属于国家秘密``."""
    flat = _NUMBERING.sub("", fold(text)).casefold()
    return "".join(character for character in flat if unicodedata.category(character)[0] in "LN")


Role = Literal["applicant", "outcome", "received", "done", "serial", "reason"]
ROLES: tuple[Role, ...] = ("applicant", "outcome", "received", "done", "serial", "reason")

_FILE = Path(__file__).with_name("words.toml")


@dataclass(frozen=True)
class ColumnWords:
    """The headings of one role, folded, in order of preference; ``unsure`` ones need fitting values."""

    headings: tuple[str, ...]
    unsure: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Words:
    """All word lists, folded; what each means is said beside it in the data file."""

    columns: Mapping[Role, ColumnWords]
    never: tuple[str, ...]
    group_endings: tuple[str, ...]
    footers: tuple[str, ...]
    blank: frozenset[str]
    extension: re.Pattern[str]
    not_extended: re.Pattern[str]
    dates: re.Pattern[str]
    part_of_year: re.Pattern[str]
    before: tuple[str, ...]
    after: tuple[str, ...]
    applicants: Mapping[str, str]
    outcomes: Mapping[str, str]
    groups: frozenset[str]


def words() -> Words:
    """The word lists, loaded once.

    :raises DataFileError: a list names a role or a key that no known format has, or one word has two meanings.
    """
    return _words(formats())


@cache
def _words(known: tuple[Standard, ...]) -> Words:
    years = tuple(one.first_year for one in reversed(known))
    data = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return Words(
        columns=_columns(data["column"]),
        never=_folded(data["heading"]["never"]),
        group_endings=_folded(data["heading"]["group_endings"]),
        footers=tuple(data["row"]["footers"]),
        blank=frozenset(data["row"]["blank"]),
        **{name: re.compile(data["deadline"][name]) for name in ("extension", "not_extended", "dates", "part_of_year")},
        before=_folded(data["around"]["before"]),
        after=_folded(data["around"]["after"]),
        applicants=_meanings(tuple(map(applicant_kinds, years)), data["applicant"]),
        outcomes=_meanings(tuple(map(case_outcomes, years)), data["outcome"]),
        groups=frozenset().union(*map(_groups, years)),
    )


def _folded(items: Iterable[str]) -> tuple[str, ...]:
    return tuple(fold_words(item) for item in items)


def _columns(entries: list[dict[str, Any]]) -> dict[Role, ColumnWords]:
    lists = {entry["role"]: ColumnWords(_folded(entry["headings"]), _folded(entry["unsure"])) for entry in entries}
    if set(lists) != set(ROLES):
        raise _broken(f"[[column]] {sorted(lists)}")
    return {role: lists[role] for role in ROLES}


def _meanings(formats: Iterable[Mapping[str, Leaf]], synonyms: Mapping[str, list[str]]) -> dict[str, str]:
    """Key by folded word; of two formats that mean different things by a word, the later one is meant.

    A row that a later format adds is known by its labels before it has other names.
    """
    found: dict[str, str] = {}
    unknown = set(synonyms)
    for leaves in formats:
        unknown -= set(leaves)
        found |= _in_one_format(leaves, synonyms)
    if unknown:
        raise _broken(f"{sorted(unknown)}")
    return found


def _in_one_format(leaves: Mapping[str, Leaf], synonyms: Mapping[str, list[str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for key, leaf in leaves.items():
        for word in _names(leaf, synonyms.get(key, [])):
            if found.setdefault(fold_words(word), key) != key:
                raise _broken(word)
    return found


def _names(leaf: Leaf, synonyms: Iterable[str]) -> Iterator[str]:
    """Everything that a leaf may be called, alone and behind its groups' names."""
    header = leaf.header
    names = (header.label, header.short, header.label.partition("（")[0] or header.label, *synonyms)
    yield from names
    for group in leaf.headers[:-1]:
        for name in names:
            yield group.label + name
            yield group.short + name


def _groups(year: int) -> frozenset[str]:
    """The labels that stand over others in the format of ``year``, which name no case by themselves."""
    leaves = (*applicant_kinds(year).values(), *case_outcomes(year).values())
    headers = [header for leaf in leaves for header in leaf.headers[:-1]]
    return frozenset(fold_words(name) for header in headers for name in (header.label, header.short))


def _broken(detail: str) -> DataFileError:
    return DataFileError(f"{_FILE.name}：{detail}", "")


def is_blank(text: str) -> bool:
    """Whether a cell is empty, or holds a stroke or a word that stands for nothing."""
    return not text or text in words().blank


def applicant_of(text: str) -> str | None:
    """The applicant key that a text names, None when no list knows it. Nothing is guessed from names."""
    return _applicant_of(text, words())


@lru_cache(maxsize=8192)
def _applicant_of(text: str, known: Words) -> str | None:
    return _meaning(text, known.applicants)


def outcome_of(text: str) -> str | None:
    """The outcome key that a text names, None when no list knows it.

    A group alone (不予公开, 不予处理 …) is no outcome: which of its cases it was is the clerk's to say.
    """
    return _outcome_of(text, words())


@lru_cache(maxsize=8192)
def _outcome_of(text: str, known: Words) -> str | None:
    return _meaning(text, known.outcomes)


def _meaning(text: str, known: Mapping[str, str]) -> str | None:
    flat = fold_words(text)
    if flat in known or flat in words().groups:
        return known.get(flat)
    cores = _cores(flat)
    found = {known[core] for core in cores if core in known}
    return found.pop() if len(found) == 1 and cores.isdisjoint(words().groups) else None


def _cores(flat: str) -> set[str]:
    """What is left of a phrase when polite words are taken off its ends in any order."""
    cores: set[str] = set()
    todo = [flat]
    while todo:
        phrase = todo.pop()
        shorter = [phrase.removeprefix(word) for word in words().before if phrase.startswith(word)]
        shorter += [phrase.removesuffix(word) for word in words().after if phrase.endswith(word)]
        todo += [rest for rest in shorter if rest and rest not in cores]
        cores.update(shorter)
    return cores
