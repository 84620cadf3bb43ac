"""The entries of a list while it is being put together: add, change, remove, bring back, move."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.interview import Question, Raw

Entry = dict[str, str]
"""One entry by field key; a plain text stands under the key ""."""


class Entries:
    """The entries of the list that ``question`` asks for."""

    def __init__(self, question: Question) -> None:
        self.keys = tuple(field.key for field in question.fields) or ("",)
        self._plain = not question.fields
        self._items: list[Entry] = []
        self._removed: list[tuple[int, Entry]] = []

    def __len__(self) -> int:
        return len(self._items)

    def __getitem__(self, index: int) -> Entry:
        return self._items[index]

    @property
    def items(self) -> tuple[Entry, ...]:
        return tuple(self._items)

    def load(self, raw: Raw) -> None:
        """Take over a whole answer; what was removed before is forgotten."""
        items: Iterable[object] = [raw] if isinstance(raw, str) else raw
        self._items = [entry for entry in map(self.entry, items) if any(entry.values())]
        self._removed = []

    def entry(self, item: object) -> Entry:
        """An entry from one item of an answer or one ready entry of the script; a text fills the first field."""
        if isinstance(item, dict):
            return {key: str(item.get(key, "")) for key in self.keys}
        return {key: str(item) if key == self.keys[0] else "" for key in self.keys}

    def raw(self, items: Iterable[Entry] | None = None) -> list[str | Entry]:
        """The entries (all of them when None) as the interview takes them."""
        return [item[""] if self._plain else dict(item) for item in (self._items if items is None else items)]

    def put(self, index: int | None, entry: Entry) -> int:
        """Replace the entry at ``index``, or add one at the end (None). An empty one is removed.

        :returns: where it stands.
        """
        if not any(text.strip() for text in entry.values()):
            if index is not None:
                self.remove(index)
            return max(0, len(self._items) - 1)
        if index is None or index >= len(self._items):
            self._items.append(entry)
            return len(self._items) - 1
        self._items[index] = entry
        return index

    def remove(self, index: int) -> Entry:
        """Take one out; :meth:`bring_back` undoes it."""
        entry = self._items.pop(index)
        self._removed.append((index, entry))
        return entry

    def bring_back(self) -> int | None:
        """Put the last removed entry back; where it stands, None when there is none."""
        if not self._removed:
            return None
        index, entry = self._removed.pop()
        index = min(index, len(self._items))
        self._items.insert(index, entry)
        return index

    def move(self, index: int, by: int) -> int:
        """Move an entry up or down as far as it goes; where it stands then."""
        target = min(max(index + by, 0), len(self._items) - 1)
        self._items.insert(target, self._items.pop(index))
        return target

    def has(self, entry: Entry) -> bool:
        """Whether an entry with the same first field is in the list."""
        return any(item[self.keys[0]] == entry[self.keys[0]] for item in self._items)

    def incomplete(self) -> int | None:
        """The first entry with an empty field."""
        gaps = (place for place, item in enumerate(self._items) if not all(text.strip() for text in item.values()))
        return next(gaps, None)

    def from_lines(self, text: str) -> list[Entry]:
        """Pasted text as entries: one a line, its fields between tabs."""
        found = []
        for line in text.split("\n"):
            parts = [part.strip() for part in line.split("\t")]
            if any(parts):
                if self._plain:
                    parts = [" ".join(part for part in parts if part)]
                padded = [*parts, *[""] * len(self.keys)]
                found.append(dict(zip(self.keys, padded, strict=False)))
        return found
