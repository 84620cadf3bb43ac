"""The input for a statutory table: none this year by one key, or the grid."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from assistant.interview import Question, Raw
from assistant.tui.inputs.base import InputContext
from assistant.tui.inputs.rows import Rows
from assistant.tui.inputs.table.explain import about, state
from assistant.tui.inputs.table.grid import Grid
from assistant.tui.inputs.table.preview import PastePreview
from assistant.tui.inputs.table.unlocking import UnlockingInput
from assistant.tui.inputs.table.ways import Way, none_this_year, plain_ways
from assistant.tui.inputs.typed import PASTE_LIMIT, take, too_much
from assistant.tui.inputs.wording import say
from assistant.visible import visible


class TableInput(UnlockingInput):
    """Asks first how the table is to be filled; Esc leads back to that from everywhere, and nothing is lost.

    One of its views is on the screen: the prompt ("ask"), the grid, the preview of a paste, and those
    that a subclass adds; the class of that name is on the widget.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+s,ctrl+enter", "accept", show=False, priority=True)]
    DEFAULT_CSS = """
    TableInput {
        #ways, Grid, PastePreview, .about, .state { display: none; }
        &.-unlocking .about, &.-unlocking .state { display: none; }
        .about { height: 3; color: $foreground 80%; }
        .state { height: 1; text-style: bold; }
        &.-ask #ways { display: block; }
        &.-preview PastePreview { display: block; }
        &.-grid {
            Grid, .about, .state { display: block; }
        }
    }
    """
    VIEWS: ClassVar[dict[str, str]] = {"ask": "", "grid": "-grid", "preview": ""}
    """Each view with the class that the screen bears meanwhile, to make room, or ""."""

    def __init__(self, question: Question, ask_context: InputContext) -> None:
        super().__init__(question, ask_context)
        self._ways = Rows(id="ways")
        self._grid = Grid(self._sheet)
        self._preview = PastePreview()
        self._about = Static("", classes="about", markup=False)
        self._state = Static("", classes="state", markup=False)
        self._offered: tuple[Way, ...] = ()
        self._view = "ask"

    def compose_editor(self) -> ComposeResult:
        yield self._ways
        yield self._preview
        yield self._grid
        yield self._prompt
        yield self._state
        yield self._about

    # -- for subclasses that add views ---------------------------------------------------------
    def offered_ways(self) -> tuple[tuple[Way, ...], int]:
        """What the prompt offers, and the one that Enter takes."""
        none_now = self.ask_context.present == none_this_year(self._sheet)
        ways = plain_ways(self._sheet, self.filled, none_now)
        return ways, 0 if none_now else len(ways) - 1

    @property
    def filled(self) -> int:
        """How many cells hold something that last year's report did not put there."""
        prefilled = self._sheet.last.prefilled
        return sum(prefilled.get(path) != text for path, text in self._sheet.texts.items())

    @property
    def prompt_hint(self) -> str:
        """The hint on the prompt."""
        return say("hint.table")

    def begin_view(self, view: str) -> None:
        """``view`` has come on the screen: fill it and set the hint."""
        if view == "ask":
            self._offered, at = self.offered_ways()
            self._ways.show([way.row for way in self._offered], at)
            self.hint = self.prompt_hint
        elif view == "grid":
            self.hint = say(self._grid_hint)
            self._explain()
        elif view == "preview":
            self.hint = say("hint.paste")

    @property
    def _grid_hint(self) -> str:
        if self._sheet.last.printed:
            return "hint.grid_last_balance" if self._sheet.relation is not None else "hint.grid_last"
        return "hint.grid" if self._sheet.relation is not None else "hint.grid_plain"

    def editor_of(self, view: str) -> Widget:
        """The widget that has the keyboard in ``view``."""
        return {"ask": self._ways, "grid": self._grid, "preview": self._preview.rows}[view]

    def accept_view(self, view: str) -> None:
        """The accepting key was pressed in ``view``."""
        if self.unlocking:
            self.settle_reason()
            return
        if view == "ask":
            self.take(self._ways.index)
        elif view == "preview":
            self._preview.settle(adopt=True)
        else:
            self._grid.close()
            self._grid.refresh_numbers()
            self.submit(self.content())

    def cells_edited(self) -> None:
        """A cell of the grid was changed by the clerk."""
        self.changed()

    def pasted_on_prompt(self, text: str) -> None:
        """Something was pasted on the prompt: a block for the grid."""
        self.turn_to("grid")
        self._preview_paste(text)

    # -- content -------------------------------------------------------------------------------
    def content(self) -> Raw:
        return self._sheet.texts

    def begin(self) -> None:
        self._sheet.load(self._sheet.last.prefilled)
        self.turn_to("ask")

    def put(self, raw: Raw) -> None:
        if isinstance(raw, dict):
            self._sheet.load({path: str(text) for path, text in raw.items()})
            self._grid.refresh_numbers()
            self.turn_to("grid" if self._sheet.texts else "ask")

    # -- views ---------------------------------------------------------------------------------
    @property
    def editor(self) -> Widget:
        return self._prompt.line if self.unlocking else self.editor_of(self._view)

    def turn_to(self, view: str) -> None:
        """Show one of the views and give it the keyboard."""
        self._view = view
        self.remove_class("-unlocking")
        self.remark("")
        for name in self.VIEWS:
            self.set_class(name == view, f"-{name}")
        self._mark_screen(self.VIEWS[view])
        self.begin_view(view)
        self.focus()

    def take(self, index: int) -> None:
        """Go the way that was chosen."""
        self._ways.point(index)
        view = self._offered[index].view
        if view:
            self.turn_to(view)
        else:
            self.submit(dict(none_this_year(self._sheet)))

    def _mark_screen(self, mark: str) -> None:
        for known in filter(None, self.VIEWS.values()):
            self.screen.set_class(known == mark, known)

    def on_unmount(self) -> None:
        self._mark_screen("")

    # -- keys ----------------------------------------------------------------------------------
    def on_key(self, event: events.Key) -> None:
        if self.unlocking:
            if event.key in ("escape", "up", "down", "pageup", "ctrl+z", "ctrl+y"):
                event.stop()
            if event.key == "escape":
                self.leave_reason()
        elif self._view == "grid" and event.key == "escape":
            event.stop()
            self._grid.close()
            self.turn_to("ask")
        elif self._view == "ask":
            index = self._ways.index if event.key == "enter" else None
            if index is None and event.is_printable and event.character:
                index = self._ways.with_key(event.character)
            if index is not None:
                event.stop()
                self.take(index)

    def action_accept(self) -> None:
        self.accept_view(self._view)

    # -- telling -------------------------------------------------------------------------------
    def show_remark(self, text: str, refused: bool) -> None:
        """While the grid is open the sentence takes the place of the explanation: nothing moves."""
        in_grid = self._view == "grid" and not self.unlocking
        super().show_remark("" if in_grid else text, refused and not in_grid)
        self._explain()

    def refuse(self, message: str) -> None:
        super().refuse(message)
        if self._view == "grid" and self._sheet.problems:
            self._grid.go_to(self._sheet.problems[0])

    def locks_changed(self) -> None:
        self._grid.refresh_numbers()

    def _explain(self) -> None:
        """What the pointed cell is, under a sentence that was told; the block keeps its height."""
        text, refused = self._remarked
        told = (visible(text) + "\n", "bold $text-error" if refused else "bold") if text else ""
        self._about.update(Content.assemble(told, "\n".join(about(self._sheet, self._grid.cell))), layout=False)
        self._state.update(state(self._sheet, self._grid.cell), layout=False)

    # -- pasting -------------------------------------------------------------------------------
    def on_paste(self, event: events.Paste) -> None:
        event.stop()
        if self._view == "ask":
            self.pasted_on_prompt(event.text)

    def on_grid_pasted(self, event: Grid.Pasted) -> None:
        event.stop()
        self._preview_paste(event.text)

    def _preview_paste(self, text: str) -> None:
        """Show what a pasted block would change; say so when that is nothing."""
        if len(text) > PASTE_LIMIT:
            self.remark(f"{self.REFUSAL_MARK}{too_much(self.question.title, len(text))}", refused=True)
            return
        # The readers behind a paste are slow to load, and most tables are typed.
        from assistant.tui.inputs.table.paste import propose

        proposal = propose(take(text).text, self._sheet, self._grid.block_from_here())
        if not proposal.changes and not proposal.wrong_totals and not proposal.locked:
            self.remark(say("paste.nothing_new" if proposal.read else "paste.nothing_read", read=proposal.read))
            return
        self._preview.show(proposal, self._sheet)
        self.turn_to("preview")

    def on_paste_preview_settled(self, event: PastePreview.Settled) -> None:
        event.stop()
        self.turn_to("grid")
        changes = event.proposal.changes
        if event.adopt and changes:
            self._sheet.change(event.proposal.texts)
            self._grid.go_to(next(iter(changes)))
            self.cells_edited()
            self._grid.post_message(Grid.Told(say("paste.done", count=len(changes)), refused=False))
        else:
            self.remark(say("paste.declined"))

    # -- messages ------------------------------------------------------------------------------
    def on_rows_clicked(self, event: Rows.Clicked) -> None:
        event.stop()
        self.take(event.index)

    def on_rows_moved(self, event: Rows.Moved) -> None:
        event.stop()

    def on_grid_moved(self, event: Grid.Moved) -> None:
        event.stop()
        self._explain()

    def on_grid_unlocking(self, event: Grid.Unlocking) -> None:
        event.stop()
        self.ask_reason(event.path)

    def on_grid_edited(self, event: Grid.Edited) -> None:
        event.stop()
        self._explain()
        self.tell_reasons()
        self.cells_edited()

    def on_grid_told(self, event: Grid.Told) -> None:
        event.stop()
        refused = bool(event.text) and event.refused
        self.remark(f"{self.REFUSAL_MARK}{event.text}" if refused else event.text, refused=refused)
