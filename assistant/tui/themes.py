"""The two themes: dark text on a light background, and light text on a dark one."""

from __future__ import annotations

import tomllib
from contextlib import suppress
from pathlib import Path

from textual.theme import Theme

from assistant.files import read_regular

LIGHT = Theme(
    name="xuanzhi",
    dark=False,
    primary="#1F4E79",
    secondary="#5B6B7B",
    accent="#A8322A",
    warning="#8A5A00",
    error="#A8322A",
    success="#2B6A3D",
    foreground="#1B1B1B",
    background="#F8F5EC",
    surface="#F0ECDF",
    panel="#E5DFCE",
    variables={
        "block-cursor-background": "#1F4E79",
        "block-cursor-foreground": "#FFFFFF",
        "block-cursor-text-style": "bold",
        "block-cursor-blurred-background": "#D9D2BD",
        "block-cursor-blurred-foreground": "#1B1B1B",
        "footer-background": "#E5DFCE",
        "footer-key-foreground": "#A8322A",
        "footer-description-foreground": "#1B1B1B",
        "input-selection-background": "#1F4E79 30%",
        "quiet": "#5C594F",
        "scrollbar": "#B9B29C",
        "scrollbar-hover": "#9A937E",
        "scrollbar-active": "#1F4E79",
        "scrollbar-background": "#EFEADB",
        "scrollbar-background-hover": "#EFEADB",
        "scrollbar-background-active": "#EFEADB",
    },
)
"""宣纸: dark ink on warm paper, cinnabar for what asks for attention."""

DARK = Theme(
    name="huimo",
    dark=True,
    primary="#8FB6DC",
    secondary="#9AA7B4",
    accent="#E8938A",
    warning="#E3B667",
    error="#F0877C",
    success="#8FC79B",
    foreground="#E9E6DD",
    background="#15181C",
    surface="#1D2126",
    panel="#282E35",
    variables={
        "block-cursor-background": "#8FB6DC",
        "block-cursor-foreground": "#10141A",
        "block-cursor-text-style": "bold",
        "block-cursor-blurred-background": "#39424C",
        "block-cursor-blurred-foreground": "#E9E6DD",
        "footer-background": "#282E35",
        "footer-key-foreground": "#E8938A",
        "footer-description-foreground": "#E9E6DD",
        "input-selection-background": "#8FB6DC 35%",
        "quiet": "#A5A397",
        "scrollbar": "#46505A",
        "scrollbar-hover": "#5A6672",
        "scrollbar-active": "#8FB6DC",
        "scrollbar-background": "#1D2126",
        "scrollbar-background-hover": "#1D2126",
        "scrollbar-background-active": "#1D2126",
    },
)
"""徽墨: the same restraint on an ink-dark ground."""

THEMES = (DARK, LIGHT)


FILE = "settings.toml"
_MAX_BYTES = 10_000


def remembered_theme(home: Path) -> str:
    """The theme chosen last; the dark one when none was chosen or the file cannot be read."""
    path = home / FILE
    try:
        data = read_regular(path, _MAX_BYTES)
        name = tomllib.loads(data.decode("utf-8") if len(data) <= _MAX_BYTES else "").get("theme")
    except (OSError, ValueError, RecursionError):
        return DARK.name
    return name if name in [theme.name for theme in THEMES] else DARK.name


def remember_theme(home: Path, name: str) -> None:
    """Keep the choice in the data folder, for its owner only; where the disk refuses, it is forgotten."""
    import tomli_w

    from assistant.files import NotSaved, write_private

    with suppress(NotSaved):
        write_private(home / FILE, tomli_w.dumps({"theme": name}), durable=False)
