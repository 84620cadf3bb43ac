"""Which wording of a paragraph stands, and the next one."""

from __future__ import annotations

from functools import cache

from assistant.document import Paragraph
from assistant.drafting import ClerkText, default_wording, paragraph_keys, wording_names
from assistant.tui.words import say


@cache
def base_key(key: str) -> str:
    """The planned paragraph of a printed one, whose key may carry a number (``other.matters.2``)."""
    return key if key in paragraph_keys() else key.rpartition(".")[0]


@cache
def _names(key: str) -> tuple[str, ...]:
    return wording_names(key)


def chosen(clerk: ClerkText, key: str, agency: str) -> int:
    """The number, from 0, of the wording in which the paragraph stands."""
    count = len(_names(key))
    picked = clerk.wordings.get(base_key(key))
    return picked if picked is not None and picked < count else default_wording(base_key(key), agency)


def switched(clerk: ClerkText, key: str, agency: str) -> ClerkText:
    """The clerk's text with the paragraph in its next wording."""
    return clerk.with_wording(base_key(key), (chosen(clerk, key, agency) + 1) % len(_names(key)))


def has_choice(paragraph: Paragraph | None) -> bool:
    """Whether there is another wording of a paragraph to take: not for the clerk's own text."""
    return paragraph is not None and paragraph.state in ("written", "pending") and len(_names(paragraph.key)) > 1


def described(clerk: ClerkText, paragraph: Paragraph, agency: str) -> str:
    """``写法1/2：总数在前（F3 换一种）``; "" where there is no choice."""
    if not has_choice(paragraph):
        return ""
    names = _names(paragraph.key)
    number = chosen(clerk, paragraph.key, agency)
    return say("preview.wording", number=number + 1, count=len(names), name=names[number], key="F3")
