"""收齐汇总: the units of a county, one a line, with how far each is; what is done for all of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, ClassVar, cast

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from assistant.county.into_draft import AlreadyFilled, differences
from assistant.county.letters import Sending, Stage
from assistant.county.lists import lists, title_of
from assistant.county.standing import Entry
from assistant.county.work import CountyWork
from assistant.drafts import Draft, DraftStore
from assistant.errors import NianbaoError
from assistant.standard import agency_kinds
from assistant.texts import COUNTY_SCREEN, SCREENS
from assistant.tui.keyboard import SequentialKeysApp
from assistant.tui.screens.county_boxes import (
    CountyReading,
    DraftChoice,
    LettersScreen,
    Sendings,
    TextScreen,
    WorkbookScreen,
)
from assistant.tui.screens.county_sum import SumScreen
from assistant.tui.screens.county_unit import UnitScreen
from assistant.tui.screens.dialogs import ConfirmScreen, MessageScreen
from assistant.tui.screens.draft_screen import in_thread
from assistant.tui.screens.files import FolderPrompt
from assistant.tui.widgets.cells import Flow, literal
from assistant.tui.widgets.draft_line import row
from assistant.tui.widgets.keys import Keys

_LABELS: dict[str, str] = SCREENS.entry("keys")
_STAGE, _COLUMNS = 12, (36, 14, 6, 6)
_STYLES: dict[Stage, str] = {
    "missing": "bold $error", "errors": "bold $error", "warnings": "bold $warning", "fine": "$success",
    "returned": "bold $primary", "mended": "$success",
}  # fmt: skip
say = COUNTY_SCREEN.say


def stage_word(stage: Stage) -> str:
    """How far a unit is, as mark and word."""
    return f"{say(f'mark.{stage}')} {say(f'stage.{stage}')}"


class CountyScreen(Screen[None]):
    """The units in the roster's order.

    :param folder: where file names without a folder are meant; the letters and the roll-up go there at first.
    """

    CSS_PATH = "screens.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "look", _LABELS["look"], priority=True),
        Binding("t", "sum", _LABELS["sum"]),
        Binding("w", "letters", _LABELS["letter"]),
        Binding("x", "workbook", _LABELS["workbook"]),
        Binding("i", "fill", _LABELS["fill"]),
        Binding("f", "not_counted", _LABELS["not_counted"]),
        Binding("l", "last_year", _LABELS["last_text"]),
        Binding("f2", "app.commands", _LABELS["commands"]),
        Binding("escape", "close", _LABELS["back"]),
    ]

    def __init__(self, work: CountyWork, store: DraftStore, folder: Path, today: date) -> None:
        super().__init__()
        self._store, self._folder, self._today = store, folder, today
        self._summary = Static(id="county-summary", markup=False)
        self._options = OptionList(markup=False)
        self._take(work)

    def _take(self, work: CountyWork) -> None:
        """Begin to work on a county that was read."""
        self._work = work
        self._units = [entry.unit.name for entry in work.county.entries]
        self._stages = {entry.unit.name: work.stage(entry) for entry in work.county.entries}
        self._options.clear_options().add_options(Option(self._line(entry)) for entry in work.county.entries)

    def compose(self) -> ComposeResult:
        title = say("units.title", folder=Path(self._work.task.names[0]).name)
        yield Static(literal(title), id="county-title", markup=False)
        yield self._summary
        yield Static(self._columns(), id="county-columns", markup=False)
        yield self._options
        # The line above the units tells of the files that were left out, with their key.
        yield Keys(spare=("f",))

    def on_mount(self) -> None:
        self._show()

    def _show(self) -> None:
        self._show_summary()
        self._options.highlighted = 0 if self._units else None
        self._options.focus()
        if not self._work.kept:
            self.notify(say("units.not_kept"), markup=False)

    # -- drawing -------------------------------------------------------------------------------
    @staticmethod
    def _columns() -> Content:
        stage, *others = COUNTY_SCREEN.entry("units.columns")
        return Content.assemble(row([stage], [_STAGE], "$quiet"), " " * (_STAGE - cell_len(stage) + 1),
                                row(others, _COLUMNS, "$quiet"))  # fmt: skip

    def _line(self, entry: Entry) -> Flow:
        stage = self._stages[entry.unit.name]
        word = stage_word(stage)
        kind = agency_kinds()[entry.unit.kind].label if entry.unit.kind else ""
        counts = ["", ""] if entry.filing is None else [str(entry.count(each)) for each in ("error", "warning")]
        gap = " " * max(_STAGE - cell_len(word) + 1, 1)
        return Flow(Content.assemble((word, _STYLES[stage]), gap, row([entry.unit.name, kind, *counts], _COLUMNS)))

    def _show_summary(self) -> None:
        county = self._work.county
        counts = Counter(self._stages.values())
        told = [
            say("units.summary_stage", word=word, count=counts[stage])
            for stage, word in COUNTY_SCREEN.entry("stage").items()
            if counts[stage]
        ]
        stages = COUNTY_SCREEN.entry("units.joined").join(told)
        text = say("units.summary", units=len(county.entries), filed=len(county.filed), stages=stages)
        others = (county.strangers, county.unreadable, county.other_years, county.whole)
        left = sum(map(len, others)) + sum(len(entry.earlier) for entry in county.doubled)
        text += say("units.left_out", count=left) if left else ""
        text += say("units.against_last") if county.last else ""
        text += "" if self._work.with_errors else say("units.left_out_errors")
        self._summary.update(Flow(literal(text)))

    def _changed(self, *units: str) -> None:
        """What was decided or written of some units shows in their lines."""
        for unit in units:
            entry, place = self._work.entry(unit), self._units.index(unit)
            self._stages[unit] = self._work.stage(entry)
            self._options.replace_option_prompt_at_index(place, self._line(entry))
        self._show_summary()

    # -- one unit ------------------------------------------------------------------------------
    @on(OptionList.OptionSelected)
    def action_look(self) -> None:
        place = self._options.highlighted
        if place is None:
            return
        unit = self._units[place]
        if self._work.entry(unit).filing is None:
            self.notify(say("units.not_filed", unit=unit), markup=False)
        else:
            self.app.push_screen(UnitScreen(self._work, unit, self._today), lambda _: self._changed(unit))

    # -- all units -----------------------------------------------------------------------------
    def _begin(self, steps: Callable[[], Any]) -> None:
        """Take steps that ask and work, one after the other."""
        self.run_worker(steps(), group="county", exclusive=True, description="")

    def action_not_counted(self) -> None:
        self._begin(self._show_not_counted)

    async def _show_not_counted(self) -> None:
        rows = await in_thread(self, lambda: [each.rows for each in lists(self._work.rollup()) if each.key == "files"])
        if isinstance(rows, NianbaoError) or not rows[0]:
            self.notify(say("units.nothing_left_out"), markup=False)
            return
        lines = [say("units.left_out_line", unit=unit, file=file, why=why).strip() for unit, file, why in rows[0]]
        self.app.push_screen(TextScreen(say("units.left_out_title"), "\n".join(lines)))

    def action_last_year(self) -> None:
        self._begin(self._hold_against_last)

    async def _hold_against_last(self) -> None:
        """Read the reports of the year before, and this year's against them."""
        folder = await self.app.push_screen_wait(FolderPrompt("county_last", self._folder))
        if folder is None:
            return
        task = replace(self._work.task, last=str(folder))
        found = await self.app.push_screen_wait(CountyReading(task, self._work.wordings_file))
        if isinstance(found, NianbaoError):
            self.app.push_screen(MessageScreen.of(found))
        elif found is not None:
            self._take(found)
            self._show()

    def action_sum(self) -> None:
        self._begin(self._show_sum)

    async def _show_sum(self) -> None:
        self._keyboard.hold_keys()
        rollup = await in_thread(self, self._work.summed)
        self._keyboard.release_keys()
        if not isinstance(rollup, NianbaoError):
            self.app.push_screen(SumScreen(self._work), lambda _: self._show_summary())

    def action_letters(self) -> None:
        self._begin(self._write_letters)

    async def _write_letters(self) -> None:
        found = self._work.round()
        if not found.letters:
            self.notify(say("units.no_letters"), markup=False)
            return
        near = Path(self._work.task.names[0]).resolve().parent
        given = await self.app.push_screen_wait(LettersScreen(len(found.letters), near, self._today))
        if given is None:
            return
        count = await in_thread(self, partial(self._work.write_letters, given.folder, self._sending(given)))
        if isinstance(count, NianbaoError):
            self.app.push_screen(MessageScreen.of(count))
            return
        self._changed(*(letter.entry.unit.name for letter in found.letters))
        self.notify(say("units.letters_done", count=count, folder=given.folder), markup=False, timeout=10)

    def _sending(self, given: Sendings) -> Sending:
        return Sending(self._today, given.due, given.sender, given.contact, self._work.wordings())

    def action_workbook(self) -> None:
        near = Path(self._work.task.names[0]).resolve().parent
        self.app.push_screen(WorkbookScreen(title_of(self._work.rollup()), near, self._work.write_rollup))

    # -- the county's own draft ----------------------------------------------------------------
    def action_fill(self) -> None:
        self._begin(self._fill)

    async def _fill(self) -> None:
        drafts = await in_thread(self, lambda: [each for each in self._store.list() if not each.problem])
        if isinstance(drafts, NianbaoError):
            self.app.push_screen(MessageScreen.of(drafts))
            return
        count = len(self._work.summed().counted)
        name = await self.app.push_screen_wait(DraftChoice(drafts, count))
        if name is None:
            return
        filled = await in_thread(self, partial(self._work.fill, self._store, name))
        if isinstance(filled, AlreadyFilled):
            question = say("units.fill_replace", message=filled.message)
            box = ConfirmScreen(question, say("units.fill_yes"), say("units.fill_no"))
            if not await self.app.push_screen_wait(box):
                return
            filled = await in_thread(self, partial(self._work.fill, self._store, name, force=True))
        self._tell_filled(filled, count)

    def _tell_filled(self, filled: Draft | NianbaoError, count: int) -> None:
        if isinstance(filled, NianbaoError):
            self.app.push_screen(MessageScreen.of(filled))
            return
        notes = list(differences(self._work.summed()))
        if notes:
            self.app.push_screen(MessageScreen(say("units.filled_title", name=filled.name), "\n".join(notes)))
        self.notify(say("units.filled", count=count, name=filled.name), markup=False, timeout=10)

    @property
    def _keyboard(self) -> SequentialKeysApp[None]:
        return cast("SequentialKeysApp[None]", self.app)

    def action_close(self) -> None:
        self.dismiss(None)
