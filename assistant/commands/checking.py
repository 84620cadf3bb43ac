"""``nianbao check``: many drafts and report files held against the rules, on all cores, one at a time in memory."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from itertools import islice
from typing import Any

import click

from assistant.commands.words import help_text, say, table
from assistant.errors import NianbaoError

ERRORS_FOUND = 1
NOT_READ = 2
# Fewer files are done sooner than another process has started.
_WORTH_PROCESSES = 12
_AHEAD = 4


@dataclass(frozen=True)
class Checked:
    """What came of one file, ready to print: ``text`` for stdout or, with ``code`` 2, one sentence for stderr."""

    text: str
    code: int


@click.command(help=help_text("check"))
@click.argument("files", metavar="FILE|DRAFT...", nargs=-1, required=True)
@click.option("--last", default="", help=help_text("last"))
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help=help_text("format"))
def check(files: tuple[str, ...], last: str, form: str) -> int:
    worker = _Worker(form, last)
    code = 0
    separator = ""
    if form == "json":
        click.echo('{"reports": [', nl=False)
    for checked in _with_progress(_all(files, worker), len(files)):
        code = max(code, checked.code)
        if checked.code == NOT_READ:
            click.echo(checked.text, err=True)
        elif form == "json":
            click.echo(f"{separator}\n{checked.text}", nl=False)
            separator = ","
        else:
            click.echo(checked.text)
    if form == "json":
        click.echo("\n]}")
    return code


class _Worker:
    """Checks one file; made once in each process, so that last year's report is read once.

    :raises NianbaoError: last year's report cannot be read.
    """

    def __init__(self, form: str, last: str) -> None:
        self.arguments = (form, last)
        self._form = form
        self._last = last_report(last)

    def __call__(self, file: str) -> Checked:
        from assistant.drafts.inspection import inspect, to_json

        try:
            report = inspect(file, self._last)
        except NianbaoError as error:
            return Checked(error.sentence(), NOT_READ)
        text = json.dumps(to_json(report), ensure_ascii=False) if self._form == "json" else "\n".join(_lines(report))
        return Checked(text, ERRORS_FOUND if report.has_errors else 0)


def last_report(file: str) -> Any:
    """Last year's report from a file or a draft, None when none is given.

    :raises NianbaoError: it cannot be read; the sentence says that it is --last.
    """
    from assistant.drafts.inspection import document_of

    if not file:
        return None
    try:
        return document_of(file)
    except NianbaoError as error:
        raise NianbaoError(say("bad_last", sentence=error.sentence())) from error


def _all(files: Sequence[str], worker: _Worker) -> Iterator[Checked]:
    """The files checked, in their order. Only a few are under way at a time: memory stays flat."""
    cores = os.cpu_count() or 1
    if len(files) < _WORTH_PROCESSES or cores == 1:
        yield from map(worker, files)
        return
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(cores, initializer=_begin, initargs=worker.arguments) as pool:
        waiting = iter(files)
        under_way = [pool.submit(_check_here, file) for file in islice(waiting, cores * _AHEAD)]
        while under_way:
            yield under_way.pop(0).result()
            under_way += [pool.submit(_check_here, file) for file in islice(waiting, 1)]


_here: _Worker | None = None


def _begin(form: str, last: str) -> None:
    global _here  # noqa: PLW0603 - the one worker of this process
    _here = _Worker(form, last)


def _check_here(file: str) -> Checked:
    assert _here is not None
    return _here(file)


def _with_progress(checked: Iterator[Checked], total: int) -> Iterator[Checked]:
    """A progress bar on stderr while many files are checked and somebody is looking."""
    show = total >= _WORTH_PROCESSES and sys.stderr.isatty() and not sys.stdout.isatty()
    bar: Any = click.progressbar(length=total, label=say("checking"), file=sys.stderr) if show else nullcontext()
    with bar as progress:
        for done in checked:
            yield done
            if progress is not None:
                progress.update(1)


def _lines(report: Any) -> Iterator[str]:
    counts = {level: sum(finding.severity == level for finding in report.findings) for level in table("severity")}
    clean = not report.findings and not report.document.unread
    yield say("clean", file=report.file) if clean else say("summary", file=report.file, **counts)
    yield from (say("unread", what=what) for what in report.document.unread)
    yield from map(finding_text, report.findings)


def finding_text(finding: Any) -> str:
    """A finding in the terminal: severity, sentence, rule, and on a second line how to mend it."""
    severity = table("severity")[finding.severity]
    text = say("finding", severity=severity, message=finding.message, rule=finding.rule)
    return f"{text}\n{say('finding_mend', mend=finding.mend)}" if finding.mend else text
