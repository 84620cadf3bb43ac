"""The conversation: outline, settled transcript, the current question with its input, the live preview."""

from __future__ import annotations

from asyncio import Lock, to_thread
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.timer import Timer

from assistant.errors import AnswerRefused, NianbaoError
from assistant.interview import Question, Raw
from assistant.interview.utterances import Utterance
from assistant.report import Origin
from assistant.session.session import Session
from assistant.session.sheet import NOTHING_KNOWN, LastYearCells
from assistant.session.talk import follow_words, heard, may_be_meant, reply, told_words, wants
from assistant.session.telling import Telling
from assistant.texts import PRACTICE, SCREENS, TALK
from assistant.tui.inputs import AnswerInput, InputContext, input_for
from assistant.tui.keyboard import SequentialKeysApp
from assistant.tui.screens.draft_screen import DraftScreen
from assistant.tui.widgets.closing_card import ClosingCard
from assistant.tui.widgets.keys import Keys
from assistant.tui.widgets.live_preview import LivePreview
from assistant.tui.widgets.outline import Outline, ProgressLine
from assistant.tui.widgets.question_card import Asked, QuestionCard
from assistant.tui.widgets.transcript import Transcript

if TYPE_CHECKING:
    from assistant.drafts.readiness import Place
    from assistant.drafts.undo import Difference
    from assistant.session.follow_ups import FollowUps
    from assistant.tui.screens.last_year import Taken
    from assistant.tui.screens.told import Decision


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
    Binding("up", "transcript", show=False),
    Binding("ctrl+up", "transcript", show=False, priority=True),
    Binding("pageup", "transcript", show=False),
]


def asked(session: Session, question: Question) -> Asked:
    """What the card says: the question, its place on the path, its unit."""
    interview = session.interview
    number = [step.key for step in interview.path].index(question.key) + 1
    where = SCREENS.say("talk.where", number=number, total=len(interview.path), title=question.title)
    unit = SCREENS.say("talk.unit", unit=question.unit) if question.unit else ""
    return Asked(
        ask=interview.ask(question), where=where + unit, above=interview.progress.answered > 0,
        last_year=interview.last_shown(question), reopened=session.reopened,
        offers=session.has_offers,
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
_ACTIONS = {"quit": "app.quit"}
"""Intents whose action has another name."""
_PAUSE = 0.5
"""Seconds without a key after which what is being typed is saved and previewed."""


class ConversationScreen(DraftScreen):
    """One draft, question by question."""

    CSS_PATH = "screens.tcss"
    AUTO_FOCUS = ""
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide"), (132, "-roomy")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-tiny"), (12, "-low"), (30, "-tall")]  # noqa: RUF012
    BINDINGS = CONVERSATION_KEYS

    class MaterialRead(Message):
        """A file was read; this is what it tells."""

        def __init__(self, telling: Telling) -> None:
            super().__init__()
            self.telling = telling

    def __init__(self, session: Session, folder: Path, materials: Sequence[Path] = ()) -> None:
        super().__init__(session, folder)
        self._materials = list(materials)
        self._told_instead: Raw | None = None
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
        self._next_material()

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
        utterance = heard(self.session, event.raw)
        if utterance is not None and may_be_meant(answer_input.question):
            self._ask_what_is_meant(utterance, answer_input, event.raw)
            return
        if utterance is None and (telling := self._telling_instead(answer_input.question, event.raw)) is not None:
            answer_input.reopen()
            self._show_told(telling)
            return
        try:
            self._answer(event.raw, answer_input.origin)
        except AnswerRefused as error:
            telling = self._telling_of(event.raw) if utterance is None else None
            if utterance is not None:
                self.call_later(self._comply_instead, utterance)
            elif telling is not None:
                answer_input.reopen()
                self._show_told(telling)
            else:
                answer_input.refuse(error.sentence())

    def _answer(self, raw: Raw, origin: Origin | None = None) -> None:
        self.session.answer(raw, origin)
        self._stop_pause()
        self._advance()

    # -- figures in a sentence, several answers at once ----------------------------------------
    def _telling_of(self, raw: Raw) -> Telling | None:
        """What a typed text tells, None when there is no answer in it or nothing may be changed."""
        if not isinstance(raw, str) or self.session.read_only:
            return None
        telling = Telling(self.session, raw)
        return telling if telling.anything else None

    def _telling_instead(self, question: Question, raw: Raw) -> Telling | None:
        """What a sentence tells where any text is an answer, None when it may stand as it is.

        Submitted once more it is the answer, word for word.
        """
        if raw == self._told_instead or not (may_be_meant(question) and question.spoken.said):
            return None
        telling = self._telling_of(raw)
        if telling is None or not any(each.fact.key == question.key and each.fact.raw != raw for each in telling.items):
            return None
        self._told_instead = raw
        return telling

    def _heard(self, text: str) -> Utterance | Telling | None:
        return heard(self.session, text) or self._telling_of(text)

    def _show_told(self, telling: Telling) -> None:
        """Show what was understood, after asking for what a sentence left out."""
        from assistant.tui.screens.dialogs import ChoiceScreen
        from assistant.tui.screens.told import ToldScreen

        if telling.lack is not None:
            question, columns = telling.lack
            choices = {**columns, "": TALK.say("lack.none")}

            def completed(column: str | None) -> None:
                telling.complete(column or None)
                if column is not None:
                    self._show_told(telling)

            self.app.push_screen(ChoiceScreen(TALK.say("lack.title"), [question], choices), completed)
        elif telling.items:
            self.app.push_screen(ToldScreen(telling), partial(self._decided, telling))
        else:
            self.notify("".join((TALK.say("told.nothing_long"), *telling.left)), markup=False)
            self._next_material()

    async def _decided(self, telling: Telling, decision: Decision | None) -> None:
        """Take what the clerk ticked; the table to be looked over first is put into its grid and not answered."""
        if decision is None:
            self._next_material()
            return
        self._take_typed()
        names = {name for name in decision.names if not decision.table or not name.startswith(f"{decision.table}#")}
        taken, pending = telling.take(names), telling.pending(names)
        if decision.table:
            cells = telling.cells(decision.table, decision.names)
            await self.go_to(decision.table)
            if cells is not None and self._card.input is not None:
                self._card.input.offer(cells)
            return
        if self.session.question is not None and self.session.question.key in pending:
            self.session.typed = None
            self.session.skip()
        self._stop_pause()
        self._advance()
        self.notify(told_words(self.session, taken, pending), markup=False)
        self._next_material()

    # -- papers at hand ------------------------------------------------------------------------
    def action_material(self) -> None:
        """Read a file that tells answers: a summary, a list of published items, a register."""
        from assistant.session.materials import MATERIAL_ENDINGS
        from assistant.tui.screens.files import FilePrompt

        def chosen(path: Path | None) -> None:
            if path is not None:
                self._materials.append(path)
                self._next_material()

        self.app.push_screen(FilePrompt("material", self.folder, MATERIAL_ENDINGS), chosen)

    def _next_material(self) -> None:
        if self._materials and not self.session.read_only:
            self.notify(SCREENS.say("file.reading"), markup=False)
            self._read_material(self._materials.pop(0))

    @work(thread=True, exclusive=True, group="material")
    def _read_material(self, path: Path) -> None:
        from assistant.session.materials import read_material

        try:
            self.post_message(self.MaterialRead(read_material(self.session, path)))
        except NianbaoError as error:
            self.post_message(self.Failed(error))

    @on(MaterialRead)
    def _material_read(self, event: MaterialRead) -> None:
        # In the application's turn: it may not have shown yet that the file is being read.
        self.app.call_later(self.app.clear_notifications)
        self._show_told(event.telling)

    # -- what is said in the place of an answer ------------------------------------------------
    def _ask_what_is_meant(self, utterance: Utterance, answer_input: AnswerInput, raw: Raw) -> None:
        """Where any text is an answer, a request is asked back before anything is done."""
        from assistant.tui.screens.dialogs import ChoiceScreen

        what = {"wants": wants(self.session, utterance), "text": raw}
        choices = {name: TALK.say(f"meant.{name}", **what) for name in ("do", "write")}

        async def decided(choice: str | None) -> None:
            if choice == "do":
                await self._comply_instead(utterance)
                return
            answer_input.reopen()
            if choice == "write":
                try:
                    self._answer(raw)
                except AnswerRefused as error:
                    answer_input.refuse(error.sentence())

        self.app.push_screen(
            ChoiceScreen(TALK.say("meant.title"), [TALK.say("meant.question", **what)], choices), decided
        )

    @on(AnswerInput.Spoken)
    def _spoken(self, event: AnswerInput.Spoken) -> None:
        event.stop()
        understood = self._heard(event.text)
        if isinstance(understood, Telling):
            self._show_told(understood)
        elif understood is not None:
            self.call_later(self._comply, understood)
        elif "\n" not in event.text.strip():
            self.action_say(event.text)
        else:
            self.notify(TALK.say("told.nothing_long"), markup=False)

    def action_say(self, text: str = "") -> None:
        """Say something to the assistant, whatever input the question has."""
        from assistant.tui.screens.dialogs import SayScreen

        async def said(understood: Utterance | Telling | None) -> None:
            if isinstance(understood, Telling):
                self._show_told(understood)
            elif understood is not None:
                await self._comply(understood)

        self.app.push_screen(SayScreen(self._heard, text), said)

    async def _comply_instead(self, utterance: Utterance) -> None:
        """As :meth:`_comply`, for what was typed in the place of an answer: it leaves the input."""
        self.session.typed = None
        self._stop_pause()
        await self.show_question()
        await self._comply(utterance)

    async def _comply(self, utterance: Utterance) -> None:
        """Do what was said, or say what was asked for. What is typed in the input and not submitted stays."""
        self._take_typed()
        text = reply(self.session, utterance)
        if utterance.intent in ("later", "back"):
            text = await self._move_by_word(utterance.intent)
        elif utterance.intent == "go_to":
            await self.go_to(utterance.target)
            if utterance.value and self._card.input is not None:
                self._card.input.offer(utterance.value)
        elif utterance.intent == "wording" and not self.check_action("wording", ()):
            text = TALK.say("reply.no_wording")
        elif utterance.intent == "last_year" and not self.session.has_offers:
            text = TALK.say("reply.no_last_year")
        elif not text:
            await self.run_action(_ACTIONS.get(utterance.intent, utterance.intent))
        if text and self._card.input is not None and self.session.question is not None:
            self._card.input.set_notice(text)
        elif text:
            self.notify(text, markup=False)

    async def _move_by_word(self, intent: str) -> str:
        """Leave the question for later, or go to the one before; what is said to it."""
        question, session = self.session.question, self.session
        if intent == "back":
            moved = session.back()
            text = "" if moved else TALK.say("reply.first")
        elif question is None or session.reopened:
            session.resume()
            moved, text = True, TALK.say("reply.later_answered")
        else:
            moved = session.skip()
            text = TALK.say("reply.later_done", title=question.title) if moved else TALK.say("reply.later_only")
        if moved:
            await self._moved()
        return text

    def _advance(self) -> None:
        """Put the new state on disk; the next question appears when it is there, and has the keys pressed meanwhile."""
        self._keyboard.hold_keys()
        self.saver.save(advancing=True)

    async def go_on(self) -> None:
        await self.show_question(refresh=self.session.rewritten)
        touched, self.session.follow_ups = self.session.follow_ups, None
        if touched is not None and touched.items:
            self._show_touched(touched)
            return
        if touched is not None:
            self.notify("".join(touched.left), markup=False, timeout=10)
        self._return_to_findings()

    def _show_touched(self, touched: FollowUps) -> None:
        """Offer what follows from a changed answer; nothing of it changes by itself."""
        from assistant.tui.screens.told import ToldScreen

        def decided(decision: Decision | None) -> None:
            taken = touched.take(decision.names) if decision is not None else ()
            if taken:
                self._advance()
                self.notify(follow_words(self.session, taken), markup=False)
            else:
                self._return_to_findings()

        self.app.push_screen(ToldScreen(touched), decided)

    async def show_changed(self) -> None:
        self._stop_pause()
        await self.show_question(refresh=True)

    def show_saved(self) -> None:
        self._show_state()

    @on(AnswerInput.Edited)
    def _edited(self, event: AnswerInput.Edited) -> None:
        event.stop()
        if event.answer_input is not self._card.input or event.answer_input.question is not self.session.question:
            return
        self.session.typed = event.answer_input.typed
        self._stop_pause()
        self._pause = self.set_timer(_PAUSE, self._paused)

    def _paused(self) -> None:
        self._pause = None
        if self.session.named:
            self.saver.save()
        self._preview()

    def _stop_pause(self) -> None:
        if self._pause is not None:
            self._pause.stop()
            self._pause = None

    def on_unmount(self) -> None:
        self.session.close()

    async def leave(self) -> None:
        """Put everything on disk, unsubmitted input included. :raises NotSaved: the disk did not take it."""
        self._stop_pause()
        self._take_typed()
        if self.session.begun:
            await self.saver.save_now()

    def leave_at_once(self) -> None:
        """As :meth:`leave`, without waiting for anything else; for when the program is told to end."""
        self._take_typed()
        if self.session.begun:
            self.session.writer.write(self.session.save_request())

    def _take_typed(self) -> None:
        answer_input = self._card.input
        if answer_input is not None and self.session.question is answer_input.question:
            self.session.typed = answer_input.typed

    # -- moving --------------------------------------------------------------------------------
    async def go_to(self, key: str) -> None:
        """Stand at a question; what was being typed elsewhere is kept."""
        self._mending = False
        self._take_typed()
        self._stop_pause()
        self.session.jump(key)
        await self._moved()

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

    def _return_to_findings(self) -> None:
        """From mending a finding back to the list, which is made anew: what is mended is gone from it."""
        if self._mending:
            self._mending = False
            self.check_report(show=True)

    async def _moved(self) -> None:
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
        self._transcript.focus()

    async def action_give_up(self) -> None:
        """From a re-opened answer back to the current question, the answer as it was."""
        self.session.typed = None
        self._stop_pause()
        self.session.resume()
        await self._moved()
        self._return_to_findings()

    async def action_undo(self) -> None:
        self._take_typed()
        changes = await to_thread(self.session.undo)
        await self._stepped("talk.undone" if changes else "talk.nothing_to_undo", changes)

    async def action_redo(self) -> None:
        changes = await to_thread(self.session.redo)
        await self._stepped("talk.redone" if changes else "talk.nothing_to_redo", changes)

    async def _stepped(self, words: str, changes: Sequence[Difference] | None) -> None:
        """The work stands at another step: show it, and what is different."""
        if changes is not None:
            self._stop_pause()
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
        self._take_typed()
        count = self.session.accept_section(section, taken.texts, taken.left)
        self._advance()
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
            self._return_to_findings()

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
