"""What the rows of a list say, and what each of them stands for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.interview import Question
from assistant.tui.inputs.entries import Entries, Entry
from assistant.tui.inputs.rows import Row
from assistant.tui.inputs.wording import say

OWN_KEY = "A"
ACCEPT_KEY = "Ctrl+S"


@dataclass(frozen=True)
class Place:
    """What a row stands for: the entry or ready entry of that number, the end, an own entry, a heading."""

    kind: Literal["entry", "done", "heading", "offer", "own"]
    number: int = 0


def list_rows(question: Question, entries: Entries, offers: Sequence[Entry]) -> tuple[tuple[Place, ...], list[Row]]:
    """The places of a list and their rows, in order. A ready entry that is in the list is not offered again."""
    found = [(Place("entry", number), _entry(question, number, item)) for number, item in enumerate(entries.items)]
    found.append((Place("done"), Row(say("label.done" if len(entries) else "label.done_empty"), ACCEPT_KEY)))
    rest = [(number, offer) for number, offer in enumerate(offers) if not entries.has(offer)]
    if rest:
        found.append((Place("heading"), Row(say("label.offers"), heading=True)))
    found += [(Place("offer", number), _offer(question, number, offer)) for number, offer in rest]
    found.append((Place("own"), Row(say("label.own_entry"), OWN_KEY)))
    return tuple(place for place, _ in found), [row for _, row in found]


def _entry(question: Question, number: int, entry: Entry) -> Row:
    mark = say("label.entry", number=number + 1)
    if not question.fields:
        return Row(entry[""], mark=mark)
    first, *rest = (
        say("label.part", ask=field.ask, value=entry[field.key] or say("label.part_empty")) for field in question.fields
    )
    return Row(first, mark=mark, more=tuple(rest))


def _offer(question: Question, number: int, offer: Entry) -> Row:
    """A ready entry on one line; its other fields are seen while it is pointed at."""
    key = str(number + 1) if number < 9 else ""
    if not question.fields:
        return Row(offer[""], key)
    rest = (say("label.part", ask=field.ask, value=offer[field.key]) for field in question.fields[1:])
    return Row(offer[question.fields[0].key], key, detail="；".join(rest))
