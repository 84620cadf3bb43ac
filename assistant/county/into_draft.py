"""The county's sum as the tables of the county's own draft."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pydantic import ValidationError

from assistant.county.lists import say
from assistant.county.rollup import Rollup, compared
from assistant.drafts import Draft
from assistant.errors import NianbaoError
from assistant.report import Figures, SumParts, figures_class, read, with_answer
from assistant.report.parts import number_text
from assistant.texts import COUNTY


class AlreadyFilled(NianbaoError):
    """The draft's tables hold figures, and nobody said that the sum is to take their place."""


def with_sum(draft: Draft, rollup: Rollup, *, force: bool = False) -> Draft:
    """``draft`` with the sum in its three tables, their origin "rollup".

    :param force: figures that stand there are replaced.
    :raises AlreadyFilled: it has figures and ``force`` is not given.
    :raises NianbaoError: the draft is of another year, or a sum is none that its cell can hold.
    """
    year = draft.report.agency.year
    if rollup.county.year is not None and year not in (None, rollup.county.year):
        raise _refused("into_year", name=draft.name, year=year, counted=rollup.county.year)
    sections = {key: schema.section for key, schema in rollup.standard.tables.items()}
    filled = [COUNTY.entry("sheets.tables")[key] for key, section in sections.items() if _has_figures(draft, section)]
    if filled and not force:
        tables = say("separator").join(filled)
        raise AlreadyFilled(*COUNTY.refusal("output.into_filled", name=draft.name, tables=tables))
    report, origins = draft.report, draft.origins
    for key, section in sections.items():
        report = with_answer(report, section, _figures(rollup, key, section))
        origins = origins.given(section, "rollup", made_of(rollup))
    return draft.changed(report=report, origins=origins.made_of(_parts(rollup, sections)))


def _parts(rollup: Rollup, sections: Mapping[str, str]) -> SumParts:
    """What each cell is made of, by the answer that holds it; of last year the totals."""
    tables = [(key, f"{section}.", rollup.standard.tables[key]) for key, section in sections.items()]
    before = {
        section + cell.path: value
        for key, section, schema in tables
        for cell in compared(schema)
        if (value := rollup.before(key, cell.path)) is not None
    }
    parts = SumParts.of(
        ((section + path, rollup.parts(key, path)) for key, section, schema in tables for path in schema.cells),
        kinds={entry.unit.name: entry.unit.kind for entry in rollup.counted},
        before=before,
    )
    return parts.leaving_out([unit.name for unit in rollup.uncounted])


def _has_figures(draft: Draft, section: str) -> bool:
    figures = read(draft.report, section)
    return isinstance(figures, Figures) and bool(figures.cells)


def _figures(rollup: Rollup, key: str, section: str) -> Figures:
    kind = figures_class(section)
    assert kind is not None, section
    schema = rollup.standard.tables[key]
    found = kind.of({}, rollup.county.year)
    for path, cell in schema.cells.items():
        value = rollup.totals[key][path]
        if cell.derived or not value:
            continue
        try:
            found = found.with_cell(path, int(value) if value == value.to_integral_value() else value)
        except ValidationError:
            raise _refused("into_cell", cell=cell.name, value=number_text(value)) from None
    return found


def made_of(rollup: Rollup) -> str:
    """What the sum is made of, in one clause."""
    left = say("output.made_of_left", count=len(rollup.left_out)) if rollup.left_out else ""
    return say("output.made_of", count=len(rollup.counted), left=left)


def differences(rollup: Rollup) -> Iterator[str]:
    """The totals that the draft works out otherwise than the units' own totals add up to."""
    for _, cell, total, parts in rollup.unbalanced:
        yield say("output.into_differs", cell=cell.name, total=number_text(total), parts=number_text(parts))


def _refused(name: str, /, **slots: object) -> NianbaoError:
    return NianbaoError(*COUNTY.refusal(f"output.{name}", **slots))
