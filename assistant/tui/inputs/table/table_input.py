"""The input for a statutory table: none this year by one key, or the grid."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static

from assistant.document import print_number, read_number
from assistant.files import visible
from assistant.interview import Question, Raw
from assistant.interview.messages import shorten
from assistant.report import figures_class
from assistant.session.sheet import Sheet, about, settled_as, state
from assistant.texts import INPUTS
from assistant.tui.inputs.base import ASKING, AnswerInput, InputContext
from assistant.tui.inputs.lines import PASTE_LIMIT, cleaned, too_much
from assistant.tui.inputs.rows import Row, Rows, plain_key
from assistant.tui.inputs.table.grid import Grid
from assistant.tui.inputs.table.unlocking import Unlocking, UnlockPrompt

if TYPE_CHECKING:
    from assistant.session.pasting import ReadPaste


class PastePreview(Widget):
    """How many cells would change, and a row for each of them, warnings first."""

    DEFAULT_CSS = """
    PastePreview {
        height: auto;
        .count { padding: 0 1; text-style: bold; }
        Rows { max-height: 45vh; }
    }
    """

    class Settled(Message):
        """The clerk looked at ``paste`` and takes it (``adopt``) or not."""

        def __init__(self, paste: ReadPaste, adopt: bool) -> None:
            super().__init__()
            self.paste = paste
            self.adopt = adopt

    def __init__(self) -> None:
        super().__init__()
        self._read: ReadPaste | None = None
        self._sheet: Sheet | None = None
        self._count = Static("", classes="count", markup=False)
        self.rows = Rows()

    def compose(self) -> ComposeResult:
        yield self._count
        yield self.rows

    def show(self, paste: ReadPaste, sheet: Sheet) -> None:
        """Show ``paste``, which has not been carried out yet."""
        self._read, self._sheet = paste, sheet
        self._count.update(INPUTS.say("paste.heading", read=paste.read, count=len(paste.changes)))
        self.rows.show([*_warnings(paste, sheet), *_changes(paste, sheet)], 0)

    @property
    def has_two_ways(self) -> bool:
        """Whether the paste that is shown may be read in another way as well."""
        return self._read is not None and self._read.other is not None

    def on_key(self, event: events.Key) -> None:
        if event.key in ("enter", "escape"):
            event.stop()
            self.settle(event.key == "enter")
        elif (
            plain_key(event.character or "") == plain_key(TURN_KEY) and self._read and self._read.other and self._sheet
        ):
            event.stop()
            self.show(self._read.turned, self._sheet)

    def settle(self, adopt: bool) -> None:
        """Take the paste or leave it."""
        if self._read is not None:
            self.post_message(self.Settled(self._read, adopt))
            self._read = None

    def on_rows_clicked(self, event: Rows.Clicked) -> None:
        event.stop()

    def on_rows_moved(self, event: Rows.Moved) -> None:
        event.stop()


def _warnings(paste: ReadPaste, sheet: Sheet) -> Iterator[Row]:
    if paste.other is not None and paste.last is not None and paste.other.last is not None:
        last, other = paste.last.name, paste.other.last.name
        text = INPUTS.say("paste.two_ways", last=last, other=other, key=TURN_KEY)
        yield Row(text, mark=INPUTS.say("paste.mark"))
    for kept in paste.locked:
        settled = settled_as(sheet, kept.cell)
        pasted = shorten(kept.pasted) or "0"
        yield Row(
            INPUTS.say("paste.locked", name=kept.cell.name, settled=settled, pasted=pasted),
            mark=INPUTS.say("paste.mark"),
        )
    for wrong in paste.wrong_totals:
        pasted = shorten(wrong.pasted)
        yield Row(
            INPUTS.say("paste.wrong_total", name=wrong.cell.name, pasted=pasted, computed=wrong.computed),
            mark=INPUTS.say("paste.mark"),
        )
    for passage in paste.left:
        yield Row(passage, mark=INPUTS.say("paste.mark"))
    if paste.outside:
        yield Row(INPUTS.say("paste.outside", count=paste.outside), mark=INPUTS.say("paste.mark"))


def _changes(paste: ReadPaste, sheet: Sheet) -> Iterator[Row]:
    trial = Sheet(sheet.figures, "", year=sheet.year)
    trial.load({**sheet.texts, **paste.texts})
    for path, (before, after) in paste.changes.items():
        problem = trial.problem(path)
        name = sheet.schema.cells[path].name
        text = INPUTS.say("paste.change", name=name, before=before or "0", after=shorten(after) or "0")
        yield Row(text, mark=INPUTS.say("paste.mark") if problem else "", more=(problem,) if problem else ())


_SENTENCE = re.compile(r"[一-龥][^\n]*[，。；、][^\n]*[一-龥]")
"""A line with words and stops: a sentence, and no row of a table."""
NONE_KEY, GRID_KEY, TURN_KEY = "N", "G", "T"
_PENDING = "pending"


@dataclass(frozen=True)
class FillOption:
    """One way to fill the table: its row on the prompt, the view it opens ("" is none this year, submitted at once)."""

    row: Row
    view: str


def none_option(text: str, none_now: bool, more: str = "") -> FillOption:
    """None this year. ``none_now``: that is the present answer; ``more`` stands below."""
    note = INPUTS.say("label.present") if none_now else ""
    return FillOption(Row(text, NONE_KEY, note=note, more=(more,) if more else ()), "")


def plain_options(sheet: Sheet, filled: int, none_now: bool) -> tuple[FillOption, ...]:
    """None this year, or the grid. ``filled``: how many cells hold something of this year."""
    cells, kept = sheet.schema.cells, none_this_year(sheet)
    none = INPUTS.say("table.none")
    if kept:
        names = (INPUTS.say("table.none_kept", name=cells[path].row.header.short, number=kept[path]) for path in kept)
        none = INPUTS.say("table.none_but", kept=INPUTS.say("table.listed").join(names))
    if filled:
        none = INPUTS.say("table.none_again", none=none, filled=filled)
    opening = INPUTS.say("table.open_again", filled=filled) if filled else INPUTS.say("table.open")
    return none_option(none, none_now, _pending(sheet)), FillOption(Row(opening, GRID_KEY), "grid")


def none_this_year(sheet: Sheet) -> dict[str, str]:
    """The table when nothing happened this year: all 0, but last year's documents are still in force."""
    return {path: str(number) for path, number in sheet.last.in_force.items() if number}


def _pending(sheet: Sheet) -> str:
    """What was pending last year and must turn up again, "" where nothing was."""
    cells, printed = sheet.schema.cells, sheet.last.printed
    counts = {path: read_number(printed.get(path, "")) for path in cells if path.rpartition(".")[2] == _PENDING}
    names = [
        INPUTS.say("table.pending", name=cells[path].column.headers[-2].short, number=print_number(number))
        for path, number in counts.items()
        if number
    ]
    return INPUTS.say("table.none_pending", pending=INPUTS.say("table.listed").join(names)) if names else ""


class TableInput(AnswerInput):
    """Asks first how the table is to be filled; Esc leads back to that from everywhere, and nothing is lost.

    One of its views is on the screen: the prompt ("ask"), the grid, the preview of a paste, and those
    that a subclass adds; the class of that name is on the widget.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+s,ctrl+enter", "accept", show=False, priority=True)]
    DEFAULT_CSS = """
    TableInput {
        #ways, Grid, PastePreview, UnlockPrompt, .about, .state { display: none; }
        &.-unlocking UnlockPrompt { display: block; }
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
        figures = figures_class(question.key)
        if figures is None:
            raise KeyError(question.key)
        self._sheet = Sheet(figures, question.title, ask_context.last_year, ask_context.year, ask_context.parts)
        self._unlocking = Unlocking(self, self._sheet, self.unlocked)
        self._ways = Rows(id="ways")
        self._grid = Grid(self._sheet)
        self._preview = PastePreview()
        self._about = Static("", classes="about", markup=False)
        self._state = Static("", classes="state", markup=False)
        self._offered: tuple[FillOption, ...] = ()
        self._view = "ask"

    def compose_editor(self) -> ComposeResult:
        yield self._ways
        yield self._preview
        yield self._grid
        yield self._unlocking.prompt
        yield self._state
        yield self._about

    # -- for subclasses that add views ---------------------------------------------------------
    def offered_options(self) -> tuple[tuple[FillOption, ...], int]:
        """What the prompt offers, and the one that Enter takes."""
        none_now = self.ask_context.present == none_this_year(self._sheet)
        ways = plain_options(self._sheet, self.filled, none_now)
        return ways, 0 if none_now else len(ways) - 1

    @property
    def filled(self) -> int:
        """How many cells hold something that last year's report did not put there."""
        prefilled = self._sheet.last.prefilled
        return sum(prefilled.get(path) != text for path, text in self._sheet.texts.items())

    @property
    def prompt_hint(self) -> str:
        """The hint on the prompt."""
        return INPUTS.say("hint.table", example=INPUTS.say(f"table_said.{self.question.key}"))

    def begin_view(self, view: str) -> None:
        """``view`` has come on the screen: fill it and set the hint."""
        if view == "ask":
            self._offered, at = self.offered_options()
            self._ways.show([way.row for way in self._offered], at)
            self.hint = self.prompt_hint
        elif view == "grid":
            self.hint = INPUTS.say(self._grid_hint)
            self._explain()
        elif view == "preview":
            self.hint = INPUTS.say("hint.paste_two" if self._preview.has_two_ways else "hint.paste")

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
        if self._unlocking.begun:
            self._unlocking.settle()
            return
        if view == "ask":
            self.take(self._ways.index)
        elif view == "preview":
            self._preview.settle(adopt=True)
        elif not self._grid.hand_over(finished=True):
            self._grid.close()
            self._submit_cells()

    def _submit_cells(self) -> None:
        self._grid.refresh_numbers()
        self.submit(self.content())

    def cells_edited(self) -> None:
        """A cell of the grid was changed by the clerk."""
        self.changed()

    def pasted_on_prompt(self, text: str) -> None:
        """Something was pasted on the prompt: a block for the grid, or sentences that tell the figures."""
        if self._is_told(text):
            self.post_message(self.Spoken(text))
            return
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
            if self._sheet.texts:
                self._grid.go_to_fault()

    def point_at(self, cell: str) -> None:
        self._grid.go_to(cell)

    # -- views ---------------------------------------------------------------------------------
    @property
    def editor(self) -> Widget:
        return self._unlocking.prompt.line if self._unlocking.begun else self.editor_of(self._view)

    def turn_to(self, view: str) -> None:
        """Show one of the views and give it the keyboard."""
        self._view = view
        self.remove_class("-unlocking")
        self.set_notice("")
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
        if self._unlocking.begun:
            if self._unlocking.press(event.key):
                event.stop()
        elif self._view == "grid" and event.key == "escape":
            event.stop()
            self._grid.close()
            self.turn_to("ask")
        elif self._view == "ask" and self.ends_asking(event):
            event.stop()
        elif self._view == "ask":
            index = self._ways.index if event.key == "enter" else None
            if index is None and event.is_printable and event.character:
                index = self._ways.with_key(event.character)
            if index is not None:
                event.stop()
                self.take(index)
            elif (
                event.is_printable
                and event.character
                and (not event.character.isascii() or event.character.isdigit() or event.character in ASKING)
            ):
                event.stop()
                self.speak(event.character)

    def action_accept(self) -> None:
        self.accept_view(self._view)

    # -- telling -------------------------------------------------------------------------------
    def draw_notice(self, text: str, refused: bool) -> None:
        """While the grid is open the sentence takes the place of the explanation: nothing moves."""
        in_grid = self._view == "grid" and not self._unlocking.begun
        super().draw_notice("" if in_grid else text, refused and not in_grid)
        self._explain()

    def refuse(self, message: str) -> None:
        super().refuse(message)
        if self._view == "grid" and self._sheet.problems:
            self._grid.go_to(self._sheet.problems[0])

    def locks_changed(self) -> None:
        """A cell was unlocked or locked again, and nothing else shows it yet."""
        self._grid.refresh_numbers()

    def unlocked(self) -> None:
        """A cell was unlocked."""
        self.locks_changed()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        if self._unlocking.begun:
            event.stop()
            self._unlocking.settle()

    def on_unlock_prompt_given(self, event: UnlockPrompt.Given) -> None:
        event.stop()
        self._unlocking.given(event)

    def _explain(self) -> None:
        """What the pointed cell is, under a notice; the block keeps its height."""
        text, refused = self._shown_notice
        notice = (visible(text) + "\n", "bold $text-error" if refused else "bold") if text else ""
        self._about.update(Content.assemble(notice, "\n".join(about(self._sheet, self._grid.cell))), layout=False)
        self._state.update(state(self._sheet, self._grid.cell), layout=False)

    # -- pasting -------------------------------------------------------------------------------
    def on_paste(self, event: events.Paste) -> None:
        event.stop()
        if self._view == "ask":
            self.pasted_on_prompt(event.text)

    def on_grid_pasted(self, event: Grid.Pasted) -> None:
        event.stop()
        if self._is_told(event.text):
            self.post_message(self.Spoken(event.text))
        else:
            self._preview_paste(event.text)

    @staticmethod
    def _is_told(text: str) -> bool:
        """Whether a pasted text is sentences and no block of cells."""
        return len(text) <= PASTE_LIMIT and "\t" not in text and _SENTENCE.search(text) is not None

    def on_grid_said(self, event: Grid.Said) -> None:
        """A sentence in a cell is told to the assistant; one that tells nothing stays there as a wrong number."""
        event.stop()

        def heard(understood: bool) -> None:
            if understood:
                self._sheet.change({event.path: event.before})
                self._grid.refresh_numbers()
                self.cells_edited()
            elif event.finished:
                self._grid.close()
                self._submit_cells()

        self.post_message(self.Spoken(event.text, None if event.begun else heard))

    def _preview_paste(self, text: str) -> None:
        """Show what a pasted block would change; say so when that is nothing."""
        if len(text) > PASTE_LIMIT:
            self.set_notice(f"{self.REFUSAL_MARK}{too_much(self.question.title, len(text))}", refused=True)
            return
        # The readers behind a paste are slow to load, and most tables are typed.
        from assistant.session.pasting import read_paste

        paste = read_paste(cleaned(text).text, self._sheet, self._grid.block_from_here())
        if not (paste.changes or paste.wrong_totals or paste.locked or paste.other):
            self.set_notice(INPUTS.say("paste.nothing_new" if paste.read else "paste.nothing_read", read=paste.read))
            return
        self._preview.show(paste, self._sheet)
        self.turn_to("preview")

    def on_paste_preview_settled(self, event: PastePreview.Settled) -> None:
        event.stop()
        self.turn_to("grid")
        changes = event.paste.changes
        if event.adopt and changes:
            self._sheet.change(event.paste.texts)
            self._grid.go_to(next(iter(changes)))
            self.cells_edited()
            self._grid.post_message(Grid.Notice(INPUTS.say("paste.done", count=len(changes)), refused=False))
        else:
            self.set_notice(INPUTS.say("paste.declined"))

    # -- messages ------------------------------------------------------------------------------
    def on_rows_clicked(self, event: Rows.Clicked) -> None:
        event.stop()
        self.take(event.index)

    def on_rows_moved(self, event: Rows.Moved) -> None:
        event.stop()
        self.forget_asking()

    @on(Grid.Moved)
    def _tell_moved(self, event: Grid.Moved) -> None:
        event.stop()
        self._explain()

    def on_grid_unlocking(self, event: Grid.Unlocking) -> None:
        event.stop()
        self._unlocking.ask(event.path)

    def on_grid_edited(self, event: Grid.Edited) -> None:
        event.stop()
        self._explain()
        self._unlocking.post_reasons()
        self.cells_edited()

    def on_grid_notice(self, event: Grid.Notice) -> None:
        event.stop()
        refused = bool(event.text) and event.refused
        self.set_notice(f"{self.REFUSAL_MARK}{event.text}" if refused else event.text, refused=refused)
