"""Reviews and suits in the text against T4."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.checks.examination import Examination
from assistant.checks.families.comparing import mismatches
from assistant.checks.model import Hit
from assistant.checks.registry import rule


@rule("text-review-suit")
def text_review_suit(examination: Examination) -> Iterator[Hit]:
    """Reviews and suits in the text, with the outcomes named, = T4; suits are both ways together."""
    for found in mismatches(examination, "proceedings"):
        yield found.hit("off")
