"""The rules in families; importing this package registers them all."""

from assistant.checks.families import (
    agency,
    cells,
    citations,
    dates,
    disclosure_text,
    fees,
    last_year,
    parts,
    percentages,
    plausibility,
    problems,
    proceedings_text,
    requests_text,
    structure,
    tables,
    wording,
)

__all__ = [
    "agency",
    "cells",
    "citations",
    "dates",
    "disclosure_text",
    "fees",
    "last_year",
    "parts",
    "percentages",
    "plausibility",
    "problems",
    "proceedings_text",
    "requests_text",
    "structure",
    "tables",
    "wording",
]
