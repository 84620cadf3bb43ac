"""The input for a statutory table: none this year by one key, or the grid."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Static

from assistant.interview import KINDS, Question, Raw
from assistant.report import figures_class
from assistant.tui.inputs.base import AnswerInput, InputContext
from assistant.tui.inputs.rows import Row, Rows
from assistant.tui.inputs.table.explain import about, state
from assistant.tui.inputs.table.grid import Grid
from assistant.tui.inputs.table.sheet import Sheet
from assistant.tui.inputs.wording import say

NONE_KEY, GRID_KEY = "N", "G"
GRID_OPEN = "-grid"
"""The class on the input, and on its screen, while the grid is open: the screen may make room."""


class TableInput(AnswerInput):
    """Asks first; N hands over an empty table at once, G or Enter opens the grid, Esc closes it again."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+s,ctrl+enter", "accept", show=False, priority=True)]
    DEFAULT_CSS = """
    TableInput {
        Grid, .about, .state { display: none; }
        .about { height: 3; color: $foreground 80%; }
        .state { height: 1; text-style: bold; }
        &.-told .about { height: 2; }
        &.-grid {
            Grid, .about, .state { display: block; }
            Rows { display: none; }
        }
    }
    """

    def __init__(self, question: Question, ask_context: InputContext) -> None:
        super().__init__(question, ask_context)
        figures = figures_class(question.key)
        if figures is None:
            raise KeyError(question.key)
        self._rows = Rows()
        self._sheet = Sheet(figures, question.title)
        self._grid = Grid(self._sheet)
        self._about = Static("", classes="about", markup=False)
        self._state = Static("", classes="state", markup=False)
        self._cases: tuple[Raw, dict[str, str]] | None = None

    def compose_editor(self) -> ComposeResult:
        yield self._rows
        yield self._grid
        yield self._state
        yield self._about

    @property
    def editor(self) -> Widget:
        return self._grid if self.grid_open else self._rows

    @property
    def grid_open(self) -> bool:
        return self.has_class(GRID_OPEN)

    # -- content -------------------------------------------------------------------------------
    def begin(self) -> None:
        self._ask()

    def content(self) -> Raw:
        """The typed cells by path; applications entered one by one while no cell differs from them."""
        texts = self._sheet.texts
        if self._cases is not None and texts == self._cases[1]:
            return self._cases[0]
        return texts

    def put(self, raw: Raw) -> None:
        self._cases = None
        if isinstance(raw, dict):
            self._sheet.load({path: str(text) for path, text in raw.items()})
        else:
            kind = KINDS[self.question.kind]
            counted = kind.read(raw, self.question)
            self._sheet.load({path: str(number) for path, number in counted.cells.items()})
            self._cases = (raw, self._sheet.texts)
        self._grid.refresh_numbers()
        self._ask()
        if self._sheet.texts:
            self._open()

    # -- the two states ------------------------------------------------------------------------
    def _ask(self) -> None:
        """Show the prompt, which tells what the table holds already."""
        filled = len(self._sheet.texts)
        none = say("table.none_again", filled=filled) if filled else say("table.none")
        opening = say("table.open_again", filled=filled) if filled else say("table.open")
        if self._cases is not None and self.content() is self._cases[0]:
            opening = say("table.counted", cases=len(self._cases[0]))
        zero_now = self.ask_context.present == {}
        note = say("label.present") if zero_now else ""
        self._rows.show([Row(none, NONE_KEY, note=note), Row(opening, GRID_KEY)], 0 if zero_now and not filled else 1)
        self.hint = say("hint.table")

    def _open(self) -> None:
        self._mark(True)
        self.hint = say("hint.grid" if self._sheet.relation is not None else "hint.grid_plain")
        self._explain()
        self.focus()

    def _close(self) -> None:
        self._grid.close()
        self._mark(False)
        self.remark("")
        self._ask()
        self.focus()

    def _mark(self, is_open: bool) -> None:
        self.set_class(is_open, GRID_OPEN)
        self.screen.set_class(is_open, GRID_OPEN)

    def on_unmount(self) -> None:
        self.screen.remove_class(GRID_OPEN)

    # -- keys ----------------------------------------------------------------------------------
    def on_key(self, event: events.Key) -> None:
        if self.grid_open:
            if event.key == "escape":
                event.stop()
                self._close()
        elif event.key == "enter":
            event.stop()
            self._take(self._rows.index)
        elif event.is_printable and event.character:
            index = self._rows.with_key(event.character)
            if index is not None:
                event.stop()
                self._take(index)

    def _take(self, index: int) -> None:
        self._rows.point(index)
        if index == 0:
            self.submit({})
        else:
            self._open()

    def action_accept(self) -> None:
        if not self.grid_open:
            self._take(self._rows.index)
            return
        self._grid.close()
        self._grid.refresh_numbers()
        self.submit(self.content())

    def remark(self, text: str, refused: bool = False) -> None:
        super().remark(text, refused)
        self.set_class(bool(text), "-told")

    def refuse(self, message: str) -> None:
        super().refuse(message)
        if self.grid_open and self._sheet.problems:
            self._grid.go_to(self._sheet.problems[0])

    # -- messages ------------------------------------------------------------------------------
    def on_rows_clicked(self, event: Rows.Clicked) -> None:
        event.stop()
        self._take(event.index)

    def on_rows_moved(self, event: Rows.Moved) -> None:
        event.stop()

    def on_grid_moved(self, event: Grid.Moved) -> None:
        event.stop()
        self._explain()

    def on_grid_edited(self, event: Grid.Edited) -> None:
        event.stop()
        self._explain()
        before = self._seen
        self.changed()
        if self._cases is not None and before is self._cases[0] and self.content() is not before:
            self.remark(say("table.cases_go", cases=len(self._cases[0])))

    def on_grid_told(self, event: Grid.Told) -> None:
        event.stop()
        self.remark(f"{self.REFUSAL_MARK}{event.text}" if event.text else "", refused=bool(event.text))

    def _explain(self) -> None:
        name, meaning = about(self._sheet, self._grid.cell)
        self._about.update(f"{name}\n{meaning}", layout=False)
        self._state.update(state(self._sheet, self._grid.cell), layout=False)
