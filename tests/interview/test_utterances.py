"""What is said in the place of an answer is understood, and no answer is taken for it."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from assistant.drafts import read_draft
from assistant.interview import Interview, load_script
from assistant.interview.utterances import Utterance, understood
from assistant.report import Report
from tests.samples import finished_samples

SCRIPT = load_script()
DATA = tomllib.loads(Path(__file__).with_name("utterances.toml").read_text(encoding="utf-8"))
SAID = [(text, intent) for intent, texts in DATA.items() if intent not in ("go_to", "answers") for text in texts]
ALL = {question.key for question in SCRIPT.questions}


def heard(text: str) -> Utterance | None:
    return understood(text, SCRIPT.questions, SCRIPT.sections)


def test_there_are_hundreds() -> None:
    assert len(SAID) + len(DATA["go_to"]) >= 300


@pytest.mark.parametrize("intent", sorted({intent for _, intent in SAID}))
def test_what_clerks_say_is_understood(intent: str) -> None:
    missed = {text: heard(text) for text, wanted in SAID if wanted == intent and heard(text) != Utterance(intent)}
    assert missed == {}


def test_a_question_is_found_by_its_name_with_the_value_that_was_said() -> None:
    missed = {text: heard(text) for text, key, value in DATA["go_to"] if heard(text) != Utterance("go_to", key, value)}
    assert missed == {}


def test_what_several_questions_are_called_leads_nowhere() -> None:
    titles = [question.title for question in SCRIPT.questions if "公开条数" in question.title]
    assert len(titles) > 1
    assert heard("回到公开条数") is None


def test_a_question_that_does_not_apply_is_not_found() -> None:
    path = tuple(question for question in SCRIPT.questions if question.key != "agency.signed_on")
    assert understood("改落款日期", path, SCRIPT.sections) is None


def test_no_answer_is_taken_for_an_utterance() -> None:
    answers = set(DATA["answers"]["texts"])
    interview = Interview(SCRIPT, Report())
    for question in SCRIPT.questions:
        answers |= {question.example, question.default.source if question.default is not None else ""}
        answers |= {text for choice in interview.choices(question) for text in (choice.value, choice.shown)}
    for path in finished_samples().glob("*.toml"):
        draft = read_draft(path)
        for question in (sample := Interview(SCRIPT, draft.report)).path:
            raw = sample.raw(question)
            answers |= set(_texts(raw)) | {sample.shown(question)}
    swallowed = {text: said for text in answers - {""} if (said := heard(text)) is not None}
    assert swallowed == {}


def _texts(raw: object) -> list[str]:
    if isinstance(raw, str):
        return [raw]
    values = raw.values() if isinstance(raw, dict) else raw if isinstance(raw, list | tuple) else ()
    return [text for value in values for text in _texts(value)]
