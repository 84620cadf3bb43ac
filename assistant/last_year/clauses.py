"""Typed texts and lists of them, read from the turns of words they stand in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING

from assistant.composing import own_turns
from assistant.composing.words import chinese_number, concerning
from assistant.interview import Question, Raw
from assistant.interview.declarations import VALUE, EntryPatterns, filled
from assistant.interview.turns import Turn, first_match, turn, turns
from assistant.last_year.vocabulary import word

if TYPE_CHECKING:
    import regex

_TITLES = re.compile("《[^》]+》(?:[、和]?《[^》]+》)*")
_TITLE = re.compile("《([^《》]+)》")
_LIST_KINDS = ("choices", "list")
_BRACKETS = {"（": 1, "“": 1, "《": 1, "(": 1, "）": -1, "”": -1, "》": -1, ")": -1}
_LINK, _AND_SO_ON = "和", "等"
_LINKS = ("和", "与", "及", "，")
_STARTS = 4
"""Places at which one turn of words is tried."""
_SHORT = 12
"""Characters of a name on either side of a 和 that is taken as the last joint of a list."""


def own_texts(question: Question, key: str, text: str) -> Iterator[Raw]:
    """What may be the answer, read from a planned paragraph by the turns of our own phrase book, each once."""
    met = (
        (match[VALUE], text.startswith(_AND_SO_ON, match.end(VALUE)))
        for each in turns(question, own_turns(key, question.key, question.kind == "integer"))
        for match in _places(each, text)
    )
    for found, open_ended in dict.fromkeys(met):
        if question.field_keys:
            for said in dict.fromkeys((_VERB.sub("", found), found)):
                yield from _by_count(list(_counted(question, said)), question.field_keys[1])
        if question.kind in _LIST_KINDS and not question.field_keys and not open_ended:
            # A list that ends here has its last two entries joined by 和.
            yield _entries_of(question, found)
        yield _raw(question, found)


def _places(each: Turn, text: str) -> Iterator[regex.Match[str]]:
    """Where a turn of words stands, the last place first: what is in front of an answer may be said before, too."""
    match = each.search(text)
    found: list[regex.Match[str]] = []
    while match and match[VALUE] is not None and len(found) < _STARTS:
        found.append(match)
        match = each.search(text, match.start(VALUE) + 1)
    yield from reversed(found)


def _by_count(entries: list[dict[str, str]], count: str) -> Iterator[Raw]:
    """Counted entries with the largest first: those alike in number in the order told, then the other way round."""
    for each in (entries, entries[::-1]):
        yield sorted(each, key=lambda entry: -int(entry[count]))


def said_text(question: Question, texts: Sequence[str], patterns: Sequence[str] = ()) -> Raw | None:
    """The answer, read from anybody's paragraphs; None when it is not told, or told in two ways.

    :param patterns: the turns of words that it may stand in, those of finished reports when ().
    """
    said = turns(question, patterns or question.recover.said)
    found = [match[VALUE].strip() for text in texts for each in said for match in each.finditer(text)]
    if question.field_keys:
        return [entry for text in found[:1] for entry in _counted(question, text)] or None
    if question.kind in _LIST_KINDS:
        return _whole_list(question, found)
    raws = [_raw(question, text) for text in dict.fromkeys(found)]
    return raws[0] if raws and all(raw == raws[0] for raw in raws) else None


def entries(text: str, offered: Sequence[str] = (), needed: Turn | None = None) -> list[str]:
    """A list as printed (甲、乙和丙; 《甲》和《乙》) as its entries.

    Whether a 和 joins the last two entries or is part of one is recognised by ``offered``, names that are
    known to be entries, or ``needed``, what every entry holds; else by their length.
    """
    if _TITLES.fullmatch(text):
        return [match[1] for match in _TITLE.finditer(text)]
    parts = list(_split(text, "、"))
    if any(link in part for part in parts[:-1] for link in _LINKS):
        return parts
    last = list(_split(parts[-1], _LINK))
    return [*parts[:-1], *last] if len(last) == 2 and all(last) and _apart(last, offered, needed) else parts


def _apart(names: Sequence[str], offered: Sequence[str], needed: Turn | None) -> bool:
    if any(name in offered for name in names):
        return True
    return all(needed.search(name) for name in names) if needed is not None else max(map(len, names)) <= _SHORT


def _whole_list(question: Question, found: Sequence[str]) -> Raw | None:
    """All entries told, each once; None unless every one of them is what the list holds."""
    needed = turn(question, question.recover.items)
    names = [_untitled(name) for text in found for name in _raw_list(question, text)]
    names = list(dict.fromkeys(name for name in names if name))
    if question.kind == "list" and needed is not None:
        names = [name for name in names if needed.search(name)]
    elif needed is not None and not all(needed.search(name) for name in names):
        return None
    return list(names) or None


def _raw(question: Question, text: str) -> Raw:
    if question.field_keys:
        return list(_counted(question, text))
    if question.kind == "yesno":
        return "是"
    return list(_raw_list(question, text)) if question.kind in _LIST_KINDS else text


def _counted(question: Question, text: str) -> Iterator[dict[str, str]]:
    """Entries of a name and a count: 工作动态15条、通知公告（7条）和财政信息（2条）; 15条为工作动态; 甲1件（占9%）."""
    name, count = question.field_keys
    unit = next((field.unit for field in question.fields if field.key == count), "")
    for part in _split(text.replace("）和", "）、"), "、"):
        if (match := _COUNT_FIRST.fullmatch(part)) and _is_of(match[2], unit):
            yield {name: match[3], count: match[1]}
        elif (match := _COUNTED.fullmatch(part)) and _is_of(match[3], unit):
            yield {name: match[1], count: match[2]}


def _is_of(said: str, unit: str) -> bool:
    """Whether the measure word is the one in which the entries of a list are counted."""
    return not unit or said == unit


def _raw_list(question: Question, text: str) -> list[str]:
    if not question.recover.linked:
        return list(_split(text, "、"))
    return _entries_of(question, text)


def _entries_of(question: Question, text: str) -> list[str]:
    offers = [offer for offer in question.offers if isinstance(offer, str)]
    return entries(
        text, [*(choice.value for choice in question.choices), *offers], turn(question, question.recover.items)
    )


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


_VERB = re.compile(r"有(?=\d)")
"""What may stand between a name and its number; it may also be the end of a name, which is tried after."""
_COUNTED = re.compile(r"(.+?)（?(\d+)([^\d）]{1,2})）?(?:（占[\d.]+%）)?")
_COUNT_FIRST = re.compile(r"(\d+)([^\d])为(.+)")
_EDGES = "。；，、："


def own_entries(question: Question, joined: Callable[[str], str]) -> list[dict[str, str]] | None:
    """A list of entries with fields, from the paragraphs that our own templates make of them.

    :param joined: the text of a planned paragraph.
    """
    patterns = question.recover.entries
    if patterns is None:
        return None
    if patterns.parts:
        return _entries(_own_parts(question, patterns, joined))
    text = joined(patterns.paragraph)
    return _one_by_one(question, patterns, text) or _apart_fields(question, patterns, text)


def said_entries(
    question: Question, joined: Callable[[str], str], wanted: Sequence[str] = ()
) -> list[dict[str, str]] | None:
    """The same from anybody's paragraphs: every field is enumerated as often, in order.

    :param wanted: the fields that are enough, all of them when ().
    """
    patterns = question.recover.entries
    parts = patterns.parts if patterns is not None else {}
    return _entries({key: enumerated(joined(parts[key].paragraph)) for key in parts if not wanted or key in wanted})


def _own_parts(question: Question, patterns: EntryPatterns, joined: Callable[[str], str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for key, part in patterns.parts.items():
        match = first_match(turns(question, part.own), joined(part.paragraph))
        clauses = _points(match[VALUE]) if match else []
        objects = {other: concerning(texts) for other, texts in found.items()}
        found[key] = [
            clause.removeprefix(filled(part.lead, {other: texts[place] for other, texts in objects.items()}))
            if all(place < len(texts) for texts in objects.values())
            else clause
            for place, clause in enumerate(clauses)
        ]
    return found


def _one_by_one(question: Question, patterns: EntryPatterns, text: str) -> list[dict[str, str]] | None:
    """Entries that a paragraph tells one after the other, or an only one."""
    whole = first_match(turns(question, patterns.clauses), text)
    clauses = _points(whole[VALUE]) if whole else []
    each, single = turns(question, patterns.clause), turns(question, patterns.single)
    told = [first_match(each, clause) for clause in clauses] or [first_match(single, text)]
    if not all(told):
        return None
    return [{key: match[key] for key in question.field_keys} for match in told if match]


def _apart_fields(question: Question, patterns: EntryPatterns, text: str) -> list[dict[str, str]] | None:
    """Entries of which a paragraph enumerates each field by itself."""
    match = first_match(turns(question, patterns.apart), text)
    return _entries({key: _points(match[key]) for key in question.field_keys}) if match else None


def _entries(fields: Mapping[str, Sequence[str]]) -> list[dict[str, str]] | None:
    """The fields of several entries put together, None unless they are as many of each."""
    count = len(next(iter(fields.values()), ()))
    if not count or any(len(texts) != count for texts in fields.values()):
        return None
    return [{key: texts[place] for key, texts in fields.items()} for place in range(count)]


def enumerated(text: str) -> list[str]:
    """What a text enumerates (一是…；二是…) in order, [] when it does not.

    A numbering that starts over or leaves one out is not trusted.
    """
    pieces = _numbering().split(text)
    clauses = [piece.strip(_EDGES) for piece in pieces[2::2]]
    in_order = all(said == chinese_number(due) for due, said in enumerate(pieces[1::2], start=1))
    return clauses if in_order and len(clauses) > 1 and all(clauses) else []


def _points(text: str) -> list[str]:
    """The clauses of a text, itself alone when it enumerates none."""
    return enumerated(text) or [text.strip(_EDGES)]


@cache
def _numbering() -> re.Pattern[str]:
    numerals = word("numerals")
    return re.compile(f"(?:^|(?<=[：；。，]))([{numerals}]{{1,3}})是")
