"""Lists that the clerk adds to, removes from and reorders: of texts, or of entries with several parts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assistant.interview.kinds.base import Kind, Raw, clean
from assistant.interview.messages import refused, word
from assistant.interview.script import Choice, Question


class ListKind(Kind):
    """A list; entries that are empty throughout are left out."""

    name = "list"

    def parse(self, raw: Raw, question: Question, choices: Sequence[Choice]) -> list[Any]:
        items: Sequence[Any] = [raw] if isinstance(raw, str) else list(raw)
        if not question.fields:
            return [text for text in (clean(str(item)) for item in items) if text]
        entries: list[dict[str, str]] = []
        for item in items:
            if not isinstance(item, dict):
                raise refused("missing", question.title, str(item))
            entry = {field.key: clean(str(item.get(field.key, ""))) for field in question.fields}
            empty = [field.ask for field in question.fields if not entry[field.key]]
            if len(empty) == len(question.fields):
                continue
            if empty:
                raise refused("entry_part", question.title, number=len(entries) + 1, part=empty[0])
            entries.append(entry)
        return entries

    def show(self, value: Any, question: Question, choices: Sequence[Choice]) -> str:
        separator = word("entry_separator" if question.fields else "item_separator")
        parts = [
            item if isinstance(item, str) else str(word("part_separator")).join(dict(item).values()) for item in value
        ]
        return str(separator).join(parts) or str(word("nothing_shown"))

    def raw(self, value: Any) -> Raw:
        return [item if isinstance(item, str) else dict(item) for item in value]


def is_begun(question: Question, raw: Raw) -> bool:
    """Whether ``raw`` is a list of entries that may still lack some of their parts."""
    known = {field.key for field in question.fields}
    entries = raw if isinstance(raw, list) else []
    return bool(entries) and all(isinstance(entry, dict) and entry.keys() <= known for entry in entries)
