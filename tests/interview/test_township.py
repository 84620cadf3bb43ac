"""How much work an empty year is: the questions a township without applications meets, counted."""

from __future__ import annotations

from datetime import date

from assistant.interview import Interview, load_script
from assistant.report import Report

TYPED = {
    "agency.name": "清河镇人民政府",
    "overview.website_items": "26",
    "problems.items": [{"problem": "更新不够及时", "measure": "建立更新台账"}],
}
NONE_THIS_YEAR = {"disclosure", "requests", "proceedings"}


def test_an_empty_year_takes_at_most_thirty_questions_most_of_them_by_enter() -> None:
    interview = Interview(load_script(), Report(), today=date(2025, 1, 6))
    by_enter, by_one_key, typed = 0, 0, 0
    while (question := interview.current) is not None:
        if question.key in TYPED:
            interview.answer(TYPED[question.key])
            typed += 1
        elif question.key in NONE_THIS_YEAR:
            interview.answer({})
            by_one_key += 1
        else:
            default = interview.default(question)
            assert default is not None, f"{question.key} has no default to accept"
            interview.answer(default)
            by_enter += 1
    asked = by_enter + by_one_key + typed
    print(f"\nan empty township year: {asked} questions = {by_enter} by Enter, {by_one_key} by one key, {typed} typed")
    assert asked <= 30
    assert by_enter >= asked * 0.75
