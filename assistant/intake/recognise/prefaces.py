"""What a preface says: on what the report is based and which period it covers, and where to ask."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.intake.recognise.folding import fold_passage
from assistant.intake.recognise.vocabulary import vocabulary

BASIS, CONTACT = "preface.basis", "preface.contact"

_LONGEST = 600
"""Characters of a paragraph that are searched: the marks stand at its beginning."""


def preface_key(text: str) -> str:
    """The key of a paragraph that by its words is a preface, or ""."""
    folded = fold_passage(text[:_LONGEST])
    if not any(pattern.search(folded) for pattern in vocabulary().preface):
        return ""
    return paragraph_key(text)


def paragraph_key(text: str) -> str:
    """The key of a paragraph that by its place is a preface."""
    folded = fold_passage(text[:_LONGEST])
    asks = vocabulary().contact.search(folded)
    based = vocabulary().preface[0].search(folded) or vocabulary().period.search(folded)
    return CONTACT if asks and not based else BASIS


def period_year(texts: Iterable[str]) -> int | None:
    """The year of the reporting period that the texts name, None when they name none."""
    for text in texts:
        found = vocabulary().period.search(fold_passage(text[:_LONGEST]))
        if found:
            return int(found["year"])
    return None
