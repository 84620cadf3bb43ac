"""Typed texts and lists of them, read from the turns of words they stand in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from assistant.composing.words import chinese_number, concerning
from assistant.interview import Question, Raw
from assistant.last_year.vocabulary import entries_hold, may_link, patterns, turns, word

_TITLES = re.compile("《[^》]+》(?:[、和]?《[^》]+》)*")
_TITLE = re.compile("《([^《》]+)》")
_LIST_KINDS = ("choices", "list")
_BRACKETS = {"（": 1, "“": 1, "《": 1, "(": 1, "）": -1, "”": -1, "》": -1, ")": -1}
_LINK = "和"
_LINKS = ("和", "与", "及", "，")
_SHORT = 12
"""Characters of a name on either side of a 和 that is taken as the last joint of a list."""


def own_text(question: Question, text: str) -> Raw | None:
    """The answer, read from a paragraph by the turns of our own templates; None when they are not there."""
    for turn in turns(question.key, "own"):
        match = turn.search(text)
        if match:
            return _raw(question, match["v"])
    return None


def said_text(question: Question, texts: Sequence[str]) -> Raw | None:
    """The answer, read from anybody's paragraphs; None when it is not told, or told in two ways."""
    found = [
        match["v"].strip() for text in texts for turn in turns(question.key, "said") for match in turn.finditer(text)
    ]
    if question.kind in _LIST_KINDS:
        return _whole_list(question, found)
    raws = [_raw(question, text) for text in dict.fromkeys(found)]
    return raws[0] if raws and all(raw == raws[0] for raw in raws) else None


def entries(text: str, offered: Sequence[str] = (), needed: re.Pattern[str] | None = None) -> list[str]:
    """A list as printed (甲、乙和丙; 《甲》和《乙》) as its entries.

    Whether a 和 joins the last two entries or is part of one is told by ``offered``, names that are
    known to be entries, or ``needed``, what every entry holds; else by their length.
    """
    if _TITLES.fullmatch(text):
        return [match[1] for match in _TITLE.finditer(text)]
    parts = list(_split(text, "、"))
    if any(link in part for part in parts[:-1] for link in _LINKS):
        return parts
    last = list(_split(parts[-1], _LINK))
    return [*parts[:-1], *last] if len(last) == 2 and all(last) and _apart(last, offered, needed) else parts


def _apart(names: Sequence[str], offered: Sequence[str], needed: re.Pattern[str] | None) -> bool:
    if any(name in offered for name in names):
        return True
    return all(needed.search(name) for name in names) if needed is not None else max(map(len, names)) <= _SHORT


def _whole_list(question: Question, found: Sequence[str]) -> Raw | None:
    """All entries told, each once; None unless every one of them is what the list holds."""
    needed = entries_hold(question.key)
    names = [_untitled(name) for text in found for name in _raw_list(question, text)]
    names = list(dict.fromkeys(name for name in names if name))
    if question.kind == "list" and needed is not None:
        names = [name for name in names if needed.search(name)]
    elif needed is not None and not all(needed.search(name) for name in names):
        return None
    return list(names) or None


def _raw(question: Question, text: str) -> Raw:
    if question.kind == "yesno":
        return "是"
    return list(_raw_list(question, text)) if question.kind in _LIST_KINDS else text


def _raw_list(question: Question, text: str) -> list[str]:
    if not may_link(question.key):
        return list(_split(text, "、"))
    offers = [offer for offer in question.offers if isinstance(offer, str)]
    return entries(text, [*(choice.value for choice in question.choices), *offers], entries_hold(question.key))


def _untitled(name: str) -> str:
    match = _TITLE.fullmatch(name)
    return match[1] if match else name


def _split(text: str, joint: str) -> Iterator[str]:
    """``text`` cut at ``joint``, brackets and quotation marks left whole."""
    depth, start = 0, 0
    for place, character in enumerate(text):
        depth += _BRACKETS.get(character, 0)
        if character == joint and depth <= 0:
            yield text[start:place]
            start = place + 1
    yield text[start:]


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
