"""Totals against their parts, and one quantity against itself, within the text."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from assistant.checks.examination import Examination
from assistant.checks.model import Hit, hit
from assistant.checks.registry import rule
from assistant.document import print_number
from assistant.language.listings import Listing, listings
from assistant.language.mentions import Mention
from assistant.language.statement import Statement
from assistant.language.words import pattern, table

_RESULTS = 2
"""Results among the parts of a total at least, for them to be those of all applications."""

_DONE = "T3.total.total"
_IN_HAND = ("T3.received.total", "T3.carried_in.total")


@rule("text-parts")
def text_parts(examination: Examination) -> Iterator[Hit]:
    """Parts after 其中 never exceed their total, and make it up where nothing is left out."""
    for listing in listings(examination.sentences):
        whole = listing.total.quantity.value
        if _is_of_those_done(examination, listing):
            continue
        if listing.sum > listing.most:
            message = "over" if listing.sure else "over_unsure"
        elif listing.sum < whole and listing.exhaustive and not listing.others:
            message = "under"
        else:
            continue
        yield hit(
            f"{message}_behind" if listing.is_behind else message,
            listing.passage.section,
            (listing.passage.key,),
            (print_number(whole), *(print_number(part.quantity.value) for part in listing.parts)),
            total=listing.total.quote,
            parts="、".join(pattern("listings.word").sub("", part.quote) for part in listing.parts),
            sum=print_number(listing.sum),
            difference=print_number(abs(listing.sum - whole)),
        )


def _is_of_those_done(examination: Examination, listing: Listing) -> bool:
    """新收217件。其中：予以公开…: the results are those of all that were done, with what was carried in."""
    done = examination.figure(_DONE)
    in_hand = [examination.figure(cell) for cell in _IN_HAND]
    results = sum(bool(pattern("listings.results").search(part.left + part.right)) for part in listing.parts)
    if results < _RESULTS or None in (done, *in_hand):
        return False
    return listing.sum in (done, sum(number for number in in_hand if number is not None))


@rule("text-one-value")
def text_one_value(examination: Examination) -> Iterator[Hit]:
    """One quantity, one value: the year's disclosed items and trainings, and what no table decides."""
    first: dict[str, Mention] = {}
    for sentence in examination.sentences:
        for mention in sentence.mentions:
            name = _named(mention)
            if not name or mention.elsewhen or mention.compared:
                continue
            other = first.setdefault(name, mention)
            if other.quantity.unit == mention.quantity.unit and not _agree(other, mention):
                keys = dict.fromkeys((other.sentence.passage.key, sentence.passage.key))
                printed = (print_number(other.quantity.value), print_number(mention.quantity.value))
                yield hit(
                    "two", sentence.passage.section, tuple(keys), printed, first=other.quote, second=mention.quote
                )
    yield from _without_table(examination)


def _named(mention: Mention) -> str:
    """The name of the quantity that a number is, where the words leave no doubt."""
    for name in table("one_value.quantities"):
        if pattern(f"one_value.quantities.{name}").fullmatch(mention.left):
            return name
    return ""


def _agree(one: Mention, other: Mention) -> bool:
    return one.quantity.agrees(other.quantity.value) or other.quantity.agrees(one.quantity.value)


def _without_table(examination: Examination) -> Iterator[Hit]:
    """Statements about cells that cannot be read, held against each other."""
    first: dict[tuple[str, ...], Statement] = {}
    for statement in examination.statements:
        cells = statement.alternatives[0]
        sure = len(statement.alternatives) == 1 and not statement.partial and statement.quantity is not None
        if not sure or all(cell in examination.numbers for cell in cells):
            continue
        other = first.setdefault(cells, statement)
        if other.value != statement.value:
            keys = tuple(dict.fromkeys((other.passage.key, statement.passage.key)))
            printed = (print_number(other.value), print_number(statement.value))
            yield hit("two", statement.passage.section, keys, printed, first=other.quote, second=statement.quote)


_HUNDRED = Decimal(100)


@rule("text-percent")
def text_percent(examination: Examination) -> Iterator[Hit]:
    """Shares, changes and the rate of applications done fit their numbers, rounded or cut off."""
    counted: list[Mention] = []
    for sentence in examination.sentences:
        if counted and counted[-1].sentence.passage is not sentence.passage:
            counted = []
        for index, mention in enumerate(sentence.mentions):
            if mention.quantity.unit == "%":
                if not mention.quantity.vague:
                    yield from _share(examination, mention, sentence.mentions[:index], counted)
                    yield from _change(mention, sentence.mentions[:index])
                    yield from _done(examination, mention)
            elif not mention.elsewhen:
                counted.append(mention)


def _share(
    examination: Examination, mention: Mention, before: tuple[Mention, ...], counted: list[Mention]
) -> Iterator[Hit]:
    """占…%: some total named before in the paragraph, or a total of T3, gives the percentage."""
    if not pattern("percentages.share").fullmatch(mention.left) or not before or before[-1].quantity.unit == "%":
        return
    part = before[-1].quantity
    wholes = [
        other.quantity.value
        for other in counted
        if other.quantity is not part and other.quantity.unit == part.unit and other.quantity.value >= part.value
    ]
    if not wholes or part.vague:
        return
    more = [examination.figure(f"T3.{row}.total") for row in ("received", "total")] + [_in_hand(examination)]
    every = [whole for whole in (*wholes, *more) if whole]
    if every and not any(_fits(mention, part.value / whole) for whole in every):
        yield _hit(mention, "share", part.value / wholes[0], part=part.value, whole=wholes[0])


def _change(mention: Mention, before: tuple[Mention, ...]) -> Iterator[Hit]:
    """12件，较上年增加4件，增长50%: the change follows from the number and the difference."""
    direction = pattern("percentages.change").search(mention.left)
    if (
        not direction
        or len(before) < 2
        or not before[-1].compared
        or before[-2].quantity.unit != before[-1].quantity.unit
    ):
        return
    now, difference = before[-2].quantity, before[-1].quantity
    less = bool(pattern("percentages.less").search(before[-1].left))
    former = now.value + difference.value if less else now.value - difference.value
    if former <= 0 or now.vague or difference.vague or less != bool(pattern("percentages.less").search(mention.left)):
        return
    if not _fits(mention, difference.value / former):
        yield _hit(mention, "change", difference.value / former, before=former, now=now.value)


def _done(examination: Examination, mention: Mention) -> Iterator[Hit]:
    """办结率: done of all in hand, by T3."""
    done, all_in_hand = examination.figure("T3.total.total"), _in_hand(examination)
    if mention.topic != "requests" or not pattern("percentages.done").fullmatch(mention.left):
        return
    if done is not None and all_in_hand and not _fits(mention, done / all_in_hand):
        yield _hit(mention, "done", done / all_in_hand, part=done, whole=all_in_hand)


def _in_hand(examination: Examination) -> Decimal | None:
    received, carried_in = (examination.figure(cell) for cell in _IN_HAND)
    return None if received is None or carried_in is None else received + carried_in


def _fits(mention: Mention, share: Decimal) -> bool:
    """Whether a printed percentage is the share, rounded or cut off at its last digit."""
    digits = mention.quantity.text.partition(".")[2].rstrip("%")
    return abs(share * _HUNDRED - mention.quantity.value) < Decimal(1).scaleb(-len(digits))


def _hit(mention: Mention, message: str, share: Decimal, **numbers: Decimal) -> Hit:
    printed = {name: print_number(value) for name, value in numbers.items()}
    actual = print_number((share * _HUNDRED).quantize(Decimal("0.01")))
    values = (print_number(mention.quantity.value), *printed.values())
    where = (mention.sentence.passage.key,)
    return hit(message, mention.sentence.passage.section, where, values, quote=mention.quote, actual=actual, **printed)
