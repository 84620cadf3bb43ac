"""Taking back and doing again: the states of a draft since it was opened, and before that its versions on disk."""

from __future__ import annotations

from collections import deque

from assistant.drafts.history import HISTORY_KEPT
from assistant.drafts.model import Draft
from assistant.drafts.store import DraftStore
from assistant.drafts.trail import Trail


class Steps:
    """A step is a change of the work, however many answers it touched at once.

    States of this window are kept in memory, so that undoing works while the disk refuses.
    """

    def __init__(self, store: DraftStore) -> None:
        self._store = store
        self._past: deque[Draft] = deque(maxlen=HISTORY_KEPT)
        self._future: list[Draft] = []

    @property
    def taken(self) -> bool:
        """Whether a step was taken since the draft was opened."""
        return bool(self._past or self._future)

    def take(self, before: Draft) -> Trail:
        """Remember the state that is changed now; the trail of what comes of it."""
        self._past.append(before)
        self._future.clear()
        return before.trail.onward()

    def back(self, now: Draft) -> Draft | None:
        """The state before ``now``, with its trail; None when there is none (any more). May read the disk."""
        earlier = self._past.pop() if self._past else None
        if earlier is None and now.name and now.trail.before:
            earlier = self._store.version(now.name, now.trail.before)
        if earlier is None:
            return None
        self._future.append(now)
        return earlier.changed(trail=now.trail.back_to(earlier.trail))

    def forward(self, now: Draft) -> Draft | None:
        """The state that was taken back last, with its trail; None when there is none. May read the disk."""
        later = self._future.pop() if self._future else None
        if later is None and now.name and now.trail.undone:
            later = self._store.version(now.name, now.trail.undone[0])
            if later is not None and later.trail.step != now.trail.undone[0]:
                return None
        if later is None:
            return None
        self._past.append(now)
        return later.changed(trail=now.trail.on_to(later.trail))
