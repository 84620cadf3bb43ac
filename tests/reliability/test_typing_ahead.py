"""Keys that come faster than their effects: every letter falls into the question that it was meant for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from assistant.drafts import DraftStore
from assistant.interview import Choice, Interview, Question, Raw, load_script
from assistant.report import Report
from tests.reliability.conftest import Start
from tests.reliability.terminal import ENTER, control

ANSWERS = 30
TICKED = "overview.management_more"
"""A list of what else can be reported, of which everything is: the questions without any are fewer than thirty."""


def keys_for(question: Question, default: Raw | None, offered: Sequence[Choice], number: int) -> tuple[str, Raw]:
    """What a clerk who knows all questions types without looking, and the answer that it must become."""
    if question.key == "agency.name":
        return "清河镇人民政府" + ENTER, "清河镇人民政府"
    if question.kind == "table":
        return "n", {}
    if question.kind in ("integer", "money") and question.key != "agency.year":
        return f"{number}{ENTER}", str(number)
    if question.kind == "paragraph":
        return f"第{number}段{control('s')}", f"第{number}段"
    if question.key == TICKED:
        keys = "".join(f"{row} " for row in range(1, len(offered) + 1))
        return keys + ENTER, [choice.value for choice in offered]
    if default is not None:
        return ENTER, default
    if question.kind == "yesno":
        return "y", "是"
    if question.kind == "choices":
        return f"1 {ENTER}", [question.choices[0].value]
    if question.kind == "list":
        parts = {field.key: f"{field.key}{number}" for field in question.fields}
        texts = list(parts.values()) or [f"第{number}项"]
        return "a" + "".join(text + ENTER for text in texts) + control("s"), [parts or texts[0]]
    return f"甲{number}{ENTER}", f"甲{number}"


def typed_blindly(answers: int) -> tuple[str, Interview]:
    """The keys for so many answers in one string, and the interview as it must be then."""
    book = Interview(load_script(), Report(), today=date.today())
    keys = ""
    for number in range(answers):
        question = book.current
        assert question is not None
        pressed, raw = keys_for(question, book.default(question), book.choices(question), 10 + number)
        assert not book.doubt(question, raw), question.key
        keys += pressed
        book.answer(raw)
    return keys, book


@pytest.mark.parametrize("at_once", [True, False], ids=["before the first question is seen", "after it"])
def test_thirty_answers_in_one_burst(at_once: bool, start: Start, tmp_path: Path) -> None:
    keys, book = typed_blindly(ANSWERS)
    assert book.current is not None
    terminal = start("new", cold=at_once)
    terminal.until("贵单位的全称")
    if not at_once:
        terminal.until_quiet()
    terminal.send(keys)
    terminal.until(book.current.title)
    terminal.until(f"第{[step.key for step in book.path].index(book.current.key) + 1}题，")
    terminal.send("尾" + control("q"))
    assert terminal.wait() == 0
    (entry,) = DraftStore(tmp_path / "nianbao-home").list()
    draft = DraftStore(tmp_path / "nianbao-home").load(entry.name)
    assert draft.report == book.report
    assert (draft.at, draft.typed) == (book.current.key, "尾")
