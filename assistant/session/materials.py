"""Papers at hand: a summary, a list of published items, a register; what they tell is shown before it is taken."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.document import Document
from assistant.interview.facts import Fact, Told, called
from assistant.language.spoken import Left
from assistant.reading import REPORT_ENDINGS, UnreadableFile, read_file, read_rows
from assistant.register import Published, UnreadableLedger, cases_of, load_sheet_file, read_ledger_bytes, read_published
from assistant.session.telling import Telling
from assistant.standard import reporting_year
from assistant.texts import TALK

if TYPE_CHECKING:
    from assistant.session.session import Session

SHEET_ENDINGS = (".xlsx", ".xls", ".et", ".ods", ".csv")
MATERIAL_ENDINGS = (*REPORT_ENDINGS, *SHEET_ENDINGS)
"""How the names of the files end that may tell answers."""
_REQUESTS, _WEBSITE, _KINDS = "requests", "overview.website_items", "overview.items_by_kind"
_FEWEST_CHARACTERS = 10
"""A text of fewer characters tells nothing."""
_FEWEST_KINDS, _MOST_KINDS = 2, 20
_SECTIONS = 4
"""Sections that a text without tables must have to be an annual report."""


def report_in(path: Path) -> Document | None:
    """The annual report in a file, None where the file tells something else: a summary, a list, a register.

    :raises NianbaoError: the file cannot be read at all.
    """
    if path.suffix.lower() in SHEET_ENDINGS:
        return None
    try:
        document = read_file(path)
    except UnreadableFile:
        # What cannot be read at all is refused with its reason, and so is what tells nothing.
        if sum(len(text) for row in read_rows(path) for text in row) < _FEWEST_CHARACTERS:
            raise
        return None
    return document if any(document.tables()) or len(document.sections) >= _SECTIONS else None


def read_sheet_or_lines(path: Path) -> None:
    """Whether a file can be read at all. :raises NianbaoError: it cannot; the sentence says why and what to do."""
    if path.suffix.lower() in SHEET_ENDINGS:
        load_sheet_file(path)
    else:
        read_rows(path)


def read_material(session: Session, path: Path) -> Telling:
    """What a file tells. May read for long: for a thread.

    :raises NianbaoError: the file cannot be read; the sentence says why and what to do.
    """
    if path.suffix.lower() not in SHEET_ENDINGS:
        return Telling(session, _text_of(path), path.name)
    data, year = load_sheet_file(path), session.interview.report.agency.year or reporting_year(session.today)
    try:
        ledger = read_ledger_bytes(data, path.name)
    except UnreadableLedger:
        return _of_list(session, read_published(data, path.name, year), path.name)
    found = cases_of(ledger, year)
    raw = [case.model_dump() for case in found.cases]
    told = Told((Fact(_REQUESTS, raw, path.name),) if raw else ())
    return Telling(session, "", path.name, told, (*ledger.skipped, *found.left_out))


def _text_of(path: Path) -> str:
    """The text of a file, a row of a table as one line."""
    return "\n".join("；".join(filter(None, row)) for row in read_rows(path))


def _of_list(session: Session, found: Published, name: str) -> Telling:
    facts, left = list(_channels(session, found, name)), []
    if found.channels:
        unknown = [channel for channel in found.channels if called(session.script, channel) is None]
        left = [
            Left(TALK.say("material.channel", name=each, count=found.channels[each]), "unclear") for each in unknown
        ]
    if _FEWEST_KINDS <= len(found.kinds) <= _MOST_KINDS:
        entries = [{"kind": kind, "count": str(count)} for kind, count in found.kinds.items()]
        facts.append(Fact(_KINDS, entries, name))
    return Telling(session, "", name, Told(tuple(facts), tuple(left)), found.notes)


def _channels(session: Session, found: Published, name: str) -> Iterator[Fact]:
    """The items by channel; a list without such a column was exported by the website."""
    if not found.channels:
        if found.total:
            yield Fact(_WEBSITE, str(found.total), name)
        return
    counts: dict[str, int] = {}
    for channel, count in found.channels.items():
        question = called(session.script, channel)
        if question is not None:
            counts[question.key] = counts.get(question.key, 0) + count
    yield from (Fact(key, str(count), name) for key, count in counts.items())
