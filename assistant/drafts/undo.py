"""Taking back and doing again: the states of a draft since it was opened, and before that its versions on disk."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.composing import ClerkText
from assistant.drafts.draft import Draft, Revision
from assistant.drafts.history import HISTORY_KEPT
from assistant.drafts.store import DraftStore
from assistant.interview import Interview, Question, Script
from assistant.report import LOCAL, Figures, read
from assistant.texts import DIFFERENCES


class UndoStack:
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

    def take(self, before: Draft) -> Revision:
        """Remember the state that is changed now; the revision of what comes of it."""
        self._past.append(before)
        self._future.clear()
        return before.revision.onward()

    def back(self, now: Draft) -> Draft | None:
        """The state before ``now``, with its revision; None when there is none (any more). May read the disk."""
        earlier = self._past.pop() if self._past else None
        if earlier is None and now.name and now.revision.before:
            earlier = self._store.version(now.name, now.revision.before)
        if earlier is None:
            return None
        self._future.append(now)
        return earlier.changed(revision=now.revision.back_to(earlier.revision))

    def forward(self, now: Draft) -> Draft | None:
        """The state that was taken back last, with its revision; None when there is none. May read the disk."""
        later = self._future.pop() if self._future else None
        if later is None and now.name and now.revision.undone:
            later = self._store.version(now.name, now.revision.undone[0])
            if later is not None and later.revision.step != now.revision.undone[0]:
                return None
        if later is None:
            return None
        self._past.append(now)
        return later.changed(revision=now.revision.on_to(later.revision))


_SHOWN = 24


@dataclass(frozen=True)
class Difference:
    """One answer, cell or text that differs; ``question`` is the key that it answers, "" for wording and reasons."""

    title: str
    before: str
    after: str
    question: str = ""

    def sentence(self) -> str:
        """``新收·自然人：6 → 5``."""
        before, after = (_shortened(text) or DIFFERENCES.say("none") for text in (self.before, self.after))
        return DIFFERENCES.say("line", title=self.title, before=before, after=after)


def differences(before: Draft, after: Draft, script: Script) -> tuple[Difference, ...]:
    """All that differs in the work of two states, in the order of the script."""
    earlier, later = Interview(script, before.report), Interview(script, after.report)
    found: list[Difference] = []
    for question in script.questions:
        if read(before.report, question.key) != read(after.report, question.key):
            found += _in_answer(question, earlier, later)
    found += _in_text(before.clerk, after.clerk)
    for word, given in (("reason", "acknowledged"), ("unlocked", "unlocked")):
        reasons = [{reason.reason for reason in getattr(draft, given)} for draft in (before, after)]
        found += [Difference(DIFFERENCES.say(word), text, "") for text in sorted(reasons[0] - reasons[1])]
        found += [Difference(DIFFERENCES.say(word), "", text) for text in sorted(reasons[1] - reasons[0])]
    titles_of = {question.key: question.title for question in script.questions}
    for name in sorted({*before.report.local, *after.report.local}):
        was, now = (draft.report.local.get(name, "") for draft in (before, after))
        if f"{LOCAL}.{name}" not in titles_of and was != now:
            found.append(Difference(f"{LOCAL}.{name}", str(was), str(now)))
    places = {key: place for place, key in enumerate(titles_of)}
    changed = before.origins.confirmed ^ after.origins.confirmed
    for key in sorted(changed, key=lambda key: (places.get(key, len(places)), key)):
        was, now = (titles_of.get(key, key) if key in draft.origins.confirmed else "" for draft in (before, after))
        found.append(Difference(DIFFERENCES.say("confirmed"), was, now))
    if before.last_year != after.last_year:
        titles = [draft.last_year.title if draft.last_year else "" for draft in (before, after)]
        found.append(Difference(DIFFERENCES.say("last_year"), titles[0], titles[1]))
    return tuple(found)


def _in_answer(question: Question, earlier: Interview, later: Interview) -> list[Difference]:
    was, now = read(earlier.report, question.key), read(later.report, question.key)
    if isinstance(was, Figures) and isinstance(now, Figures):
        before, after = was.values(), now.values()
        cells = [
            Difference(cell.name, str(before[path]), str(after.get(path, 0)), question.key)
            for path, cell in was.table_schema.cells.items()
            if not cell.derived and before[path] != after.get(path, 0)
        ]
        if cells:
            return cells
    return [Difference(question.title, earlier.shown(question), later.shown(question), question.key)]


def _in_text(before: ClerkText, after: ClerkText) -> Iterator[Difference]:
    for key in dict.fromkeys((*before.edits, *after.edits)):
        was, now = before.edits.get(key), after.edits.get(key)
        if was != now:
            own = now.based_on if was is None and now is not None else ""
            generated = was.based_on if was is not None else ""
            yield Difference(DIFFERENCES.say("paragraph"), was.text if was else own, now.text if now else generated)
    for key in dict.fromkeys((*before.wordings, *after.wordings)):
        first, second = before.wordings.get(key), after.wordings.get(key)
        if first != second:
            yield Difference(DIFFERENCES.say("wording"), _number(first), _number(second))


def _number(wording: int | None) -> str:
    return DIFFERENCES.say("usual_wording") if wording is None else DIFFERENCES.say("nth_wording", number=wording + 1)


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}…"
