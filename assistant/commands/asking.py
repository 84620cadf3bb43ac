"""``nianbao ask``: the list of what is still wanted from whom, and a filled one read back into the draft."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assistant.commands.drafts import change_draft, draft_called
from assistant.commands.messages import Command, help_text, print_text
from assistant.errors import NianbaoError
from assistant.files import json_text
from assistant.texts import COLLECTION

if TYPE_CHECKING:
    from assistant.drafts import Draft
    from assistant.drafts.collected import Collected

_STDIN = "-"
_MOST_TYPED = 200_000
"""Characters of a reply that are read from standard input."""


@click.command(cls=Command, help=help_text("ask"))
@click.argument("name", metavar="DRAFT")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help=help_text("ask_output"))
@click.option("--filled", multiple=True, metavar="FILE", help=help_text("ask_filled"))
@click.option("--all", "everything", is_flag=True, help=help_text("ask_all"))
@click.option("--force", is_flag=True, help=help_text("force"))
@click.option("--json", "as_json", is_flag=True, help=help_text("json"))
def ask(name: str, output: Path | None, filled: tuple[str, ...], everything: bool, force: bool, as_json: bool) -> int:
    if output is not None and filled:
        raise NianbaoError(_say("not_both"))
    if filled:
        _read_back(name, filled, everything, as_json)
    else:
        _list(name, output, force, as_json)
    return 0


def _say(name: str, /, **slots: object) -> str:
    return COLLECTION.say(f"say.{name}", **slots)


# -- the list ------------------------------------------------------------------------------------
def _list(name: str, output: Path | None, force: bool, as_json: bool) -> None:
    from assistant.drafts.collection import collection_text, offices, wanted, write_collection

    draft = draft_called(name)
    blanks = wanted(draft) if output is None else write_collection(draft, output, force=force)
    if as_json:
        keys = ("label", "whom", "unit", "last", "cell", "optional")
        rows = [{"key": blank.question.key, **{key: getattr(blank, key) for key in keys}} for blank in blanks]
        click.echo(json_text(rows, indent=2))
    elif not blanks:
        print_text(_say("nothing", name=draft.name))
    elif output is None:
        print_text(collection_text(draft, blanks).rstrip())
    else:
        print_text(_say("written", path=output, count=len(blanks), offices=offices(blanks)))


# -- a filled one --------------------------------------------------------------------------------
def _read_back(name: str, filled: tuple[str, ...], everything: bool, as_json: bool) -> None:
    """Say what was understood; fill it in when that was wished outright, or after it was confirmed in a terminal."""
    from assistant.drafts.collected import with_collected

    draft = draft_called(name)
    found = _collected(draft, filled)
    typed = _STDIN in filled
    file = _say("separator").join(_say("pasted") if one == _STDIN else Path(one).name for one in filled)
    if as_json:
        told = {
            "answers": [{**asdict(answer), "raw": str(answer.raw), "taken": everything} for answer in found.answers],
            "problems": [{"line": line, "why": why} for line, why in found.problems],
        }
        click.echo(json_text(told, indent=2))
    else:
        print_text("\n".join(_lines(found, file)))
    if not found.answers:
        raise NianbaoError(_say("nothing_read", file=file))
    asked = not everything and not as_json and not typed and sys.stdin.isatty() and sys.stdout.isatty()
    if not everything and not (asked and click.confirm(_say("confirm"))):
        print_text(_say("left" if asked else "how"), err=True)
        return
    saved = change_draft(name, lambda present: with_collected(present, found.answers, "sentence" if typed else "file"))
    print_text(_say("taken", count=len(found.answers), name=saved), err=as_json)


def _collected(draft: Draft, filled: tuple[str, ...]) -> Collected:
    from assistant.drafts.collected import collected_files, collected_text

    if _STDIN not in filled:
        return collected_files(draft, map(Path, filled))
    if len(filled) > 1:
        raise NianbaoError(_say("stdin_alone"))
    return collected_text(draft, sys.stdin.read(_MOST_TYPED))


def _lines(found: Collected, file: str) -> Iterator[str]:
    if found.answers:
        yield _say("read", file=file, count=len(found.answers))
    for number, answer in enumerate(found.answers, start=1):
        name = "row_before" if answer.before else "row"
        yield _say(name, number=number, title=answer.title, before=answer.before, shown=answer.shown)
    if found.problems:
        yield _say("unread")
        yield from (_say("problem", line=" ".join(line.split()), why=why) for line, why in found.problems)
