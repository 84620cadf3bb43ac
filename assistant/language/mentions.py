"""A number and the words around it: what stands before and after, what the talk is about, which year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import NamedTuple

from assistant.language.passage import Passage
from assistant.language.quantities import Quantity, quantities
from assistant.language.words import pattern, table

_REACH = 240
"""How many characters before a number may bear on it; keeps the reading of endless sentences linear."""

_LONGEST = 800
"""Characters of a sentence: longer ones, which no report has, are read in pieces; each number looks at the whole."""

_SENTENCE = re.compile(r"[^。！？!?\n]+")


@dataclass(frozen=True)
class Sentence:
    """A sentence with its numbers; ``topic`` is what the paragraph was about before it, ``year`` the report year.

    ``agency``: the name of the agency that reports, "" unknown.
    """

    passage: Passage
    text: str
    topic: str
    year: int | None
    agency: str = ""

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """The numbers of the sentence with the words that belong to them."""
        return tuple(_mentions(self))


class Mention(NamedTuple):
    """A number in its place.

    ``left`` and ``right`` are the words that belong to it, up to the neighbouring numbers and
    stops; ``topic`` is what is being counted ("requests", "proceedings", "norms", … or "");
    ``elsewhen``: the figure is of another period; ``compared``: it is a difference or belongs to a
    comparison; ``listed``: it stands after 其中; ``bracketed``: it stands in brackets; ``aimed``: it
    is what is to be reached.
    """

    sentence: Sentence
    quantity: Quantity
    left: str
    right: str
    topic: str
    elsewhen: bool
    compared: bool
    listed: bool
    bracketed: bool
    aimed: bool

    @property
    def quote(self) -> str:
        """The words to quote in a message."""
        return f"{self.left}{self.quantity.text}{self.right}"


def sentences(passage: Passage, year: int | None, agency: str = "") -> tuple[Sentence, ...]:
    """The sentences of a paragraph, a sub-heading in front left out."""
    found: list[Sentence] = []
    topic = table("topics.by_aspect").get(passage.aspect or passage.section, "")
    for match in _SENTENCE.finditer(passage.text[len(passage.heading) :]):
        for text in _pieces(match.group()):
            found.append(Sentence(passage, text, topic, year, agency))
            topic = last_topic(text, topic)
    return tuple(found)


def _pieces(sentence: str) -> Iterator[str]:
    """A sentence, cut at its commas where it is endless."""
    while len(sentence) > _LONGEST:
        end = max(sentence.rfind(stop, 1, _LONGEST) for stop in "，；、") + 1 or _LONGEST
        yield sentence[:end]
        sentence = sentence[end:]
    yield sentence


def _mentions(sentence: Sentence) -> Iterator[Mention]:
    end = 0
    found = _without_mottoes(sentence.text)
    for index, quantity in enumerate(found):
        following = found[index + 1].start if index + 1 < len(found) else len(sentence.text)
        right = re.split(r"[，；、：（）]", sentence.text[quantity.end : following], maxsplit=1)[0]
        borrowable = 0 if right else (1 if index == 0 else 2)
        left = _left(sentence.text, end, quantity.start, first=index == 0, borrowable=borrowable)
        before = sentence.text[max(0, quantity.start - _REACH) : quantity.start]
        yield Mention(
            sentence=sentence,
            quantity=quantity,
            left=left,
            right=right,
            topic=last_topic(right, "") or last_topic(before, sentence.topic),
            elsewhen=of_another_period(before, sentence.year),
            compared=bool(pattern("periods.difference").search(left)),
            listed=bool(pattern("listings.word").search(before.rpartition("；")[2])),
            bracketed=before.count("（") > before.count("）"),
            aimed=bool(pattern("aims").search(re.split("[。；]", before)[-1])),
        )
        end = quantity.end


def _without_mottoes(text: str) -> tuple[Quantity, ...]:
    """The numbers of a sentence that are not part of a motto: 办一件、成一件."""
    found = quantities(text)
    mottoes = [match.span() for match in pattern("numbers.motto").finditer(text)] if found else []
    return tuple(quantity for quantity in found if not any(start <= quantity.start < end for start, end in mottoes))


def last_topic(text: str, otherwise: str) -> str:
    """What ``text`` speaks of at its end."""
    found = [match.lastgroup for match in _topics().finditer(text)]
    return found[-1] or otherwise if found else otherwise


@cache
def _topics() -> re.Pattern[str]:
    names = table("topics.words")
    return re.compile("|".join(f"(?P<{name}>{pattern(f'topics.words.{name}').pattern})" for name in names))


def of_another_period(before: str, year: int | None) -> bool:
    """Whether a figure after these words is of another period than the report year."""
    masked = pattern("periods.carried", year).sub(lambda match: "〓" * len(match.group()), before)
    scope = ""
    for match in pattern("periods.any").finditer(masked):
        compared = pattern("periods.comparing").search(masked[: match.start()])
        rest = masked[match.end() :]
        if compared and re.search("[，；）]", rest):
            continue
        scope = match.group()
    if not scope:
        return False
    return not pattern("periods.own", year).fullmatch(scope) if year is not None else False


def _left(text: str, begin: int, end: int, first: bool, borrowable: int) -> str:
    """The words before a number, back to the number before it or the nearest stop.

    A 、 between nouns joins them (行政复议、行政诉讼0件); only right after a number it parts. Words
    without a meaning of their own (，共计12件) borrow the clause before them, down to the stop with
    that number; 0 when they must not.
    """
    stops = [begin]
    whole = pattern("everybody").sub(lambda match: "〓" * len(match.group()), text[begin:end])
    for match in re.finditer(r"[，；、：（）]", whole):
        if match.group() != "、" or (not first and len(stops) == 1):
            stops.append(begin + match.end())
    while borrowable and len(stops) > borrowable and pattern("fillers").fullmatch(text[stops[-1] : end]):
        stops.pop()
    return text[stops[-1] : end].strip("，；、：（）")
