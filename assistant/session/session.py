"""One draft being worked on, without a screen: the interview, the clerk's text, what is typed, what can be undone."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from typing import TYPE_CHECKING

from assistant.composing import ClerkText
from assistant.drafts import ChangedElsewhere, Claim, Draft, DraftStore
from assistant.drafts.beginning import carried, interview_of
from assistant.drafts.draft import Revision
from assistant.drafts.reasons import (
    Acknowledgement,
    KeptDoubt,
    Unlocked,
    acknowledge,
    kept_doubt,
    still_unlocked,
    still_valid,
    unlock,
)
from assistant.drafts.undo import UndoStack
from assistant.errors import AnswerRefused, NianbaoError
from assistant.interview import KINDS, Exchange, Interview, Offer, Question, Raw, Script, ScriptSection
from assistant.interview.acceptance import accept_section, has_offers, offers
from assistant.report import Origin, read
from assistant.session.draft_writer import DraftWriter, ReadOnly, SaveRequest
from assistant.session.preview import PreviewInput
from assistant.session.remarks import remark
from assistant.texts import INTERVIEW

if TYPE_CHECKING:
    from assistant.checks import Finding
    from assistant.drafts.collected import Answer
    from assistant.drafts.readiness import Readiness
    from assistant.drafts.undo import Difference
    from assistant.last_year.carry_forward import CarriedForward
    from assistant.last_year.returned import Change
    from assistant.session.follow_ups import FollowUps


class AskedBack(AnswerRefused):
    """An answer is odd beside the others; given once more it is taken."""


class Session:
    """A conversation about one draft. Only the screen's handlers change it.

    ``rewritten`` tells whether the last answer may have changed what was settled before it; ``follow_ups`` what a
    changed answer touches, None when nothing; ``save_error``
    why the present state is not on disk, None when it is or is on its way; ``continue_unsaved`` whether the
    clerk goes on all the same.

    :param draft: where to go on; its ``at`` and ``typed`` are taken up again.
    :param claim: holds the draft for this window, until :meth:`close`; a new draft is claimed when it is named.
    :param read_only: look, and change nothing.
    """

    def __init__(
        self, store: DraftStore, draft: Draft, script: Script, today: date,
        claim: Claim | None = None, read_only: bool = False,
    ) -> None:  # fmt: skip
        self.store = store
        self.read_only = read_only
        self.save_error: NianbaoError | None = None
        self.continue_unsaved = False
        self._draft = draft.with_packs()
        self.script = script
        self.today = today
        self.interview = interview_of(draft, script, today)
        self.clerk = draft.clerk
        self.acknowledged = draft.acknowledged
        self.unlocked = still_unlocked(draft.unlocked, self.given.fixed if self.given is not None else {})
        self.saved_at: datetime | None = draft.saved_at
        self._typed: dict[str, Raw] = {}
        self.kept_doubts = draft.kept_doubts
        self._doubted: KeptDoubt | None = None
        if self.interview.at is not None and self.interview.at == draft.at and draft.typed is not None:
            self._typed[self.interview.at] = draft.typed
        self._undo_stack = UndoStack(store)
        self._revision = draft.revision if draft.revision.step else Revision(step=1)
        self.rewritten = False
        self.follow_ups: FollowUps | None = None
        self.writer = DraftWriter(store, draft, claim)

    # -- where we are --------------------------------------------------------------------------
    @property
    def question(self) -> Question | None:
        return self.interview.current

    @property
    def given(self) -> CarriedForward | None:
        """What last year's report gives, None when there is none."""
        return carried(self._draft, self.script)

    @property
    def begun(self) -> bool:
        """Whether there is anything to keep; an untouched new report leaves no draft behind."""
        return not self.read_only and bool(self.writer.name or self._undo_stack.taken or self._typed)

    @property
    def named(self) -> bool:
        """Whether the draft has its file, or an answer to name it by; typing alone names nothing yet."""
        return not self.read_only and bool(self.writer.name or self.interview.progress.answered)

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
        interview = self.interview
        return Exchange(question, interview.ask(question), interview.shown(question), remark(interview, question))

    def preview_input(self) -> PreviewInput:
        """What a preview of this moment is made from."""
        question, given = self.question, self.given
        return PreviewInput(
            self.script, self.interview.report, self.interview.applicable, self.clerk, self.today,
            question, self.interview.choices(question) if question else (), self.typed,
            given.sentences if given is not None and self.interview.follows_last else {},
        )  # fmt: skip

    def told_in(self, sources: Iterable[str], *passages: str) -> str | None:
        """The question whose answer the first of some passages tells: it waits for it, or repeats it.

        :param sources: the keys of the answers that the paragraph rests on. None where none of them is asked.
        """
        wanted = set(sources)
        asked = [step for step in self.interview.path if step.key in wanted]
        own = [step for step in asked if not step.key.startswith("agency.")] or asked
        shown = {step.key: self.interview.shown(step) for step in own if self.interview.is_answered(step)}
        for passage in passages:
            waiting = [step.key for step in own if f"：{step.title}〕" in passage]
            told = [key for key, text in shown.items() if text and text in passage]
            repeated = sorted(told, key=lambda key: len(shown[key]))
            if waiting or repeated:
                return waiting[0] if waiting else repeated[-1]
        return own[0].key if own else None

    # -- moving --------------------------------------------------------------------------------
    def answer(self, raw: Raw, origin: Origin | None = None) -> Question:
        """Answer the current question and go on. What is odd about an answer is asked back once.

        :param origin: where the answer comes from, where the input knows it better than the interview.
        :raises AskedBack: it is odd. :raises AnswerRefused: it is no answer. Nothing changes then.
        """
        self._ask_back(raw)
        was_last, changing, before = self._is_last(self.interview.at), self.reopened, self.interview
        before = before.over(before.report, before.at) if changing else before
        with self.one_step():
            question = self.interview.answer(raw, origin)
        self.follow_ups = self._touched(before, question) if changing else None
        self.rewritten = not was_last
        self._typed.pop(question.key, None)
        return question

    def _touched(self, before: Interview, question: Question) -> FollowUps | None:
        """What a change of an answer touches, None where it touches nothing."""
        from assistant.session.follow_ups import FollowUps

        if read(before.report, question.key) == read(self.interview.report, question.key):
            return None
        found = FollowUps(self, before, question.key)
        return found if found.anything else None

    def _ask_back(self, raw: Raw) -> None:
        """Ask an odd answer back; one that is confirmed is remembered, with its doubt.

        :raises AskedBack: the answer is odd beside the others, which was not said of it before.
        """
        question = self.question
        doubt = self.interview.doubt(question, raw) if question is not None else ""
        if question is None or not doubt:
            return
        kept = kept_doubt(question.key, doubt, raw)
        if kept in self.kept_doubts:
            return
        if kept != self._doubted:
            self._doubted = kept
            raise AskedBack(INTERVIEW.say("doubts.keep", doubt=doubt))
        others = (one for one in self.kept_doubts if (one.question, one.doubt) != (kept.question, kept.doubt))
        self.kept_doubts = (*others, kept)

    def last_paragraph(self, key: str) -> str:
        """What stood in the place of a planned paragraph last year, "" when that is not known."""
        return self.given.paragraphs.get(key, "") if self.given is not None else ""

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
        with self.one_step():
            accepted = accept_section(self.interview, section, defaults=True, texts=texts, left=left)
        for key in accepted:
            self._typed.pop(key, None)
        self.rewritten = True
        return len(accepted)

    @contextmanager
    def one_step(self) -> Iterator[None]:
        """Whatever is changed within is taken back at once. :raises ReadOnly: nothing may be changed."""
        if self.read_only:
            raise ReadOnly
        before = self.draft()
        try:
            yield
        finally:
            if not self.draft().same_work(before):
                self._revision = self._undo_stack.take(before)

    def _is_last(self, key: str | None) -> bool:
        """Whether a question is unanswered and all answered ones of the path stand before it."""
        interview = self.interview
        answered = [step.key for step in interview.path if interview.is_answered(step) or step.key == key]
        return bool(answered) and answered[-1] == key and not self.reopened

    def go_on_from(self, taken: Container[str]) -> None:
        """Answers were given that were not typed at their questions: stand at the next open one if need be."""
        for key in [key for key in self._typed if key in taken]:
            del self._typed[key]
        self.rewritten = True
        if self.interview.at is None or self.interview.at in taken:
            self.interview.go_on(None, self.interview.at)

    # -- taking back ---------------------------------------------------------------------------
    def undo(self) -> tuple[Difference, ...] | None:
        """Take back the last step, of this window or of one before, and stand where it was taken.

        A single answer whose question is open again is in the box. May read the disk: for a thread.

        :returns: what is different now, None when there is nothing to take back.
        """
        now = self.draft()
        changes = self._restore(now, self._undo_stack.back(now))
        changed = {difference.question for difference in changes or ()} - {""}
        if (question := self.question) is not None and changed == {question.key} and not self.reopened:
            given = read(now.report, question.key)
            self.typed = None if given is None else KINDS[question.kind].raw(given)
        return changes

    def redo(self) -> tuple[Difference, ...] | None:
        """Do again what was taken back last. As :meth:`undo`."""
        now = self.draft()
        return self._restore(now, self._undo_stack.forward(now))

    def _restore(self, now: Draft, then: Draft | None) -> tuple[Difference, ...] | None:
        """Take up another state of the work; what is different in it."""
        if then is None or self.read_only:
            return None
        from assistant.drafts.undo import differences

        changes = differences(now, then, self.script)
        self.clerk, self.acknowledged, self.unlocked = then.clerk, then.acknowledged, then.unlocked
        self._revision = then.revision
        at = next((difference.question for difference in changes if difference.question), self.interview.at)
        self.interview = self.interview.over(then.report, at, then.origins)
        self.rewritten = True
        self._typed = {key: raw for key, raw in self._typed.items() if key not in {one.question for one in changes}}
        return changes

    # -- moving on the path --------------------------------------------------------------------
    def jump(self, key: str) -> None:
        """Stand at a question of the path. :raises KeyError: it does not apply."""
        self.interview.jump(key)

    def back(self) -> bool:
        """Stand at the question before; False at the first."""
        return self.interview.back()

    def skip(self) -> bool:
        """Leave the question for later; False where no other is unanswered."""
        return self.interview.skip()

    def resume(self) -> None:
        """Stand at the first unanswered question, or at the end."""
        self.interview.resume()

    def reword(self, clerk: ClerkText) -> None:
        """Take the clerk's own text or wording. :raises ReadOnly: nothing may be changed."""
        with self.one_step():
            self.clerk = clerk

    def take_returned(self, changes: Iterable[Change]) -> None:
        """Take over what a returned copy says otherwise, as one step. :raises ReadOnly: nothing may be changed."""
        from assistant.drafts.returned import with_changes

        self._take_up(with_changes(self.draft(), changes, self.script))

    def take_collected(self, answers: Iterable[Answer], origin: Origin) -> None:
        """Take over what a filled list or a reply says, as one step. :raises ReadOnly: nothing may be changed."""
        from assistant.drafts.collected import with_collected

        answers = list(answers)
        self._take_up(with_collected(self.draft(), answers, origin, self.script))
        for answer in answers:
            self._typed.pop(answer.key, None)

    def _take_up(self, after: Draft) -> None:
        with self.one_step():
            self.clerk = after.clerk
            at = self.interview.at
            self.interview = self.interview.over(after.report, at, after.origins)
            if at is not None and read(after.report, at) is not None:
                self.interview.resume()
        self.rewritten = True

    # -- reasons for warnings ------------------------------------------------------------------
    def reason_for(self, finding: Finding) -> Acknowledgement | Unlocked | None:
        """The reason given for a finding as it stands."""
        given: tuple[Acknowledgement | Unlocked, ...] = (*self.acknowledged, *self.unlocked)
        return next((reason for reason in given if reason.covers(finding)), None)

    def acknowledge(self, finding: Finding, reason: str) -> None:
        """Give a reason for a warning, "" takes it back. :raises ValidationError: no report could hold the text."""
        given = (acknowledge(finding, reason, self.today),) if reason else ()
        with self.one_step():
            self.acknowledged = (*(other for other in self.acknowledged if not other.covers(finding)), *given)

    def unlock(self, question: Question, reasons: Mapping[str, str]) -> None:
        """The cells of ``question`` that need not be as last year's report settles them, and why; no others."""
        with self.one_step():
            self.unlocked = unlock(self.unlocked, question.key, self.interview.fixed(question), reasons, self.today)

    def tick(self, key: str) -> None:
        """Stand at a question behind a list of what else can be reported; it is ticked there if it is not yet.

        :raises KeyError: the question cannot be asked.
        """
        question = self.script.question(key)
        if key not in self.interview.applicable and question.within in self.interview.applicable:
            ticked = read(self.interview.report, question.within) or []
            with self.one_step():
                self.interview.give(self.script.question(question.within), [*ticked, question.tick], "chosen")
            self.rewritten = True
        self.interview.jump(key)

    def confirm(self, keys: Iterable[str]) -> None:
        """The clerk has looked over the accepted proposals at ``keys`` and stands by them."""
        with self.one_step():
            self.interview.origins = self.interview.origins.confirming(keys)

    def forget_outdated(self, ready: Readiness) -> bool:
        """Drop the reasons whose figures have changed since; whether there were any."""
        before = self.acknowledged
        self.acknowledged = still_valid(before, [*ready.findings, *(finding for finding, _ in ready.answered)])
        return self.acknowledged != before

    # -- saving --------------------------------------------------------------------------------
    def draft(self) -> Draft:
        """The draft as it stands now."""
        return self._draft.changed(
            report=self.interview.report, origins=self.interview.origins, clerk=self.clerk,
            acknowledged=self.acknowledged, unlocked=self.unlocked,
            kept_doubts=self.kept_doubts, at=self.interview.at, typed=self.typed,
            name=self.writer.name, saved_at=self.saved_at, revision=self._revision,
            stored=self.writer.stored,
        )  # fmt: skip

    def save_request(self, over: bool = False) -> SaveRequest:
        """This moment, to be handed to the writer's ``write``."""
        return self.writer.request(self.draft(), over)

    def adopt_stored(self, conflict: ChangedElsewhere) -> None:
        """Go on with what others have written into the file; the work of this window is one step back.

        :raises ValueError: what they have written cannot be opened.
        """
        theirs = conflict.theirs
        if theirs is None:
            raise ValueError(conflict.path)
        self.store.keep(self.draft())
        with self.one_step():
            self._draft = self._draft.changed(last_year=theirs.last_year)
            self.interview = interview_of(theirs, self.script, self.today)
            self.clerk, self.acknowledged, self.unlocked = theirs.clerk, theirs.acknowledged, theirs.unlocked
            self.kept_doubts = theirs.kept_doubts
            self.writer.stored = theirs.stored
        self._typed.clear()
        self.rewritten = True

    def close(self) -> None:
        """Let other windows have the draft."""
        self.writer.release()

    def readiness(self, draft: Draft) -> Readiness:
        """The finished report with what stands against it. For a thread."""
        # The rules are slow to load; they are wanted when all is answered, or on demand.
        from assistant.drafts.readiness import readiness

        return readiness(draft, self.script)
