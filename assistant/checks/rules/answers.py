"""What is odd about the answers that a draft rests on; of a finished report none are known."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.checks.examination import Examination
from assistant.checks.model import Hit, hit
from assistant.checks.registry import apply, registered, rule

ODD_ANSWER = "odd-answer"


@rule(ODD_ANSWER)
def odd_answer(examination: Examination) -> Iterator[Hit]:
    """Answers that are possible but odd, by themselves or beside others, unless a check says the same already."""
    for odd in examination.odd:
        if odd.rule in registered() and any(apply(odd.rule, examination)):
            continue
        yield hit("odd", odd.section, (odd.key,), (odd.shown, odd.doubt), title=odd.title, doubt=odd.doubt)
