"""What is told in a sentence or a whole text: understood, shown for a yes, and only then taken as answers."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from assistant.errors import AnswerRefused
from assistant.interview import Interview, Question, Raw
from assistant.interview.facts import LONGEST, TABLES, Fact, Told, told
from assistant.interview.messages import shorten
from assistant.interview.more import with_everything_asked
from assistant.interview.turns import turn
from assistant.language.passage import plain
from assistant.language.spoken import Left
from assistant.last_year.clauses import enumerated, said_text
from assistant.report import Figures, Origin, figures_class, read
from assistant.report.cases import applicant_kinds
from assistant.session.sheet import Sheet, arithmetic
from assistant.session.talk import year_by_today
from assistant.standard import reporting_year
from assistant.texts import TALK

if TYPE_CHECKING:
    from assistant.session.session import Session

_SENTENCE = re.compile(r"[^。！？\n]+[。！？]?")
LONG = 80
"""Characters from which on a text is more than a sentence."""
_NO_FIGURES = ("date", "year", "article", "document_number", "duration", "telephone")
"""What of a long text need not be named among the figures that were left."""
_NOT_HEARD = ("unclear", "own", "other_topic", "no_count")
"""Reasons that say no more than that nothing was understood."""
_SAID_MOST = 200
"""Characters of a sentence that are kept with an answer."""
_SUIT_KINDS = ("suit_direct", "suit_after_review")
_INCOMING = "received."


@dataclass(frozen=True)
class Item:
    """One thing that was understood: what it answers in words, what stood there before, what is odd about it ("")."""

    fact: Fact
    title: str
    shown: str
    before: str = ""
    doubt: str = ""

    @property
    def name(self) -> str:
        return self.fact.name


class Telling:
    """One text that was told to the assistant. Nothing is answered before :meth:`take`.

    :param text: a sentence at the question at hand, or a text of any length.
    :param source: the name of the file that the text was read from, "" for what was typed or pasted.
    :param ready: what a file tells that is no text, in the place of reading ``text``.
    :param notes: sentences on what of the file was left out.
    """

    def __init__(
        self, session: Session, text: str, source: str = "", ready: Told | None = None, notes: Sequence[str] = ()
    ) -> None:
        self.text = text
        self.source = source
        self._session = session
        self._ready = ready
        self._notes = tuple(notes)
        self._given: dict[str, str] = {}
        self._told = self._read()

    # -- what was understood
    @property
    def anything(self) -> bool:
        """Whether there is an answer in the text."""
        return bool(self.items or self._told.lacks)

    @property
    def lack(self) -> tuple[str, dict[str, str]] | None:
        """What has to be asked before the figures have a place: the question, and its answers by name."""
        if not self._told.lacks:
            return None
        lack = self._told.lacks[0]
        words = TALK.say("told.quotes").join(dict.fromkeys(lack.quotes))
        return TALK.say(f"lack.{lack.key}", words=words), self._columns(lack.key)

    def complete(self, column: str | None) -> None:
        """Answer the :attr:`lack`; None leaves these figures out."""
        lack = self._told.lacks[0]
        if column is None:
            left = TALK.say("told.quotes").join(lack.quotes)
            self._told = Told(self._told.facts, (*self._told.left, Left(left, "unclear")), self._told.lacks[1:])
        else:
            self._given[lack.key] = column
            self._told = self._read()
        self.__dict__.pop("items", None)

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """All that was understood and can be an answer, in the order of the questions."""
        return tuple(item for fact in self._told.facts if (item := self._item(fact)) is not None)

    def is_meant_elsewhere(self, question: Question) -> bool:
        """Whether the text, which may be the answer to ``question`` as it stands, rather tells something else.

        That is another value of the same question, or nothing but several figures of other ones.
        """
        own = [item.fact for item in self.items if item.fact.key == question.key]
        if own:
            return bool(question.spoken.said) and any(fact.raw != self.text for fact in own)
        rest = self.text
        for item in self.items:
            rest = rest.replace(item.fact.quote, "")
        return len(self.items) > 1 and not re.search(r"\w", rest)

    @property
    def left(self) -> tuple[str, ...]:
        """What was not understood, or is no figure of the year, with the reason."""
        reasons: Mapping[str, str] = TALK.entry("left")
        left = (
            TALK.say("told.left", quote=each.quote, reason=reasons.get(each.reason, reasons["unclear"]))
            for each in self._told.left
            if len(self.text) <= LONG or each.reason not in _NO_FIGURES
        )
        return (*self._notes, *left)

    @property
    def why_not(self) -> str:
        """Why the first figure of the text is none that could be taken, in a sentence; "" when that is not known."""
        reasons: Mapping[str, str] = TALK.entry("left")
        for each in self._told.left:
            if each.reason in reasons and each.reason not in _NOT_HEARD:
                return TALK.say("told.why_not", quote=shorten(each.quote), reason=reasons[each.reason])
        return ""

    def sums(self, names: Collection[str]) -> tuple[str, ...]:
        """What follows of the tables from the items called ``names``: the balance, the totals."""
        found = []
        for key in TABLES:
            raw = self.cells(key, names)
            if isinstance(raw, dict) and any(item.fact.cell and item.name in names for item in self._of(key)):
                found += [self._sum(key, raw), self._rest(key, partly=key in self.partly(names))]
        return tuple(filter(None, found))

    def partly(self, names: Collection[str]) -> tuple[str, ...]:
        """The tables without an answer of which some cells are in ``names`` and some are not.

        Answered with these alone, what the clerk did not believe would stand as 0.
        """
        cells = [item for item in self.items if item.fact.cell]
        unsure = {item.fact.key for item in cells if item.name not in names}
        keys = dict.fromkeys(item.fact.key for item in cells if item.name in names and item.fact.key in unsure)
        interview, script = self._session.interview, self._session.script
        return tuple(key for key in keys if interview.raw(script.question(key)) is None)

    def cells(self, key: str, names: Collection[str]) -> Raw | None:
        """The table at ``key`` with the items called ``names`` in it, None when none of them is of it."""
        items = [item for item in self._of(key) if item.name in names and not item.fact.pending]
        if not items:
            return None
        if isinstance(items[0].fact.raw, list):  # the applications of a register
            return items[0].fact.raw
        said = {item.fact.cell: str(item.fact.raw) for item in items if item.fact.cell}
        interview, question = self._session.interview, self._session.script.question(key)
        fixed = {path: str(number) for path, number in interview.fixed(question).items() if number}
        present = interview.raw(question)
        keep = isinstance(present, dict) and not any(path.startswith(_INCOMING) for path in said) and bool(said)
        return {**fixed, **(present if keep and isinstance(present, dict) else {}), **said}

    # -- taking it
    def take(self, names: Collection[str]) -> tuple[str, ...]:
        """Answer with the items called ``names``, as one step; the keys of the questions that are answered now.

        :raises ReadOnly: nothing may be changed.
        """
        session, taken = self._session, []
        with session.one_step():
            for key, raw, quote in self._answers(names):
                question = session.script.question(key)
                self._tick(question)
                origin: Origin = "sentence" if self._ready is None else "register" if isinstance(raw, list) else "file"
                if session.interview.give(question, raw, origin, quote[:_SAID_MOST]):
                    taken.append(key)
            session.go_on_from(taken)
        return tuple(taken)

    def pending(self, names: Collection[str]) -> tuple[str, ...]:
        """The questions of which it was said that the answer is not known yet."""
        return tuple(item.fact.key for item in self.items if item.fact.pending and item.name in names)

    def _answers(self, names: Collection[str]) -> Iterator[tuple[str, Raw, str]]:
        """The answers to give, in the order of the questions, with the sentence that each was understood from."""
        for key in dict.fromkeys(item.fact.key for item in self.items if item.name in names and not item.fact.pending):
            facts = [item.fact for item in self._of(key) if item.name in names]
            quote = TALK.say("told.quotes").join(dict.fromkeys(fact.quote for fact in facts))
            raw = self.cells(key, names) if key in TABLES else facts[0].raw
            if raw is not None:
                yield key, raw, quote

    def _tick(self, question: Question) -> None:
        """Tick what the answer stands behind, so that it is asked and told."""
        session = self._session
        if not question.within or question.key in session.interview.applicable:
            return
        holder = session.script.question(question.within)
        ticked = {*(read(session.interview.report, holder.key) or []), question.tick}
        offered = [each.name for each in session.interview.more(holder) if each.name in ticked]
        was_asked = session.interview.is_answered(holder)
        session.interview.give(holder, offered, "chosen" if was_asked else "sentence")

    # -- inside
    def _read(self) -> Told:
        if self._ready is not None:
            return self._ready
        session = self._session
        own = (session.interview.report.agency.self_word or "")[-1:]
        year = self._year or reporting_year(session.today)
        if (named := year_by_today(session, self.text)) is not None:
            return Told((Fact("agency.year", str(named), self.text.strip()),))
        found = told(self.text, session.script, session.question, own, year, self._given)
        texts = tuple(self._texts({fact.key for fact in found.facts}))
        left = tuple(each for each in found.left if not any(_holds(fact.raw, each.quote) for fact in texts))
        return Told((*found.facts, *texts), left, found.lacks)

    def _texts(self, known: Collection[str]) -> Iterator[Fact]:
        """Answers in words, read by the turns that the questions declare."""
        text = "\n".join(plain(line) for line in self.text[:LONGEST].split("\n"))
        for question in self._session.script.questions:
            if question.key in known or (question.kind in ("integer", "money", "table") and not question.spoken.said):
                continue
            raw = _enumerated(question, text) if question.spoken.parts else None
            raw = raw or (said_text(question, [text], question.spoken.said) if question.spoken.said else None)
            raw = raw or (said_text(question, [text]) if question.recover.said else None)
            if raw is not None:
                yield Fact(question.key, raw, _sentence_with(text, raw))

    @cached_property
    def _trial(self) -> Interview:
        """The interview with everything asked: what could be answered at all."""
        interview = self._session.interview
        return interview.over(with_everything_asked(interview.script, interview.report), interview.at)

    def _item(self, fact: Fact) -> Item | None:
        question = self._session.script.question(fact.key)
        before = self._session.interview.shown(question)
        if fact.pending:
            return Item(fact, question.title, TALK.say("told.pending"), before)
        if fact.cell:
            schema = Sheet(_figures(fact.key), "", year=self._year).schema
            if fact.cell not in schema.cells or schema.cells[fact.cell].derived:
                return None
            cell = schema.cells[fact.cell]
            return Item(fact, question.title, TALK.say("told.cell", name=cell.name, number=fact.raw, unit=cell.unit))
        raw: Raw = {} if fact.key in TABLES and not fact.raw else fact.raw
        try:
            shown, doubt = self._trial.show_raw(question, raw), self._trial.doubt(question, raw)
        except AnswerRefused:
            return None
        return None if shown == before else Item(fact, question.title, shown, before, doubt)

    @property
    def _year(self) -> int | None:
        return self._session.interview.report.agency.year

    def _of(self, key: str) -> list[Item]:
        return [item for item in self.items if item.fact.key == key]

    def _sum(self, key: str, raw: Mapping[str, str]) -> str:
        sheet = Sheet(_figures(key), "", year=self._year)
        sheet.load(raw)
        first = next(iter(sheet.schema.cells))
        if sheet.relation is not None:
            total = first.rpartition(".")[0] + ".total"
            balance = sheet.balance(total)
            return "" if balance is None else arithmetic(balance)
        return ""

    def _rest(self, key: str, partly: bool) -> str:
        """What becomes of the cells that are not filled, where the table is answered by this for the first time."""
        interview, question = self._session.interview, self._session.script.question(key)
        if partly:
            return TALK.say("told.to_grid", title=question.title)
        return "" if interview.raw(question) is not None or interview.fixed(question) else TALK.say("told.rest")

    def _columns(self, key: str) -> dict[str, str]:
        if key == "requests":
            return {path: leaf.header.short for path, leaf in applicant_kinds(self._year).items()}
        sheet = Sheet(_figures(key), "", year=self._year)
        return {name: sheet.schema.cells[f"{name}.total"].column.headers[-2].short for name in _SUIT_KINDS}


def _figures(key: str) -> type[Figures]:
    """The class of the table at ``key``."""
    found = figures_class(key)
    assert found is not None, key
    return found


def _enumerated(question: Question, text: str) -> Raw | None:
    """Entries of a list with fields: each field enumerated behind a word of its own (问题…一是…，措施…一是…)."""
    places = []
    for field, words in question.spoken.parts.items():
        lead = turn(question, words)
        match = lead.search(text) if lead is not None else None
        if match is None:
            return None
        places.append((match.end(), match.start(), field))
    places.sort()
    ends = [start for _, start, _ in places[1:]] + [len(text)]
    columns = {field: _entries(text[begin:end]) for (begin, _, field), end in zip(places, ends, strict=True)}
    counts = {len(entries) for entries in columns.values()}
    if len(counts) != 1 or counts == {0}:
        return None
    return [dict(zip(columns, parts, strict=True)) for parts in zip(*columns.values(), strict=True)]


def _entries(text: str) -> list[str]:
    """What is enumerated at the beginning of a text, up to the end of its paragraph; an only one alone."""
    paragraph = text.lstrip("：，。、； \n").partition("\n")[0]
    return enumerated(paragraph) or [paragraph.strip("。；，：、")] if paragraph.strip("。；，：、") else []


def _sentence_with(text: str, raw: Raw) -> str:
    """The sentence of a text that an answer stands in."""
    first = next(iter(_strings(raw)), "")
    return next((match.group().strip() for match in _SENTENCE.finditer(text) if first in match.group()), first)


def _holds(raw: Raw, quote: str) -> bool:
    """Whether words with a figure were understood as part of an answer in words."""
    quote = plain(quote)
    numbers = set(re.findall(r"\d+", quote))
    parts = list(_strings(raw))
    return (bool(numbers) and numbers <= set(re.findall(r"\d+", " ".join(parts)))) or any(
        len(part) > 1 and (part in quote or quote in part) for part in parts
    )


def _strings(raw: object) -> Iterator[str]:
    if isinstance(raw, str):
        yield raw
    elif isinstance(raw, list | dict):
        for part in raw.values() if isinstance(raw, dict) else raw:
            yield from _strings(part)
