"""What the command line says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from assistant.files import MARK, visible
from assistant.texts import COMMANDS


def entries(name: str) -> dict[str, str]:
    """One table of the file: ``help``, ``say``, ``severity`` or ``usage``."""
    found: dict[str, str] = COMMANDS.entry(name)
    return found


def message(name: str, /, **slots: Any) -> str:
    """A sentence of the ``[say]`` table with its slots filled, each on one line: a file's name may hold line breaks."""
    filled = {slot: _line(value) if isinstance(value, str | Path) else value for slot, value in slots.items()}
    return entries("say")[name].format(**filled)


def _line(value: str | Path) -> str:
    return str(value).replace("\n", MARK).replace("\t", MARK)


def help_text(name: str) -> str:
    """What ``--help`` says of a command or an option."""
    return entries("help")[name]


def print_text(text: str, *, err: bool = False) -> None:
    """Print lines; names of files and texts of others reach the terminal without what would act on it."""
    click.echo(visible(text), err=err)


class HelpFormatter(click.HelpFormatter):
    """click's help page with its own few words in Chinese."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, entries("page")["usage"])

    def write_heading(self, heading: str) -> None:
        self.write(f"{heading}：\n")

    @contextmanager
    def section(self, name: str) -> Iterator[None]:
        with super().section(entries("page").get(name.lower(), name)):
            yield


class Context(click.Context):
    """A context whose help page is Chinese."""

    formatter_class = HelpFormatter


class Command(click.Command):
    """A command whose help page is Chinese."""

    context_class = Context

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = help_text("help")
        return option

    def get_short_help_str(self, limit: int = 45) -> str:
        """The first clause of the help without its brackets: click would cut by characters, amid a word."""
        return re.split("[；。]", re.sub("（.*?）", "", self.help or ""), maxsplit=1)[0]

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        return [entries("page").get(piece, piece) for piece in super().collect_usage_pieces(ctx)]


class Group(Command, click.Group):
    """A group of such commands."""

    command_class = Command
