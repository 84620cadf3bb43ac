"""What the report on the year before gives to a conversation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from assistant.interview.kinds import Raw


@dataclass(frozen=True)
class LastYear:
    """Last year's report as the interview uses it; everything by question key.

    ``answers``: suggested answers, which go before the script's defaults; they may lack parts that
    this year has to tell (the outcome of a problem). ``texts``: sentences of last year, which may
    be taken over only after the clerk has looked at each. ``shown``: last year's answers as a clerk
    reads them. ``notes``: what last year says beside an entry of a list, by the entry's first part
    (the measure that was planned against a problem). ``fixed``: cells that last year's report
    settles, by path.
    """

    answers: Mapping[str, Raw] = field(default_factory=dict)
    texts: Mapping[str, Raw] = field(default_factory=dict)
    shown: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    fixed: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


NO_LAST_YEAR = LastYear()
