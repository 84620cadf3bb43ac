"""The hub of the house: a report as printed, wherever it came from."""

from assistant.document.model import (
    Block,
    Document,
    FigureTable,
    Heading,
    Paragraph,
    ParagraphState,
    Section,
    Signature,
)
from assistant.document.numbers import is_blank, normalise, print_number, read_number

__all__ = [
    "Block",
    "Document",
    "FigureTable",
    "Heading",
    "Paragraph",
    "ParagraphState",
    "Section",
    "Signature",
    "is_blank",
    "normalise",
    "print_number",
    "read_number",
]
