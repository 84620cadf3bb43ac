"""What was typed and not submitted comes back into the input of whatever question stands there now."""

from __future__ import annotations

import tomllib

import pytest
from textual.containers import Vertical

from assistant.errors import AnswerRefused
from assistant.interview import KINDS, Raw
from assistant.tui.inputs import InputContext, input_for
from tests.drafts.test_typed import RAWS
from tests.tui.inputs.input_harness import SCRIPT, Harness

QUESTIONS = {question.kind: question for question in SCRIPT.questions}


@pytest.mark.parametrize("kind", QUESTIONS)
async def test_an_input_takes_up_what_another_one_could_hold(kind: str) -> None:
    question = QUESTIONS[kind]
    app = Harness(question)
    async with app.run_test() as pilot:
        for value in RAWS.values():
            raw: Raw = tomllib.loads(f"typed = {value}")["typed"]
            restored = input_for(question, InputContext(choices=question.choices, typed=raw))
            await app.query_one(Vertical).mount(restored)
            await pilot.pause()
            for content in (raw, restored.content()):
                try:
                    KINDS[kind].read(content, question, question.choices)
                except AnswerRefused as refusal:
                    assert refusal.message.endswith("。")
            await restored.remove()
