"""The input for a statutory table: none this year by one key, or the grid."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from assistant.interview import KINDS, Question, Raw
from assistant.report import figures_class
from assistant.tui.inputs.base import AnswerInput, InputContext
from assistant.tui.inputs.rows import Row, Rows
from assistant.tui.inputs.table.explain import about, state
from assistant.tui.inputs.table.grid import Grid
from assistant.tui.inputs.table.paste import Proposal, propose
from assistant.tui.inputs.table.preview import PastePreview
from assistant.tui.inputs.table.sheet import Sheet
from assistant.tui.inputs.typed import PASTE_LIMIT, take, too_much
from assistant.tui.inputs.wording import say
from assistant.tui.words import visible

NONE_KEY, GRID_KEY = "N", "G"
GRID_OPEN = "-grid"
"""The class on the input, and on its screen, while the grid is open: the screen may make room."""


class TableInput(AnswerInput):
    """Asks first; N hands over an empty table at once, G or Enter opens the grid, Esc closes it again."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+s,ctrl+enter", "accept", show=False, priority=True)]
    DEFAULT_CSS = """
    TableInput {
        Grid, .about, .state, PastePreview { display: none; }
        .about { height: 3; color: $foreground 80%; }
        .state { height: 1; text-style: bold; }
        &.-grid {
            Grid, .about, .state { display: block; }
            #ways { display: none; }
        }
        &.-preview {
            PastePreview { display: block; }
            Grid, .about, .state { display: none; }
        }
    }
    """

    def __init__(self, question: Question, ask_context: InputContext) -> None:
        super().__init__(question, ask_context)
        figures = figures_class(question.key)
        if figures is None:
            raise KeyError(question.key)
        self._rows = Rows(id="ways")
        self._preview = PastePreview()
        self._proposal: Proposal | None = None
        self._sheet = Sheet(figures, question.title)
        self._grid = Grid(self._sheet)
        self._about = Static("", classes="about", markup=False)
        self._state = Static("", classes="state", markup=False)
        self._cases: tuple[Raw, dict[str, str]] | None = None

    def compose_editor(self) -> ComposeResult:
        yield self._rows
        yield self._preview
        yield self._grid
        yield self._state
        yield self._about

    @property
    def editor(self) -> Widget:
        if self._proposal is not None:
            return self._preview.rows
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
        self.remark("")
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
        if self._proposal is not None:
            used = self._key_on_preview(event.key)
        elif self.grid_open:
            used = event.key == "escape"
            if used:
                self._close()
        else:
            used = self._key_on_prompt(event)
        if used:
            event.stop()

    def _key_on_preview(self, key: str) -> bool:
        if key in ("enter", "escape"):
            self._settle_paste(adopt=key == "enter")
            return True
        return False

    def _key_on_prompt(self, event: events.Key) -> bool:
        index = self._rows.index if event.key == "enter" else None
        if index is None and event.is_printable and event.character:
            index = self._rows.with_key(event.character)
        if index is not None:
            self._take(index)
        return index is not None

    def _take(self, index: int) -> None:
        self._rows.point(index)
        if index == 0:
            self.submit({})
        else:
            self._open()

    def action_accept(self) -> None:
        if self._proposal is not None:
            self._settle_paste(adopt=True)
            return
        if not self.grid_open:
            self._take(self._rows.index)
            return
        self._grid.close()
        self._grid.refresh_numbers()
        self.submit(self.content())

    def show_remark(self, text: str, refused: bool) -> None:
        """While the grid is open the sentence takes the place of the explanation: nothing moves."""
        open_grid = self.grid_open and self._proposal is None
        super().show_remark("" if open_grid else text, refused and not open_grid)
        self._explain()

    def refuse(self, message: str) -> None:
        super().refuse(message)
        if self.grid_open and self._sheet.problems:
            self._grid.go_to(self._sheet.problems[0])

    # -- pasting -------------------------------------------------------------------------------
    def on_paste(self, event: events.Paste) -> None:
        """A block pasted on the prompt opens the grid."""
        event.stop()
        if self._proposal is None and not self.grid_open:
            self._open()
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
        self._proposal = proposal
        self._preview.show(proposal, self._sheet)
        self.add_class("-preview")
        self.hint = say("hint.paste")
        self.remark("")
        self.focus()

    def _settle_paste(self, adopt: bool) -> None:
        proposal, self._proposal = self._proposal, None
        self.remove_class("-preview")
        self.hint = say("hint.grid" if self._sheet.relation is not None else "hint.grid_plain")
        self.focus()
        if adopt and proposal is not None and proposal.changes:
            self._sheet.change(proposal.texts)
            self._grid.go_to(next(iter(proposal.changes)))
            self.changed()
            self._grid.post_message(Grid.Told(say("paste.done", count=len(proposal.changes)), refused=False))
        else:
            self.remark(say("paste.declined"))

    # -- messages ------------------------------------------------------------------------------
    def on_rows_clicked(self, event: Rows.Clicked) -> None:
        event.stop()
        if self._proposal is None:
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
        refused = bool(event.text) and event.refused
        self.remark(f"{self.REFUSAL_MARK}{event.text}" if refused else event.text, refused=refused)

    def _explain(self) -> None:
        """What the pointed cell is, under a sentence that was told; the block keeps its height."""
        text, refused = self._remarked
        told = (visible(text) + "\n", "bold $text-error" if refused else "bold") if text else ""
        self._about.update(Content.assemble(told, "\n".join(about(self._sheet, self._grid.cell))), layout=False)
        self._state.update(state(self._sheet, self._grid.cell), layout=False)
