"""信息处理费 in section six: notices sent, amounts charged and received (国办函〔2020〕109号)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from assistant.checks.reading.mentions import Mention, Sentence
from assistant.checks.words import pattern

_NOTHING = Decimal(0)


@dataclass(frozen=True)
class Charges:
    """What section six says; None where it says nothing. ``notices`` counts 收费通知, amounts are in 元.

    ``mentioned``: it speaks of the fee at all; ``where`` holds the keys of the paragraphs that do.
    """

    mentioned: bool
    notices: Decimal | None
    charged: Decimal | None
    received: Decimal | None
    where: tuple[str, ...]


def charges(sentences: tuple[Sentence, ...]) -> Charges:
    """Reads the sentences of section six."""
    own = [sentence for sentence in sentences if sentence.passage.section == "other"]
    about = [sentence for sentence in own if pattern("charges.subject").search(sentence.passage.text)]
    found: dict[str, Decimal] = {}
    for sentence in about:
        for mention in sentence.mentions:
            name = _name(mention)
            if name and not mention.elsewhen and not mention.quantity.vague:
                found.setdefault(name, mention.quantity.value)
        for name in ("notices", "charged", "received"):
            if pattern(f"charges.none.{name}").search(sentence.text):
                found.setdefault(name, _NOTHING)
    where = tuple(dict.fromkeys(sentence.passage.key for sentence in about))
    return Charges(bool(about), found.get("notices"), found.get("charged"), found.get("received"), where)


def _name(mention: Mention) -> str:
    around = f"{mention.left}〓{mention.right}"
    if mention.quantity.unit != "元":
        return "notices" if pattern("charges.notices").search(around) else ""
    before = mention.sentence.text[: mention.quantity.start]
    for words in (mention.left, before):
        for name in ("charged", "received"):
            if pattern(f"charges.{name}").search(words):
                return name
    return ""
