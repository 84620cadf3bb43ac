"""What the command line says."""

from __future__ import annotations

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
