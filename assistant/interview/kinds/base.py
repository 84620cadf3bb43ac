"""What every kind of answer can do: read what was given, show it, hand it back for editing."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any

from pydantic import ValidationError

from assistant.interview.messages import from_validation
from assistant.interview.script import Choice, Question
from assistant.report import adapter

Raw = str | list[Any] | dict[str, str]
"""What a screen hands in: typed text, a list of texts or of entries (mappings by field), table cells by path."""


class Kind(ABC):
    """One kind of answer; a screen has one input widget for each."""

    name: str

    @abstractmethod
    def parse(self, raw: Raw, question: Question, choices: Sequence[Choice]) -> Any:
        """What was given as a value for the report field.

        :raises AnswerRefused: it cannot be understood as this kind of answer.
        """

    @abstractmethod
    def show(self, value: Any, question: Question, choices: Sequence[Choice]) -> str:
        """The answer as the transcript shows it."""

    @abstractmethod
    def raw(self, value: Any) -> Raw:
        """The answer as a screen's input takes it up for editing; ``parse`` of it gives ``value`` again."""

    def read(self, raw: Raw, question: Question, choices: Sequence[Choice] = ()) -> Any:
        """``parse``, then the field's own bounds.

        :raises AnswerRefused: with the Chinese sentence for what is wrong.
        """
        value = self.parse(raw, question, choices)
        try:
            return adapter(question.key).validate_python(value)
        except ValidationError as error:
            typed = raw if isinstance(raw, str) else _first_bad(value, error)
            raise from_validation(error, question.title, typed) from error


def _first_bad(value: Any, error: ValidationError) -> str:
    """The part of a composed answer that was refused."""
    for step in error.errors(include_url=False)[0]["loc"]:
        try:
            value = value[step]
        except (LookupError, TypeError):
            break
    return value if isinstance(value, str) else ""


def text_of(raw: Raw) -> str:
    """A typed answer, without the invisible marks that pasted text brings along."""
    text = raw if isinstance(raw, str) else "、".join(str(item) for item in raw)
    return clean(text)


_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u2060\ufeff\u00ad\r"))


def clean(text: str) -> str:
    """Text without zero-width spaces, byte order marks, soft hyphens and carriage returns; NBSP as a space."""
    return text.translate(_INVISIBLE).replace("\u00a0", " ").strip()
