"""``nianbao roster``, ``rollup``, ``letters`` and ``verdict``: the reports of a county's units in a folder."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from assistant import resources
from assistant.commands.checking import gathered, progress_bar
from assistant.commands.drafts import change_draft
from assistant.commands.messages import Command, entries, help_text, print_text
from assistant.errors import NianbaoError
from assistant.files import exists, is_file, is_folder
from assistant.texts import COUNTY, LETTERS

if TYPE_CHECKING:
    from assistant.county.filing import Filing, LastYear
    from assistant.county.record import Judgement, Record
    from assistant.county.rollup import Rollup
    from assistant.county.roster import Roster
    from assistant.county.standing import County, Entry, Judged
    from assistant.county.store import Store

_ROSTERS = ("county.toml", "county.xlsx")
"""What a roster in the folder itself is called."""
_STEM = "county"
_READ_AS_REPORTS = (".docx", ".html")
_FILE = click.Path(path_type=Path, dir_okay=False)


@dataclass(frozen=True)
class _Task:
    """What a command was given: the folders and files, the roster, last year's, the own office's draft."""

    names: tuple[str, ...]
    roster_file: Path | None = None
    last: str = ""
    own: str = ""

    @cached_property
    def _roster_path(self) -> Path | None:
        if self.roster_file is not None:
            return self.roster_file
        inside = [Path(name, own) for name in self.names if is_folder(Path(name)) for own in _ROSTERS]
        return next((path for path in inside if is_file(path)), None)

    @cached_property
    def roster(self) -> Roster | None:
        from assistant import packs
        from assistant.county.roster import read_roster

        path = self._roster_path or resources.pack_file(packs.ROSTER)
        return None if path is None else read_roster(path)

    def beside(self, ending: str) -> Path:
        """A file beside the roster, else in the first folder, else beside the first file."""
        if self._roster_path is not None:
            return self._roster_path.with_name(f"{self._roster_path.stem}{ending}")
        first = Path(self.names[0])
        return (first if is_folder(first) else first.parent) / f"{_STEM}{ending}"

    @cached_property
    def record_path(self) -> Path:
        from assistant.county.record import ENDING

        return self.beside(ENDING)

    @cached_property
    def record(self) -> Record:
        from assistant.county.record import read_record

        return read_record(self.record_path)

    def filings(self) -> list[Filing]:
        """This year's files alone."""
        from assistant.county.store import ENDING, Store

        with Store(self.beside(ENDING)) as store:
            return _read(self.names, store)

    def county(self) -> County:
        """How the county stands. :raises NianbaoError: nothing can be read, or --own or --last is no report."""
        from assistant.county.filing import LastYear
        from assistant.county.roster import roster_of
        from assistant.county.standing import standing
        from assistant.county.store import ENDING, Store

        roster, record = self.roster, self.record
        own = self._own()
        with Store(self.beside(ENDING)) as store:
            last = self._last(store)
            known = roster or roster_of((each.agency, each.kind) for each in last)
            before = LastYear(known, tuple(each.brief() for each in last)) if last else None
            found = _read(self.names, store, before)
            if not store.kept:
                print_text(COUNTY.say("output.no_cache", path=self.beside(ENDING)), err=True)
        county = standing(found, roster, last, record, own)
        if roster is None and not county.filed:
            problem = next((each.problem for each in found if each.problem), COUNTY.say("output.no_report_hint"))
            names = COUNTY.say("separator").join(self.names)
            raise NianbaoError(*COUNTY.refusal("output.no_report", names=names, problem=problem))
        return county

    def _last(self, store: Store) -> list[Filing]:
        if not self.last:
            return []
        from assistant.commands.messages import message

        try:
            found = [each for each in _read([self.last], store) if not each.problem]
        except NianbaoError as error:
            raise NianbaoError(message("bad_last", sentence=error.sentence())) from error
        if not found:
            raise NianbaoError(*COUNTY.refusal("output.last_empty", name=self.last))
        return found

    def _own(self) -> Filing | None:
        if not self.own:
            return None
        from assistant.county.filing import filing_of
        from assistant.drafts.readiness import inspect

        return filing_of(inspect(self.own), "", 0)

    def refuse_inside(self, path: Path, texts: str) -> None:
        """:raises NianbaoError: what is written to ``path`` would be read as a report the next time."""
        for name in self.names:
            if is_folder(Path(name)) and path.resolve().is_relative_to(Path(name).resolve()):
                source = COUNTY if texts == "output" else LETTERS
                raise NianbaoError(*source.refusal(f"{texts}.inside", path=path, folder=name))


def _read(names: Sequence[str], store: Store, last: LastYear | None = None) -> list[Filing]:
    from assistant.county.store import filings

    for name in names:
        if not exists(Path(name)):
            raise NianbaoError(*COUNTY.refusal("output.nowhere", name=name))
    files = list(dict.fromkeys(gathered(names).files))
    with progress_bar(len(files)) as bar:
        return filings(files, store, last, lambda filing: bar.update(1))


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

    task = _Task(names)
    found = [each for each in task.filings() if not each.problem]
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

    task = _Task(names, roster, last, own)
    if output is not None:
        refuse_output(output, force=force)
        if output.suffix.lower() in _READ_AS_REPORTS:
            task.refuse_inside(output, "output")
    found = Rollup(task.county(), with_errors)
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
    from assistant.county.letters import Sending, Wordings, next_round, write_letters
    from assistant.county.record import write_record

    today = date.today()
    if due is not None and due < today:
        raise NianbaoError(*LETTERS.refusal("say.past", due=due))
    task = _Task(names, roster, last)
    task.refuse_inside(output, "say")
    sending = Sending(today, due, sender, contact, Wordings(wordings or resources.pack_file(packs.LETTERS)))
    found = next_round(task.county(), task.record, again=again)
    told = write_letters(found, output, sending, force=force)
    record = task.record
    for letter in told.letter:
        record = record.with_letter(letter)
    if told.letter:
        write_record(record, task.record_path)
    name = "written" if told.letter else "nothing"
    print_text(LETTERS.say(f"say.{name}", count=len(told.letter), folder=output))
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

    task = _Task(names, roster, last)
    if clear:
        known = {each.id: each for each in task.record.verdict}
        taken_back = known[_one(clear, known)]
        write_record(task.record.without_verdict(taken_back.id), task.record_path)
        print_text(COUNTY.say("verdict.taken_back", unit=taken_back.unit, message=taken_back.message))
        return 0
    cases = _cases(task.county())
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
