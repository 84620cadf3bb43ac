"""Totals and their parts in sentences: 公开信息26条，其中政策文件6条、工作动态20条."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from assistant.language.mentions import Mention, Sentence
from assistant.language.passage import Passage
from assistant.language.words import pattern, table

_NEARLY_ALL = Decimal("0.9")
_SEVERAL = 3


class Listing(NamedTuple):
    """A total and the parts named after 其中, in one measure word.

    ``exhaustive``: the words leave no doubt that nothing is left out.
    """

    passage: Passage
    total: Mention
    parts: tuple[Mention, ...]
    exhaustive: bool

    @property
    def sum(self) -> Decimal:
        """The parts together."""
        return sum((part.quantity.value for part in self.parts), Decimal(0))


def listings(sentences: tuple[Sentence, ...]) -> Iterator[Listing]:
    """The listings of a report in reading order."""
    before: Mention | None = None
    for sentence in sentences:
        found = sentence.mentions
        if before is not None and before.sentence.passage is not sentence.passage:
            before = None
        yield from _in_sentence(sentence, found, before)
        counted = [mention for mention in found if _counts(mention) and not mention.bracketed]
        before = counted[-1] if counted else None


def _in_sentence(sentence: Sentence, found: tuple[Mention, ...], before: Mention | None) -> Iterator[Listing]:
    for marker in pattern("listings.marker").finditer(sentence.text):
        earlier = [mention for mention in found if mention.quantity.end <= marker.start()]
        before_marker = sentence.text[: marker.start()]
        if before_marker.count("（") == before_marker.count("）"):
            earlier = [mention for mention in earlier if not mention.bracketed]
        total = earlier[-1] if earlier else (before if not marker.start() else None)
        if total is None or not _counts(total) or total.quantity.vague or _is_one_of_two(total):
            continue
        following = [mention for mention in found if mention.quantity.start >= marker.end()]
        parts = _parts(sentence, following, marker.end(), total)
        if parts:
            yield Listing(sentence.passage, total, tuple(parts), _is_exhaustive(sentence, parts, total))


def _is_one_of_two(total: Mention) -> bool:
    """复议6件和诉讼3件，其中…: the parts may be of either."""
    before = [other for other in total.sentence.mentions if other.quantity.end <= total.quantity.start]
    if not before:
        return False
    gap = total.sentence.text[before[-1].quantity.end : total.quantity.start]
    return bool(pattern("listings.joined").match(gap))


def _counts(mention: Mention) -> bool:
    return mention.quantity.unit not in ("", "%", "个百分点") and not mention.compared


def _parts(sentence: Sentence, following: list[Mention], start: int, total: Mention) -> list[Mention]:
    """The numbers that belong to the listing: up to the next break, brackets left aside."""
    found: list[Mention] = []
    seen = start
    depth = 0
    for mention in following:
        gap = sentence.text[seen : mention.quantity.start]
        depth += gap.count("（") - gap.count("）")
        seen = mention.quantity.end
        if depth < 0 or (found and pattern("listings.stop").search(gap)) or pattern("listings.no_part").search(gap):
            break
        if depth or mention.quantity.unit in ("%", "个百分点"):
            continue
        if mention.quantity.unit != total.quantity.unit or mention.quantity.vague or mention.compared:
            break
        if sum((part.quantity.value for part in found), Decimal(0)) == total.quantity.value and found:
            break
        found.append(mention)
    return found


def _is_exhaustive(sentence: Sentence, parts: list[Mention], total: Mention) -> bool:
    """Whether the parts must make up the total: a known division, or nearly all in several parts."""
    end = parts[-1].quantity.end
    if len(parts) < 2 or pattern("listings.open").search(sentence.text[end : end + 4] + parts[-1].left):
        return False
    for division in table("listings.divisions"):
        if all(pattern(f"listings.divisions.{division}").search(part.left + part.right) for part in parts):
            return True
    together = sum((part.quantity.value for part in parts), Decimal(0))
    return len(parts) >= _SEVERAL and together >= total.quantity.value * _NEARLY_ALL
