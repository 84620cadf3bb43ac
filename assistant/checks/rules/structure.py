"""Sections, aspects, and what must be said in them (条例第五十条; 30号文)."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.checks.examination import Examination
from assistant.checks.model import Hit, hit
from assistant.checks.registry import rule
from assistant.language.passage import plain
from assistant.language.words import pattern, table


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
        elif title != schema.title:
            printed = (section.heading,)
            yield hit("title", section.key, (), printed, heading=section.heading, expected=schema.heading)


@rule("aspect-missing")
def aspect_missing(examination: Examination) -> Iterator[Hit]:
    """Section one has the five aspects, as headings or in front of their paragraphs."""
    section = examination.standard.sections[0]
    if examination.document.section(section.key) is None:
        return
    present = {heading.aspect for heading in examination.sub_headings if heading.section == section.key}
    missing = [aspect for aspect in section.aspects if aspect.key not in present]
    if missing:
        names = "、".join(aspect.title for aspect in missing)
        yield hit("missing", section.key, (), tuple(aspect.key for aspect in missing), aspects=names)


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
