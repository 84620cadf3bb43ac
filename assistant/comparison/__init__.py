"""Document × Document → Comparison: two years of one agency, or two versions of one report, side by side."""

from __future__ import annotations

from assistant.comparison.compare import compare
from assistant.comparison.model import (
    Carry,
    CellPair,
    Comparison,
    Line,
    Piece,
    RulePair,
    SectionPair,
    Side,
    TablePair,
    TextPair,
)

__all__ = [
    "Carry", "CellPair", "Comparison", "Line", "Piece", "RulePair", "SectionPair", "Side", "TablePair", "TextPair",
    "compare",
]  # fmt: skip
