"""Statutory tables recognised and read by their labels."""

from assistant.intake.recognise.tables.classify import lays_out, schema_of, schema_of_texts, tells
from assistant.intake.recognise.tables.layouts import may_be_remembered
from assistant.intake.recognise.tables.read import read_table
from assistant.intake.recognise.tables.reading import Reading

__all__ = ["Reading", "lays_out", "may_be_remembered", "read_table", "schema_of", "schema_of_texts", "tells"]
