"""Last year's sentences with places for this year's figures.

What the readers of :mod:`assistant.language` and of the questions tell of a number is taken only where the
number is the value of that answer or cell; every other number waits for the clerk.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from itertools import pairwise
from typing import Any

from assistant.composing import FormerSentence, is_named, own_turns
from assistant.composing.former import ENTRY, MARK_PLACE, MAX_TEXT, SUBJECT_PLACE
from assistant.interview import Question, Script
from assistant.interview.declarations import VALUE
from assistant.interview.turns import turns
from assistant.language.disclosure import disclosure_statements
from assistant.language.mentions import Sentence, of_another_period
from assistant.language.passage import plain
from assistant.language.proceedings import proceeding_statements
from assistant.language.quantities import Quantity, quantities
from assistant.language.requests import request_statements, request_words
from assistant.language.statement import Statement
from assistant.language.words import pattern, table
from assistant.last_year.figures import counted, sentences_of
from assistant.report import Figures, Report, read

_TABLES = {"T2": "disclosure", "T3": "requests", "T4": "proceedings"}
_UNREAD = "T2.fees"
"""Printed in 万元, said in 元: no figure of a sentence is put in its place."""
_NUMBERS = ("integer", "money")
CHANGE, NONE = "~", "0:"
"""In front of what is told: that it is compared with the year before; that there was nothing of it."""
_TOTAL = ".total"
_PERCENT = ("%", "个百分点")
_FORBIDDEN = re.compile("[{}\x00-\x1f]")
_SEPARATORS = re.compile(r"[{}:+/\-]")
_MAX_LENGTH = 600
_MARKS = 2
"""Unknown figures that a sentence may have for each known one."""


@dataclass(frozen=True)
class _Place:
    """A stretch of a sentence that says an answer: what is put there, and what it tells.

    ``place`` is "" where the words stay as they are; ``needs`` and ``none`` are what then must hold.
    """

    start: int
    end: int
    place: str
    tells: frozenset[str] = frozenset()
    needs: tuple[str, ...] = ()
    none: tuple[str, ...] = ()


@dataclass(frozen=True)
class Remembered:
    """A sentence of last year's report with its places, and what it tells, by paths."""

    sentence: FormerSentence
    tells: frozenset[str]


def remembered(key: str, texts: Sequence[str], report: Report, script: Script) -> tuple[Remembered, ...]:
    """The sentences of last year's paragraphs under a planned key that this year's report might say again.

    Whole sentences come before their parts between semicolons.

    :param report: what last year's report tells.
    """
    reader = SentenceReader(key, report, script)
    found: list[Remembered] = []
    for sentence in sentences_of(key, texts, report.agency.year):
        if len(sentence.text) > _MAX_LENGTH or _FORBIDDEN.search(sentence.text):
            continue
        places = reader.places(sentence)
        found += filter(None, (reader.unit(sentence, places, *span) for span in _units(sentence.text)))
    return tuple(sorted(found, key=lambda one: -len(one.tells)))


def _units(text: str) -> Iterator[tuple[int, int]]:
    """The sentence, then its parts between semicolons without their numbering."""
    point = pattern("once.point")
    cuts = [-1, *(match.start() for match in re.finditer("；", text)), len(text)]
    numbered = point.match(text)
    if not numbered:
        yield 0, len(text)
    if numbered or len(cuts) > 2:
        for before, end in pairwise(cuts):
            begin = before + 1
            head = point.match(text[begin:end])
            yield begin + (head.end() if head else 0), end


@dataclass
class SentenceReader:
    """Reads what the sentences of one planned paragraph say of the answers of a report.

    :param key: the planned key of the paragraph.
    """

    key: str
    report: Report
    script: Script
    _questions: tuple[Question, ...] = field(init=False)
    _sums: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        self._questions = tuple(each for each in self.script.questions if is_named(self.key, each.key))
        formers = (each.former for each in self._questions if each.former is not None)
        sums = (tuple(re.findall(r"[a-z_]+(?:\.[a-z_]+)+", former.source)) for former in formers)
        self._sums = next((paths for paths in sums if len(paths) > 1), ())

    # -- reading -------------------------------------------------------------------------------
    def places(self, sentence: Sentence) -> list[_Place]:
        """Every figure of a sentence as a place, and the words that say an answer, in order."""
        numbers = _numbers(sentence)
        compared = {number.start: found for number in numbers if (found := self._comparison(sentence, number))}
        plainly = [number for number in numbers if number.start not in compared]
        paths = self._paths(sentence, plainly)
        places = [self._figure(number, paths.get(number.start, "")) for number in plainly]
        for number in numbers:
            if number.start in compared:
                start = compared[number.start].start()
                base = _base(sentence, start, number.unit, plainly, paths)
                places.append(self._changed(compared[number.start], number, base, paths))
        for match in pattern("comparisons.equal_now", sentence.year).finditer(sentence.text):
            base = _base(sentence, match.start(), "", plainly, paths)
            places += [_equal(match, base, paths)] if base else []
        places += self._claims(sentence, places)
        places += [] if sentence.year is None else list(_years(sentence))
        return _apart(places)

    def _paths(self, sentence: Sentence, numbers: Sequence[Quantity]) -> dict[int, str]:
        """The answer or cells that each number is the value of, by where the number starts."""
        found: dict[int, str] = {}
        for read_by in (self._by_statements, self._by_turns, self._by_entries, self._by_sum):
            for number, path in read_by(sentence, numbers):
                if not of_another_period(sentence.text[: number.start], sentence.year):
                    found.setdefault(number.start, path)
        return found

    def _by_statements(self, sentence: Sentence, numbers: Sequence[Quantity]) -> Iterator[tuple[Quantity, str]]:
        for statement in _statements(sentence):
            number = statement.quantity
            paths = self._cells(statement)
            if number is not None and paths:
                yield number, "+".join(paths)

    def _cells(self, statement: Statement) -> tuple[str, ...]:
        """The cells that a statement is of, where they hold what it says; () for others."""
        for cells in statement.alternatives:
            if _UNREAD in cells:
                continue
            paths = tuple(f"{_TABLES[table]}.{cell}" for table, _, cell in (each.partition(".") for each in cells))
            values = [value_at(self.report, path) for path in paths]
            if None not in values and sum(values) == statement.value:
                return paths
        return ()

    def _by_turns(self, sentence: Sentence, numbers: Sequence[Quantity]) -> Iterator[tuple[Quantity, str]]:
        text = counted(sentence)
        ordered = quantities(sentence.text)
        for question in self._questions:
            if question.kind not in _NUMBERS:
                continue
            value = read(self.report, question.key)
            met = [ordered[int(match["n"])] for turn in turns(question, question.recover.count)
                   for match in turn.finditer(text)]  # fmt: skip
            spans = [match.span(VALUE) for turn in turns(question, own_turns(self.key, question.key, True))
                     for match in turn.finditer(sentence.text)]  # fmt: skip
            met += [number for number in numbers for start, end in spans if start <= number.start < end]
            yield from ((number, question.key) for number in met if number in numbers and number.value == value)

    def _by_entries(self, sentence: Sentence, numbers: Sequence[Quantity]) -> Iterator[tuple[Quantity, str]]:
        for question in self._questions:
            for name, count in _entries(self.report, question):
                named = re.compile(f"{re.escape(name)}[^，。；、\\d]{{0,6}}$")
                for number in numbers:
                    if number.value == count and named.search(sentence.text[: number.start]):
                        yield number, f"{question.key}{ENTRY}{name}"

    def _by_sum(self, sentence: Sentence, numbers: Sequence[Quantity]) -> Iterator[tuple[Quantity, str]]:
        values = [value_at(self.report, path) or 0 for path in self._sums]
        for number in numbers:
            before = sentence.text[: number.start]
            if values and number.value == sum(values) and pattern("once.disclosed").search(before):
                yield number, "+".join(self._sums)

    def _figure(self, number: Quantity, path: str) -> _Place:
        """The place of a number, its measure word left standing."""
        end = number.end - len(_unit(number))
        if not path or number.vague:
            return _Place(number.start, end, MARK_PLACE)
        if not number.value:
            return _Place(number.start, number.end, "", frozenset({NONE + path}), none=tuple(path.split("+")))
        return _Place(number.start, end, path, frozenset({path}))

    # -- comparisons ---------------------------------------------------------------------------
    def _comparison(self, sentence: Sentence, number: Quantity) -> re.Match[str] | None:
        return pattern("comparisons.before", sentence.year).search(sentence.text[: number.start])

    def _changed(
        self, words: re.Match[str], number: Quantity, base: Quantity | None, paths: Mapping[int, str]
    ) -> _Place:
        end = number.end - len(_unit(number))
        if base is None or number.vague or number.unit == _PERCENT[1]:
            return _Place(number.start, end, MARK_PLACE)
        unit = _unit(number)
        if number.unit == _PERCENT[0]:
            unit = f"%{len(str(number.value).partition('.')[2]) or ''}"
        path = paths[base.start]
        said = re.sub(r"20\d\d年度?", table("comparisons.equal")["year"], words.group())
        return _Place(words.start(), number.end, f"{said}:{path}-{base.value}:{unit}", frozenset({CHANGE + path}))

    # -- words ---------------------------------------------------------------------------------
    def _claims(self, sentence: Sentence, figures: Sequence[_Place]) -> Iterator[_Place]:
        """Words that say an answer without a figure: that there was nothing, a yes, names."""
        stated = [statement for statement in _statements(sentence) if statement.quantity is not None]
        for statement in (*request_words(sentence, stated), *_without_figure(sentence)):
            paths = self._cells(statement)
            start = sentence.text.find(statement.quote)
            if paths and start >= 0:
                tells = frozenset({NONE + "+".join(paths)})
                yield _Place(start, start + len(statement.quote), "", tells, none=paths)
        for question in self._questions:
            value = read(self.report, question.key)
            if value == 0 and question.kind in _NUMBERS:
                for turn in turns(question, question.recover.zero):
                    for match in turn.finditer(sentence.text):
                        yield _Place(*match.span(), "", frozenset({NONE + question.key}), none=(question.key,))
            elif value and question.kind not in (*_NUMBERS, "table"):
                yield from self._said(question, value, sentence)

    def _said(self, question: Question, value: Any, sentence: Sentence) -> Iterator[_Place]:
        """Where a sentence says a text, a name or a yes."""
        said = (*question.recover.said, *own_turns(self.key, question.key, False))
        for turn in turns(question, said):
            for match in turn.finditer(sentence.text):
                start, end = match.span(VALUE)
                if value is True:
                    yield _Place(start, end, "", frozenset({question.key}), needs=(question.key,))
                elif isinstance(value, str) and match[VALUE] == plain(value):
                    yield _Place(start, end, question.key, frozenset({question.key}))
                elif isinstance(value, list):
                    yield from _names(question.key, value, match[VALUE], start)

    # -- putting together ----------------------------------------------------------------------
    def unit(self, sentence: Sentence, places: Sequence[_Place], start: int, end: int) -> Remembered | None:
        """A stretch of a sentence with its places; None where it tells no answer, or of one day or document."""
        own = [place for place in places if start <= place.start and place.end <= end]
        marks = sum(place.place == MARK_PLACE for place in own)
        known = [place for place in own if place.tells]
        if not known or marks > len(known) * _MARKS or _once(sentence.text[start:end], start, own):
            return None
        if _claims_more(sentence.text, start, end, known):
            return None
        if any(not (place.end <= start or end <= place.start) for place in places if place not in own):
            return None
        opening = pattern("once.opening", sentence.year).search(sentence.text, start, end)
        if opening:
            own = [place for place in own if place.end <= opening.start() or place.start >= opening.end()]
            own = sorted([*own, _Place(*opening.span(), SUBJECT_PLACE)], key=lambda place: place.start)
        text, at = "", start
        for place in own:
            if place.place:
                text += f"{sentence.text[at : place.start]}{{{place.place}}}"
                at = place.end
        text += sentence.text[at:end].strip("，；、")
        if len(text) > MAX_TEXT:
            return None
        return Remembered(
            FormerSentence(
                text=text,
                needs=tuple(dict.fromkeys(path for place in own for path in place.needs)),
                none=tuple(dict.fromkeys(path for place in own for path in place.none)),
            ),
            frozenset[str]().union(*(place.tells for place in own)),
        )


def _numbers(sentence: Sentence) -> list[Quantity]:
    """The numbers of a sentence in order; with those whose measure word no reader knows (清理5轮)."""
    found = [mention.quantity for mention in sentence.mentions]
    for match in re.finditer(r"\d+(?:\.\d+)?", sentence.text):
        known = any(number.start < match.end() and match.start() < number.end for number in found)
        around = sentence.text[max(0, match.start() - 1) : match.end() + 2]
        if not known and not pattern("once.no_count").fullmatch(around):
            found.append(Quantity(Decimal(match.group()), "", "", *match.span(), match.group()))
    return sorted(found, key=lambda number: number.start)


def _statements(sentence: Sentence) -> Iterator[Statement]:
    yield from request_statements(sentence)
    yield from disclosure_statements(sentence)
    yield from proceeding_statements(sentence)


def _without_figure(sentence: Sentence) -> Iterator[Statement]:
    for statement in (*disclosure_statements(sentence), *proceeding_statements(sentence)):
        if statement.quantity is None:
            yield statement


def _entries(report: Report, question: Question) -> Iterator[tuple[str, int]]:
    """The names and counts of a list of such, those aside that no place can name."""
    value = read(report, question.key)
    if len(question.field_keys) != 2 or not isinstance(value, list):
        return
    for entry in value:
        fields = dict(entry)
        name, count = (fields.get(each) for each in question.field_keys)
        if isinstance(name, str) and isinstance(count, int) and name and not _SEPARATORS.search(name):
            yield plain(name), count


def _names(key: str, names: Sequence[Any], said: str, start: int) -> Iterator[_Place]:
    """The names of a list where a stretch of text says them."""
    for name in names:
        at = said.find(plain(name)) if isinstance(name, str) and name and not _SEPARATORS.search(name) else -1
        if at >= 0:
            path = f"{key}{ENTRY}{name}"
            yield _Place(start + at, start + at + len(plain(name)), path, frozenset({path}))


def _base(
    sentence: Sentence, before: int, unit: str, numbers: Sequence[Quantity], paths: Mapping[int, str]
) -> Quantity | None:
    """The number that a comparison is of: the only known one in front of it, or of several the one that has parts."""
    listed = {mention.quantity.start for mention in sentence.mentions if mention.listed or mention.bracketed}
    found = [
        number
        for number in numbers
        if number.end <= before and number.start in paths and number.value
        and (not unit or unit in _PERCENT or number.unit == unit)
    ]  # fmt: skip
    told = {paths[number.start] for number in found}
    whole = [number for number in found if not any(_is_part(paths[number.start], other) for other in told)]
    whole = [number for number in whole if number.start not in listed]
    touching = [number for number in whole if sentence.text[number.end : before] in ("", "，", "（")]
    chosen = touching or whole
    return chosen[0] if len(chosen) == 1 else None


def _is_part(path: str, other: str) -> bool:
    """Whether what is counted at a path is a part of what is counted at another: a channel, a column, an entry."""
    parts, whole = set(path.split("+")), set(other.split("+"))
    return path != other and (ENTRY in path or parts < whole or (
        other.endswith(_TOTAL) and path.startswith(other.removesuffix(_TOTAL))
    ))  # fmt: skip


def _equal(match: re.Match[str], base: Quantity, paths: Mapping[int, str]) -> _Place:
    path = paths[base.start]
    said = re.sub(r"20\d\d年度?", table("comparisons.equal")["year"], match.group())
    return _Place(*match.span(), f"{said}:{path}-{base.value}:{_unit(base)}", frozenset({CHANGE + path}))


def _years(sentence: Sentence) -> Iterator[_Place]:
    """The report year and the one before it, which move on."""
    for match in re.finditer(r"(?<![\d〔])20\d\d(?=年)", sentence.text):
        back = (sentence.year or 0) - int(match.group())
        if back in (0, 1):
            yield _Place(*match.span(), "year" if not back else "year-1")


def _apart(places: Sequence[_Place]) -> list[_Place]:
    """The places in order; of those that overlap the wider comparison or the known figure stays.

    Words that stay as they are may lie around others.
    """
    kept: list[_Place] = []
    for place in sorted(places, key=lambda one: (one.place == MARK_PLACE, one.start - one.end)):
        if not any(
            other.place and place.place and other.start < place.end and place.start < other.end for other in kept
        ):
            kept.append(place)
    return sorted(dict.fromkeys(kept), key=lambda one: (one.start, -one.end))


def _once(text: str, start: int, places: Sequence[_Place]) -> bool:
    """Whether a stretch tells of one day, one document or a first time, names aside that are answers."""
    answers = [(place.start - start, place.end - start) for place in places if place.place]
    return any(
        not any(begin - 1 <= match.start() <= end for begin, end in answers)
        for match in pattern("once.any").finditer(text)
    )


def _claims_more(text: str, start: int, end: int, known: Sequence[_Place]) -> bool:
    """Whether a clause that tells no answer says of all or of none what may not be so again (均按期答复)."""
    for clause in re.finditer("[^，；：。]+", text[start:end]):
        begin, stop = start + clause.start(), start + clause.end()
        told = any(place.start < stop and begin < place.end for place in known)
        if not told and pattern("once.claim").search(clause.group()):
            return True
    return False


def _unit(number: Quantity) -> str:
    """The measure word of a number as it is printed, with what stands behind it."""
    return _amount().sub("", number.text, count=1)


@cache
def _amount() -> re.Pattern[str]:
    return re.compile(
        rf"^(?:{pattern('numbers.about').pattern})?(?:\d+(?:\.\d+)?[十百千万亿]{{0,2}}|[零〇一二两三四五六七八九十百千万亿廿]+)[余多来]?"
    )


def value_at(report: Report, path: str) -> Any:
    """The number at the path of an answer or a cell, None when there is none."""
    whole, _, cell = path.partition(".")
    figures = read(report, whole) if whole in _TABLES.values() else None
    if isinstance(figures, Figures):
        return figures.values().get(cell)
    if whole in _TABLES.values() or ENTRY in path:
        return None
    value = read(report, path)
    return value if isinstance(value, int | Decimal) and not isinstance(value, bool) else None
