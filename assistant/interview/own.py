"""Questions that an office asks for itself, laid over the shipped ones: what they may declare, and where they stand.

Their keys are ``local.NAME``; ``after`` names the question behind which one is asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.interview.declarations import mistake
from assistant.report import LOCAL, LOCAL_KINDS, MAX_LOCAL, field_paths, is_local

AFTER = "after"
_MORE = "more"
_NOT_FOR_OWN = (
    "within", "tick", "offered", "always", "zero_is_said", "fields", "whom_of", "former", "continues",
)  # fmt: skip
"""What rests on other questions or on the shape of their answers."""


@dataclass(frozen=True)
class Entry:
    """A question as an office has written it, and where it stands: its file, line and key."""

    item: Mapping[str, Any]
    place: str

    @property
    def key(self) -> str:
        return str(self.item["key"])


class OwnQuestions:
    """The questions that an office asks for itself, in the order of its file.

    :raises DataFileError: one does not fit, or stands behind none.
    """

    def __init__(self, entries: Sequence[Entry] = ()) -> None:
        keys = [entry.key for entry in entries]
        for number, entry in enumerate(entries, start=1):
            check_own(entry)
            after = entry.item.get(AFTER)
            if number > MAX_LOCAL:
                raise mistake("own_too_many", entry.place, count=number, most=MAX_LOCAL)
            if not after:
                raise mistake("own_no_after", entry.place)
            if after not in keys and after not in field_paths():
                raise mistake("own_after", entry.place, after=str(after)[:60])
        self._entries = entries
        self._check_circles()

    def behind(self, key: str) -> Iterator[Entry]:
        """The questions behind the one at ``key``, each followed by those behind it."""
        for entry in self._entries:
            if entry.item[AFTER] == key:
                yield entry
                yield from self.behind(entry.key)

    def _check_circles(self) -> None:
        after = {entry.key: entry.item[AFTER] for entry in self._entries}
        for entry in self._entries:
            key, steps = entry.key, 0
            while key in after:
                key, steps = after[key], steps + 1
                if steps > len(after):
                    raise mistake("own_circle", entry.place)


def check_own(entry: Entry) -> None:
    """Hold an office's question against what one may declare. :raises DataFileError: it does not fit."""
    if not is_local(entry.key):
        raise mistake("own_name", entry.place)
    kind = entry.item.get("kind")
    if kind is not None and kind not in LOCAL_KINDS:
        raise mistake("own_kind", entry.place, kind=str(kind)[:60], kinds="、".join(LOCAL_KINDS))
    for name in _NOT_FOR_OWN:
        if name in entry.item:
            raise mistake("own_entry", entry.place, entry=name)
    if entry.item.get("choices") == _MORE:
        raise mistake("own_entry", entry.place, entry=f"choices = {_MORE}")


def is_own(key: object) -> bool:
    """Whether a key is meant to be that of an office's question."""
    return str(key).startswith(f"{LOCAL}.")
