"""The current question: what is asked, what Enter takes, the input that fits, what the keys do."""

from __future__ import annotations

from dataclasses import dataclass

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from assistant.texts import SCREENS
from assistant.tui.inputs import AnswerInput
from assistant.tui.widgets.cells import Flow, Painter, literal


@dataclass(frozen=True)
class Asked:
    """What the card says about a question: the question, which of how many; whether there are answers above it;
    what was answered last year, "" when that is not known; whether last year's report answers others of the section."""

    ask: str
    where: str
    above: bool = False
    last_year: str = ""
    offers: bool = False
    reopened: bool = False


class QuestionCard(Vertical):
    """Holds one :class:`AnswerInput` at a time."""

    DEFAULT_CSS = """
    QuestionCard {
        height: auto;
        max-height: 100%;
        padding: 1 1 0 1;
        background: $surface;
        #ask { text-style: bold; }
        #where, #hint, #last-year { color: $quiet; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._input: AnswerInput | None = None

    def compose(self) -> ComposeResult:
        yield Static(id="where", markup=False)
        yield Static(id="ask", markup=False)
        yield Static(id="last-year", markup=False)
        yield Static(id="hint", markup=False)

    @property
    def input(self) -> AnswerInput | None:
        """The input on the card, None before the first question."""
        return self._input

    @property
    def takes_escape(self) -> bool:
        """Whether Esc steps back inside the input."""
        return self._input is not None and self._input.takes_escape

    async def show(self, asked: Asked, answer_input: AnswerInput) -> None:
        """Put another question on the card; its input takes the keyboard."""
        self.query_one("#where", Static).update(Flow(_where(asked)))
        self.query_one("#ask", Static).update(Flow(literal(asked.ask)))
        last = self.query_one("#last-year", Static)
        told = [SCREENS.say("talk.last_year", shown=asked.last_year)] if asked.last_year else []
        last.update(Flow(literal("  ".join([*told, SCREENS.say("talk.offers")] if asked.offers else told))))
        last.display = bool(told or asked.offers)
        if self._input is not None:
            await self._input.remove()
        self._input = answer_input
        await self.mount(answer_input, before="#hint")
        self.watch(answer_input, "hint", self._show_hint)

    def _show_hint(self, hint: str) -> None:
        self.query_one("#hint", Static).update(Flow(literal(hint)))
        self.query_one("#hint").display = bool(hint)
        self.refresh_bindings()


def _where(asked: Asked) -> Painter:
    """Which question this is, and at the right edge how to reach the answers above, where there is room."""
    hint, style = SCREENS.say("talk.above") if asked.above else "", ""
    if asked.reopened:
        hint, style = SCREENS.say("talk.reopened"), "$accent"

    def paint(width: int) -> Content:
        room = width - cell_len(asked.where) - cell_len(hint)
        return Content.assemble(asked.where, " " * room, (hint, style)) if room > 1 else Content(asked.where)

    return paint
