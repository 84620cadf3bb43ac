"""A copy of the report that somebody has changed → what of it differs from the draft, and the draft with it taken over.

Figures become answers, text becomes the clerk's own paragraphs. What cannot be taken over is named.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any, Literal

from pydantic import ValidationError

from assistant.composing import ClerkText, compose, generated_paragraphs, paragraph_keys
from assistant.composing.compose import MAX_PARAGRAPH
from assistant.document import Document, FigureTable, Heading, is_blank, normalise, print_number
from assistant.interview import Interview, Script, read_cell
from assistant.last_year.alignment import align, flat
from assistant.last_year.figures import table_sections
from assistant.reading.messages import quote
from assistant.report import Figures, Origins, Report, RequestFigures, figures_class, read, with_answer
from assistant.standard import SectionSchema, chinese_date
from assistant.texts import RETURNED

_NAMED = 3
"""Cells named in one note."""
_MOST_GUESSES = 6
"""Answers of one paragraph whose figure has changed; with more the paragraph is taken as text."""
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_CONTEXT = 14
"""Characters that are shown before and behind what differs in a text."""
_COUNTS = ("integer", "money")
_NAME, _SIGNED = "agency.name", "agency.signed_on"


@dataclass(frozen=True)
class Change:
    """One difference that can be taken over.

    ``kind``: a cell of a table, another answer, or the text of a planned paragraph. ``key`` is the question, of a
    text the planned paragraph; ``cell`` the path in the table. ``value`` is what becomes the answer or the cell;
    ``texts`` are the paragraphs that become the clerk's own, none where the paragraph was deleted. ``follows``: the
    copy says what the draft says, but no longer what the changed figures make of it.
    """

    kind: Literal["cell", "answer", "text"]
    key: str
    title: str
    before: str
    after: str
    cell: str = ""
    value: Any = None
    texts: tuple[str, ...] = ()
    follows: bool = False

    @property
    def excerpts(self) -> tuple[str, str]:
        """Both texts on one line, without most of what they begin and end with alike; "" for one that is nothing."""
        texts = [RETURNED.say("title.break").join(text.split("\n")) for text in (self.before, self.after)]
        if not all(texts):
            return texts[0], texts[1]
        begin = _common(texts[0], texts[1])
        end = min(_common(texts[0][::-1], texts[1][::-1]), *(len(text) - begin for text in texts))
        first, last = max(begin - _CONTEXT, 0), max(end - _CONTEXT, 0)
        more = RETURNED.say("title.cut")
        before, after = (
            f"{more if first else ''}{text[first : len(text) - last]}{more if last else ''}" for text in texts
        )
        return before, after


def _common(one: str, other: str) -> int:
    """How many characters two texts have in common at their beginning."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (first, second) in pairs if first != second), min(len(one), len(other)))


@dataclass(frozen=True)
class Comparison:
    """All that differs, figures before text, each in printed order; ``notes`` name what cannot be taken over.

    ``texts`` are the paragraphs of the copy by planned paragraph, ``headings`` what stands over each of them.
    """

    changes: tuple[Change, ...]
    notes: tuple[str, ...]
    texts: Mapping[str, Sequence[str]]
    headings: Mapping[str, str]


@dataclass(frozen=True)
class Work:
    """The answers, their origins and the clerk's text."""

    report: Report
    clerk: ClerkText
    origins: Origins


def compare(work: Work, script: Script, theirs: Document) -> Comparison:
    """What ``theirs``, a copy of the report of ``work``, says otherwise.

    :raises DataFileError: a script or a template does not fit.
    """
    return _Comparer(work, script, theirs).compare()


def merged(work: Work, script: Script, changes: Iterable[Change]) -> Work:
    """``work`` with some of the changes taken over: figures first, then text over what they make of it.

    :raises DataFileError: a script or a template does not fit.
    """
    taken = list(changes)
    report, origins, clerk = work.report, work.origins, work.clerk
    for change in taken:
        if change.kind != "text":
            report = _with_value(report, change)
            origins = origins.given(change.key, "file")
    applicable = Interview(script, report).applicable
    for change in taken:
        if change.kind == "text":
            clerk = _with_texts(report, applicable, clerk, change.key, change.texts)
    return Work(report, clerk, origins)


def _with_value(report: Report, change: Change) -> Report:
    if change.kind == "answer":
        return with_answer(report, change.key, change.value)
    figures = _figures(report, change.key)
    return with_answer(report, change.key, figures.with_cell(change.cell, change.value))


def _figures(report: Report, key: str) -> Figures:
    """The table at ``key``, an empty one where it is not answered."""
    kind = figures_class(key)
    assert kind is not None, key
    figures: Figures | None = read(report, key)
    return kind.of({}, report.agency.year) if figures is None else figures


def _with_texts(
    report: Report, applicable: Mapping[str, str], clerk: ClerkText, key: str, texts: Sequence[str]
) -> ClerkText:
    """The clerk's text with ``texts`` in the place of a planned paragraph; what the templates print so is no edit."""
    for printed in [other for other in clerk.edits if _belongs(other, key)]:
        clerk = clerk.without_edit(printed)
    generated = {made.key: made.text for made in generated_paragraphs(report, applicable, clerk, key)}
    pieces = list(chain.from_iterable(map(_pieces, texts)))
    numbered = [key, *(f"{key}.{number}" for number in range(2, max(len(pieces), len(generated)) + 1))]
    for place, printed in enumerate(numbered):
        text, ours = pieces[place] if place < len(pieces) else "", generated.get(printed, "")
        if flat(text) != flat(ours):
            clerk = clerk.with_edit(printed, text, ours)
    return clerk


def _belongs(key: str, planned: str) -> bool:
    base, _, number = key.rpartition(".")
    return key == planned or (base == planned and number.isdecimal())


def _pieces(text: str) -> Iterator[str]:
    """A text in parts that a paragraph can hold; nearly always itself."""
    for start in range(0, len(text), MAX_PARAGRAPH):
        yield text[start : start + MAX_PARAGRAPH]


def _note(name: str, /, **slots: object) -> str:
    return RETURNED.say(f"note.{name}", **slots)


class _Comparer:
    def __init__(self, work: Work, script: Script, theirs: Document) -> None:
        self._work, self._script, self._theirs = work, script, theirs
        self._ours = self._composed(work.report)
        self._made = self._ours
        """What the draft prints with the figures found so far."""
        self._text = align(self._ours, theirs)
        self._compared = [key for key in paragraph_keys() if key.partition(".")[0] not in self._text.missing]
        self._changes: list[Change] = []
        self._notes: list[str] = []

    def compare(self) -> Comparison:
        for section in table_sections(self._ours.standard):
            self._table(section)
        self._identity()
        self._numbers_in_text()
        self._paragraphs()
        self._name_what_is_left()
        headings = {key: text or RETURNED.say("title.preface") for key, text in self._text.headings.items()}
        return Comparison(tuple(self._changes), tuple(self._notes), self._text.theirs, headings)

    # -- tables --------------------------------------------------------------------------------
    def _table(self, section: SectionSchema) -> None:
        table = self._theirs.table(section.table)
        if table is None:
            self._notes.append(_note("table", heading=section.heading))
            return
        before = _figures(self._work.report, section.key)
        after = before
        for path, cell in before.table_schema.cells.items():
            if not cell.derived:
                after = self._cell(section, table, after, path)
        changed = after.cells != before.cells
        if changed and isinstance(before, RequestFigures) and before.cases:
            self._notes.append(_note("cases", count=len(before.cases)))
        self._gaps(section, table, before)
        self._totals(section, table, after)

    def _cell(self, section: SectionSchema, table: FigureTable, figures: Figures, path: str) -> Figures:
        """The figures with what the copy prints in a cell; a blank one or one without a number stays."""
        text, cell = table.cells.get(path, ""), figures.table_schema.cells[path]
        if not normalise(text):
            return figures
        value = 0 if is_blank(text) else read_cell(text, cell.unit)
        before = figures.cells.get(path, 0)
        if value == before:
            return figures
        try:
            changed = figures.with_cell(path, value)
        except ValidationError:
            self._notes.append(_note("unreadable", heading=section.heading, cell=cell.name, text=quote(text)))
            return figures
        title = RETURNED.say("title.cell", heading=section.heading, cell=cell.name)
        after = changed.cells.get(path, 0)
        self._changes.append(
            Change("cell", section.key, title, print_number(before), print_number(after), cell=path, value=after)
        )
        return changed

    def _gaps(self, section: SectionSchema, table: FigureTable, before: Figures) -> None:
        """Cells of the copy that say nothing. A blank one says that there is nothing where the draft has nothing."""
        cells = {path: cell for path, cell in before.table_schema.cells.items() if not cell.derived}
        missing = [cell.name for path, cell in cells.items() if path not in table.cells]
        blank = [
            cell.name
            for path, cell in cells.items()
            if path in table.cells and not normalise(table.cells[path]) and before.cells.get(path, 0)
        ]
        for name, found in (("missing", missing), ("blank", blank)):
            if found:
                more = RETURNED.say("note.more") if len(found) > _NAMED else ""
                listed = RETURNED.say("note.listing").join(found[:_NAMED]) + more
                self._notes.append(_note(name, heading=section.heading, count=len(found), cells=listed))

    def _totals(self, section: SectionSchema, table: FigureTable, after: Figures) -> None:
        values = after.values()
        for path, cell in after.table_schema.cells.items():
            printed = table.cells.get(path, "")
            if cell.derived and not is_blank(printed) and read_cell(printed, cell.unit) != values[path]:
                slots = {"cell": cell.name, "printed": quote(printed), "sum": print_number(values[path])}
                self._notes.append(_note("total", heading=section.heading, **slots))

    # -- who reports, signed when --------------------------------------------------------------
    def _identity(self) -> None:
        ours, theirs = self._ours, self._theirs
        if theirs.agency and flat(theirs.agency) != flat(ours.agency):
            signed = theirs.signature.agency
            if flat(signed) == flat(theirs.agency):
                self._answer(_NAME, ours.agency, theirs.agency, theirs.agency)
            else:
                self._notes.append(_note("signature", signed=quote(signed), titled=quote(theirs.agency)))
        day, printed = theirs.signature.day, theirs.signature.date_text
        if day is None:
            if printed and flat(printed) != flat(ours.signature.date_text):
                self._notes.append(_note("date", text=quote(printed)))
        elif day != self._work.report.agency.signed_on:
            self._answer(_SIGNED, ours.signature.date_text, chinese_date(day), day)

    def _answer(self, key: str, before: str, after: str, value: str | date | int) -> None:
        """An answer that differs; what cannot be one is left to the text."""
        try:
            with_answer(self._work.report, key, value)
        except ValidationError:
            if key == _SIGNED:
                self._notes.append(_note("date", text=quote(after)))
            return
        self._changes.append(Change("answer", key, self._script.question(key).title, before, after, value=value))

    # -- text ----------------------------------------------------------------------------------
    def _composed(self, report: Report) -> Document:
        return compose(report, Interview(self._script, report).applicable, self._work.clerk)

    def _differing(self, document: Document) -> list[str]:
        """The planned paragraphs that the copy prints otherwise than ``document``, in printed order."""
        printed, theirs = _by_key(document), self._text.theirs
        return [key for key in self._compared if _flat(theirs.get(key)) != _flat(printed.get(key))]

    def _numbers_in_text(self) -> None:
        """Changed figures of a paragraph of the templates become answers where they explain the copy's text."""
        if self._changes:
            self._made = self._composed(self._taken.report)
        for key in self._differing(self._made):
            ours = [part for part in self._made.paragraphs() if _belongs(part.key, key)]
            theirs = self._text.theirs.get(key, [])
            if any(part.state != "written" for part in ours) or len(ours) != len(theirs):
                continue
            sources = {source for part in ours for source in part.sources}
            texts = "\n".join(part.text for part in ours), "\n".join(theirs)
            self._explain(self._guesses(self._taken.report, sources, *texts))

    @property
    def _taken(self) -> Work:
        """The draft with the changes found so far."""
        return merged(self._work, self._script, self._changes)

    def _guesses(self, report: Report, sources: Iterable[str], before: str, after: str) -> list[Change]:
        """The answers whose figure stands where the copy has another one, if nothing but figures differs."""
        if _NUMBER.sub("0", flat(before)) != _NUMBER.sub("0", flat(after)):
            return []
        pairs = zip(_NUMBER.findall(flat(before)), _NUMBER.findall(flat(after)), strict=True)
        changed = {was: now for was, now in pairs if was != now}
        found = []
        for question in (question for question in self._script.questions if question.key in sources):
            answer = read(report, question.key) if question.kind in _COUNTS else None
            figure = "" if answer is None else print_number(answer)
            if now := changed.get(figure):
                found.append(Change("answer", question.key, question.title, figure, now, value=read_cell(now)))
        return found

    def _explain(self, guesses: Sequence[Change]) -> None:
        """Takes those guesses that make the text of one paragraph the copy's and no other paragraph unlike it."""
        if not guesses or len(guesses) > _MOST_GUESSES:
            return
        differing = len(self._differing(self._made))
        alone = [[guess] for guess in guesses] if len(guesses) > 1 else []
        for tried in (list(guesses), *alone):
            try:
                work = merged(self._work, self._script, [*self._changes, *tried])
            except ValidationError:
                continue
            made = self._composed(work.report)
            if len(self._differing(made)) < differing:
                self._changes += tried
                self._made = made
                return

    def _paragraphs(self) -> None:
        printed = _by_key(self._made)
        for key in self._differing(self._made):
            theirs = tuple(self._text.theirs.get(key, ()))
            follows = _flat(theirs) == _flat(self._text.ours.get(key))
            made = printed.get(key, [])
            before = made if follows else self._text.ours.get(key, made)
            title = self._text.headings.get(key) or RETURNED.say("title.preface")
            texts = "\n".join(before), "\n".join(theirs)
            self._changes.append(Change("text", key, title, *texts, texts=theirs, follows=follows))

    # -- what is left --------------------------------------------------------------------------
    def _name_what_is_left(self) -> None:
        text, theirs = self._text, self._theirs
        self._notes += [_note("section", heading=heading) for heading in text.missing.values()]
        for before, after in text.renamed:
            name = "heading" if after else "heading_gone"
            self._notes.append(_note(name, before=before, after=quote(after)))
        self._notes += [_note("homeless", heading=heading, text=quote(lost)) for heading, lost in text.homeless]
        work = self._taken
        document = compose(work.report, Interview(self._script, work.report).applicable, work.clerk)
        self._notes += [_note("heading_alone", before=heading) for heading in _headings_gone(self._ours, document)]
        title = document.title
        if theirs.title and flat(theirs.title) != flat(title):
            self._notes.append(_note("title", after=quote(theirs.title)))
        if theirs.unread:
            self._notes.append(_note("unread", count=len(theirs.unread), first=theirs.unread[0]))


def _headings_gone(before: Document, after: Document) -> list[str]:
    """The headings of ``before`` that ``after`` does not print any more."""
    printed = {block.key for section in after.sections for block in section.blocks if isinstance(block, Heading)}
    headings = (block for section in before.sections for block in section.blocks if isinstance(block, Heading))
    return [heading.text for heading in headings if heading.key not in printed]


def _by_key(document: Document) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for paragraph in document.paragraphs():
        base, _, number = paragraph.key.rpartition(".")
        found.setdefault(base if number.isdecimal() else paragraph.key, []).append(paragraph.text)
    return found


def _flat(texts: Sequence[str] | None) -> list[str]:
    return [flat(text) for text in texts or ()]
