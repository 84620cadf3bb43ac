"""What a conversation tells of itself: how far it is, and what was said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from assistant.interview.script import Question

SectionState = Literal["todo", "started", "done"]


@dataclass(frozen=True)
class Progress:
    """How many questions of the path have answers, and how many it has."""

    answered: int
    total: int

    @property
    def complete(self) -> bool:
        return self.answered == self.total


@dataclass(frozen=True)
class Exchange:
    """A question with its answer as the transcript shows them."""

    question: Question
    ask: str
    shown: str
