"""The settled part of the conversation: every answered question with its answer, section by section.

Drawn line by line, each entry once, so that a long conversation costs no more than a short one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.visual import Visual

from assistant.interview import Exchange, ScriptSection
from assistant.texts import SCREENS
from assistant.tui.widgets.cells import Flow, Painter, flowing, literal

_LABELS: dict[str, str] = SCREENS.entry("keys")


@dataclass
class TranscriptEntry:
    """A section's opening or an answered question; ``strips`` are its lines as last drawn, for ``drawn``."""

    key: str
    section: ScriptSection | None = None
    exchange: Exchange | None = None
    drawn: object = None
    strips: list[Strip] = field(default_factory=list)

    def flow(self, pointed: bool, is_open: bool) -> Flow:
        """The entry as text: its question and answer, or the section's title and first sentence."""
        if self.exchange is None:
            if self.section is None:
                return Flow()
            return Flow("", Content.styled(self.section.title, "bold $primary"), literal(self.section.intro, "$quiet"))
        tail = SCREENS.say("talk.open_mark") if is_open else SCREENS.say("talk.pointed_mark") if pointed else ""
        mark = SCREENS.say("talk.pointer") if pointed else "  "
        asked = _with_tail(literal(self.exchange.ask, "$quiet"), tail, mark)
        said = [flowing(literal(self.exchange.shown, "bold"), "  ", "  ")]
        if self.exchange.remark:
            said.append(flowing(literal(self.exchange.remark, "$quiet"), "  ", "  "))
        return Flow(asked, *said)


def _with_tail(ask: Content, tail: str, mark: str) -> Painter:
    """A question with its state behind it; on a line of its own where the last one has no room for all of it."""

    def paint(width: int) -> Content:
        whole, alone = (flowing(Content.assemble(ask, (text, "$accent")), mark, "  ")(width) for text in (tail, ""))
        if whole.plain.count("\n") == alone.plain.count("\n"):
            return whole
        return flowing(Content.assemble(ask, "\n", (tail.strip(), "$accent")), mark, "  ")(width)

    return paint


class Transcript(ScrollView, can_focus=True):
    """Sections and exchanges in the order of the path. ↑ and ↓ move over the exchanges, Enter re-opens one.

    Esc and Ctrl+↓ behind the last one lead back to the question."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"transcript--pointed"}
    DEFAULT_CSS = """
    Transcript {
        height: 1fr;
        padding: 0 1;
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
        scrollbar-gutter: stable;
        .transcript--pointed { background: $block-cursor-blurred-background; color: $foreground; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("pageup", "move(-8)", show=False),
        Binding("pagedown", "move(8)", show=False),
        Binding("home", "first", show=False),
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
        self._entries: dict[str, TranscriptEntry] = {}
        self._lines: list[tuple[TranscriptEntry, int]] = []
        self._starts: dict[str, int] = {}
        self._pointed: str | None = None
        self._open: str | None = None

    # -- content -------------------------------------------------------------------------------
    @property
    def exchanges(self) -> list[Exchange]:
        """The settled questions and answers, in order."""
        return [entry.exchange for entry in self._entries.values() if entry.exchange is not None]

    def shows(self, key: str) -> bool:
        """Whether an entry, at least in part, is visible."""
        top = self.scroll_offset.y
        return any(entry.key == key for entry, _ in self._lines[top : top + self.size.height])

    def sync(
        self,
        plan: Sequence[str],
        make: Callable[[str], Exchange],
        section: Callable[[str], ScriptSection],
        refresh: bool = False,
    ) -> None:
        """Hold the entries of ``plan`` (question keys and ``section:<id>``), in that order.

        Only what is missing is made; what is there is looked at again with ``refresh``.
        """
        entries: dict[str, TranscriptEntry] = {}
        for key in plan:
            entry = self._entries.get(key)
            if entry is None:
                entry = (
                    TranscriptEntry(key, section(key.removeprefix("section:")))
                    if ":" in key
                    else TranscriptEntry(key, None, make(key))
                )
            elif refresh and entry.exchange is not None:
                entry.exchange = make(key)
            entries[key] = entry
        self._entries = entries
        self._lay_out()

    def mark_open(self, key: str | None) -> None:
        """Mark the exchange whose answer is being changed; without one, show the end of the conversation."""
        if key != self._open:
            self._open = key
            self._lay_out()
        self._show_place(key)

    # -- the cursor ----------------------------------------------------------------------------
    def on_focus(self) -> None:
        """Start at the exchange that is open, else at the last one."""
        keys = self._keys
        if not keys:
            self.action_leave()
            return
        self._point(self._open if self._open in keys else keys[-1])

    def on_blur(self) -> None:
        self._pointed = None
        self._lay_out()

    def action_move(self, by: int) -> None:
        keys = self._keys
        place = keys.index(self._pointed) if self._pointed in keys else len(keys)
        if keys:
            self._point(keys[min(max(place + by, 0), len(keys) - 1)])

    def action_below(self) -> None:
        """Go to the exchange after; behind the last one stands the current question."""
        if self._pointed == next(reversed(self._keys), None):
            self.action_leave()
        else:
            self.action_move(1)

    def action_first(self) -> None:
        if self._keys:
            self._point(self._keys[0])

    def action_reopen(self) -> None:
        if self._pointed is not None:
            self.post_message(self.Reopen(self._pointed))

    def action_leave(self) -> None:
        self.post_message(self.Left())

    def on_click(self, event: events.Click) -> None:
        """A click on an answer re-opens it."""
        place = event.get_content_offset(self)
        line = place.y + self.scroll_offset.y - self._blank if place is not None else -1
        if 0 <= line < len(self._lines) and self._lines[line][0].exchange is not None:
            self.post_message(self.Reopen(self._lines[line][0].key))

    @property
    def _keys(self) -> list[str]:
        return [key for key, entry in self._entries.items() if entry.exchange is not None]

    def _point(self, key: str) -> None:
        left, self._pointed = self._pointed, key
        if not self._redrawn(left, key):
            self._lay_out()
        self._show_place(key)

    def _redrawn(self, *keys: str | None) -> bool:
        """Draw some entries anew; whether they have as many lines as before, so that all others stay where they are."""
        width = self.scrollable_content_region.width
        entries = [self._entries[key] for key in keys if key in self._entries]
        before = [len(entry.strips) for entry in entries]
        if not width or 0 in before:
            return False
        for entry in entries:
            self._draw(entry, width)
        self.refresh()
        return before == [len(entry.strips) for entry in entries]

    def _show_place(self, key: str | None) -> None:
        """Bring an entry into view, the first one with what stands above it; None is the end."""
        if key is None or key not in self._starts:
            self.scroll_to(y=len(self._lines), animate=False, force=True)
        elif key == next(iter(self._keys), None):
            self.scroll_to(y=0, animate=False, force=True)
        else:
            region = Region(0, self._starts[key], 1, len(self._entries[key].strips))
            self.scroll_to_region(region, animate=False, force=True)

    # -- drawing -------------------------------------------------------------------------------
    def on_resize(self) -> None:
        self._lay_out()
        self._show_place(self._pointed or self._open)

    def watch_show_vertical_scrollbar(self, shown: bool) -> None:
        """Textual moves only a bar that is shown; one that comes after the scrolling would stand at the top."""
        if shown:
            self.vertical_scrollbar.position = self.scroll_y

    def notify_style_update(self) -> None:
        super().notify_style_update()
        for entry in self._entries.values():
            entry.drawn = None
        if self.is_mounted:
            self._lay_out()

    @property
    def _blank(self) -> int:
        """Empty lines above a conversation that is shorter than the screen: it stands on the question."""
        return max(self.size.height - len(self._lines), 0)

    def _lay_out(self) -> None:
        width = self.scrollable_content_region.width
        if not width:
            return
        self._lines = []
        self._starts = {}
        for entry in self._entries.values():
            self._draw(entry, width)
            self._starts[entry.key] = len(self._lines)
            self._lines += [(entry, number) for number in range(len(entry.strips))]
        self.virtual_size = Size(width, len(self._lines))
        self.refresh()

    def _draw(self, entry: TranscriptEntry, width: int) -> None:
        pointed, is_open = entry.key == self._pointed, entry.key == self._open
        state = (width, pointed, is_open, entry.exchange)
        if entry.drawn == state:
            return
        style = self.get_visual_style("transcript--pointed") if pointed else self.visual_style
        entry.strips = Visual.to_strips(self, entry.flow(pointed, is_open), width, None, style, pad=True)
        entry.drawn = state

    def render_line(self, y: int) -> Strip:
        number = y + self.scroll_offset.y - self._blank
        if not 0 <= number < len(self._lines):
            return Strip.blank(self.size.width, self.rich_style)
        entry, line = self._lines[number]
        return entry.strips[line]
