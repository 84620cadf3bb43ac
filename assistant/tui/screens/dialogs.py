"""A dialog that tells something and lets the clerk choose what to do."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import ClassVar, Self

from pydantic import ValidationError
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from assistant.checks import Finding
from assistant.drafts import ChangedElsewhere, Draft
from assistant.drafts.rescue import Rescue
from assistant.drafts.undo import differences
from assistant.errors import AnswerRefused, NianbaoError
from assistant.interview import Script
from assistant.interview.utterances import LONGEST, Utterance
from assistant.session.session import Session
from assistant.session.telling import Telling
from assistant.texts import SCREENS, TALK
from assistant.tui.inputs.lines import Line
from assistant.tui.inputs.long_text import LongLine
from assistant.tui.inputs.rows import Row, Rows
from assistant.tui.screens.modal import BoxScreen
from assistant.tui.widgets.cells import Flow, literal
from assistant.tui.widgets.draft_line import ago


class ChoiceScreen(BoxScreen[str | None]):
    """Gives the name of the choice, None for Esc.

    :param paragraphs: what is to be known before choosing, shown literally.
    :param choices: what can be done, by name; the first is what Enter does.
    """

    CSS_PATH = "screens.tcss"
    AUTO_FOCUS = "Rows"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", show=False),
        Binding("pageup", "scroll(-1)", show=False, priority=True),
        Binding("pagedown", "scroll(1)", show=False, priority=True),
    ]

    def __init__(self, title: str, paragraphs: Sequence[str | Content], choices: Mapping[str, str]) -> None:
        super().__init__()
        self._title = title
        self._paragraphs = [part if isinstance(part, Content) else literal(part) for part in paragraphs]
        self._choices = dict(choices)
        self._rows = Rows()
        self._text = VerticalScroll(id="dialog-text", can_focus=False)

    def compose(self) -> ComposeResult:
        with Vertical(id="dialog"):
            yield Static(literal(self._title), id="dialog-title", markup=False)
            with self._text:
                yield Static(Flow(*self._paragraphs), id="dialog-message", markup=False)
            yield self._rows
            yield Static(SCREENS.say("message.choose"), id="dialog-keys", markup=False)

    def on_mount(self) -> None:
        rows = [Row(text, str(number)) for number, text in enumerate(self._choices.values(), start=1)]
        self._rows.show(rows, 0)

    def on_key(self, event: events.Key) -> None:
        """Enter takes the row pointed at, a number moves the pointer."""
        if event.key == "enter":
            event.stop()
            self._take(self._rows.index)
        elif self._rows.moved_by(event.character):
            event.stop()

    @on(Rows.Clicked)
    def _clicked(self, event: Rows.Clicked) -> None:
        event.stop()
        self._take(event.index)

    def _take(self, place: int) -> None:
        self.dismiss(list(self._choices)[place])

    def action_scroll(self, way: int) -> None:
        self._text.scroll_relative(y=way * max(self._text.size.height - 1, 1), animate=False)


class MessageScreen(BoxScreen[None]):
    """A title, a message, a hint; Enter or Esc closes it."""

    CSS_PATH = "screens.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,escape,space", "dismiss", show=False)]

    def __init__(self, title: str, message: str, hint: str = "") -> None:
        super().__init__()
        self._texts = (title, message, hint)

    @classmethod
    def of(cls, error: NianbaoError) -> Self:
        """The dialog for an error that the clerk can act on."""
        return cls(error.title, error.message, error.hint)

    def compose(self) -> ComposeResult:
        title, message, hint = self._texts
        with VerticalScroll(id="dialog"):
            yield Static(literal(title), id="dialog-title", markup=False)
            yield Static(Flow(literal(f"{message}{hint}")), id="dialog-message", markup=False)
            yield Static(SCREENS.say("message.close"), id="dialog-keys", markup=False)


class SayScreen(BoxScreen[Utterance | Telling | None]):
    """One line for something said to the assistant; gives what was understood, None after Esc.

    A text of several lines that is pasted is understood at once, as it stands.

    :param heard: understands a text, None when it means nothing.
    :param text: what has been typed already.
    """

    CSS_PATH = "screens.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", show=False, priority=True)]

    def __init__(self, heard: Callable[[str], Utterance | Telling | None], text: str = "") -> None:
        super().__init__()
        self._heard = heard
        self._line = Line(TALK.say("say.title"), hint_text=TALK.say("say.placeholder"), joins=False)
        self._line.set_text(text)
        self._refusal = Static("", id="refusal", markup=False)

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield Static(TALK.say("say.title"), id="box-title", markup=False)
            yield self._line
            yield self._refusal
            yield Static(TALK.say("say.hint"), id="box-hint", markup=False)

    def on_mount(self) -> None:
        self._line.focus()

    @on(Input.Submitted)
    def _said(self, event: Input.Submitted) -> None:
        event.stop()
        self._hear(self._line.value.strip())

    @on(Line.Lines)
    def _pasted(self, event: Line.Lines) -> None:
        event.stop()
        self._hear(event.text)

    def _hear(self, text: str) -> None:
        understood = self._heard(text)
        if understood is not None:
            self.dismiss(understood)
        elif text:
            long = len(text) > LONGEST
            answer = TALK.say("told.nothing_long") if long else TALK.say("reply.not_heard", text=text)
            self._refusal.update(Flow(literal(answer)))

    @on(Line.Notice)
    def _remark(self, event: Line.Notice) -> None:
        event.stop()
        self._refusal.update(Flow(literal(event.text)))


class ConfirmScreen(BoxScreen[bool]):
    """One question; Y does it, N or Esc does not."""

    CSS_PATH = "screens.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer(True)", show=False),
        Binding("n,escape", "answer(False)", show=False),
    ]

    def __init__(self, message: str, yes: str, no: str) -> None:
        super().__init__()
        self._message = message
        self._keys = f"{yes}  {no}"

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="dialog"):
            yield Static(Flow(literal(self._message)), id="dialog-message", markup=False)
            yield Static(literal(self._keys), id="dialog-keys", markup=False)

    def action_answer(self, yes: bool) -> None:
        self.dismiss(yes)


def conflict_screen(conflict: ChangedElsewhere, mine: Draft, script: Script) -> ChoiceScreen:
    """The dialog; gives "mine", "theirs" or None for later. What cannot be opened cannot be chosen."""
    choices: dict[str, str] = dict(SCREENS.entry("conflict.choices"))
    if conflict.theirs is None:
        choices.pop("theirs")
        lines = [SCREENS.say("conflict.damaged", problem=conflict.problem)]
    else:
        lines = [f"  {difference.sentence()}" for difference in differences(mine, conflict.theirs, script)]
        lines = [SCREENS.say("conflict.differs"), *lines]
    return ChoiceScreen(conflict.title, [SCREENS.say("conflict.told", path=conflict.path), "", *lines], choices)


def rescue_screen(found: Rescue) -> BoxScreen[str | None] | BoxScreen[None]:
    """The dialog; gives "recover" when the clerk wants the good version. A newer draft is only told of."""
    sentence, version = found.error.sentence(), found.version
    if version is None:
        kept_copy = SCREENS.say("rescue.newer" if found.newer else "rescue.kept", path=found.path)
        return MessageScreen(
            found.error.title if found.newer else SCREENS.say("rescue.title"), f"{sentence}\n{kept_copy}"
        )
    when = ago(version.saved_at, datetime.now()) if version.saved_at else ""
    paragraphs = [sentence, "", SCREENS.say("rescue.version", when=when, answered=found.answered, total=found.total)]
    paragraphs += (
        [SCREENS.say("rescue.differs"), *(f"  {line}" for line in found.lines)]
        if found.lines
        else [SCREENS.say("rescue.same")]
    )
    return ChoiceScreen(SCREENS.say("rescue.title"), paragraphs, SCREENS.entry("rescue.choices"))


class ReasonScreen(BoxScreen[bool]):
    """Takes the reason for one finding into the session; gives whether it did.

    An empty line takes an earlier reason back.

    :param present: the reason given before, "" for none.
    """

    CSS_PATH = "screens.tcss"
    AUTO_FOCUS = "Input"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", show=False, priority=True)]

    def __init__(self, session: Session, finding: Finding, present: str = "") -> None:
        super().__init__()
        self._session = session
        self._finding = finding
        self._present = present
        self._box = LongLine(
            present, placeholder=SCREENS.say("reason.placeholder"), compact=True, select_on_focus=False
        )
        self._box.cursor_blink = False
        self._refusal = Static(id="refusal", markup=False)

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="box", can_focus=False):
            yield Static(SCREENS.say("reason.title"), id="box-title", markup=False)
            yield Static(Flow(literal(self._finding.message)), id="box-about", markup=False)
            yield self._box
            yield self._refusal
            yield Static(SCREENS.say("reason.hint"), id="box-hint", markup=False)

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        typed = event.value.strip()
        if not typed and not self._present:
            self._refusal.update(SCREENS.say("reason.required"))
            return
        try:
            self._session.acknowledge(self._finding, typed)
        except ValidationError:
            self._refusal.update(literal(SCREENS.say("reason.refused", length=len(typed))))
            return
        except AnswerRefused as error:
            self._refusal.update(literal(error.sentence()))
            return
        self.dismiss(True)

    def action_cancel(self) -> None:
        self.dismiss(False)
