"""Answers to prose: the report's templates rendered into a Document, the clerk's own text laid over it."""

from __future__ import annotations

from assistant.composing.compose import (
    NO_CLERK_TEXT,
    ClerkText,
    Edit,
    Phrasing,
    compose,
    generated_paragraphs,
    generated_text,
    paragraph_keys,
    pending_mark,
    phrasing,
    plan_names,
)

__all__ = [
    "NO_CLERK_TEXT",
    "ClerkText",
    "Edit",
    "Phrasing",
    "compose",
    "generated_paragraphs",
    "generated_text",
    "paragraph_keys",
    "pending_mark",
    "phrasing",
    "plan_names",
]
