"""Where the text of a report stands among the paragraphs that a drafted report has.

A report has at most one text for each planned paragraph ("overview.proactive"); whatever a file
prints between two of them belongs to the one before it, its sub-headings with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pydantic_core import PydanticCustomError

from assistant.composing import paragraph_keys
from assistant.document import Document, FigureTable, Heading, Paragraph, Section
from assistant.last_year.vocabulary import message, pattern
from assistant.reading.messages import quote
from assistant.reading.recognise.vocabulary import fold, vocabulary
from assistant.report import printable
from assistant.standard import Standard

_PREFACE, _PROBLEMS, _OTHER = "preface", "problems", "other"
_FOUND, _FORMER, _MEASURES = "problems.found", "problems.former", "problems.measures"
_FEES, _MATTERS = "other.fees", "other.matters"
_ENDS = "。！？；：…，、.!?;:)）”’》】"


@dataclass
class Placement:
    """The printed paragraphs of each planned one, in order; ``notes`` name what could not stay where it was."""

    texts: dict[str, list[str]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    _dropped: int = 0

    def put(self, key: str, text: str) -> None:
        """Add a printed paragraph, without the characters that no document prints."""
        kept = cleaned(text)
        self._dropped += len(text) - len(kept)
        if kept.strip():
            self.texts.setdefault(key, []).append(kept)

    def joined(self, key: str) -> str:
        """All paragraphs under ``key`` as one, "" when there are none."""
        return "".join(closed(self.texts.get(key, ())))

    def said(self, section: str) -> Iterator[str]:
        """The keys of a section that have any text."""
        yield from (key for key in self.texts if key.partition(".")[0] == section)

    def finish(self) -> Placement:
        """Itself, with a note on dropped characters."""
        if self._dropped:
            self.notes.append(message("text", "cleaned", count=self._dropped))
        return self


def place(document: Document) -> Placement:
    """The text of ``document`` by planned paragraph."""
    placement = Placement()
    for paragraph in document.preface:
        placement.put(planned_key(paragraph.key) or f"{_PREFACE}.basis", paragraph.text)
    for section in document.sections:
        _Placer(placement, section, document.standard).place()
    return placement.finish()


def closed(texts: Sequence[str]) -> Iterator[str]:
    """Paragraphs that are to be joined: one that ends without a mark (a sub-heading) gets a full stop."""
    for number, text in enumerate(texts, start=1):
        flat = text.strip()
        yield flat if number == len(texts) or flat.endswith(tuple(_ENDS)) else f"{flat}{message('text', 'stop')}"


class _Placer:
    def __init__(self, placement: Placement, section: Section, known: Standard) -> None:
        self._placement = placement
        self._section = section
        self._standard = known
        self._schema = next((found for found in known.sections if found.key == section.key), None)
        own = [key for key in paragraph_keys() if key.partition(".")[0] == section.key]
        self._current = own[0] if own else _MATTERS
        self._headings: list[str] = []
        self._measures = False

    def place(self) -> None:
        if self._schema is not None and self._schema.table:
            self._lose()
            return
        if self._schema is None and any(isinstance(block, Paragraph) for block in self._section.blocks):
            target = self._standard.section(_OTHER).heading
            self._placement.notes.append(message("text", "moved", heading=quote(self._section.heading), target=target))
            self._headings.append(self._section.heading)
        for block in self._section.blocks:
            if isinstance(block, Heading):
                self._heading(block)
            elif isinstance(block, Paragraph):
                self._paragraph(block)
        self._flush()

    def _lose(self) -> None:
        """The sections of the tables hold nothing else in a drafted report."""
        for block in self._section.blocks:
            if not isinstance(block, FigureTable) and block.text.strip():
                slots = {"heading": self._section.heading, "text": quote(block.text)}
                self._placement.notes.append(message("text", "lost", **slots))

    def _heading(self, heading: Heading) -> None:
        """A statutory aspect's first heading is printed anyway; any other is text."""
        aspects = self._schema.aspects if self._schema is not None else ()
        if heading.key not in {f"{self._section.key}.{aspect.key}.heading" for aspect in aspects}:
            self._headings.append(heading.text)

    def _paragraph(self, paragraph: Paragraph) -> None:
        self._current = self._target(paragraph)
        self._flush()
        self._placement.put(self._current, paragraph.text)

    def _flush(self) -> None:
        for text in self._headings:
            self._placement.put(self._current, text)
        self._headings = []

    def _target(self, paragraph: Paragraph) -> str:
        key = planned_key(paragraph.key)
        if key:
            return key
        if self._section.key == _OTHER:
            return _FEES if vocabulary().fees.search(fold(paragraph.text)) else _MATTERS
        return self._part(paragraph.text) if self._section.key == _PROBLEMS else self._current

    def _part(self, text: str) -> str:
        """Whether a paragraph of section five without a heading of its own tells problems or measures."""
        if vocabulary().former.search(fold(text[:80])):
            return _FORMER
        self._measures = self._measures or bool(pattern("measures").search(text.strip()))
        return _MEASURES if self._measures else _FOUND


def planned_key(key: str) -> str:
    """The planned paragraph that a printed one's key means, its number left out, or ""."""
    base, _, number = key.rpartition(".")
    bare = base if number.isdecimal() else key
    return bare if bare in paragraph_keys() else ""


def cleaned(text: str) -> str:
    """``text`` without the characters that no document prints."""
    return text if _prints(text) else "".join(character for character in text if _prints(character))


def _prints(text: str) -> bool:
    try:
        printable(text)
    except PydanticCustomError:
        return False
    return True
