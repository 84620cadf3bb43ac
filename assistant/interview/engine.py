"""The interview without a screen: the path, the current question, answer, back, jump, progress.

The path is computed from the script and the answers each time. An answer whose question falls off
the path stays in the report and is ignored, so going back and forth never loses anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from assistant.errors import AnswerRefused
from assistant.interview.bare import bare_texts
from assistant.interview.expressions import Expression, Seen, Unanswered
from assistant.interview.kinds import KINDS, Raw, answered, is_begun
from assistant.interview.script import Choice, Doubt, Question, Script, ScriptSection, as_choice
from assistant.report import NO_ORIGINS, Origin, Origins, Report, is_local, is_of_kind, read

SectionState = Literal["todo", "started", "done"]


@dataclass(frozen=True)
class Progress:
    """How many questions of the path have answers, and how many it has."""

    answered: int
    total: int

    @property
    def complete(self) -> bool:
        return self.answered == self.total


@dataclass(frozen=True)
class Exchange:
    """A question with its answer as the transcript shows them; ``remark`` is what is said back to it, "" nothing."""

    question: Question
    ask: str
    shown: str
    remark: str = ""


@dataclass(frozen=True)
class LastYear:
    """Last year's report as the interview uses it; everything by question key.

    ``answers``: suggested answers, which go before the script's defaults; they may lack parts that
    this year has to tell (the outcome of a problem). ``texts``: sentences of last year, which may
    be taken over only after the clerk has looked at each. ``shown``: last year's answers as a clerk
    reads them. ``notes``: what last year says beside an entry of a list, by the entry's first part
    (the measure that was planned against a problem). ``fixed``: cells that last year's report
    settles, by path.
    """

    answers: Mapping[str, Raw] = field(default_factory=dict)
    texts: Mapping[str, Raw] = field(default_factory=dict)
    shown: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    fixed: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


NO_LAST_YEAR = LastYear()


_YEAR = "agency.year"
_GAP = "……"
"""What stands in a question for an answer that is not there."""
_CHOSEN = ("choice", "choices", "yesno")


class Interview:
    """A conversation over one report.

    :param script: the questions.
    :param report: the answers so far; each accepted answer replaces it with a changed copy.
    :param at: key of the question to stand at; the first unanswered one when None or off the path.
    :param today: the day that defaults such as the report year count from.
    :param last: what the report on the year before gives.
    :param origins: where the answers so far come from.
    """

    def __init__(
        self,
        script: Script,
        report: Report,
        at: str | None = None,
        today: date | None = None,
        last: LastYear = NO_LAST_YEAR,
        origins: Origins = NO_ORIGINS,
    ) -> None:
        self.script = script
        self.today = today or date.today()
        self.origins = origins
        self._last = last
        self._set_report(report)
        self.at = at if at in self._keys else self._next_unanswered()

    def over(self, report: Report, at: str | None = None, origins: Origins | None = None) -> Interview:
        """The same conversation over other answers, as when one is taken back.

        :param origins: None where it does not matter where the answers come from; what a sum is made of stays known.
        """
        known = NO_ORIGINS.made_of(self.origins.parts) if origins is None else origins
        return Interview(self.script, report, at, self.today, self._last, known)

    # -- where we are --------------------------------------------------------------------------
    @property
    def report(self) -> Report:
        return self._report

    @property
    def path(self) -> tuple[Question, ...]:
        """The questions that apply, in order."""
        return self._path

    @property
    def current(self) -> Question | None:
        """The question we stand at; None when every question is answered and none was re-opened."""
        return self.script.question(self.at) if self.at is not None else None

    @property
    def applicable(self) -> Mapping[str, str]:
        """The keys on the path with the questions' titles, as composing takes them."""
        return {question.key: question.title for question in self._path if not self._is_misfit(question)}

    @property
    def progress(self) -> Progress:
        return Progress(sum(self.is_answered(question) for question in self._path), len(self._path))

    def is_answered(self, question: Question) -> bool:
        """Whether there is an answer; a list of what else can be reported is still asked when a sentence ticked it."""
        ticked_by_word = question.asks_more and self.origins.of(question.key) == "sentence"
        return self._given(question) is not None and not ticked_by_word

    def section_state(self, section: ScriptSection) -> SectionState:
        """Whether all, some or none of a section's applicable questions are answered."""
        answered = [self.is_answered(question) for question in section.questions if question.key in self._keys]
        if all(answered):
            return "done"
        return "started" if any(answered) else "todo"

    def transcript(self) -> list[Exchange]:
        """The answered questions of the path before the current one (all answered ones when complete)."""
        found = []
        for question in self._path:
            if question.key == self.at:
                break
            if self.is_answered(question):
                found.append(Exchange(question, self.ask(question), self.shown(question)))
        return found

    # -- what a question says ------------------------------------------------------------------
    def ask(self, question: Question) -> str:
        """The question with its slots filled; dots in them where an answer that it names is not there."""
        try:
            return question.ask.value(self._context)
        except Unanswered:
            return question.ask.without_slots(_GAP)

    def choices(self, question: Question) -> tuple[Choice, ...]:
        """The offered answers, computed ones included."""
        if question.choices_from is not None:
            try:
                return question.choices_from.fitting(_choices, self._context)
            except Unanswered:
                return ()
        if question.asks_more:
            return tuple(Choice(value=each.name, label=each.offered) for each in self.more(question))
        return question.choices

    def more(self, question: Question) -> tuple[Question, ...]:
        """The questions that can be ticked in a list of what else can be reported."""
        return tuple(
            each
            for each in self.script.within(question.key)
            if each.tick == each.name
            and _holds(each.when, self._context)
            and not (each.always is not None and _holds(each.always, self._context))
        )

    def default(self, question: Question) -> Raw | None:
        """The default as an input takes it, or None when the question has none (yet).

        Last year's answer goes before the script's; a list that last year only began (problems whose
        outcome is to be told) is a default too, though it is refused until it is complete. A table
        with cells that last year settles has these for its default.
        """
        last = self._last.answers.get(question.key)
        if last is not None and (self._fits(question, last) or is_begun(question, last)):
            return last
        if fixed := self.fixed(question):
            return {path: str(number) for path, number in fixed.items()}
        return self.evaluated(question.default, question)

    def evaluated(self, expression: Expression | None, question: Question) -> Raw | None:
        """What an expression over these answers gives as an answer to ``question``, None when it gives none."""
        if expression is None:
            return None
        try:
            return expression.fitting(KINDS[question.kind].raw, self._context)
        except Unanswered:
            return None

    @property
    def follows_last(self) -> bool:
        """Whether the report is, as far as is known, on the year after last year's."""
        year = read(self._report, _YEAR)
        return year is None or _YEAR not in self._last.answers or str(year) == self._last.answers[_YEAR]

    def last_shown(self, question: Question) -> str:
        """Last year's answer as a clerk reads it, "" when it is not known or of no matter."""
        return self._last.shown.get(question.key, "") if self.follows_last else ""

    def suggested(self, question: Question) -> Raw | None:
        """Last year's answer where it can be this year's as it is, else None."""
        raw = self._last.answers.get(question.key)
        return raw if raw is not None and self._fits(question, raw) else None

    def usual(self, question: Question) -> Raw | None:
        """The default, None where it is no whole answer or last year's was another."""
        raw = self.default(question)
        if raw is None or not self._fits(question, raw):
            return None
        return raw if self.last_shown(question) in ("", self.show_raw(question, raw)) else None

    def last_text(self, question: Question) -> Raw | None:
        """Last year's sentence, which wants to be looked at before it is said again; None where there is none."""
        raw = self._last.texts.get(question.key) if self.follows_last else None
        return raw if raw is not None and self._fits(question, raw) else None

    def notes(self, question: Question) -> Mapping[str, str]:
        """What last year says beside the entries of a list, by their first part."""
        return self._last.notes.get(question.key, {}) if self.follows_last else {}

    def fixed(self, question: Question) -> Mapping[str, int]:
        """The cells of a table that last year's report settles, by path: 上年结转 is its 结转下年度."""
        return self._last.fixed.get(question.key, {}) if self.follows_last else {}

    def raw(self, question: Question) -> Raw | None:
        """The present answer as an input takes it up for editing, or None when there is none."""
        value = self._given(question)
        if (
            value is not None and question.asks_more
        ):  # a tick may have been made before all was known that it depends on
            offered = {each.name for each in self.more(question)}
            value = [name for name in value if name in offered]
        return None if value is None else KINDS[question.kind].raw(value)

    def shown(self, question: Question) -> str:
        """The present answer as the transcript shows it, "" when there is none."""
        value = self._given(question)
        return "" if value is None else KINDS[question.kind].show(value, question, self.choices(question))

    def show_raw(self, question: Question, raw: Raw) -> str:
        """How ``raw`` would be shown as an answer. :raises AnswerRefused: it cannot be one."""
        choices = self.choices(question)
        kind = KINDS[question.kind]
        return kind.show(kind.read(raw, question, choices, self._report.agency.year), question, choices)

    def doubt(self, question: Question, raw: Raw) -> str:
        """What is odd about ``raw`` beside the other answers or by itself, in one sentence; "" when nothing is.

        :raises AnswerRefused: it cannot be an answer.
        """
        trial, choices = self, self.choices(question)
        if question.doubts:
            trial = self.over(answered(self._report, question, raw, choices), question.key)
        return next((said for _, said in trial._odd(question, raw, choices)), "")

    def standing_doubts(self) -> Iterator[tuple[Question, Doubt | None, str]]:
        """What is odd about the answers as they stand, at most one sentence of a question, as :meth:`doubt` tells it.

        Each with its question and the doubt that the question declares (None: it is the text by itself that is odd).
        """
        for question in self._path:
            raw = self.raw(question)
            if raw is not None and (found := next(self._odd(question, raw, self.choices(question)), None)):
                yield question, *found

    def _odd(self, question: Question, raw: Raw, choices: Sequence[Choice]) -> Iterator[tuple[Doubt | None, str]]:
        """What is odd about an answer that stands: beside the others by its doubts, then by itself."""
        for doubt in question.doubts:
            if self.holds(doubt.when):
                yield doubt, doubt.say.value(self._context)
        yield from ((None, said) for said in bare_texts(question, raw, choices))

    def holds(self, condition: Expression) -> bool:
        """Whether a condition is met by the answers on the path."""
        return _holds(condition, self._context)

    @property
    def seen(self) -> Mapping[str, Any]:
        """What an expression sees of the answers on the path."""
        return self._context

    # -- moving --------------------------------------------------------------------------------
    def answer(self, raw: Raw, origin: Origin | None = None) -> Question:
        """Answer the current question and go to the next unanswered one.

        :param origin: where the answer comes from; told by what was proposed when None.
        :returns: the question that was answered.
        :raises AnswerRefused: the answer by itself cannot be right; nothing changes.
        :raises LookupError: there is no current question.
        """
        question = self.current
        if question is None:
            raise LookupError("no question is open")
        self._take(question, raw, origin or self._origin_of(question, raw))
        self.at = self._next_unanswered(question.key)
        return question

    def give(self, question: Question, raw: Raw, origin: Origin = "typed", said: str = "") -> bool:
        """Answer any question of the path without moving; False where the answer does not fit or it does not apply.

        :param origin: where the answer comes from.
        :param said: the sentence that it was understood from.
        """
        if question.key not in self._keys:
            return False
        try:
            self._take(question, raw, origin, said)
        except AnswerRefused:
            return False
        return True

    def go_on(self, to: str | None, after: str | None) -> None:
        """Stand at ``to``; None: at the next unanswered question behind ``after``."""
        self.at = to or self._next_unanswered(after)

    def back(self) -> bool:
        """Go to the question before the current one; False at the first."""
        index = self._index(self.at)
        if index == 0:
            return False
        self.at = self._path[index - 1].key
        return True

    def skip(self) -> bool:
        """Leave the current question for later and go to the next unanswered one; False where there is no other."""
        start = self._index(self.at) + 1
        for question in (*self._path[start:], *self._path[: start - 1]):
            if not self.is_answered(question):
                self.at = question.key
                return True
        return False

    def jump(self, key: str) -> None:
        """Go to a question of the path. :raises KeyError: it does not apply."""
        if key not in self._keys:
            raise KeyError(key)
        self.at = key

    def resume(self) -> None:
        """Go to the first unanswered question, or to the end."""
        self.at = self._next_unanswered()

    # -- inside --------------------------------------------------------------------------------
    def _given(self, question: Question) -> Any:
        """The answer in the report, None where there is none that the question could have."""
        return None if self._is_misfit(question) else read(self._report, question.key)

    def _is_misfit(self, question: Question) -> bool:
        """Whether an office's question has an answer from a time when it was of another kind: it is asked anew."""
        value = read(self._report, question.key) if is_local(question.key) else None
        return value is not None and not is_of_kind(value, question.kind)

    def _fits(self, question: Question, raw: Raw) -> bool:
        return self._value(question, raw) is not None

    def _take(self, question: Question, raw: Raw, origin: Origin, said: str = "") -> None:
        """Put an answer in. One that is given again as it stands keeps its origin.

        :raises AnswerRefused: it cannot be right.
        """
        before = read(self._report, question.key)
        report = answered(self._report, question, raw, self.choices(question))
        if before is None or read(report, question.key) != before or not self.is_answered(question):
            self.origins = self.origins.given(question.key, origin, said)
        self._set_report(report)

    def _origin_of(self, question: Question, raw: Raw) -> Origin:
        """Where an answer comes from that was handed over at the question."""
        default = self.default(question)
        if (
            default is not None
            and self._fits(question, default)
            and self._value(question, raw) == self._value(question, default)
        ):
            return "last_year" if self.suggested(question) is not None or self.fixed(question) else "accepted"
        if self._value(question, raw) == self._value(question, self.last_text(question)):
            return "last_year"
        return "chosen" if question.kind in _CHOSEN else "typed"

    def _value(self, question: Question, raw: Raw | None) -> Any:
        """``raw`` as the report would hold it, None when it cannot be an answer."""
        if raw is None:
            return None
        try:
            return KINDS[question.kind].read(raw, question, self.choices(question), self._report.agency.year)
        except AnswerRefused:
            return None

    def _set_report(self, report: Report) -> None:
        """Take over the answers; walk the script once, so that a condition sees only answers on the path."""
        self._report = report
        seen, path = Seen(report, self.today, self.origins.parts), dict[str, Question]()
        for question in self.script.questions:
            if self._applies(question, path, seen.context):
                path[question.key] = question
                if not self._is_misfit(question):
                    seen.show(question.key)
        self._path = tuple(path.values())
        self._keys = set(path)
        self._context = seen.context

    def _applies(self, question: Question, path: Mapping[str, Question], context: Mapping[str, Any]) -> bool:
        """Whether a question is asked that stands behind those of ``path``, whose answers ``context`` holds."""
        ticked = not question.within or (
            question.within in path and not question.ticks.isdisjoint(read(self._report, question.within) or ())
        )
        if question.when is None if ticked else question.always is None:
            return ticked
        return _holds(question.when, context) and (ticked or _holds(question.always, context))

    def _index(self, key: str | None) -> int:
        keys = [question.key for question in self._path]
        return keys.index(key) if key in keys else len(keys)

    def _next_unanswered(self, after: str | None = None) -> str | None:
        """The first unanswered question behind ``after``, else the first one anywhere, else None."""
        start = self._index(after) + 1 if after is not None else 0
        for question in (*self._path[start:], *self._path[:start]):
            if not self.is_answered(question):
                return question.key
        return None


def _holds(condition: Expression | None, context: Mapping[str, Any]) -> bool:
    """Whether a condition is met; one that there is none of is."""
    try:
        return bool(condition is None or condition.value(context))
    except Unanswered:
        return False


def _choices(items: Iterable[object]) -> tuple[Choice, ...]:
    return tuple(map(as_choice, items))
