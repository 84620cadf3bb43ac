"""The settled part of the conversation: every answered question with its answer, section by section."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from assistant.interview import Exchange, ScriptSection
from assistant.tui.widgets.flow import Flow, flowing
from assistant.tui.words import entry, literal, say

_LABELS: dict[str, str] = entry("keys")


class Divider(Static):
    """The title of a section and the sentence that opens it."""

    DEFAULT_CSS = """
    Divider { padding: 1 1 0 1; }
    """

    def __init__(self, section: ScriptSection) -> None:
        super().__init__(markup=False)
        self.step = f"section:{section.id}"
        self.update(Flow(Content.styled(section.title, "bold $primary"), Content.styled(section.intro, "$quiet")))


class Entry(Static):
    """One question and its answer."""

    DEFAULT_CSS = """
    Entry {
        padding: 0 1;
        &.-pointed { background: $block-cursor-blurred-background; }
    }
    """

    def __init__(self, exchange: Exchange) -> None:
        super().__init__(markup=False)
        self.step = exchange.question.key
        self.exchange = exchange
        self._open = False

    def on_mount(self) -> None:
        self._draw()

    def show(self, exchange: Exchange) -> None:
        """Take over a changed answer or question; nothing is drawn when both are the same."""
        if (exchange.ask, exchange.shown) != (self.exchange.ask, self.exchange.shown):
            self.exchange = exchange
            self._draw()

    def point(self, pointed: bool, is_open: bool) -> None:
        """Mark the entry as the one under the cursor, or as the one that is being changed below."""
        if (pointed, is_open) != (self.has_class("-pointed"), self._open):
            self.set_class(pointed, "-pointed")
            self._open = is_open
            self._draw()

    def _draw(self) -> None:
        pointed = self.has_class("-pointed")
        mark = say("talk.pointer") if pointed else "  "
        tail = say("talk.open_mark") if self._open else say("talk.pointed_mark") if pointed else ""
        ask = Content.assemble(literal(self.exchange.ask, "$quiet"), (tail, "$accent"))
        self.update(Flow(flowing(ask, mark, "  "), flowing(literal(self.exchange.shown, "bold"), "  ", "  ")))


class Transcript(VerticalScroll, can_focus=True):
    """Dividers and entries in the order of the path. ↑ and ↓ move over the entries, Enter re-opens one."""

    DEFAULT_CSS = """
    Transcript {
        height: 1fr;
        align-vertical: bottom;
        scrollbar-size-vertical: 1;
        &:focus { background-tint: $foreground 0%; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("pageup", "move(-8)", show=False),
        Binding("pagedown", "move(8)", show=False),
        Binding("home", "edge(0)", show=False),
        Binding("end", "leave", show=False),
        Binding("enter", "reopen", _LABELS["reopen"]),
        Binding("escape", "leave", _LABELS["back"]),
    ]

    class Reopen(Message):
        """The clerk wants to change the answer of ``key``."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    class Left(Message):
        """The clerk goes back to the current question."""

    def __init__(self) -> None:
        super().__init__()
        self._steps: dict[str, Divider | Entry] = {}
        self._pointed: str | None = None
        self._open: str | None = None

    # -- content -------------------------------------------------------------------------------
    async def sync(
        self,
        plan: Sequence[str],
        make: Callable[[str], Exchange],
        section: Callable[[str], ScriptSection],
        refresh: bool = False,
    ) -> None:
        """Hold the steps of ``plan`` (question keys and ``section:<id>``), in that order.

        Only what is missing is made and mounted; what is there is looked at again with ``refresh``.
        """
        wanted = set(plan)
        gone = [step for step in self._steps if step not in wanted]
        for step in gone:
            await self._steps.pop(step).remove()
        fresh: list[Widget] = []
        before: Widget | None = None
        for step in plan:
            present = self._steps.get(step)
            if present is None:
                present = Divider(section(step.removeprefix("section:"))) if ":" in step else Entry(make(step))
                self._steps[step] = present
                fresh.append(present)
                continue
            if refresh and isinstance(present, Entry):
                present.show(make(step))
            if fresh:
                await self.mount(*fresh, before=present)
                fresh = []
            before = present
        if fresh:
            await self.mount(*fresh, after=before)
        self._steps = {step: self._steps[step] for step in plan}

    def mark_open(self, key: str | None) -> None:
        """Mark the entry whose answer is being changed; without one, show the end of the conversation."""
        self._open = key
        self._redraw()
        opened = self._steps.get(key or "")
        if opened is not None:
            self.release_anchor()
            self.call_after_refresh(self.scroll_to_widget, opened, animate=False)
        else:
            self.anchor()
            self.scroll_end(animate=False)

    # -- the cursor ----------------------------------------------------------------------------
    @property
    def entries(self) -> list[Entry]:
        return [step for step in self._steps.values() if isinstance(step, Entry)]

    def on_focus(self) -> None:
        """Start at the entry that is open, else at the last one."""
        entries = self.entries
        if not entries:
            self.action_leave()
            return
        keys = [each.step for each in entries]
        self._pointed = self._open if self._open in keys else keys[-1]
        self._redraw()
        self._follow()

    def on_blur(self) -> None:
        self._pointed = None
        self._redraw()

    def action_move(self, by: int) -> None:
        entries = self.entries
        place = next((number for number, each in enumerate(entries) if each.step == self._pointed), len(entries))
        if place + by >= len(entries):
            self.action_leave()
            return
        self._pointed = entries[max(place + by, 0)].step
        self._redraw()
        self._follow()

    def action_edge(self, place: int) -> None:
        if self.entries:
            self._pointed = self.entries[place].step
            self._redraw()
            self._follow()

    def action_reopen(self) -> None:
        if self._pointed is not None:
            self.post_message(self.Reopen(self._pointed))

    def action_leave(self) -> None:
        self.post_message(self.Left())

    def on_click(self, event: object) -> None:
        """A click on an answer re-opens it."""
        widget = getattr(event, "widget", None)
        if isinstance(widget, Entry):
            self.post_message(self.Reopen(widget.step))

    def _redraw(self) -> None:
        for each in self.entries:
            each.point(each.step == self._pointed, each.step == self._open)

    def _follow(self) -> None:
        entries = self.entries
        pointed = next((each for each in entries if each.step == self._pointed), None)
        if pointed is None:
            return
        self.release_anchor()
        if pointed is entries[0]:
            self.scroll_home(animate=False)
        else:
            self.scroll_to_widget(pointed, animate=False)
