"""The words of the input widgets, from text.toml."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("text.toml")


@cache
def _tables() -> dict[str, dict[str, str]]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


def say(name: str, /, **slots: object) -> str:
    """The text called ``table.name`` with its slots filled. :raises KeyError: there is none."""
    table, entry = name.split(".")
    return _tables()[table][entry].format(**slots)
