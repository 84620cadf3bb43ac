"""The rules, by what they look at; importing this package registers them all."""

from __future__ import annotations

from assistant.checks.rules import (
    agency,
    answers,
    cells,
    dates,
    last_year,
    neighbours,
    parts,
    plausibility,
    problems,
    structure,
    tables,
    text_figures,
    wording,
)

__all__ = [
    "agency",
    "answers",
    "cells",
    "dates",
    "last_year",
    "neighbours",
    "parts",
    "plausibility",
    "problems",
    "structure",
    "tables",
    "text_figures",
    "wording",
]
