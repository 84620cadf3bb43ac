"""Figures in a clerk's sentence: every one fills what it says, and leaves what it does not."""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

import pytest

from assistant.interview import load_script
from assistant.interview.facts import TABLES, Told, told

SCRIPT = load_script()
DATA = tomllib.loads(Path(__file__).with_name("told.toml").read_text(encoding="utf-8"))
COUNT = "overview.website_items"


def understood(text: str, group: str) -> Told:
    return told(text, SCRIPT, SCRIPT.question(COUNT if group == "counts" else group), year=2024)


def shown(found: Told, group: str) -> set[str]:
    """The facts as the data file writes them."""
    facts = set()
    for fact in found.facts:
        value = "?" if fact.pending else str(fact.raw) or "none"
        if fact.key in TABLES:
            name = f"{fact.key}:{fact.cell}" if fact.key != group and fact.cell else fact.cell or fact.key
            facts.add(value if name == group else f"{name}={value}")
        else:
            facts.add(f"{fact.key.rpartition('.')[2]}={value}")
    return facts | {"lacks" for _ in found.lacks}


def test_there_are_enough() -> None:
    assert sum(len(DATA[group]) for group in ("requests", "proceedings", "disclosure", "counts")) >= 120
    assert len(DATA["nothing"]) >= 60


@pytest.mark.parametrize("group", ["requests", "proceedings", "disclosure", "counts"])
def test_every_sentence_fills_what_it_says(group: str) -> None:
    wrong = {
        text: (sorted(found), sorted(fills.split()))
        for text, fills, _ in DATA[group]
        if (found := shown(understood(text, group), group)) != set(fills.split())
    }
    assert wrong == {}


@pytest.mark.parametrize("group", ["requests", "proceedings", "disclosure", "counts"])
def test_every_sentence_tells_which_figures_it_leaves(group: str) -> None:
    wrong = {}
    for text, _, leaves in DATA[group]:
        quotes = [left.quote for left in understood(text, group).left]
        expected = list(filter(None, leaves.split("|")))
        if any(not any(quote.startswith(begin) for quote in quotes) for begin in expected):
            wrong[text] = quotes
    assert wrong == {}


@pytest.mark.parametrize("group", ["requests", "proceedings", "disclosure", "counts"])
def test_what_is_no_figure_of_the_year_fills_nothing(group: str) -> None:
    filled = {text: facts for text in DATA["nothing"] if (facts := shown(understood(text, group), group))}
    assert filled == {}


def test_a_sentence_takes_little_work() -> None:
    """Calls, not seconds: a tenth of what a slow machine does in 10 ms."""
    understood(DATA["requests"][0][0], "requests")
    worst = max((_calls(text, group), text) for group in ("requests", "counts") for text, *_ in DATA[group])
    assert worst[0] < 10_000, worst


def test_a_long_text_takes_work_in_proportion() -> None:
    text = "。".join(text for text, *_ in DATA["counts"])
    once, often = _calls(text, "counts"), _calls(f"{text}。" * 5, "counts")
    assert often < once * 8


def _calls(text: str, group: str) -> int:
    """How many functions are called, those of the library included, to understand a text."""
    count = 0

    def counted(frame: object, event: str, arg: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    understood(text, group)  # what is loaded for the first sentence with a numeral is no work of this one
    sys.setprofile(counted)
    try:
        understood(text, group)
    finally:
        sys.setprofile(None)
    return count
