"""The hub of the house: a report as printed, wherever it came from."""

from __future__ import annotations

from assistant.document.model import (
    Block,
    Document,
    FigureTable,
    Heading,
    Paragraph,
    ParagraphState,
    Section,
    Signature,
    is_blank,
    is_remarked,
    normalise,
    number_in,
    one_line,
    print_number,
    read_number,
)
from assistant.document.record import NotADocument, from_data, to_data

__all__ = [
    "Block",
    "Document",
    "FigureTable",
    "Heading",
    "NotADocument",
    "Paragraph",
    "ParagraphState",
    "Section",
    "Signature",
    "from_data",
    "is_blank",
    "is_remarked",
    "normalise",
    "number_in",
    "one_line",
    "print_number",
    "read_number",
    "to_data",
]
