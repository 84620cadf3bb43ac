"""``nianbao pack``: packs of offices installed, listed and taken out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from assistant.commands.messages import Group, help_text, print_text
from assistant.texts import PACKS

if TYPE_CHECKING:
    from assistant.packs import Pack


@click.group(cls=Group, help=help_text("pack"))
def pack() -> None:
    pass


@pack.command("install", help=help_text("pack_install"))
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
def install_pack(file: Path) -> int:
    from assistant.packs import install, installed

    before = {name: one.version if one is not None else "" for name, one, _ in installed()}
    found = install(file)
    slots = {"name": found.name, "version": found.version, "author": found.author, "contents": _contents(found)}
    replaced = "replaced" if before.get(found.name) else "installed"
    print_text(PACKS.say(f"say.{replaced}", before=before.get(found.name, ""), **slots))
    return 0


@pack.command("list", help=help_text("pack_list"))
def list_packs() -> int:
    from assistant.packs import installed

    found = installed()
    if not found:
        print_text(PACKS.say("say.empty"))
    for name, one, why in found:
        if one is None:
            print_text(PACKS.say("say.row_broken", name=name, why=why))
            continue
        row = {
            "name": name,
            "version": one.version,
            "author": one.author,
            "years": _years(one),
            "contents": _contents(one),
        }
        print_text(PACKS.say("say.row", **row))
        if one.about:
            print_text(PACKS.say("say.row_about", about=one.about))
        print_text(PACKS.say("say.row_folder", folder=one.folder))
    return 0


@pack.command("remove", help=help_text("pack_remove"))
@click.argument("name", metavar="NAME")
def remove_pack(name: str) -> int:
    from assistant.packs import remove

    remove(name)
    print_text(PACKS.say("say.removed", name=name))
    return 0


def _years(one: Pack) -> str:
    first, last = one.years
    return PACKS.say("say.years" if last > first else "say.year", first=first, last=last)


def _contents(one: Pack) -> str:
    names = PACKS.entry("contents")
    return PACKS.say("separator").join(names[name] for name in one.contents) or PACKS.say("none")
