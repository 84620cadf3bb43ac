"""What clerks' sentences say of the cells of the statutory tables; never more than was said.

A total says nothing of the cells below it: where it is not said whose applications they were, or how a case
ended, no cell is filled, and ``lacks`` says what to ask.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache

from assistant.language.spoken import Clause, Left, Said, Token, by_number, data, is_neutral, says_nothing, tokens
from assistant.language.words import pattern

_INCOMING = ("received", "carried_in")
_ALL, _REST = "all", "rest"
_TEN_THOUSAND = Decimal(10_000)


@dataclass(frozen=True)
class CellSaid:
    """A number for a typed cell, by its path, with the words it was understood from."""

    path: str
    value: Decimal
    quote: str


@dataclass
class TableSaid:
    """What was said of one table.

    ``none``: that there was nothing at all; ``lacks``: "column" (whose applications) or "row" (how the cases
    ended) where figures wait for that; ``waiting`` the words with them.
    """

    cells: list[CellSaid] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    none: str = ""
    lacks: str = ""
    waiting: tuple[str, ...] = ()

    @property
    def understood(self) -> bool:
        return bool(self.cells or self.none or self.waiting)


@dataclass
class _Event:
    """One statement: so many of a row and a column; ``value`` None where a word (都, 其余) stands for it."""

    row: str
    column: str
    value: Decimal | None
    word: str
    quote: str
    named: bool = True


def _of(kind: str, labels: Sequence[Token]) -> list[str]:
    return list(dict.fromkeys(token.name for token in labels if token.kind == kind))


def _kinds(labels: Sequence[Token]) -> set[str]:
    return {token.kind for token in labels}


def _narrowed(rows: list[str]) -> list[str]:
    """A reason and its group (属于案卷不予公开), or an application and its result (收到的2件公开了), are one."""
    rows = [row for row in rows if not any(other.startswith(f"{row}.") for other in rows)]
    results = [row for row in rows if row != "received"]
    return results if len(results) == 1 else rows


# -- T3 ------------------------------------------------------------------------------------------
_NO_APPLICANT = "organisations"
_GROUPS = ("denied", "unavailable", "not_processed", "other")


def read_requests(said: Sequence[Clause], column: str = "") -> TableSaid:
    """What the clauses say of T3.

    :param column: who applied, where the sentence does not say it.
    """
    return _Requests(column).read(said)


class _Requests:
    def __init__(self, column: str) -> None:
        self._column = column
        self._events: list[_Event] = []
        self._row = "received"
        self._found = TableSaid()
        self._quote = ""

    def read(self, said: Sequence[Clause]) -> TableSaid:
        for clause in said:
            self._quote = clause.quote
            if clause.aside and clause.numbers:
                self._leave(clause.aside)
                continue
            if says_nothing(clause):
                self._found.none = clause.quote
                continue
            every = tokens(clause, "requests")
            for number, labels in by_number(every):
                if number is None:
                    self._without_number(labels)
                else:
                    self._with_number(number, labels, bare=_without(clause, every))
        self._settle()
        return self._found

    def _leave(self, reason: str) -> None:
        self._found.left.append(Left(self._quote, reason))

    # -- clauses
    def _without_number(self, labels: Sequence[Token]) -> None:
        rows, columns, kinds = _narrowed(_of("row", labels)), _of("column", labels), _kinds(labels)
        last = self._events[-1] if self._events else None
        if "none" in kinds and (rows in ([], ["received"]) and ("noun" in kinds or rows)):
            self._found.none = self._quote
        elif "none" in kinds and len(rows) == 1:
            return  # 没有结转: nothing to fill
        elif len(rows) > 1 or len(columns) > 1 or rows[:1] == ["received"] or (rows and rows[0] in _INCOMING):
            return
        elif rows:
            self._result_of_last(rows[0], columns, kinds, last)
        elif columns and last is not None and last.row in _INCOMING and not last.column:
            last.column = columns[0]

    def _result_of_last(self, row: str, columns: list[str], kinds: set[str], last: _Event | None) -> None:
        """公开了, 都公开了, 其余不掌握: how many that are follows from what was said before."""
        if row in _GROUPS:
            if last is not None:
                self._leave("group")
            return
        column = columns[0] if columns else ""
        of_column = [event for event in self._events if event.row in _INCOMING and event.column == column and column]
        last = of_column[-1] if of_column else last
        if _REST in kinds:
            self._events.append(_Event(row, column, None, _REST, self._quote))
            self._row = "received"
        elif _ALL in kinds:
            self._all(row, column)
        elif last is not None and last.row in _INCOMING and last.value is not None:
            if columns or last.value == 1 or (last.named and last.column and self._one_by_one(last)):
                self._events.append(_Event(row, column or last.column, last.value, "", self._quote))
            else:
                self._leave("how_many")

    def _all(self, row: str, column: str) -> None:
        """都公开了: all applications told so far of which nothing was said yet."""
        self._row = "received"
        has_result = {event.column for event in self._events if event.row not in _INCOMING}
        waiting = [
            event
            for event in self._events
            if event.row in _INCOMING
            and event.column
            and column in ("", event.column)
            and event.column not in has_result
        ]
        for event in waiting:
            self._events.append(_Event(row, event.column, event.value, "", self._quote))
        if not waiting:
            self._events.append(_Event(row, column, None, _ALL, self._quote))

    def _one_by_one(self, last: _Event) -> bool:
        """Whether the applications of one kind of applicant and their result are told before the next kind."""
        before = [event for event in self._events if event.row in _INCOMING and event.column and event is not last]
        results = {event.column for event in self._events if event.row not in _INCOMING}
        return all(event.column in results for event in before) and last.column not in results

    def _with_number(self, number: Said, labels: Sequence[Token], *, bare: bool) -> None:
        rows, columns = _narrowed(_of("row", labels)), _of("column", labels)
        if number.unit in data()["requests"]["no_units"] or number.value != number.value.to_integral_value():
            self._leave("no_count")
        elif "other_topic" in _kinds(labels) and not rows:
            self._leave("other_topic")
        elif len(rows) > 1 or len(columns) > 1:
            self._leave("several")
        elif rows and rows[0] in _GROUPS:
            self._leave("group")
        elif columns == [_NO_APPLICANT]:
            self._leave("organisations")
        elif rows in ([], ["received"]) and _channel().search(self._quote):
            self._leave("channel")
        elif rows in ([], ["received"]) and "none" in _kinds(labels) and number.value == 1:
            self._found.none = self._quote  # 一件没收到
        elif not (rows or bare):
            self._leave("unclear")
        else:
            self._take(number, rows, columns, _kinds(labels))

    def _take(self, number: Said, rows: list[str], columns: list[str], kinds: set[str]) -> None:
        column = columns[0] if columns else ""
        if rows:
            row = rows[0]
        elif column:
            row = self._row  # 个人2件、公司1件 behind 收到3件: the parts of that
        elif "done" in kinds:
            return  # 办结3件 is a total, which the table works out
        elif not self._events:
            row = "received"
        elif self._restated(number):
            return
        else:
            self._leave("unclear")
            return
        if row in _INCOMING or not column:
            self._row = row
        self._events.append(_Event(row, column, number.value, "", self._quote, named=bool(columns)))

    def _restated(self, number: Said) -> bool:
        return any(event.value == number.value and not event.column for event in self._events)

    # -- what is left to be worked out
    def _settle(self) -> None:
        for row in _INCOMING:
            self._drop_total(row)
        for event in [each for each in self._events if each.row not in _INCOMING and not each.column]:
            self._drop_total(event.row)
        incoming = self._incoming()
        waiting = [event for event in self._events if event.row in _INCOMING and not event.column and event.value]
        if waiting and self._column:
            for event in waiting:
                event.column = self._column
            incoming, waiting = self._incoming(), []
        if waiting:
            self._found.lacks, self._found.waiting = "column", tuple(event.quote for event in self._events)
            return
        for event in self._events:
            self._settle_event(event, incoming)
        if any(cell.value for cell in self._found.cells):
            self._found.none = ""

    def _drop_total(self, row: str) -> None:
        """A total whose parts were told says nothing more; one that is not their sum is named."""
        totals = [event for event in self._events if event.row == row and not event.column and event.value is not None]
        parts = [event for event in self._events if event.row == row and event.column]
        if len(totals) == 1 and parts:
            self._events.remove(totals[0])
            if sum((part.value or Decimal(0)) for part in parts) != totals[0].value:
                self._found.left.append(Left(totals[0].quote, "parts"))

    def _incoming(self) -> dict[str, Decimal]:
        """How many applications there were of each kind of applicant."""
        found: dict[str, Decimal] = {}
        for event in self._events:
            if event.row in _INCOMING and event.column:
                found[event.column] = found.get(event.column, Decimal(0)) + (event.value or Decimal(0))
        return {column: value for column, value in found.items() if value}

    def _settle_event(self, event: _Event, incoming: Mapping[str, Decimal]) -> None:
        columns = [event.column] if event.column else list(incoming) or [self._column]
        if event.word:
            for column in columns:
                count = incoming.get(column, Decimal(0)) - (self._told(column, event) if event.word == _REST else 0)
                if event.word == _REST and len(incoming) > 1 and not event.column:
                    self._found.left.append(Left(event.quote, "whose"))
                    return
                self._add(event.row, column, count, event.quote)
        elif event.column or len(columns) == 1:
            if columns[0]:
                self._add(event.row, columns[0], event.value or Decimal(0), event.quote)
            else:
                self._found.lacks = "column"
                self._found.waiting = (*self._found.waiting, event.quote)
        elif event.value == sum(incoming.values()):
            for column, count in incoming.items():
                self._add(event.row, column, count, event.quote)
        else:
            self._found.left.append(Left(event.quote, "whose"))

    def _told(self, column: str, but: _Event) -> Decimal:
        """How many results of a kind of applicant were told besides."""
        others = (
            each
            for each in self._events
            if each is not but and each.row not in _INCOMING and each.column in ("", column) and each.value
        )
        return sum((each.value or Decimal(0) for each in others), Decimal(0))

    def _add(self, row: str, column: str, count: Decimal, quote: str) -> None:
        path = f"{row}.{column}"
        before = next((cell for cell in self._found.cells if cell.path == path), None)
        if before is not None and before.value != count and row in _INCOMING:
            self._found.left.append(Left(quote, "twice"))
            return
        if before is not None:
            self._found.cells.remove(before)
            count += before.value if row not in _INCOMING else 0
        if count > 0:
            self._found.cells.append(CellSaid(path, count, quote))


def _without(clause: Clause, labels: Sequence[Token]) -> bool:
    """Whether a clause says nothing beside its labels and numbers, which have a measure word of applications."""
    spans = [(token.start, token.end) for token in labels] + [(said.start, said.end) for said in clause.numbers]
    rest = "".join(
        sign for place, sign in enumerate(clause.text) if not any(start <= place < end for start, end in spans)
    )
    return is_neutral(rest) and all(
        said.unit in ("件", "份", "个", "起", "家", "人", "名", "") for said in clause.numbers
    )


@cache
def _channel() -> re.Pattern[str]:
    return re.compile(data()["requests"]["channel"])


# -- T4 ------------------------------------------------------------------------------------------
_SUIT = "suit"
_ALL_BLOCKS = frozenset(("review", _SUIT))
"""What must be said not to have been so that the table is empty."""


def read_proceedings(said: Sequence[Clause], column: str = "") -> TableSaid:
    """What the clauses say of T4.

    :param column: which kind of suit, where the sentence says only that there was one.
    """
    return _Proceedings(column).read(said)


class _Proceedings:
    def __init__(self, column: str) -> None:
        self._column = column
        self._block = ""
        self._totals: dict[str, tuple[Decimal, str]] = {}
        self._nothing: dict[str, str] = {}
        self._found = TableSaid()

    def read(self, said: Sequence[Clause]) -> TableSaid:
        for clause in said:
            if clause.aside and clause.numbers:
                self._found.left.append(Left(clause.quote, clause.aside))
                self._block = (_blocks(tokens(clause, "proceedings")) or [self._block])[-1]
                continue
            if says_nothing(clause):
                self._nothing |= dict.fromkeys(_ALL_BLOCKS, clause.quote)
            for number, labels in by_number(tokens(clause, "proceedings")):
                self._hear(number, labels, clause.quote)
        if not self._found.waiting:
            self._compare()
        if self._nothing.keys() >= _ALL_BLOCKS and not (self._found.understood or self._found.left):
            self._found.none = "，".join(dict.fromkeys(self._nothing.values()))
        return self._found

    def _hear(self, number: Said | None, labels: Sequence[Token], quote: str) -> None:
        named, outcomes, kinds = _blocks(labels), _of("row", labels), _kinds(labels)
        self._block = named[-1] if named else self._block
        if self._block == _SUIT and self._column:
            self._block = self._column
        if number is None:
            self._without_number(named, outcomes, kinds, quote)
        elif number.unit in data()["proceedings"]["no_units"] or len(outcomes) > 1 or len(named) > 1:
            self._found.left.append(Left(quote, "several"))
        elif outcomes and self._block:
            self._case(outcomes[0], number.value, quote)
        elif named and number.value:
            self._totals[self._block] = (number.value, quote)
        elif named:
            self._nothing |= dict.fromkeys(named, quote)
        else:
            self._found.left.append(Left(quote, "unclear"))

    def _without_number(self, named: list[str], outcomes: list[str], kinds: set[str], quote: str) -> None:
        total = self._totals.get(self._block)
        if "none" in kinds and named and not outcomes:
            self._nothing |= dict.fromkeys(named, quote)
        elif len(outcomes) == 1 and total is not None and (total[0] == 1 or _ALL in kinds):
            self._case(outcomes[0], total[0], f"{total[1]}，{quote}")

    def _case(self, outcome: str, count: Decimal, quote: str) -> None:
        if self._block == _SUIT:
            self._found.lacks, self._found.waiting = "column", (*self._found.waiting, quote)
        elif count:
            self._found.cells.append(CellSaid(f"{self._block}.{outcome}", count, quote))

    def _compare(self) -> None:
        """Cases whose outcome was not told: no cell is theirs."""
        for block, (total, quote) in self._totals.items():
            told = (cell.value for cell in self._found.cells if cell.path.startswith(f"{block}."))
            if sum(told, Decimal(0)) != total:
                self._found.left.append(Left(quote, "outcome"))


def _blocks(labels: Sequence[Token]) -> list[str]:
    """The blocks named; 复议后起诉 is one of its own, and 诉讼 behind it says no more."""
    named = _of("column", labels)
    return (
        [name for name in named if name != _SUIT] if "suit_direct" in named or "suit_after_review" in named else named
    )


# -- T2 ------------------------------------------------------------------------------------------
@cache
def _single() -> tuple[str, ...]:
    return tuple(data()["disclosure"]["single"])


def read_disclosure(said: Sequence[Clause]) -> TableSaid:
    """What the clauses say of T2. Money is told for 收费 only, and taken in 万元."""
    found, subject = TableSaid(), ""
    nothing: dict[str, str] = {}
    for clause in said:
        if clause.aside and clause.numbers:
            found.left.append(Left(clause.quote, clause.aside))
            subject = (_of("column", tokens(clause, "disclosure")) or [subject])[-1]
            continue
        if says_nothing(clause):
            nothing |= dict.fromkeys(_all_subjects(), clause.quote)
        for number, labels in by_number(tokens(clause, "disclosure")):
            subjects, actions = _of("column", labels), _of("row", labels)
            subject = subjects[-1] if subjects else subject
            if number is None:
                nothing |= dict.fromkeys(subjects if "none" in _kinds(labels) else (), clause.quote)
            elif _is_vetoed(clause.text, subject) or len(subjects) > 1 or not subject:
                found.left.append(Left(clause.quote, "unclear"))
            else:
                _cell(found, subject, actions, number, clause.quote)
    if nothing.keys() >= _all_subjects() and not (found.cells or found.left):
        found.none = "，".join(dict.fromkeys(nothing.values()))
    return found


@cache
def _all_subjects() -> frozenset[str]:
    """What must be said not to have been so that the table is empty; 规章 a town cannot make."""
    return frozenset(data()["disclosure"]["columns"]) - {"rules"}


def _is_vetoed(text: str, subject: str) -> bool:
    """Whether the words speak of something else beside: published 处罚信息, a fine, a list of permits."""
    if re.search(data()["disclosure"]["veto"], text):
        return True
    return subject in ("permits", "penalties", "coercions") and bool(pattern("decisions.veto").search(text))


def _cell(found: TableSaid, subject: str, actions: list[str], number: Said, quote: str) -> None:
    money = number.unit == "元"
    if money != (subject == "fees"):
        found.left.append(Left(quote, "money" if money else "unclear"))
    elif subject == "fees":
        found.cells.append(CellSaid("fees", number.value / _TEN_THOUSAND, quote))
    elif subject in _single():
        found.cells.append(CellSaid(subject, number.value, quote))
    elif len(actions) == 1:
        found.cells.append(CellSaid(f"{subject}.{actions[0]}", number.value, quote))
    else:
        found.left.append(Left(quote, "action"))
