"""The recycle bin on the home screen: how many drafts lie in it, and what throws a draft away and takes it back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from textual import work
from textual.content import Content
from textual.message import Message
from textual.style import Style
from textual.widgets import Static

from assistant.drafts import KEPT_DAYS, DraftEntry, RecycleBin, ThrownAway
from assistant.errors import NianbaoError
from assistant.texts import SCREENS

_OPEN = Style.from_meta({"@click": "app.simulate_key('r')"})


class BinLine(Static):
    """One line, hidden while the bin is empty; a click on it presses the key that opens the bin.

    It remembers what was thrown away since the program started, so that the last can be taken back by one key.
    """

    ALLOW_SELECT = False

    class Moved(Message):
        """A draft went into the bin or came back; ``chosen`` is the one to point at now, "" for none."""

        def __init__(self, chosen: str, notice: str) -> None:
            super().__init__()
            self.chosen = chosen
            self.notice = notice

    class Failed(Message):
        """It did not work; nothing has moved."""

        def __init__(self, error: NianbaoError) -> None:
            super().__init__()
            self.error = error

    def __init__(self, recycle_bin: RecycleBin) -> None:
        super().__init__(markup=False)
        self.auto_links = False
        self.display = False
        self._bin = recycle_bin
        self._thrown: list[ThrownAway] = []

    @property
    def can_take_back(self) -> bool:
        """Whether something thrown away since the start is still in the bin."""
        return bool(self._thrown)

    def show(self, inside: Sequence[ThrownAway]) -> None:
        """Show what lies in the bin."""
        paths = {thrown.path for thrown in inside}
        self._thrown = [thrown for thrown in self._thrown if thrown.path in paths]
        self.display = bool(inside)
        notice = SCREENS.say("bin.line_undo" if self._thrown else "bin.line", count=len(inside), days=KEPT_DAYS)
        self.update(Content.assemble((SCREENS.say("bin.title"), "bold"), notice).stylize(_OPEN))

    def throw_away(self, draft: DraftEntry) -> None:
        """Move a draft into the bin; a message tells when it is there."""
        self._move(partial(self._throw_away, draft))

    def take_back(self) -> None:
        """Bring back what was thrown away last."""
        if self._thrown:
            self._move(partial(self._take_back, self._thrown[-1]))

    @work(thread=True)
    def _move(self, move: Callable[[], Moved]) -> None:
        try:
            self.post_message(move())
        except NianbaoError as error:
            self.post_message(self.Failed(error))

    def _throw_away(self, draft: DraftEntry) -> Moved:
        self._thrown.append(self._bin.throw_away(draft.name))
        return self.Moved("", SCREENS.say("bin.thrown", name=draft.agency, days=KEPT_DAYS))

    def _take_back(self, thrown: ThrownAway) -> Moved:
        agency = self._bin.summary(thrown).agency
        name = self._bin.restore(thrown)
        return self.Moved(name, restored(agency, thrown.name, name))


def restored(agency: str, old: str, name: str) -> str:
    """What is said when the draft ``old`` came back as ``name``, another one when its own is taken by now."""
    return SCREENS.say("bin.restored" if name == old else "bin.restored_as", agency=agency, old=old, name=name)
