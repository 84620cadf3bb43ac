"""The input for T3: none this year, applications one by one, a register, or the grid."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.widget import Widget

from assistant.errors import AnswerRefused
from assistant.interview import KINDS, Question, Raw
from assistant.report import Origin
from assistant.report.cases import RequestCase
from assistant.session.cases import CarriedIn, Case
from assistant.session.sheet import settled_as
from assistant.standard import standard
from assistant.texts import CASES, INPUTS
from assistant.tui.inputs.base import InputContext
from assistant.tui.inputs.cases.case_editor import CaseEditor
from assistant.tui.inputs.cases.register_reader import SUFFIXES, RegisterReader
from assistant.tui.inputs.rows import Row
from assistant.tui.inputs.table.grid import Grid
from assistant.tui.inputs.table.table_input import GRID_KEY, NONE_KEY, FillOption, TableInput, none_option

CASES_KEY, LEDGER_KEY = "C", "L"
_MANY = 40
"""Applications carried in from which on the grid tells their outcomes sooner than one by one."""
_FIRST_OUTCOME = "granted.natural_person"


class RequestsInput(TableInput):
    """A table that may be counted from its applications.

    The answer is what was changed last: the list of applications, or the cells of the grid. What the
    other one held is kept until it, too, is changed, and comes back when the change is undone.
    """

    DEFAULT_CSS = """
    RequestsInput {
        CaseEditor, RegisterReader { display: none; }
        &.-cases CaseEditor { display: block; }
        &.-ledger RegisterReader { display: block; }
    }
    """
    VIEWS: ClassVar[dict[str, str]] = {**TableInput.VIEWS, "cases": "-cases", "ledger": "-cases"}

    def __init__(self, question: Question, ask_context: InputContext) -> None:
        super().__init__(question, ask_context)
        known = standard(ask_context.year)
        self._carried_in = CarriedIn(self._sheet.locks, known)
        self._case_editor = CaseEditor(self, known, self._carried_in, ask_context.last_year.printed)
        self._ledger = RegisterReader(self)
        self._by_cases = False
        self._counted: dict[str, str] | None = None
        self._cells_aside: dict[str, str] = {}
        self._dragged = ""
        self._of_register: list[Case] | None = None

    def compose_editor(self) -> ComposeResult:
        yield from super().compose_editor()
        yield self._case_editor
        yield self._ledger

    # -- content -------------------------------------------------------------------------------
    def content(self) -> Raw:
        """The applications while they were changed last, else the typed cells by path."""
        return self._case_editor.cases.raw if self._by_cases else super().content()

    @property
    def origin(self) -> Origin | None:
        """A register, as long as the applications are those that were read in it."""
        return "register" if self._by_cases and self._case_editor.cases.raw == self._of_register else None

    def put(self, raw: Raw) -> None:
        if not isinstance(raw, list):
            self._by_cases, self._counted = False, None
            super().put(raw)
            return
        try:
            KINDS[self.question.kind].read(raw, self.question, year=self.ask_context.year)
        except AnswerRefused as error:
            self.show_message(error.message, refused=True)
            return
        self._case_editor.cases.load(dict(item) for item in raw if isinstance(item, dict))
        self._by_cases, self._counted = bool(raw), None
        self.turn_to("cases" if raw else "ask")

    def _count(self) -> None:
        """Bring the cells to what the applications count up to."""
        if self._by_cases and self._counted is None:
            self._sheet.load(self._case_editor.cells)
            self._counted = self._sheet.texts
            self._grid.refresh_numbers()

    # -- views ---------------------------------------------------------------------------------
    def offered_options(self) -> tuple[tuple[FillOption, ...], int]:
        filled, cases, carried_in = self.filled, len(self._case_editor.cases), self._carried_in.total
        ways, at = super().offered_options()
        opening = Row(CASES.say("way.open_instead", filled=filled) if filled else CASES.say("way.open"), CASES_KEY)
        if carried_in:
            ways = (FillOption(Row(CASES.say("way.none_carried", count=carried_in), NONE_KEY), "cases"), *ways[1:])
            opening = Row(CASES.say("way.open_carried", count=carried_in), CASES_KEY) if not filled else opening
        if self._by_cases:
            opening = Row(CASES.say("way.open_again", count=cases), CASES_KEY)
            none = none_option(CASES.say("way.none_again", count=cases), none_now=False)
            if carried_in:
                new = sum(not case.carried_in for case in self._case_editor.cases)
                text = CASES.say("way.none_carried_again", count=carried_in, new=new)
                none = FillOption(
                    Row(text if new else CASES.say("way.none_carried", count=carried_in), NONE_KEY), "cases"
                )
            ways, at = (none, FillOption(Row(CASES.say("way.counted", count=cases), GRID_KEY), "grid")), 1
        found = [FillOption(opening, "cases")]
        if self.ask_context.year is not None:
            found.append(FillOption(Row(CASES.say("way.ledger"), LEDGER_KEY), "ledger"))
        by_one = self._by_cases or (at and not filled and 0 < carried_in <= _MANY)
        return (ways[0], *found, *ways[1:]), 1 if by_one else at + len(found) if at else 0

    @property
    def prompt_hint(self) -> str:
        return CASES.say("hint.prompt")

    def take(self, index: int) -> None:
        """None this year leaves those that last year's report left open: how each ended is asked."""
        self._case_editor.none_new = self._offered[index].row.key == NONE_KEY
        if not self._case_editor.none_new or not self._carried_in.total:
            super().take(index)
        elif self._carried_in.total > _MANY and not self._by_cases:
            self.turn_to("grid")
            self._grid.go_to(_FIRST_OUTCOME)
            # Behind what pointing at the cell tells.
            notice = CASES.say("notice.none_new_many", count=self._carried_in.total)
            self._grid.post_message(Grid.Notice(notice, refused=False))
        else:
            cases = self._case_editor.cases
            if any(not case.carried_in for case in cases):
                cases.replace_all([case for case in cases if case.carried_in])
                self.cases_changed()
            self.turn_to("cases")
            if count := len(self._case_editor.to_tell):
                self.set_notice(CASES.say("notice.none_new", count=count))

    def begin_view(self, view: str) -> None:
        if view not in ("cases", "ledger"):
            self._count()
        if view == "cases":
            self._case_editor.open()
            if not self._by_cases and len(self._case_editor.cases) and self._sheet.texts:
                self.set_notice(CASES.say("notice.other_cells", count=len(self._case_editor.cases)))
        elif view == "ledger":
            self._open_ledger()
        else:
            super().begin_view(view)

    def editor_of(self, view: str) -> Widget:
        part = self._part(view)
        return super().editor_of(view) if part is None else part.editor

    def accept_view(self, view: str) -> None:
        if self._unlocking.begun:
            self._unlocking.settle()
        elif view == "cases":
            self.finished()
        elif view == "grid" and self._by_cases and self._case_editor.to_tell:
            self.turn_to("cases")
            self._case_editor.accept()
        elif view == "ledger":
            self._ledger.accept()
        else:
            super().accept_view(view)

    def _part(self, view: str) -> CaseEditor | RegisterReader | None:
        if view == "cases":
            return self._case_editor
        return self._ledger if view == "ledger" else None

    def _open_ledger(self) -> None:
        if self.ask_context.year is None:
            return
        cases, filled = len(self._case_editor.cases), len(self._sheet.texts)
        replaced = CASES.say("ledger.replaced_cells", filled=filled) if filled else ""
        if self._by_cases:
            replaced = CASES.say("ledger.replaced", count=cases)
        self._ledger.open(self.ask_context.year, replaced, self._dragged)
        self._dragged = ""

    def on_key(self, event: events.Key) -> None:
        part = None if self._unlocking.begun else self._part(self._view)
        if part is None:
            return
        if part.press(event):
            event.stop()

    def pasted_on_prompt(self, text: str) -> None:
        """A file that was dragged into the window opens as a register; anything else is a block."""
        name = text.strip().strip("'\"")
        if self.ask_context.year is not None and "\n" not in name and PurePath(name).suffix.lower() in SUFFIXES:
            self._dragged = text.strip()
            self.turn_to("ledger")
        else:
            super().pasted_on_prompt(text)

    # -- what the cells do ---------------------------------------------------------------------
    def cells_edited(self) -> None:
        """A changed cell lets the applications go; when it is undone they are the answer again."""
        before = self._by_cases
        self._by_cases = self._counted is not None and self._sheet.texts == self._counted
        self.changed()
        if before and not self._by_cases:
            self._cells_aside = {}
            self.set_notice(INPUTS.say("table.cases_go", cases=len(self._case_editor.cases)))

    # -- what the parts call (see Host) --------------------------------------------------------
    def show_message(self, text: str, refused: bool = False) -> None:
        self.set_notice(f"{self.REFUSAL_MARK}{text}" if refused else text, refused=refused)

    def stepped(self) -> None:
        part = self._part(self._view)
        if part is not None:
            self.set_notice("")
            self.hint = part.hint
            self.focus()

    def cases_changed(self) -> None:
        """The applications are the answer; when the last one is gone, the cells that stood before are."""
        if not self._by_cases:
            self._cells_aside = self._sheet.texts
        self._by_cases, self._counted = len(self._case_editor.cases) > 0, None
        if not self._by_cases:
            self._sheet.load(self._cells_aside)
            self._grid.refresh_numbers()
        self.changed()

    def toggle_lock(self, path: str) -> None:
        locks = self._sheet.locks
        if path not in locks.settled:
            self.show_message(CASES.say("notice.not_settled"))
        elif locks.is_locked(path):
            self._unlocking.ask(path)
        else:
            locks.lock(path)
            self.locks_changed()
            self._unlocking.post_reasons()
            cell = self._sheet.schema.cells[path]
            self.show_message(INPUTS.say("lock.locked_again", settled=settled_as(self._sheet, cell)))

    def unlocked(self) -> None:
        super().unlocked()
        if self._view == "cases":
            self.show_message(INPUTS.say("lock.opened"))

    def locks_changed(self) -> None:
        self._counted = None
        if self._view == "cases":
            self._case_editor.locks_changed()
        else:
            super().locks_changed()

    def finished(self) -> None:
        if self._case_editor.accept():
            if not self._by_cases:
                self.cases_changed()
            self.submit(self.content())

    def went_back(self) -> None:
        self.turn_to("ask")

    def ledger_taken(self, cases: Sequence[RequestCase]) -> None:
        """Put the applications of a register into the editor, where they are looked through."""
        self._case_editor.cases.replace_all(cases)
        self._of_register = self._case_editor.cases.raw
        self.cases_changed()
        self.turn_to("cases")
        self.set_notice(CASES.say("notice.taken", count=len(cases)))
