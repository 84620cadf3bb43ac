"""The patterns that a question declares, run in bounds: scripts may come from anybody."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from assistant.interview.declarations import compiled, mistake
from assistant.interview.script import Question

if TYPE_CHECKING:
    import regex

_SECONDS = 1.0
"""Processor time for one pattern over one text; some patterns never end."""


@dataclass(frozen=True)
class Turn:
    """A pattern of a question, in bounds.

    Its methods raise :exc:`~assistant.errors.DataFileError` when the pattern takes too long.
    """

    pattern: regex.Pattern[str]
    place: str

    def search(self, text: str, start: int = 0) -> regex.Match[str] | None:
        """Where the pattern stands first in ``text`` from ``start`` on."""
        try:
            return self.pattern.search(text, start, timeout=_SECONDS)
        except TimeoutError as error:
            raise mistake("endless", self.place, pattern=self.pattern.pattern) from error

    def finditer(self, text: str) -> Iterator[regex.Match[str]]:
        try:
            yield from self.pattern.finditer(text, timeout=_SECONDS)
        except TimeoutError as error:
            raise mistake("endless", self.place, pattern=self.pattern.pattern) from error


def turns(question: Question, patterns: Iterable[str]) -> tuple[Turn, ...]:
    """Patterns that ``question`` declares, ready for use. :raises DataFileError: one of them is no pattern."""
    return tuple(_turn(text, question.place) for text in patterns)


@cache
def _turn(text: str, place: str) -> Turn:
    return Turn(compiled(text, place), place)


def turn(question: Question, pattern: str) -> Turn | None:
    """A single pattern of ``question``, None when it declares none. :raises DataFileError: as :func:`turns`."""
    return next(iter(turns(question, [pattern])), None) if pattern else None


def first_match(found: Iterable[Turn], text: str) -> regex.Match[str] | None:
    """Where the first of several turns that meets ``text`` does so."""
    return next((match for each in found if (match := each.search(text))), None)
