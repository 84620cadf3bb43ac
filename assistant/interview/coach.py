"""What good reports tell and this one does not, by how often others tell it. Advice, never a condition."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from assistant.interview.engine import Interview
from assistant.interview.more import tells_nothing
from assistant.interview.script import Question
from assistant.report import read

_FILE = Path(__file__).with_name("habits.toml")


@dataclass(frozen=True)
class Habit:
    """How many published reports of a kind tell a fact; ``of`` is 0 where they were not counted."""

    key: str
    among: str
    count: int = 0
    of: int = 0

    @property
    def share(self) -> float:
        return self.count / self.of if self.of else 0.0

    @property
    def shown(self) -> str:
        """The same in words: 有申请的报告里，41份有31份写了."""
        words = _data()["words"]
        among = _data()["among"][self.among]
        return str(words["counted" if self.of else "met"].format(among=among, count=self.count, of=self.of))


@dataclass(frozen=True)
class Lack:
    """A fact that the report does not tell although it could; ``question`` asks for it."""

    question: Question
    habit: Habit

    @property
    def title(self) -> str:
        return self.question.offered


@cache
def habits() -> tuple[Habit, ...]:
    """All habits, the most frequent first."""
    found = (Habit(**item) for item in _data()["habit"])
    return tuple(sorted(found, key=lambda habit: -habit.share))


def lacking(interview: Interview) -> tuple[Lack, ...]:
    """What this report could tell and does not, the most frequent first.

    What does not apply to the agency or to its figures is not named, nor a list that was never answered.
    """
    known = {question.key: question for question in interview.script.questions}
    asked = [(known[habit.key], habit) for habit in habits() if habit.key in known]
    return tuple(Lack(question, habit) for question, habit in asked if _lacks(interview, question))


def _lacks(interview: Interview, question: Question) -> bool:
    if question.key in interview.applicable:
        value = read(interview.report, question.key)
        return value is not None and tells_nothing(value)
    return any(each.key == question.key for each in _tickable(interview, question))


def _tickable(interview: Interview, question: Question) -> tuple[Question, ...]:
    """The questions that can be ticked in the list behind which ``question`` stands."""
    if question.within not in interview.applicable:
        return ()
    return interview.more(interview.script.question(question.within))


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
