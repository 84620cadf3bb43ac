"""The input widgets, one for each kind of question. A kind's widget is imported when it is first asked for."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, cast

from assistant.tui.inputs.base import AnswerInput, InputContext

if TYPE_CHECKING:
    from assistant.interview import Question


INPUTS: dict[str, tuple[str, str]] = {
    "text": ("lines", "LineInput"),
    "paragraph": ("paragraph", "ParagraphInput"),
    "integer": ("lines", "LineInput"),
    "money": ("lines", "LineInput"),
    "date": ("lines", "LineInput"),
    "yesno": ("choosing", "YesNoInput"),
    "choice": ("choosing", "ChoiceInput"),
    "choices": ("choosing", "ChoicesInput"),
    "list": ("list_input", "ListInput"),
    "table": ("table", "TableInput"),
}
"""The module here and the widget in it for every kind of question."""

_BY_CASES = ("cases", "RequestsInput")


def input_for(question: Question, context: InputContext) -> AnswerInput:
    """The input for ``question``. :raises KeyError: there is no widget for its kind."""
    from assistant.report import RequestFigures, figures_class

    by_cases = figures_class(question.key) is RequestFigures
    module, name = _BY_CASES if by_cases else INPUTS[question.kind]
    widget = getattr(import_module(f"{__name__}.{module}"), name)
    return cast("AnswerInput", widget(question, context))


__all__ = ["INPUTS", "AnswerInput", "InputContext", "input_for"]
