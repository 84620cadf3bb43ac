"""Warnings that the clerk answers with a reason instead of a change."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

from assistant.report import Line

if TYPE_CHECKING:
    from assistant.checks import Finding


class Acknowledgement(BaseModel):
    """Why a warning may stand.

    It holds for one finding of one rule as long as the figures and words that the finding rests on
    stay the same; when they change, the warning is open again.

    :raises ValidationError: the reason is empty, too long or not printable.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    rule: str
    where: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    reason: Line
    on: date

    def covers(self, finding: Finding) -> bool:
        """Whether this reason still answers ``finding``; errors can never be answered so."""
        same = (self.rule, self.where, self.values) == (finding.rule, finding.where, finding.values)
        return same and finding.severity != "error"


def acknowledge(finding: Finding, reason: str, today: date) -> Acknowledgement:
    """A reason for ``finding``, given today. :raises ValidationError: as :class:`Acknowledgement`."""
    return Acknowledgement(rule=finding.rule, where=finding.where, values=finding.values, reason=reason, on=today)


def still_valid(given: Iterable[Acknowledgement], findings: Iterable[Finding]) -> tuple[Acknowledgement, ...]:
    """Those reasons whose finding still stands as it was; the others are dropped."""
    standing = list(findings)
    return tuple(reason for reason in given if any(reason.covers(finding) for finding in standing))
