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
