"""The words of the input widgets, from text.toml; an input with a folder of its own has its own."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Protocol


class Say(Protocol):
    """Finds the text called ``table.name`` and fills its slots. :raises KeyError: there is none."""

    def __call__(self, name: str, /, **slots: object) -> str: ...


def words_of(folder: Path) -> Say:
    """The texts of the ``text.toml`` in ``folder``, read when the first one is needed."""

    @cache
    def tables() -> dict[str, dict[str, str]]:
        return tomllib.loads((folder / "text.toml").read_text(encoding="utf-8"))

    def say(name: str, /, **slots: object) -> str:
        table, entry = name.split(".")
        return tables()[table][entry].format(**slots)

    return say


say = words_of(Path(__file__).parent)
