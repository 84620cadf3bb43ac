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
    """A total and the parts named after 其中, or in front of 合计, in one measure word.

    ``exhaustive``: the words leave no doubt that nothing is left out. ``others``: the numbers before the total that
    the parts may belong to as well: 收到申请10件，上年结转2件，其中…. ``sure``: the parts cannot overlap.
    """

    passage: Passage
    total: Mention
    parts: tuple[Mention, ...]
    exhaustive: bool
    others: tuple[Mention, ...] = ()
    sure: bool = True

    @property
    def most(self) -> Decimal:
        """What the parts may come to at most: the largest number that they may belong to, or several together."""
        return sum((other.quantity.value for other in self.others), self.total.quantity.value)

    @property
    def is_behind(self) -> bool:
        """Whether the total stands behind its parts: 网站320条、公众号150条，合计470条."""
        return self.total.quantity.start > self.parts[0].quantity.start

    @property
    def sum(self) -> Decimal:
        """The parts together."""
        return sum((part.quantity.value for part in self.parts), Decimal(0))


def listings(sentences: tuple[Sentence, ...]) -> Iterator[Listing]:
    """The listings of a report in reading order."""
    before: list[Mention] = []
    for sentence in sentences:
        found = sentence.mentions
        if before and before[-1].sentence.passage is not sentence.passage:
            before = []
        yield from _in_sentence(sentence, found, before)
        yield from _summed_up(sentence, found)
        # 其中 at the beginning of a sentence may speak of any number since the last listing of the paragraph.
        before += [mention for mention in found if _counts(mention) and not mention.bracketed]
        before = before[-_FORMER:]


_FORMER = 8
"""Numbers of the sentences before that are kept in mind."""


def _in_sentence(sentence: Sentence, found: tuple[Mention, ...], before: list[Mention]) -> Iterator[Listing]:
    strict = list(pattern("listings.marker").finditer(sentence.text))
    loose = list(pattern("listings.loose").finditer(sentence.text)) if not strict else []
    for marker in [*strict, *loose]:
        earlier = [mention for mention in found if mention.quantity.end <= marker.start()]
        before_marker = sentence.text[: marker.start()]
        if before_marker.count("（") == before_marker.count("）"):
            earlier = [mention for mention in earlier if not mention.bracketed]
        totals = earlier or (before if not marker.start() and strict else [])
        total = totals[-1] if totals else None
        if total is None or not _counts(total) or total.quantity.vague or _is_one_of_two(total):
            continue
        following = [mention for mention in found if mention.quantity.start >= marker.end()]
        parts = _parts(sentence, following, marker.end(), total)
        if parts:
            others = tuple(other for other in totals[:-1] if _counts(other) and _unit(other) == _unit(total))
            exhaustive = bool(strict) and _is_exhaustive(sentence, parts, total, marker.end())
            yield Listing(sentence.passage, total, tuple(parts), exhaustive, others, bool(strict))


def _summed_up(sentence: Sentence, found: tuple[Mention, ...]) -> Iterator[Listing]:
    """Numbers of one measure word with their sum right behind them: 网站320条、公众号150条，合计470条."""
    for place, total in enumerate(found[1:], start=1):
        gap = sentence.text[found[place - 1].quantity.end : total.quantity.start]
        if total.quantity.vague or not pattern("listings.summed").fullmatch(gap):
            continue
        parts: list[Mention] = []
        for part in reversed(found[:place]):
            if not _counts(part) or _unit(part) != _unit(total):
                break
            parts.insert(0, part)
        between = sentence.text[parts[0].quantity.start : total.quantity.start] if parts else ""
        unsure = any(part.quantity.vague or part.bracketed or part.elsewhen for part in parts)
        if len(parts) > 1 and not unsure and not pattern("listings.no_sum").search(between):
            yield Listing(sentence.passage, total, tuple(parts), exhaustive=True)


def _unit(mention: Mention) -> str:
    return mention.quantity.unit


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


def _is_exhaustive(sentence: Sentence, parts: list[Mention], total: Mention, start: int) -> bool:
    """Whether the parts must make up the total: a known division, or nearly all in several parts.

    :param start: where the marker of the listing ends.
    """
    end = parts[-1].quantity.end
    led_up = sentence.text[start : parts[0].quantity.start]
    if len(parts) < 2 or pattern("listings.open").search(led_up + sentence.text[end : end + 4] + parts[-1].left):
        return False
    for division in table("listings.divisions"):
        if all(pattern(f"listings.divisions.{division}").search(part.left + part.right) for part in parts):
            return True
    together = sum((part.quantity.value for part in parts), Decimal(0))
    return len(parts) >= _SEVERAL and together >= total.quantity.value * _NEARLY_ALL
