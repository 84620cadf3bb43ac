"""What a check says: findings, and the rules behind them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

Severity = Literal["error", "warning", "advice"]

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "advice")
"""All severities, the gravest first."""


class Finding(NamedTuple):
    """One thing that a strict superior would send back.

    ``section`` is a section key ("requests"), or "title", "preface", "signature". ``where`` holds
    cell addresses ("T3.denied.third_party.business") and paragraph keys ("overview.on_request"), of an odd
    answer its path ("agency.name"), the one to mend first in front. ``values`` are the figures and words that
    it rests on: an acknowledgement holds as long as they stay the same.
    """

    rule: str
    severity: Severity
    section: str
    where: tuple[str, ...]
    message: str
    basis: str
    mend: str = ""
    values: tuple[str, ...] = ()


class Message(NamedTuple):
    """A sentence of a rule with {fields} to fill; ``severity`` may differ from the rule's own."""

    text: str
    severity: Severity


class Likeness(NamedTuple):
    """How another report is like this one.

    ``percent`` is the share of common runs; ``passage`` the longest piece of this report that they have in common,
    in the paragraph ``key`` of ``section``. All three are None or "" for a report that is only to be named.
    """

    agency: str
    percent: int | None = None
    section: str = ""
    key: str = ""
    passage: str = ""


class OddAnswer(NamedTuple):
    """What is odd about an answer that a draft rests on: the answer's path, its name, how it is shown, the sentence.

    ``section`` is the part of the report that tells it; ``rule`` the check that says the same of the report itself,
    "" where none does.
    """

    key: str
    title: str
    shown: str
    doubt: str
    section: str
    rule: str = ""


@dataclass(frozen=True)
class Rule:
    """What a rule holds against, on what basis, and how to mend what it finds; all in Chinese."""

    slug: str
    family: str
    severity: Severity
    basis: str
    meaning: str
    mend: str
    messages: Mapping[str, Message] = field(repr=False)


class Hit(NamedTuple):
    """What a rule function yields: which of its messages, where, and what fills the fields."""

    message: str
    section: str
    where: tuple[str, ...]
    values: tuple[str, ...]
    fields: Mapping[str, Any]


def hit(message: str, section: str, where: tuple[str, ...] = (), values: tuple[str, ...] = (), **fields: Any) -> Hit:
    """A :class:`Hit`; ``fields`` fill the message's {fields}."""
    return Hit(message, section, where, values, fields)
