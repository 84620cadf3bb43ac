"""What a report rests on, as formats for data carry it: the answers with their origins, and what was found."""

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
class Grounds:
    """``findings`` of the rules; ``origins`` of the answers by path; ``facts`` the answers themselves."""

    findings: Sequence[Finding] = ()
    origins: Mapping[str, str] = field(default_factory=dict)
    facts: Sequence[Fact] = ()


NO_GROUNDS = Grounds()
