"""What a changed answer touches: others that followed from the old one, or repeat it. Nothing changes by itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from assistant.interview.engine import Interview
from assistant.interview.kinds import Raw
from assistant.interview.script import Question
from assistant.language.words import pattern
from assistant.report import read

_NAME, _SELF_WORD, _YEAR = "agency.name", "agency.self_word", "agency.year"
_SHORTEST = 2


@dataclass(frozen=True)
class Consequence:
    """An answer that no longer fits; ``raw`` is the one offered in its place."""

    question: Question
    raw: Raw


def consequences(before: Interview, after: Interview, changed: str) -> tuple[Consequence, ...]:
    """The answers that followed from the one at ``changed`` and would be others now, in the script's order.

    An offer counts for those behind it: a new name makes another kind, the kind another self-word.
    """
    trial = after.over(after.report, changed)
    found = []
    for question in after.path:
        if question.key == changed or not after.is_answered(question):
            continue
        raw = _offer(before, trial, question, changed)
        if raw is not None and raw != trial.raw(question) and trial.give(question, raw):
            found.append(Consequence(question, raw))
    return tuple(found)


def new_doubts(before: Interview, after: Interview, changed: str) -> tuple[tuple[Question, str], ...]:
    """What is odd about other answers since the change and was not before, in a sentence each."""
    found: list[tuple[Question, str]] = []
    for question in after.path:
        if question.key == changed or not after.is_answered(question):
            continue
        fresh = (doubt for doubt in question.doubts if after.holds(doubt.when) and not before.holds(doubt.when))
        found += [(question, doubt.say.value(after.seen)) for doubt in fresh]
    return tuple(found)


def _offer(before: Interview, trial: Interview, question: Question, changed: str) -> Raw | None:
    """The answer to offer in the place of the present one, None where it may stay."""
    present = before.raw(question)
    proposed = before.evaluated(question.default, question), trial.evaluated(question.default, question)
    if question.default is not None and present == proposed[0] != proposed[1]:
        return proposed[1]
    if question.kind == "choice" and isinstance(present, str) and present:
        return _same_place(before, trial, question, present)
    return _respelled(before, trial, question, changed)


def _same_place(before: Interview, trial: Interview, question: Question, present: str) -> Raw | None:
    """The choice that stands now where the present one stood: 镇长 → 局长."""
    old, new = ([choice.value for choice in each.choices(question)] for each in (before, trial))
    if question.choices_from is None or present in new or present not in old:
        return None
    place = old.index(present)
    return new[place] if place < len(new) else None


def _respelled(before: Interview, trial: Interview, question: Question, changed: str) -> Raw | None:
    """The present answer with the old name, self-word or year in it replaced by the new one."""
    raw: Raw | None = trial.raw(question)
    if question.kind == "date":
        return _a_year_on(before, trial, raw)
    if question.kind not in ("text", "paragraph", "list", "choices", "choice"):
        return None
    for old, new in _spellings(before, trial):
        raw = _replaced(raw, old, new)
    return raw


def _a_year_on(before: Interview, trial: Interview, raw: Raw | None) -> Raw | None:
    """A day in the year after the old report year, in the year after the new one."""
    old, new = (read(each.report, _YEAR) for each in (before, trial))
    return _replaced(raw, f"{old + 1}年", f"{new + 1}年") if old and new and raw is not None else None


def _spellings(before: Interview, trial: Interview) -> Iterator[tuple[str, str]]:
    """What was said of the agency and the year, and what is said now, the longer first."""
    for key in (_NAME, _SELF_WORD):
        old, new = (str(read(each.report, key) or "") for each in (before, trial))
        pairs = [(old, new)]
        if key == _NAME:
            pairs.append((_short(old), _short(new)))
        yield from (pair for pair in pairs if pair[0] != pair[1] and min(map(len, pair)) >= _SHORTEST)
    years = [read(each.report, _YEAR) for each in (before, trial)]
    if years[0] != years[1] and all(years):
        yield f"{years[0]}年", f"{years[1]}年"


def _short(name: str) -> str:
    """A name without the office behind its place: 永乐镇人民政府 → 永乐镇."""
    return pattern("agency.behind_place").sub("", name)


def _replaced(raw: Any, old: str, new: str) -> Any:
    if isinstance(raw, str):
        return raw.replace(old, new)
    if isinstance(raw, list):
        return [_replaced(part, old, new) for part in raw]
    if isinstance(raw, dict):
        return {key: _replaced(part, old, new) for key, part in raw.items()}
    return raw
