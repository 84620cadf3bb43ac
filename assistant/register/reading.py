"""A file → a register: told by its content, the right sheet chosen, its rows read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from assistant.confined import Confined, Limits, Listener, Lost, tell
from assistant.errors import NotRegular
from assistant.files import read_regular
from assistant.reading.messages import quote
from assistant.register.bounds import MAX_FILE_BYTES, MAX_ROWS, READING_MEMORY, READING_SECONDS
from assistant.register.headings import Headings, find_headings
from assistant.register.messages import enumerated, quoted, refused, sentence, word
from assistant.register.model import Ledger
from assistant.register.rows import RowReader, read_day
from assistant.register.sheet import Sheet, read_delimited
from assistant.register.spreadsheets import read_old_workbook, read_open_document
from assistant.register.vocabulary import words
from assistant.register.workbook import is_open_document, read_workbook

More = ParamSpec("More")
Value = TypeVar("Value")

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_COMPOUND = b"\xd0\xcf\x11\xe0"
"""Old office files, and new ones behind a password (MS-CFB §2.2)."""

_APART = Confined(Limits(READING_MEMORY, READING_SECONDS, waiting=15 * READING_SECONDS, answer=300_000_000))
_LOST = {"memory": "bomb", "time": "too_many_cells", "failed": "damaged", "start": "unreachable"}
_PAGES = (b"<!doctype", b"<html", b"<table", b"<?xml", b"<meta", b"<head", b"mime-version:")
_HEAD = 512
_MEGABYTE = 1024 * 1024


def read_ledger(path: Path, listener: Listener | None = None) -> Ledger:
    """The register in a file: a workbook (.xlsx, .xls, .et, .ods), or a text with commas, semicolons or tabs (.csv).

    Never writes, never computes a formula, never opens a connection. ``listener`` is told now and then how many rows
    of a workbook were read, and gives the reading up by raising, which is then raised here.

    :raises UnreadableLedger: the file cannot be read or has no such columns; the sentence says why and what to do.
    """
    return read_ledger_bytes(load_sheet_file(path), path.name or str(path), listener)


def load_sheet_file(path: Path) -> bytes:
    """The bytes of a file that may be a register. :raises UnreadableLedger: it cannot be read."""
    name = path.name or str(path)
    try:
        if path.is_dir():
            raise refused("folder", name)
        data = read_regular(path, MAX_FILE_BYTES)
        if len(data) > MAX_FILE_BYTES:
            raise refused("too_large", name, size=path.stat().st_size // _MEGABYTE)
    except FileNotFoundError:
        raise refused("missing", name) from None
    except PermissionError:
        raise refused("denied", name) from None
    except NotRegular:
        raise refused("not_a_file", name) from None
    except (OSError, ValueError):
        raise refused("unreachable", name) from None
    return data


def read_ledger_bytes(data: bytes, name: str, listener: Listener | None = None) -> Ledger:
    """The register in ``data``, recognised by its content. ``name`` only serves messages.

    Workbooks are read in a process with bounds: what a file does to the libraries cannot be told beforehand.

    :raises UnreadableLedger: as :func:`read_ledger`.
    """
    return in_bounds(listener, _ledger, data, name)


def in_bounds(
    listener: Listener | None,
    read: Callable[Concatenate[bytes, str, More], Value],
    data: bytes,
    name: str,
    *more: More.args,
    **options: More.kwargs,
) -> Value:
    """What ``read`` makes of a file; of a workbook in a process with bounds.

    :raises UnreadableLedger: the process was lost, or whatever ``read`` raises.
    """
    if not data.startswith((*_ZIP, _COMPOUND)) or len(data) > MAX_FILE_BYTES:
        return read(data, name, *more, **options)
    try:
        return _APART.followed(listener or (lambda _: None), read, data, name, *more, **options)
    except Lost as error:
        raise refused(_LOST[error.why], name) from None


def _ledger(data: bytes, name: str) -> Ledger:
    candidates = [_candidate(sheet) for sheet in sheets_in(data, name)]
    best = max(candidates, key=lambda candidate: candidate.weight, default=None)
    if best is None or not best.headings.complete:
        raise _without_columns(best, name)
    read = _together(best, candidates)
    if sum(candidate.reader.count() for candidate in read) > MAX_ROWS:
        raise refused("too_many_rows", name, limit=MAX_ROWS)
    tell(sum(candidate.reader.count() for candidate in read))
    several = len(read) > 1
    rows = tuple(row for candidate in read for row in candidate.reader.rows(candidate.sheet.name if several else ""))
    remarks = (remark for candidate in read for remark in candidate.reader.remarks())
    skipped = (*_other_sheets(read, candidates), *_other_columns(best), *remarks)
    columns: dict[str, str] = {role: place.heading for role, place in best.headings.columns.items()}
    return Ledger(name, columns, rows, skipped)


@dataclass(frozen=True)
class _Candidate:
    sheet: Sheet
    headings: Headings
    reader: RowReader

    @property
    def weight(self) -> tuple[object, ...]:
        """Visible sheets first, then the one that has more of a register, then the one with more rows."""
        rows = self.reader.count() if self.headings.complete else 0
        return self.headings.complete, not self.sheet.hidden, len(self.headings.columns), rows


def _candidate(sheet: Sheet) -> _Candidate:
    headings = find_headings(sheet)
    return _Candidate(sheet, headings, RowReader(sheet, headings))


def sheets_in(data: bytes, name: str) -> list[Sheet]:
    """The sheets of a workbook or a delimited text. :raises UnreadableLedger: it is neither, or out of bounds."""
    if not data.strip():
        raise refused("empty", name)
    if len(data) > MAX_FILE_BYTES:
        raise refused("too_large", name, size=len(data) // _MEGABYTE)
    if data.startswith(_ZIP):
        return read_open_document(data, name) if is_open_document(data) else read_workbook(data, name)
    if data.startswith(_COMPOUND):
        return read_old_workbook(data, name)
    if data[:_HEAD].removeprefix(b"\xef\xbb\xbf").lstrip().lower().startswith(_PAGES):
        raise refused("web_page", name)
    return read_delimited(data, name)


def _without_columns(best: _Candidate | None, name: str) -> Exception:
    needed = {"applicant": word("applicant"), "outcome": word("outcome")}
    found = {} if best is None else best.headings.columns
    if "applicant" not in found and "outcome" not in found:
        return refused("no_headings", name, **needed)
    printed = quoted(place.heading for place in found.values())
    return refused("no_outcome" if "applicant" in found else "no_applicant", name, found=printed, **needed)


def _together(best: _Candidate, candidates: list[_Candidate]) -> list[_Candidate]:
    """The sheets that make one register: by the month, with the same headings; only the best one where they overlap."""
    headings = [place.heading for place in best.headings.columns.values()]
    alike = [
        other
        for other in candidates
        if other.headings.complete
        and other.reader.count()
        and other.sheet.hidden == best.sheet.hidden
        and [place.heading for place in other.headings.columns.values()] == headings
    ]
    if len(alike) < 2:
        return [best]
    if all(words().part_of_year.search(candidate.sheet.name) for candidate in alike):
        return alike
    numbers = [row.note for candidate in alike for row in candidate.reader.rows()]
    return alike if all(numbers) and len(set(numbers)) == len(numbers) else [best]


def _other_sheets(read: list[_Candidate], candidates: list[_Candidate]) -> Iterator[str]:
    """Sheets read together, and those that are registers as well; which years they are of is not guessed."""
    if len(read) > 1:
        yield sentence(
            "skipped", "together", count=len(read), sheets=quoted(candidate.sheet.name for candidate in read)
        )
    best = read[0]
    rivals = [
        sentence(
            "skipped",
            "hidden_sheet" if other.sheet.hidden else "other_sheet",
            sheet=quote(other.sheet.name),
            count=other.reader.count(),
        )
        for other in candidates
        if other not in read and other.sheet.name and other.headings.complete and other.reader.count()
    ]
    if rivals:
        yield sentence("skipped", "other_sheets", sheets=enumerated(rivals), sheet=quote(best.sheet.name))


def _unused_dates(best: _Candidate) -> list[str]:
    """The headings of columns that hold days and were not used."""
    sheet, headings = best.sheet, best.headings
    told = {place.column for places in (*headings.rivals.values(), *headings.dropped.values()) for place in places}
    told |= {place.column for place in headings.columns.values()}
    unused = []
    for column in range(1, max((len(row) for row in sheet.rows.values()), default=0) + 1):
        heading = sheet.text(headings.last_row, column)
        if column in told or not words().dates.search(heading) or words().extension.search(heading):
            continue
        values = (sheet.value(line, column) for line in sorted(sheet.rows) if line > headings.last_row)
        if any(read_day(value) is not None for value in islice(values, _LOOKED_AT)):
            unused.append(heading)
    return unused


_LOOKED_AT = 50
"""Rows of a column in which a day is looked for."""


def _other_columns(best: _Candidate) -> Iterator[str]:
    headings = best.headings
    missing = [role for role in ("received", "done") if role not in headings.columns]
    if missing and (unused := _unused_dates(best)):
        columns = quoted(unused)
        yield sentence("skipped", "unused_dates", columns=columns, received=word("received"), done=word("done"))
    for role, places in headings.rivals.items():
        yield sentence(
            "skipped",
            "other_columns",
            columns=quoted(place.heading for place in places),
            role=word(role),
            column=quote(headings.columns[role].heading),
        )
    for role, places in headings.dropped.items():
        columns = quoted(place.heading for place in places)
        yield sentence("skipped", "unsure_columns", columns=columns, role=word(role))
