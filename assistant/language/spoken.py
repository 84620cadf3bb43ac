"""What a clerk says in a sentence, cut into clauses of numbers and words: 今年收到3件，都是个人.

The words stand in ``spoken.toml``. A report's own sentences are read by the other modules of this room; here
nothing is in the words of the format: units are left out, characters are mistaken, numerals are Chinese.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

_FILE = Path(__file__).with_name("spoken.toml")
_NAME = re.compile(r"%([a-z_]+)%")
_FULL = {0xFF10 + digit: str(digit) for digit in range(10)}
_FULL |= {ord(half): full for half, full in zip(",;:?!()[]~", "，；：？！（）〔〕～", strict=True)}
_FULL |= {ord("％"): "%", ord("．"): ".", ord("\u3000"): " ", ord("\t"): " ", ord("\r"): "\n"}
_SENTENCE = re.compile(r"[^。！？；\n]+")
_MASK = "〓"
_THOUSAND = "'"
_THOUSANDS = re.compile(r"(?<=\d)[,，](?=\d{3}(?!\d))")

Reason = str
"""Why a figure was left: a key of ``[aside]`` or of ``[period]``, "vague", :data:`OPEN`, or what a reader adds."""
OPEN: Reason = "open"
"""Beside the figure it is said that it is not known yet."""


@dataclass(frozen=True)
class Left:
    """Words with a figure that was not taken, and why."""

    quote: str
    reason: Reason


@dataclass(frozen=True)
class Said:
    """A number that counts something. ``value`` in the unit, money in 元; ``unit`` "" where none was said."""

    value: Decimal
    unit: str
    start: int
    end: int


@dataclass(frozen=True)
class Token:
    """A label (``kind`` and ``name``), or a number (kind "number", ``said``)."""

    kind: str
    name: str
    start: int
    end: int
    said: Said | None = None


@dataclass(frozen=True)
class Clause:
    """A stretch of words between two stops.

    ``text`` has what is no figure blanked out, ``quote`` is as it was typed; ``reasons`` say what was blanked
    out, ``aside`` why none of its figures is one of this year, ``open`` that what it speaks of is not known yet.
    """

    text: str
    quote: str
    numbers: tuple[Said, ...]
    reasons: tuple[Reason, ...] = ()
    aside: Reason = ""
    open: bool = False
    first: bool = False


@cache
def data() -> dict[str, Any]:
    """All words of ``spoken.toml``."""
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


def _numerals() -> str:
    return str(data()["numbers"]["chinese"])


def flat(text: str) -> str:
    """``text`` with half-width digits, full-width punctuation and mistaken characters put right; places are kept."""
    joined = _THOUSANDS.sub(_THOUSAND, text).translate(_FULL)
    return _wrong().sub(lambda match: _right()[match.group()], joined)


@cache
def _right() -> Mapping[str, str]:
    return {wrong: right for right, others in data()["wrong"].items() for wrong in others}


@cache
def _wrong() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, _right())))


def clauses(text: str, own: str = "", year: int | None = None) -> Iterator[Clause]:
    """The clauses of a text in order.

    :param own: the characters with which the agency speaks of itself (县), whose 全县 is its own.
    :param year: the report year, None while it is not known; figures of another one are aside.
    """
    typed = flat(text)
    for sentence in _SENTENCE.finditer(typed):
        period = ""
        for number, (start, end) in enumerate(_stretches(sentence.group())):
            at = sentence.start()
            part, as_typed = typed[at + start : at + end], text[at + start : at + end]
            period = _period(part, year) or period
            clause = _clause(part, as_typed, period, own, not number)
            if clause is not None:
                yield clause


def _stretches(sentence: str) -> Iterator[tuple[int, int]]:
    """The clauses of a sentence: between stops, and between a figure and what is said not to be known of others."""
    for start, end in _between_stops(sentence):
        cut = _cut(sentence[start:end])
        yield from ((start, start + cut), (start + cut, end)) if cut else ((start, end),)


def _cut(stretch: str) -> int:
    """Where words that something is not known yet part from a figure of something else, 0 where they do not.

    网站58条公示栏没统计 is two clauses; 公示栏没统计4 and 没统计公示栏4条 are one, which contradicts itself.
    """
    unknown = _unknown(stretch)
    if unknown is None:
        return 0
    found = tuple(numbers(_masked(stretch)[0]))
    before = [said for said in found if said.end <= unknown[0]]
    if before and not is_neutral(stretch[before[-1].end : unknown[0]]):
        return before[-1].end
    behind = [said for said in found if said.start >= unknown[1]]
    if behind and not (is_neutral(stretch[: unknown[0]]) or is_neutral(stretch[unknown[1] : behind[0].start])):
        return unknown[1]
    return 0


def _unknown(text: str) -> tuple[int, int] | None:
    """Where a stretch says that its figure is not known yet, None where it does not."""
    match = _pattern("small.open").search(text)
    if match is None or _pattern("small.never_open").search(text):
        return None
    end = match.end()
    while (more := _pattern("small.open_end").match(text, end)) is not None:
        end = more.end()
    return None if _pattern("small.open_object").match(text, end) else (match.start(), end)


def _between_stops(sentence: str) -> Iterator[tuple[int, int]]:
    """The stretches of a sentence between commas, and at a 、 or a blank behind a number."""
    start = 0
    for stop in re.finditer(r"[，、：（）]| +", sentence):
        if not _parts(stop, sentence, start):
            continue
        if stop.start() > start:
            yield start, stop.start()
        start = stop.end()
    if start < len(sentence):
        yield start, len(sentence)


def _parts(stop: re.Match[str], sentence: str, start: int) -> bool:
    """Whether a stop parts two clauses; what stands in brackets belongs to what stands before them."""
    sign, before = stop.group()[0], sentence[start : stop.start()]
    if sign in "（：":
        return False
    counted = bool(re.search(rf"[\d{_numerals()}]", before))
    if sign == "、":
        return counted
    if sign == " ":
        following = sentence[stop.end() : stop.end() + 1]
        return not (
            _measure().match(sentence, stop.end())
            or following in data()["small"]["none_of_it"]
            or (following.isdigit() and not counted)
        )
    return True


@cache
def _measure() -> re.Pattern[str]:
    return re.compile("|".join(data()["numbers"]["measures"]))


def _period(text: str, year: int | None) -> str:
    """Which period the figures are of from these words on, "" where they do not say it."""
    spoken_of = _pattern("period.carried").sub("", _pattern("aside.change").sub("", text))
    for name in ("other", "part", "own"):
        if _pattern(f"period.{name}").search(spoken_of):
            return name
    named = {int(each) for each in re.findall(r"(?<!\d)(20\d\d)年", spoken_of)}
    if year is None or not named or re.search(r"20\d\d年\d{1,2}月", spoken_of):
        return ""
    return "own" if year in named else "other"


def _clause(text: str, typed: str, period: str, own: str, first: bool) -> Clause | None:
    text, reasons = _masked(text)
    aside = period if period in ("other", "part") else ""
    text = _pattern("small.nothing").sub(_nothing, text)
    elsewhere = _pattern("period.elsewhere").search(text)
    if elsewhere and not (own and own in elsewhere.group()):
        aside = "elsewhere"
    found = tuple(numbers(text))
    if found and _is_vague(text, found):
        aside = aside or "vague"
    if found and _unknown(text) is not None:
        aside = aside or OPEN
    is_open = bool(_pattern("small.open").search(text)) and not found
    if not text.strip(_MASK + " “”\"'"):
        return Clause("", typed.strip(), (), reasons) if reasons else None
    return Clause(text, typed.strip(), found, reasons, aside, is_open, first)


def _nothing(match: re.Match[str]) -> str:
    """没收到一件, 一件都没: the numeral blanked out, the words left."""
    return _pattern("small.one").sub(_MASK * 2, match.group())


def _masked(text: str) -> tuple[str, tuple[Reason, ...]]:
    """``text`` with all that looks like a figure and is none blanked out."""
    reasons: list[Reason] = []
    for name in data()["aside"]:
        blanked = _pattern(f"aside.{name}").sub(lambda match: _MASK * len(match.group()), text)
        if blanked != text:
            reasons.append(name)
        text = blanked
    return text, tuple(reasons)


def _is_vague(text: str, found: tuple[Said, ...]) -> bool:
    if _pattern("numbers.vague_anywhere").search(text):
        return True
    for said in found:
        after, before = text[said.start : said.end + 3], text[: said.start]
        if _pattern("numbers.vague").search(after) or re.search(
            f"(?:{_pattern('numbers.vague_before').pattern})$", before
        ):
            return True
    return False


def is_neutral(text: str) -> bool:
    """Whether nothing is left of ``text`` but words that change no meaning."""
    return not _pattern("counts.neutral").sub("", text.replace(_MASK, ""))


def is_denied(clause: Clause, said: Said) -> bool:
    """Whether a number stands right behind a word that there is none: 没有4条."""
    return bool(_pattern("small.not_so_much").search(clause.text[: said.start]))


def says_nothing(clause: Clause) -> bool:
    """Whether a clause says by itself, naming nothing, that there was none: 都没有."""
    return bool(_pattern("small.bare_none").fullmatch(clause.text.strip(_MASK + " ")))


def numbers(text: str) -> Iterator[Said]:
    """The numbers of a stretch of words that count something, in any of the usual shapes: 3件, 三件, 3, 1.2万条."""
    for match in _number().finditer(text):
        digits, chinese, scale, unit = match["digits"], match["chinese"], match["scale"] or "", match["unit"] or ""
        rest = text[match.end() :]
        if _is_no_count(match, text, unit, rest):
            continue
        value = Decimal(digits.replace(_THOUSAND, "")) if digits else _from_chinese(chinese)
        if value is None:
            continue
        value *= data()["numbers"]["scales"].get(scale, 1)
        if unit in (money := data()["numbers"]["money"]):
            value, unit = value * money[unit], "元"
        yield Said(value, unit, match.start(), match.end())


def _is_no_count(match: re.Match[str], text: str, unit: str, rest: str) -> bool:
    if (
        match["chinese"] is not None
        and not unit
        and (len(match["chinese"]) == 1 or (bool(rest) and rest[0] not in "，、。）"))
    ):
        return True  # 统一, 单一, 一是: a Chinese numeral without its measure word may be part of any word
    return bool(_pattern("numbers.not_after").match(rest)) or (unit == "" and rest.startswith("分"))


@cache
def _number() -> re.Pattern[str]:
    units = "|".join(data()["numbers"]["measures"])
    return re.compile(
        rf"(?<!{_pattern('numbers.not_before').pattern})(?<![\d{_numerals()}])"
        rf"(?:(?P<digits>\d{{1,3}}(?:{_THOUSAND}\d{{3}})+(?!\d)|\d+(?:\.\d+)?)|(?P<chinese>[{_numerals()}]+))"
        rf"(?P<scale>(?<=\d)[{''.join(data()['numbers']['scales'])}](?!元))?(?P<unit>{units})?"
    )


@cache
def _from_chinese(text: str) -> Decimal | None:
    from cn2an import cn2an  # type: ignore[import-untyped]

    for sign, shape in data()["numbers"]["as_read"].items():
        text = text.replace(sign, shape)
    try:
        return Decimal(cn2an(text, "smart"))
    except (ValueError, KeyError):
        return None


# -- labels --------------------------------------------------------------------------------------
@cache
def _pattern(name: str) -> re.Pattern[str]:
    """The pattern at a dotted name of the file."""
    group, _, key = name.partition(".")
    return re.compile(data()[group][key])


@cache
def _labels(group: str) -> tuple[re.Pattern[str], tuple[tuple[str, str], ...]]:
    """All words of a table as one pattern, with the kind and name of each group of it."""
    table = data()[group]
    found = [
        (_expanded(text), kind.removesuffix("s"), name)
        for kind in ("rows", "columns")
        for name, texts in table.get(kind, {}).items()
        for text in texts
    ]
    found += [(_expanded(text), kind, "") for kind in ("noun", "other_topic", "done") for text in table.get(kind, ())]
    found.sort(key=lambda each: len(each[0]), reverse=True)
    found += [(data()["small"][kind], kind, "") for kind in ("rest", "all", "none")]
    pattern = "|".join(f"(?P<g{number}>{text})" for number, (text, _, _) in enumerate(found))
    return re.compile(pattern), tuple((kind, name) for _, kind, name in found)


def _expanded(text: str) -> str:
    return _NAME.sub(lambda match: f"(?:{data()['period'][match[1]]})", text)


def tokens(clause: Clause, group: str) -> tuple[Token, ...]:
    """The labels of a table and the numbers of a clause, in order; a word within a label is none of its own."""
    pattern, names = _labels(group)
    spans = [(said.start, said.end) for said in clause.numbers]
    found = [Token("number", "", said.start, said.end, said) for said in clause.numbers]
    text = clause.text
    for start, end in spans:
        text = text[:start] + "＃" * (end - start) + text[end:]
    for match in pattern.finditer(text):
        kind, name = names[int(str(match.lastgroup)[1:])]
        found.append(Token(kind, name, match.start(), match.end()))
    return tuple(sorted(found, key=lambda token: token.start))


def by_number(found: tuple[Token, ...]) -> list[tuple[Said | None, tuple[Token, ...]]]:
    """Each number of a clause with the labels that belong to it; (None, labels) where there is no number.

    收到3件公开2件: labels stand before; 2件公开1件不掌握: behind; 收到3件2件个人1件公司: the first has its label
    before, the others behind.
    """
    said = [token for token in found if token.said is not None]
    tail = next((place for place, token in enumerate(found) if token.kind in ("all", "rest")), len(found))
    if len(said) > 1 and tail < len(found) and said[-1].start < found[tail].start:
        return [*by_number(found[:tail]), *by_number(found[tail:])]
    labels = tuple(token for token in found if token.said is None)
    if len(said) < 2:
        return [(said[0].said if said else None, labels)]
    naming = [token for token in labels if token.kind in ("row", "column")]
    behind = bool(naming) and naming[-1].start > said[-1].start
    places = [token.start for token in said]
    groups: list[list[Token]] = [[] for _ in said]
    for label in labels:
        earlier = sum(place < label.start for place in places)
        if behind:
            groups[0 if not earlier else earlier - 1].append(label)
        else:
            groups[min(earlier, len(said) - 1)].append(label)
    return [(token.said, tuple(group)) for token, group in zip(said, groups, strict=True)]
