"""Answers to prose: the report's templates rendered into a Document, the clerk's own text laid over it."""

from __future__ import annotations

from assistant.composing.compose import (
    NO_CLERK_TEXT,
    ClerkText,
    Edit,
    compose,
    default_wording,
    generated_paragraphs,
    generated_text,
    paragraph_keys,
    pending_mark,
    wording_count,
    wording_names,
)

__all__ = [
    "NO_CLERK_TEXT",
    "ClerkText",
    "Edit",
    "compose",
    "default_wording",
    "generated_paragraphs",
    "generated_text",
    "paragraph_keys",
    "pending_mark",
    "wording_count",
    "wording_names",
]
