"""Totals against their parts, and one quantity against itself, within the text."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.checks.examination import Examination
from assistant.checks.model import Hit, hit
from assistant.checks.reading.listings import listings
from assistant.checks.reading.mentions import Mention
from assistant.checks.reading.statement import Statement
from assistant.checks.registry import rule
from assistant.checks.words import pattern, table
from assistant.document import print_number


@rule("text-parts")
def text_parts(examination: Examination) -> Iterator[Hit]:
    """Parts after 其中 never exceed their total, and make it up where nothing is left out."""
    for listing in listings(examination.sentences):
        whole = listing.total.quantity.value
        if listing.sum > whole:
            message = "over"
        elif listing.sum < whole and listing.exhaustive:
            message = "under"
        else:
            continue
        yield hit(
            message,
            listing.passage.section,
            (listing.passage.key,),
            (print_number(whole), *(print_number(part.quantity.value) for part in listing.parts)),
            total=listing.total.quote,
            parts="、".join(pattern("listings.word").sub("", part.quote) for part in listing.parts),
            sum=print_number(listing.sum),
            difference=print_number(abs(listing.sum - whole)),
        )


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
