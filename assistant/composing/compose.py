"""The whole report: each paragraph rendered in its wording, the clerk's own text laid over, tables put in."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from assistant import resources
from assistant.composing.assembly import OPENING, Assembled, Chooser, SaidSentence, assemble, fitting, stands
from assistant.composing.book import COUNT, SUBJECT, Book, Material, book
from assistant.composing.build import PREFACE, PlannedParagraph
from assistant.composing.foreign import confined, remembered
from assistant.composing.former import FormerSentence
from assistant.composing.turns import turns
from assistant.composing.typed import settle, unmark
from assistant.composing.values import PLACE, Reading
from assistant.document import Block, Document, FigureTable, Heading, Paragraph, Section, Signature
from assistant.errors import DataFileError
from assistant.report import Figures, Report, printable, read
from assistant.standard import SectionSchema, chinese_date
from assistant.texts import DATA_FILES

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

    ``wordings`` counts from 0: under a paragraph's key its plan, under ``<paragraph>/<sentence>`` the
    wording of a sentence. Keys that a report does not have are kept and ignored, and so are numbers that
    are too high. ``former`` are sentences of last year's report that the clerk took in the place of the book's,
    under ``<paragraph>/<slot>``; one whose meaning no longer fits is kept and not printed.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    wordings: Mapping[str, WordingIndex] = {}
    edits: Mapping[str, Edit] = {}
    former: Mapping[str, FormerSentence] = {}

    def with_wording(self, key: str, index: int) -> Self:
        """A copy that uses plan or wording ``index``. :raises ValidationError: negative."""
        return self._with(wordings={**self.wordings, key: index})

    def with_edit(self, key: str, text: str, based_on: str) -> Self:
        """A copy with the clerk's text for the paragraph. :raises ValidationError: as :class:`Edit`."""
        return self._with(edits={**self.edits, key: Edit(text=text, based_on=based_on)})

    def without_edit(self, key: str) -> Self:
        """A copy in which the paragraph is generated again."""
        return self._with(edits={other: edit for other, edit in self.edits.items() if other != key})

    def with_former(self, key: str, sentence: FormerSentence) -> Self:
        """A copy with a sentence of last year in the slot at ``key``."""
        return self._with(former={**self.former, key: sentence})

    def without_former(self, key: str) -> Self:
        """A copy in which the slot at ``key``, or every slot of the paragraph at ``key``, is worded by the book."""
        kept = {slot: one for slot, one in self.former.items() if key not in (slot, slot.partition("/")[0])}
        return self._with(former=kept)

    def _with(self, **changed: object) -> Self:
        present = {"wordings": self.wordings, "edits": self.edits, "former": self.former}
        return type(self).model_validate({**present, **changed})


NO_CLERK_TEXT = ClerkText()


HEADING = "heading"
"""In the key of a choice, behind a section: how the headings of its aspects end."""
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
    return tuple(drafter.generated(drafter.book.build.paragraph(key)).values())


@confined
def paragraph_keys(templates: Path | None = None) -> tuple[str, ...]:
    """The keys of all paragraphs a report may have, in printed order."""
    return tuple(paragraph.key for paragraph in _book(templates).build.paragraphs)


@confined
def check_own_facts(asked: Container[str], templates: Path | None = None) -> None:
    """Hold what sentences use of answers to questions of offices against the questions that are asked, by path.

    :raises DataFileError: a sentence or wording uses one that nobody asks.
    """
    for path, place in _book(templates).own_facts():
        if path not in asked:
            raise DataFileError(*DATA_FILES.refusal("sentences.no_fact", place=place, path=path))


@confined
def try_wordings(report: Report, applicable: Mapping[str, str], templates: Path | None = None) -> Document:
    """The report as :func:`compose` gives it, after every wording that these answers give has been rendered once.

    :raises DataFileError: a wording fails.
    """
    drafter = _Drafter(report, applicable, NO_CLERK_TEXT, _book(templates))
    for planned in drafter.book.build.paragraphs:
        material = drafter.material(planned)
        for held in material.held.values():
            place = f"{planned.file}：{held.sentence.key}"
            for wording in held.sentence.wordings:
                drafter.book.render(wording, {**material.context, SUBJECT: "", COUNT: "1"}, place)
    return drafter.document()


@dataclass(frozen=True)
class Phrasing:
    """How a paragraph is put: the plan taken, those that fit its facts, and its sentences in printed order.

    ``names`` are the names of all plans, by number; ``text`` is the first printed paragraph.
    """

    key: str
    plan: int
    fitting: tuple[int, ...]
    names: tuple[str, ...]
    sentences: tuple[SaidSentence, ...]
    text: str = ""

    @property
    def next_plan(self) -> int:
        """The plan after the one taken, among those that fit."""
        later = [number for number in self.fitting if number > self.plan]
        return later[0] if later else self.fitting[0]


@confined
def phrasing(
    report: Report, applicable: Mapping[str, str], clerk: ClerkText, key: str, templates: Path | None = None
) -> Phrasing:
    """How the planned paragraph behind ``key`` is put, before any edit.

    :raises KeyError: the report has no such paragraph.
    :raises DataFileError: as :func:`compose`.
    """
    drafter = _Drafter(report, applicable, clerk, _book(templates))
    planned = drafter.book.build.paragraph(key)
    made = drafter.assembled(planned)[0]
    names = tuple(plan.name for plan in drafter.book.phrases(planned).plan)
    return Phrasing(planned.key, made.plan, made.plans, names, made.sentences, next(iter(made.texts), ""))


@confined
def fitting_choices(
    report: Report, applicable: Mapping[str, str], key: str, printed: Sequence[str]
) -> Mapping[str, int] | None:
    """The clerk's choices with which the planned paragraph behind ``key`` prints exactly ``printed``.

    Only those that differ from the usual ones; None when there are none. For reading a report back.

    :raises KeyError: the report has no such paragraph.
    :raises DataFileError: as :func:`compose`.
    """
    drafter = _Drafter(report, applicable, NO_CLERK_TEXT, _book(None))
    planned = drafter.book.build.paragraph(key)
    return fitting(drafter.book, planned, drafter.material(planned), drafter.chooser(), printed)


@confined
def sentences_stand(
    report: Report, applicable: Mapping[str, str], key: str, source: str, printed: Sequence[str]
) -> bool:
    """Whether every sentence made from the answer ``source`` stands in ``printed`` in one of its wordings.

    A sentence that waits for another answer is not looked for.

    :raises KeyError: the report has no such paragraph.
    :raises DataFileError: as :func:`compose`.
    """
    drafter = _Drafter(report, applicable, NO_CLERK_TEXT, _book(None))
    planned = drafter.book.build.paragraph(key)
    return stands(drafter.book, planned, drafter.material(planned), source, printed)


@remembered
def own_turns(key: str, path: str, counts: bool = False) -> tuple[str, ...]:
    """Patterns that find the answer at ``path`` (group "v") in what a planned paragraph prints, by our own wordings.

    :param counts: whether the answer is a whole number.
    :raises KeyError: the report has no such paragraph.
    """
    known = _book(None)
    return tuple(turns(known, known.build.paragraph(key), path, counts))


@remembered
def is_named(key: str, path: str) -> bool:
    """Whether a planned paragraph looks at the answer at ``path``. :raises KeyError: no such paragraph."""
    known = _book(None)
    phrases = known.phrases(known.build.paragraph(key))
    sources = (*phrases.define.values(), *(part for one in phrases.sentence for part in one.needs + one.wordings))
    return any(path in source for source in sources)


@remembered
def choices(key: str) -> Mapping[str, int]:
    """All that can be chosen in a paragraph, by the key under which :class:`ClerkText` keeps it: of how many.

    :raises KeyError: the report has no such paragraph.
    """
    known = _book(None)
    planned = known.build.paragraph(key)
    phrases = known.phrases(planned)
    sentences = {f"{planned.key}/{one.key}": len(one.wordings) for one in phrases.sentence}
    return {planned.key: len(phrases.plan), f"{planned.key}/{OPENING}": len(phrases.openings), **sentences}


@remembered
def joint_slots(key: str) -> Mapping[str, frozenset[str]]:
    """The slots of a paragraph whose sentence says what several others say, and these others.

    :raises KeyError: the report has no such paragraph.
    """
    known = _book(None)
    return known.phrases(known.build.paragraph(key)).covers


@confined
def plan_names(key: str) -> tuple[str, ...]:
    """What the plans of a paragraph are called. :raises KeyError: no such paragraph."""
    shipped = _book(None)
    return tuple(plan.name for plan in shipped.phrases(shipped.build.paragraph(key)).plan)


@remembered
def pending_words() -> str:
    """What an answer that is still missing prints as, with ``{label}`` for its label."""
    return _book(None).build.words.pending


def pending_mark() -> re.Pattern[str]:
    """What an answer that is still missing prints as, whatever its label; for showing it apart."""
    before, after = pending_words().split("{label}")
    return re.compile(f"{re.escape(before)}.*?{re.escape(after)}")


def _book(templates: Path | None) -> Book:
    return book(templates if templates is not None else resources.folder(_FOLDER))


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
        assembled, sources = self.assembled(planned)
        made: dict[str, Paragraph] = {}
        for place, text in enumerate(assembled.texts, start=1):
            key = planned.key if place == 1 else f"{planned.key}.{place}"
            made[key] = Paragraph(key, text, sources, "pending" if assembled.waiting else "written")
        return made

    def assembled(self, planned: PlannedParagraph) -> tuple[Assembled, tuple[str, ...]]:
        """The paragraph put together, and the answers it is made from."""
        material = self.material(planned)
        made = assemble(self.book, planned, material, self.chooser())
        return made, material.reading.touched

    def material(self, planned: PlannedParagraph) -> Material:
        """What a paragraph has to say."""
        return self.book.material(planned, self._reading())

    def chooser(self) -> Chooser:
        """How this agency chooses in this year."""
        agency = self.report.agency
        return Chooser(agency.name or "", agency.year or 0, self.clerk.wordings, self.clerk.former)

    def _reading(self) -> Reading:
        chooser = self.chooser()
        places = {
            fact: names[chooser.number(f"{PLACE}/{fact}", len(names))] for fact, names in self.book.build.places.items()
        }
        return Reading(self.report, self.applicable, self.book.build.words, places)

    def _section(self, section: SectionSchema) -> Section:
        blocks: list[Block] = list(self._paragraphs(section.key))
        # An aspect of which nothing was told is left out; the numbers go on without a gap.
        numbers = (aspect.number for aspect in section.aspects)
        for aspect in section.aspects:
            paragraphs = list(self._paragraphs(section.key, aspect.key))
            if paragraphs:
                heading = f"{next(numbers)}{aspect.title}{self._heading_end(section.key)}"
                blocks += [Heading(f"{section.key}.{aspect.key}.heading", heading), *paragraphs]
        if section.table:
            blocks.append(self._table(section))
        return Section(section.key, section.heading, tuple(blocks))

    def _heading_end(self, section: str) -> str:
        """What stands behind the titles of a section's aspects: 情况, or nothing."""
        ends = self.book.build.headings.get(section, ("",))
        return ends[self.chooser().number(f"{section}/{HEADING}", len(ends))]

    def _table(self, section: SectionSchema) -> FigureTable:
        figures: Figures | None = read(self.report, section.key) if section.key in self.applicable else None
        if figures is not None:
            return figures.printed()
        known = self.report.standard
        return FigureTable(section.table, dict.fromkeys(known.tables[section.table].cells, ""), format=known.key)

    def _paragraphs(self, section: str, aspect: str = "") -> Iterator[Paragraph]:
        for planned in self.book.build.within(section, aspect):
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
