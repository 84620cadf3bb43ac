"""The current question: what is asked, what Enter takes, the input that fits, what the keys do."""

from __future__ import annotations

from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.content import Content
from textual.widgets import Static

from assistant.tui.inputs import AnswerInput
from assistant.tui.widgets.flow import Flow
from assistant.tui.words import literal, say


@dataclass(frozen=True)
class Asked:
    """What the card says about a question: the question, which of how many; whether there are answers above it."""

    ask: str
    where: str
    above: bool = False
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
        #where, #hint { color: $quiet; }
        #answer { height: auto; }
    }
    """

    def compose(self) -> ComposeResult:
        yield Static(id="where", markup=False)
        yield Static(id="ask", markup=False)
        yield Container(id="answer")
        yield Static(id="hint", markup=False)

    @property
    def input(self) -> AnswerInput | None:
        """The input on the card, None before the first question and after the last."""
        found = self.query(AnswerInput)
        return found.first() if found else None

    async def show(self, asked: Asked, answer_input: AnswerInput) -> None:
        """Put another question on the card; its input takes the keyboard."""
        self.query_one("#where", Static).update(_where(asked))
        self.query_one("#ask", Static).update(Flow(literal(asked.ask)))
        place = self.query_one("#answer", Container)
        await place.remove_children()
        await place.mount(answer_input)
        self.watch(answer_input, "hint", self._show_hint)

    def _show_hint(self, hint: str) -> None:
        self.query_one("#hint", Static).update(Flow(literal(hint)))
        self.query_one("#hint").display = bool(hint)


def _where(asked: Asked) -> Content:
    if asked.reopened:
        return Content.assemble(asked.where, "  ", (say("talk.reopened"), "$accent"))
    return Content.assemble(asked.where, "  ", say("talk.above") if asked.above else "")
