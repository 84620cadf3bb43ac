"""The text of a report in reading order: each paragraph with its section and the aspect it belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from assistant.document import Document, Heading, Paragraph, Section
from assistant.language.passage import Passage, plain
from assistant.language.words import pattern, table
from assistant.standard import Aspect, Standard


class SubHeading(NamedTuple):
    """A heading inside a section, alone on its line or in front of a paragraph, and its aspect."""

    section: str
    key: str
    text: str
    level: int
    aspect: str


def passages(document: Document) -> tuple[Passage, ...]:
    """All paragraphs in reading order, the preface first."""
    found = [Passage("preface", "", part.key, plain(part.text), pending=_pending(part)) for part in document.preface]
    for section in document.sections:
        found += _section(section, document.standard)
    return tuple(found)


def sub_headings(document: Document) -> tuple[SubHeading, ...]:
    """All headings inside sections in reading order."""
    known, found = document.standard, list[SubHeading]()
    for section in document.sections:
        for block in section.blocks:
            if isinstance(block, Heading):
                aspect = aspect_of(section.key, block, known)
                found.append(SubHeading(section.key, block.key, plain(block.text), block.level, aspect))
            elif isinstance(block, Paragraph) and (run := _run_on(section.key, plain(block.text), known)):
                found.append(SubHeading(section.key, block.key, run[0], 2, run[1]))
    return tuple(found)


def aspect_of(section: str, heading: Heading, known: Standard) -> str:
    """The statutory aspect that a heading stands for, or ""."""
    if heading.key in {f"{section}.{aspect.key}" for aspect in _aspects(section, known)}:
        return heading.key.partition(".")[2]
    return _aspect_in(section, plain(heading.text), known)


def _section(section: Section, known: Standard) -> Iterator[Passage]:
    aspect, first = "", True
    for block in section.blocks:
        if isinstance(block, Heading):
            found = aspect_of(section.key, block, known)
            if found or block.level <= 2:
                aspect, first = found, True
        elif isinstance(block, Paragraph):
            text, heading = plain(block.text), ""
            run = _run_on(section.key, text, known)
            if run:
                heading, aspect = run
                first = True
            yield Passage(section.key, aspect, block.key, text, first, heading, _pending(block))
            first = False


def _pending(part: Paragraph) -> bool:
    return part.state == "pending"


def _run_on(section: str, text: str, known: Standard) -> tuple[str, str] | None:
    """The sub-heading that a paragraph begins with and its aspect: ``（一）主动公开情况。按照…``."""
    if not _aspects(section, known):
        return None
    match = pattern("headings.run_on").match(text)
    if not match:
        return None
    aspect = _aspect_in(section, match.group(), known)
    return (match.group(), aspect) if aspect else None


def _aspect_in(section: str, heading: str, known: Standard) -> str:
    bare = pattern("headings.number").sub("", heading)
    for aspect in _aspects(section, known):
        if re.search(table(f"aspects.{section}")[aspect.key], bare):
            return aspect.key
    return ""


def _aspects(section: str, known: Standard) -> tuple[Aspect, ...]:
    return next((found.aspects for found in known.sections if found.key == section), ())
