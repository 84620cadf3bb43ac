"""The small expressions of question scripts: ask, default, when. Jinja in its sandbox, no language of our own.

An expression sees the answers on the path so far as ``agency.name`` and so on, tables with their
totals (``requests.received.total``), ``kind`` (the agency's :class:`~assistant.standard.AgencyKind`),
``today``, ``summed`` (what a sum over many reports tells, :mod:`assistant.interview.summed`; none where the table of
applications is no sum) and a few functions. What is not answered yet is undefined, and using it is an error that
the caller meets as :class:`Unanswered`.

Those of the shipped scripts are evaluated here. What others wrote is evaluated in a process of its own, where it may
take what it likes; of the answers it is given those that it names.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from textwrap import shorten
from typing import Any, TypeVar

from jinja2 import StrictUndefined, UndefinedError

from assistant import confined
from assistant.confined import Confined, Limits, Lost
from assistant.errors import DataFileError
from assistant.interview.summed import summed
from assistant.report import LOCAL, NO_PARTS, Figures, Report, SumParts, field_paths, figures_class, read
from assistant.sandbox import FAULTS, TEXT_METHODS, Sandbox, bounded, names_read
from assistant.standard import (
    agency_kinds,
    agency_of_place,
    chinese_date,
    guess_kind,
    guess_leader,
    guess_offices,
    guess_self_word,
    has_other_format,
    in_any_format,
    known_kind,
    nest,
    reporting_year,
)
from assistant.texts import DATA_FILES

_T = TypeVar("_T")


class Unanswered(Exception):
    """The expression needs an answer that is not there (yet)."""


def counted(entries: Iterable[Any]) -> int:
    """The counts of a list of entries added up."""
    return sum(entry.count for entry in entries)


def mentions(texts: Iterable[str], *words: str) -> bool:
    """Whether one of the texts holds one of the words."""
    return any(word in text for text in texts for word in words)


_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "guess_kind": guess_kind,
    "counted": counted,
    "mentions": mentions,
    "known_kind": known_kind,
    "guess_leader": guess_leader,
    "guess_offices": guess_offices,
    "guess_self_word": guess_self_word,
    "agency_of_place": agency_of_place,
    "has_other_format": has_other_format,
    "reporting_year": reporting_year,
    "date": date,
    "chinese_date": chinese_date,
}
_NAMES = {"kind", "today", "kinds", "summed"}
_APART = Confined(Limits(seconds=1, waiting=20, answer=1_000_000), Unanswered)
MAX_SECONDS = 0.1
"""Processor time of one expression, of which an answer needs a hundred; those of the shipped scripts take 0.0001."""
_SHOWN = 60
"""Characters of an expression that a sentence about it repeats."""


@cache
def _environment() -> Sandbox:
    environment = Sandbox()
    environment.globals.update({name: _of_answers(function) for name, function in _FUNCTIONS.items()})
    return environment


def _of_answers(function: Callable[..., Any]) -> Callable[..., Any]:
    """``function`` over answers: one that is not there makes the whole expression unanswered."""

    def checked(*arguments: Any) -> Any:
        for argument in arguments:
            if isinstance(argument, StrictUndefined):
                raise UndefinedError(function.__name__)
        return function(*arguments)

    return checked


@dataclass(frozen=True)
class Expression:
    """A Jinja expression from a script, such as ``requests.received.total > 0``; ``foreign`` when others wrote it."""

    source: str
    place: str
    foreign: bool = field(default=False, compare=False)

    def check(self, own: Container[str] = ()) -> None:
        """:raises DataFileError: it does not parse or names an answer that no report has.

        :param own: the paths of the answers to questions of offices that are asked.
        """
        _check(f"{{{{ ({self.source}) }}}}", self.place, own)

    def compile(self) -> None:
        """Make it ready for :meth:`value`. :raises DataFileError: it is too long or too deep for that."""
        _compile(_compiled, self.source, self.place)

    def value(self, context: Mapping[str, Any]) -> Any:
        """Its value. :raises Unanswered: it uses an answer that is not there."""
        return _run(self, _value, context)

    def fitting(self, take: Callable[[Any], _T], context: Mapping[str, Any]) -> _T:
        """What ``take`` makes of the value.

        :raises Unanswered: it uses an answer that is not there. :raises DataFileError: ``take`` can make nothing of it.
        """
        found: _T = _run(self, _fitting, context, take)
        return found


@dataclass(frozen=True)
class Text:
    """A short text with slots, such as ``{{ agency.self_word }}全年……``; ``foreign`` when others wrote it."""

    source: str
    place: str
    foreign: bool = field(default=False, compare=False)

    def check(self, own: Container[str] = ()) -> None:
        """Raises as the check of an :class:`Expression`."""
        _check(self.source, self.place, own)

    def compile(self) -> None:
        """Raises as that of an :class:`Expression`."""
        _compile(_template, self.source, self.place)

    def value(self, context: Mapping[str, Any]) -> str:
        """The text with its slots filled. :raises Unanswered: a slot's answer is not there."""
        if "{" not in self.source:
            return self.source
        return _run(self, _rendered, context)

    def without_slots(self, gap: str) -> str:
        """The text with ``gap`` in each of its slots."""
        return _SLOT.sub(gap, self.source)


_SLOT = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)


class Seen:
    """What an expression sees: the answers at the paths that were shown so far, and what it can see besides."""

    def __init__(self, report: Report, today: date, parts: SumParts = NO_PARTS) -> None:
        self._report = report
        self.context: dict[str, Any] = {
            "today": today, "kinds": list(agency_kinds().values()), "summed": summed(report, parts),
        }  # fmt: skip

    def show(self, path: str) -> None:
        """Let expressions see the answer at ``path``, if there is one."""
        value = read(self._report, path)
        if value is None:
            return
        *groups, last = path.split(".")
        place = self.context
        for group in groups:
            place = place.setdefault(group, {})
        place[last] = _seen(value)
        if path == "agency.kind":
            self.context["kind"] = agency_kinds()[value]


def _seen(value: Any) -> Any:
    """An answer as expressions see it: a table with its totals, by row and column."""
    return nest(value.values()) if isinstance(value, Figures) else value


@cache
def _compiled(source: str) -> Callable[..., Any]:
    return _environment().compile_expression(source, undefined_to_none=False)


@cache
def _template(source: str) -> Any:
    return _environment().from_string(source)


@cache
def _names(source: str) -> frozenset[str]:
    return frozenset(path.split(".")[0] for path in names_read(_environment().parse(source)))


def _run(of: Expression | Text, function: Callable[..., _T], context: Mapping[str, Any], *arguments: Any) -> _T:
    """What the function makes of an expression, here or in the process for those of others.

    :raises DataFileError: an expression of others takes more than it may.
    """
    if not of.foreign or confined.inside:
        return function(of.source, of.place, context, *arguments)
    names = _names(of.source if isinstance(of, Text) else f"{{{{ ({of.source}) }}}}")
    seen = {name: value for name, value in context.items() if name in names}
    try:
        return _APART.call(function, of.source, of.place, seen, *arguments)
    except Lost:
        raise DataFileError(*DATA_FILES.refusal("expression.lost", place=of.place)) from None


def _value(source: str, place: str, context: Mapping[str, Any]) -> Any:
    return _evaluate(lambda: _compiled(source)(**context), place)


def _fitting(source: str, place: str, context: Mapping[str, Any], take: Callable[[Any], _T]) -> _T:
    value = _value(source, place, context)
    return _evaluate(lambda: take(value), place)


def _rendered(source: str, place: str, context: Mapping[str, Any]) -> str:
    return str(_evaluate(lambda: _template(source).render(**context), place))


def _evaluate(run: Callable[[], _T], place: str) -> _T:
    try:
        with bounded(MAX_SECONDS):
            value = run()
        if isinstance(value, StrictUndefined):
            raise Unanswered(place)
    except UndefinedError as error:
        raise Unanswered(place) from error
    except FAULTS as error:
        raise DataFileError(*DATA_FILES.refusal("expression.failed", place=place, error=error)) from error
    return value


def _malformed(source: str, place: str, error: Exception) -> DataFileError:
    shown = shorten(source, _SHOWN)
    return DataFileError(*DATA_FILES.refusal("expression.malformed", place=place, shown=shown, error=error))


def _compile(compiler: Callable[[str], object], source: str, place: str) -> None:
    try:
        compiler(source)
    except FAULTS as error:
        raise _malformed(source, place, error) from error


def _check(source: str, place: str, own: Container[str]) -> None:
    try:
        parsed = _environment().parse(source)
        used = tuple(names_read(parsed))
        unknown = _environment().unknown_words(parsed)
    except FAULTS as error:
        raise _malformed(source, place, error) from error
    for word in unknown:
        raise DataFileError(*DATA_FILES.refusal("expression.no_word", place=place, word=word))
    for path in used:
        if not _known(path, own):
            raise DataFileError(*DATA_FILES.refusal("expression.no_answer", place=place, path=path))


def _known(path: str, own: Container[str]) -> bool:
    root = path.split(".")[0]
    return root in _NAMES or root in _FUNCTIONS or is_answer(path, own)


def is_answer(path: str, own: Container[str] = ()) -> bool:
    """Whether a report has an answer at a dotted path, or a cell of a table; a method of texts may stand behind it.

    :param own: the paths of the answers to questions of offices that are asked.
    """
    root, _, rest = path.partition(".")
    if root == LOCAL:
        name, _, method = rest.partition(".")
        return f"{LOCAL}.{name}" in own and (not method or method in TEXT_METHODS)
    for known in field_paths():
        if path == known or path.startswith(f"{known}."):
            figures = figures_class(known)
            rest = path[len(known) + 1 :]
            return not rest or (_is_cell(figures.schema_key, rest) if figures is not None else rest in TEXT_METHODS)
    return False


def _is_cell(table: str, path: str) -> bool:
    return in_any_format(lambda known: path in known.tables[table].cells)
