"""Typed texts and lists of them, read from the turns of words they stand in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.intake.answers.words import entries_hold, may_link, turns
from assistant.interview import Question, Raw

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
