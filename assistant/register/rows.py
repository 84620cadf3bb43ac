"""The rows of a sheet below its headings → applications; what is none is distinguished and said."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Literal

from assistant.reading.messages import quote
from assistant.reading.recognise.signatures import read_date as date_in_words
from assistant.register.bounds import MAX_MERGED_ROWS, MAX_NOTE, MAX_QUOTED, MIN_BAND_COLUMNS
from assistant.register.headings import Headings
from assistant.register.messages import rows_in_words, sentence, word
from assistant.register.model import LedgerRow
from assistant.register.sheet import FIRST_SERIAL_DAY, Sheet, Value, text_of
from assistant.register.vocabulary import Role, applicant_of, fold_words, is_blank, outcome_of, words

_EARLIEST, _LATEST = date(2000, 1, 1), date(2099, 12, 31)
"""The regulation is of 2007; a day outside is a slip of the pen or no date at all."""

_SIGNS = r"[-/.,、\\·‐‑‒–—―]"
"""What stands between the numbers of a date: strokes of any length, points, commas."""

_SEPARATED = re.compile(
    rf"(?P<year>\d{{4}}|\d{{2}})\s*(?:{_SIGNS}|年)\s*(?P<month>\d{{1,2}})\s*(?:{_SIGNS}|月)\s*(?P<day>\d{{1,2}})\s*[日号]?"
    # What may follow a day: a weekday in brackets, half of the day, a time.
    r"\s*(?:\([^()]*\)|星期.|周.)?\s*(?:上午|下午)?"
    r"(?:\s*T?\s*\d{1,2}\s*[:时]\s*\d{1,2}\s*分?(?::\d{1,2}(?:\.\d+)?)?\s*秒?)?(?:Z|[+-]\d\d:?\d\d)?\s*"
)
_COMPACT = re.compile(r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})")
_MONTH = re.compile(rf"(?P<year>\d{{4}})\s*(?:{_SIGNS}|年度?)\s*(?P<month>\d{{1,2}})\s*(?:月份?)?")
_IN_WORDS = re.compile(
    "[〇○零一二三四五六七八九]{4}年[元正一二三四五六七八九十]{1,3}月[一二三四五六七八九十廿卅]{1,4}[日号]?"
)
_FRAME = re.compile(r"^=?[\"'`“‘]+|[\"'`”’]+$")
"""The apostrophe that makes a text of a number, and the formula around a text."""

_CENTURY, _SHORT = 2000, 2
"""What a year of two digits is counted from."""

_SERIAL = re.compile(r"(?P<days>\d{5})(?:\.\d+)?")


def read_day(value: Value, serial_start: date = FIRST_SERIAL_DAY) -> date | None:
    """The calendar day that a cell holds, None when it holds anything else or a day outside 2000–2099.

    Read are date cells, serial day numbers, and texts such as 2024-1-9, 2024.01.09, 2024、1、9, 24.1.9, 2024年1月9日,
    二〇二四年一月九日, 20240109, with or without a time, and a month without its day as its first. A day without a year
    is not guessed.
    """
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return _usual(value)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    flat = _FRAME.sub("", unicodedata.normalize("NFKC", str(value)).strip().replace("。", ".")).strip()
    if _IN_WORDS.fullmatch("".join(flat.split())):
        return date_in_words("".join(flat.split()))
    if isinstance(value, float):
        flat = flat.removesuffix(".0")
    if found := _SEPARATED.fullmatch(flat) or _COMPACT.fullmatch(flat):
        return _calendar(found)
    if found := _SERIAL.fullmatch(flat):
        return _usual(serial_start + timedelta(days=int(found["days"])))
    return _calendar(found) if (found := _MONTH.fullmatch(flat)) else None


def names_month_only(text: str) -> bool:
    """Whether a text is a month without a day: 2024年1月."""
    return _MONTH.fullmatch(_FRAME.sub("", unicodedata.normalize("NFKC", text).strip())) is not None


def _calendar(found: re.Match[str]) -> date | None:
    year, day = int(found["year"]), int(found.groupdict().get("day") or 1)
    try:
        return _usual(date(year + _CENTURY * (len(found["year"]) == _SHORT), int(found["month"]), day))
    except ValueError:
        return None


def _usual(day: date) -> date | None:
    return day if _EARLIEST <= day <= _LATEST else None


RowKind = Literal["application", "footer", "repeated", "continued", "serial_only", "nothing"]
_LEFT_OUT: tuple[RowKind, ...] = ("footer", "repeated", "continued", "serial_only", "nothing")
_TOLD_BY: tuple[Role, ...] = ("applicant", "outcome", "received", "done")
"""The roles of which a row must fill one to be an application."""

# An identity number (GB 11643-1999: six digits of place, a birthday, four more) or a mobile telephone number.
_PERSONAL = re.compile(
    r"(?<!\d)(?:\d{6}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx]|1[3-9]\d{9})(?![\dXx])"
)


class RowReader:
    """Reads the applications of one sheet; afterwards :meth:`remarks` says what was left out."""

    def __init__(self, sheet: Sheet, headings: Headings) -> None:
        self._sheet = sheet
        self._name = ""
        self._last_heading = headings.last_row
        self._columns = {role: place.column for role, place in headings.columns.items()}
        self._printed = {role: place.heading for role, place in headings.columns.items()}
        self._above = _merged_down(sheet, self._columns)
        self._extensions = _columns_of_extensions(sheet, headings.last_row)
        self._bands = {merge.top for merge in sheet.merges if merge.right - merge.left + 1 >= MIN_BAND_COLUMNS}
        self._kinds: dict[RowKind, list[int]] = {}
        self._unread: dict[Role, list[tuple[int, str]]] = {}

    def rows(self, name: str = "") -> list[LedgerRow]:
        """The applications in the order of the file. ``name``: of the sheet, where several are read."""
        self._name = name
        self._unread.clear()
        return [self._row(line) for line in self._lines("application")]

    def count(self) -> int:
        """How many applications the sheet holds."""
        return len(self._lines("application"))

    def remarks(self) -> Iterator[str]:
        """What was left out, what could not be understood, and what was read though it is hidden."""
        for kind in _LEFT_OUT:
            if lines := self._lines(kind):
                serial = self._printed.get("serial", "")
                yield sentence("skipped", kind, rows=rows_in_words(lines), serial=quote(serial))
        yield from self._uncomputed()
        for role, cells in self._unread.items():
            yield from _unread_days(self._printed[role], cells)
        if hidden := self._sheet.hidden_rows.intersection(self._lines("application")):
            yield sentence("skipped", "hidden_rows", rows=rows_in_words(hidden))

    def _lines(self, kind: RowKind) -> list[int]:
        if not self._kinds:
            for line in sorted(self._sheet.rows):
                if line > self._last_heading:
                    self._kinds.setdefault(self._kind(line), []).append(line)
        return self._kinds.get(kind, [])

    def _kind(self, line: int) -> RowKind:
        own = {role: self._sheet.text(line, column) for role, column in self._columns.items()}
        filled = sum(value is not None for value in self._sheet.rows[line])
        if self._is_footer(line, own) or (filled == 1 and line in self._bands):
            return "footer"
        if all(fold_words(own[role]) == self._heading_of(role) for role in ("applicant", "outcome")):
            return "repeated"
        if any(not is_blank(own[role]) for role in _TOLD_BY if role in own):
            return "application"
        if any((line, self._columns[role]) in self._above for role in _TOLD_BY if role in own):
            return "application" if own.get("serial") else "continued"
        return "serial_only" if own.get("serial") and filled == 1 else "nothing"

    def _is_footer(self, line: int, own: Mapping[Role, str]) -> bool:
        """Whether a row begins like a footer and holds nothing that only an application has."""
        first = next((text for value in self._sheet.rows[line] if (text := text_of(value))), "")
        if not "".join(first.split()).startswith(words().footers):
            return False
        if applicant_of(own["applicant"]) is not None or outcome_of(own["outcome"]) is not None:
            return False
        return all(read_day(own.get(role, "")) is None for role in ("received", "done"))

    def _heading_of(self, role: Role) -> str:
        """A heading's own words, without those of the heading above it."""
        return fold_words(self._printed[role].rpartition(word("under", group="", part=""))[2])

    def _row(self, line: int) -> LedgerRow:
        applicant, outcome = self._text("applicant", line), self._text("outcome", line)
        received, done = self._day("received", line), self._day("done", line)
        return LedgerRow(
            line=line,
            applicant_text="" if is_blank(applicant) else applicant,
            outcome_text=self._with_reason("" if is_blank(outcome) else outcome, line),
            received=received,
            done=done,
            note=self._note(line),
            sheet=self._name,
            unread=any(line == at for cells in self._unread.values() for at, _ in cells[-1:]),
            whole_months=any(names_month_only(self._text(role, line)) for role in ("received", "done")),
            extended=self._is_extended(line),
        )

    def _value(self, role: Role, line: int) -> Value:
        """A cell's value, or that of the merged area which reaches down into it."""
        column = self._columns.get(role)
        if column is None:
            return None
        return self._sheet.value(self._above.get((line, column), line), column)

    def _text(self, role: Role, line: int) -> str:
        return text_of(self._value(role, line))

    def _with_reason(self, outcome: str, line: int) -> str:
        """The outcome, with the case beside it where it names only the group and both together are known."""
        reason = self._text("reason", line)
        if not outcome or not reason or outcome_of(outcome) is not None:
            return outcome
        composed = word("composed", group=outcome, part=reason)
        return composed if outcome_of(composed) is not None else outcome

    def _day(self, role: Role, line: int) -> date | None:
        value = self._value(role, line)
        text = text_of(value)
        if is_blank(text):
            return None
        day = read_day(value, self._sheet.serial_start)
        # 办理中 in the place of a day says that there is none, and is no fault.
        if day is None and not (role == "done" and outcome_of(text) == "carried_out"):
            self._unread.setdefault(role, []).append((line, text))
        return day

    def _is_extended(self, line: int) -> bool:
        """Whether a column on extensions says that the time of this application was extended."""
        for column in self._extensions:
            if column <= len(self._sheet.rows[line]):
                text = self._sheet.text(line, column)
                return not is_blank(text) and not words().not_extended.fullmatch(text)
        return False

    def _note(self, line: int) -> str:
        serial = self._text("serial", line)
        return "" if is_blank(serial) or _PERSONAL.search(serial) else serial[:MAX_NOTE]

    def _uncomputed(self) -> Iterator[str]:
        for role, column in self._columns.items():
            lines = [row for row, place in self._sheet.uncomputed if place == column and row > self._last_heading]
            if lines:
                heading = quote(self._printed[role])
                yield sentence("skipped", "uncomputed", rows=rows_in_words(lines), column=heading)


def _columns_of_extensions(sheet: Sheet, heading: int) -> list[int]:
    """The columns, from the left, whose headings in this row name extensions."""
    columns = range(1, len(sheet.rows.get(heading, ())) + 1)
    return [column for column in columns if words().extension.search(sheet.text(heading, column))]


def _merged_down(sheet: Sheet, columns: Mapping[Role, int]) -> dict[tuple[int, int], int]:
    """For each cell of our columns that a merged area reaches down into: the row in which its value stands.

    An area that begins further left spreads another column's text and tells nothing of ours.
    """
    ours = set(columns.values())
    above: dict[tuple[int, int], int] = {}
    for merge in sheet.merges:
        if merge.left in ours:
            for line in range(merge.top + 1, min(merge.bottom, merge.top + MAX_MERGED_ROWS) + 1):
                if line in sheet.rows:
                    above.setdefault((line, merge.left), merge.top)
    return above


def _unread_days(heading: str, cells: list[tuple[int, str]]) -> Iterator[str]:
    column = quote(heading)
    for line, text in cells[:MAX_QUOTED]:
        yield sentence("skipped", "unread_day", line=line, column=column, text=quote(text))
    if rest := cells[MAX_QUOTED:]:
        yield sentence("skipped", "more_days", rows=rows_in_words(line for line, _ in rest), column=column)
