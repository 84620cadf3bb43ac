"""Calendar days."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from assistant.document import normalise
from assistant.interview.kinds.base import Kind, Raw, text_of
from assistant.interview.messages import refused
from assistant.interview.script import Choice, Question
from assistant.standard import chinese_date

_WRITTEN = re.compile(r"(\d{4})[年./\-](\d{1,2})[月./\-](\d{1,2})日?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")


class DateKind(Kind):
    """A day: 2025年1月9日, 2025-1-9, 2025/1/9, 2025.1.9 or 20250109."""

    name = "date"

    def parse(self, raw: Raw, question: Question, choices: Sequence[Choice]) -> date:
        text = text_of(raw)
        if not text:
            raise refused("required", question.title)
        flat = normalise(text)
        match = _WRITTEN.fullmatch(flat) or _COMPACT.fullmatch(flat)
        if match is None:
            raise refused("not_a_day", question.title, text)
        try:
            return date(*(int(part) for part in match.groups()))
        except ValueError as error:
            raise refused("not_a_day", question.title, text) from error

    def show(self, value: Any, question: Question, choices: Sequence[Choice]) -> str:
        return chinese_date(value)

    def raw(self, value: Any) -> Raw:
        return chinese_date(value)
