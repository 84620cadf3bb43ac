"""Normative documents, administrative decisions and fees in the text (T2)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from assistant.language.mentions import Mention, Sentence, of_another_period
from assistant.language.statement import Statement, address, is_neutral, masked
from assistant.language.words import pattern, table, words

_SUBJECTS = {"norms": ("rules", "normative"), "decisions": ("permits", "penalties", "coercions"), "fees": ("fees",)}


def disclosure_statements(sentence: Sentence) -> Iterator[Statement]:
    """What a sentence says about cells of T2."""
    for mention in sentence.mentions:
        if mention.elsewhen or mention.compared or mention.aimed:
            continue
        statement = _norms(mention) or _decisions(mention) or _fees(mention)
        if statement is not None:
            yield statement
    for match in pattern("norms.none").finditer(sentence.text):
        if not of_another_period(sentence.text[: match.start()], sentence.year):
            yield from _no_norms(sentence, match.group())
    free = pattern("fees.none").search(sentence.text)
    if free and not of_another_period(sentence.text[: free.start()], sentence.year):
        yield Statement("fees", "fees", Decimal(0), ((address("T2", "fees"),),), sentence.passage, free.group())


def _norms(mention: Mention) -> Statement | None:
    if mention.topic != "norms" or mention.quantity.unit not in words("norms.units"):
        return None
    subjects, rest = _met(mention.left + mention.right, "norms.subjects")
    columns, rest = _met(rest, "norms.columns")
    subjects = subjects or _subject_before(mention)
    if len(subjects) != 1 or len(columns) != 1 or not is_neutral(rest.replace("〓", ""), "norms.neutral"):
        return None
    if pattern("norms.revised").search(mention.sentence.text):
        return None
    return _statement(mention, "norms", f"{subjects[0]}.{columns[0]}")


def _subject_before(mention: Mention) -> tuple[str, ...]:
    """The last kind of document named in the sentence before a number that names none itself."""
    found = [
        (match.start(), name)
        for name in table("norms.subjects")
        for match in pattern(f"norms.subjects.{name}").finditer(mention.sentence.text[: mention.quantity.start])
    ]
    return (max(found)[1],) if found else ()


def _decisions(mention: Mention) -> Statement | None:
    around = mention.left + mention.right
    subjects, rest = _met(around, "decisions.subjects")
    if len(subjects) != 1 or mention.quantity.unit not in words("decisions.units"):
        return None
    if pattern("decisions.veto").search(around) or not is_neutral(rest.replace("〓", ""), "decisions.neutral"):
        return None
    return _statement(mention, "decisions", subjects[0])


def _fees(mention: Mention) -> Statement | None:
    if mention.quantity.unit != "元" or not pattern("fees.subject").search(mention.left):
        return None
    rest = pattern("fees.subject").sub("", mention.left + mention.right)
    return _statement(mention, "fees", "fees") if is_neutral(rest, "fees.neutral") else None


def _no_norms(sentence: Sentence, quote: str) -> Iterator[Statement]:
    subjects, rest = _met(quote, "norms.subjects")
    columns, rest = _met(rest, "norms.columns")
    if not is_neutral(rest.replace("〓", ""), "norms.neutral"):
        return
    for subject in subjects:
        for column in columns:
            cells = ((address("T2", f"{subject}.{column}"),),)
            yield Statement("norms", f"{subject}.{column}", Decimal(0), cells, sentence.passage, quote)


def _met(text: str, group: str) -> tuple[tuple[str, ...], str]:
    """The names of a group of patterns that ``text`` holds, and the text with them blanked out."""
    names: list[str] = []
    for name in table(group):
        text, met = masked(text, f"{group}.{name}", None)
        names += [name] if met else []
    return tuple(names), text


def _statement(mention: Mention, about: str, path: str) -> Statement:
    cells = ((address("T2", path),),)
    passage = mention.sentence.passage
    return Statement(about, path, mention.quantity.value, cells, passage, mention.quote, mention.quantity)


_NOTHING = Decimal(0)


class Charges(NamedTuple):
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
    for said in (mention.left, before):
        for name in ("charged", "received"):
            if pattern(f"charges.{name}").search(said):
                return name
    return ""
