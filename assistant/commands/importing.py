"""``nianbao import``: a finished report becomes a draft of the same year, ready to correct and export again."""

from __future__ import annotations

from pathlib import Path

import click

from assistant.commands.messages import help_text, message, print_text

_NAMED = 3
"""Open questions that are named; the interview shows them all."""


@click.command("import", help=help_text("import"))
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help=help_text("import_output"))
@click.option("--force", is_flag=True, help=help_text("force"))
def import_report(file: Path, output: Path | None, force: bool) -> None:
    from assistant.drafts import DraftStore
    from assistant.drafts.beginning import save_as, taken_over
    from assistant.drafts.readiness import readiness

    draft, notes = taken_over(file)
    if output is None:
        draft = DraftStore().save(draft)
        saved = message("imported", name=draft.name)
    else:
        save_as(draft, output, force=force)
        saved = message("written", path=output)
    agency = draft.report.agency
    known = agency.name is not None and agency.year is not None
    print_text(message("taken_over" if known else "taken_in", file=file.name, agency=agency.name, year=agency.year))
    for note in notes:
        print_text(message("import_note", note=note))
    missing = readiness(draft).unanswered
    if missing:
        titles = "、".join(question.title for question in missing[:_NAMED])
        print_text(message("import_missing", count=len(missing), titles=titles))
    print_text(saved)
