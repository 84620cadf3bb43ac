"""The conversation: outline, settled transcript, the current question with its input, the live preview."""

from __future__ import annotations

from asyncio import Lock, to_thread
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.timer import Timer

from assistant.errors import AnswerRefused
from assistant.interview import Question, Raw
from assistant.interview.facts import TABLES
from assistant.report import Origin, figures_class
from assistant.session.remarks import made_of
from assistant.session.session import AskedBack, Session
from assistant.session.sheet import NOTHING_KNOWN, LastYearCells
from assistant.texts import PRACTICE, SCREENS
from assistant.tui.inputs import AnswerInput, InputContext, input_for
from assistant.tui.keyboard import SequentialKeysApp
from assistant.tui.screens.draft_screen import DraftScreen
from assistant.tui.screens.talking import Talk
from assistant.tui.widgets.closing_card import ClosingCard
from assistant.tui.widgets.keys import Keys
from assistant.tui.widgets.live_preview import LivePreview
from assistant.tui.widgets.outline import Outline, ProgressLine
from assistant.tui.widgets.question_card import Asked, QuestionCard
from assistant.tui.widgets.transcript import Transcript

if TYPE_CHECKING:
    from assistant.drafts.readiness import Place
    from assistant.drafts.undo import Difference
    from assistant.tui.screens.last_year import Taken


_LABELS: dict[str, str] = SCREENS.entry("keys")

CONVERSATION_KEYS: list[BindingType] = [
    Binding("f1", "help", _LABELS["help"], priority=True),
    Binding("f2", "app.commands", _LABELS["commands"], priority=True),
    Binding("f3", "wording", _LABELS["wording"], priority=True),
    Binding("f4", "last_year", _LABELS["last_year"], priority=True),
    Binding("ctrl+g", "jump", _LABELS["jump"], priority=True),
    Binding("ctrl+p", "preview", _LABELS["preview"], priority=True),
    Binding("ctrl+e", "export", _LABELS["export"], priority=True),
    Binding("ctrl+z", "undo", _LABELS["undo"]),
    Binding("ctrl+y", "redo", _LABELS["redo"], show=False),
    Binding("escape", "give_up", _LABELS["give_up"]),
    Binding("escape", "home", _LABELS["home"]),
    Binding("ctrl+q", "app.quit", _LABELS["quit"], priority=True),
    Binding("ctrl+up", "transcript", show=False, priority=True),
    Binding("ctrl+down", "transcript_below", show=False, priority=True),
    Binding("pageup", "transcript", show=False),
]


def asked(session: Session, question: Question) -> Asked:
    """What the card says: the question, its place on the path, its unit."""
    interview = session.interview
    number = [step.key for step in interview.path].index(question.key) + 1
    where = SCREENS.say("talk.where", number=number, total=len(interview.path), title=question.title)
    brief = SCREENS.say("talk.where_brief", number=number, title=question.title)
    unit = SCREENS.say("talk.unit", unit=question.unit) if question.unit else ""
    return Asked(
        ask=interview.ask(question), where=where, brief=brief, unit=unit, above=interview.progress.answered > 0,
        last_year=interview.last_shown(question), reopened=session.reopened,
        offers=session.has_offers, made_of=made_of(interview, question),
    )  # fmt: skip


def input_context(session: Session, question: Question) -> InputContext:
    """What the input starts from: choices, default, the present answer, what was typed before."""
    interview = session.interview
    default, shown = interview.default(question), ""
    if default is not None:
        # Last year's problems stand in the box before their outcome is told: no answer yet.
        with suppress(AnswerRefused):
            shown = interview.show_raw(question, default)
    return InputContext(
        choices=interview.choices(question), default=default, default_shown=shown,
        present=interview.raw(question), typed=session.typed, year=interview.report.agency.year,
        notes=interview.notes(question), last_year=last_year_cells(session, question),
        parts=partial(interview.origins.parts.at, question.key),
    )  # fmt: skip


def last_year_cells(session: Session, question: Question) -> LastYearCells:
    """What last year's report says on a table; nothing when this year's report is not on the year after."""
    given, interview, key = session.given, session.interview, question.key
    if given is None or not interview.follows_last:
        return NOTHING_KNOWN
    reasons = {one.cell: one.reason for one in session.unlocked if one.question == key}
    return LastYearCells(given.cells.get(key, {}), interview.fixed(question), given.expected.get(key, {}), reasons)


def transcript_plan(session: Session) -> list[str]:
    """What the transcript holds, in order: ``section:<id>`` for each section under way, and the keys of its answers."""
    interview = session.interview
    found: list[str] = []
    for question in interview.path:
        if interview.is_answered(question) or question.key == interview.at:
            opening = f"section:{question.section}"
            found += [opening] if opening not in found else []
            found += [question.key] if interview.is_answered(question) else []
    return found


_SHOWN_CHANGES = 3
_PAUSE = 0.5
"""Seconds without a key after which what is being typed is saved and previewed."""


class ConversationScreen(DraftScreen):
    """One draft, question by question."""

    CSS_PATH = "screens.tcss"
    AUTO_FOCUS = ""
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide"), (132, "-roomy")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-tiny"), (12, "-low"), (30, "-tall")]  # noqa: RUF012
    BINDINGS = CONVERSATION_KEYS

    def __init__(self, session: Session, folder: Path, materials: Sequence[Path] = ()) -> None:
        super().__init__(session, folder)
        self._talk = Talk(self, self, session, materials)
        self._pause: Timer | None = None
        self._mending = False
        self._showing = Lock()
        self._progress = ProgressLine()
        self._outline = Outline()
        self._transcript = Transcript()
        self._card = QuestionCard()
        self._closing_card = ClosingCard()
        self._live = LivePreview()

    def compose(self) -> ComposeResult:
        yield self._progress
        with Horizontal(id="body"):
            yield self._outline
            with Vertical(id="talk"):
                yield self._transcript
                yield self._card
                yield self._closing_card
            yield self._live
        yield Keys()

    async def on_mount(self) -> None:
        await self.show_question(refresh=True)
        self._talk.next_material()

    # -- showing -------------------------------------------------------------------------------
    async def show_question(self, refresh: bool = False) -> None:
        """Bring the screen to where the session stands; ``refresh`` looks at settled answers again, too."""
        async with self._showing:
            with self.app.batch_update():  # what is half done need not be laid out and painted
                await self._put_question(refresh)
            self._keyboard.release_keys()
            self.call_after_refresh(self._preview)  # the question first: composing takes the processor

    async def _put_question(self, refresh: bool) -> None:
        session, question = self.session, self.session.question
        card, closing = self._card, self._closing_card
        self._transcript.sync(transcript_plan(session), session.exchange, session.section, refresh)
        self.set_focus(None)  # or the transcript would have it while the inputs change
        card.display, closing.display = question is not None, question is None
        if question is not None:
            await card.show(asked(session, question), input_for(question, input_context(session, question)))
        else:
            await closing.show(session.interview.progress.total)
            self.check_report()
        self._transcript.mark_open(question.key if question and session.reopened else None)
        self._show_state()

    @property
    def _keyboard(self) -> SequentialKeysApp[None]:
        return cast("SequentialKeysApp[None]", self.app)

    def _show_state(self) -> None:
        self._outline.show(self.session.interview)
        self._progress.show(self.session.interview, self.saver.words)
        self.refresh_bindings()

    def on_resize(self) -> None:
        self.call_after_refresh(self._show_state)

    # -- answering -----------------------------------------------------------------------------
    @on(AnswerInput.Submitted)
    def _submitted(self, event: AnswerInput.Submitted) -> None:
        event.stop()
        answer_input = event.answer_input
        if answer_input is not self._card.input:
            return
        if self._talk.instead_of_an_answer(answer_input, event.raw):
            return
        try:
            self.answer(event.raw, answer_input.origin)
        except AskedBack as error:
            answer_input.refuse(error.sentence())
        except AnswerRefused as error:
            if not self._talk.instead_of_a_refusal(answer_input, event.raw):
                why = self._talk.why_refused(answer_input.question, event.raw)
                answer_input.refuse(why or error.sentence())

    @property
    def answer_input(self) -> AnswerInput | None:
        """The input of the question at hand."""
        return self._card.input

    @property
    def hint(self) -> str:
        return self._card.input.hint if self._card.input is not None and self._card.display else ""

    def answer(self, raw: Raw, origin: Origin | None = None) -> None:
        """Answer the question at hand. :raises AnswerRefused: it is no answer; nothing changes then."""
        self.session.answer(raw, origin)
        self.stop_pause()
        self.advance()

    # -- what is said in the place of an answer ------------------------------------------------
    @on(AnswerInput.Spoken)
    def _spoken(self, event: AnswerInput.Spoken) -> None:
        event.stop()
        self._talk.spoken(event.text, event.heard)

    def action_say(self, text: str = "") -> None:
        """Say something to the assistant, whatever input the question has."""
        self._talk.ask(text)

    def action_material(self) -> None:
        """Read a file that tells answers: a summary, a list of published items, a register."""
        self._talk.ask_for_material(self.folder)

    def advance(self) -> None:
        """Put the new state on disk; the next question appears when it is there, and has the keys pressed meanwhile."""
        self._keyboard.hold_keys()
        self.saver.save(advancing=True)

    async def go_on(self) -> None:
        await self.show_question(refresh=self.session.rewritten)
        touched, self.session.follow_ups = self.session.follow_ups, None
        if touched is not None and touched.items:
            self._talk.offer(touched)
            return
        if touched is not None:
            self.notify("".join(touched.left), markup=False, timeout=10)
        self.return_to_findings()

    async def show_changed(self) -> None:
        self.stop_pause()
        await self.show_question(refresh=True)

    def show_saved(self) -> None:
        self._show_state()

    @on(AnswerInput.Edited)
    def _edited(self, event: AnswerInput.Edited) -> None:
        event.stop()
        if event.answer_input is not self._card.input or event.answer_input.question is not self.session.question:
            return
        self.session.typed = event.answer_input.typed
        self.stop_pause()
        self._pause = self.set_timer(_PAUSE, self._paused)

    def _paused(self) -> None:
        self._pause = None
        if self.session.named:
            self.saver.save()
        self._preview()

    def stop_pause(self) -> None:
        if self._pause is not None:
            self._pause.stop()
            self._pause = None

    def on_unmount(self) -> None:
        self.session.close()

    async def leave(self) -> None:
        """Put everything on disk, unsubmitted input included. :raises NotSaved: the disk did not take it."""
        self.stop_pause()
        self.keep_typed()
        if self.session.begun:
            await self.saver.save_now()

    def leave_at_once(self) -> None:
        """As :meth:`leave`, without waiting for anything else; for when the program is told to end."""
        self.keep_typed()
        if self.session.begun:
            self.session.writer.write(self.session.save_request())

    def keep_typed(self) -> None:
        answer_input = self._card.input
        if answer_input is not None and self.session.question is answer_input.question:
            self.session.typed = answer_input.typed

    # -- moving --------------------------------------------------------------------------------
    async def go_to(self, key: str) -> None:
        """Stand at a question; what was being typed elsewhere is kept."""
        self._mending = False
        self.keep_typed()
        self.stop_pause()
        self.session.jump(key)
        await self.show_moved()

    async def mend(self, place: Place | None) -> None:
        if place is None:
            return
        if place.paragraph:
            self.action_preview(place.paragraph)
        else:
            await self.go_to(place.question)
            if place.cell and self._card.input is not None:
                self._card.input.point_at(place.cell)
        self._mending = True

    async def action_section(self, key: str) -> None:
        """Go to what is open in a section, or to its first question."""
        steps = [step for step in self.session.interview.path if step.section == key]
        opened = [step for step in steps if not self.session.interview.is_answered(step)]
        if steps:
            await self.go_to((opened or steps)[0].key)

    async def action_answer_of(self, key: str) -> None:
        """Go to a question that is on the path."""
        if any(step.key == key for step in self.session.interview.path):
            await self.go_to(key)

    async def action_table(self, schema_key: str) -> None:
        """Go to the question that a table of the report answers."""
        figures = ((key, figures_class(key)) for key in TABLES)
        await self.go_if(next((key for key, known in figures if known and known.schema_key == schema_key), None))

    async def action_told_in(self, sources: Sequence[str], clause: str, sentence: str) -> None:
        """Go to the question whose answer a clause of the preview tells."""
        await self.go_if(self.session.told_in(sources, clause, sentence))

    def return_to_findings(self) -> None:
        """From mending a finding back to the list, which is made anew: what is mended is gone from it."""
        if self._mending:
            self._mending = False
            self.check_report(show=True)

    async def show_moved(self) -> None:
        if self.session.begun:
            self.saver.save()
        await self.show_question()

    @on(Transcript.Reopen)
    async def _reopen(self, event: Transcript.Reopen) -> None:
        await self.go_to(event.key)

    @on(Transcript.Left)
    def _return_to_input(self) -> None:
        if self.session.question is not None and self._card.input is not None:
            self._card.input.focus()
        else:
            self._closing_card.focus()
        self._transcript.scroll_end(animate=False)

    def action_transcript(self) -> None:
        """Go to the answer before."""
        if self._transcript.has_focus:
            self._transcript.action_move(-1)
        else:
            self._transcript.focus()

    def action_transcript_below(self) -> None:
        """Go to the answer after; from the last one to the question at hand."""
        if self._transcript.has_focus:
            self._transcript.action_below()

    async def action_give_up(self) -> None:
        """From a re-opened answer back to the current question, the answer as it was; what was begun is kept."""
        self.keep_typed()
        self.stop_pause()
        self.session.resume()
        await self.show_moved()
        self.return_to_findings()

    async def action_undo(self) -> None:
        self.keep_typed()
        changes = await to_thread(self.session.undo)
        await self._stepped("talk.undone" if changes else "talk.nothing_to_undo", changes)

    async def action_redo(self) -> None:
        changes = await to_thread(self.session.redo)
        await self._stepped("talk.redone" if changes else "talk.nothing_to_redo", changes)

    async def _stepped(self, words: str, changes: Sequence[Difference] | None) -> None:
        """The work stands at another step: show it, and what is different."""
        if changes is not None:
            self.stop_pause()
            self.saver.save()
            await self.show_question(refresh=True)
        what = SCREENS.say("talk.and").join(difference.sentence() for difference in (changes or ())[:_SHOWN_CHANGES])
        more = (
            SCREENS.say("talk.more", count=len(changes) - _SHOWN_CHANGES)
            if changes and len(changes) > _SHOWN_CHANGES
            else ""
        )
        self.app.clear_notifications()  # of several steps in a row the last is told: a pile would cover the questions
        self.notify(SCREENS.say(words, what=what + more), markup=False)

    def take_over(self, section: str, taken: Taken) -> None:
        self.keep_typed()
        count = self.session.accept_section(section, taken.texts, taken.left)
        self.advance()
        self.notify(SCREENS.say("talk.accepted", count=count), markup=False)

    @on(ClosingCard.Chosen)
    async def _next_step(self, event: ClosingCard.Chosen) -> None:
        await self.run_action(event.step)

    def action_coach(self) -> None:
        from assistant.interview.coach import lacking
        from assistant.tui.screens.coach import CoachScreen

        self.app.push_screen(CoachScreen(lacking(self.session.interview)), self._tell)

    async def _tell(self, key: str | None) -> None:
        """Open the question of a fact that the report does not tell yet."""
        if key is not None and not self.session.read_only:
            self._mending = False
            self.session.tick(key)
            self.saver.save()
            await self.show_question(refresh=True)

    @on(DraftScreen.Checked)
    def _checked(self, event: DraftScreen.Checked) -> None:
        self._closing_card.report(event.ready)
        if self.is_practice and self.session.question is None:
            self.notify(PRACTICE.say("done"), markup=False, timeout=10)

    # -- preview -------------------------------------------------------------------------------
    def _preview(self) -> None:
        self._live.show_preview(self.session.preview_input())

    @on(LivePreview.Failed)
    def _not_composed(self, event: LivePreview.Failed) -> None:
        self.post_message(self.Failed(event.error))

    @on(LivePreview.Drawn)
    def _drawn(self) -> None:
        self.refresh_bindings()

    def action_preview(self, at: str = "") -> None:
        from assistant.tui.screens.preview import PreviewScreen

        async def go_on(key: str | None) -> None:
            self._preview()
            await self.go_if(key)
            self.return_to_findings()

        self.app.push_screen(PreviewScreen(self.session, self.folder, at), go_on)

    def action_wording(self) -> None:
        rewording = self._live.rewording
        if rewording is not None:
            self.session.reword(rewording.taken(self.session.clerk))
            self.saver.save()
            self._preview()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "wording":
            return not self.session.read_only and self._live.rewording is not None
        if action in ("undo", "redo"):
            return not self.session.read_only
        if action == "last_year":
            return self.session.has_offers and not self.session.read_only
        if action in ("give_up", "home"):
            inside = self._card.takes_escape
            return not inside and self.session.reopened == (action == "give_up")
        return True
