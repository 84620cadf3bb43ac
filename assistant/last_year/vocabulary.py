"""The words of ``words.toml`` by which reports are read, and the sentences about what was read."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

from assistant.texts import LAST_YEAR

_FILE = Path(__file__).with_name("words.toml")


@cache
def pattern(name: str) -> re.Pattern[str]:
    """The pattern of ``words.toml`` at a name ("measures")."""
    return re.compile(word(name))


@cache
def word(name: str) -> str:
    """A text of ``words.toml``."""
    return str(tomllib.loads(_FILE.read_text(encoding="utf-8"))[name])


def message(group: str, key: str, **slots: object) -> str:
    """The sentence ``key`` of a group with its slots filled."""
    return LAST_YEAR.say(f"{group}.{key}", **slots)
