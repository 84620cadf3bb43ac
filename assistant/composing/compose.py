"""The whole report: each paragraph rendered in its wording, the clerk's own text laid over, tables put in."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from assistant import resources
from assistant.composing.book import Book, book
from assistant.composing.foreign import confined
from assistant.composing.plan import PREFACE, PlannedParagraph
from assistant.composing.typed import settle, unmark
from assistant.composing.values import Reading
from assistant.document import Block, Document, FigureTable, Heading, Paragraph, Section, Signature
from assistant.report import Figures, Report, printable, read
from assistant.standard import SectionSchema, chinese_date

MAX_PARAGRAPH = 40_000


def one_paragraph(text: str) -> str:
    """The lines of a pasted paragraph run on: hard line breaks are the editor's, not the report's."""
    return printable("".join(line.strip() for line in text.replace("\t", " ").splitlines()))


ParagraphText = Annotated[str, StringConstraints(max_length=MAX_PARAGRAPH), AfterValidator(one_paragraph)]
WordingIndex = Annotated[int, Field(ge=0, strict=True)]


class Edit(BaseModel):
    """A paragraph in the clerk's own words.

    ``text`` replaces the generated text (line breaks are run together; "" leaves the paragraph
    out); ``based_on`` is the generated text that it replaced.

    :raises ValidationError: more than 40,000 characters, or type ``control_character``.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: ParagraphText
    based_on: ParagraphText


class ClerkText(BaseModel):
    """The clerk's choices by paragraph key; frozen, changed by copies. Stored in drafts as TOML.

    ``wordings`` counts from 0. Keys of paragraphs that a report does not have are kept and ignored.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    wordings: Mapping[str, WordingIndex] = {}
    edits: Mapping[str, Edit] = {}

    def with_wording(self, key: str, index: int) -> Self:
        """A copy that uses wording ``index`` for the paragraph. :raises ValidationError: negative."""
        return self._with(wordings={**self.wordings, key: index})

    def with_edit(self, key: str, text: str, based_on: str) -> Self:
        """A copy with the clerk's text for the paragraph. :raises ValidationError: as :class:`Edit`."""
        return self._with(edits={**self.edits, key: Edit(text=text, based_on=based_on)})

    def without_edit(self, key: str) -> Self:
        """A copy in which the paragraph is generated again."""
        return self._with(edits={other: edit for other, edit in self.edits.items() if other != key})

    def _with(self, **changed: object) -> Self:
        return type(self).model_validate({"wordings": self.wordings, "edits": self.edits, **changed})


NO_CLERK_TEXT = ClerkText()


_FOLDER = "templates"


@confined
def compose(
    report: Report,
    applicable: Mapping[str, str],
    clerk: ClerkText = NO_CLERK_TEXT,
    templates: Path | None = None,
    sections: Container[str] | None = None,
) -> Document:
    """The report as it would be printed now.

    ``applicable`` names, for every question on the interview's current path, its answer key and a
    short Chinese label. An applicable answer that is missing prints as a mark with its label; an
    answer that does not apply is as if it had never been given. ``templates`` is another folder of
    templates than the shipped one. Of the six sections only those in ``sections`` are put into words,
    all when None; title, preface and signature always are.

    :raises DataFileError: a template does not fit the answers (never the clerk's doing).
    """
    return _Drafter(report, applicable, clerk, _book(templates)).document(sections)


@confined
def generated_text(
    report: Report,
    applicable: Mapping[str, str],
    clerk: ClerkText,
    key: str,
    templates: Path | None = None,
) -> str:
    """The text of one paragraph before the clerk's edit is laid over it; "" when it is left out.

    :raises KeyError: the report has no such paragraph.
    :raises DataFileError: as :func:`compose`.
    """
    made = generated_paragraphs(report, applicable, clerk, key, templates)
    return next((paragraph.text for paragraph in made if paragraph.key == key), "")


@confined
def generated_paragraphs(
    report: Report,
    applicable: Mapping[str, str],
    clerk: ClerkText,
    key: str,
    templates: Path | None = None,
) -> tuple[Paragraph, ...]:
    """All that the templates make of the planned paragraph behind ``key``, before any edit: none, one or several.

    :raises KeyError: the report has no such paragraph.
    :raises DataFileError: as :func:`compose`.
    """
    drafter = _Drafter(report, applicable, clerk, _book(templates))
    return tuple(drafter.generated(drafter.book.plan.paragraph(key)).values())


@confined
def paragraph_keys() -> tuple[str, ...]:
    """The keys of all paragraphs a report may have, in printed order."""
    return tuple(paragraph.key for paragraph in _book(None).plan.paragraphs)


@confined
def wording_count(key: str) -> int:
    """How many wordings a paragraph has. :raises KeyError: no such paragraph."""
    return len(wording_names(key))


@confined
def wording_names(key: str) -> tuple[str, ...]:
    """What its wordings are called, for the clerk to choose. :raises KeyError: no such paragraph."""
    return _book(None).plan.paragraph(key).wordings


@confined
def default_wording(key: str, agency_name: str) -> int:
    """The wording an agency begins with, from 0: the same every year, another at the neighbours'.

    :raises KeyError: no such paragraph.
    """
    return _default_wording(_book(None).plan.paragraph(key), agency_name)


@cache
@confined
def pending_mark() -> re.Pattern[str]:
    """What an answer that is still missing prints as, whatever its label; for showing it apart."""
    before, after = _book(None).plan.words.pending.split("{label}")
    return re.compile(f"{re.escape(before)}.*?{re.escape(after)}")


def _book(templates: Path | None) -> Book:
    return book(templates if templates is not None else resources.folder(_FOLDER))


def _default_wording(paragraph: PlannedParagraph, agency_name: str) -> int:
    digest = hashlib.sha256(f"{agency_name}\n{paragraph.key}".encode()).digest()
    return int.from_bytes(digest[:4], "big") % len(paragraph.wordings)


@dataclass(frozen=True)
class _Drafter:
    """One report being put into words."""

    report: Report
    applicable: Mapping[str, str]
    clerk: ClerkText
    book: Book

    def document(self, wanted: Container[str] | None = None) -> Document:
        agency = self.report.agency
        reading = self._reading()
        context = reading.context()
        signed = agency.signed_on
        return Document(
            agency=agency.name or "",
            kind=agency.kind or "",
            year=agency.year,
            title=_line(self.book.title(context)),
            preface=tuple(self._paragraphs(PREFACE)),
            sections=tuple(
                self._section(section)
                for section in self.report.standard.sections
                if wanted is None or section.key in wanted
            ),
            signature=Signature(
                agency=_line(str(context["agency"].name)),
                date_text=chinese_date(signed) if signed else _line(str(context["agency"].signed_on)),
                day=signed,
            ),
            self_word=unmark(str(context["agency"].self_word)) if agency.self_word or agency.name else "",
        )

    def generated(self, planned: PlannedParagraph) -> dict[str, Paragraph]:
        """What the templates make of a planned paragraph: none, one or, with numbered keys, several."""
        reading = self._reading()
        rendered = self.book.render(planned.template(self._wording(planned)), reading.context())
        made: dict[str, Paragraph] = {}
        for place, text in enumerate(settle(rendered), start=1):
            key = planned.key if place == 1 else f"{planned.key}.{place}"
            made[key] = Paragraph(key, text, reading.touched, "pending" if reading.waiting else "written")
        return made

    def _wording(self, planned: PlannedParagraph) -> int:
        chosen = self.clerk.wordings.get(planned.key)
        if chosen is not None and chosen < len(planned.wordings):
            return chosen
        return _default_wording(planned, self.report.agency.name or "")

    def _reading(self) -> Reading:
        return Reading(self.report, self.applicable, self.book.plan.words)

    def _section(self, section: SectionSchema) -> Section:
        blocks: list[Block] = list(self._paragraphs(section.key))
        for aspect in section.aspects:
            paragraphs = list(self._paragraphs(section.key, aspect.key))
            if paragraphs:
                heading = f"{aspect.number}{aspect.title}"
                blocks += [Heading(f"{section.key}.{aspect.key}.heading", heading), *paragraphs]
        if section.table:
            blocks.append(self._table(section))
        return Section(section.key, section.heading, tuple(blocks))

    def _table(self, section: SectionSchema) -> FigureTable:
        figures: Figures | None = read(self.report, section.key) if section.key in self.applicable else None
        if figures is not None:
            return figures.printed()
        known = self.report.standard
        return FigureTable(section.table, dict.fromkeys(known.tables[section.table].cells, ""), format=known.key)

    def _paragraphs(self, section: str, aspect: str = "") -> Iterator[Paragraph]:
        for planned in self.book.plan.within(section, aspect):
            made = self.generated(planned)
            for key in self._keys(planned, made):
                paragraph = self._overlaid(key, made.get(key, Paragraph(key, "")))
                if paragraph.text:
                    yield paragraph

    def _keys(self, planned: PlannedParagraph, made: Mapping[str, Any]) -> list[str]:
        """The generated paragraphs, and after them those the clerk edited that are no longer generated."""
        ours = (key for key in self.clerk.edits if _belongs(key, planned) and key not in made)
        kept = sorted(ours, key=lambda key: (len(key), key))
        return [*made, *kept]

    def _overlaid(self, key: str, generated: Paragraph) -> Paragraph:
        """The clerk's text over the generated one.

        A paragraph that the clerk left out comes back once it would read otherwise: nobody has
        decided about that text yet.
        """
        edit = self.clerk.edits.get(key)
        if edit is None:
            return generated
        fresh = edit.based_on == one_paragraph(generated.text)
        text = edit.text if edit.text or fresh else generated.text
        if fresh:
            return Paragraph(key, text, generated.sources, "edited")
        return Paragraph(key, text, generated.sources, "stale", generated.text)


def _belongs(key: str, planned: PlannedParagraph) -> bool:
    base, _, number = key.rpartition(".")
    return key == planned.key or (base == planned.key and number.isdecimal())


def _line(rendered: str) -> str:
    """A title or a name as printed."""
    return "".join(settle(rendered))
