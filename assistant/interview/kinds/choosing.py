"""Yes or no, one of several, some of several."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assistant.document import normalise
from assistant.interview.kinds.base import Kind, Raw, clean, text_of
from assistant.interview.messages import refused, word
from assistant.interview.script import Choice, Question


class YesNoKind(Kind):
    """Yes or no."""

    name = "yesno"

    def parse(self, raw: Raw, question: Question, choices: Sequence[Choice]) -> bool:
        typed = text_of(raw)
        flat = normalise(typed).lower()
        if flat in word("yes"):
            return True
        if flat in word("no"):
            return False
        raise refused("not_yes_or_no", question.title, typed)

    def show(self, value: Any, question: Question, choices: Sequence[Choice]) -> str:
        return str(word("yes_shown") if value else word("no_shown"))

    def raw(self, value: Any) -> Raw:
        return "是" if value else "否"


class ChoiceKind(Kind):
    """One of the offered answers by value or label, or the clerk's own words where allowed."""

    name = "choice"

    def parse(self, raw: Raw, question: Question, choices: Sequence[Choice]) -> str:
        typed = text_of(raw)
        for choice in choices:
            if typed in (choice.value, choice.shown):
                return choice.value
        if question.own_words and typed:
            return typed
        raise refused("not_a_choice" if typed else "required", question.title, typed)

    def show(self, value: Any, question: Question, choices: Sequence[Choice]) -> str:
        shown = {choice.value: choice.shown for choice in choices}
        return shown.get(value, value) or str(word("nothing_shown"))

    def raw(self, value: Any) -> Raw:
        return str(value)


class ChoicesKind(Kind):
    """Any number of the offered answers and of own words, in the order given, each once."""

    name = "choices"

    def parse(self, raw: Raw, question: Question, choices: Sequence[Choice]) -> list[str]:
        items = [raw] if isinstance(raw, str) else list(raw)
        by_text = {text: choice.value for choice in choices for text in (choice.shown, choice.value)}
        values: list[str] = []
        for item in items:
            typed = clean(str(item))
            if typed and typed not in by_text and not question.own_words:
                raise refused("not_a_choice", question.title, typed)
            value = by_text.get(typed, typed)
            if value and value not in values:
                values.append(value)
        return values

    def show(self, value: Any, question: Question, choices: Sequence[Choice]) -> str:
        shown = {choice.value: choice.shown for choice in choices}
        return str(word("item_separator")).join(shown.get(item, item) for item in value) or str(word("nothing_shown"))

    def raw(self, value: Any) -> Raw:
        return list(value)
