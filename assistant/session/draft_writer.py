"""Puts the states of one draft on disk in their order, and holds the draft for this window."""

from __future__ import annotations

from dataclasses import dataclass
from threading import RLock

from assistant.drafts import Claim, Draft, DraftStore
from assistant.errors import AnswerRefused
from assistant.files import NameTaken
from assistant.report import Report
from assistant.texts import SCREENS


@dataclass(frozen=True)
class SaveRequest:
    """A state of the draft to be put on disk; a later one has a higher number.

    ``over``: the clerk wants it in the place of what others have written into the file.
    """

    number: int
    draft: Draft
    over: bool = False


class ReadOnly(AnswerRefused):
    """The draft is only looked at: another window works on it."""

    def __init__(self) -> None:
        super().__init__(SCREENS.say("in_use.refused"))


class DraftWriter:
    """The file of one draft. :meth:`write` runs in a thread, everything else on the screen's.

    :param claim: holds the draft for this window; a new draft is claimed when it gets its name.
    """

    def __init__(self, store: DraftStore, draft: Draft, claim: Claim | None) -> None:
        self.store = store
        self.name = draft.name
        self.stored = draft.stored
        self._claim = claim
        # The handler of a signal may save in the midst of what its own thread does to the file.
        self._lock = RLock()
        self._taken = 0
        self._written = 0

    def request(self, draft: Draft, over: bool = False) -> SaveRequest:
        """This moment, to be handed to :meth:`write`."""
        self._taken += 1
        return SaveRequest(self._taken, draft, over)

    def write(self, request: SaveRequest) -> Draft:
        """Put a moment on disk, unless a later one is there already.

        :raises ChangedElsewhere: others have changed the file. :raises NotSaved: the disk did not take it.
        """
        with self._lock:
            if request.number <= self._written:
                return request.draft
            saved = self._saved(request) if self.name else self._named(request)
            self.name, self.stored, self._written = saved.name, saved.stored, request.number
            return saved

    def _saved(self, request: SaveRequest) -> Draft:
        return self.store.save(request.draft.changed(name=self.name, stored=self.stored), over=request.over)

    def _named(self, request: SaveRequest) -> Draft:
        """Save a draft that has no file yet under a name that nobody has."""
        while True:
            self._claim = self._claim or self.store.claim_new(request.draft.report)
            try:
                return self.store.save(request.draft.changed(name=self._claim.name, stored=""))
            except NameTaken:
                # Somebody who cannot be kept out by a lock was faster.
                self._claim.release()
                self._claim = None

    def rename(self, report: Report) -> None:
        """Give the file another name, made from the agency. :raises NotSaved: it keeps its name then."""
        with self._lock:
            held = self.store.rename(self.name, report)
            self.release()
            self._claim, self.name = held, held.name

    def release(self) -> None:
        """Let other windows have the draft."""
        if self._claim is not None:
            self._claim.release()
