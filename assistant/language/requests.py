"""Applications in the text: received, carried over, done, their results and who asked (T3)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from assistant.language.mentions import Mention, Sentence, last_topic, of_another_period
from assistant.language.statement import Statement, address, is_neutral, masked
from assistant.language.words import pattern, table, words
from assistant.standard import Standard, standard

_ORGANISATIONS = ("business", "research", "social", "legal_service", "other")
_CONCLUDED = ("done", "answered")
_TOGETHER = "&"
"""Between the labels of results that one number counts together."""
_CAME_IN = ("received", "accepted", "carried_in", "carried")
_HANDLED = (("total",), ("received",), ("received", "carried_in"))


class _Words(NamedTuple):
    """A stretch of words taken apart: row and column labels met, and the text with these blanked out."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    text: str


def request_statements(sentence: Sentence) -> Iterator[Statement]:
    """What a sentence says about applications in figures."""
    if pattern("requests.by_openness").search(sentence.text):
        return
    base = ""
    for mention in sentence.mentions:
        statement = _figure(mention, base)
        if statement is not None:
            base = statement.label if statement.label in ("received", *_CONCLUDED) else base
            yield statement


def _figure(mention: Mention, base: str) -> Statement | None:
    quantity, year = mention.quantity, mention.sentence.year
    if (
        mention.topic != "requests"
        or mention.elsewhen
        or mention.compared
        or mention.aimed
        or quantity.unit not in words("requests.units")
    ):
        return None
    left = _apart(mention.left, year)
    right = _apart(mention.right, year)
    if pattern("requests.veto").search(left.text + right.text) or pattern("requests.those_done").search(mention.left):
        return None
    if left.rows or left.columns or not (right.rows or right.columns):
        found = _from_left(left, right)
    else:
        found = _from_right(left, right)
    if found is None or _of_another_unit(mention.left, mention.sentence.agency):
        return None
    label, columns = found
    reasons = _reasons_before(mention, label)
    if len(reasons) > 1:
        return None
    label = reasons[0] if reasons else label
    if base in _CONCLUDED and (mention.listed or mention.bracketed) and label in _CAME_IN:
        return None
    if columns and label == "noun":
        label = base or "noun"
    return Statement(
        about="requests",
        label=label,
        value=quantity.value,
        alternatives=_alternatives(label, columns, mention),
        passage=mention.sentence.passage,
        quote=mention.quote,
        quantity=quantity,
        partial=_is_partial(mention, label),
        sure=not mention.bracketed,
    )


def _is_partial(mention: Mention, label: str) -> bool:
    """Whether a number of what was done may leave out a part: it is one of a list, or those carried in stand apart."""
    if label not in (*_CONCLUDED, "handled"):
        return False
    besides = pattern("requests.carried_besides", mention.sentence.year)
    return mention.listed or bool(besides.search(mention.sentence.text, mention.quantity.end))


def _reasons_before(mention: Mention, label: str) -> list[str]:
    """The reasons of a group of results that the clause before the number gives: 因属于行政执法案卷，不予公开1件."""
    members = [row for row in table("requests.rows") if row.startswith(f"{label}.")]
    if not members:
        return []
    before = [other.quantity.end for other in mention.sentence.mentions if other.quantity.end <= mention.quantity.start]
    clause = mention.sentence.text[max(before, default=0) : mention.quantity.start]
    named = [row for row in members if pattern(f"requests.rows.{row}", mention.sentence.year).search(clause)]
    if not named and pattern("requests.reason").search(clause):
        # A reason in words of its own: the number is of some of the group only.
        return [label, label]
    return named


def _from_left(left: _Words, right: _Words) -> tuple[str, tuple[str, ...]] | None:
    """The row label and the columns of a number whose words stand before it."""
    if len(left.columns) > 1 or not is_neutral(right.text, "requests.neutral"):
        return None
    verbs = [row for row in left.rows if row in table("requests.verbs")]
    others = _narrowest([row for row in left.rows if row not in verbs])
    if len(others) > 1 and not verbs and _are_together(others, left.text):
        others = [_TOGETHER.join(others)]
    if len(others) > 1 or (others and "carried" in others[0] and verbs):
        return None
    before, after = _around(left.text)
    if not is_neutral(after, "requests.neutral"):
        return None
    if verbs and not others:
        return "+".join(verbs), left.columns
    if not is_neutral(before, "requests.neutral"):
        return None
    if others:
        return others[0], left.columns
    if left.columns or pattern("requests.noun").search(left.text + right.text):
        return "noun", left.columns
    return None


def _are_together(labels: list[str], text: str) -> bool:
    """Whether labels of results are joined to one number: 予以公开和部分公开共22件."""
    between = [words for words in text.split("〓")[1:-1] if words]
    return not any("carried" in label for label in labels) and (
        len(between) == len(labels) - 1 and all(pattern("requests.together").fullmatch(words) for words in between)
    )


def _from_right(left: _Words, right: _Words) -> tuple[str, tuple[str, ...]] | None:
    """The same for a number whose words follow it: 2件予以公开."""
    every = [row for row in right.rows if row not in table("requests.verbs")]
    labels = _narrowest(every)
    if len(labels) + len(right.columns) != 1 or len(right.rows) != len(every):
        return None
    if not is_neutral(left.text + right.text, "requests.neutral"):
        return None
    return (labels[0] if labels else "noun"), right.columns


def _narrowest(rows: list[str]) -> list[str]:
    """A reason and the group that it belongs to (因属于行政执法案卷不予公开) are one label: the reason."""
    return [row for row in rows if not any(other.startswith(f"{row}.") for other in rows)]


def _of_another_unit(left: str, agency: str) -> bool:
    """Whether the words say that another office than the reporting one acts: 其中区政府办公室受理9件."""
    verb = re.search("|".join(pattern(f"requests.verbs.{name}").pattern for name in table("requests.verbs")), left)
    return _is_another_unit(left[: verb.start()] if verb else "", agency)


def _is_another_unit(before: str, agency: str) -> bool:
    """Whether ``before``, the words right in front of what was done, end with the name of another office."""
    named = pattern("requests.unit").search(before)
    if named is None or pattern("requests.own_unit").search(before):
        return False
    name, own = (pattern("agency.left_out").sub("", text) for text in (named.group(), agency))
    name = pattern("fillers").sub("", name)
    return not own or not (name in own or name.endswith(own))


def _apart(text: str, year: int | None) -> _Words:
    """Looks for labels in the order of the list, the longer and more special ones first."""
    rest = pattern("everybody").sub("", text)
    rest, _ = masked(rest, "requests.channels", year)
    met: dict[str, list[str]] = {"rows": [], "columns": [], "verbs": []}
    for group in met:
        for name in table(f"requests.{group}"):
            rest, found = masked(rest, f"requests.{group}.{name}", year)
            met[group] += [name] if found else []
    return _Words(tuple(met["rows"] + met["verbs"]), tuple(met["columns"]), rest)


def _around(text: str) -> tuple[str, str]:
    """What stands before the last label and what after it."""
    before, _, after = text.rpartition("〓")
    return before.replace("〓", ""), after


def _with_carried(mention: Mention) -> bool:
    """Whether the sentence says that the figure includes applications carried in."""
    return bool(pattern("requests.including_carried", mention.sentence.year).search(mention.sentence.text))


def _included(mention: Mention, label: str, results: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The rows of another result that the bracket behind a number counts in: 予以公开22件（含部分公开6件）."""
    if not any(row == label or row.startswith(f"{label}.") for row in results):
        return
    bracket = pattern("requests.counted_in").match(mention.sentence.text, mention.quantity.end)
    if bracket is not None:
        named = _narrowest([row for row in _apart(bracket.group("rows"), mention.sentence.year).rows if row != label])
        if len(named) == 1 and any(row == named[0] or row.startswith(f"{named[0]}.") for row in results):
            yield from _rows(named[0], False, results)


def _alternatives(label: str, columns: tuple[str, ...], mention: Mention) -> tuple[tuple[str, ...], ...]:
    column, with_carried = _columns(columns), _with_carried(mention)
    results = _results(standard(mention.sentence.year))
    sums: list[tuple[str, ...]] = []
    for part in label.split("+"):
        together = part.split(_TOGETHER)
        rows = _rows(part, with_carried, results)
        if len(together) > 1:
            every = [row for each in together for row in _rows(each, with_carried, results)[0]]
            rows = (tuple(sorted(every, key=results.index)),)
        sums += rows
        sums += (one + more for one in rows for more in _included(mention, part, results))
    return tuple(dict.fromkeys(tuple(address("T3", f"{row}.{key}") for row in rows for key in column) for rows in sums))


def _columns(columns: tuple[str, ...]) -> tuple[str, ...]:
    if not columns:
        return ("total",)
    return _ORGANISATIONS if columns == ("organisations",) else columns


def _rows(label: str, with_carried: bool, results: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    both = ("received", "carried_in")
    if label in ("received", "accepted"):
        return (("received",), both) if with_carried or label == "accepted" else (("received",),)
    if label == "done":
        return (("total",),)
    if label == "answered":
        return (("total",), tuple(row for row in results if not row.startswith("other.")))
    if label == "handled":
        return _HANDLED
    if label == "noun":
        return (("received",), both, ("total",))
    if label == "carried":
        return (("carried_out",), ("carried_in",))
    rows = tuple(row for row in results if row == label or row.startswith(f"{label}."))
    return (rows or (label,),)


@cache
def _results(known: Standard) -> tuple[str, ...]:
    """The rows of T3 that hold results: all between what came in and the total."""
    leaves = [leaf.path for leaf in known.tables["T3"].blocks[0].row_leaves]
    return tuple(leaves[leaves.index("granted") : leaves.index("total")])


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
    if of_another_period(before, sentence.year) or _is_another_unit(
        re.split("[，；：（）]", before)[-1], sentence.agency
    ):
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
    if _of_those_done(match, figures) or pattern("requests.those_done").search(clause):
        return False
    left_open = any(statement.label in ("carried_out", "carried") and statement.value for statement in figures)
    return not left_open and ("carried_in" not in labels or "received" in labels)


def _of_those_done(match: re.Match[str], figures: Sequence[Statement]) -> bool:
    """已答复10件，均按时办结: the words may speak of those done only, whose number is held against the table itself."""
    earlier = [figure for figure in figures if figure.quantity is not None and figure.quantity.end <= match.start()]
    return bool(earlier) and any(part in _CONCLUDED for part in earlier[-1].label.split("+"))
