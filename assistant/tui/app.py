"""The application: screens, themes, commands, and leaving the program.

What the first question does not need is imported where it is used: see :mod:`assistant.tui.screens.opening`.
"""

from __future__ import annotations

import sys
from asyncio import to_thread
from collections.abc import Awaitable, Callable, Iterable, Sequence
from contextlib import suppress
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from rich.text import Text
from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import Screen

from assistant import resources
from assistant.errors import NianbaoError
from assistant.faults import fault_sentence
from assistant.resources import default_home
from assistant.texts import SCREENS
from assistant.tui.keyboard import SequentialKeysApp
from assistant.tui.released import keep_no_drawn_lines
from assistant.tui.screens.opening import OpeningScreen, first_question
from assistant.tui.stylesheet import KeptStylesheet
from assistant.tui.terminal import SignalHandler, can_suspend, default_folder
from assistant.tui.themes import DARK, LIGHT, THEMES, remember_theme, remembered_theme
from assistant.tui.widgets.keys import key_name

if TYPE_CHECKING:
    from assistant.drafts import Claim, Draft, DraftStore
    from assistant.interview import Script
    from assistant.tui.screens.conversation import ConversationScreen


_OVER_DRAFT = (
    "say",
    "material",
    "jump",
    "last_year",
    "preview",
    "findings",
    "export",
    "sign_off",
    "ask",
    "merge",
    "save_copy",
    "undo",
    "redo",
    "home",
)
_ANYWHERE = ("help", "dark", "light", "screenshot")


_NOTICES = "textual-toastrack"
"""Textual's name for what holds the notices of a screen."""


class NianbaoApp(SequentialKeysApp[None]):
    """The drafting assistant in the terminal.

    :param store: where the drafts are.
    :param draft: a draft to go on with at once; the list of drafts is shown first when None.
    :param today: the day that defaults and the report year count from.
    :param folder: where file names without a folder are meant; the current one when None.
    :param returned: a changed copy of the draft's report, whose differences are shown at once.
    :param practice: open the practice at once.
    :param begin: open a new report at once, its first question before all else is loaded.
    :param materials: files that tell answers of the draft that is opened first.
    :raises DataFileError: the question scripts do not load.
    """

    CSS_PATH = "nianbao.tcss"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+q", "quit", show=False, priority=True)]

    def __init__(
        self,
        store: DraftStore | None = None,
        draft: Draft | None = None,
        today: date | None = None,
        folder: Path | None = None,
        begin: bool = False,
        materials: Sequence[Path] = (),
        returned: Path | None = None,
        practice: bool = False,
    ) -> None:
        super().__init__()
        self._materials = tuple(materials)
        keep_no_drawn_lines()
        self.stylesheet = KeptStylesheet(variables=self.get_css_variables())
        self._store = store
        self.today = today or date.today()
        self.folder = folder or default_folder()
        self._first = first_question() if begin else None
        self.opens_at_once = self._first is not None
        """Whether the first question is shown before the rest is loaded."""
        if not self.opens_at_once:
            _ = self.script  # what is wrong with the scripts is told before the screen opens
        self.signals = SignalHandler(self, self.save_at_once)
        self.failure: NianbaoError | None = None
        self._draft, self._begin, self._returned, self._practice = draft, begin, returned, practice
        self.title = SCREENS.say("app.name")
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = remembered_theme(store.home if store is not None else default_home())

    @cached_property
    def store(self) -> DraftStore:
        """Where the drafts are."""
        from assistant.drafts import DraftStore

        return self._store or DraftStore()

    @cached_property
    def script(self) -> Script:
        """The questions. :raises DataFileError: they do not load."""
        from assistant.interview import load_script

        return load_script()

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return {"quiet": "auto 65%"}

    def get_default_screen(self) -> Screen[Any]:
        if self._first is not None:
            opening = OpeningScreen(self._first, self._load)
            self.shut_keys(opening.echo)
            return opening
        return self._home_screen()

    def _home_screen(self) -> Screen[Any]:
        from assistant.tui.screens.home import HomeScreen

        return HomeScreen(self.store, self.folder, self.today, self.open_conversation)

    def on_mount(self) -> None:
        if not self.is_headless:
            self.signals.begin()
        for sentence in resources.packs_refused():
            self.notify(sentence, severity="warning", markup=False, timeout=15)
        if not self.opens_at_once and (self._draft is not None or self._begin):
            self.open_conversation(self._draft or self._new())
            if self._returned is not None:
                self.call_after_refresh(self._bring_back, self._returned)
        elif self._practice:
            self.action_practice()

    def action_practice(self) -> None:
        """Open the draft of the practice, with what is to be done; it is kept apart from the clerk's drafts."""
        from assistant.tui.screens.practice import practise

        self.run_worker(practise(self), group="practice", exclusive=True, description="")

    def _bring_back(self, path: Path) -> None:
        if self.conversation is not None:
            self.conversation.action_merge(path)

    async def _load(self) -> None:
        """The first question is on the terminal: load the rest and put the conversation in its place.

        What takes long is loaded in a thread, so that typed letters are shown meanwhile.
        """
        await to_thread(self._load_modules)
        with self.batch_update():  # the question stays visible until the conversation shows it
            await self.screen.remove_children()
            if self.idle_collector is not None:
                self.idle_collector.begin()
            await self.push_screen(self._conversation(self._new()))

    def _load_modules(self) -> None:
        import assistant.session.session
        import assistant.tui.screens.conversation  # noqa: F401

        _ = self.script, self.store

    @staticmethod
    def _new() -> Draft:
        from assistant.drafts import Draft

        return Draft()

    def clear_notifications(self) -> None:
        """As Textual does, and with them what held them: it would stay, empty, and be laid out each time."""
        super().clear_notifications()
        racks = (child for screen in self.screen_stack for child in screen.children if child.id == _NOTICES)
        for holder in [holder for rack in racks for holder in rack.children]:
            holder.remove()

    def get_key_display(self, binding: Binding) -> str:
        return key_name(binding, self.size.width)

    # -- from screen to screen -----------------------------------------------------------------
    def open_conversation(self, draft: Draft, materials: Sequence[Path] = ()) -> None:
        """Open the conversation about a draft; when another window has it the clerk may look at it.

        :param materials: files that tell answers of it.
        """
        self._materials = (*self._materials, *materials)
        from assistant.drafts import DraftInUse

        try:
            held = self.store.claim(draft.name) if draft.name else None
        except DraftInUse as error:
            self._ask_to_look(draft, error)
            return
        if held is not None and held.unlocked:
            self.notify(SCREENS.say("in_use.unlocked"), severity="warning", markup=False, timeout=10)
        self._open(draft, held)

    def _open(self, draft: Draft, held: Claim | None, read_only: bool = False) -> None:
        self.push_screen(self._conversation(draft, held, read_only))
        if draft.without_packs:
            self.notify(draft.without_packs, severity="warning", markup=False, timeout=15)

    def _conversation(self, draft: Draft, held: Claim | None = None, read_only: bool = False) -> ConversationScreen:
        from assistant.session.session import Session
        from assistant.tui.screens.conversation import ConversationScreen

        session = Session(self.store, draft, self.script, self.today, held, read_only)
        materials, self._materials = self._materials, ()
        return ConversationScreen(session, self.folder, materials)

    def _ask_to_look(self, draft: Draft, error: NianbaoError) -> None:
        from assistant.tui.screens.dialogs import ChoiceScreen

        def decided(choice: str | None) -> None:
            if choice == "look":
                self._open(draft, None, read_only=True)
            elif choice == "again":
                self._converse_anew(draft.name)

        self.push_screen(ChoiceScreen(error.title, [error.sentence()], SCREENS.entry("in_use.choices")), decided)

    def _converse_anew(self, name: str) -> None:
        """Read a draft from disk again and open its conversation."""
        try:
            self.open_conversation(self.store.load(name))
        except NianbaoError as error:
            from assistant.tui.screens.dialogs import MessageScreen

            self.push_screen(MessageScreen.of(error))

    @property
    def conversation(self) -> ConversationScreen | None:
        """The open conversation, wherever it is in the stack of screens; None when there is none."""
        from assistant.tui.screens.conversation import ConversationScreen

        return next((screen for screen in self.screen_stack if isinstance(screen, ConversationScreen)), None)

    async def action_go_home(self) -> None:
        await self._leave(self._home)

    async def action_quit(self) -> None:
        """Save and leave. When saving fails the clerk is asked, and may leave without saving."""
        await self._leave(self._exit_now)

    async def _home(self) -> None:
        from assistant.tui.screens.home import HomeScreen

        while not isinstance(self.screen, HomeScreen):
            if isinstance(self.screen_stack[-2], OpeningScreen):
                # A new report was begun at once: the list of drafts is wanted for the first time.
                await self.switch_screen(self._home_screen())
            else:
                await self.pop_screen()

    async def _exit_now(self) -> None:
        self.exit()

    async def _leave(self, go: Callable[[], Awaitable[None]]) -> None:
        """Save and call ``go``; when saving fails, ask the clerk what to do."""
        failure = await self._save_conversation()
        conversation = self.conversation
        if failure is None or conversation is None:
            await go()
            return
        from assistant.drafts import ChangedElsewhere

        if isinstance(failure, ChangedElsewhere):
            conversation.saver.ask_which_version(failure, lambda: self._leave(go))
            return

        async def decided(choice: str | None) -> None:
            if choice == "leave":
                await go()
            elif choice == "again":
                await self._leave(go)
            elif choice is not None:
                await conversation.run_action("save_copy" if choice == "copy" else choice)

        from assistant.tui.screens.dialogs import ChoiceScreen

        text = SCREENS.say("quit.not_saved", sentence=failure.sentence())
        self.push_screen(ChoiceScreen(failure.title, [text], SCREENS.entry("quit.choices")), decided)

    async def _save_conversation(self) -> NianbaoError | None:
        """Save the open conversation; the error when that fails, else None."""
        conversation = self.conversation
        if conversation is not None:
            try:
                await conversation.leave()
            except NianbaoError as error:
                conversation.session.save_error = error
                conversation.show_saved()
                return error
        return None

    def save_at_once(self) -> None:
        """Put the open conversation on disk without waiting for a screen. :raises NianbaoError: the disk refuses it."""
        if self.conversation is not None:
            self.conversation.leave_at_once()

    def leave_now(self) -> None:
        """Save without asking and leave: nobody looks at the screen any more."""
        self.signals.save()
        self.exit()

    def action_suspend(self) -> None:
        """Save and suspend the program; ``fg`` in the shell resumes it."""
        self.signals.save()
        self.action_suspend_process()

    def _handle_exception(self, error: Exception) -> None:
        """A question script of others that fails on the way: leave with its sentence instead of a traceback."""
        if isinstance(error, NianbaoError) and not self.is_headless:
            self.failure = error
            self.exit(return_code=2)
        else:
            super()._handle_exception(error)

    def _fatal_error(self) -> None:
        """A fault of the program: save what can be saved, and leave with a sentence that names the report of it.

        Textual's own report shows local variables, which hold what the clerk has written.
        """
        saved = "unsaved"
        with suppress(Exception):  # whatever else is broken, the report of the first fault must come out
            self.save_at_once()
            saved = "sentence"
        error = sys.exc_info()[1]
        self._exit_renderables.append(Text(fault_sentence(SCREENS.say(f"crashed.{saved}"), error)))
        self._close_messages_no_wait()

    def action_help_quit(self) -> None:
        self.notify(SCREENS.say("quit.hint"), markup=False)

    # -- commands ------------------------------------------------------------------------------
    def action_commands(self) -> None:
        from assistant.tui.screens.conversation import ConversationScreen
        from assistant.tui.screens.search import CommandsScreen

        screen = self.screen
        over_draft = [action for action in _OVER_DRAFT if self.conversation is not None]
        if self.conversation is not None and self.conversation.is_practice:
            over_draft.insert(0, "practice_result")
        if not isinstance(screen, ConversationScreen) or not screen.session.has_offers:
            over_draft = [action for action in over_draft if action != "last_year"]

        async def run(action: str | None) -> None:
            if action is not None:
                await self._run_command(action, screen)

        suspend = ("suspend",) if can_suspend() else ()
        at_home = ("county",) if hasattr(screen, "action_county") else ()
        self.push_screen(CommandsScreen((*over_draft, *at_home, *_ANYWHERE, *suspend, "quit")), run)

    async def _run_command(self, action: str, screen: Screen[Any]) -> None:
        if action in ("dark", "light"):
            self.theme = DARK.name if action == "dark" else LIGHT.name
            remember_theme(self.store.home, self.theme)
        elif action == "home":
            await self.action_go_home()
        elif action == "screenshot":
            from assistant.tui.pictures import save_picture

            self.set_timer(0.1, lambda: save_picture(self, self.folder))
        elif action == "quit":
            await self.action_quit()
        elif action == "suspend":
            self.action_suspend()
        elif hasattr(screen, f"action_{action}"):
            await screen.run_action(action)
        elif action == "help":
            from assistant.tui.screens.help import HelpScreen

            self.push_screen(HelpScreen())

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """The commands as Textual names them, in Chinese; the list under F2 is our own."""
        for action in ("dark", "light", "quit"):
            name, meaning = SCREENS.entry(f"command.{action}")
            yield SystemCommand(name, meaning, lambda action=action: self._run_command(action, screen))
