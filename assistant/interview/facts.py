"""Figures in a sentence of the clerk's own words: which questions they answer, and what of them stays open.

One sentence may answer several questions (网站58条，公众号120条，公示栏没统计). What a question is called in a
sentence it declares itself (``spoken``); the tables are read by :mod:`assistant.language.spoken_tables`.
Nothing is taken that was not said in so many words: a date, the number of a law, last year's figure are left, and
told with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache

from assistant.document import print_number
from assistant.interview.kinds import Raw
from assistant.interview.script import Question, Script
from assistant.interview.turns import turn
from assistant.language.spoken import OPEN, Clause, Left, Said, clauses, data, is_denied, tokens
from assistant.language.spoken_tables import TableSaid, read_disclosure, read_proceedings, read_requests

LONGEST = 60_000
"""Characters of a text in which figures are looked for."""
TABLES = ("proceedings", "disclosure", "requests")
_COUNTS = ("integer", "money")
_UNITS = ("条", "件", "篇", "个", "")
"""Measure words that clerks use for each other."""


@dataclass(frozen=True)
class Fact:
    """One answer that was said, or one cell of it.

    ``cell`` is the path of a cell of the table at ``key``, "" else; ``raw`` what the question takes, "" for a
    table without anything; ``pending``: it was said that this is not known yet.
    """

    key: str
    raw: Raw
    quote: str
    cell: str = ""
    pending: bool = False

    @property
    def name(self) -> str:
        """What tells it from the other facts of a text."""
        return f"{self.key}#{self.cell}"


@dataclass(frozen=True)
class Lack:
    """What a sentence left out without which a table's figures have no cell: ``quotes`` are the words with them."""

    key: str
    what: str
    quotes: tuple[str, ...]


@dataclass(frozen=True)
class Told:
    """What was understood of a text, what of its figures was not, and what has to be asked first."""

    facts: tuple[Fact, ...] = ()
    left: tuple[Left, ...] = ()
    lacks: tuple[Lack, ...] = ()

    @property
    def anything(self) -> bool:
        return bool(self.facts or self.lacks)


def told(
    text: str,
    script: Script,
    at: Question | None = None,
    own: str = "",
    year: int | None = None,
    given: Mapping[str, str] | None = None,
) -> Told:
    """What ``text`` tells of the questions of ``script``.

    :param at: the question at hand, which a number without a word of its own answers.
    :param own: the last character of the self-word (县), whose 全县 is its own.
    :param year: the report year, None while it is not known.
    :param given: what was asked after a :class:`Lack`, by table: the column that the sentence left out.
    :raises DataFileError: a pattern of a script takes too long.
    """
    reading = _Reading(script, at, given or {})
    for clause in clauses(text[:LONGEST], own, year):
        reading.hear(clause)
    return reading.finish()


def called(script: Script, words: str) -> Question | None:
    """The count that ``words`` name by themselves (公众号), None when they name none."""
    named = [(length, question) for question, _, length in _named(script, words)]
    return max(named, key=lambda each: each[0])[1] if named else None


def _named(script: Script, text: str) -> Iterator[tuple[Question, int, int]]:
    """The questions that a text calls by a word of theirs, with the place and length of it."""
    for question, words, never in _spoken(script):
        match = words(text)
        if match is not None and not never(text):
            yield question, match.start(), len(match.group())


@dataclass
class _Reading:
    script: Script
    at: Question | None
    given: Mapping[str, str]
    counts: dict[str, tuple[Decimal, str]] = field(default_factory=dict)
    pending: dict[str, str] = field(default_factory=dict)
    twice: set[str] = field(default_factory=set)
    left: list[Left] = field(default_factory=list)
    bare: list[tuple[Decimal, str]] = field(default_factory=list)
    tables: dict[str, list[Clause]] = field(default_factory=dict)
    topic: str = ""
    before: str = ""
    begins: bool = False
    """Whether the first thing that was said is a number with nothing but its unit: it answers the question at hand,
    whatever is told of others behind it."""
    of_others: bool = False
    """Whether another question is spoken of without a number: a bare one may be its: 58条，都是公众号发的."""

    def __post_init__(self) -> None:
        self.topic = self.at.key if self.at is not None and self.at.key in TABLES else ""

    # -- clauses
    def hear(self, clause: Clause) -> None:
        if clause.first:
            self.before = ""
        if not clause.text:
            self.left += [Left(clause.quote, reason) for reason in clause.reasons[:1]]
            return
        self.topic = self._topic(clause)
        if self.topic in TABLES:
            if clause.open or clause.aside == OPEN:
                self.pending.setdefault(self.topic, clause.quote)
            if not clause.open:
                self.tables.setdefault(self.topic, []).append(clause)
            return
        self._count(clause)

    def _topic(self, clause: Clause) -> str:
        """The table that a clause is about, "counts" for other questions, as before where it does not say."""
        rest = clause.text
        for token in tokens(clause, self.topic) if self.topic in TABLES else ():
            if token.kind in ("row", "column"):
                rest = rest[: token.start] + "〓" * (token.end - token.start) + rest[token.end :]
        met = next((name for name in TABLES if _topics()[name].search(rest)), "")
        if not met and self.topic not in TABLES and _is_of_applications(clause):
            return "requests"
        if met == "requests" and self.topic == "proceedings" and not _topics()["incoming"].search(rest):
            return self.topic
        if any(True for _ in self._named(rest)):
            return met if met == "proceedings" else "counts"
        return met or self.topic

    def _named(self, text: str) -> Iterator[tuple[Question, int, int]]:
        return _named(self.script, text)

    # -- counts
    def _count(self, clause: Clause) -> None:
        named = list(self._named(clause.text))
        if clause.open or clause.aside == OPEN:
            question = named[0][0] if named else self.at
            if question is not None:
                self.pending.setdefault(question.key, clause.quote)
        if clause.numbers and clause.aside:
            self.left.append(Left(clause.quote, clause.aside))
        elif clause.numbers:
            for number in clause.numbers:
                self._number(clause, number, named)
        elif not clause.open:
            self._without_number(clause, named)
        self.before = f"{self.before}{clause.text}"[-40:] if not named else clause.text

    def _without_number(self, clause: Clause, named: Sequence[tuple[Question, int, int]]) -> None:
        if named and _is_nothing(clause, self.script):
            self._take(named[0][0], Decimal(0), clause.quote)
            return
        self.left += [Left(clause.quote, reason) for reason in clause.reasons[:1]]
        self.of_others = self.of_others or any(question is not self.at for question, _, _ in named)

    def _number(self, clause: Clause, number: Said, named: Sequence[tuple[Question, int, int]]) -> None:
        if is_denied(clause, number):
            self.left.append(Left(clause.quote, "denied"))
            return
        fitting = [each for each in named if _has_unit(each[0], number.unit)]
        if not fitting and self.before:
            fitting = [
                (question, -1, length)
                for question, _, length in self._named(self.before + clause.text)
                if _has_unit(question, number.unit) and number.unit and question.key not in self.counts
            ]
        fitting = [each for each in fitting if each[0].key not in self.counts or len(fitting) == 1]
        if fitting:
            nearest = max(fitting, key=lambda each: _nearness(each, number))
            self._take(nearest[0], number.value, clause.quote)
        elif self._may_be_meant(clause, number):
            said_first = not (self.counts or self.tables or self.bare or self.pending or self.left)
            self.begins = self.begins or (said_first and not clause.text[: number.start].strip())
            self.bare.append((number.value, clause.quote))
        else:
            self.left.append(Left(clause.quote, "unclear"))

    def _may_be_meant(self, clause: Clause, number: Said) -> bool:
        """Whether a number without a word of its own may answer the question at hand: nothing else is said with it."""
        at = self.at
        if at is None or at.kind not in _COUNTS or len(clause.numbers) > 1:
            return False
        rest = clause.text[: number.start] + clause.text[number.end :]
        return _has_unit(at, number.unit) and not _neutral().sub("", rest)

    def _take(self, question: Question, value: Decimal, quote: str) -> None:
        before = self.counts.get(question.key)
        if before is not None and before[0] != value:
            self.twice.add(question.key)
            self.left.append(Left(quote, "twice"))
        elif question.kind == "integer" and value != value.to_integral_value():
            self.left.append(Left(quote, "no_count"))
        else:
            self.counts.setdefault(question.key, (value, quote))

    # -- all together
    def finish(self) -> Told:
        alone = not (self.counts or self.tables)
        if self.at is not None and len(self.bare) == 1 and (self.begins or alone) and not self.of_others:
            self._take(self.at, *self.bare[0])
        else:
            self.left += [Left(quote, "unclear") for _, quote in self.bare]
        facts, lacks = [], []
        for key, (value, quote) in self.counts.items():
            if key not in self.twice:
                facts.append(Fact(key, print_number(value), quote))
            else:
                self.left.append(Left(quote, "twice"))
        for key, said in self._tables():
            self.left += said.left
            facts += [Fact(key, print_number(cell.value), cell.quote, cell.path) for cell in said.cells]
            if said.none and not said.cells and not said.waiting:
                facts.append(Fact(key, "", said.none))
            if said.lacks:
                lacks.append(Lack(key, said.lacks, said.waiting))
        answered = {fact.key for fact in facts} | {lack.key for lack in lacks}
        facts += [Fact(key, "", quote, pending=True) for key, quote in self.pending.items() if key not in answered]
        order = [question.key for question in self.script.questions]
        facts.sort(key=lambda fact: order.index(fact.key))
        return Told(tuple(facts), tuple(dict.fromkeys(self.left)), tuple(lacks))

    def _tables(self) -> Iterator[tuple[str, TableSaid]]:
        for key, said in self.tables.items():
            column = self.given.get(key, "")
            if key == "requests":
                yield key, read_requests(said, column)
            elif key == "proceedings":
                yield key, read_proceedings(said, column)
            else:
                yield key, read_disclosure(said)


def _nearness(each: tuple[Question, int, int], number: Said) -> tuple[bool, int, int]:
    """The word right before a number is nearest; of two at one place the longer one."""
    _, place, length = each
    before = place < number.start
    return before, place if before else -place, length


def _has_unit(question: Question, unit: str) -> bool:
    if question.kind == "money":
        return unit == "元"
    return (
        unit in (question.unit, *question.spoken.units)
        or (not question.spoken.units and question.unit in _UNITS and unit in _UNITS)
        or not unit
    )


def _is_of_applications(clause: Clause) -> bool:
    """收到3件 and nothing beside it that could have been received."""
    found = tokens(clause, "requests")
    if not any(token.name == "received" for token in found) or any(
        said.unit not in ("件", "") for said in clause.numbers
    ):
        return False
    rest = "".join(
        "" if any(token.start <= place < token.end for token in found) else sign
        for place, sign in enumerate(clause.text)
    )
    return bool(clause.numbers) and not _neutral().sub("", rest)


def _is_nothing(clause: Clause, script: Script) -> bool:
    """Whether a clause says that there was nothing of what it names, and no more than that: 公示栏没有."""
    if not re.search(data()["small"]["none"], clause.text):
        return False
    rest = clause.text
    for _, words, _ in _spoken(script):
        while (match := words(rest)) is not None and match.group():
            rest = rest.replace(match.group(), "")
    return not _neutral().sub("", rest)


@cache
def _neutral() -> re.Pattern[str]:
    return re.compile(f"{data()['counts']['neutral']}|{data()['small']['none']}")


@cache
def _topics() -> Mapping[str, re.Pattern[str]]:
    return {name: re.compile(text) for name, text in data()["topics"].items()}


_Search = Callable[[str], "re.Match[str] | None"]
_known: dict[int, tuple[Script, list[tuple[Question, _Search, _Search]]]] = {}


def _spoken(script: Script) -> list[tuple[Question, _Search, _Search]]:
    """The questions with a word of their own, and how it is looked for; kept for the last script."""
    if id(script) not in _known:
        _known.clear()
        found: list[tuple[Question, _Search, _Search]] = []
        for question in script.questions:
            words, never = turn(question, question.spoken.words), turn(question, question.spoken.never)
            if words is not None:
                found.append((question, words.search, never.search if never is not None else _never))  # type: ignore[arg-type]
        _known[id(script)] = (script, found)
    return _known[id(script)][1]


def _never(text: str) -> None:
    return None
