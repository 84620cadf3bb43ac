"""Texts that tell nothing: one letter, figures and marks alone where words are wanted, two parts that say the same.

They are possible as an answer (nothing refuses them), but odd in any of the questions that are answered in words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from assistant.interview.kinds import KINDS, Raw
from assistant.interview.messages import told_bare
from assistant.interview.script import Choice, Question


def bare_texts(question: Question, raw: Raw, choices: Sequence[Choice]) -> Iterator[str]:
    """What is odd about the texts of an answer by themselves, in a sentence each.

    Offered answers are never odd. :raises AnswerRefused: it cannot be an answer.
    """
    if question.kind in _IN_WORDS or (question.kind in _CHOSEN and question.own_words):
        value = KINDS[question.kind].read(raw, question, choices)
        offered = {choice.value for choice in choices}
        for texts in _entries(value):
            for text in texts:
                if text not in offered and (why := _why(text, question.figures_alone)):
                    yield told_bare(why, text)
            if len(texts) > 1 and len(set(texts)) == 1:
                yield told_bare("twice", texts[0])


_IN_WORDS = ("text", "paragraph", "list")
_CHOSEN = ("choice", "choices")


def _entries(value: Any) -> Iterator[tuple[str, ...]]:
    """The texts of an answer, those of one entry together; a count within an entry is none."""
    for entry in [value] if isinstance(value, str) else value:
        parts = [entry] if isinstance(entry, str) else dict(entry).values()
        yield tuple(part for part in parts if isinstance(part, str) and part)


def _why(text: str, figures_alone: bool) -> str:
    """Why a text tells nothing, "" where it may.

    :param figures_alone: figures without a word tell something here (a telephone number, a share).
    """
    letters = sum(sign.isalpha() for sign in text)
    figures = sum(sign.isnumeric() and not sign.isalpha() for sign in text)
    if letters:
        return "one" if letters + figures == 1 else ""
    if not figures:
        return "marks"
    if not figures_alone:
        return "figures"
    return "one" if len(text) == 1 else ""
