"""``nianbao ledger``: an office's register of applications counted into T3, or an empty register to fill."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assistant.commands.messages import Command, help_text, message, print_text
from assistant.errors import NianbaoError
from assistant.files import json_text

if TYPE_CHECKING:
    from assistant.drafts import Draft
    from assistant.register import Ledger, LedgerCases


UNKNOWN_VALUES = 1


@dataclass(frozen=True)
class Count:
    """A register counted for one year, and the values in it that nobody has explained yet."""

    register: Ledger
    year: int
    cases: LedgerCases
    unknown_applicants: Mapping[str, int]
    unknown_outcomes: Mapping[str, int]

    @property
    def unread_days(self) -> bool:
        """Whether some row may be of the year but has a date that nobody understands."""
        return any(row.unread and not row.falls_outside(self.year) for row in self.register.rows)

    @property
    def cells(self) -> dict[str, int]:
        """The cells of T3 that are not 0, totals included, by path."""
        from assistant.report import RequestFigures
        from assistant.report.cases import tally

        values = RequestFigures.of(tally(self.cases.cases), self.year).values()
        return {path: int(value) for path, value in values.items() if value}


@click.command(cls=Command, help=help_text("ledger"))
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--template", type=click.Path(path_type=Path), help=help_text("template"))
@click.option("--year", type=int, help=help_text("year"))
@click.option("--as", "meanings", multiple=True, metavar="VALUE=KEY", help=help_text("as"))
@click.option("--into", "draft_name", metavar="DRAFT", help=help_text("into"))
@click.option("--force", is_flag=True, help=help_text("ledger_force"))
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help=help_text("format"))
def ledger(
    file: Path | None,
    template: Path | None,
    year: int | None,
    meanings: tuple[str, ...],
    draft_name: str | None,
    force: bool,
    form: str,
) -> int:
    if template is not None:
        from assistant.register import write_template

        write_template(template, year=year)
        print_text(message("written", path=template))
        return 0
    if file is None:
        raise NianbaoError(message("ledger_what"))
    count = _count(file, year, meanings)
    print_text(_json(count) if form == "json" else "\n".join(_lines(count)))
    if count.unknown_applicants or count.unknown_outcomes or count.unread_days:
        return UNKNOWN_VALUES
    if draft_name:
        name = _into_draft(draft_name, count, force)
        print_text(message("ledger_into", name=name, cases=len(count.cases.cases)), err=True)
    return 0


def _count(file: Path, year: int | None, meanings: Iterable[str]) -> Count:
    """:raises NianbaoError: the file cannot be read, or a meaning names no row or column of T3."""
    from assistant.register import cases_of, read_ledger
    from assistant.standard import reporting_year

    year = year if year is not None else reporting_year(date.today())
    choices = dict(_pair(meaning) for meaning in meanings)
    with _rows_told() as told:
        register = read_ledger(file, told)
    applicants = {text: rows for text, rows in register.unknown_applicants(year).items() if text not in choices}
    outcomes = {text: rows for text, rows in register.unknown_outcomes(year).items() if text not in choices}
    return Count(register, year, cases_of(register, year, choices), applicants, outcomes)


@contextmanager
def _rows_told() -> Iterator[Callable[[int], None]]:
    """Tells somebody who looks how many rows were read; of it nothing stays on the terminal."""
    shown = sys.stderr.isatty()

    def told(rows: int) -> None:
        if shown:
            click.echo(f"\r\x1b[K{message('ledger_reading', rows=f'{rows:,}')}", nl=False, err=True)

    try:
        yield told
    finally:
        if shown:
            click.echo("\r\x1b[K", nl=False, err=True)


def _pair(meaning: str) -> tuple[str, str]:
    value, equals, key = meaning.rpartition("=")
    if not equals or not value.strip():
        raise NianbaoError(message("ledger_pair", typed=meaning))
    return value.strip(), key.strip()


def _lines(count: Count) -> Iterable[str]:
    from assistant.report import applicant_kinds, case_outcomes
    from assistant.standard import standard

    cells = standard(count.year).tables["T3"].cells
    read = len(count.register.rows)
    yield message("ledger_read", file=count.register.file, rows=read, year=count.year, cases=len(count.cases.cases))
    yield from (f"  {sentence}" for sentence in (*count.register.skipped, *count.cases.left_out, *count.cases.late))
    yield from (message("ledger_cell", name=cells[path].name, value=value) for path, value in count.cells.items())
    for unknown, keys in (
        (count.unknown_applicants, applicant_kinds(count.year)),
        (count.unknown_outcomes, case_outcomes(count.year)),
    ):
        for text, rows in unknown.items():
            yield message("ledger_unknown", text=text, rows=rows)
        if unknown:
            yield message("ledger_keys", keys="  ".join(f"{key}＝{leaf.header.short}" for key, leaf in keys.items()))


def _json(count: Count) -> str:
    from assistant.standard import nest

    return json_text(
        {
            "file": count.register.file,
            "year": count.year,
            "rows": len(count.register.rows),
            "T3": nest(count.cells),
            "cases": [case.model_dump() for case in count.cases.cases],
            "unknown": {"applicants": dict(count.unknown_applicants), "outcomes": dict(count.unknown_outcomes)},
            "notes": [*count.register.skipped, *count.cases.left_out, *count.cases.late],
        },
        indent=2,
    )


def _refuse_others(draft: Draft, count: Count) -> None:
    figures = draft.report.requests
    values = figures.values() if figures is not None else {}
    typed = {path: int(value) for path, value in values.items() if value}
    if typed and typed != count.cells:
        told = {"received": typed.get("received.total", 0), "done": typed.get("total.total", 0)}
        raise NianbaoError(message("ledger_figures", name=draft.name, **told))


def _into_draft(name: str, count: Count, force: bool) -> str:
    """Put the cases into a stored draft; its name.

    :raises NianbaoError: the draft has figures that are others, and ``force`` does not say to replace them.
    """
    from assistant.drafts import DraftStore
    from assistant.register import check_room
    from assistant.report import with_answer

    check_room(count.cases)
    store = DraftStore()
    held = store.claim(store.called(name))
    try:
        draft = store.load(held.name)
        if draft.report.agency.year not in (None, count.year):
            raise NianbaoError(
                message("ledger_year", name=draft.name, year=draft.report.agency.year, counted=count.year)
            )
        if not force:
            _refuse_others(draft, count)
        report = with_answer(draft.report, "requests", {"cases": [case.model_dump() for case in count.cases.cases]})
        origins = draft.origins.given("requests", "register")
        return store.save(draft.changed(report=report, origins=origins)).name
    finally:
        held.release()
