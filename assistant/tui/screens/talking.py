"""What is said to the assistant in the place of an answer: understood, shown, and done or taken after a yes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from textual.screen import Screen

from assistant.errors import AnswerRefused, NianbaoError
from assistant.interview import Question, Raw
from assistant.interview.utterances import Utterance
from assistant.session.session import Session
from assistant.session.talk import follow_words, heard, may_be_meant, reply, told_words, wants
from assistant.session.telling import Telling
from assistant.texts import SCREENS, TALK
from assistant.tui.screens.draft_screen import DraftScreen, in_thread

if TYPE_CHECKING:
    from assistant.session.follow_ups import FollowUps
    from assistant.tui.inputs import AnswerInput
    from assistant.tui.screens.told import Decision

_ACTIONS = {"quit": "app.quit"}
"""Intents whose action has another name."""


class Conversing(Protocol):
    """What a conversation does with what was said."""

    @property
    def answer_input(self) -> AnswerInput | None:
        """The input of the question at hand."""

    def answer(self, raw: Raw) -> None:
        """Answer the question at hand. :raises AnswerRefused: it is no answer."""

    def advance(self) -> None:
        """Put the new state on disk and go on."""

    def keep_typed(self) -> None:
        """Keep what is typed and not submitted in the session."""

    def stop_pause(self) -> None:
        """What was typed need not be saved any more."""

    async def go_to(self, key: str) -> None:
        """Stand at a question."""

    async def show_question(self, refresh: bool = False) -> None:
        """Show where the session stands."""

    async def show_moved(self) -> None:
        """Show and save that the session stands at another question."""

    def return_to_findings(self) -> None:
        """Go back to the list of findings, where the clerk came from there."""


class Talk:
    """Talking with the clerk over the screen of a conversation.

    :param screen: runs the threads and is below the dialogs. :param conversing: as a rule the screen itself.
    :param materials: files that tell answers, still to be read.
    """

    def __init__(
        self, screen: Screen[Any], conversing: Conversing, session: Session, materials: Sequence[Path] = ()
    ) -> None:
        self._screen = screen
        self._conversing = conversing
        self._session = session
        self._materials = list(materials)
        self._told_instead: Raw | None = None

    # -- what is submitted as an answer --------------------------------------------------------
    def instead_of_an_answer(self, answer_input: AnswerInput, raw: Raw) -> bool:
        """Whether what was submitted is asked back or shown as what it tells, before it may be an answer."""
        utterance = heard(self._session, raw)
        if utterance is not None and may_be_meant(answer_input.question):
            self._ask_what_is_meant(utterance, answer_input, raw)
            return True
        telling = self._telling_instead(answer_input.question, raw) if utterance is None else None
        if telling is None:
            return False
        answer_input.reopen()
        self._show_told(telling)
        return True

    def instead_of_a_refusal(self, answer_input: AnswerInput, raw: Raw) -> bool:
        """Whether what is no answer is done as a request, or shown as what it tells."""
        utterance = heard(self._session, raw)
        if utterance is not None:
            self._screen.call_later(self._comply_instead, utterance)
            return True
        telling = self._telling_of(raw)
        if telling is None:
            return False
        answer_input.reopen()
        self._show_told(telling)
        return True

    def why_refused(self, question: Question, raw: Raw) -> str:
        """Why a sentence with a figure is no answer to a count, "" where nothing more is known than that it is none."""
        in_words = isinstance(raw, str) and any(map(str.isalpha, raw))
        if question.kind not in ("integer", "money") or not in_words or self._session.read_only:
            return ""
        return Telling(self._session, str(raw)).why_not

    def _telling_of(self, raw: Raw) -> Telling | None:
        """What a typed text tells, None when there is no answer in it or nothing may be changed."""
        if not isinstance(raw, str) or self._session.read_only:
            return None
        telling = Telling(self._session, raw)
        return telling if telling.anything else None

    def _telling_instead(self, question: Question, raw: Raw) -> Telling | None:
        """What a sentence tells where any text is an answer, None when it may stand as it is.

        Submitted once more it is the answer, word for word.
        """
        if raw == self._told_instead or not may_be_meant(question):
            return None
        telling = self._telling_of(raw)
        if telling is None or not telling.is_meant_elsewhere(question):
            return None
        self._told_instead = raw
        return telling

    def _ask_what_is_meant(self, utterance: Utterance, answer_input: AnswerInput, raw: Raw) -> None:
        """Where any text is an answer, a request is asked back before anything is done."""
        from assistant.tui.screens.dialogs import ChoiceScreen

        what = {"wants": wants(self._session, utterance), "text": raw}
        choices = {name: TALK.say(f"meant.{name}", **what) for name in ("do", "write")}

        async def decided(choice: str | None) -> None:
            if choice == "do":
                await self._comply_instead(utterance)
                return
            answer_input.reopen()
            if choice == "write":
                try:
                    self._conversing.answer(raw)
                except AnswerRefused as error:
                    answer_input.refuse(error.sentence())

        dialog = ChoiceScreen(TALK.say("meant.title"), [TALK.say("meant.question", **what)], choices)
        self._screen.app.push_screen(dialog, decided)

    # -- what is said beside the input ---------------------------------------------------------
    def spoken(self, text: str, told: Callable[[bool], None] | None = None) -> None:
        """Understand what was typed or pasted where the input takes no text; as :class:`AnswerInput.Spoken`."""
        understood = self._heard(text)
        if told is not None:
            told(understood is not None)
            if understood is None:
                return
        if isinstance(understood, Telling):
            self._show_told(understood)
        elif understood is not None:
            self._screen.call_later(self._comply, understood)
        elif "\n" not in text.strip():
            self.ask(text)
        else:
            self._notify(TALK.say("told.nothing_long"))

    def ask(self, text: str = "") -> None:
        """Ask what the clerk wants to say; ``text`` is typed already."""
        from assistant.tui.screens.dialogs import SayScreen

        async def said(understood: Utterance | Telling | None) -> None:
            if isinstance(understood, Telling):
                self._show_told(understood)
            elif understood is not None:
                await self._comply(understood)

        self._screen.app.push_screen(SayScreen(self._heard, text), said)

    def _heard(self, text: str) -> Utterance | Telling | None:
        return heard(self._session, text) or self._telling_of(text)

    def _notify(self, text: str) -> None:
        self._screen.notify(text, markup=False)

    # -- figures in a sentence, several answers at once ----------------------------------------
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

            self._screen.app.push_screen(ChoiceScreen(TALK.say("lack.title"), [question], choices), completed)
        elif telling.items:
            self._screen.app.push_screen(ToldScreen(telling), partial(self._decided, telling))
        else:
            self._notify("".join((TALK.say("told.nothing_long"), *telling.left)))
            self.next_material()

    async def _decided(self, telling: Telling, decision: Decision | None) -> None:
        """Take what the clerk ticked; the table to be looked over first is put into its grid and not answered."""
        if decision is None:
            self.next_material()
            return
        self._told_instead = None
        conversing, session = self._conversing, self._session
        conversing.keep_typed()
        names = {name for name in decision.names if not decision.table or not name.startswith(f"{decision.table}#")}
        taken, pending = telling.take(names), telling.pending(names)
        if decision.table:
            cells = telling.cells(decision.table, decision.names)
            await conversing.go_to(decision.table)
            if cells is not None and conversing.answer_input is not None:
                conversing.answer_input.offer(cells)
            return
        if session.question is not None and session.question.key in pending:
            session.typed = None
            session.skip()
        conversing.stop_pause()
        conversing.advance()
        self._notify(told_words(session, taken, pending))
        self.next_material()

    def offer(self, touched: FollowUps) -> None:
        """Offer what follows from a changed answer; nothing of it changes by itself."""
        from assistant.tui.screens.told import ToldScreen

        def decided(decision: Decision | None) -> None:
            taken = touched.take(decision.names) if decision is not None else ()
            if taken:
                self._conversing.advance()
                self._notify(follow_words(taken) + touched.problem)
            elif touched.problem:
                self._notify(touched.problem)
            else:
                self._conversing.return_to_findings()

        self._screen.app.push_screen(ToldScreen(touched), decided)

    # -- papers at hand ------------------------------------------------------------------------
    def ask_for_material(self, folder: Path) -> None:
        """Ask for a file that tells answers, and read it."""
        from assistant.session.materials import MATERIAL_ENDINGS
        from assistant.tui.screens.files import FilePrompt

        def chosen(path: Path | None) -> None:
            if path is not None:
                self._materials.append(path)
                self.next_material()

        self._screen.app.push_screen(FilePrompt("material", folder, MATERIAL_ENDINGS), chosen)

    def next_material(self) -> None:
        """Read the next file, if there is one and the draft may be changed."""
        if self._materials and not self._session.read_only:
            self._notify(SCREENS.say("file.reading"))
            self._screen.run_worker(self._read(self._materials.pop(0)), exclusive=True, group="material")

    async def _read(self, path: Path) -> None:
        from assistant.session.materials import read_material

        telling = await in_thread(self._screen, lambda: read_material(self._session, path))
        if isinstance(telling, NianbaoError):
            self._screen.post_message(DraftScreen.Failed(telling))
            return
        # In the application's turn: it may not have shown yet that the file is being read.
        self._screen.app.call_later(self._screen.app.clear_notifications)
        self._show_told(telling)

    # -- requests ------------------------------------------------------------------------------
    async def _comply_instead(self, utterance: Utterance) -> None:
        """As :meth:`_comply`, for what was typed in the place of an answer: it leaves the input."""
        self._session.typed = None
        self._conversing.stop_pause()
        await self._conversing.show_question()
        await self._comply(utterance)

    async def _comply(self, utterance: Utterance) -> None:
        """Do what was said, or say what was asked for. What is typed in the input and not submitted stays."""
        conversing, screen, session = self._conversing, self._screen, self._session
        conversing.keep_typed()
        text = reply(session, utterance)
        if utterance.intent in ("later", "back"):
            text = await self._move_by_word(utterance.intent)
        elif utterance.intent == "go_to":
            await conversing.go_to(utterance.target)
            if utterance.value and conversing.answer_input is not None:
                conversing.answer_input.offer(utterance.value)
        elif utterance.intent == "wording" and not screen.check_action("wording", ()):
            text = TALK.say("reply.no_wording")
        elif utterance.intent == "last_year" and not session.has_offers:
            text = TALK.say("reply.no_last_year")
        elif not text:
            await screen.run_action(_ACTIONS.get(utterance.intent, utterance.intent))
        if text and conversing.answer_input is not None and session.question is not None:
            conversing.answer_input.set_notice(text)
        elif text:
            self._notify(text)

    async def _move_by_word(self, intent: str) -> str:
        """Leave the question for later, or go to the one before; what is said to it."""
        question, session = self._session.question, self._session
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
            await self._conversing.show_moved()
        return text
