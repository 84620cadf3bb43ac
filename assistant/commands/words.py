"""What the command line says, from words.toml."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any


@cache
def _tables() -> dict[str, dict[str, str]]:
    return tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))


def table(name: str) -> dict[str, str]:
    """One table of the file: ``help``, ``say``, ``severity`` or ``usage``."""
    return _tables()[name]


def say(name: str, /, **slots: Any) -> str:
    """A sentence of the ``[say]`` table with its slots filled."""
    return table("say")[name].format(**slots)


def help_text(name: str) -> str:
    """What ``--help`` says of a command or an option."""
    return table("help")[name]
