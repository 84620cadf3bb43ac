"""The words of the screens, from text.toml."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from textual.content import Content

from assistant.visible import visible

_FILE = Path(__file__).with_name("text.toml")


@cache
def _tables() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


def say(name: str, /, **slots: object) -> str:
    """The text called ``table.name`` with its slots filled. What fills a slot is never read as markup."""
    return str(entry(name)).format(**slots)


def entry(name: str) -> Any:
    """The raw entry called ``table.name``: a text, or a table of texts. :raises KeyError: there is none."""
    found: Any = _tables()
    for part in name.split("."):
        found = found[part]
    return found


def literal(text: str, style: str = "") -> Content:
    """Somebody's text for a widget: shown letter by letter, no markup, no control characters."""
    content = Content(visible(text))
    return content.stylize(style) if style else content
