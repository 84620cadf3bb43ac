"""The input for a statutory table: none this year by one key, applications one by one, or the grid."""

from __future__ import annotations

from typing import ClassVar, Literal

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from assistant.errors import AnswerRefused
from assistant.interview import KINDS, Question, Raw
from assistant.report import figures_class
from assistant.tui.inputs.base import AnswerInput, InputContext
from assistant.tui.inputs.rows import Rows
from assistant.tui.inputs.table.case_editor import CaseEditor
from assistant.tui.inputs.table.explain import about, state
from assistant.tui.inputs.table.grid import Grid
from assistant.tui.inputs.table.paste import propose
from assistant.tui.inputs.table.preview import PastePreview
from assistant.tui.inputs.table.sheet import Sheet
from assistant.tui.inputs.table.ways import Way, ways
from assistant.tui.inputs.typed import PASTE_LIMIT, take, too_much
from assistant.tui.inputs.wording import say
from assistant.tui.words import visible

View = Literal["ask", "cases", "grid", "preview"]
GRID_OPEN = "-grid"
"""The class on the screen while the grid is open: the screen may make room."""


class TableInput(AnswerInput):
    """Asks first how the table is to be filled; Esc leads back to that from everywhere, and nothing is lost."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+s,ctrl+enter", "accept", show=False, priority=True)]
    DEFAULT_CSS = """
    TableInput {
        #ways, Grid, CaseEditor, PastePreview, .about, .state { display: none; }
        .about { height: 3; color: $foreground 80%; }
        .state { height: 1; text-style: bold; }
        &.-ask #ways { display: block; }
        &.-cases CaseEditor { display: block; }
        &.-preview PastePreview { display: block; }
        &.-grid {
            Grid, .about, .state { display: block; }
        }
    }
    """

    def __init__(self, question: Question, ask_context: InputContext) -> None:
        super().__init__(question, ask_context)
        figures = figures_class(question.key)
        if figures is None:
            raise KeyError(question.key)
        self._takes_cases = "cases" in figures.model_fields
        self._sheet = Sheet(figures, question.title)
        self._ways = Rows(id="ways")
        self._grid = Grid(self._sheet)
        self._case_editor = CaseEditor()
        self._preview = PastePreview()
        self._about = Static("", classes="about", markup=False)
        self._state = Static("", classes="state", markup=False)
        self._offered: tuple[Way, ...] = ()
        self._counted: dict[str, str] | None = None
        self._view: View = "ask"

    def compose_editor(self) -> ComposeResult:
        yield self._ways
        yield self._case_editor
        yield self._preview
        yield self._grid
        yield self._state
        yield self._about

    @property
    def editor(self) -> Widget:
        editors: dict[View, Widget] = {
            "ask": self._ways, "cases": self._case_editor.rows, "grid": self._grid, "preview": self._preview.rows,
        }  # fmt: skip
        return editors[self._view]

    # -- content -------------------------------------------------------------------------------
    @property
    def by_cases(self) -> bool:
        """Whether the table is what the applications count up to."""
        return self._counted is not None and self._sheet.texts == self._counted

    def content(self) -> Raw:
        """The typed cells by path, or the applications while no cell differs from them."""
        return self._case_editor.cases.raw if self.by_cases else self._sheet.texts

    def begin(self) -> None:
        self._turn_to("ask")

    def put(self, raw: Raw) -> None:
        self._counted = None
        if isinstance(raw, dict):
            self._sheet.load({path: str(text) for path, text in raw.items()})
        elif not self._put_cases(raw):
            return
        self._grid.refresh_numbers()
        self._turn_to("cases" if self.by_cases else "grid" if self._sheet.texts else "ask")

    def _put_cases(self, raw: Raw) -> bool:
        """Take over applications; what cannot be read is told and left out."""
        try:
            KINDS[self.question.kind].read(raw, self.question)
        except AnswerRefused as error:
            self.remark(f"{self.REFUSAL_MARK}{error.message}", refused=True)
            return False
        self._case_editor.load([dict(item) for item in raw if isinstance(item, dict)])
        self._count_cases()
        return True

    def _count_cases(self) -> None:
        self._sheet.load(self._case_editor.cases.cells)
        self._counted = self._sheet.texts if len(self._case_editor.cases) else None

    # -- views ---------------------------------------------------------------------------------
    def _turn_to(self, view: View) -> None:
        """Show one of the views and give it the keyboard."""
        self._view = view
        self.remark("")
        for name in ("ask", "cases", "grid", "preview"):
            self.set_class(name == view, f"-{name}")
        self.screen.set_class(view == "grid", GRID_OPEN)
        if view == "ask":
            self._ask()
        elif view == "cases":
            self._case_editor.show_list()
        elif view == "grid":
            self.hint = say("hint.grid" if self._sheet.relation is not None else "hint.grid_plain")
            self._explain()
        else:
            self.hint = say("hint.paste")
        self.focus()

    def _ask(self) -> None:
        cases = len(self._case_editor.cases) if self.by_cases else 0
        self._offered = ways(len(self._sheet.texts), cases, self._takes_cases, self.ask_context.present == {})
        zero_now = self.ask_context.present == {} and not self._sheet.texts
        self._ways.show([way.row for way in self._offered], 0 if zero_now else len(self._offered) - 1)
        self.hint = say("hint.table_cases" if self._takes_cases else "hint.table")

    def _take(self, index: int) -> None:
        """Go the way that was chosen."""
        self._ways.point(index)
        view = self._offered[index].view
        if view == "ask":
            self.submit({})
        else:
            self._turn_to(view)

    def on_unmount(self) -> None:
        self.screen.remove_class(GRID_OPEN)

    # -- keys ----------------------------------------------------------------------------------
    def on_key(self, event: events.Key) -> None:
        if self._view == "grid" and event.key == "escape":
            event.stop()
            self._grid.close()
            self._turn_to("ask")
        elif self._view == "ask":
            index = self._ways.index if event.key == "enter" else None
            if index is None and event.is_printable and event.character:
                index = self._ways.with_key(event.character)
            if index is not None:
                event.stop()
                self._take(index)

    def action_accept(self) -> None:
        if self._view == "ask":
            self._take(self._ways.index)
        elif self._view == "preview":
            self._preview.settle(adopt=True)
        elif self._view == "cases" and not len(self._case_editor.cases):
            self.remark(say("cases.none_yet"))
        else:
            if self._view == "cases" and not self.by_cases:
                self._count_cases()
            self._grid.close()
            self._grid.refresh_numbers()
            self.submit(self.content())

    # -- telling -------------------------------------------------------------------------------
    def show_remark(self, text: str, refused: bool) -> None:
        """While the grid is open the sentence takes the place of the explanation: nothing moves."""
        in_grid = self._view == "grid"
        super().show_remark("" if in_grid else text, refused and not in_grid)
        self._explain()

    def refuse(self, message: str) -> None:
        super().refuse(message)
        if self._view == "grid" and self._sheet.problems:
            self._grid.go_to(self._sheet.problems[0])

    def _explain(self) -> None:
        """What the pointed cell is, under a sentence that was told; the block keeps its height."""
        text, refused = self._remarked
        told = (visible(text) + "\n", "bold $text-error" if refused else "bold") if text else ""
        self._about.update(Content.assemble(told, "\n".join(about(self._sheet, self._grid.cell))), layout=False)
        self._state.update(state(self._sheet, self._grid.cell), layout=False)

    # -- pasting -------------------------------------------------------------------------------
    def on_paste(self, event: events.Paste) -> None:
        """A block pasted on the prompt opens the grid."""
        event.stop()
        if self._view == "ask":
            self._turn_to("grid")
            self._preview_paste(event.text)

    def on_grid_pasted(self, event: Grid.Pasted) -> None:
        event.stop()
        self._preview_paste(event.text)

    def _preview_paste(self, text: str) -> None:
        """Show what a pasted block would change; say so when that is nothing."""
        if len(text) > PASTE_LIMIT:
            self.remark(f"{self.REFUSAL_MARK}{too_much(self.question.title, len(text))}", refused=True)
            return
        proposal = propose(take(text).text, self._sheet, self._grid.block_from_here())
        if not proposal.changes and not proposal.wrong_totals:
            self.remark(say("paste.nothing_new" if proposal.read else "paste.nothing_read", read=proposal.read))
            return
        self._preview.show(proposal, self._sheet)
        self._turn_to("preview")

    def on_paste_preview_settled(self, event: PastePreview.Settled) -> None:
        event.stop()
        self._turn_to("grid")
        changes = event.proposal.changes
        if event.adopt and changes:
            self._sheet.change(event.proposal.texts)
            self._grid.go_to(next(iter(changes)))
            self.changed()
            self._grid.post_message(Grid.Told(say("paste.done", count=len(changes)), refused=False))
        else:
            self.remark(say("paste.declined"))

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
        if isinstance(before, list) and not self.by_cases:
            self.remark(say("table.cases_go", cases=len(before)))

    def on_grid_told(self, event: Grid.Told) -> None:
        event.stop()
        refused = bool(event.text) and event.refused
        self.remark(f"{self.REFUSAL_MARK}{event.text}" if refused else event.text, refused=refused)

    def on_case_editor_changed(self, event: CaseEditor.Changed) -> None:
        event.stop()
        self._count_cases()
        self._grid.refresh_numbers()
        self.changed()

    def on_case_editor_stepped(self, event: CaseEditor.Stepped) -> None:
        event.stop()
        if self._view == "cases":
            self.hint = self._case_editor.hint
            self.focus()

    def on_case_editor_told(self, event: CaseEditor.Told) -> None:
        event.stop()
        self.remark(event.text)

    def on_case_editor_done(self, event: CaseEditor.Done) -> None:
        event.stop()
        self.action_accept()

    def on_case_editor_left(self, event: CaseEditor.Left) -> None:
        event.stop()
        self._turn_to("ask")
