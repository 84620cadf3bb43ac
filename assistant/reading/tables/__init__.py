"""Statutory tables recognised and read by their labels."""

from __future__ import annotations

from assistant.reading.tables.grid import Reading
from assistant.reading.tables.labels import format_of, lays_out, schema_of, schema_of_texts, tells
from assistant.reading.tables.read import may_be_remembered, read_table

__all__ = [
    "Reading",
    "format_of",
    "lays_out",
    "may_be_remembered",
    "read_table",
    "schema_of",
    "schema_of_texts",
    "tells",
]
