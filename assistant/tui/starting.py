"""A draft from a file of the clerk's choice: a draft, last year's report, or this year's that stands already."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from assistant.drafts import Draft, DraftStore
from assistant.drafts.beginning import DRAFT_SUFFIX, begin, taken_over
from assistant.standard import reporting_year

REPORT_SUFFIXES = (".docx", ".html", ".htm", ".txt")


def start_from(store: DraftStore, path: Path, today: date) -> tuple[Draft, tuple[str, ...]]:
    """A new draft on disk made from a file, and what the clerk should know about it.

    A draft file is copied. A report on the year that is due now becomes a draft again; any other
    report is last year's, whose standing answers are suggested.

    :raises NianbaoError: the file cannot be read, or the disk does not take the draft.
    """
    if path.suffix.lower() == DRAFT_SUFFIX:
        return store.import_file(path), ()
    from assistant.intake import read_file

    document = read_file(path)
    if document.year == reporting_year(today):
        draft, notes = taken_over(path)
        return store.save(draft), notes
    return store.create(begin(document, None).report, document.agency, document), ()
