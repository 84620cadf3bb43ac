"""Counts of section one, read from sentences: items by channel, trainings, complaints …

A number is taken only when it is exact, of the report year, and the same wherever it is named.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from assistant.checks.passage import Passage, plain
from assistant.checks.reading.charges import Charges, charges
from assistant.checks.reading.mentions import Sentence, of_another_period, sentences
from assistant.checks.reading.quantities import quantities
from assistant.intake.answers.words import keys, patterns
from assistant.report.types import MAX_COUNT

_FEE_NOTICES, _FEE_CHARGED, _FEE_RECEIVED = "other.fee_notices", "other.fee_charged", "other.fee_received"


def sentences_of(key: str, texts: Sequence[str], year: int | None) -> tuple[Sentence, ...]:
    """The sentences of the paragraphs under a planned key."""
    section, _, aspect = key.partition(".")
    found: list[Sentence] = []
    for text in texts:
        found += sentences(Passage(section, aspect, key, plain(text)), year)
    return tuple(found)


def count(key: str, spoken: Sequence[Sentence]) -> int | None:
    """The whole number that the sentences give for the answer ``key``, None when they leave a doubt."""
    found = {value for sentence in spoken for value in _values(key, sentence)}
    number = found.pop() if len(found) == 1 else None
    whole = number is not None and number <= MAX_COUNT and number == number.to_integral_value()
    return int(number) if number is not None and whole else None


def is_count(key: str) -> bool:
    """Whether an answer is a count that sentences of section one may tell."""
    return key in keys("counts")


def fee(key: str, spoken: Sequence[Sentence]) -> Decimal | None:
    """What the sentences of section six say of 信息处理费: notices sent, yuan charged, yuan received.

    Where none was charged and nothing is said of notices, none was sent.
    """
    told = charges(tuple(spoken))
    if key == _FEE_NOTICES:
        return _notices(told)
    return {_FEE_CHARGED: told.charged, _FEE_RECEIVED: told.received}.get(key)


def _notices(told: Charges) -> Decimal | None:
    if told.notices is None and told.charged == told.received == Decimal(0):
        return Decimal(0)
    return told.notices


def counted(sentence: Sentence) -> str:
    """The sentence with every number a sign of its own: ``公开⟦0:条⟧，其中⟦1:条⟧``."""
    text, end = "", 0
    for place, quantity in enumerate(quantities(sentence.text)):
        text += f"{sentence.text[end : quantity.start]}⟦{place}:{quantity.unit}⟧"
        end = quantity.end
    return text + sentence.text[end:]


def _values(key: str, sentence: Sentence) -> Iterator[Decimal | None]:
    """Every number that the sentence gives for ``key``; None for one that is vague, and so no number."""
    text = counted(sentence)
    found = quantities(sentence.text)
    for turn in patterns("counts", key):
        for match in turn.finditer(text):
            quantity = found[int(match["n"])]
            if not of_another_period(sentence.text[: quantity.start], sentence.year):
                yield None if quantity.vague else quantity.value
    for turn in patterns("none", key):
        for match in turn.finditer(text):
            if not of_another_period(text[: match.start()], sentence.year):
                yield Decimal(0)
