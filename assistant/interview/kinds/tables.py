"""The statutory tables, cell by cell."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from assistant.document import is_blank, normalise, print_number, read_number
from assistant.interview.kinds.base import Kind, Raw
from assistant.interview.messages import refused, word
from assistant.interview.script import Choice, Question
from assistant.report import RequestFigures, figures_class
from assistant.standard import Unit


class TableKind(Kind):
    """A table's typed cells by path, or for T3 its applications one by one.

    A blank cell is 0, and no cells at all is "none this year".
    """

    name = "table"

    def parse(self, raw: Raw, question: Question, choices: Sequence[Choice]) -> dict[str, Any]:
        figures = figures_class(question.key)
        if isinstance(raw, list) and figures is RequestFigures:
            return {"cases": raw}
        if not isinstance(raw, dict) or figures is None:
            raise refused("other", question.title, str(raw))
        units = {path: cell.unit for path, cell in figures.schema_of().cells.items()}
        return {path: read_cell(text, units.get(path, "件")) for path, text in raw.items() if not is_blank(text)}

    def show(self, value: Any, question: Question, choices: Sequence[Choice]) -> str:
        if not value.cells:
            return str(word("zero_table_shown"))
        cases = getattr(value, "cases", ())
        if cases:
            return str(word("cases_shown")).format(cases=len(cases))
        return str(word("table_shown")).format(filled=len(value.cells))

    def raw(self, value: Any) -> Raw:
        if cases := getattr(value, "cases", ()):
            return [case.model_dump() for case in cases]
        return {path: print_number(number) for path, number in value.cells.items()}


def read_cell(text: str, unit: Unit = "件") -> int | Decimal | str:
    """A typed cell as a number in ``unit``; the text itself when it is none, for the table to refuse.

    A measure word behind a count is left out; in a cell of 万元 an amount written with 元 is converted.
    """
    flat = normalise(text)
    number = read_number(flat)
    if number is None and unit == "万元":
        number = read_number(flat.removesuffix("万元").removesuffix("万"))
        if number is None and (yuan := read_number(flat.removesuffix("元"))) is not None:
            number = yuan / 10_000
    elif number is None:
        found = (read_number(flat.removesuffix(measure)) for measure in word("units"))
        number = next((value for value in found if value is not None), None)
    if number is None:
        return text
    return int(number) if number == number.to_integral_value() and abs(number) < 10**15 else number
