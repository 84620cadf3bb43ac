"""The first screen: the drafts, and what can be begun. The screens behind it are imported when they are opened."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.worker import get_current_worker

from assistant import resources
from assistant.drafts import DamagedDraft, Draft, DraftEntry, DraftStore, RecycleBin, ThrownAway
from assistant.drafts.beginning import DRAFT_SUFFIX, begin, taken_over
from assistant.errors import NianbaoError
from assistant.standard import reporting_year
from assistant.texts import SCREENS
from assistant.tui.keyboard import SequentialKeysApp
from assistant.tui.widgets.bin_line import BinLine
from assistant.tui.widgets.draft_line import COLUMNS, DraftList, row
from assistant.tui.widgets.keys import Keys

if TYPE_CHECKING:
    from assistant.drafts.readiness import Inspection
    from assistant.drafts.rescue import Rescue


def openable() -> tuple[str, ...]:
    """How the names of the files end that a clerk may have checked: reports and drafts."""
    from assistant.reading import REPORT_ENDINGS

    return (*REPORT_ENDINGS, DRAFT_SUFFIX)


def materials() -> tuple[str, ...]:
    """How the names of the files end from which a report may begin: those, and lists and registers."""
    from assistant.session.materials import SHEET_ENDINGS

    return (*openable(), *SHEET_ENDINGS)


def start_from(store: DraftStore, path: Path, today: date) -> tuple[Draft, tuple[str, ...]]:
    """A new draft made from a file, on disk unless the file is no report, and what the clerk should know about it.

    A draft file is copied. A report on the year that is due now becomes a draft again; any other
    report is last year's, whose standing answers are suggested. Of what is no report (a summary, a list of
    published items, a register) the conversation shows what it tells.

    :raises NianbaoError: the file cannot be read, or the disk does not take the draft.
    """
    if path.suffix.lower() == DRAFT_SUFFIX:
        return store.import_file(path), ()
    from assistant.session.materials import report_in

    document = report_in(path)
    if document is None:
        return Draft(), ()
    if document.year == reporting_year(today):
        draft, notes = taken_over(path)
        return store.add(draft), notes
    return store.create(begin(document, None).report, document.agency, document), ()


_LABELS: dict[str, str] = SCREENS.entry("keys")


class HomeScreen(Screen[None]):
    """All drafts, the last edited first.

    :param folder: where file names without a folder are meant.
    :param today: the day that the report year counts from.
    :param open_conversation: opens the conversation about a draft.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "new", _LABELS["new"]),
        Binding("enter", "open", _LABELS["open"], priority=True),
        Binding("f", "from_file", _LABELS["from_file"]),
        Binding("c", "check_file", _LABELS["check_file"]),
        Binding("delete", "trash", _LABELS["trash"]),
        Binding("r", "bin", _LABELS["bin"]),
        Binding("ctrl+z", "take_back", _LABELS["take_back"]),
        Binding("u", "take_back", show=False),
        Binding("f1", "help", _LABELS["help"]),
        Binding("f2", "app.commands", _LABELS["commands"]),
        Binding("q", "app.quit", _LABELS["quit"]),
        Binding("p", "app.practice", _LABELS["practice"]),
        Binding("s", "county", _LABELS["county"]),
    ]

    class Listed(Message):
        """The drafts were read, and what lies in the recycle bin.

        ``chosen`` is the draft to point at, "" for the one pointed at before; ``notice`` is what was done to them,
        "" when they were only read.
        """

        def __init__(
            self, entries: Sequence[DraftEntry], thrown: Sequence[ThrownAway], chosen: str, notice: str
        ) -> None:
            super().__init__()
            self.entries = entries
            self.thrown = thrown
            self.chosen = chosen
            self.notice = notice

    class Opened(Message):
        """A draft was read and is to be gone on with; ``notes`` are for the clerk to know, under ``title``.

        ``materials``: files that tell answers of it.
        """

        def __init__(
            self, draft: Draft, notes: Sequence[str] = (), title: str = "", materials: Sequence[Path] = ()
        ) -> None:
            super().__init__()
            self.materials = tuple(materials)
            self.draft = draft
            self.notes = notes
            self.title = title

    class Damaged(Message):
        """A draft cannot be opened; this is what can be done."""

        def __init__(self, rescue: Rescue) -> None:
            super().__init__()
            self.rescue = rescue

    class Inspected(Message):
        """Somebody's report was read and held against the rules."""

        def __init__(self, inspection: Inspection) -> None:
            super().__init__()
            self.inspection = inspection

    class Failed(Message):
        """It did not work; the clerk is notice why."""

        def __init__(self, error: NianbaoError) -> None:
            super().__init__()
            self.error = error

    def __init__(
        self, store: DraftStore, folder: Path, today: date, open_conversation: Callable[[Draft, Sequence[Path]], None]
    ) -> None:
        super().__init__()
        self._today = today
        self._open_conversation = open_conversation
        self._store = store
        self._folder = folder
        self._bin = RecycleBin(store)
        self._known = False
        self._open_first = False
        self._told = ""
        self._list_of_drafts = DraftList()
        self._bin_line = BinLine(self._bin)
        self._drafts = Vertical(id="drafts")
        self._welcome = Vertical(id="welcome")

    def compose(self) -> ComposeResult:
        yield Static(
            Content.assemble((SCREENS.say("app.name"), "bold $accent"), "  ", (SCREENS.say("app.about"), "$quiet")),
            id="head",
        )
        with self._drafts:
            yield Static(SCREENS.say("home.title"), id="drafts-title", markup=False)
            yield Static(row(SCREENS.entry("home.columns"), COLUMNS, "$quiet"), id="columns", markup=False)
            yield self._list_of_drafts
        with self._welcome:
            yield Static(SCREENS.say("home.empty_title"), id="welcome-title", markup=False)
            yield Static(SCREENS.say("home.empty"), markup=False)
            yield Static(SCREENS.say("home.start"), id="welcome-start", markup=False)
        yield self._bin_line
        yield Keys(spare=("p",))

    def on_screen_resume(self) -> None:
        self._list()

    @work(thread=True, exclusive=True, group="list")
    def _list(self, chosen: str = "", notice: str = "") -> None:
        if not self._known:
            self._bin.sweep()
        thrown: Sequence[ThrownAway] = ()
        with suppress(NianbaoError):  # a bin that cannot be read hides no draft; opening it tells why
            thrown = self._bin.list()
        try:
            listed = self.Listed(self._store.list(), thrown, chosen, notice)
        except NianbaoError as error:
            listed = self.Listed((), thrown, "", notice)
            if self._told != error.sentence():
                # Closing the dialog lists again; once is enough.
                self._told = error.sentence()
                self.post_message(self.Failed(error))
        if not get_current_worker().is_cancelled:
            self.post_message(listed)

    @on(Listed)
    def _listed(self, event: Listed) -> None:
        self._drafts.display = bool(event.entries)
        self._welcome.display = not event.entries
        self._list_of_drafts.show(event.entries, event.chosen)
        self._bin_line.show(event.thrown)
        self.refresh_bindings()
        self._known = True
        if event.notice:
            self.app.clear_notifications()
            self.notify(event.notice, markup=False, timeout=10)
            self._keyboard.release_keys()
        if self._open_first:
            self._open_first = False
            self.action_open()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        line = self._bin_line
        chosen = self._list_of_drafts.chosen is not None
        return {"trash": chosen, "take_back": line.can_take_back, "bin": line.display}.get(action, True)

    # -- opening -------------------------------------------------------------------------------
    def action_new(self) -> None:
        self.post_message(self.Opened(Draft()))

    @on(OptionList.OptionSelected)
    def action_open(self) -> None:
        if not self._known:
            # Enter came before the list: it means the draft that will stand on top, not a new one.
            self._open_first = True
            return
        chosen = self._list_of_drafts.chosen
        if chosen is None:
            self.action_new()
        else:
            self._fetch(partial(self._load, chosen.name))

    @work(thread=True, exclusive=True, group="open")
    def _fetch(self, make: Callable[[], Message]) -> None:
        """Post what ``make`` finds out in a thread, or why it cannot."""
        try:
            self.post_message(make())
        except NianbaoError as error:
            self.post_message(self.Failed(error))

    def _load(self, name: str) -> Message:
        try:
            return self.Opened(self._store.load(name))
        except DamagedDraft:
            from assistant.drafts.rescue import look_into

            found = look_into(self._store, name)
            if found is None:
                raise
            return self.Damaged(found)

    @on(Damaged)
    def _offer_rescue(self, event: Damaged) -> None:
        from assistant.tui.screens.dialogs import rescue_screen

        def decided(choice: str | None) -> None:
            if choice == "recover":
                self._fetch(partial(self._recover, event.rescue))

        self.app.push_screen(rescue_screen(event.rescue), decided)

    def _recover(self, rescue: Rescue) -> Message:
        from assistant.drafts.rescue import recover

        draft, kept = recover(self._store, rescue)
        return self.Opened(draft, [SCREENS.say("rescue.done", path=kept)], SCREENS.say("rescue.done_title"))

    @on(Opened)
    def _opened(self, event: Opened) -> None:
        self.app.clear_notifications()
        self._open_conversation(event.draft, event.materials)
        if event.notes:
            self._tell(event.title or SCREENS.say("file.notes"), "\n".join(event.notes))

    @on(Failed)
    @on(BinLine.Failed)
    def _failed(self, event: Failed | BinLine.Failed) -> None:
        from assistant.tui.screens.dialogs import MessageScreen

        self._keyboard.release_keys()
        self.app.push_screen(MessageScreen.of(event.error))

    def _tell(self, title: str, text: str) -> None:
        from assistant.tui.screens.dialogs import MessageScreen

        self.app.push_screen(MessageScreen(title, text))

    def action_from_file(self) -> None:
        from assistant.tui.screens.files import FilePrompt

        samples = sorted(resources.folder("samples").glob("*.toml"))
        prompt = FilePrompt("start", self._folder, materials(), samples)

        def begin_with(path: Path | None) -> None:
            if path is not None:
                self.notify(SCREENS.say("file.reading"), markup=False)
                self._import(path)

        self.app.push_screen(prompt, begin_with)

    @work(thread=True, exclusive=True, group="open")
    def _import(self, path: Path) -> None:
        try:
            draft, notes = start_from(self._store, path, self._today)
            self.post_message(self.Opened(draft, notes, materials=() if draft.name else (path,)))
        except NianbaoError as error:
            self.post_message(self.Failed(error))

    # -- checking ------------------------------------------------------------------------------
    def action_check_file(self) -> None:
        from assistant.tui.screens.files import FilePrompt

        def look_into(path: Path | None) -> None:
            if path is not None:
                self.notify(SCREENS.say("file.reading"), markup=False)
                self._fetch(partial(self._inspect, path))

        self.app.push_screen(FilePrompt("check", self._folder, openable()), look_into)

    def _inspect(self, path: Path) -> Message:
        from assistant.drafts.readiness import inspect

        return self.Inspected(inspect(str(path)))

    @on(Inspected)
    def _inspected(self, event: Inspected) -> None:
        from assistant.tui.screens.findings import FindingsScreen

        found = event.inspection
        self.app.clear_notifications()
        self.app.push_screen(FindingsScreen(Path(found.file).name, found.findings, found.document))

    # -- a county ------------------------------------------------------------------------------
    def action_county(self) -> None:
        self.run_worker(self._collect(), group="county", exclusive=True, description="")

    async def _collect(self) -> None:
        """Ask for the folder of a county's reports, read them, and show the units."""
        from assistant import packs
        from assistant.county.task import Task
        from assistant.tui.screens.county import CountyScreen
        from assistant.tui.screens.county_boxes import CountyReading
        from assistant.tui.screens.dialogs import MessageScreen
        from assistant.tui.screens.files import FolderPrompt

        folder = await self.app.push_screen_wait(FolderPrompt("county", self._folder))
        if folder is None:
            return
        task = Task.of_folder(folder, resources.pack_file(packs.ROSTER))
        found = await self.app.push_screen_wait(CountyReading(task, resources.pack_file(packs.LETTERS)))
        if isinstance(found, NianbaoError):
            self.app.push_screen(MessageScreen.of(found))
        elif found is not None:
            self.app.push_screen(CountyScreen(found, self._store, self._folder, self._today))

    # -- throwing away -------------------------------------------------------------------------
    def action_trash(self) -> None:
        if (chosen := self._list_of_drafts.chosen) is not None:
            self._keyboard.hold_keys()
            self._bin_line.throw_away(chosen)

    def action_take_back(self) -> None:
        self._keyboard.hold_keys()
        self._bin_line.take_back()

    @on(BinLine.Moved)
    def _moved(self, event: BinLine.Moved) -> None:
        self._list(event.chosen, event.notice)

    def action_bin(self) -> None:
        from assistant.tui.screens.recycle_bin import RecycleBinScreen

        self.app.clear_notifications()
        self.app.push_screen(RecycleBinScreen(self._bin))

    @property
    def _keyboard(self) -> SequentialKeysApp[None]:
        return cast("SequentialKeysApp[None]", self.app)

    def action_help(self) -> None:
        from assistant.tui.screens.help import HelpScreen

        self.app.push_screen(HelpScreen())
