"""What every input widget is to a screen: content in, keys, one raw answer out, a refusal shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar, Protocol, Self, runtime_checkable

from textual import events
from textual.app import ComposeResult
from textual.geometry import Offset
from textual.message import Message
from textual.reactive import reactive
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from assistant.files import visible
from assistant.session.sheet import NOTHING_KNOWN, LastYearCells, PartsOf
from assistant.texts import INPUTS

if TYPE_CHECKING:
    from assistant.interview import Choice, Question, Raw
    from assistant.report import Origin


@dataclass(frozen=True)
class InputContext:
    """What an input needs to know of the interview's state; every raw as the engine gives it.

    ``default_shown`` is the default as a clerk reads it; ``present`` the answer that is being
    re-opened; ``typed`` what stood in the input, unsubmitted, when the draft was left; ``year`` the
    report year, None while it is not known; ``notes`` stand beside list entries, by their first part;
    ``last_year`` is what last year's report says on a table; ``parts`` what a cell of a summed one is made of.
    """

    choices: tuple[Choice, ...] = ()
    default: Raw | None = None
    default_shown: str = ""
    present: Raw | None = None
    typed: Raw | None = None
    year: int | None = None
    notes: Mapping[str, str] = field(default_factory=dict)
    last_year: LastYearCells = NOTHING_KNOWN
    parts: PartsOf = lambda path: None


@runtime_checkable
class HasCaret(Protocol):
    """A widget that says where on the screen its caret stands."""

    @property
    def cursor_screen_offset(self) -> Offset: ...


ASKING = "?？"
"""Signs that are said at once where no text is wanted."""


class AnswerInput(Widget):
    """The input for one question. Subclasses, one for each kind, build the editor and know its content.

    It takes the keyboard when it is mounted. ``hint`` is reactive: what the keys do may change
    while the clerk moves inside.
    """

    DEFAULT_CSS = """
    AnswerInput {
        height: auto;
        layout: vertical;
        .notice {
            display: none;
            height: auto;
            padding: 0 1;
            color: $text-muted;
            &.-shown { display: block; }
            &.-refused { color: $text-error; text-style: bold; }
        }
    }
    """

    hint: reactive[str] = reactive("")
    """One Chinese line: which keys do what here."""

    @property
    def takes_escape(self) -> bool:
        """Whether Esc steps back in here, as the hint then says; else it is the screen's."""
        return "Esc" in self.hint

    class Submitted(Message):
        """The clerk pressed the accepting key; ``raw`` is what the engine's ``answer`` takes."""

        def __init__(self, answer_input: AnswerInput, raw: Raw) -> None:
            super().__init__()
            self.answer_input = answer_input
            self.raw = raw

        @property
        def control(self) -> AnswerInput:
            return self.answer_input

    class Edited(Message):
        """The unsubmitted content changed."""

        def __init__(self, answer_input: AnswerInput) -> None:
            super().__init__()
            self.answer_input = answer_input

        @property
        def control(self) -> AnswerInput:
            return self.answer_input

    class Spoken(Message):
        """The clerk began to write where no text is wanted: it is said to the assistant.

        :param heard: called with whether it means something, before that is shown; None asks for the rest of what
            is to be said where it does not.
        """

        def __init__(self, text: str, heard: Callable[[bool], None] | None = None) -> None:
            super().__init__()
            self.text = text
            self.heard = heard

    REFUSAL_MARK: ClassVar[str] = "！"

    def __init__(self, question: Question, ask_context: InputContext) -> None:
        super().__init__()
        self.question = question
        self.ask_context = ask_context
        self._notice = Static("", classes="notice", markup=False)
        self._pending: Raw | None = None
        self._baseline: Raw | None = None
        self._seen: Raw | None = None
        self._sent = False
        self._live = False
        self._asked = False
        self._shown_notice = ("", False)

    # -- for subclasses ------------------------------------------------------------------------
    def compose_editor(self) -> ComposeResult:
        """The widgets above the notice line."""
        raise NotImplementedError

    @property
    def editor(self) -> Widget:
        """The widget that has the keyboard."""
        raise NotImplementedError

    def content(self) -> Raw:
        """What stands in the input now."""
        raise NotImplementedError

    def put(self, raw: Raw) -> None:
        """Show ``raw`` as the content, the caret behind it."""
        raise NotImplementedError

    def point_at(self, cell: str) -> None:
        """Point at a cell of the answer by its path, where the answer has cells."""

    def begin(self) -> None:
        """Called once, before anything is put in: defaults that are content from the start."""

    # -- for screens ---------------------------------------------------------------------------
    @property
    def typed(self) -> Raw | None:
        """The unsubmitted content, None when it is still what the question opened with."""
        if not self._live:
            return self._pending if self._pending is not None else self.ask_context.typed
        content = self.content()
        return None if content == self._baseline else content

    @property
    def origin(self) -> Origin | None:
        """Where the content comes from, where the input knows it; None where what was proposed tells it."""
        return None

    def offer(self, raw: Raw) -> None:
        """Put content in: a default, an earlier answer, restored typed content."""
        if not self._live:
            self._pending = raw
            return
        self.put(raw)
        self._sent = False

    def refuse(self, message: str) -> None:
        """Show why the answer was not taken; what was typed stays."""
        self._sent = False
        self.set_notice(f"{self.REFUSAL_MARK}{message}", refused=True)
        self.focus()

    def reopen(self) -> None:
        """What was submitted was not taken after all: it may be submitted again."""
        self._sent = False
        self.focus()

    def focus(self, scroll_visible: bool = True) -> Self:
        """Give the keyboard to the editor inside."""
        if self._live:
            self.editor.focus(scroll_visible)
        return self

    # -- inside --------------------------------------------------------------------------------
    def compose(self) -> ComposeResult:
        yield from self.compose_editor()

    def on_mount(self) -> None:
        self.begin()
        if self.ask_context.present is not None:
            self.put(self.ask_context.present)
        self._baseline = self.content()
        self._live = True
        restored = self._pending if self._pending is not None else self.ask_context.typed
        if restored is not None:
            self.put(restored)
            if self.ask_context.present is not None and self._pending is None:
                self.set_notice(INPUTS.say("notice.begun"))
        self._seen = self.content()
        self.screen.screen_layout_refresh_signal.subscribe(self, self._place_caret)
        self.focus()

    def changed(self) -> None:
        """Called by subclasses when the clerk may have changed the content."""
        content = self.content()
        if not self._live or content == self._seen:
            return
        self._seen = content
        self._sent = False
        self.set_notice("")
        self.post_message(self.Edited(self))

    def submit(self, raw: Raw) -> None:
        """Submit ``raw``, once: a second Enter before the screen has moved on does nothing."""
        if self._sent:
            return
        self._sent = True
        self.set_notice("")
        self.post_message(self.Submitted(self, raw))

    def speak(self, character: str) -> None:
        """Say to the assistant what was begun where no text is wanted; a question mark is said at once."""
        self._asked = character in ASKING
        self.post_message(self.Spoken(character))

    def ends_asking(self, event: events.Key) -> bool:
        """Whether a key is the Enter behind a question mark: it takes nothing, since the help has come already."""
        asked, self._asked = self._asked, False
        if not asked or event.key != "enter":
            return False
        self.set_notice(f"{self.notice_text}{INPUTS.say('notice.asked')}")
        return True

    def forget_asking(self) -> None:
        """Another row was chosen: the next Enter is none behind a question mark."""
        self._asked = False

    @property
    def notice_text(self) -> str:
        """The sentence that stands under the editor, "" when none does."""
        return self._shown_notice[0]

    def set_notice(self, text: str, refused: bool = False) -> None:
        """Show a sentence under the editor, or none."""
        if (text, refused) != self._shown_notice:
            self._shown_notice = (text, refused)
            self.draw_notice(text, refused)

    def draw_notice(self, text: str, refused: bool) -> None:
        """Put the sentence on the screen. Most answers never have one: its line is made for the first."""
        if not self._notice.is_attached:
            if not text:
                return
            self.mount(self._notice)
        self._notice.update(visible(text))
        self._notice.set_class(bool(text), "-shown")
        self._notice.set_class(refused, "-refused")

    def _place_caret(self, screen: Screen[object]) -> None:
        """Keep the terminal's own cursor at the caret when the layout moved; input methods anchor to it."""
        focused = screen.focused
        if focused is None or self not in focused.ancestors or not isinstance(focused, HasCaret):
            return
        place = focused.cursor_screen_offset
        if place != self.app.cursor_position:
            self.app.cursor_position = place
            focused.refresh()
