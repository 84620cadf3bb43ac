"""One draft being worked on, without a screen: the interview, the clerk's text, what is typed, what can be undone."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from threading import Lock
from typing import TYPE_CHECKING

from assistant.document import Document
from assistant.drafting import ClerkText, compose
from assistant.drafts import Draft, DraftStore
from assistant.drafts.acknowledgement import Acknowledgement, acknowledge, still_valid
from assistant.drafts.beginning import carried, interview_of
from assistant.errors import AnswerRefused
from assistant.interview import (
    KINDS,
    Choice,
    Exchange,
    Interview,
    Offer,
    Question,
    Raw,
    Script,
    ScriptSection,
    accept_section,
    has_offers,
    offers,
)
from assistant.report import Report, read, with_answer

if TYPE_CHECKING:
    from assistant.checks import Finding
    from assistant.drafts.readiness import Readiness


@dataclass(frozen=True)
class Moment:
    """The answers as they stood before a step, and what was then given; None for more than one answer at once."""

    report: Report
    at: str
    given: Raw | None


@dataclass(frozen=True)
class Sight:
    """All that a preview is made from, safe to hand to another thread.

    ``typed`` is what stands in the input of ``question``; while it could be an answer the preview shows it as one.
    """

    script: Script
    report: Report
    applicable: Mapping[str, str]
    clerk: ClerkText
    today: date
    question: Question | None = None
    choices: tuple[Choice, ...] = ()
    typed: Raw | None = None

    def waiting(self) -> Document:
        """The report as if the question had no answer: its marks tell what the answer fills. Raises as the other."""
        if self.question is None or read(self.report, self.question.key) is None:
            return compose(self.report, self.applicable, self.clerk)
        return compose(with_answer(self.report, self.question.key, None), self.applicable, self.clerk)

    def document(self) -> Document:
        """The report as it stands, what is being typed included. :raises DataFileError: a template does not fit."""
        report, applicable = self.report, self.applicable
        if self.question is not None and self.typed is not None:
            try:
                value = KINDS[self.question.kind].read(self.typed, self.question, self.choices)
            except AnswerRefused:
                return compose(report, applicable, self.clerk)
            report = with_answer(report, self.question.key, value)
            applicable = Interview(self.script, report, self.question.key, self.today).applicable
        return compose(report, applicable, self.clerk)


@dataclass(frozen=True)
class Ticket:
    """A state of the draft to be put on disk; a later one has a higher number."""

    number: int
    draft: Draft


class Session:
    """A conversation about one draft. Only the screen's handlers change it; :meth:`write` runs in a thread.

    ``rewritten`` tells whether the last answer may have changed what was settled before it.

    :param draft: where to go on; its ``at`` and ``typed`` are taken up again.
    """

    def __init__(self, store: DraftStore, draft: Draft, script: Script, today: date) -> None:
        self.store = store
        self._draft = draft
        self.script = script
        self.today = today
        self.interview = interview_of(draft, script, today)
        self.clerk = draft.clerk
        self.acknowledged = draft.acknowledged
        self.saved_at: datetime | None = draft.saved_at
        self._typed: dict[str, Raw] = {}
        if self.interview.at is not None and self.interview.at == draft.at and draft.typed is not None:
            self._typed[self.interview.at] = draft.typed
        self._undo: list[Moment] = []
        self.rewritten = False
        self._name = draft.name
        self._lock = Lock()
        self._taken = 0
        self._written = 0

    # -- where we are --------------------------------------------------------------------------
    @property
    def question(self) -> Question | None:
        return self.interview.current

    @property
    def begun(self) -> bool:
        """Whether there is anything to keep; an untouched new report leaves no draft behind."""
        return bool(self._name or self._undo or self._typed)

    @property
    def named(self) -> bool:
        """Whether the draft has its file, or an answer to name it by; typing alone names nothing yet."""
        return bool(self._name or self.interview.progress.answered)

    @property
    def reopened(self) -> bool:
        """Whether the current question has an answer already."""
        return self.question is not None and self.interview.is_answered(self.question)

    def section(self, key: str) -> ScriptSection:
        """A section of the script by its id."""
        return next(section for section in self.script.sections if section.id == key)

    @property
    def typed(self) -> Raw | None:
        """What was typed at the current question and not yet submitted."""
        return self._typed.get(self.interview.at or "")

    @typed.setter
    def typed(self, raw: Raw | None) -> None:
        if self.interview.at is None:
            return
        if raw is None:
            self._typed.pop(self.interview.at, None)
        else:
            self._typed[self.interview.at] = raw

    def exchange(self, key: str) -> Exchange:
        """A question with its answer as the transcript shows it."""
        question = self.script.question(key)
        return Exchange(question, self.interview.ask(question), self.interview.shown(question))

    def sight(self) -> Sight:
        """What a preview of this moment is made from."""
        question = self.question
        return Sight(
            self.script, self.interview.report, self.interview.applicable, self.clerk, self.today,
            question, self.interview.choices(question) if question else (), self.typed,
        )  # fmt: skip

    # -- moving --------------------------------------------------------------------------------
    def answer(self, raw: Raw) -> Question:
        """Answer the current question and go on. :raises AnswerRefused: nothing changes then."""
        report, at = self.interview.report, self.interview.at
        was_last = self._is_last(at)
        question = self.interview.answer(raw)
        self.rewritten = not was_last
        self._typed.pop(question.key, None)
        if at is not None:
            self._undo.append(Moment(report, at, raw))
        return question

    def last_paragraph(self, key: str) -> str:
        """What stood in the place of a planned paragraph last year, "" when that is not known."""
        given = carried(self._draft, self.script)
        return given.paragraphs.get(key, "") if given is not None else ""

    @property
    def has_offers(self) -> bool:
        """Whether last year's report answers other questions of the section under way."""
        question = self.question
        if question is None or self._draft.last_year is None:
            return False
        return has_offers(self.interview, question.section)

    def offers(self) -> tuple[Offer, ...]:
        """What last year's report gives for the section under way, () where there is no such report."""
        question = self.question
        if question is None or self._draft.last_year is None:
            return ()
        return offers(self.interview, question.section, defaults=True)

    def open_titles(self, section: str) -> dict[str, str]:
        """The titles of a section's open questions by key."""
        path = (each for each in self.interview.path if each.section == section)
        return {each.key: each.title for each in path if not self.interview.is_answered(each)}

    def accept_section(self, section: str, texts: Container[str], left: Container[str]) -> int:
        """Answer what is open of a section as offered; how many answers that gave.

        :param texts: the questions whose sentence of last year the clerk has looked at and takes over.
        :param left: the questions that are to be asked all the same.
        """
        report, at = self.interview.report, self.interview.at
        accepted = accept_section(self.interview, section, defaults=True, texts=texts, left=left)
        if accepted and at is not None:
            self._undo.append(Moment(report, at, None))
            for key in accepted:
                self._typed.pop(key, None)
        self.rewritten = True
        return len(accepted)

    def _is_last(self, key: str | None) -> bool:
        """Whether a question is unanswered and all answered ones of the path stand before it."""
        interview = self.interview
        answered = [step.key for step in interview.path if interview.is_answered(step) or step.key == key]
        return bool(answered) and answered[-1] == key and not self.reopened

    @property
    def can_undo(self) -> bool:
        return bool(self._undo)

    def undo(self) -> Question | None:
        """Take back the last answer and stand at its question again, what was given in the box; None at the start."""
        if not self._undo:
            return None
        moment = self._undo.pop()
        self.interview = self.interview.over(moment.report, moment.at)
        self.typed = moment.given
        return self.question

    def jump(self, key: str) -> None:
        """Stand at a question of the path. :raises KeyError: it does not apply."""
        self.interview.jump(key)

    def resume(self) -> None:
        """Stand at the first unanswered question, or at the end."""
        self.interview.resume()

    # -- reasons for warnings ------------------------------------------------------------------
    def reason_for(self, finding: Finding) -> Acknowledgement | None:
        """The reason given for a finding as it stands."""
        return next((reason for reason in self.acknowledged if reason.covers(finding)), None)

    def acknowledge(self, finding: Finding, reason: str) -> None:
        """Give a reason for a warning, "" takes it back. :raises ValidationError: no report could hold the text."""
        given = (acknowledge(finding, reason, self.today),) if reason else ()
        self.acknowledged = (*(other for other in self.acknowledged if not other.covers(finding)), *given)

    def forget_outdated(self, ready: Readiness) -> bool:
        """Drop the reasons whose figures have changed since; whether there were any."""
        before = self.acknowledged
        self.acknowledged = still_valid(before, [*ready.findings, *(finding for finding, _ in ready.answered)])
        return self.acknowledged != before

    # -- saving --------------------------------------------------------------------------------
    def draft(self) -> Draft:
        """The draft as it stands now."""
        return self._draft.changed(
            report=self.interview.report, clerk=self.clerk, acknowledged=self.acknowledged,
            at=self.interview.at, typed=self.typed, name=self._name, saved_at=self.saved_at,
        )  # fmt: skip

    def ticket(self) -> Ticket:
        """This moment, to be handed to :meth:`write`."""
        self._taken += 1
        return Ticket(self._taken, self.draft())

    def write(self, ticket: Ticket) -> Draft:
        """Put a moment on disk, unless a later one is there already. For a thread.

        :raises NotSaved: the disk did not take it.
        """
        with self._lock:
            if ticket.number <= self._written:
                return ticket.draft
            saved = self.store.save(ticket.draft.changed(name=self._name))
            self._name, self._written = saved.name, ticket.number
            return saved

    def readiness(self, draft: Draft) -> Readiness:
        """The finished report with what stands against it. For a thread."""
        # The rules are slow to load; they are wanted when all is answered, or on demand.
        from assistant.drafts.readiness import readiness

        return readiness(draft, self.script)
