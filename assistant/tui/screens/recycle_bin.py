"""The recycle bin: what was thrown away and when, for how long it is kept; Enter brings it back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import ClassVar, cast

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from assistant.drafts import KEPT_DAYS, DraftEntry, RecycleBin, ThrownAway
from assistant.errors import NianbaoError
from assistant.texts import SCREENS
from assistant.tui.keyboard import SequentialKeysApp
from assistant.tui.widgets.bin_line import restored
from assistant.tui.widgets.cells import Flow, literal
from assistant.tui.widgets.draft_line import ago, progress_of, row, year_of
from assistant.tui.widgets.keys import Keys

_LABELS: dict[str, str] = SCREENS.entry("keys")
_COLUMNS = (32, 8, 8, 16, 8)


@dataclass(frozen=True)
class _Line:
    """A draft in the bin, and what it is."""

    thrown: ThrownAway
    draft: DraftEntry

    def option(self, now: datetime) -> Option:
        left = self.thrown.days_left(now.date())
        days = SCREENS.say("bin.days", days=left) if left > 0 else SCREENS.say("bin.last_day")
        cells = (self.draft.agency, year_of(self.draft), progress_of(self.draft), ago(self.thrown.thrown_at, now), days)
        return Option(row(cells, _COLUMNS))


class RecycleBinScreen(Screen[None]):
    """The drafts that were thrown away, the last one first."""

    CSS_PATH = "screens.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "restore", _LABELS["restore"], priority=True),
        Binding("e", "empty", _LABELS["empty"]),
        Binding("f2", "app.commands", _LABELS["commands"]),
        Binding("escape", "close", _LABELS["back"]),
    ]

    class Listed(Message):
        """The bin was read; ``notice`` is what was done to it before, "" when nothing was."""

        def __init__(self, lines: Sequence[_Line], notice: str) -> None:
            super().__init__()
            self.lines = lines
            self.notice = notice

    class Failed(Message):
        """It did not work; the clerk is notice why."""

        def __init__(self, error: NianbaoError) -> None:
            super().__init__()
            self.error = error

    def __init__(self, recycle_bin: RecycleBin) -> None:
        super().__init__()
        self._bin = recycle_bin
        self._lines: Sequence[_Line] = ()
        self._about = Static(SCREENS.say("bin.about", days=KEPT_DAYS), id="bin-about", markup=False)
        self._columns = Static(row(SCREENS.entry("bin.columns"), _COLUMNS, "$quiet"), id="bin-columns", markup=False)
        self._options = OptionList(markup=False)

    def compose(self) -> ComposeResult:
        yield Static(SCREENS.say("bin.title"), id="bin-title", markup=False)
        yield self._about
        yield self._columns
        yield self._options
        yield Keys()

    def on_mount(self) -> None:
        self._do(lambda: "")

    # -- doing ---------------------------------------------------------------------------------
    def _do(self, act: Callable[[], str]) -> None:
        """Do something to the bin and list it; keys pressed meanwhile wait."""
        self._keyboard.hold_keys()
        self._work(act)

    @work(thread=True)
    def _work(self, act: Callable[[], str]) -> None:
        notice = ""
        try:
            notice = act()
        except NianbaoError as error:
            self.post_message(self.Failed(error))
        try:
            lines = [_Line(thrown, self._bin.summary(thrown)) for thrown in self._bin.list()]
            self.post_message(self.Listed(lines, notice))
        except NianbaoError as error:
            self.post_message(self.Listed((), ""))
            self.post_message(self.Failed(error))

    @on(Listed)
    def _listed(self, event: Listed) -> None:
        self._lines = event.lines
        options = self._options
        place = min(options.highlighted or 0, len(self._lines) - 1)
        now = datetime.now()
        options.clear_options().add_options(line.option(now) for line in self._lines)
        options.display = bool(self._lines)
        self._columns.display = bool(self._lines)
        about = SCREENS.say("bin.about", days=KEPT_DAYS) if self._lines else SCREENS.say("bin.nothing")
        self._about.update(Flow(*(literal(text) for text in (event.notice, about) if text)))
        if self._lines:
            options.highlighted = place
            options.focus()
        self.refresh_bindings()
        self._keyboard.release_keys()

    @on(Failed)
    def _failed(self, event: Failed) -> None:
        from assistant.tui.screens.dialogs import MessageScreen

        self.app.push_screen(MessageScreen.of(event.error))

    @property
    def _keyboard(self) -> SequentialKeysApp[None]:
        return cast("SequentialKeysApp[None]", self.app)

    # -- keys ----------------------------------------------------------------------------------
    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return bool(self._lines) if action in ("restore", "empty") else True

    @on(OptionList.OptionSelected)
    def action_restore(self) -> None:
        place = self._options.highlighted
        if place is not None and place < len(self._lines):
            self._do(partial(self._restore, self._lines[place]))

    def _restore(self, line: _Line) -> str:
        return restored(line.draft.agency, line.thrown.name, self._bin.restore(line.thrown))

    def action_empty(self) -> None:
        from assistant.tui.screens.dialogs import ConfirmScreen

        count, doomed = len(self._lines), [line.thrown for line in self._lines]

        def decided(yes: bool | None) -> None:
            if yes:
                self._do(partial(self._empty, doomed))

        question = SCREENS.say("bin.confirm", count=count)
        self.app.push_screen(
            ConfirmScreen(question, SCREENS.say("bin.confirm_yes"), SCREENS.say("bin.confirm_no")), decided
        )

    def _empty(self, doomed: Sequence[ThrownAway]) -> str:
        self._bin.remove(doomed)
        return SCREENS.say("bin.emptied", count=len(doomed))

    def action_close(self) -> None:
        self.dismiss(None)
