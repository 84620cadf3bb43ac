"""Words that stand for a figure about applications: 未收到…申请, 无结转, 均已办结 (T3)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from assistant.checks.reading.mentions import Sentence, last_topic, of_another_period
from assistant.checks.reading.statement import Statement, address, is_neutral
from assistant.checks.words import pattern, table

_NOTHING = Decimal(0)


def request_words(sentence: Sentence, figures: Sequence[Statement]) -> Iterator[Statement]:
    """What a sentence says about applications without a figure; ``figures`` is what it says in figures."""
    for row in table("requests.none"):
        for match in pattern(f"requests.none.{row}", sentence.year).finditer(sentence.text):
            if _is_none(sentence, match):
                yield _statement(sentence, row, row, match)
    done = pattern("requests.all_done").search(sentence.text)
    if done and _is_all_done(sentence, done, figures):
        yield _statement(sentence, "all_done", "carried_out", done)


def _statement(sentence: Sentence, label: str, row: str, match: re.Match[str]) -> Statement:
    cells = ((address("T3", f"{row}.total"),),)
    return Statement("requests", label, _NOTHING, cells, sentence.passage, match.group())


def _is_none(sentence: Sentence, match: re.Match[str]) -> bool:
    before = sentence.text[: match.start()]
    if of_another_period(before, sentence.year):
        return False
    filling = match.groupdict().get("filling")
    if filling is not None:
        return is_neutral(filling, "requests.neutral")
    return last_topic(before, sentence.topic) == "requests"


def _is_all_done(sentence: Sentence, match: re.Match[str], figures: Sequence[Statement]) -> bool:
    """Whether 均已办结 speaks of all applications of the year."""
    before = sentence.text[: match.start()]
    clause = re.split("[，；：（）]", before)[-1]
    if last_topic(before, sentence.topic) != "requests" or of_another_period(before, sentence.year):
        return False
    if pattern("requests.exception").search(sentence.text) or pattern("requests.rows.carried_in", sentence.year).search(
        clause
    ):
        return False
    since_topic = before
    for topic in pattern("topics.words.requests").finditer(before):
        since_topic = before[topic.end() :]
    if pattern("requests.veto").search(since_topic) or pattern("requests.veto").search(clause):
        return False
    labels = {statement.label for statement in figures}
    left_open = any(statement.label in ("carried_out", "carried") and statement.value for statement in figures)
    return not left_open and ("carried_in" not in labels or "received" in labels)
