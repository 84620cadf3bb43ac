"""The statutory formats as data: tables, labels, sections, period and deadlines. Knows no answer."""

from __future__ import annotations

from assistant.standard.agencies import (
    AgencyKind,
    agency_kinds,
    chinese_date,
    deadline,
    guess_kind,
    guess_self_word,
    period,
    reporting_year,
)
from assistant.standard.layout import PrintedCell, header_rows, layout
from assistant.standard.loader import first_report_year, formats, in_any_format, known_format, standard, standard_of
from assistant.standard.schema import (
    Aspect,
    Block,
    Cell,
    Header,
    Leaf,
    Relation,
    SectionSchema,
    Standard,
    TableSchema,
    Unit,
    join,
    nest,
)

__all__ = [
    "AgencyKind",
    "Aspect",
    "Block",
    "Cell",
    "Header",
    "Leaf",
    "PrintedCell",
    "Relation",
    "SectionSchema",
    "Standard",
    "TableSchema",
    "Unit",
    "agency_kinds",
    "chinese_date",
    "deadline",
    "first_report_year",
    "formats",
    "guess_kind",
    "guess_self_word",
    "header_rows",
    "in_any_format",
    "join",
    "known_format",
    "layout",
    "nest",
    "period",
    "reporting_year",
    "standard",
    "standard_of",
]
