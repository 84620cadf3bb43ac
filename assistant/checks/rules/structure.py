"""Sections, aspects, and what must be said in them (条例第五十条; 30号文)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from assistant.checks.examination import Examination
from assistant.checks.model import Hit, hit
from assistant.checks.passages import SubHeading
from assistant.checks.registry import rule
from assistant.document import Block, Heading, Paragraph
from assistant.language.passage import plain
from assistant.language.words import pattern, table

_MOST = 3
"""Aspects of section one with a heading of their own for the others to be held to theirs."""


@rule("section-missing")
def section_missing(examination: Examination) -> Iterator[Hit]:
    """All six sections are there."""
    present = {section.key for section in examination.document.sections}
    for section in examination.standard.sections:
        if section.key not in present:
            yield hit("missing", section.key, (), (section.key,), heading=section.heading)


@rule("section-order")
def section_order(examination: Examination) -> Iterator[Hit]:
    """The sections stand in the order of the format, each once."""
    order = [section.key for section in examination.standard.sections]
    latest, seen = -1, set()
    for section in examination.document.sections:
        if section.key not in order:
            continue
        place = order.index(section.key)
        if section.key in seen:
            yield hit("twice", section.key, (), (section.key,), heading=section.heading)
        elif place < latest:
            after = examination.standard.sections[place - 1].heading if place else ""
            follows = after or examination.document.title
            yield hit("order", section.key, (), (section.key,), heading=section.heading, after=follows)
        latest = max(latest, place)
        seen.add(section.key)


@rule("section-title")
def section_title(examination: Examination) -> Iterator[Hit]:
    """The titles of the sections are those of the format, numbers aside; there is no seventh section."""
    known = {section.key: section for section in examination.standard.sections}
    for section in examination.document.sections:
        schema = known.get(section.key)
        title = pattern("headings.number").sub("", plain(section.heading))
        if schema is None:
            yield hit("extra", "other", (), (section.heading,), heading=section.heading)
        elif title != schema.title and pattern("headings.bare_number").sub("", title) != schema.title:
            printed = (section.heading,)
            yield hit("title", section.key, (), printed, heading=section.heading, expected=schema.heading)


@rule("aspect-missing")
def aspect_missing(examination: Examination) -> Iterator[Hit]:
    """Section one has the five aspects, as headings, in front of their paragraphs, or by what its paragraphs say."""
    section = examination.standard.sections[0]
    if examination.document.section(section.key) is None:
        return
    headings = [heading for heading in examination.sub_headings if heading.section == section.key]
    headed = {aspect.key for aspect in section.aspects if any(_heads(heading, aspect.key) for heading in headings)}
    said = _said_without_heading(examination, headed, headings)
    missing = [aspect for aspect in section.aspects if aspect.key not in headed | said]
    if missing:
        names = "、".join(aspect.title for aspect in missing)
        yield hit("missing", section.key, (), tuple(aspect.key for aspect in missing), aspects=names)


def _heads(heading: SubHeading, aspect: str) -> bool:
    """Whether a heading is over an aspect; one may be over two: 平台建设和监督保障."""
    if heading.aspect == aspect:
        return True
    named = pattern(f"aspects.overview.{aspect}").search(heading.text)
    return bool(heading.aspect) and bool(named) and bool(pattern("aspects.joined").search(heading.text))


def _said_without_heading(examination: Examination, headed: set[str], headings: Sequence[SubHeading]) -> set[str]:
    """The aspects that paragraphs speak of which stand under no heading of an aspect.

    Where most aspects have their headings, a paragraph before the first of them is only a lead, unless it is numbered.
    """
    section = examination.standard.sections[0].key
    own = [passage for passage in examination.passages if passage.section == section and not passage.aspect]
    if len(headed) >= _MOST:
        led = _before_headings(examination, {heading.key for heading in headings})
        own = [passage for passage in own if passage.key not in led or pattern("headings.number").match(passage.text)]
    return {
        name
        for name in table("aspects.content")
        if any(pattern(f"aspects.content.{name}").search(passage.text) for passage in own)
    }


def _before_headings(examination: Examination, headings: set[str]) -> set[str]:
    """The keys of the paragraphs of section one before its first heading."""
    section = examination.document.section(examination.standard.sections[0].key)
    blocks = section.blocks if section is not None else ()
    return {
        block.key
        for block in takewhile(lambda block: not isinstance(block, Heading) and _key(block) not in headings, blocks)
        if isinstance(block, Paragraph)
    }


def _key(block: Block) -> str:
    return block.key if isinstance(block, Paragraph | Heading) else ""


@rule("aspect-extra")
def aspect_extra(examination: Examination) -> Iterator[Hit]:
    """Section one has no sub-heading beside the five aspects."""
    section = examination.standard.sections[0]
    for heading in examination.sub_headings:
        if heading.section == section.key and heading.level == 2 and not heading.aspect:
            yield hit("extra", section.key, (heading.key,), (heading.text,), heading=heading.text)


@rule("accountability")
def accountability(examination: Examination) -> Iterator[Hit]:
    """A people's government reports assessment, social evaluation and accountability; others may."""
    kind = examination.kind
    if kind is None:
        return
    text = examination.text_of("overview", "problems", "other")
    subjects = table("accountability")
    missing = [subject for subject in subjects if not pattern(f"accountability.{subject}").search(text)]
    if kind.government and missing:
        names = "、".join(missing)
        yield hit("government", "overview", (), tuple(missing), missing=names)
    elif not kind.government and len(missing) == len(subjects):
        yield hit("other", "overview", (), tuple(missing))
