"""Applications that took longer than the regulation gives: 20 working days, 40 where they were extended.

Source: 条例第三十三条第二款. The working days are those of the yearly notices of the State Council on holidays, as the
package chinesecalendar holds them; it knows no year before its notice, and such years are told instead of guessed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from assistant.register.messages import enumerated, rows_in_words, sentence
from assistant.register.model import LedgerRow

LIMIT, EXTENDED_LIMIT = 20, 40
"""Working days for an answer, and with the extension."""

_SURELY_LATE = 120
"""Calendar days that hold more than :data:`EXTENDED_LIMIT` working days, whatever the holidays."""


def late_answers(rows: Sequence[LedgerRow], year: int) -> Iterator[str]:
    """Sentences on applications done in ``year`` after their time, and on years whose holidays are not known."""
    late: dict[int, list[LedgerRow]] = defaultdict(list)
    unknown: dict[int, list[LedgerRow]] = defaultdict(list)
    for row in rows:
        if row.received is None or row.done is None or row.whole_months or row.done.year != year:
            continue
        limit = EXTENDED_LIMIT if row.extended else LIMIT
        days, missing = working_days(row.received, row.done, limit)
        if days > limit:
            late[limit].append(row)
        elif missing:
            unknown[missing].append(row)
    for limit, found in sorted(late.items()):
        yield sentence("deadlines", "late", rows=_rows(found), limit=limit)
    for missing, found in sorted(unknown.items()):
        yield sentence("deadlines", "unknown", rows=_rows(found), year=missing)


def _rows(found: Sequence[LedgerRow]) -> str:
    by_sheet: dict[str, list[int]] = defaultdict(list)
    for row in found:
        by_sheet[row.sheet].append(row.line)
    return enumerated(rows_in_words(lines, sheet) for sheet, lines in by_sheet.items())


def working_days(received: date, done: date, enough: int) -> tuple[int, int]:
    """The working days after the day of receipt up to the day of the answer, counted until more than ``enough``.

    The second number is a year in between whose holidays are not known, 0 where all are.
    """
    if (done - received).days > _SURELY_LATE:
        return enough + 1, 0
    count, day = 0, received
    while day < done and count <= enough:
        day += timedelta(days=1)
        known = _is_workday(day)
        if known is None:
            return count, day.year
        count += known
    return count, 0


def _is_workday(day: date) -> bool | None:
    """Whether people work on a day, None where the holidays of its year are not known."""
    # A third of a second to load, wanted only for registers with days.
    from chinese_calendar import is_workday  # type: ignore[import-untyped]

    try:
        return bool(is_workday(day))
    except NotImplementedError:
        return None
