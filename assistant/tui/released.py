"""Lets go of widgets that are gone: a clerk who answers thousands of questions mounts an input for each.

Textual (8) keeps the last 1,024 style caches, with all the lines that they have drawn, as keys of a cache of colours
that need no widget: about twenty megabytes.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from textual._styles_cache import StylesCache
from textual.color import Color
from textual.style import Style


@lru_cache(1024)
def _backgrounds(base: Color, background: Color) -> tuple[Style, Style]:
    """The styles inside and outside of a border."""
    return Style(background=base + background), Style(background=base)


def _inner_outer(_: StylesCache, base: Color, background: Color) -> tuple[Style, Style]:
    return _backgrounds(base, background)


def keep_no_drawn_lines() -> None:
    """Make the cache of colours know colours only, for every application started after this call."""
    kept: Any = StylesCache
    kept.get_inner_outer = _inner_outer
