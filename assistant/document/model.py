"""The hub: a report as printed. Checks and exporters read it, composing and reading make it.

Nothing here knows where the text came from beyond the answer keys that a paragraph names.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Literal

from assistant.standard import Standard, TableSchema, standard, standard_of


def _newest() -> str:
    return standard().key


ParagraphState = Literal["written", "edited", "stale", "pending"]


@dataclass(frozen=True)
class Paragraph:
    """One printed paragraph.

    ``key`` is stable ("overview.proactive"); ``sources`` are the keys of the answers it was made
    from. ``state``: "written" by the templates, "edited" by the clerk, "stale" edited by the clerk
    before its figures changed, "pending" when an answer it needs is still missing (``text`` then
    says which). ``replaced`` is what the templates write now in the place of a stale paragraph.
    """

    key: str
    text: str
    sources: tuple[str, ...] = ()
    state: ParagraphState = "written"
    replaced: str = ""


@dataclass(frozen=True)
class Heading:
    """A heading inside a section as printed: ``（一）主动公开情况``. ``level`` is 2 or deeper."""

    key: str
    text: str
    level: int = 2


@dataclass(frozen=True)
class FigureTable:
    """A statutory table as printed: the text in each number cell by path, totals too.

    ``schema_key`` is T2, T3 or T4. A cell that is printed blank is ""; a path that is not in
    ``cells`` is not printed at all. ``departures`` are Chinese phrases, one for each label that a
    reader found renamed, missing or extra; empty for a drafted report. ``format`` is the key of the
    format that the table is held against, the newest where none is named.
    """

    schema_key: str
    cells: Mapping[str, str]
    departures: tuple[str, ...] = ()
    format: str = field(default_factory=_newest)

    @property
    def schema(self) -> TableSchema:
        return standard_of(self.format).tables[self.schema_key]


Block = Paragraph | Heading | FigureTable


@dataclass(frozen=True)
class Section:
    """One of the six sections. ``heading`` is printed whole, with its number: ``一、总体情况``."""

    key: str
    heading: str
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True)
class Signature:
    """Who signs and the date as printed; ``day`` is the date when it could be read."""

    agency: str
    date_text: str
    day: date | None = None


@dataclass(frozen=True)
class Document:
    """A whole report as printed.

    ``kind`` is the key of the agency's kind ("" unknown), ``year`` the report year (None unknown),
    ``self_word`` how the agency calls itself. ``unread`` lists, by place, what a reader met and
    could not take in; ``old_format`` the labels of the 2019 trial tables that it met. Both are
    empty for a drafted report.
    """

    agency: str
    kind: str
    year: int | None
    title: str
    preface: tuple[Paragraph, ...]
    sections: tuple[Section, ...]
    signature: Signature
    self_word: str = ""
    unread: tuple[str, ...] = field(default=())
    old_format: tuple[str, ...] = field(default=())

    @property
    def standard(self) -> Standard:
        """The format of the report: that of its year; where the year is unknown that of its tables, else the newest."""
        if self.year is not None:
            return standard(self.year)
        table = next(self.tables(), None)
        return standard() if table is None else standard_of(table.format)

    def section(self, key: str) -> Section | None:
        """The section of that key, or None when the report lacks it."""
        return next((section for section in self.sections if section.key == key), None)

    def table(self, schema_key: str) -> FigureTable | None:
        """The first table of that schema anywhere in the report, or None."""
        return next((table for table in self.tables() if table.schema_key == schema_key), None)

    def tables(self) -> Iterator[FigureTable]:
        """All statutory tables in printed order."""
        for section in self.sections:
            yield from (block for block in section.blocks if isinstance(block, FigureTable))

    def paragraphs(self) -> Iterator[Paragraph]:
        """All paragraphs in printed order, the preface first."""
        yield from self.preface
        for section in self.sections:
            yield from (block for block in section.blocks if isinstance(block, Paragraph))


_SEPARATORS = re.compile(r"(?<=\d)[,，](?=\d{3}(?!\d))")
_NOTES = re.compile(
    "[\u00b2\u00b3\u00b9\u2070-\u209c\u2460-\u2487\u24ea-\u24ff\u2776-\u2793\u3251-\u325f\u32b1-\u32bf]+"
)
"""What marks a note: raised and lowered digits and signs, digits in a circle or in brackets (①, ⑴, ❶)."""
_APART = re.compile(r"(?<=[\d.,，])\s+(?=[\d.,，])")
_SPACES = re.compile(r"\s+")
_BETWEEN = "\0"
"""Stands for the white between two digits while other white space is taken out: no file's text holds it."""
_PLAIN = re.compile(r"-?\d+(?:\.\d+)?")
_ANNOTATED = re.compile(
    r"(?P<number>-?\d{1,28}(?:\.\d{1,9})?)(?:件次|件|条|个|次|宗|起|份|部|项|例|则|万元|万)?(?P<remark>[(\[][^\d()\[\]][^()\[\]]*[)\]])?"
)
_BLANK = {"", "/", "-", "—", "——", "无"}


def normalise(text: str) -> str:
    """A cell's text with half-width digits, without spaces, thousands separators and what nobody sees."""
    flat = unicodedata.normalize("NFKC", text)
    if not flat.isdigit():
        # Pages and Word files are full of zero-width spaces and joiners (category Cf).
        flat = "".join(
            character for character in flat if not character.isspace() and unicodedata.category(character) != "Cf"
        )
    return _SEPARATORS.sub("", flat)


def is_blank(text: str) -> bool:
    """Whether a cell is printed empty, or with a stroke where a 0 is meant."""
    return normalise(text) in _BLANK


def one_line(text: str) -> str:
    """A cell's text as it is printed, on one line: as :func:`normalise`, but digits that stand apart stay apart.

    Marks of notes (raised and lowered digits, digits in circles and brackets) are left out; like white space they
    part the digits around them.
    """
    if text.isascii() and text.isdigit():
        return text
    flat = unicodedata.normalize("NFKC", _NOTES.sub(" ", text))
    seen = "".join(character for character in flat if unicodedata.category(character) != "Cf")
    return _SEPARATORS.sub("", _SPACES.sub("", _APART.sub(_BETWEEN, seen.strip()))).replace(_BETWEEN, " ")


def read_number(text: str) -> Decimal | None:
    """The number that a cell prints, or None when it is blank or holds anything but one number.

    Full-width digits and thousands separators are read, marks of notes are not; a unit ("3件") is not a number, and
    two runs of digits are never joined to one.
    """
    flat = one_line(text)
    if not _PLAIN.fullmatch(flat):
        return None
    try:
        return Decimal(flat)
    except InvalidOperation:
        return None


def number_in(text: str) -> Decimal | None:
    """As :func:`read_number`, but with a measure word or a remark in brackets behind the number left away.

    22（其中修订16件） is 22. An amount in 元 is none: the tables are in 万元.
    """
    number = read_number(text)
    if number is None and (annotated := _ANNOTATED.fullmatch(one_line(text))):
        number = Decimal(annotated["number"])
    return number


def is_remarked(text: str) -> bool:
    """Whether a cell holds one number and a remark in brackets behind it."""
    return read_number(text) is None and bool((found := _ANNOTATED.fullmatch(one_line(text))) and found["remark"])


def print_number(value: int | Decimal) -> str:
    """A number as the tables print it: Arabic digits, no separators, no trailing zeros."""
    if isinstance(value, int):
        return str(value)
    text = format(value.normalize(), "f")
    return "0" if text == "-0" else text
