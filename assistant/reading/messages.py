"""The Chinese sentences of this room."""

from __future__ import annotations

from assistant.errors import NianbaoError
from assistant.reading.bounds import MAX_QUOTE
from assistant.texts import ERRORS, READING


class UnreadableFile(NianbaoError):
    """A file that cannot be taken as a report: missing, damaged, of another kind, or too large."""

    title = ERRORS.say("title.unreadable_file")


def message(group: str, key: str, **slots: object) -> str:
    """The sentence ``key`` of a group with its slots filled."""
    return READING.say(f"{group}.{key}", **slots)


def unreadable(key: str, name: str, **slots: object) -> UnreadableFile:
    """The refusal ``key`` for the file called ``name``, with what to do next."""
    hints = READING.entry("hint")
    return UnreadableFile(message("refused", key, name=quote(name), **slots), hints.get(key, ""))


def quote(text: str) -> str:
    """A passage short enough to stand in a message, on one line, without unprintable characters."""
    flat = " ".join("".join(character if character.isprintable() else " " for character in text).split())
    return flat if len(flat) <= MAX_QUOTE else f"{flat[:MAX_QUOTE]}…"
