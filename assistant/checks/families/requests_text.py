"""Applications in the text against T3."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.checks.examination import Examination
from assistant.checks.families.comparing import Mismatch, mismatches
from assistant.checks.model import Hit
from assistant.checks.registry import rule

_CARRIED_IN = "T3.carried_in.total"
_NOTHING_CAME = ("T3.received.total",)


@rule("text-requests")
def text_requests(examination: Examination) -> Iterator[Hit]:
    """Numbers of applications in the text = T3."""
    for found in mismatches(examination, "requests"):
        if not _says_none(found) and not _is_part(examination, found):
            yield found.hit("off")


@rule("text-no-requests")
def text_no_requests(examination: Examination) -> Iterator[Hit]:
    """No application received, all done, none carried over: the totals of T3 are 0."""
    for found in mismatches(examination, "requests"):
        if _says_none(found) and not _is_qualified(examination, found):
            yield found.hit("off")


def _says_none(found: Mismatch) -> bool:
    statement = found.statement
    return statement.quantity is None or (not statement.value and found.cells == _NOTHING_CAME)


def _is_part(examination: Examination, found: Mismatch) -> bool:
    """其中办结30件 may leave out what was carried in and done."""
    return found.statement.partial and bool(examination.figure(_CARRIED_IN))


def _is_qualified(examination: Examination, found: Mismatch) -> bool:
    """均已办结 in a paragraph that elsewhere says how many are still open."""
    if found.statement.label != "all_done":
        return False
    return any(
        other.label in ("carried_out", "carried") and other.value and other.passage is found.statement.passage
        for other in examination.statements
    )
