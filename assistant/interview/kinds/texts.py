"""Typed texts: one line, or several paragraphs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assistant.interview.kinds.base import Kind, Raw, text_of
from assistant.interview.messages import word
from assistant.interview.script import Choice, Question


class TextKind(Kind):
    """One line of text."""

    name = "text"

    def parse(self, raw: Raw, question: Question, choices: Sequence[Choice]) -> str:
        text = text_of(raw)
        # "无" typed where a line may be left out means that there is none.
        return "" if question.default and text in word("none") else text

    def show(self, value: Any, question: Question, choices: Sequence[Choice]) -> str:
        return str(value) or str(word("nothing_shown"))

    def raw(self, value: Any) -> Raw:
        return str(value)


class ParagraphKind(TextKind):
    """Text of one or more lines."""

    name = "paragraph"
