"""Answers to prose: the report's templates rendered into a Document, the clerk's own text laid over it."""

from __future__ import annotations

from assistant.composing.assembly import SaidSentence
from assistant.composing.compose import (
    NO_CLERK_TEXT,
    ClerkText,
    Edit,
    Phrasing,
    check_own_facts,
    choices,
    compose,
    fitting_choices,
    generated_paragraphs,
    generated_text,
    is_named,
    joint_slots,
    own_turns,
    paragraph_keys,
    pending_mark,
    phrasing,
    plan_names,
    sentences_stand,
    try_wordings,
)
from assistant.composing.former import FormerSentence

__all__ = [
    "NO_CLERK_TEXT",
    "ClerkText",
    "Edit",
    "FormerSentence",
    "Phrasing",
    "SaidSentence",
    "check_own_facts",
    "choices",
    "compose",
    "fitting_choices",
    "generated_paragraphs",
    "generated_text",
    "is_named",
    "joint_slots",
    "own_turns",
    "paragraph_keys",
    "pending_mark",
    "phrasing",
    "plan_names",
    "sentences_stand",
    "try_wordings",
]
