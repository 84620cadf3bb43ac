"""Numbering, measure words, vague figures, length."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.checks.examination import Examination
from assistant.checks.model import Hit, hit
from assistant.checks.passages import SubHeading
from assistant.checks.registry import rule
from assistant.document import Paragraph
from assistant.language.mentions import Mention
from assistant.language.passage import plain
from assistant.language.words import pattern, table, words

_LONGEST = 1000


@rule("numbering")
def numbering(examination: Examination) -> Iterator[Hit]:
    """一、→（一）→1.→（1）, each series without a gap."""
    known = {section.key: section for section in examination.standard.sections}
    for section in examination.document.sections:
        schema = known.get(section.key)
        heading = plain(section.heading)
        if schema is not None and not heading.startswith(f"{schema.number}、"):
            yield hit("shape", section.key, (), (heading,), heading=section.heading, expected=f"{schema.number}、")
    for section in examination.document.sections:
        yield from _second_level([heading for heading in examination.sub_headings if heading.section == section.key])


def _second_level(headings: list[SubHeading]) -> Iterator[Hit]:
    """Second-level headings that carry a number carry the next one in （一）（二）（三）.

    A heading over a statutory aspect is of the second level whatever its numeral looks like. Of
    headings with a numeral of another shape only the first is named: the others follow it.
    """
    numbers = words("headings.second_level")
    place, aspects, shaped = 0, {""}, False
    for heading in headings:
        second = heading.level == 2 or heading.aspect not in aspects
        aspects.add(heading.aspect)
        if not second or not pattern("headings.number").match(heading.text):
            continue
        expected = numbers[min(place, len(numbers) - 1)]
        place += 1
        message = ""
        if not pattern("headings.second").match(heading.text):
            message, shaped = "" if shaped else "shape", True
        elif not heading.text.startswith(expected):
            message, place = "sequence", _place_of(heading.text, place)
        if message:
            printed = (heading.text,)
            yield hit(message, heading.section, (heading.key,), printed, heading=heading.text, expected=expected)


def _place_of(text: str, otherwise: int) -> int:
    """Where a series goes on after a heading out of turn."""
    numbers = words("headings.second_level")
    return next((place + 1 for place, number in enumerate(numbers) if text.startswith(number)), otherwise)


@rule("measure-word")
def measure_word(examination: Examination) -> Iterator[Hit]:
    """Applications go by 件, items on the web by 条, people trained by 人次."""
    for statement in examination.statements:
        quantity = statement.quantity
        expected = table("measure_words.expected")["requests"]
        if (
            statement.about == "requests"
            and quantity
            and quantity.unit not in ("", expected, *words("measure_words.fine"))
        ):
            yield _measure(statement.passage.section, statement.passage.key, statement.quote, quantity.unit, expected)
    for sentence in examination.sentences:
        for mention in sentence.mentions:
            name = _counted(mention)
            if name:
                passage = sentence.passage
                expected = table("measure_words.expected")[name]
                yield _measure(passage.section, passage.key, mention.quote, mention.quantity.unit, expected)


def _counted(mention: Mention) -> str:
    """What a number with the wrong measure word counts: "items", "people" or ""."""
    for name in ("items", "people"):
        wrong = mention.quantity.unit in words(f"measure_words.wrong.{name}")
        if wrong and pattern(f"measure_words.{name}").search(mention.left):
            return name
    return ""


def _measure(section: str, key: str, quote: str, found: str, expected: str) -> Hit:
    return hit("word", section, (key,), (quote,), quote=quote, found=found, expected=expected)


@rule("vague-figure")
def vague_figure(examination: Examination) -> Iterator[Hit]:
    """A figure of the report is exact: no 余, 多, 约."""
    for sentence in examination.sentences:
        if sentence.passage.section != "overview":
            continue
        for mention in sentence.mentions:
            quote = mention.quantity.text
            if mention.quantity.vague and mention.quantity.unit and not pattern("vague.allowed").search(quote):
                yield hit("vague", "overview", (sentence.passage.key,), (quote,), quote=quote)


@rule("no-figure")
def no_figure(examination: Examination) -> Iterator[Hit]:
    """Each aspect of section one gives a figure, or says in words that there was none."""
    for aspect in examination.standard.sections[0].aspects:
        own = [
            passage
            for passage in examination.passages
            if passage.aspect == aspect.key and passage.section == "overview"
        ]
        keys = {passage.key for passage in own}
        text = "".join(passage.text for passage in own)
        counted = any(sentence.mentions for sentence in examination.sentences if sentence.passage.key in keys)
        if own and not counted and not pattern("figures.in_words").search(text):
            yield hit("none", "overview", tuple(passage.key for passage in own), (), aspect=aspect.title)


@rule("edited-outdated")
def edited_outdated(examination: Examination) -> Iterator[Hit]:
    """A paragraph in the clerk's own words is looked at again when the answers behind it have changed."""
    document = examination.document
    parts = [("preface", paragraph) for paragraph in document.preface]
    parts += [(part.key, item) for part in document.sections for item in part.blocks if isinstance(item, Paragraph)]
    for section, paragraph in parts:
        if paragraph.state != "stale":
            continue
        now, own = _numbers(paragraph.replaced), _numbers(paragraph.text)
        added = [number for number in now if number not in own]
        gone = [number for number in own if number not in now]
        fields = {"start": paragraph.text[:12], "replaced": paragraph.replaced[:30]}
        fields |= {"added": "、".join(added) or "—", "gone": "、".join(gone) or "—"}
        name = "figures" if added or gone else "words"
        yield hit(name, section, (paragraph.key,), (paragraph.text, paragraph.replaced), **fields)


def _numbers(text: str) -> list[str]:
    """The numbers of a text with their measure word, each once: ``26条``."""
    return list(dict.fromkeys(match.group() for match in pattern("figures.measured").finditer(plain(text))))


@rule("jiezhi")
def jiezhi(examination: Examination) -> Iterator[Hit]:
    """截至 a time, not 截止."""
    for passage in examination.passages:
        for match in pattern("wording.jiezhi").finditer(passage.text):
            yield hit("word", passage.section, (passage.key,), (match.group(),), quote=match.group())


@rule("too-long")
def too_long(examination: Examination) -> Iterator[Hit]:
    """Section one has at most 1000 characters, headings left out."""
    count = sum(len(passage.text) for passage in examination.passages if passage.section == "overview")
    if count > _LONGEST:
        yield hit("long", "overview", (), (str(count),), count=count)
