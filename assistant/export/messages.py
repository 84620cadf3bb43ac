"""The words of this room, from messages.toml."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from assistant.errors import NianbaoError

_FILE = Path(__file__).with_name("messages.toml")


@cache
def _tables() -> dict[str, dict[str, str]]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


def mark(name: str) -> str:
    """A word or line that exporters print, from the ``[marks]`` table."""
    return _tables()["marks"][name]


def failure(name: str, /, **slots: object) -> NianbaoError:
    """The error called ``name``: its sentence from ``[failures]``, its hint from ``[hints]`` if it has one."""
    sentence = _tables()["failures"][name].format(**slots)
    return NianbaoError(sentence, _tables()["hints"].get(name, "").format(**slots))


def difference(name: str, /, **slots: object) -> str:
    """A phrase on what a file that was read again says otherwise, from the ``[differences]`` table."""
    return _tables()["differences"][name].format(**slots)


def figure(name: str, /, **slots: object) -> str:
    """A title or a phrase of the summary pictures, from the ``[figures]`` table."""
    return _tables()["figures"][name].format(**slots)


def channel_patterns() -> tuple[str, dict[str, str]]:
    """Regular expressions with one group, the number: for all items, and for each channel by its name."""
    return _tables()["channels_total"]["total"], _tables()["channels"]
