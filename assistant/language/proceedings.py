"""Administrative reviews and suits in the text, with their outcomes (T4)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from assistant.language.mentions import Mention, Sentence, of_another_period
from assistant.language.statement import Statement, address, is_neutral, masked
from assistant.language.words import pattern, table, words

_COLUMNS = {
    "direct": ("suit_direct",),
    "after_review": ("suit_after_review",),
    "suit": ("suit_direct", "suit_after_review"),
    "review": ("review",),
}


def proceeding_statements(sentence: Sentence) -> Iterator[Statement]:
    """What a sentence says about reviews and suits over government information.

    One that also speaks of former years' cases is not read: offices count them in or leave them out.
    """
    if not _is_about_information(sentence) or pattern("proceedings.carried", sentence.year).search(sentence.text):
        return
    for mention in sentence.mentions:
        yield from _figure(mention)
    for match in pattern("proceedings.none").finditer(sentence.text):
        if of_another_period(sentence.text[: match.start()], sentence.year) or pattern("proceedings.veto").search(
            match.group()
        ):
            continue
        outcome, blocks, _ = _apart(match.group())
        if outcome or not is_neutral(_apart(match["filling"])[2], "proceedings.neutral"):
            continue
        for block in blocks:
            yield _statement(sentence, block, "total", Decimal(0), match.group(), None)


def _is_about_information(sentence: Sentence) -> bool:
    passage = sentence.passage
    if passage.aspect == "on_request" or passage.section == "proceedings":
        return True
    if pattern("proceedings.information").search(sentence.text):
        return True
    # 政府信息公开行政复议2件。行政诉讼1件。
    return sentence.topic == "proceedings" and bool(pattern("proceedings.led").search(passage.text))


def _figure(mention: Mention) -> Iterator[Statement]:
    quantity, sentence = mention.quantity, mention.sentence
    if mention.topic != "proceedings" or mention.elsewhen or mention.compared or mention.aimed:
        return
    around = mention.left + mention.right
    if quantity.unit not in words("proceedings.units") or pattern("proceedings.veto").search(around):
        return
    outcome, blocks, rest = _apart(mention.left)
    if not outcome and not blocks:
        outcome, blocks, rest = _apart(mention.right)
        rest += mention.left
        if pattern("proceedings.coordinated").search(mention.right):
            return
    elif mention.right and not is_neutral(_apart(mention.right)[2], "proceedings.neutral"):
        return
    if not (outcome or blocks) or not is_neutral(rest, "proceedings.neutral"):
        return
    blocks = blocks or _blocks_before(sentence.text[: quantity.start])
    each = not quantity.value or bool(pattern("proceedings.each").search(mention.left))
    if len(blocks) > 1 and each:
        for block in blocks:
            yield _statement(sentence, block, outcome, quantity.value, mention.quote, mention)
    elif blocks:
        yield _statement(sentence, "+".join(blocks), outcome, quantity.value, mention.quote, mention)


def _apart(text: str) -> tuple[str, tuple[str, ...], str]:
    """The outcome ("total" when none is named), the blocks, and the text with both blanked out."""
    rest, outcome, blocks = text, "", []
    for name in _COLUMNS:
        rest, met = masked(rest, f"proceedings.blocks.{name}", None)
        blocks += [name] if met else []
    for name in table("proceedings.outcomes"):
        rest, met = masked(rest, f"proceedings.outcomes.{name}", None)
        outcome = name if met and not outcome else outcome
    return outcome, tuple(blocks), rest.replace("〓", "")


def _blocks_before(text: str) -> tuple[str, ...]:
    """The block that the words before a bare outcome (维持2件) speak of: the last one named outside brackets."""
    last: tuple[int, str] = (-1, "")
    text = pattern("brackets").sub("", text)
    for name in _COLUMNS:
        for match in pattern(f"proceedings.blocks.{name}").finditer(text):
            last = max(last, (match.start(), name))
        text, _ = masked(text, f"proceedings.blocks.{name}", None)
    return (last[1],) if last[1] else ()


def _statement(
    sentence: Sentence, blocks: str, outcome: str, value: Decimal, quote: str, mention: Mention | None
) -> Statement:
    columns = [column for block in blocks.split("+") for column in _COLUMNS[block]]
    cells = tuple(address("T4", f"{column}.{outcome or 'total'}") for column in columns)
    return Statement(
        about="proceedings",
        label=f"{blocks}.{outcome or 'total'}",
        value=value,
        alternatives=(cells,),
        passage=sentence.passage,
        quote=quote,
        quantity=mention.quantity if mention else None,
        sure=mention is None or not mention.bracketed,
    )
