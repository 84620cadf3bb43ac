"""Where each figure of a draft comes from: typed, counted from cases, added up, or last year's report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from assistant.interview import Interview
from assistant.report import Report, RequestFigures, read
from assistant.standard import TableSchema

Source = Literal["typed", "cases", "derived", "last_year"]

_NUMBER_KINDS = ("integer", "money")
_YEAR = "agency.year"


def source_of_cell(report: Report, schema: TableSchema, path: str, settled: Mapping[str, int]) -> tuple[Source, str]:
    """What the cell at ``path`` comes from, and the number that last year's report settles for it ("": none).

    :param settled: the cells of this table that last year's report settles, by path.
    """
    before = settled.get(path)
    printed = "" if before is None else str(before)
    if schema.cells[path].derived:
        return "derived", printed
    figures = read(report, schema.section)
    if isinstance(figures, RequestFigures) and figures.cases:
        return "cases", printed
    if before is not None and figures is not None and figures.cells.get(path, 0) == before:
        return "last_year", printed
    return "typed", printed


def counted_answers(interview: Interview) -> Iterator[tuple[str, str, str]]:
    """The answered numbers that stand in the text, in the script's order.

    Each is its title, the answer as shown, and last year's as shown ("" when it is not known).
    """
    for question in interview.path:
        if question.kind in _NUMBER_KINDS and question.key != _YEAR and interview.is_answered(question):
            yield question.title, interview.shown(question), interview.last_shown(question)
