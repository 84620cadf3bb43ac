"""The typed answers of a report. Does no input or output."""

from __future__ import annotations

from assistant.report.cases import RequestCase, applicant_kinds, case_outcomes
from assistant.report.figures import DisclosureFigures, Figures, Number, ProceedingFigures, RequestFigures
from assistant.report.model import (
    IDENTITY,
    Agency,
    FormerProblem,
    Other,
    Overview,
    Problem,
    Problems,
    Report,
    adapter,
    checked_answer,
    field_paths,
    figures_class,
    holds_prose,
    read,
    with_answer,
)
from assistant.report.origins import NO_ORIGINS, ORIGINS, PROPOSED, Origin, Origins, all_from
from assistant.report.parts import NO_PARTS, CellParts, Part, SumParts
from assistant.report.types import YEARS, AnyDay, Line, printable

__all__ = [
    "IDENTITY",
    "NO_ORIGINS",
    "NO_PARTS",
    "ORIGINS",
    "PROPOSED",
    "YEARS",
    "Agency",
    "AnyDay",
    "CellParts",
    "DisclosureFigures",
    "Figures",
    "FormerProblem",
    "Line",
    "Number",
    "Origin",
    "Origins",
    "Other",
    "Overview",
    "Part",
    "Problem",
    "Problems",
    "ProceedingFigures",
    "Report",
    "RequestCase",
    "RequestFigures",
    "SumParts",
    "adapter",
    "all_from",
    "applicant_kinds",
    "case_outcomes",
    "checked_answer",
    "field_paths",
    "figures_class",
    "holds_prose",
    "printable",
    "read",
    "with_answer",
]
