"""The lists of what else can be reported, seen from answers that were not given by ticking.

A finished report, and a draft of the time before these lists, has answers to the questions behind them and
no ticks.
"""

from __future__ import annotations

from collections.abc import Container
from typing import Any

from assistant.interview.engine import Interview
from assistant.interview.script import Question, Script
from assistant.report import Report, read, with_answer

_NOTHING: tuple[Any, ...] = (0, "", [])


def tells_nothing(value: Any) -> bool:
    """Whether an answer says that there was none of it: 0, no, an empty text or list."""
    return value in _NOTHING


def with_everything_asked(script: Script, report: Report) -> Report:
    """``report`` with everything ticked in every list, so that no question behind one is left out."""
    for question in _lists(script):
        names = [each.name for each in script.within(question.key) if each.tick == each.name]
        report = with_answer(report, question.key, names)
    return report


def with_ticks(script: Script, report: Report, said: Container[str] = ()) -> Report:
    """``report`` with the lists that are unanswered ticked as the answers behind them want it.

    ``said`` are answers that tell something though they are 0 or empty.

    A list stays unanswered while none of the questions behind it is answered.
    """
    asked = Interview(script, with_everything_asked(script, report))
    for question in _lists(script):
        if read(report, question.key) is None and any(
            read(report, each.key) is not None for each in script.within(question.key)
        ):
            offered = [each.name for each in asked.more(question)]
            told = {each.tick for each in script.within(question.key) if each.key in said or _is_told(report, each)}
            report = with_answer(report, question.key, [name for name in offered if name in told])
    return report


def _lists(script: Script) -> list[Question]:
    return [question for question in script.questions if question.asks_more]


def _is_told(report: Report, question: Question) -> bool:
    value = read(report, question.key)
    return value is not None and not tells_nothing(value)
