"""Writes docs/facts.md: every fact that can be answered, its question, where it prints, how often reports tell it.

Run ``python -m docs.make_facts`` in the checkout.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from assistant.composing import compose
from assistant.document import Heading, Paragraph
from assistant.drafts import read_draft
from assistant.errors import AnswerRefused
from assistant.interview import Interview, Question, Raw, load_script
from assistant.interview.coach import habits
from assistant.interview.more import with_everything_asked
from assistant.report import IDENTITY, Report, figures_class, with_answer

ROOT = Path(__file__).resolve().parent.parent
TABLE = ROOT / "docs" / "facts.md"
SCRIPT = load_script()
HEAD = """# 可以写的事实

由 `python -m docs.make_facts` 生成，请不要手改。没有答的事实，报告里一个字也不写。
“何时问”里写“勾选”的，只有在“还有哪些可以写”里勾了才问。
“各地写的多少”数的是已经公布的报告：乡镇和街道66份、有申请的报告41份；没有数字的没有数过。

| 事实 | 问题 | 何时问 | 写在哪里 | 各地写的多少 |
|---|---|---|---|---|
"""
_SLOT = re.compile(r"\{\{.*?\}\}")
_SELF = "本单位"
_PLAIN = {"integer": "3", "money": "12.5", "yesno": "是", "table": {}, "paragraph": "一件事。", "text": "某某"}


def facts_table() -> str:
    """The whole page."""
    printed = _places()
    told = {habit.key: habit.shown for habit in habits()}
    rows = [
        (
            question.title,
            _asked(question),
            _when(question),
            "、".join(printed.get(question.key, ())),
            told.get(question.key, ""),
        )
        for question in SCRIPT.questions
        if not question.asks_more
    ]
    return HEAD + "".join(f"| {' | '.join(cell.replace('|', '／') or '—' for cell in row)} |\n" for row in rows)


def _asked(question: Question) -> str:
    if question.key == "agency.kind":
        return "贵单位属于哪一类机关？"
    return _SLOT.sub(_SELF, question.ask.source.replace("{{ agency.year }}", "全"))


def _when(question: Question) -> str:
    if not question.within:
        return "都问" if question.when is None else "前面的回答需要时"
    owner = SCRIPT.question(question.within)
    ticked = f"勾选（{owner.title}）"
    return f"{ticked}；各级人民政府都问" if question.always is not None else ticked


def _places() -> dict[str, list[str]]:
    """Where the paragraphs stand that look at an answer, over full answers of every kind of sample."""
    found: dict[str, list[str]] = {}
    for path in sorted((ROOT / "samples").glob("*.toml")):
        interview = _full(read_draft(path).report)
        document = compose(interview.report, interview.applicable)
        blocks = [("前言", document.preface), *((section.heading, section.blocks) for section in document.sections)]
        for heading, parts in blocks:
            place = heading
            for block in parts:
                if isinstance(block, Heading):
                    place = block.text
                elif isinstance(block, Paragraph):
                    _add(found, block.sources, place)
    for key in IDENTITY:
        found[key] = ["全文"]
    for question in SCRIPT.questions:
        if figures_class(question.key):
            found[question.key] = ["表格和正文"]
    return found


def _add(found: dict[str, list[str]], keys: Iterable[str], place: str) -> None:
    for key in keys:
        if place not in found.setdefault(key, []):
            found[key].append(place)


def _full(report: Report) -> Interview:
    """The talk over ``report`` with everything asked and answered."""
    for key in ("overview.accountability", "overview.trainings", "overview.trainings_attended", "other.fee_notices"):
        report = with_answer(report, key, 1)
    for key in ("overview.checks", "overview.gazette_issues"):
        report = with_answer(report, key, 2)
    report = with_answer(report, "overview.in_assessment", True)
    interview = Interview(SCRIPT, with_everything_asked(SCRIPT, report))
    while (question := interview.current) is not None:
        try:
            interview.answer(_answer(interview, question))
        except AnswerRefused:
            interview.answer("")
    return interview


def _answer(interview: Interview, question: Question) -> Raw:
    if question.kind == "list":
        return (
            [{each.key: "3" if each.unit else each.example for each in question.fields}]
            if question.fields
            else ["某某"]
        )
    if question.kind in ("choice", "choices"):
        first = interview.choices(question)[0].value
        return first if question.kind == "choice" else [first]
    return _PLAIN[question.kind]


if __name__ == "__main__":
    TABLE.write_text(facts_table(), encoding="utf-8")
