"""A copy of the report that comes back changed: its differences to the draft, taken over one by one or all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from assistant.drafts.returned import Remark, Returned, contradictions, returned
from assistant.errors import NianbaoError
from assistant.last_year.returned import Change
from assistant.reading import REPORT_ENDINGS
from assistant.texts import RETURNED
from assistant.tui.inputs.rows import Row, Rows
from assistant.tui.screens.dialogs import MessageScreen
from assistant.tui.screens.files import FilePrompt

if TYPE_CHECKING:
    from assistant.tui.screens.draft_screen import DraftScreen

Result = TypeVar("Result")
_LISTED = 6


def _say(name: str, /, **slots: object) -> str:
    return RETURNED.say(f"screen.{name}", **slots)


class ReturnedScreen(ModalScreen[tuple[Change, ...]]):
    """Each difference with both texts, the comments at their place, what cannot be taken over. Gives what is taken."""

    CSS_PATH = "screens.tcss"
    AUTO_FOCUS = "Rows"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", show=False, priority=True),
        Binding("enter", "accept", show=False, priority=True),
        Binding("space,ideographic_space", "mark", show=False, priority=True),
        Binding("a", "all", show=False, priority=True),
    ]

    def __init__(self, found: Returned) -> None:
        super().__init__()
        self._found = found
        self._taken: set[int] = set()
        count = len(found.changes)
        self._title_line = Static(_say("title", count=count) if count else _say("same"), id="box-title", markup=False)
        self._about = Static(_say("about"), id="about", markup=False)
        self._about.display = bool(count)
        self._rows = Rows()
        self._hint = Static(id="box-hint", markup=False)
        self._show(0)

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield self._title_line
            yield self._about
            yield self._rows
            yield self._hint

    def on_resize(self) -> None:
        """A list that is longer than the window scrolls between the words above and below it."""
        words = (self._title_line, self._about, self._hint)
        self.set_class(self._rows.outgrow(self.size.height, *words), "-long")

    # -- keys ----------------------------------------------------------------------------------
    def action_mark(self) -> None:
        """Take the pointed one, or not; the pointer goes on to the next."""
        place = self._rows.index
        if 0 <= place < len(self._found.changes):
            self._taken ^= {place}
            self._show(place + 1)

    def action_all(self) -> None:
        everything = set(range(len(self._found.changes)))
        self._taken = set() if self._taken == everything else everything
        self._show(self._rows.index)

    def action_accept(self) -> None:
        if self._taken:
            self.dismiss(tuple(self._found.changes[place] for place in sorted(self._taken)))

    def action_cancel(self) -> None:
        self.dismiss(())

    @on(Rows.Clicked)
    def _clicked(self, event: Rows.Clicked) -> None:
        event.stop()
        self.action_mark()

    # -- rows ----------------------------------------------------------------------------------
    def _show(self, index: int) -> None:
        rows = [self._row(place, change) for place, change in enumerate(self._found.changes)]
        self._rows.show([*rows, *self._others()], index)
        if not rows:
            self._hint.update(_say("hint_same"))
        else:
            taken = len(self._taken)
            self._hint.update(_say("hint", count=taken) if taken else _say("hint_none"))

    def _row(self, place: int, change: Change) -> Row:
        mark = _say("taken" if place in self._taken else "left")
        if change.kind != "text":
            return Row(f"{change.title}：{_say('change', before=change.before, after=change.after)}", mark=mark)
        nowhere = RETURNED.say("say.nowhere")
        before, after = (text or nowhere for text in change.excerpts)
        more = [_say("before", text=before), _say("after", text=after)]
        remarks = [self._remark(remark) for remark in self._found.remarks if remark.key == change.key]
        note = _say("follows") if change.follows else ""
        return Row(change.title, mark=mark, note=note, more=(*more, *remarks))

    def _others(self) -> Iterator[Row]:
        """The comments that stand at no difference, and what cannot be taken over; they are read only."""
        texts = {change.key for change in self._found.changes if change.kind == "text"}
        elsewhere = [remark for remark in self._found.remarks if remark.key not in texts]
        for name, lines in (
            ("comments", [f"{remark.place}　{self._remark(remark)}" for remark in elsewhere]),
            ("notes", self._found.notes),
        ):
            if lines:
                yield Row(_say(name), heading=True)
                yield from (Row(" ".join(line.split())) for line in lines)

    @staticmethod
    def _remark(remark: Remark) -> str:
        return _say("comment", author=remark.author, text=" ".join(remark.text.split()))


async def bring_back(screen: DraftScreen, path: Path | None = None) -> None:
    """Ask for the copy (where none is named), show what differs, take over what the clerk ticks. For a worker."""
    app, session = screen.app, screen.session
    if session.read_only:
        screen.notify(_say("read_only"), markup=False)
        return
    path = path or await app.push_screen_wait(FilePrompt("returned", screen.folder, REPORT_ENDINGS))
    if path is None:
        return
    copy, before = path, session.draft()
    screen.notify(_say("reading"), markup=False)
    found = await _in_thread(screen, lambda: returned(before, copy, session.script))
    app.clear_notifications()
    if isinstance(found, NianbaoError):
        app.push_screen(MessageScreen.of(found))
        return
    changes = await app.push_screen_wait(ReturnedScreen(found))
    if changes:
        session.take_returned(changes)
        screen.saver.save()
        await screen.show_changed()
        screen.notify(_say("done", count=len(changes)), markup=False)
        after = session.draft()
        wrong = await _in_thread(screen, lambda: contradictions(before, after, session.script))
        if wrong and not isinstance(wrong, NianbaoError):
            lines = "\n".join(f"· {finding.message}" for finding in wrong[:_LISTED])
            app.push_screen(MessageScreen(_say("contradictions", count=len(wrong)), lines))


async def _in_thread(screen: DraftScreen, work: Callable[[], Result]) -> Result | NianbaoError:
    """What ``work`` finds out in a thread, or why it cannot."""

    def tried() -> Result | NianbaoError:
        try:
            return work()
        except NianbaoError as error:
            return error

    return await screen.run_worker(tried, thread=True, description="").wait()
