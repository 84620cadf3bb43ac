"""Section five: problems with their measures, and what became of last year's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from assistant.drafting.words import chinese_number, concerning
from assistant.intake.answers.words import patterns, word
from assistant.interview import Raw

_EDGES = "。；，、："


def own_problems(found: str, measures: str) -> Raw | None:
    """Problems and measures in pairs, from the paragraphs that our own templates make of them."""
    problems = _own("found", found)
    answers = [_measure(text, problems, place) for place, text in enumerate(_own("measures", measures))]
    return _paired(problems, answers)


def said_problems(found: str, measures: str) -> Raw | None:
    """The same from anybody's paragraphs: as many enumerated measures as enumerated problems, in order."""
    return _paired(problem_clauses(found), problem_clauses(measures))


def own_former(text: str) -> Raw | None:
    """Last year's problems and their outcomes, from the paragraph that our own templates make of them."""
    whole = _match("former", text)
    clauses = _points(whole["v"]) if whole else []
    told = [_match("former_clause", clause) for clause in clauses] or [_match("former_single", text)]
    if all(told):
        return [{"problem": _problem(match), "outcome": match["o"]} for match in told if match]
    apart = _match("former_apart", text)
    if apart is None:
        return None
    problems, outcomes = _points(apart["p"]), _points(apart["o"])
    if len(problems) != len(outcomes):
        return None
    return [{"problem": one, "outcome": other} for one, other in zip(problems, outcomes, strict=True)]


def problem_clauses(text: str) -> list[str]:
    """The problems that a text enumerates (一是…；二是…) in order, [] when it does not.

    A numbering that starts over or leaves one out is not trusted.
    """
    pieces = _numbering().split(text)
    clauses = [piece.strip(_EDGES) for piece in pieces[2::2]]
    in_order = all(said == chinese_number(due) for due, said in enumerate(pieces[1::2], start=1))
    return clauses if in_order and len(clauses) > 1 and all(clauses) else []


def _points(text: str) -> list[str]:
    """The clauses of a text, itself alone when it enumerates none."""
    return problem_clauses(text) or [text.strip(_EDGES)]


def _own(group: str, text: str) -> list[str]:
    match = _match(group, text)
    return _points(match["v"]) if match else []


def _measure(clause: str, problems: Sequence[str], place: int) -> str:
    """A measure without the problem that stands in front of it: 针对甲的问题，…"""
    if place < len(problems):
        return clause.removeprefix(f"{word('points.concern')}{concerning(problems)[place]}，")
    return clause


def _problem(match: re.Match[str]) -> str:
    return match["p"].removesuffix(word("points.problem_ending"))


def _paired(problems: Sequence[str], measures: Sequence[str]) -> Raw | None:
    if not problems or len(problems) != len(measures):
        return None
    return [{"problem": one, "measure": other} for one, other in zip(problems, measures, strict=True)]


def _match(group: str, text: str) -> re.Match[str] | None:
    return next((match for turn in patterns("points", group) if (match := turn.search(text))), None)


@cache
def _numbering() -> re.Pattern[str]:
    numerals = word("numerals")
    return re.compile(f"(?:^|(?<=[：；。，]))([{numerals}]{{1,3}})是")
