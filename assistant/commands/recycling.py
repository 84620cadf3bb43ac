"""The recycle bin on the command line: what lies in it, and bringing a draft back."""

from __future__ import annotations

from collections import Counter
from datetime import date

import click

from assistant.commands.messages import help_text, message, print_text
from assistant.drafts import DraftStore, RecycleBin
from assistant.files import json_text


def list_thrown(as_json: bool) -> None:
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
        click.echo(json_text(rows, indent=2))
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


@click.command(help=help_text("restore"))
@click.argument("name", metavar="NAME")
def restore(name: str) -> None:
    recycle_bin = RecycleBin(DraftStore())
    thrown = recycle_bin.called(name)
    now = recycle_bin.restore(thrown)
    print_text(message("bin_restored" if now == thrown.name else "bin_restored_as", name=now, old=thrown.name))
