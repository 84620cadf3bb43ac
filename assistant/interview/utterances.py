"""What a free sentence wants that is typed in the place of an answer: help, to leave it for later, to go back …

The words stand in ``utterances.toml``. Nothing here decides whether a text is an answer after all: the caller does,
because it knows the question (a text that a kind of answer accepts is an answer; where anything is one, it asks).
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from assistant.interview.script import Question, ScriptSection

LONGEST = 60
"""Characters of an utterance at most; a longer text is prose."""
_SLACK = 4
"""From this length on a phrase may have one character wrong."""
_ALIKE = 0.6
"""The share of pairs of characters that a target and a title must have in common."""
_NOTHING_SAID = re.compile(r"[\s，。！、；：,.!;:~…“”\"'‘’（）()【】\[\]《》—-]+")


@dataclass(frozen=True)
class Utterance:
    """What is wanted: ``intent`` is a name of the data file, or "go_to" with the question's key as its ``target``.

    ``value`` is the answer proposed with a "go_to" (改落款日期为1月12日), "" when there is none.
    """

    intent: str
    target: str = ""
    value: str = ""


def understood(text: str, path: Sequence[Question], sections: Sequence[ScriptSection]) -> Utterance | None:
    """What ``text`` wants, None when it is no utterance as a whole.

    :param path: the questions that apply, in order; ``sections`` the sections that they belong to.
    """
    if len(text) > LONGEST:
        return None
    said = _plain(text)
    if not said:
        return None
    bare = _bare(said)
    intent = _intent(said) or _intent(bare)
    if intent:
        return Utterance(intent)
    return _go_to(text, path, sections)


@dataclass(frozen=True)
class _Intent:
    """One intent: its phrases ``whole`` and as :func:`_core` leaves them."""

    name: str
    whole: frozenset[str]
    phrases: frozenset[str]
    patterns: tuple[re.Pattern[str], ...]

    def meets(self, said: str) -> bool:
        return any(pattern.fullmatch(said) for pattern in self.patterns)

    def nearly(self, said: str) -> bool:
        return len(said) >= _SLACK and any(
            len(phrase) >= _SLACK and _one_wrong(said, phrase) for phrase in self.phrases
        )


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


@cache
def _intents() -> tuple[_Intent, ...]:
    return tuple(
        _Intent(
            item["name"],
            frozenset(map(_plain, item["phrases"])),
            frozenset(filter(None, (_core(_plain(phrase)) for phrase in item["phrases"]))),
            tuple(re.compile(pattern) for pattern in item["patterns"]),
        )
        for item in _data()["intent"]
    )


def _intent(said: str) -> str:
    """The intent that a text in one shape has, "" when none."""
    core = _core(said)
    met = next((intent.name for intent in _intents() if said in intent.whole), "")
    met = met or next((intent.name for intent in _intents() if core and core in intent.phrases), "")
    met = met or next((intent.name for intent in _intents() if intent.meets(said)), "")
    return met or next((intent.name for intent in _intents() if intent.nearly(core)), "")


def _plain(text: str) -> str:
    """``text`` in one shape: half-width, small letters, no white space and punctuation but question marks alone."""
    flat = unicodedata.normalize("NFKC", text).casefold()
    flat = _NOTHING_SAID.sub("", flat)
    return _same_words(flat if not flat.strip("?") else flat.replace("?", ""))


def _same_words(said: str) -> str:
    for word, others in _data()["also"].items():
        for other in others:
            said = said.replace(other, word)
    return said


def _core(said: str) -> str:
    """``said`` without the small words that change nothing, and said once where it was said twice."""
    half = len(said) // 2
    if said[:half] == said[half:]:
        said = said[:half]
    for word in _data()["small"]:
        said = said.replace(word, "")
    return said


def _bare(said: str) -> str:
    """``said`` without polite words at the front and filler at the end; they may stand one behind the other."""
    while True:
        front = next((word for word in _data()["polite"] if said.startswith(word) and len(said) > len(word)), "")
        end = next((word for word in _data()["filler"] if said.endswith(word) and len(said) > len(word)), "")
        if not (front or end):
            return said
        said = said.removeprefix(front).removesuffix(end)


def _one_wrong(said: str, phrase: str) -> bool:
    """Whether one character is another, missing or too many."""
    if abs(len(said) - len(phrase)) > 1 or said == phrase:
        return said == phrase
    front = next((place for place, pair in enumerate(zip(said, phrase, strict=False)) if pair[0] != pair[1]), None)
    if front is None:
        return True
    rest, other = said[front:], phrase[front:]
    return rest[1:] == other[1:] or rest[1:] == other or rest == other[1:]


# -- going to another question -------------------------------------------------------------------
def _go_to(text: str, path: Sequence[Question], sections: Sequence[ScriptSection]) -> Utterance | None:
    """Where the text wants to go, None when no question or section is named by it."""
    flat = unicodedata.normalize("NFKC", text).strip().rstrip("。.!！?？")
    for reading in dict.fromkeys((flat, _bare(flat))):
        for target, value in _targets(reading):
            if key := _named(_plain(target), path, sections):
                return Utterance("go_to", key, value.strip(' ，,。“”"'))
    return None


def _targets(flat: str) -> Iterator[tuple[str, str]]:
    """What may be named by a text, with the value behind it, the readings with a value first."""
    matches = [re.fullmatch(pattern, flat) for pattern in _data()["go_to"]["patterns"]]
    readings = [(match["target"], match.groupdict().get("value") or "") for match in matches if match]
    told = (reading for reading in readings if reading[1] not in _data()["go_to"]["no_value"])
    yield from sorted(told, key=lambda reading: not reading[1])


def _named(target: str, path: Sequence[Question], sections: Sequence[ScriptSection]) -> str:
    """The key of the question that ``target`` names: by its number, its title, or its section's; "" when none."""
    number = re.fullmatch(r"第?(\d{1,3})题", target)
    if number:
        place = int(number[1])
        return path[place - 1].key if 0 < place <= len(path) else ""
    titles = [(_plain(question.title), question.key) for question in path]
    firsts = {question.section: question.key for question in reversed(path)}
    titles += [(_plain(section.title), firsts[section.id]) for section in sections if section.id in firsts]
    exact = [key for title, key in titles if title == target]
    if exact:
        return exact[0]
    part = re.fullmatch(r"第([一二三四五六七])(?:个?部分)?", target)
    if part:
        return next((firsts.get(one.id, "") for one in sections if one.title.startswith(f"{part[1]}、")), "")
    within = {key for title, key in titles if target in title or title in target}
    within = within or {key for title, key in titles if _spread_over(target, title)}
    if within:
        return within.pop() if len(within) == 1 else ""
    ranked = sorted(((_likeness(target, title), key) for title, key in titles), reverse=True)
    best, second = ranked[0], ranked[1] if len(ranked) > 1 else (0.0, "")
    return best[1] if best[0] >= _ALIKE and best[0] > second[0] else ""


def _spread_over(target: str, title: str) -> bool:
    """Whether all characters of ``target`` stand in ``title`` in the same order, others between them."""
    rest = iter(title)
    return len(target) >= _SLACK and all(character in rest for character in target)


def _likeness(one: str, other: str) -> float:
    """The share of pairs of neighbouring characters that two texts have in common, 0 to 1."""
    pairs = [{text[place : place + 2] for place in range(len(text) - 1)} for text in (one, other)]
    return 2 * len(pairs[0] & pairs[1]) / (len(pairs[0]) + len(pairs[1])) if all(pairs) else 0.0
