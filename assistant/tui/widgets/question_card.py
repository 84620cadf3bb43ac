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
    what was answered last year, "" when that is not known; whether last year's report answers others of the section;
    what the present answer is summed up from, "" where it is no sum of many reports; its unit, "" where it has none,
    and in few words which question it is."""

    ask: str
    where: str
    above: bool = False
    last_year: str = ""
    offers: bool = False
    reopened: bool = False
    made_of: str = ""
    unit: str = ""
    brief: str = ""


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
        self._where = Static(id="where", markup=False)
        self._ask = Static(id="ask", markup=False)
        self._last_year = Static(id="last-year", markup=False)
        self._hint = Static(id="hint", markup=False)

    def compose(self) -> ComposeResult:
        yield self._where
        yield self._ask
        yield self._last_year
        if self._input is not None:
            yield self._input
        yield self._hint

    @property
    def input(self) -> AnswerInput | None:
        """The input on the card, None before the first question."""
        return self._input

    @property
    def takes_escape(self) -> bool:
        """Whether Esc steps back inside the input."""
        return self._input is not None and self._input.takes_escape

    async def show(self, asked: Asked, answer_input: AnswerInput) -> None:
        """Put another question on the card, which need not be on the screen yet; its input takes the keyboard."""
        self._where.update(Flow(_where(asked)))
        self._ask.update(Flow(literal(asked.ask)))
        told = [asked.made_of] if asked.made_of else []
        told += [SCREENS.say("talk.last_year", shown=asked.last_year)] if asked.last_year else []
        told += [SCREENS.say("talk.offers")] if asked.offers else []
        self._last_year.update(Flow(literal("  ".join(told))))
        self._last_year.display = bool(told)
        if self._input is not None and self._input.is_attached:
            await self._input.remove()
        self._input = answer_input
        if self._hint.is_attached:
            await self.mount(answer_input, before=self._hint)
        self.watch(answer_input, "hint", self._show_hint)

    def _show_hint(self, hint: str) -> None:
        self._hint.update(Flow(literal(hint)))
        self._hint.display = bool(hint)
        self.refresh_bindings()


def _where(asked: Asked) -> Painter:
    """Which question this is, and, where there is room, its unit and at the right edge how to reach the answers above.

    The name is worth more than the unit, which the question says as well, and more than how many questions there are.
    """
    hint, style = SCREENS.say("talk.above") if asked.above else "", ""
    if asked.reopened:
        hint, style = SCREENS.say("talk.reopened"), "$accent"

    def paint(width: int) -> Content:
        ways = (asked.where + asked.unit, asked.where, asked.brief)
        where = next((way for way in ways if cell_len(way) <= width), asked.brief)
        room = width - cell_len(where) - cell_len(hint)
        return Content.assemble(where, " " * room, (hint, style)) if room > 1 else Content(where)

    return paint
