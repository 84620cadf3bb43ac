"""The page of all facts is the one that the scripts, the templates and the habits make."""

from __future__ import annotations

from pathlib import Path

from assistant.interview import load_script
from docs.make_facts import facts_table

PAGE = Path(__file__).resolve().parents[2] / "docs" / "facts.md"


def test_it_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == facts_table(), "run python -m docs.make_facts"


def test_every_question_but_the_lists_has_a_row() -> None:
    rows = [line for line in facts_table().splitlines() if line.startswith("| ")][1:]
    assert len(rows) == sum(not question.asks_more for question in load_script().questions)
