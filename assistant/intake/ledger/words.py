"""The word lists of ``words.toml``, held against the standard and compiled once."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from assistant.errors import DataFileError
from assistant.intake.ledger.folding import fold_words
from assistant.report.cases import applicant_kinds, case_outcomes
from assistant.standard import Leaf

Role = Literal["applicant", "outcome", "received", "done", "serial", "reason"]
ROLES: tuple[Role, ...] = ("applicant", "outcome", "received", "done", "serial", "reason")

_FILE = Path(__file__).with_name("words.toml")


@dataclass(frozen=True)
class ColumnWords:
    """The headings of one role, folded, in order of preference; ``unsure`` ones need fitting values."""

    headings: tuple[str, ...]
    unsure: tuple[str, ...]


@dataclass(frozen=True)
class Words:
    """All word lists, folded; what each means is said beside it in the data file."""

    columns: Mapping[Role, ColumnWords]
    never: tuple[str, ...]
    group_endings: tuple[str, ...]
    footers: tuple[str, ...]
    blank: frozenset[str]
    before: tuple[str, ...]
    after: tuple[str, ...]
    applicants: Mapping[str, str]
    outcomes: Mapping[str, str]
    groups: frozenset[str]


@cache
def words() -> Words:
    """The word lists, loaded once.

    :raises DataFileError: a list names a role or a key that does not exist, or one word has two meanings.
    """
    data = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return Words(
        columns=_columns(data["column"]),
        never=_folded(data["heading"]["never"]),
        group_endings=_folded(data["heading"]["group_endings"]),
        footers=tuple(data["row"]["footers"]),
        blank=frozenset(data["row"]["blank"]),
        before=_folded(data["around"]["before"]),
        after=_folded(data["around"]["after"]),
        applicants=_meanings(applicant_kinds(), data["applicant"]),
        outcomes=_meanings(case_outcomes(), data["outcome"]),
        groups=_groups(),
    )


def _folded(items: Iterable[str]) -> tuple[str, ...]:
    return tuple(fold_words(item) for item in items)


def _columns(entries: list[dict[str, Any]]) -> dict[Role, ColumnWords]:
    lists = {entry["role"]: ColumnWords(_folded(entry["headings"]), _folded(entry["unsure"])) for entry in entries}
    if set(lists) != set(ROLES):
        raise _broken(f"[[column]] {sorted(lists)}")
    return {role: lists[role] for role in ROLES}


def _meanings(leaves: Mapping[str, Leaf], synonyms: Mapping[str, list[str]]) -> dict[str, str]:
    """Key by folded word."""
    if set(synonyms) != set(leaves):
        raise _broken(f"{sorted(set(synonyms) ^ set(leaves))}")
    found: dict[str, str] = {}
    for key, leaf in leaves.items():
        for word in _names(leaf, synonyms[key]):
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


def _groups() -> frozenset[str]:
    """The labels that stand over others, which name no case by themselves."""
    leaves = (*applicant_kinds().values(), *case_outcomes().values())
    headers = [header for leaf in leaves for header in leaf.headers[:-1]]
    return frozenset(fold_words(name) for header in headers for name in (header.label, header.short))


def _broken(detail: str) -> DataFileError:
    return DataFileError(f"{_FILE.name}：{detail}", "")
