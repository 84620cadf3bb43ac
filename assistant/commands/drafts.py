"""``nianbao list``, ``restore`` and ``import``: the drafts, those in the recycle bin, and one made from a report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click

from assistant.commands.messages import Command, help_text, message, print_text
from assistant.document import Document
from assistant.drafts import Draft, DraftStore, RecycleBin, read_draft
from assistant.errors import NianbaoError
from assistant.files import is_file, json_text

_NAMED = 3
"""Open questions that are named; the interview shows them all."""


def is_draft_file(name: str) -> bool:
    """Whether a draft is named by its file, and not by its name among the stored ones."""
    return Path(name).suffix == ".toml" or is_file(Path(name))


def draft_called(name: str) -> Draft:
    """A draft file by its path, or a draft of the store by its name. :raises NianbaoError: it cannot be had."""
    draft = read_draft(Path(name)) if is_draft_file(name) else DraftStore().find(name)
    if without := draft.without_packs:
        print_text(without, err=True)
    return draft


def change_draft(name: str, change: Callable[[Draft], Draft]) -> str:
    """Change a draft where it is kept, as one version; its name.

    :raises NianbaoError: it cannot be had, another window holds it, or the disk refuses; then it is as it was.
    """
    if is_draft_file(name):
        from assistant.drafts.beginning import save_as

        changed = change(read_draft(Path(name)))
        save_as(changed, Path(name), force=True)
        return changed.name
    store = DraftStore()
    held = store.claim(store.called(name))
    try:
        return store.save(change(store.load(held.name))).name
    finally:
        held.release()


@click.command("list", cls=Command, help=help_text("list"))
@click.option("--json", "as_json", is_flag=True, help=help_text("json"))
@click.option("--trash", is_flag=True, help=help_text("trash"))
def list_drafts(as_json: bool, trash: bool) -> None:
    if trash:
        _list_thrown(as_json)
        return
    entries = DraftStore().list()
    if as_json:
        _print_json([{**vars(entry), "saved_at": entry.saved_at.isoformat(timespec="seconds")} for entry in entries])
        return
    if not entries:
        print_text(message("no_drafts"))
    for entry in entries:
        row = {**vars(entry), "saved_at": f"{entry.saved_at:%Y-%m-%d %H:%M}", "year": entry.year or ""}
        print_text(message("list_damaged" if entry.problem else "list_row", **row))


def _list_thrown(as_json: bool) -> None:
    """Print the drafts in the bin, the one thrown away last first; what is overdue is removed before.

    Where several have the same name, the first column holds what tells them apart.
    """
    recycle_bin, today = RecycleBin(DraftStore()), date.today()
    recycle_bin.sweep()
    lines = [(thrown, recycle_bin.summary(thrown)) for thrown in recycle_bin.list()]
    if as_json:
        rows = [
            {
                "id": thrown.id,
                **vars(entry),
                "saved_at": entry.saved_at.isoformat(timespec="seconds"),
                "thrown_at": thrown.thrown_at.isoformat(timespec="seconds"),
                "days_left": thrown.days_left(today),
            }
            for thrown, entry in lines
        ]
        _print_json(rows)
        return
    if not lines:
        print_text(message("bin_empty"))
    namesakes = Counter(thrown.name for thrown, _ in lines)
    for thrown, entry in lines:
        row = {
            **vars(entry),
            "name": thrown.name if namesakes[thrown.name] == 1 else thrown.id,
            "year": entry.year or "",
            "thrown_at": f"{thrown.thrown_at:%Y-%m-%d %H:%M}",
            "days": thrown.days_left(today),
        }
        print_text(message("bin_damaged" if entry.problem else "bin_row", **row))


def _print_json(rows: list[dict[str, Any]]) -> None:
    click.echo(json_text(rows, indent=2))


@click.command(cls=Command, help=help_text("restore"))
@click.argument("name", metavar="NAME")
def restore(name: str) -> None:
    recycle_bin = RecycleBin(DraftStore())
    thrown = recycle_bin.called(name)
    now = recycle_bin.restore(thrown)
    print_text(message("bin_restored" if now == thrown.name else "bin_restored_as", name=now, old=thrown.name))


@click.command("import", cls=Command, help=help_text("import"))
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help=help_text("import_output"))
@click.option("--force", is_flag=True, help=help_text("force"))
def import_report(file: Path, output: Path | None, force: bool) -> None:
    from assistant.drafts.beginning import save_as, taken_over
    from assistant.drafts.readiness import readiness

    draft, notes = taken_over(file)
    if output is None:
        draft = DraftStore().add(draft)
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


def sorted_materials(paths: Sequence[Path]) -> tuple[Document | None, tuple[Path, ...]]:
    """Last year's report among files that the clerk has at hand, None when there is none, and the other files.

    :raises NianbaoError: a file cannot be read, or two of them are reports.
    """
    if not paths:
        return None, ()
    from assistant.session.materials import read_sheet_or_lines, report_in

    reports, others = [], []
    for path in paths:
        document = report_in(path)
        if document is None:
            read_sheet_or_lines(path)
            others.append(path)
        else:
            reports.append(document)
    if len(reports) > 1:
        raise NianbaoError(message("two_reports"))
    return next(iter(reports), None), tuple(others)
