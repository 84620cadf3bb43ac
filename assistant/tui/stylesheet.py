"""Parses each piece of CSS once for a theme, however many screens are opened.

Textual (8) parses the CSS of all widgets and screens anew whenever a screen of another class is opened, and keeps the
last 64 pieces, which is fewer than this program has.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet


@lru_cache(4)
def _parsed(variables: frozenset[tuple[str, str]]) -> dict[tuple[Any, ...], list[RuleSet]]:
    """The rules of every piece that was parsed with these variables, those of a theme."""
    return {}


class KeptStylesheet(Stylesheet):
    """A stylesheet whose pieces are parsed once with the same variables, by whichever stylesheet comes first."""

    def _parse_rules(self, *piece: Any, **options: Any) -> list[RuleSet]:
        kept = _parsed(frozenset(self._variables.items()))
        key = (*piece, *sorted(options.items()))
        if key not in kept:
            kept[key] = super()._parse_rules(*piece, **options)
        return kept[key]

    def reparse(self) -> None:
        """Apply new variables. Rules that do not parse leave those that stood."""
        self.parse()
