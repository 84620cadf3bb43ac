"""``nianbao roster``, ``rollup``, ``letters`` and ``verdict``: the reports of a county's units in a folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from assistant import resources
from assistant.commands.checking import progress_bar
from assistant.commands.drafts import change_draft
from assistant.commands.messages import Command, entries, help_text, print_text
from assistant.errors import NianbaoError
from assistant.texts import COUNTY, LETTERS

if TYPE_CHECKING:
    from assistant.county.filing import Filing
    from assistant.county.record import Judgement, Record
    from assistant.county.rollup import Rollup
    from assistant.county.standing import County, Entry, Judged
    from assistant.county.task import Task

_READ_AS_REPORTS = (".docx", ".html")
_FILE = click.Path(path_type=Path, dir_okay=False)


def _task(names: Sequence[str], roster_file: Path | None = None, last: str = "", own: str = "") -> Task:
    """What a command was given, with the roster of a package where no other is named."""
    from assistant import packs
    from assistant.county.task import Task

    return Task(tuple(names), roster_file, last, own, resources.pack_file(packs.ROSTER))


def _county(task: Task) -> County:
    found = task.county(_bar)
    if not found.kept:
        print_text(COUNTY.say("output.no_cache", path=task.store_path), err=True)
    return found.county


@contextmanager
def _bar(count: int) -> Iterator[Callable[[Filing], object]]:
    with progress_bar(count) as bar:
        yield lambda filing: bar.update(1)


def _options(function: Callable[..., Any]) -> Callable[..., Any]:
    """The options that all of these commands have."""
    for option in (
        click.option("--roster", type=_FILE, help=help_text("county_roster")),
        click.option("--last", default="", metavar="FOLDER|FILE", help=help_text("county_last")),
    ):
        function = option(function)
    return click.argument("names", metavar="FOLDER|FILE...", nargs=-1, required=True)(function)


def _day(context: click.Context, parameter: click.Parameter, value: str) -> date | None:
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        raise NianbaoError(*LETTERS.refusal("say.bad_day", text=value)) from None


# -- roster --------------------------------------------------------------------------------------
@click.command(cls=Command, help=help_text("roster"))
@click.argument("names", metavar="FOLDER|FILE...", nargs=-1, required=True)
@click.option("-o", "--output", required=True, type=_FILE, help=help_text("roster_output"))
@click.option("--force", is_flag=True, help=help_text("force"))
def roster(names: tuple[str, ...], output: Path, force: bool) -> int:
    from assistant.county.roster import write_roster
    from assistant.county.standing import standing

    task = _task(names)
    found = [each for each in task.filings(_bar) if not each.problem]
    made = standing([each.model_copy(update={"prose": None}) for each in found]).roster
    if not made.unit:
        raise NianbaoError(*COUNTY.refusal("roster.no_agency", folder=COUNTY.say("separator").join(names)))
    write_roster(made, output, force=force)
    print_text(COUNTY.say("roster.made", count=len(made.unit), path=output))
    return 0


# -- rollup --------------------------------------------------------------------------------------
@click.command(cls=Command, help=help_text("rollup"))
@_options
@click.option("--own", default="", metavar="DRAFT", help=help_text("rollup_own"))
@click.option("--with-errors/--without-errors", default=True, help=help_text("rollup_errors"))
@click.option("-o", "--output", type=_FILE, help=help_text("rollup_output"))
@click.option("--into", default="", metavar="DRAFT", help=help_text("rollup_into"))
@click.option("--force", is_flag=True, help=help_text("rollup_force"))
def rollup(
    names: tuple[str, ...], roster: Path | None, last: str, own: str, with_errors: bool, output: Path | None,
    into: str, force: bool,
) -> int:  # fmt: skip
    from assistant.county.forms import refuse_output, summary, write_rollup
    from assistant.county.rollup import Rollup

    task = _task(names, roster, last, own)
    if output is not None:
        refuse_output(output, force=force)
        if output.suffix.lower() in _READ_AS_REPORTS:
            task.refuse_inside(output)
    found = Rollup(_county(task), with_errors)
    if output is not None:
        write_rollup(found, output, force=force)
        print_text(COUNTY.say("output.written", path=output))
    elif not into:
        print_text("\n".join(summary(found)))
    if into:
        _fill(into, found, force)
    return 0


def _fill(name: str, found: Rollup, force: bool) -> None:
    from assistant.county.into_draft import differences, with_sum

    if not found.counted:
        raise NianbaoError(*COUNTY.refusal("output.nothing"))
    saved = change_draft(name, lambda draft: with_sum(draft, found, force=force))
    print_text(COUNTY.say("output.into", name=saved, count=len(found.counted)))
    for line in differences(found):
        print_text(line, err=True)


# -- letters -------------------------------------------------------------------------------------
@click.command(cls=Command, help=help_text("letters"))
@_options
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help=help_text("letters_output"))
@click.option("--by", "due", default="", callback=_day, metavar="DATE", help=help_text("letters_by"))
@click.option("--sender", default="", help=help_text("letters_sender"))
@click.option("--contact", default="", help=help_text("letters_contact"))
@click.option("--wordings", type=_FILE, help=help_text("letters_wordings"))
@click.option("--again", is_flag=True, help=help_text("letters_again"))
@click.option("--force", is_flag=True, help=help_text("force"))
def letters(
    names: tuple[str, ...], roster: Path | None, last: str, output: Path, due: date | None, sender: str, contact: str,
    wordings: Path | None, again: bool, force: bool,
) -> int:  # fmt: skip
    from assistant import packs
    from assistant.county.letters import Sending, Wordings
    from assistant.county.work import CountyWork

    today = date.today()
    if due is not None and due < today:
        raise NianbaoError(*LETTERS.refusal("say.past", due=due))
    task = _task(names, roster, last)
    task.refuse_letters_inside(output)
    sending = Sending(today, due, sender, contact, Wordings(wordings or resources.pack_file(packs.LETTERS)))
    work = CountyWork(task, _county(task))
    if work.record.unfinished is not None:
        print_text(LETTERS.say("say.resumed"), err=True)
    count = work.write_letters(output, sending, again=again, force=force)
    print_text(LETTERS.say(f"say.{'written' if count else 'nothing'}", count=count, folder=output))
    return 0


# -- verdict -------------------------------------------------------------------------------------
@click.command(cls=Command, help=help_text("verdict"))
@_options
@click.option("--mark", nargs=2, metavar="ID WORD", help=help_text("verdict_mark"))
@click.option("--reason", default="", help=help_text("verdict_reason"))
@click.option("--clear", default="", metavar="ID", help=help_text("verdict_clear"))
def verdict(
    names: tuple[str, ...], roster: Path | None, last: str, mark: tuple[str, str] | None, reason: str, clear: str
) -> int:
    from assistant.county.record import judged, write_record

    task = _task(names, roster, last)
    if clear:
        known = {each.id: each for each in task.record.verdict}
        taken_back = known[_one(clear, known)]
        write_record(task.record.without_verdict(taken_back.id), task.record_path)
        print_text(COUNTY.say("verdict.taken_back", unit=taken_back.unit, message=taken_back.message))
        return 0
    cases = _cases(_county(task))
    if not mark:
        _list(cases, task.record)
        return 0
    entry, found = cases[_one(mark[0], cases)]
    given = judged(entry.unit.name, found.finding, _judgement(mark[1]), reason, date.today())
    write_record(task.record.with_verdict(given), task.record_path)
    word = COUNTY.say(f"judgement.{given.judgement}")
    print_text(COUNTY.say("verdict.taken", unit=given.unit, message=given.message, word=word))
    return 0


def _cases(county: County) -> dict[str, tuple[Entry, Judged]]:
    """The errors and warnings by their ids."""
    from assistant.county.record import Key

    return {
        Key.of(entry.unit.name, each.finding).id: (entry, each)
        for entry, each in county.cases
        if each.finding.severity != "advice"
    }


def _one(identity: str, known: dict[str, Any]) -> str:
    """The id that begins so. :raises NianbaoError: none does, or several do."""
    found = [each for each in known if each.startswith(identity)] if identity else []
    if len(found) != 1:
        name = "several_ids" if found else "unknown_id"
        raise NianbaoError(*COUNTY.refusal(f"verdict.{name}", id=identity, count=len(found)))
    return found[0]


def _judgement(word: str) -> Judgement:
    from assistant.county.record import JUDGEMENTS

    for judgement in JUDGEMENTS:
        if word in (judgement, COUNTY.say(f"judgement.{judgement}")):
            return judgement
    raise NianbaoError(*COUNTY.refusal("verdict.unknown_word", word=word))


def _list(cases: dict[str, tuple[Entry, Judged]], record: Record) -> None:
    if not record.verdict:
        print_text(COUNTY.say("verdict.none_yet"))
    for given in record.verdict:
        word = COUNTY.say(f"judgement.{given.judgement}")
        print_text(COUNTY.say("verdict.row", id=given.id, unit=given.unit, word=word, message=given.message))
    open_ = {identity: case for identity, case in cases.items() if case[1].verdict is None}
    print_text(COUNTY.say("verdict.listed", count=len(cases), open=len(open_)))
    for identity, (entry, each) in open_.items():
        severity = entries("severity")[each.finding.severity]
        slots = {"id": identity, "unit": entry.unit.name, "severity": severity, "message": each.finding.message}
        print_text(COUNTY.say("verdict.open_row", **slots))
