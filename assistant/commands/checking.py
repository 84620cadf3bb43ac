"""``nianbao check``: many drafts and report files held against the rules, on all cores, one at a time in memory.

What is told of each is kept, packed, until the last one is read: only then is it known which are alike.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from assistant.commands.messages import Command, entries, help_text, message, print_text
from assistant.errors import NianbaoError
from assistant.files import is_folder, json_text
from assistant.processes import WORTH_PROCESSES, mapped

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar

    from assistant.checks import Finding
    from assistant.checks.inspection import Inspection, LastYearReports
    from assistant.checks.neighbours import Prose
    from assistant.document import Document


ERRORS_FOUND = 1
NOT_READ = 2
_NAMED = 20
"""Files that are named again behind the last one."""


class Checked(NamedTuple):
    """What came of one file: its inspection or, with ``code`` 2, a sentence for stderr.

    Of several files it is packed, and kept with the report's prose.
    """

    code: int
    sentence: str = ""
    report: Inspection | None = None
    packed: bytes = b""
    prose: Prose | None = None

    @classmethod
    def packing(cls, code: int, report: Inspection) -> Checked:
        """As small as it is kept while others are read."""
        import pickle
        import zlib

        return cls(code, packed=zlib.compress(pickle.dumps(report.without_text())), prose=report.prose())

    def inspection(self) -> Inspection:
        """What is to be told of a file that was read."""
        if self.report is not None:
            return self.report
        import pickle
        import zlib

        found: Inspection = pickle.loads(zlib.decompress(self.packed))  # our own bytes, from this run
        return found


@click.command(cls=Command, help=help_text("check"))
@click.argument("names", metavar="FILE|FOLDER|DRAFT...", nargs=-1, required=True)
@click.option("--last", default="", help=help_text("last"))
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help=help_text("format"))
def check(names: tuple[str, ...], last: str, form: str) -> int:
    from assistant.reading.gathering import gathered

    given = gathered(names)
    files = given.files
    results: list[Checked] = []
    # JSON on the terminal is one text, into which no bar is to be put.
    with progress_bar(len(files), shown=not (sys.stdout.isatty() and form == "json")) as bar:
        for checked in mapped(_Worker(last_reports(last), alone=len(files) == 1), files, _lost):
            results.append(checked)
            if checked.code == NOT_READ:
                erase(bar)
                print_text(checked.sentence, err=True)
            bar.update(1)
    reports = _beside_each_other([checked for checked in results if checked.code != NOT_READ])
    if form == "json":
        _print_json(reports)
    else:
        for report in reports:
            print_text("\n".join(_lines(report)))
        if len(files) > 1:
            print_text("\n".join(_tally(files, results)))
    if given.skipped:
        print_text(message("skipped", count=given.skipped), err=True)
    return max(checked.code for checked in results)


def _beside_each_other(results: Sequence[Checked]) -> Iterator[Inspection]:
    """The inspections one after another, each with the reports of other agencies that are too like it."""
    if len(results) == 1:
        yield results[0].inspection()
        return
    from assistant.checks.neighbours import neighbours

    alike = neighbours([checked.prose for checked in results if checked.prose is not None])
    for checked, others in zip(results, alike, strict=True):
        yield checked.inspection().beside(others)


def _print_json(reports: Iterable[Inspection]) -> None:
    from assistant.checks.inspection import to_json

    click.echo('{"reports": [', nl=False)
    separator = ""
    for report in reports:
        click.echo(f"{separator}\n{json_text(to_json(report))}", nl=False)
        separator = ","
    click.echo("\n]}")


class _Worker:
    """Checks one file. It is handed to each process with what it has read of last year.

    :param alone: no other file is checked, so that there is nothing to hold its text against.
    """

    def __init__(self, last: Document | LastYearReports | None, alone: bool) -> None:
        self._last = last
        self._alone = alone

    def __call__(self, file: str) -> Checked:
        try:
            report = _inspect(file, self._last)
        except NianbaoError as error:
            return Checked(NOT_READ, error.sentence())
        code = ERRORS_FOUND if report.has_errors else 0
        return Checked(code, report=report) if self._alone else Checked.packing(code, report)


def _lost(file: str) -> Checked:
    """What is said of a file that ended the process that read it."""
    return Checked(NOT_READ, message("lost", file=file))


def last_reports(name: str) -> Document | LastYearReports | None:
    """Last year's report from a file or a draft, all those in a folder, None when none is given.

    :raises NianbaoError: it cannot be read, or the folder holds none; the sentence says that it is --last.
    """
    from assistant.reading.gathering import gathered

    if not is_folder(Path(name)) or not name:
        return last_report(name)
    from assistant.checks.inspection import LastYearReports

    try:
        files = gathered([name]).files
    except NianbaoError as error:
        raise NianbaoError(message("bad_last", sentence=error.sentence())) from error
    documents: list[Document] = []
    with progress_bar(len(files)) as bar:
        for file in files:
            try:
                documents.append(_document_of(file))
            except NianbaoError as error:
                erase(bar)
                print_text(message("bad_last", sentence=error.sentence()), err=True)
            bar.update(1)
    return LastYearReports(documents)


def last_report(file: str) -> Document | None:
    """Last year's report from a file or a draft, None when none is given.

    :raises NianbaoError: it cannot be read; the sentence says that it is --last.
    """
    if not file:
        return None
    try:
        return _document_of(file)
    except NianbaoError as error:
        raise NianbaoError(message("bad_last", sentence=error.sentence())) from error


# Drafts need the interview and the templates; a report file is checked without loading them.
def _inspect(file: str, last: Document | LastYearReports | None) -> Inspection:
    from assistant.checks.inspection import inspect_file, is_report_file

    if is_report_file(file):
        return inspect_file(file, last)
    from assistant.drafts.readiness import inspect

    return inspect(file, last)


def _document_of(file: str) -> Document:
    from assistant.checks.inspection import is_report_file

    if is_report_file(file):
        from assistant.reading import read_file

        return read_file(Path(file))
    from assistant.drafts.readiness import document_of

    return document_of(file)


@contextmanager
def progress_bar(total: int, *, shown: bool = True) -> Iterator[ProgressBar[int]]:
    """click's bar while many files are checked and somebody is looking; of it nothing stays on the terminal."""
    bar = click.progressbar(
        range(total), file=sys.stderr, hidden=not shown or total < WORTH_PROCESSES or not sys.stderr.isatty(),
        bar_template=message("progress", bar="%(bar)s", info="%(info)s"), width=24, empty_char="-",
        show_pos=True, show_eta=False,
    )  # fmt: skip
    bar.render_progress()
    try:
        yield bar
    finally:
        # Leaving click's own context would put a line end behind the bar, and the bar would stand.
        erase(bar)


def erase(bar: ProgressBar[int]) -> None:
    """Takes the bar away and shows the cursor, which click hides under it, until its next step draws both anew."""
    if not bar.hidden:
        click.echo("\r\x1b[K\x1b[?25h", nl=False, err=True)


def _lines(report: Inspection) -> Iterator[str]:
    counts = {level: sum(finding.severity == level for finding in report.findings) for level in entries("severity")}
    clean = not report.findings and not report.document.unread and not report.not_compared
    yield message("clean", file=report.file) if clean else message("summary", file=report.file, **counts)
    yield from (message("unread", what=what) for what in report.document.unread)
    if report.not_compared:
        yield message("not_compared", what=report.not_compared)
    yield from map(finding_text, report.findings)
    if report.answered:
        yield message("answered", count=report.answered)


def _tally(files: Sequence[str], results: Sequence[Checked]) -> Iterator[str]:
    """What many files came to, and which of them are to be mended."""
    fine, wrong, unread = (
        [file for file, checked in zip(files, results, strict=True) if checked.code == code]
        for code in (0, ERRORS_FOUND, NOT_READ)
    )
    yield message(
        "tally", total=len(fine) + len(wrong) + len(unread), wrong=len(wrong), fine=len(fine), unread=len(unread)
    )
    for name, those in (("tally_wrong", wrong), ("tally_unread", unread)):
        if those:
            more = message("tally_more", count=len(those)) if len(those) > _NAMED else ""
            yield message(name, files="、".join(those[:_NAMED]) + more)


def finding_text(finding: Finding) -> str:
    """A finding in the terminal: severity, sentence, rule, and on a second line how to mend it."""
    severity = entries("severity")[finding.severity]
    text = message("finding", severity=severity, message=finding.message, rule=finding.rule)
    return f"{text}\n{message('finding_mend', mend=finding.mend)}" if finding.mend else text
