"""Where each answer comes from, and which accepted proposals the clerk has confirmed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, get_args

from assistant.report.parts import NO_PARTS, SumParts

Origin = Literal["typed", "chosen", "accepted", "last_year", "register", "sentence", "file", "rollup"]
"""The clerk typed it or chose it of several; took the proposal of the script or of last year's report by one key;
it was counted from a register, understood from a sentence, read from a finished report, or summed up over many."""
ORIGINS: tuple[Origin, ...] = get_args(Origin)
PROPOSED: frozenset[Origin] = frozenset({"accepted", "last_year"})
"""The origins of answers that nobody said: they were proposed and one key took them."""


@dataclass(frozen=True)
class Origins:
    """The origin of each answer by path, and the paths of those proposals that were looked over and confirmed.

    An answer without an entry was typed, as in drafts that kept no origins. ``said`` holds, by path, the sentence
    that an answer was understood from; ``parts`` what the cells of summed tables are made of.
    """

    by_path: Mapping[str, Origin] = field(default_factory=dict)
    confirmed: frozenset[str] = frozenset()
    said: Mapping[str, str] = field(default_factory=dict)
    parts: SumParts = NO_PARTS

    def of(self, path: str) -> Origin:
        return self.by_path.get(path, "typed")

    def given(self, path: str, origin: Origin, said: str = "") -> Origins:
        """The same with an answer that was given anew; nobody has confirmed it.

        :param said: the sentence that it was understood from, "" for none.
        """
        kept = {other: text for other, text in self.said.items() if other != path}
        said_now = {**kept, path: said} if said else kept
        by_path = {**self.by_path, path: origin}
        return Origins(by_path, self.confirmed - {path}, said_now, self.parts.without(path))

    def confirming(self, paths: Iterable[str]) -> Origins:
        """The same with the answers at ``paths`` confirmed."""
        return replace(self, confirmed=self.confirmed | frozenset(paths))

    def made_of(self, parts: SumParts) -> Origins:
        """The same, knowing what the cells of its summed tables are made of."""
        return replace(self, parts=parts)

    def unconfirmed(self, path: str) -> bool:
        """Whether the answer rests on a proposal that was accepted and not yet confirmed."""
        return self.of(path) in PROPOSED and path not in self.confirmed


NO_ORIGINS = Origins()


def all_from(paths: Iterable[str], origin: Origin) -> Origins:
    """The answers at ``paths`` all have the same origin."""
    return Origins(dict.fromkeys(paths, origin))
