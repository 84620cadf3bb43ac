"""Warnings that the clerk answers with a reason instead of a change, and doubts that were answered by confirming."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, ConfigDict, Field

from assistant.interview import Raw
from assistant.report import AnyDay, Line, figures_class

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
    on: AnyDay

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


_RULE = "carry-over"


class Unlocked(BaseModel):
    """Why a cell need not be as last year's report settles it.

    ``question`` and ``cell`` say which (``requests``, ``carried_in.natural_person``); ``before`` is
    the number that last year's report settles for it. The reason holds for that number only.

    :raises ValidationError: the reason is empty, too long or not printable.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    question: str
    cell: str
    before: Annotated[int, Field(ge=0, strict=True)]
    reason: Line
    on: AnyDay

    def covers(self, finding: Finding) -> bool:
        """Whether this reason answers ``finding``: the rule on what was carried over, this cell, this number."""
        figures = figures_class(self.question)
        if figures is None or finding.rule != _RULE:
            return False
        return finding.where == (f"{figures.schema_key}.{self.cell}",) and finding.values[:1] == (str(self.before),)


def still_unlocked(given: Iterable[Unlocked], settled: Mapping[str, Mapping[str, int]]) -> tuple[Unlocked, ...]:
    """Those reasons whose cell is still settled by the same number; the others are dropped.

    :param settled: the cells that last year's report settles, by question and path.
    """
    return tuple(one for one in given if settled.get(one.question, {}).get(one.cell) == one.before)


def unlock(
    given: Iterable[Unlocked], question: str, settled: Mapping[str, int], reasons: Mapping[str, str], today: date
) -> tuple[Unlocked, ...]:
    """``given`` with the cells of ``question`` unlocked for ``reasons`` (by cell), no others; a reason keeps its day.

    :param settled: the cells of the question that last year's report settles.
    :raises ValidationError: as :class:`Unlocked`. :raises KeyError: a cell is not settled.
    """
    others = tuple(one for one in given if one.question != question)
    days = {(one.cell, one.before, one.reason): one.on for one in given if one.question == question}
    return others + tuple(
        Unlocked(
            question=question, cell=cell, before=settled[cell], reason=reason,
            on=days.get((cell, settled[cell], reason), today),
        )
        for cell, reason in reasons.items()
    )  # fmt: skip


_SHOWN = 80
"""Characters of an answer as it stands in a draft; of a longer one its SHA-256 does."""


class KeptDoubt(BaseModel):
    """A doubt about an answer that the clerk kept all the same; it holds for this doubt and this answer only.

    :raises ValidationError: a part is too long or not printable.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    question: Line
    doubt: Line
    answer: Line


def kept_doubt(question: str, doubt: str, raw: Raw) -> KeptDoubt:
    """``doubt`` about the answer ``raw`` to ``question``, kept. :raises ValidationError: as :class:`KeptDoubt`."""
    text = raw if isinstance(raw, str) else json.dumps(raw, ensure_ascii=False, sort_keys=True)
    whole = len(text) <= _SHOWN and text.isprintable() and bool(text)
    return KeptDoubt(
        question=question,
        doubt=doubt,
        answer=text if whole else hashlib.sha256(text.encode("utf-8", "replace")).hexdigest(),
    )
