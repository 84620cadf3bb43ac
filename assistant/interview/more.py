"""The lists of what else can be reported, seen from answers that were not given by ticking.

A finished report, and a draft of the time before these lists, has answers to the questions behind them and
no ticks.
"""

from __future__ import annotations

from typing import Any

from assistant.interview.engine import Interview
from assistant.interview.kinds import answered
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


def with_ticks(script: Script, report: Report, *, finished: bool = False) -> Report:
    """``report`` with the lists that are unanswered ticked as the answers behind them want it.

    A list stays unanswered while none of the questions behind it is answered, unless the report is
    ``finished``: what a finished report does not tell there was none of, in the ticked lists too.
    """
    asked = Interview(script, with_everything_asked(script, report))
    for question in _lists(script):
        begun = any(read(report, each.key) is not None for each in script.within(question.key))
        if read(report, question.key) is None and (begun or finished):
            offered = [each.name for each in asked.more(question)]
            told = {
                each.tick for each in script.within(question.key) if len(each.ticks) == 1 and _is_told(report, each)
            }
            report = with_answer(report, question.key, [name for name in offered if name in told])
    return _without_gaps(script, report) if finished else report


def _without_gaps(script: Script, report: Report) -> Report:
    """``report`` with "none" where a ticked list has questions open that propose it."""
    interview = Interview(script, report)
    for question in interview.path:
        raw = interview.default(question) if question.within and not interview.is_answered(question) else None
        if raw is not None:
            proposed = answered(report, question, raw, interview.choices(question))
            report = proposed if tells_nothing(read(proposed, question.key)) else report
    return report


def _lists(script: Script) -> list[Question]:
    return [question for question in script.questions if question.asks_more]


def _is_told(report: Report, question: Question) -> bool:
    value = read(report, question.key)
    return value is not None and (question.zero_is_said or not tells_nothing(value))
