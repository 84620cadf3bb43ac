"""What the program remembers of a clerk's taste from one run to the next: light or dark."""

from __future__ import annotations

import tomllib
from contextlib import suppress
from pathlib import Path

from assistant.tui.themes import DARK, THEMES

FILE = "settings.toml"
_MAX_BYTES = 10_000


def remembered_theme(home: Path) -> str:
    """The theme chosen last; the dark one when none was, or the file cannot be made sense of."""
    path = home / FILE
    try:
        text = path.read_text(encoding="utf-8") if path.stat().st_size <= _MAX_BYTES else ""
        name = tomllib.loads(text).get("theme")
    except (OSError, ValueError, RecursionError):
        return DARK.name
    return name if name in [theme.name for theme in THEMES] else DARK.name


def remember_theme(home: Path, name: str) -> None:
    """Keep the choice in the data folder, for its owner only; where the disk refuses, it is forgotten."""
    import tomli_w

    from assistant.drafts.atomic import NotSaved, write_private

    with suppress(NotSaved):
        write_private(home / FILE, tomli_w.dumps({"theme": name}), durable=False)
