"""``nianbao compare``: two years of one agency, or two versions of one report, side by side."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assistant.checks.inspection import is_report_file
from assistant.commands.messages import Command, help_text, message, print_text
from assistant.comparison import Comparison, Side
from assistant.comparison import compare as compared
from assistant.errors import NianbaoError
from assistant.export.compared import COMPARISON_WRITERS, publish_comparison, words
from assistant.export.compared.words import say
from assistant.export.publish import writer_of
from assistant.texts import COMPARISON

if TYPE_CHECKING:
    from assistant.document import Document


@click.command(cls=Command, help=help_text("compare"))
@click.argument("first", metavar="A")
@click.argument("second", metavar="B")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help=help_text("compare_output"))
@click.option("--force", is_flag=True, help=help_text("force"))
def compare(first: str, second: str, output: Path | None, force: bool) -> int:
    if output is not None:
        writer_of(output, COMPARISON_WRITERS)
    if _same_file(first, second):
        raise NianbaoError(COMPARISON.say("failures.same_file", name=first))
    (one, last), (other, last_of_other) = _read(first), _read(second)
    names = _shown(first, second)
    comparison = compared(Side(names[0], one), Side(names[1], other), last or last_of_other)
    if output is None:
        print_text("\n".join(_lines(comparison)))
        return 0
    written = publish_comparison(comparison, output, force=force)
    print_text("\n".join((*words.introduction(comparison)[2:], *words.summary(comparison))))
    print_text(message("written", path=written))
    return 0


def _shown(first: str, second: str) -> tuple[str, str]:
    """What the reports are called: the names of the files without their folders where those tell them apart."""
    names = (Path(first).name, Path(second).name)
    return names if names[0] != names[1] else (first, second)


def _same_file(first: str, second: str) -> bool:
    if first == second:
        return True
    try:
        return Path(first).samefile(second)
    except (OSError, ValueError):
        return False


def _read(name: str) -> tuple[Document, Document | None]:
    """A report, and the one on the year before where a draft knows it. :raises NianbaoError: it cannot be read."""
    if is_report_file(name):
        from assistant.reading import read_file

        return read_file(Path(name)), None
    from assistant.commands.drafts import draft_called
    from assistant.drafts.readiness import document_of

    return document_of(name), draft_called(name).last_year


# -- on the terminal -----------------------------------------------------------------------------
def _lines(comparison: Comparison) -> Iterator[str]:
    """A summary, then what differs: cells, paragraphs, findings, what does not go on from last year."""
    yield words.title(comparison)
    yield from words.introduction(comparison)
    yield ""
    yield say("summary")
    yield from words.summary(comparison)
    for name, lines in (
        ("tables", _cells(comparison)),
        ("texts", _texts(comparison)),
        ("rules", _rules(comparison)),
        ("carried", _carried(comparison)),
    ):
        told = list(lines)
        if told:
            yield from ("", say(name), *told)


def _cells(comparison: Comparison) -> Iterator[str]:
    for table in comparison.tables:
        if table.changed:
            yield table.heading
        for cell in table.changed:
            slots = {"name": cell.name, "before": words.printed(cell.before), "after": words.printed(cell.after)}
            whole = cell.difference is not None
            numbers = {"difference": words.difference(cell), "percent": words.percent(cell)}
            yield say("cell", **slots, **numbers) if whole else say("cell_bare", **slots)


def _texts(comparison: Comparison) -> Iterator[str]:
    if any(text.state == "changed" for section in comparison.sections for text in section.texts):
        yield say("key_marked")
    for section in comparison.sections:
        if section.repeated is not None:
            yield say("share", heading=section.heading, percent=round(section.repeated * 100))
        for text in section.texts:
            if text.state == "unchanged":
                continue
            yield say("text", state=words.state_of(text), heading=section.heading)
            before, after = words.shown_changes(text)
            sides = (("before", "" if text.state == "moved" else before), ("after", after))
            yield from (say(f"text_{name}", text=_one_line(part)) for name, part in sides if part)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _rules(comparison: Comparison) -> Iterator[str]:
    for pair in comparison.rules:
        state, _, text, rule = words.rule_row(pair)
        yield say("rule", state=state, message=text, rule=rule)


def _carried(comparison: Comparison) -> Iterator[str]:
    """What goes on from last year but for what is as it must be."""
    for carry in comparison.carried:
        if not carry.holds:
            name, expected, found, state = words.carry_row(carry)
            yield say("carry", state=state, name=name, expected=expected, found=found)
