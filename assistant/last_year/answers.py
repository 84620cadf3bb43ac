"""The answers behind a report: what can be told from its tables and words with certainty.

Certain is what is printed in so many words (a figure, a name in its turn of words), and what our own
templates must have been told to print a paragraph exactly so. Everything else stays unanswered.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from itertools import chain
from typing import Any

from pydantic import ValidationError

from assistant.composing import (
    NO_CLERK_TEXT,
    fitting_choices,
    generated_paragraphs,
    is_named,
    own_turns,
    paragraph_keys,
    sentences_stand,
)
from assistant.document import Document
from assistant.errors import AnswerRefused
from assistant.interview import KINDS, Interview, Question, Raw, Script
from assistant.interview.more import with_everything_asked, with_ticks
from assistant.language.words import pattern
from assistant.last_year import figures as counts
from assistant.last_year.clauses import own_entries, own_texts, said_entries, said_text
from assistant.last_year.figures import figures_of, table_sections
from assistant.last_year.placement import Placement, place
from assistant.last_year.vocabulary import word
from assistant.report import IDENTITY, Report, figures_class, is_local, read, with_answer

_PREFACE, _OVERVIEW = "preface", "overview"
_WITH_TEXT = (_OVERVIEW, "problems", "other")
"""The sections that may tell the answer to a question that an office asks for itself."""
NOTHING: Mapping[str, Any] = {
    "integer": 0, "money": 0, "text": "", "paragraph": "", "choice": "", "yesno": False, "choices": [], "list": [],
}  # fmt: skip
"""The answer to each kind of question where there was nothing of it."""
READABLE = 20_000
"""Characters under one planned paragraph in which answers are looked for: the longest seen has 2,000."""
_THROUGHOUT = 2
"""Times that another self-word than the expected one must stand in the text to be more than a slip."""
_NOTHING, _SHORTEST, _LONGEST = "nothing", "shortest", "longest"
_WORDS = (_SHORTEST, _LONGEST)
_NOTHING_FIRST = (_NOTHING, *_WORDS)
"""What is tried for the answers of a paragraph, in order."""
_NEXT_POINT = re.compile("[；。][一二三四五六七八九]是")
"""Where an enumeration goes on: what holds it is hardly one answer."""
_ROUNDS = 8
"""How often an answer may open further questions behind one paragraph (a leader, then a deputy)."""


@dataclass(frozen=True)
class Answered:
    """The answers that were found; ``choices``, for each paragraph that they print word for word, the plan and
    the wordings that make it, as far as they are not the usual ones.

    ``placement`` is the text they were read from; ``notes`` say what of the tables was not as it should be.
    """

    report: Report
    choices: Mapping[str, Mapping[str, int]]
    placement: Placement
    notes: tuple[str, ...] = field(default=())


def read_answers(document: Document, script: Script) -> Answered:
    """The answers that ``document`` lets be told with certainty.

    :raises DataFileError: a script or a template does not fit (never the file's doing).
    """
    reader = _Reader(document, script)
    reader.read()
    report = with_ticks(script, reader.report, finished=any(reader.placement.said(_OVERVIEW)))
    return Answered(report, reader.choices, reader.placement, tuple(reader.notes))


class _Reader:
    def __init__(self, document: Document, script: Script) -> None:
        self.script = script
        self.placement = place(document)
        self.notes: list[str] = []
        self.report = _identity(document, self.placement)
        for section in table_sections(document.standard):
            figures = figures_of(document, section, self.report.agency.year, self.notes)
            self.report = with_answer(self.report, section.key, figures)
        self.choices: dict[str, Mapping[str, int]] = {}
        self._walked: dict[int, tuple[Report, Mapping[str, str]]] = {}
        self._answers_as_they_stand = {question.recover.whole for question in script.questions}
        # What is endless is no paragraph of a report; it stays as it is and nobody looks for answers in it.
        self._legible = {key for key in self.placement.texts if len(self.placement.joined(key)) <= READABLE}
        self._spoken = {
            key: counts.sentences_of(key, self.placement.texts[key], document.year) for key in self._legible
        }

    def read(self) -> None:
        """First what prints again word for word, then what is said plainly, then what a whole section leaves out."""
        for key in paragraph_keys():
            if key in self._legible:
                self._fit(key)
        self._take_said()
        for key in paragraph_keys():
            if key not in self.placement.texts and self._is_ours(key):
                self._fit(key)

        self._complete_ticks()

    def _complete_ticks(self) -> None:
        """Of what is asked together one answer was told: of the others there was nothing."""
        told = {each.tick for each in self.script.questions if len(each.ticks) == 1 and read(self.report, each.key)}
        for question in self.script.questions:
            if not question.ticks.isdisjoint(told) and question.within and read(self.report, question.key) is None:
                self.report = _answered(self.report, question.key, NOTHING[question.kind]) or self.report

    # -- our own paragraphs --------------------------------------------------------------------
    def _is_ours(self, key: str) -> bool:
        """Whether all that the section of ``key`` prints was made by our templates."""
        printed = list(self.placement.said(key.partition(".")[0]))
        return bool(printed) and all(other in self.choices for other in printed)

    def _fit(self, key: str) -> None:
        """Takes over the answers with which the paragraph prints what the report prints."""
        # Where the paragraph is the answer, "nothing else to report" could be read as a matter to report.
        for way in _NOTHING_FIRST if key in self._answers_as_they_stand else _WORDS:
            completed = self._completed(key, way)
            if completed is None:
                continue
            report, applicable = completed
            wanted = [text.strip() for text in self.placement.texts.get(key, [])]
            choices = fitting_choices(report, applicable, key, wanted)
            if choices is not None:
                self.report = report
                self.choices[key] = choices
                return

    def _completed(self, key: str, way: str) -> tuple[Report, Mapping[str, str]] | None:
        """The report with every answer that the paragraph asks for, and what was asked for it.

        ``way``: what is tried for an answer, the shortest stretch of words first, the longest first, or that
        there was nothing of anything.
        """
        report, unasked = self.report, set[str]()
        for _ in range(_ROUNDS):
            applicable = self._asked(report, unasked)
            made = generated_paragraphs(report, applicable, NO_CLERK_TEXT, key)
            missing = [source for source in _sources(made) if source in applicable and read(report, source) is None]
            if not missing:
                return report, applicable
            before, doubtful = report, set[str]()
            for source in missing:
                if source in IDENTITY or figures_class(source) is not None:
                    return None
                answered = self._with_likely(report, key, source, way, unasked)
                if answered is None:
                    (doubtful if self._is_told(report, key, source) else unasked).add(source)
                report = answered or report
            # What the words seem to tell may stand in a sentence that waits for what was settled only now.
            if report is before and doubtful == set(missing):
                unasked |= doubtful
        return None

    def _asked(self, report: Report, unasked: Set[str]) -> Mapping[str, str]:
        return {key: label for key, label in self._applicable(report).items() if key not in unasked}

    def _need_not_be_asked(self, source: str) -> bool:
        """Whether a report that does not tell the answer may have left its question out."""
        return source not in IDENTITY and self.script.question(source).within != "" and source not in self._always

    @cached_property
    def _always(self) -> Mapping[str, str]:
        """What is asked without any tick."""
        return Interview(self.script, self.report).applicable

    def _with_likely(self, report: Report, key: str, source: str, way: str, unasked: Set[str]) -> Report | None:
        """The report with what the paragraph's words give for an answer, else that there was nothing.

        None where that would be told in words that do not stand there: nobody asked then.

        :param unasked: the answers that nobody asked for, as far as is known.
        """
        question = self.script.question(source)
        home = self._home(key, source)
        told = [] if way == _NOTHING else list(self._told(report, question, home))
        if question.kind == "text":
            # What is longer may have taken in what another answer prints.
            told.sort(key=len)
        if way == _LONGEST:
            told.reverse()
            told.sort(key=lambda raw: bool(_NEXT_POINT.search(str(raw))))
        for raw in told:
            value = _value(question, raw)
            answered = None if value is None else _answered(report, source, value)
            if answered is not None and self._is_printed(answered, home, source, unasked):
                return answered
        if home != key and home not in self.choices:
            return None
        if self._need_not_be_asked(source) and not question.zero_is_said:
            return None
        nothing = _answered(report, source, NOTHING[question.kind])
        return nothing if nothing is not None and self._is_printed(nothing, home, source, unasked) else None

    def _is_told(self, report: Report, key: str, source: str) -> bool:
        """Whether the words may give an answer, though none of them is printed so."""
        return any(True for _ in self._told(report, self.script.question(source), self._home(key, source)))

    @staticmethod
    def _home(key: str, source: str) -> str:
        """The paragraph that prints an answer; ``key`` may be another one that only looks at it."""
        if own_turns(key, source):
            return key
        for found in (own_turns, is_named):
            for other in paragraph_keys():
                if found(other, source):
                    return other
        return key

    def _told(self, report: Report, question: Question, key: str) -> Iterator[Raw]:
        """What the paragraph's words may give for an answer, the likeliest first."""
        joined = self.placement.joined
        if question.former:
            yield from self._before_a_change(report, question, joined(key))
        if question.recover.entries:
            found = own_entries(question, joined)
            yield from [found] if found is not None else []
        elif not question.recover.whole:
            yield from own_texts(question, key, joined(key))
        said = self._said(question, [key])
        yield from [said] if said is not None else []

    def _before_a_change(self, report: Report, question: Question, text: str) -> Iterator[Raw]:
        """Last year's figures that differ from this year's by a number in the text."""
        now = Interview(self.script, report).evaluated(question.former, question)
        if isinstance(now, str) and now.isdecimal():
            differences = [int(number) for number in dict.fromkeys(re.findall(r"\d{1,9}", text))]
            for before in (int(now) + sign * number for number in differences for sign in (-1, 1)):
                yield from [str(before)] if before >= 0 else []
            yield now

    def _is_printed(self, report: Report, key: str, source: str, unasked: Set[str]) -> bool:
        """Whether the sentences made from the answer stand in the file, as far as they can be told already."""
        return sentences_stand(report, self._asked(report, unasked), key, source, self.placement.texts.get(key, []))

    # -- anybody's words -----------------------------------------------------------------------
    def _take_said(self) -> None:
        """Answers that are told plainly, and those that they make room for (trainings, then trainees)."""
        for _ in range(_ROUNDS):
            before = self.report
            for question in Interview(self.script, with_everything_asked(self.script, self.report)).path:
                if question.asks_more:
                    continue
                if read(self.report, question.key) is None and question.key not in IDENTITY:
                    value = _value(question, self._said(question, self._foreign(question)))
                    self.report = self.report if value is None else with_answer(self.report, question.key, value)
            if self.report is before:
                return

    def _foreign(self, question: Question) -> list[str]:
        """The paragraphs that may tell an answer: those of its section that are not our templates' own."""
        section = question.key.partition(".")[0]
        sections = _WITH_TEXT if is_local(question.key) else (_PREFACE if section == "agency" else section,)
        said = chain.from_iterable(map(self.placement.said, sections))
        return [key for key in said if key in self._legible and key not in self.choices]

    def _said(self, question: Question, keys: list[str]) -> Raw | None:
        recover = question.recover
        spoken = [sentence for key in keys for sentence in self._spoken.get(key, ())]
        if recover.count:
            return _typed(counts.count(question, spoken))
        if recover.reader:
            return _typed(counts.READERS[recover.reader](spoken))
        if recover.entries:
            return said_entries(question, self.placement.joined)
        texts = {key: self.placement.texts.get(key, []) for key in keys}
        if recover.whole:
            return "\n".join(texts.get(recover.whole, [])) or None
        return said_text(question, [text for key in keys for text in texts[key]])

    def _applicable(self, report: Report) -> Mapping[str, str]:
        """The path of a report; walking the script takes longer than all else, and the same report comes again."""
        if id(report) not in self._walked:
            asked = Interview(self.script, with_everything_asked(self.script, report))
            self._walked[id(report)] = (report, asked.applicable)
        return self._walked[id(report)][1]


def _identity(document: Document, placement: Placement) -> Report:
    """Who reports on which year, signed when; what the model does not take stays unanswered."""
    found = {
        "agency.name": document.agency or None,
        "agency.kind": document.kind or None,
        "agency.self_word": _self_word(document, placement) or None,
        "agency.year": document.year,
        "agency.signed_on": document.signature.day,
    }
    report = Report()
    for key, value in found.items():
        report = _answered(report, key, value) or report
    return report


def _answered(report: Report, key: str, value: Any) -> Report | None:
    """The report with an answer, None when it cannot be one."""
    try:
        return with_answer(report, key, value)
    except ValidationError:
        return None


def _self_word(document: Document, placement: Placement) -> str:
    """How the agency calls itself in the text: as the document says, unless another word is used throughout."""
    used = Counter(match for texts in placement.texts.values() for text in texts for match in _self_words(text))
    usual, times = used.most_common(1)[0] if used else ("", 0)
    return usual if document.self_word not in used and times >= _THROUGHOUT else document.self_word


def _self_words(text: str) -> list[str]:
    return re.findall(word("self_words"), text)


def _sources(made: tuple[Any, ...]) -> list[str]:
    return list(dict.fromkeys(source for paragraph in made for source in paragraph.sources))


def _typed(number: int | Decimal | None) -> Raw | None:
    return None if number is None else str(number)


def _value(question: Question, raw: Raw | None) -> Any:
    """A raw answer as the report takes it, None when there is none, it is refused, or only a mark to be filled in."""
    if raw is None or any(pattern("placeholder.any").search(text) for text in _texts(raw)):
        return None
    try:
        return KINDS[question.kind].read(raw, question, question.choices)
    except AnswerRefused:
        return None


def _texts(raw: Raw) -> Iterator[str]:
    """All that a raw answer holds as text."""
    if isinstance(raw, str):
        yield raw
    else:
        for part in raw.values() if isinstance(raw, dict) else raw:
            yield from _texts(part)
