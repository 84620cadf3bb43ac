"""What a paste costs does not grow with its length: what is far too long is refused as a whole."""

from __future__ import annotations

import pytest
import textual
from textual.events import Paste

import assistant.tui
from tests.endless import counting
from tests.tui.inputs.input_harness import SCRIPT, Harness

PASTED = "很长的一段话，" * 200_000
"""Letters enough that a line of code for every second one would be noticed: showing the refusal takes 300,000."""
QUESTIONS = {question.kind: question for question in SCRIPT.questions}


@pytest.mark.parametrize("kind", QUESTIONS)
async def test_fewer_lines_of_code_run_than_half_the_letters_of_a_paste(kind: str) -> None:
    app = Harness(QUESTIONS[kind])
    async with app.run_test() as pilot:
        assert app.focused is not None
        await pilot.pause()
        with counting(len(PASTED) // 2, assistant.tui, textual):
            app.focused.post_message(Paste(PASTED))
            await pilot.pause()
            await pilot.pause()
