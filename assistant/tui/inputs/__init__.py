"""The input widgets, one for each kind of question."""

from __future__ import annotations

from assistant.interview import Question
from assistant.report import RequestFigures, figures_class
from assistant.tui.inputs.base import AnswerInput, InputContext
from assistant.tui.inputs.cases import RequestsInput
from assistant.tui.inputs.lines import LineInput
from assistant.tui.inputs.list_input import ListInput
from assistant.tui.inputs.one_of import ChoiceInput, YesNoInput
from assistant.tui.inputs.paragraph import ParagraphInput
from assistant.tui.inputs.some_of import ChoicesInput
from assistant.tui.inputs.table import TableInput

INPUTS: dict[str, type[AnswerInput]] = {
    "text": LineInput,
    "paragraph": ParagraphInput,
    "integer": LineInput,
    "money": LineInput,
    "date": LineInput,
    "yesno": YesNoInput,
    "choice": ChoiceInput,
    "choices": ChoicesInput,
    "list": ListInput,
    "table": TableInput,
}
"""The widget for every kind of question."""


def input_for(question: Question, context: InputContext) -> AnswerInput:
    """The input for ``question``. :raises KeyError: there is no widget for its kind."""
    if figures_class(question.key) is RequestFigures:
        return RequestsInput(question, context)
    return INPUTS[question.kind](question, context)


__all__ = ["INPUTS", "AnswerInput", "InputContext", "input_for"]
