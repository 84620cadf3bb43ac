"""The county's sum as grids, one table at a time, with what the cell under the pointer is made of."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import Static

from assistant.county.rollup import Rollup
from assistant.county.work import CountyWork
from assistant.errors import NianbaoError
from assistant.report import CellParts, figures_class
from assistant.report.parts import number_text
from assistant.session.sheet import Sheet
from assistant.texts import COUNTY, COUNTY_SCREEN, SCREENS
from assistant.tui.inputs.table.grid import Canvas
from assistant.tui.screens.draft_screen import in_thread
from assistant.tui.widgets.cells import Flow, literal
from assistant.tui.widgets.keys import Keys

_LABELS: dict[str, str] = SCREENS.entry("keys")
_NAMED = 12
"""Units that are named one by one."""
say = COUNTY_SCREEN.say


def sheet_of(rollup: Rollup, table: str) -> Sheet:
    """The sum of a table as its grid is drawn from: totals are worked out from the parts."""
    schema = rollup.standard.tables[table]
    figures = figures_class(schema.section)
    assert figures is not None, table
    sheet = Sheet(figures, "", year=rollup.county.year)
    sheet.load({path: number_text(value) for path, value in rollup.totals[table].items() if value})
    return sheet


class SumGrid(Canvas):
    """A table that is only looked at."""

    AROUND: ClassVar[int] = 8


class SumScreen(Screen[None]):
    """The tables of the sum."""

    CSS_PATH = "screens.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("t", "next_table", _LABELS["next_table"]),
        Binding("e", "with_errors", _LABELS["with_errors"]),
        Binding("f2", "app.commands", _LABELS["commands"]),
        Binding("escape", "close", _LABELS["back"]),
    ]

    def __init__(self, work: CountyWork) -> None:
        super().__init__()
        self._work = work
        self._rollup = work.summed()
        self._tables = list(self._rollup.standard.tables)
        self._table = self._tables[0]
        self._grid = SumGrid(sheet_of(self._rollup, self._table))
        self._title = Static(id="findings-title", markup=False)
        self._made_of = Static(id="made-of", markup=False)

    def compose(self) -> ComposeResult:
        yield self._title
        yield self._grid
        yield self._made_of
        yield Keys()

    def on_mount(self) -> None:
        self._grid.focus()
        self._show()

    def _show(self) -> None:
        rollup = self._rollup
        name = "without" if rollup.left_out else "title"
        slots = {"table": COUNTY.entry("sheets.tables")[self._table], "count": len(rollup.counted)}
        self._title.update(literal(say(f"sum.{name}", left=len(rollup.left_out), **slots)))
        self._explain()

    @on(SumGrid.Moved)
    def _explain(self) -> None:
        cell = self._grid.cell
        total = self._rollup.totals[self._table][cell.path]
        lines = [CellParts(self._rollup.parts(self._table, cell.path)).sentence(cell.name, _NAMED)]
        shown = Decimal(self._grid.sheet.value(cell.path))
        if shown != total:
            lines.append(say("sum.differs", told=number_text(total), total=number_text(shown)))
        self._made_of.update(Flow(*(literal(line) for line in lines)))

    # -- keys ----------------------------------------------------------------------------------
    async def action_next_table(self) -> None:
        self._table = self._tables[(self._tables.index(self._table) + 1) % len(self._tables)]
        await self._draw_anew()

    async def _draw_anew(self) -> None:
        await self._grid.remove()
        self._grid = SumGrid(sheet_of(self._rollup, self._table))
        await self.mount(self._grid, after=self._title)
        self._grid.focus()
        self._show()

    def action_with_errors(self) -> None:
        """Leave the units with errors out of the sum, or take them in again."""
        self.run_worker(self._turn(), group="sum", exclusive=True, description="")

    async def _turn(self) -> None:
        self._work.with_errors = not self._work.with_errors
        found = await in_thread(self, self._work.summed)
        if not isinstance(found, NianbaoError):
            self._rollup = found
            await self._draw_anew()

    def action_close(self) -> None:
        self.dismiss(None)
