"""Counts and amounts of money."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from assistant.document import normalise, print_number
from assistant.interview.kinds.base import Kind, Raw, text_of
from assistant.interview.messages import refused, word
from assistant.interview.script import Choice, Question

_COUNT = re.compile(r"[-−]?\d{1,40}")
_AMOUNT = re.compile(r"[-−]?\d{1,40}(?:\.\d{1,40})?")
_TEN_THOUSAND = Decimal(10_000)


def _without_unit(flat: str, units: Sequence[str]) -> str:
    for unit in sorted(units, key=len, reverse=True):
        if unit and flat.endswith(unit):
            return flat.removesuffix(unit)
    return flat


class IntegerKind(Kind):
    """A whole number; full-width digits, spaces, thousands separators and a measure word are understood."""

    name = "integer"

    def parse(self, raw: Raw, question: Question, choices: Sequence[Choice]) -> int:
        text = text_of(raw)
        if not text:
            raise refused("required", question.title)
        flat = _without_unit(normalise(text), [question.unit, *word("units")])
        if flat in word("none"):
            return 0
        if not _COUNT.fullmatch(flat):
            raise refused("not_a_count", question.title, text)
        return int(flat.replace("−", "-"))

    def show(self, value: Any, question: Question, choices: Sequence[Choice]) -> str:
        return f"{value}{question.unit}"

    def raw(self, value: Any) -> Raw:
        return str(value)


class MoneyKind(Kind):
    """An amount in yuan; an amount written with 万元 is converted."""

    name = "money"

    def parse(self, raw: Raw, question: Question, choices: Sequence[Choice]) -> Decimal:
        text = text_of(raw)
        if not text:
            raise refused("required", question.title)
        flat = normalise(text)
        number = _without_unit(flat, ["万元", "元", "万", "￥", "¥"]).lstrip("￥¥")
        if number in word("none"):
            return Decimal(0)
        if not _AMOUNT.fullmatch(number):
            raise refused("not_an_amount", question.title, text)
        amount = Decimal(number.replace("−", "-"))
        return amount * _TEN_THOUSAND if "万" in flat else amount

    def show(self, value: Any, question: Question, choices: Sequence[Choice]) -> str:
        return f"{print_number(value)}{question.unit or '元'}"

    def raw(self, value: Any) -> Raw:
        return print_number(value)
