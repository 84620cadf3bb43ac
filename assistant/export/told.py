"""What is told beside a report of the answers and findings it rests on, as formats for data carry it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from assistant.checks import Finding


class Fact(NamedTuple):
    """An answer: its key, its title and value as shown, where it comes from as a key and in words."""

    key: str
    title: str
    value: str
    origin: str
    source: str


@dataclass(frozen=True)
class Told:
    """``findings`` of the rules; ``origins`` of the answers by path; ``facts`` the answers themselves."""

    findings: Sequence[Finding] = ()
    origins: Mapping[str, str] = field(default_factory=dict)
    facts: Sequence[Fact] = ()


NOTHING_TOLD = Told()
